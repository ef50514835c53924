package dev.eddy.designer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.designer.state.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

class KeyMapTest {
  private static KeyEvent press(KeyCode code, boolean shift, boolean ctrl, boolean alt) {
    return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, ctrl, alt, false);
  }

  @Test
  void everyKeyOfEveryPresetIsOneThatAKeyboardHas() {
    for (KeyPreset p : KeyPreset.ALL) {
      p.map()
          .keys()
          .forEach(
              (id, texts) ->
                  texts.forEach(
                      t ->
                          assertThat(Stroke.parse(t).keys())
                              .as(p.title() + ": " + id + " " + t)
                              .allMatch(KeyCodeCombination.class::isInstance)));
    }
  }

  @Test
  void everyIdOfEveryPresetIsOneOfACommand() {
    List<String> commands = Commands.all().stream().map(Command::id).toList();
    for (KeyPreset p : KeyPreset.ALL) {
      assertThat(commands).as(p.title()).containsAll(p.map().keys().keySet());
    }
  }

  @Test
  void noPresetGivesOneKeyToTwoCommands() {
    for (KeyPreset p : KeyPreset.ALL) {
      assertThat(p.map().conflicts())
          .extracting(c -> c.stroke() + ": " + c.first().id() + ", " + c.second().id())
          .as(p.title())
          .isEmpty();
    }
  }

  @Test
  void aPresetHasTheKeysOfItsBaseExceptWhereItSaysOthers() {
    KeyMap eddy = KeyPreset.named("eddy").map();
    KeyMap intellij = KeyPreset.named("intellij").map();
    assertThat(intellij.of(Commands.get("file.save")))
        .isEqualTo(eddy.of(Commands.get("file.save")));
    assertThat(intellij.of(Commands.get("run.step"))).containsExactly("F8");
    assertThat(intellij.of(Commands.get("view.mood"))).isEmpty();
  }

  @Test
  void anUnknownPresetIsEddysOwn() {
    assertThat(KeyPreset.named("emacs").id()).isEqualTo("eddy");
  }

  @Test
  void theUsersKeysReplaceThoseOfThePreset() {
    Settings s = Settings.DEFAULT.withKeys("file.save", List.of("F12", "no such key"));
    assertThat(KeyMap.of(s).of(Commands.get("file.save"))).containsExactly("F12");
    assertThat(KeyMap.of(s.withoutKeys("file.save")).of(Commands.get("file.save")))
        .containsExactly("Ctrl+S");
  }

  @Test
  void aKeyThatTwoCommandsHaveIsAConflictOfBoth() {
    KeyMap map = KeyMap.of(Settings.DEFAULT.withKeys("file.save", List.of("Ctrl+O")));
    assertThat(map.conflicts())
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.stroke()).isEqualTo("Ctrl+O");
              assertThat(c.isOf("file.save")).isTrue();
              assertThat(c.other("file.save").id()).isEqualTo("file.open");
            });
  }

  @Test
  void aKeyThatBeginsASequenceIsAConflictWithIt() {
    KeyMap map =
        KeyMap.of(
            Settings.DEFAULT
                .withKeys("file.save", List.of("Ctrl+J S"))
                .withKeys("file.open", List.of("Ctrl+J")));
    assertThat(map.conflicts()).extracting(KeyMap.Conflict::stroke).containsExactly("Ctrl+J S");
  }

  @Test
  void startingAndGoingOnShareTheirKeyWithoutAConflict() {
    KeyMap map = KeyMap.of(Settings.DEFAULT);
    assertThat(map.of(Commands.get("run.run"))).isEqualTo(map.of(Commands.get("run.continue")));
    assertThat(map.conflicts()).isEmpty();
  }

  @Test
  void aPressIsWrittenAsItIsRead() {
    for (KeyCode code :
        List.of(
            KeyCode.P,
            KeyCode.F5,
            KeyCode.DELETE,
            KeyCode.LEFT,
            KeyCode.COMMA,
            KeyCode.SLASH,
            KeyCode.ESCAPE,
            KeyCode.BACK_SPACE,
            KeyCode.PAGE_DOWN,
            KeyCode.DIGIT1,
            KeyCode.SPACE)) {
      KeyEvent e = press(code, true, true, false);
      String text = Stroke.of(e);
      assertThat(Stroke.parse(text).keys()).as(text).hasSize(1);
      assertThat(Stroke.parse(text).keys().get(0)).isInstanceOf(KeyCodeCombination.class);
      assertThat(((KeyCodeCombination) Stroke.parse(text).keys().get(0)).getCode())
          .as(text)
          .isEqualTo(code);
    }
    assertThat(Stroke.of(press(KeyCode.SHIFT, true, false, false))).isEmpty();
  }

  @Test
  void aFileThatIsNoPresetIsRefused() {
    for (String json : List.of("[]", "{", "{\"title\": \"x\"}", "{\"keys\": {}}")) {
      assertThatThrownBy(
              () -> KeyPreset.parse("x", json.getBytes(StandardCharsets.UTF_8), Map.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
