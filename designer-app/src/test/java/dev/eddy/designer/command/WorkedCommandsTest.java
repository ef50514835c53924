package dev.eddy.designer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Update;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkedCommandsTest {
  @Test
  void theCommandOfTheWorkedExampleInvertsTheSelectionTwiceBack() {
    Command invert = WorkedCommands.all().get(0);
    Project p =
        new Project(
            Path.of("/p"),
            "p",
            "UTC",
            Map.of(),
            Map.of(),
            Map.of("main", new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT)),
            Value.Struct.EMPTY);
    AppState start = AppState.start(Mood.LIGHT, List.of(), List.of());
    assertThat(invert.obstacle().apply(start)).isEqualTo("No project is open");
    AppState s = Update.update(start, new Message.Opened(p, "main", List.of())).state();
    s = Update.update(s, new Message.Select(Selection.node("f"))).state();
    AppState once = Update.update(s, invert.message().apply(s)).state();
    assertThat(once.selection().nodes())
        .doesNotContain("f")
        .hasSize(Pipelines.GRAPH.nodes().size() - 1);
    AppState twice = Update.update(once, invert.message().apply(once)).state();
    assertThat(twice.selection().nodes()).containsExactly("f");
  }
}
