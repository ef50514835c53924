package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The panel of the worked example in docs/extending.md. */
// [view]
final class LargestPanel extends VBox {
  private final Store store;
  private List<LargestModel.Row> shown = List.of();

  LargestPanel(Store store) {
    this.store = store;
  }

  void show(AppState s) {
    List<LargestModel.Row> now = LargestModel.rows(s);
    if (!now.equals(shown)) {
      shown = now;
      getChildren().setAll(now.stream().map(this::row).toList());
    }
  }

  private Label row(LargestModel.Row row) {
    Label l = Parts.label(row.name() + "  " + row.edges());
    l.setOnMouseClicked(e -> store.send(new Message.Select(Selection.node(row.node()))));
    return l;
  }
}
// [/view]
