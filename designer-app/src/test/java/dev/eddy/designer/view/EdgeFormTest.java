package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Checks;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.States;
import dev.eddy.designer.state.Stop;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply;
import java.util.List;
import java.util.Map;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the inspector lets somebody set at an edge. */
class EdgeFormTest {
  private static final Layout.Label ABOVE = new Layout.Label(0.5, 0, -20);

  @RegisterExtension static final EditorWindow window = EditorWindow.of(Pipelines.CATALOG);

  @BeforeEach
  void selectAnEdge() {
    window.show(edge(Situations.checked()));
  }

  private static AppState edge(AppState s) {
    return States.after(
        s,
        new Message.Select(Selection.edge("e1")),
        new Message.ShowInspector(Panels.Inspector.SETTINGS));
  }

  private static EdgeModel model(AppState s) {
    return EdgeModel.of(s, s.graph().edges().get("e1"));
  }

  private static ButtonBase button(String id) {
    return (ButtonBase) window.nodes(n -> id.equals(n.getId())).get(0);
  }

  // The model.

  @Test
  void anEdgeThatNobodyTouchedFollowsItsOperatorAndHasNothingToReset() {
    EdgeModel m = model(edge(Situations.checked()));
    assertThat(m.partitioning()).isNull();
    assertThat(m.stop()).isNull();
    assertThat(m.drawn()).isEmpty();
    assertThat(m.figures()).isEmpty();
  }

  @Test
  void whatIsDrawnByHandIsSaid() {
    AppState s =
        States.after(
            edge(Situations.checked()),
            new Message.Apply(new GraphEdit.SetBends("e1", List.of(new Layout.Position(1, 2)))),
            new Message.Apply(new GraphEdit.SetLabel("e1", ABOVE)));
    assertThat(model(s).drawn()).isEqualTo("1 bend, a moved label");
  }

  @Test
  void problemsAreThoseOfTheEdge() {
    Problem its = Problem.error("bad-partitioning", Place.edge("e1"), "not here.", "Leave it.");
    Problem other = Problem.error("bad-partitioning", Place.edge("e2"), "nor there.", "");
    AppState s =
        States.after(
            edge(Situations.opened()),
            new Message.Checked("main", new Checks(0, List.of(other, its), Map.of(), Map.of())));
    assertThat(model(s).problems()).containsExactly(its);
  }

  @Test
  void aRunTellsRowsAndHowFullTheQueueIs() {
    AppState s = edge(Situations.running());
    Reply.MetricsOf metrics =
        new Reply.MetricsOf(
            s.run().status().at(),
            1,
            1,
            1,
            List.of(),
            List.of(new Reply.EdgeMetrics("e1", 10, 100, 0, 1, 1, 730)),
            4);
    s = States.after(s, new Message.MetricsCame(s.run().id(), metrics, 1));
    assertThat(model(s).figures())
        .containsExactly(
            new EdgeModel.Figure("Rows so far", "10"), new EdgeModel.Figure("Queue", "73 % full"));
  }

  @Test
  void withinASubGraphTheBreakpointIsTheOneOfWhatRuns() {
    AppState inside = Situations.all().get("inside a sub-graph");
    String edge = inside.graph().edges().keySet().iterator().next();
    AppState s = States.after(inside, new Message.ToggleStop(edge));
    assertThat(EdgeModel.of(s, s.graph().edges().get(edge)).stop().target())
        .isEqualTo(s.inRun(edge));
  }

  @Test
  void everyPartitioningHasATitleAndAMeaning() {
    for (Partitioning p : Partitioning.values()) {
      assertThat(EdgeModel.title(p)).isNotBlank().isNotEqualTo(EdgeModel.title(null));
      assertThat(EdgeModel.meaning(p)).endsWith(".").isNotEqualTo(EdgeModel.meaning(null));
    }
  }

  // The form.

  @Test
  void aChoiceOfPartitioningIsOneEditThatCanBeUndone() {
    assertThat(((ToggleButton) button("edge-planned")).isSelected()).isTrue();
    window.fire(button("edge-rebalance"));
    assertThat(window.state().graph().edges().get("e1").partitioning())
        .isEqualTo(Partitioning.REBALANCE);
    assertThat(window.texts(".edge-form")).contains(EdgeModel.meaning(Partitioning.REBALANCE));
    window.fire(button("edge-rebalance"));
    assertThat(((ToggleButton) button("edge-rebalance")).isSelected()).as("still").isTrue();
    window.send(new Message.Undo());
    assertThat(((ToggleButton) button("edge-planned")).isSelected()).isTrue();
    assertThat(window.state().open().history().canUndo()).isFalse();
  }

  @Test
  void theBreakpointIsSetTurnedOffAndRemoved() {
    window.fire(button("edge-stop"));
    assertThat(window.state().stops()).containsEntry("e1", new Stop("e1", "", true));
    window.fire(button("edge-stop"));
    assertThat(window.state().stops()).containsEntry("e1", new Stop("e1", "", false));
    window.click("Remove the breakpoint");
    assertThat(window.state().stops()).isEmpty();
  }

  @Test
  void aConditionAloneSetsTheBreakpoint() {
    window.type(window.field("edge-condition"), "n > 3");
    window.onFx(
        () -> {
          window.field("edge-condition").fireEvent(new javafx.event.ActionEvent());
          return true;
        });
    assertThat(window.state().stops()).containsEntry("e1", new Stop("e1", "n > 3", true));
  }

  @Test
  void bendsAndTheLabelAreResetByButtonsThatAreThereOnlyThen() {
    assertThat(window.texts(".edge-form")).doesNotContain("Straighten it", "Put the label back");
    window.send(
        new Message.Apply(new GraphEdit.SetBends("e1", List.of(new Layout.Position(1, 2)))),
        new Message.Apply(new GraphEdit.SetLabel("e1", ABOVE)));
    window.click("Straighten it");
    window.click("Put the label back");
    assertThat(window.state().open().layout().bends()).isEmpty();
    assertThat(window.state().open().layout().labels()).isEmpty();
    assertThat(window.texts(".edge-form")).doesNotContain("Straighten it", "Put the label back");
  }

  @Test
  void anotherEdgeHasItsOwnCondition() {
    window.send(new Message.SetStop(new Stop("e2", "k = 'x'", true)));
    window.send(new Message.Select(Selection.edge("e2")));
    assertThat(window.field("edge-condition").getText()).isEqualTo("k = 'x'");
    window.send(new Message.Select(Selection.edge("e1")));
    assertThat(window.field("edge-condition").getText()).isEmpty();
    assertThat(window.state().stops()).containsOnlyKeys("e2");
  }

  @Test
  void whatFlowsOnTheEdgeStandsBelow() {
    assertThat(window.texts(".edge-form")).contains("Rows on this edge", "2 columns");
  }
}
