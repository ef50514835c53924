package dev.eddy.designer.view;

import dev.eddy.designer.command.Commands;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.state.AppState;
import javafx.scene.layout.StackPane;

/** The timeline of the run, or what there would be. */
final class TimelinePanel extends StackPane {
  TimelinePanel(Store store) {
    getChildren()
        .add(
            new EmptyState(
                EmptyState.RECORDING,
                w -> store.send(Commands.get("run.debug").message().apply(store.state()))));
  }

  void show(AppState s) {}
}
