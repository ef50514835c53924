package dev.eddy.designer.view;

import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Run;
import dev.eddy.model.graph.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The state of an operator at the moment shown. */
final class StatePanel extends StackPane {
  StatePanel(Store store) {
    getStyleClass().add("state-panel");
  }

  void show(AppState s, @Nullable Node node) {
    Run run = s.run();
    EmptyState.Words words =
        node == null || run == null || run.status() == null
            ? EmptyState.RECORDING
            : EmptyState.noState(node.name());
    getChildren().setAll(new EmptyState(words, w -> {}));
  }
}
