package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Update;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LargestModelTest {
  @Test
  void everyOperatorIsThereThoseWithMostEdgesFirst() {
    Project p =
        new Project(
            Path.of("/p"),
            "p",
            "UTC",
            Map.of(),
            Map.of(),
            Map.of("main", new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT)),
            Value.Struct.EMPTY);
    AppState s =
        Update.update(
                AppState.start(Mood.LIGHT, List.of(), List.of()),
                new Message.Opened(p, "main", List.of()))
            .state();
    List<LargestModel.Row> rows = LargestModel.rows(s);
    assertThat(rows).hasSameSizeAs(Pipelines.GRAPH.nodes().keySet());
    assertThat(rows.stream().mapToInt(LargestModel.Row::edges).sum())
        .isEqualTo(2 * Pipelines.GRAPH.edges().size());
    assertThat(rows).isSortedAccordingTo((a, b) -> b.edges() - a.edges());
  }
}
