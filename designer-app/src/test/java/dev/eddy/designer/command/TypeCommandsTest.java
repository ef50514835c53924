package dev.eddy.designer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ParameterNames;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Update;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeCommandsTest {
  private final Command uses = Commands.get("types.parameter-uses");
  private AppState state = AppState.start(Mood.LIGHT, List.of(), List.of());

  private void send(Message m) {
    state = Update.update(state, m).state();
  }

  private void open(Map<String, Value> parameters) {
    send(
        new Message.Opened(
            new Project(
                Path.of("/p"),
                "p",
                "UTC",
                parameters,
                Map.of(),
                Map.of("main", new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT)),
                Value.Struct.EMPTY),
            "main",
            List.of()));
  }

  @Test
  void aProjectWithoutParametersHasNoUsesOfOne() {
    open(Map.of());
    assertThat(uses.obstacle().apply(state)).isEqualTo("The project has no parameter");
  }

  @Test
  void theParameterThatTheSelectedOperatorNamesIsAskedAboutFirst() {
    open(Map.of("a", Value.of("1")));
    Value list =
        new Value.Items(
            List.of(Value.Struct.EMPTY.with("expression", Value.of("x > ${limit} + ${ zone }"))));
    send(new Message.Apply(new GraphEdit.SetParameter("f", "columns", list)));
    assertThat(ParameterNames.of(state)).containsExactly("a", "limit", "zone");
    send(new Message.Select(Selection.node("f")));
    assertThat(uses.message().apply(state))
        .isEqualTo(new FormsMessage.Preview(new RefactorWish.ParameterUses("limit")));
    send(new Message.Select(Selection.node("s")));
    assertThat(uses.message().apply(state))
        .isEqualTo(new FormsMessage.Preview(new RefactorWish.ParameterUses("a")));
  }
}
