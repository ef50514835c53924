package dev.eddy.designer.view;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.control.problem.Fixer;
import dev.eddy.designer.control.problem.ProblemRows;
import dev.eddy.designer.control.problem.ProblemsModel;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.model.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/** Problems of what is selected, at the top of the inspector; it has no height without any. */
final class NodeProblemsBar extends VBox {
  private final ProblemRows rows;
  private final Button more = new Button();
  private NodeProblems shown = NodeProblems.NONE;

  NodeProblemsBar(Store store, Fixer fixer, Consumer<Problem> onGoTo) {
    rows = new ProblemRows(false, fixer, onGoTo);
    more.getStyleClass().add("eddy-link");
    more.setOnAction(e -> store.send(new Message.ShowBottom(Panels.Bottom.PROBLEMS)));
    setId("node-problems");
    getStyleClass().add("node-problems");
    managedProperty().bind(visibleProperty());
    setVisible(false);
  }

  void show(NodeProblems value) {
    if (value.equals(shown)) {
      return;
    }
    shown = value;
    List<Node> now = new ArrayList<>(rows.of(ProblemsModel.of(value.shown()).entries()));
    if (value.more() > 0) {
      more.setText(Figures.count(value.more(), "more problem", "more problems") + " in the list");
      now.add(more);
    }
    KeptNodes.put(getChildren(), now);
    setVisible(!value.shown().isEmpty());
  }
}
