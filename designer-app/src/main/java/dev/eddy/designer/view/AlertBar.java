package dev.eddy.designer.view;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.model.problem.Problem;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** A problem that has no other place in the window, until it is closed. */
final class AlertBar extends HBox {
  private final Label words = new Label();

  AlertBar(Store store) {
    super(8);
    getStyleClass().addAll("alert-bar", "icon-error");
    setId("alert");
    setAlignment(Pos.CENTER_LEFT);
    Button close = Parts.icon("x", 14, "Close");
    close.setOnAction(e -> store.send(new Message.CloseAlert()));
    words.setMinWidth(0);
    getChildren().addAll(Icons.view("alert-octagon", 16), words, Parts.gap(), close);
    setVisible(false);
    setManaged(false);
  }

  void show(AppState s) {
    Problem p = s.alert();
    setVisible(p != null);
    setManaged(p != null);
    if (p != null) {
      String where = p.place().toString();
      words.setText((where.isEmpty() ? "" : where + ": ") + p.message() + " " + p.remedy());
    }
  }
}
