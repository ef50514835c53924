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
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is wrong with what is selected, at the top of the inspector. */
class NodeProblemsTest {
  private static final OperatorDescriptor TYPE =
      new OperatorDescriptor(
          "filter",
          "filter",
          "A filter.",
          "box",
          Family.TRANSFORM,
          List.of(),
          List.of(),
          List.of(
              ParameterSpec.required("condition", "Condition", new ParameterType.Condition(0), "")),
          List.of());

  private static final Problem AT_FIELD =
      Problem.error(
          "a", Place.node("f", "node f").withParameter("condition"), "no such column.", "");
  private static final Problem AT_ITEM =
      Problem.error(
          "a", Place.node("f", "node f").withParameter("condition[1].x"), "no such one.", "");
  private static final Problem OF_NODE =
      Problem.error("b", Place.node("f", "node f"), "its input is not connected.", "Connect it.");
  private static final Problem WARNING =
      Problem.warning("c", Place.node("f", "node f"), "rows may be late.", "");
  private static final Problem ELSEWHERE =
      Problem.error("d", Place.node("w", "node w"), "wrong.", "");
  private static final Problem OF_EDGE = Problem.error("e", Place.edge("e1"), "no fit.", "");

  @RegisterExtension static final EditorWindow window = EditorWindow.of(Pipelines.CATALOG);

  private static AppState with(Selection selected, Panels.Inspector tab, Problem... problems) {
    return States.after(
        Situations.opened(),
        new Message.Checked("main", new Checks(0, List.of(problems), Map.of(), Map.of())),
        new Message.Select(selected),
        new Message.ShowInspector(tab));
  }

  private static NodeProblems of(AppState s) {
    return NodeProblems.of(s, s.selectedNode(), TYPE);
  }

  @Test
  void beTheFormInViewItSaysItselfWhatIsWrongInItsFields() {
    AppState s =
        with(
            Selection.node("f"),
            Panels.Inspector.SETTINGS,
            WARNING,
            AT_FIELD,
            AT_ITEM,
            OF_NODE,
            ELSEWHERE,
            OF_EDGE);
    assertThat(of(s).shown()).containsExactly(OF_NODE, WARNING);
    assertThat(of(s).more()).isZero();
  }

  @Test
  void onAnotherTabAllIsSaidTheGravestFirstAndTheRestCounted() {
    AppState s =
        with(Selection.node("f"), Panels.Inspector.STATE, WARNING, AT_FIELD, AT_ITEM, OF_NODE);
    assertThat(of(s).shown()).containsExactly(AT_FIELD, AT_ITEM);
    assertThat(of(s).more()).isEqualTo(2);
  }

  @Test
  void aParameterThatNoFieldIsOfIsSaidAboveTheForm() {
    Problem unknown =
        Problem.error(
            "a", Place.node("f", "node f").withParameter("colour"), "not known.", "Remove it.");
    assertThat(of(with(Selection.node("f"), Panels.Inspector.SETTINGS, unknown)).shown())
        .containsExactly(unknown);
  }

  @Test
  void anEdgesFormHasAPlaceForItsOwnAndTheOtherTabsHaveNone() {
    assertThat(of(with(Selection.edge("e1"), Panels.Inspector.SETTINGS, OF_EDGE)).shown())
        .isEmpty();
    assertThat(of(with(Selection.edge("e1"), Panels.Inspector.SCHEMA, OF_EDGE)).shown())
        .containsExactly(OF_EDGE);
  }

  @Test
  void withoutAProblemNothingStandsThere() {
    assertThat(of(with(Selection.node("f"), Panels.Inspector.STATE, ELSEWHERE)))
        .isEqualTo(NodeProblems.NONE);
    assertThat(of(with(Selection.NONE, Panels.Inspector.STATE, ELSEWHERE)))
        .isEqualTo(NodeProblems.NONE);
  }

  @Test
  void theInspectorSaysItAboveItsTabsAndTakesItAwayWhenItIsMended() {
    window.show(with(Selection.node("f"), Panels.Inspector.SETTINGS, OF_NODE));
    assertThat(window.texts("#node-problems"))
        .contains("its input is not connected.", "Connect it.");
    window.send(new Message.Select(Selection.node("w")));
    assertThat(window.isShown("#node-problems")).isFalse();
  }

  @Test
  void itIsNotMadeAnewWhileItSaysTheSame() {
    window.show(with(Selection.node("f"), Panels.Inspector.SETTINGS, OF_NODE));
    Node before = window.nodes(n -> n.getStyleClass().contains("eddy-problem")).get(0);
    window.send(new Message.ShowInspector(Panels.Inspector.STATE));
    assertThat(window.nodes(n -> n.getStyleClass().contains("eddy-problem"))).contains(before);
  }

  @Test
  void whatHasNoRoomLeadsToTheListOfAll() {
    window.show(
        with(Selection.node("f"), Panels.Inspector.STATE, WARNING, AT_FIELD, AT_ITEM, OF_NODE));
    window.send(new Message.ShowBottom(Panels.Bottom.DATA));
    window.click("2 more problems in the list");
    assertThat(window.state().panels().bottom()).isEqualTo(Panels.Bottom.PROBLEMS);
  }
}
