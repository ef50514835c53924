package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.KeyPreset;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Find;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Notice;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Update;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shell's windows show, as functions of the state. */
class ShellModelsTest {
  private static final Providers CATALOG = Providers.load(ShellModelsTest.class.getClassLoader());

  @TempDir private Path temp;
  private final List<Message> sent = new ArrayList<>();

  private static AppState open() {
    Project p =
        new Project(
            Path.of("/projects/p"),
            "p",
            "UTC",
            Map.of(),
            Map.of(
                "local",
                new Project.Environment("local", Map.of(), Map.of(), "out", Value.Struct.EMPTY)),
            Map.of(
                "main",
                new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT),
                "empty",
                new Project.Pipeline("empty", Graph.EMPTY, Layout.EMPTY)),
            Value.Struct.EMPTY);
    AppState start = AppState.start(Mood.LIGHT, List.of(), List.of());
    return Update.update(start, new Message.Opened(p, "main", List.of())).state();
  }

  private static AppState with(AppState s, Message m) {
    return Update.update(s, m).state();
  }

  // Settings

  private static final Path PROJECT = Path.of("/projects/p");

  @Test
  void subtasksAreSetForTheProjectThatIsOpen() {
    assertThat(SettingsModel.rows(Settings.DEFAULT, null))
        .extracting(SettingsModel.Row::section)
        .doesNotContain("Runs");
    SettingsModel.Choice row =
        (SettingsModel.Choice)
            SettingsModel.found(Settings.DEFAULT, PROJECT, "subtasks").stream()
                .filter(SettingsModel.Choice.class::isInstance)
                .findFirst()
                .orElseThrow();
    assertThat(row.options()).hasSize(Settings.MOST_SUBTASKS);
    Settings four = row.set().apply(Settings.DEFAULT, 3);
    assertThat(four.subtasksOf(PROJECT)).isEqualTo(4);
    assertThat(four.subtasksOf(Path.of("/projects/q"))).isEqualTo(1);
    assertThat(Toolbar.targetName(Mode.DEBUG, "", 4)).isEqualTo("Local engine ×4");
    assertThat(Toolbar.targetName(Mode.AUTHOR, "http://h:8081", 1)).isEqualTo("Local engine");
    assertThat(Toolbar.targetName(Mode.PRODUCTION, "http://h:8081/x", 4)).isEqualTo("h:8081");
  }

  @Test
  void whereStateIsKeptIsSetForTheProjectThatIsOpen() {
    SettingsModel.Choice row =
        (SettingsModel.Choice)
            SettingsModel.found(Settings.DEFAULT, PROJECT, "rocksdb").stream()
                .filter(SettingsModel.Choice.class::isInstance)
                .findFirst()
                .orElseThrow();
    assertThat(row.options()).containsExactly("In the heap", "In RocksDB");
    Settings rocks = row.set().apply(Settings.DEFAULT, 1);
    assertThat(rocks.stateOf(PROJECT)).isEqualTo(Settings.State.ROCKSDB);
    assertThat(rocks.stateOf(Path.of("/projects/q"))).isEqualTo(Settings.State.HEAP);
  }

  @Test
  void everyCommandHasARowOfKeysAndEverySettingIsFound() {
    List<SettingsModel.Row> rows = SettingsModel.rows(Settings.DEFAULT, PROJECT);
    assertThat(rows)
        .filteredOn(SettingsModel.KeysOf.class::isInstance)
        .hasSameSizeAs(Commands.all());
    for (SettingsModel.Row r : rows) {
      assertThat(SettingsModel.found(Settings.DEFAULT, PROJECT, r.title()))
          .extracting(SettingsModel.Row::title)
          .contains(r.title());
    }
    assertThat(SettingsModel.found(Settings.DEFAULT, PROJECT, "no such setting")).isEmpty();
    assertThat(SettingsModel.found(Settings.DEFAULT, PROJECT, "dark"))
        .extracting(SettingsModel.Row::title)
        .contains("Theme");
  }

  @Test
  void aChoiceSetsWhatItNames() {
    Settings s = Settings.DEFAULT;
    for (SettingsModel.Row r : SettingsModel.rows(s, PROJECT)) {
      if (r instanceof SettingsModel.Choice c) {
        assertThat(c.set().apply(s, c.chosen())).as(c.title()).isEqualTo(s);
        for (int i = 0; i < c.options().size(); i++) {
          Settings changed = c.set().apply(s, i);
          int index = i;
          assertThat(SettingsModel.rows(changed, PROJECT))
              .filteredOn(x -> x.title().equals(c.title()))
              .allSatisfy(x -> assertThat(((SettingsModel.Choice) x).chosen()).isEqualTo(index));
        }
      } else if (r instanceof SettingsModel.Switch w) {
        assertThat(w.set().apply(s, !w.on())).as(w.title()).isNotEqualTo(s);
      }
    }
  }

  @Test
  void aKeyThatIsTakenIsSaidAtBothCommands() {
    Settings s = Settings.DEFAULT.withKeys("file.save", List.of("Ctrl+O"));
    assertThat(SettingsModel.rows(s, PROJECT))
        .filteredOn(r -> r instanceof SettingsModel.KeysOf k && !k.conflict().isEmpty())
        .extracting(SettingsModel.Row::title)
        .containsExactlyInAnyOrder("Save", "Open…");
    assertThat(SettingsModel.rows(s, PROJECT))
        .filteredOn(r -> r instanceof SettingsModel.KeysOf k && k.changed())
        .extracting(SettingsModel.Row::title)
        .containsExactly("Save");
  }

  @Test
  void everyPresetCanBeChosen() {
    assertThat(KeyPreset.ALL)
        .extracting(KeyPreset::title)
        .containsExactly("Eddy", "IntelliJ", "KNIME", "Blender");
  }

  // Searches

  @Test
  void aCommandThatCannotActIsListedWithItsReasonAndSendsNothing() {
    AppState start = AppState.start(Mood.LIGHT, List.of(), List.of());
    List<SearchPopup.Line> lines = Searches.commandLines("save", start, sent::add);
    assertThat(lines).isNotEmpty();
    assertThat(lines.get(0).enabled()).isFalse();
    assertThat(lines.get(0).detail()).isEqualTo("No project is open");
    Searches.commandLines("save", open(), sent::add).get(0).choice().run();
    assertThat(sent).hasExactlyElementsOfTypes(Message.Save.class);
  }

  @Test
  void aSearchOfTheProjectNamesThePipelineAndGoesThere() {
    AppState s =
        with(
            with(open(), new Message.Apply(Edits.set("f", "condition", Value.of("delay > 15")))),
            new Message.ShowPipeline("empty"));
    List<SearchPopup.Line> lines = Searches.projectLines("delay", s, sent::add);
    assertThat(lines)
        .singleElement()
        .satisfies(l -> assertThat(l.detail()).isEqualTo("condition: delay > 15 · main"));
    lines.get(0).choice().run();
    assertThat(sent).containsExactly(new ShellMessage.Reveal("main", "f"));
    assertThat(Searches.projectLines("", s, sent::add)).isEmpty();
  }

  @Test
  void theListOfKeysFindsByCommandAndByKey() {
    assertThat(Searches.keyLines("ctrl+s", open(), sent::add))
        .extracting(SearchPopup.Line::title)
        .contains("Save");
    assertThat(Searches.keyLines("undo", open(), sent::add))
        .extracting(SearchPopup.Line::keys)
        .contains("Ctrl+Z");
  }

  @Test
  void theFindBarCountsFromOne() {
    assertThat(FindBar.words(new Find(true, "", -1), 0)).isEmpty();
    assertThat(FindBar.words(new Find(true, "x", -1), 0)).isEqualTo("none");
    assertThat(FindBar.words(new Find(true, "x", -1), 3)).isEqualTo("3 found");
    assertThat(FindBar.words(new Find(true, "x", 0), 3)).isEqualTo("1 of 3");
  }

  // Project

  @Test
  void theTreeShowsPipelinesWithTheirStateFilesAndEnvironments() {
    AppState s = with(open(), new Message.Apply(Edits.rename("f", "changed")));
    assertThat(ProjectTreeModel.lines(s.open(), CATALOG))
        .filteredOn(l -> !l.pipeline().isEmpty())
        .extracting(l -> l.text() + " " + l.shown() + " " + l.dirty())
        .containsExactlyInAnyOrder("main true true", "empty false false");
    assertThat(ProjectTreeModel.lines(s.open(), CATALOG))
        .extracting(ProjectTreeModel.Line::text)
        .contains("Environments", "local");
  }

  @Test
  void aTabShowsWhetherItsPipelineIsSaved() {
    AppState s = with(open(), new Message.ShowPipeline("empty"));
    s = with(s, new Message.Apply(Edits.add(Pipelines.node("n", "filter"), 0, 0)));
    assertThat(PipelineTabs.tabs(s.open()))
        .containsExactly(
            new PipelineTabs.Tab("main", false, false), new PipelineTabs.Tab("empty", true, true));
  }

  @Test
  void leavingWaitsForItsSaveAndIsOffWhereThatFails() {
    AppState asked = with(open(), new Message.Apply(Edits.rename("f", "mine")));
    assertThat(DesignerWindow.leaving(asked, asked)).isEqualTo(DesignerWindow.Leaving.WAIT);
    assertThat(DesignerWindow.leaving(asked, with(asked, new Message.ShowNote("x"))))
        .isEqualTo(DesignerWindow.Leaving.WAIT);
    AppState noticed = with(asked, new ShellMessage.Say(Notice.passing("copied", "Copied.")));
    assertThat(DesignerWindow.leaving(noticed, asked))
        .as("a notice that goes by meanwhile")
        .isEqualTo(DesignerWindow.Leaving.WAIT);
    AppState saved = with(asked, new Message.Saved(asked.open().current()));
    assertThat(DesignerWindow.leaving(asked, saved)).isEqualTo(DesignerWindow.Leaving.LEAVE);
    Problem full = Problem.error("files", Place.NOWHERE, "could not save.", "");
    for (Message m :
        List.of(
            new Message.SaveFailed(full),
            new ShellMessage.Say(Notice.passing("save", "Not saved yet.")),
            new Message.Apply(Edits.rename("f", "later")),
            new Message.CloseProject())) {
      assertThat(DesignerWindow.leaving(asked, with(asked, m)))
          .as(m.toString())
          .isEqualTo(DesignerWindow.Leaving.STAY);
    }
  }

  @Test
  void aNewProjectIsRefusedWithTheReason() throws IOException {
    String place = temp.toString();
    assertThat(new NewProjectModel("fresh", place, "UTC").problem()).isEmpty();
    assertThat(new NewProjectModel("fresh", place, "UTC").folder())
        .isEqualTo(temp.resolve("fresh"));
    Files.createDirectories(temp.resolve("empty"));
    assertThat(new NewProjectModel("empty", place, "UTC").problem())
        .as("an empty folder will do")
        .isEmpty();
    assertThat(new NewProjectModel(" ", place, "UTC").problem()).contains("name is needed");
    assertThat(new NewProjectModel("", place, "UTC").problem()).contains("name is needed");
    assertThat(new NewProjectModel("a/b", place, "UTC").problem()).contains("characters");
    assertThat(new NewProjectModel("..", place, "UTC").problem()).isNotEmpty();
    assertThat(new NewProjectModel("new", "/\u0000", "UTC").problem()).contains("no path");
    assertThat(new NewProjectModel("fresh", "relative", "UTC").problem()).contains("whole path");
    assertThat(new NewProjectModel("fresh", place, "Mars/Olympus").problem())
        .contains("no time zone 'Mars/Olympus'");
    Files.createDirectories(temp.resolve("full"));
    Files.writeString(temp.resolve("full/x"), "");
    assertThat(new NewProjectModel("full", place, "UTC").problem()).contains("not empty");
    Files.writeString(temp.resolve("full/eddy.json"), "{}");
    assertThat(new NewProjectModel("full", place, "UTC").problem())
        .contains("There is a project in");
    Files.writeString(temp.resolve("file"), "");
    assertThat(new NewProjectModel("file", place, "UTC").problem()).contains("is there already");
    assertThat(new NewProjectModel("x", temp.resolve("full/x").toString(), "UTC").problem())
        .contains("Nothing can be written");
  }

  @Test
  void aPictureOfAPipelineFitsAndKeepsItsOrder() {
    MiniGraph m = MiniGraph.of(new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT), 304, 100);
    assertThat(m.boxes()).hasSameSizeAs(Pipelines.GRAPH.nodes().keySet());
    assertThat(m.lines()).hasSameSizeAs(Pipelines.GRAPH.edges().keySet());
    assertThat(m.boxes())
        .allMatch(b -> b.x() >= 0 && b.y() >= 0)
        .allMatch(b -> b.x() + b.width() <= 304 && b.y() + b.height() <= 100);
    assertThat(MiniGraph.of(PipelineDocument.EMPTY, 304, 100).boxes()).isEmpty();
  }

  // Help

  @Test
  void everyOperatorHasAPageThatExplainsItsPortsAndParameters() {
    for (OperatorType t : CATALOG.all()) {
      HelpPage page = HelpPage.of(t.descriptor());
      assertThat(page.title()).isNotBlank();
      assertThat(page.summary()).isNotBlank();
      assertThat(page.parameters()).hasSameSizeAs(t.descriptor().parameters());
      assertThat(page.parameters())
          .as(page.title())
          .allMatch(e -> !e.facts().isBlank() && !e.text().isBlank());
      assertThat(page.ports()).isNotEmpty().allMatch(e -> !e.text().isBlank());
    }
  }
}
