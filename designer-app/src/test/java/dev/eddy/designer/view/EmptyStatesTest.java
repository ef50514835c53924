package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.Stroke;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Run;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.Update;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.project.Project;
import dev.eddy.model.subgraph.SubGraphs;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stands where nothing is to be shown, and the small words of the frame. */
class EmptyStatesTest {
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
            Map.of("main", new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT)),
            Value.Struct.EMPTY);
    AppState start = AppState.start(Mood.LIGHT, List.of(), List.of());
    return Update.update(start, new Message.Opened(p, "main", List.of())).state();
  }

  private static AppState selecting(Selection selection) {
    return Update.update(open(), new Message.Select(selection)).state();
  }

  private static String title(
      AppState s, @Nullable Node node, @Nullable OperatorDescriptor descriptor) {
    return Inspector.without(s, node, descriptor).title();
  }

  @Test
  void aRunThatStartsIsNoneThatCouldBeBegun() {
    assertThat(Run.isStarting(null)).isFalse();
    assertThat(Run.isStarting(Situations.starting().run())).isTrue();
    assertThat(Run.isStarting(Situations.running().run())).isFalse();
    AppState failed =
        Update.update(Situations.starting(), new Message.RunFailed(1, Situations.ERROR)).state();
    assertThat(Run.isStarting(failed.run())).isFalse();
    assertThat(EmptyState.STARTING.action()).isNull();
  }

  @Test
  void withoutAFormTheInspectorSaysWhyForWhateverIsSelected() {
    Node filter = Pipelines.node("f", "filter");
    assertThat(title(open(), null, null)).isEqualTo("Nothing selected");
    assertThat(title(selecting(Selection.nodes(Set.of("s", "f"))), null, null))
        .isEqualTo("Nothing in common");
    assertThat(title(open(), filter, null)).isEqualTo("Unknown operator");
    assertThat(title(open(), filter, Pipelines.FILTER)).isEqualTo("Nothing to set");
  }

  @Test
  void aSubGraphWithoutParametersOffersToEnterIt() {
    Node node = Pipelines.node("g", SubGraphs.PREFIX + "inner");
    assertThat(Inspector.without(open(), node, Pipelines.FILTER))
        .satisfies(
            w -> {
              assertThat(w.reason()).contains("inner");
              assertThat(w.action()).isEqualTo("Enter it");
            });
  }

  @Test
  void theMinimapIsHiddenAndShownByACommandAndRemembered() {
    AppState shown = open();
    assertThat(shown.settings().map()).isTrue();
    Message hide = Commands.get("view.minimap").message().apply(shown);
    AppState hidden = Update.update(shown, hide).state();
    assertThat(hidden.settings().map()).isFalse();
    assertThat(Commands.get("view.minimap").label().apply(hidden)).isEqualTo("Show the minimap");
    assertThat(hide).isEqualTo(new ShellMessage.Set(Settings.DEFAULT.withMap(false)));
  }

  @Test
  void cardsOfTheStartPageFillTheirRow() {
    assertThat(StartPage.cardWidth(944, 3)).isEqualTo(304);
    assertThat(StartPage.cardWidth(934, 3)).isEqualTo(300);
    assertThat(StartPage.cardWidth(600, 3)).as("two in a row").isEqualTo(292);
    assertThat(StartPage.cardWidth(4_000, 3)).as("no wider than can be read").isEqualTo(420);
    assertThat(StartPage.cardWidth(0, 3)).as("not laid out yet").isEqualTo(264);
  }

  @Test
  void longLatenciesAreInMilliseconds() {
    assertThat(MetricsPanel.micros(852_000)).isEqualTo("852 µs");
    assertThat(MetricsPanel.micros(18_900_000)).isEqualTo("18.9 ms");
    assertThat(MetricsPanel.micros(-1)).isEqualTo("not measured");
  }

  @Test
  void aDroppedFolderIsAProjectAndDroppedFilesBeginOne() {
    Path csv = Path.of("/data/sales 2024.csv.gz");
    assertThat(StartPage.folder(List.of(csv))).isEmpty();
    assertThat(StartPage.folder(List.of(csv, Path.of("/flows/eddy.json"))))
        .contains(Path.of("/flows"));
    assertThat(StartPage.folder(List.of(Path.of("/")))).contains(Path.of("/"));
    assertThat(NewProjectModel.nameFor(List.of(csv))).isEqualTo("sales-2024");
    assertThat(NewProjectModel.nameFor(List.of())).isEmpty();
  }

  @Test
  void pageKeysKeepTheirNamesWhereArrowsBecomeSigns() {
    assertThat(Stroke.shown("Ctrl+Page_Up")).isEqualTo("Ctrl+PgUp");
    assertThat(Stroke.shown("Ctrl+Page_Down")).isEqualTo("Ctrl+PgDn");
    assertThat(Stroke.shown("Ctrl+Up")).isEqualTo("Ctrl+↑");
    assertThat(Stroke.shown("Shift+Down")).isEqualTo("Shift+↓");
  }
}
