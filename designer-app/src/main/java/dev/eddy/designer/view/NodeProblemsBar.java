package dev.eddy.designer.view;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.problem.Fixer;
import dev.eddy.designer.control.problem.ProblemRow;
import dev.eddy.designer.control.problem.ProblemsModel;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.model.problem.Problem;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/** Problems of what is selected, at the top of the inspector; it has no height without any. */
final class NodeProblemsBar extends VBox {
  private final Store store;
  private final Fixer fixer;
  private final Consumer<Problem> onGoTo;
  private NodeProblems shown = NodeProblems.NONE;

  NodeProblemsBar(Store store, Fixer fixer, Consumer<Problem> onGoTo) {
    this.store = store;
    this.fixer = fixer;
    this.onGoTo = onGoTo;
    setId("node-problems");
    getStyleClass().add("node-problems");
    managedProperty().bind(visibleProperty());
    setVisible(false);
  }

  void show(NodeProblems value) {
    if (value.equals(shown)) {
      // A remedy must not be made anew under the pointer.
      return;
    }
    shown = value;
    getChildren().clear();
    for (ProblemsModel.Entry e : ProblemsModel.of(value.shown()).entries()) {
      getChildren().add(new ProblemRow(e, false, fixer, onGoTo));
    }
    if (value.more() > 0) {
      Button more =
          new Button(Figures.count(value.more(), "more problem", "more problems") + " in the list");
      more.getStyleClass().add("eddy-link");
      more.setOnAction(e -> store.send(new Message.ShowBottom(Panels.Bottom.PROBLEMS)));
      getChildren().add(more);
    }
    setVisible(!value.shown().isEmpty());
  }
}
