package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Recent;
import dev.eddy.designer.state.Settings;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the designer remembers in the user's folders, also when others have written there. */
class FoldersTest {
  @TempDir private Path temp;
  private Folders folders;

  @BeforeEach
  void make() {
    folders = new Folders(temp.resolve("state"), temp.resolve("projects"), Optional.empty());
  }

  private Path project(String name) throws IOException {
    Path p = Files.createDirectories(temp.resolve(name));
    Files.writeString(p.resolve("eddy.json"), "{}");
    return p;
  }

  @Test
  void recentProjectsComeBackInTheirOrderWithOddNames() throws Exception {
    List<Recent> recents =
        List.of(
            new Recent(project("a b"), "one\ttwo\nthree", List.of("main", "second")),
            new Recent(project("ü"), "", List.of()));
    folders.writeRecents(recents);
    List<Recent> read = folders.readRecents();
    assertThat(read)
        .extracting(Recent::folder)
        .containsExactly(temp.resolve("a b"), temp.resolve("ü"));
    assertThat(read.get(0).name()).isEqualTo("one two three");
    assertThat(read.get(0).pipelines()).containsExactly("main", "second");
    assertThat(read.get(1).pipelines()).isEmpty();
  }

  @Test
  void aProjectThatIsGoneIsNotListedAndTheOthersAre() throws Exception {
    Path gone = project("gone");
    Path here = project("here");
    folders.writeRecents(
        List.of(new Recent(gone, "gone", List.of()), new Recent(here, "here", List.of())));
    Files.delete(gone.resolve("eddy.json"));
    assertThat(folders.readRecents()).extracting(Recent::name).containsExactly("here");
  }

  @Test
  void whatAnotherWindowHasOpenedStaysInTheListAndTheNewestComesFirst() throws Exception {
    Recent old = new Recent(project("old"), "old", List.of());
    Recent theirs = new Recent(project("theirs"), "theirs", List.of());
    Recent mine = new Recent(project("mine"), "mine", List.of());
    folders.writeRecents(List.of(old));
    // Both windows have read the list before either of them opens a project.
    assertThat(folders.remember(List.of(theirs, old))).containsExactly(theirs, old);
    assertThat(folders.remember(List.of(mine, old))).containsExactly(mine, theirs, old);
    assertThat(folders.readRecents()).containsExactly(mine, theirs, old);
    assertThat(folders.remember(List.of(old, mine))).containsExactly(old, mine, theirs);
    List<Recent> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(0, new Recent(project("p" + i), "p" + i, List.of()));
      folders.remember(many);
    }
    assertThat(folders.readRecents()).isEqualTo(many.subList(0, 12));
  }

  @Test
  void twoWindowsThatRememberAtOnceLeaveAListThatCanBeRead() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failed = new java.util.concurrent.CopyOnWriteArrayList<>();
    for (int w = 0; w < 2; w++) {
      Recent own = new Recent(project("window" + w), "window" + w, List.of("a", "b"));
      Thread t =
          new Thread(
              () -> {
                for (int i = 0; i < 60; i++) {
                  try {
                    folders.writeRecents(List.of(own));
                    // A list is of one of both, never half of it.
                    assertThat(folders.readRecents()).hasSize(1);
                  } catch (Throwable e) {
                    failed.add(e);
                  }
                }
              });
      threads.add(t);
      t.start();
    }
    for (Thread t : threads) {
      t.join();
    }
    assertThat(failed).isEmpty();
  }

  @Test
  void ofTheSettingsEachWindowWritesOnlyWhatWasSetInIt() throws Exception {
    Path config = temp.resolve("config");
    SettingsFile.write(config, Settings.DEFAULT.withScale(90));
    Settings read = SettingsFile.read(config).settings();
    Settings dark = read.withLook(Settings.Look.DARK);
    SettingsFile.write(config, dark, read);
    Settings calm = read.withCalm(true);
    SettingsFile.write(config, calm, read);
    Settings both = SettingsFile.read(config).settings();
    assertThat(both).isEqualTo(dark.withCalm(true));
    SettingsFile.write(config, calm.withScale(125), calm);
    assertThat(SettingsFile.read(config).settings()).isEqualTo(both.withScale(125));
    SettingsFile.write(config, dark.withLook(Settings.Look.LIGHT), dark);
    assertThat(SettingsFile.read(config).settings())
        .as("what was set and is set again")
        .isEqualTo(both.withScale(125).withLook(Settings.Look.LIGHT));
    Files.delete(config.resolve("settings.json"));
    SettingsFile.write(config, dark, dark);
    assertThat(SettingsFile.read(config).settings()).isEqualTo(dark);
  }

  @Test
  void aListThatOthersHaveWrittenNeverFails() throws Exception {
    Path list = Files.createDirectories(temp.resolve("state")).resolve("recent-projects");
    Path here = project("here");
    Files.writeString(list, "x\n\n\t\t\t\n" + here + "\tname\tmain\n\u0000\t\t\n");
    assertThat(folders.readRecents()).extracting(Recent::folder).contains(here);
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      byte[] noise = new byte[200];
      random.nextBytes(noise);
      Files.write(list, noise);
      assertThat(folders.readRecents()).isEmpty();
    }
    Files.delete(list);
    assertThat(folders.readRecents()).isEmpty();
  }

  @Test
  void trustIsForAFolderAndWhatIsInItAndNotForItsNeighbours() throws Exception {
    Path mine = project("mine");
    Path inside = Files.createDirectories(mine.resolve("sub"));
    Path neighbour = project("mine-too");
    folders.trust().add(mine);
    assertThat(folders.trust().covers(mine)).isTrue();
    assertThat(folders.trust().covers(inside)).isTrue();
    assertThat(folders.trust().covers(neighbour)).as("its name only begins like it").isFalse();
    assertThat(folders.trust().covers(mine.resolve("../mine-too"))).isFalse();
    Path link = Files.createSymbolicLink(mine.resolve("link"), neighbour);
    assertThat(folders.trust().covers(link)).as("a link leads out of it").isFalse();
    Path into = Files.createSymbolicLink(temp.resolve("into"), mine);
    assertThat(folders.trust().covers(into)).isTrue();
  }

  @Test
  void ofAListOfTrustedFoldersOnlyWholePathsCount() throws Exception {
    Path victim = project("victim");
    Path list = temp.resolve("state/trusted-folders");
    Files.createDirectories(list.getParent());
    Files.writeString(list, "\nrelative\n \n");
    assertThat(folders.trust().covers(victim)).isFalse();
  }

  @Test
  void settingsOfAnyShapeAreReadAsFarAsTheyAreSettings() {
    List<Value> shapes =
        List.of(
            Value.of("dark"),
            Value.of(7),
            Value.of(-1_000_000),
            new Value.Num(new java.math.BigDecimal("1e300")),
            Value.of(true),
            new Value.Null(),
            Value.Struct.EMPTY,
            new Value.Items(List.of(Value.of(1))),
            Value.Struct.EMPTY.with("/projects/p", Value.of(-4)),
            Value.Struct.EMPTY.with("/projects/p", Value.of("tape")),
            Value.Struct.EMPTY.with("/projects/p", new Value.Num(new java.math.BigDecimal("1e30"))),
            Value.Struct.EMPTY.with("edit.undo", Value.ofTexts(List.of("Ctrl+Z", "nonsense"))));
    for (String key :
        List.of(
            "theme",
            "scale",
            "wheel",
            "autosave",
            "reduceMotion",
            "minimap",
            "keyPreset",
            "keys",
            "favouriteOperators",
            "usedOperators",
            "subtasks",
            "states")) {
      for (Value v : shapes) {
        Settings s = SettingsFile.fromValue(Value.Struct.EMPTY.with(key, v));
        assertThat(s.scale()).as("%s %s", key, v).isBetween(75, 200);
        assertThat(SettingsFile.fromValue(SettingsFile.toValue(s))).isEqualTo(s);
        assertThat(dev.eddy.designer.command.KeyMap.of(s).conflicts()).isNotNull();
      }
    }
  }

  @Test
  void settingsKeepWhatALaterVersionWroteAndPutAsideWhatIsNone() throws Exception {
    Path config = Files.createDirectories(temp.resolve("config"));
    Path file = config.resolve("settings.json");
    Files.writeString(file, "{\"theme\": \"dark\", \"later\": {\"a\": [1]}}");
    Settings read = SettingsFile.read(config).settings();
    assertThat(read.look()).isEqualTo(Settings.Look.DARK);
    SettingsFile.write(config, read.withScale(125));
    assertThat(Files.readString(file)).contains("\"later\"").contains("125");
    Files.writeString(file, "{ not settings");
    SettingsFile.Loaded broken = SettingsFile.read(config);
    assertThat(broken.settings()).isEqualTo(Settings.DEFAULT);
    assertThat(broken.note()).contains("cannot be read");
    SettingsFile.write(config, Settings.DEFAULT);
    assertThat(config.resolve("settings.json.broken")).hasContent("{ not settings");
    assertThat(SettingsFile.read(config).note()).isEmpty();
  }

  @Test
  void keysThatNoKeyboardHasAreLeftOutAndBreakNothing() {
    Random random = new Random(3);
    String[] pieces = {
      "Ctrl",
      "+",
      "Shift",
      "Alt",
      "A",
      " ",
      "F1",
      "Page_Up",
      "++",
      "",
      "_",
      "\"",
      "'",
      "\u00e9",
      "Shortcut",
      "Meta",
      "Undefined",
      "ctrl+",
      "Esc",
      "Space",
      "\t",
      "Plus",
      "1"
    };
    for (int i = 0; i < 5_000; i++) {
      StringBuilder b = new StringBuilder();
      for (int n = random.nextInt(7); n > 0; n--) {
        b.append(pieces[random.nextInt(pieces.length)]);
      }
      List<String> own = new ArrayList<>(List.of(b.toString()));
      Settings s = Settings.DEFAULT.withKeys(Map.of("edit.undo", own));
      dev.eddy.designer.command.KeyMap map = dev.eddy.designer.command.KeyMap.of(s);
      var undo = dev.eddy.designer.command.Commands.get("edit.undo");
      assertThat(map.of(undo)).as("'%s'", b).allMatch(dev.eddy.designer.command.Stroke::isValid);
      map.shown(undo);
    }
  }
}
