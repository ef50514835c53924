package dev.eddy.designer.view;

import dev.eddy.designer.control.ControlStyles;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;

/** Asks for one name. */
final class NamePopup {
  private NamePopup() {}

  /**
   * @param wrong why a name cannot be taken; empty where it can
   */
  static void open(
      Scene scene,
      String title,
      String button,
      Function<String, String> wrong,
      Consumer<String> onName) {
    TextField field = new TextField();
    field.setId("name-field");
    field.setAccessibleText(title);
    Label hint = Parts.label("", "small", "dim");
    Button ok = Parts.text("", button, "primary");
    ok.setId("name-ok");
    HBox foot = new HBox(8, hint, Parts.gap(), ok);
    foot.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    VBox box = new VBox(10, Parts.label(title, "strong"), field, foot);
    box.getStyleClass().addAll("eddy-popup", "name-popup");
    ControlStyles.inherit(box, scene);
    Popup popup = new Popup();
    popup.setAutoHide(true);
    popup.setHideOnEscape(true);
    popup.getContent().setAll(box);
    Runnable take =
        () -> {
          if (wrong.apply(field.getText().strip()).isEmpty()) {
            popup.hide();
            onName.accept(field.getText().strip());
          }
        };
    Runnable check =
        () -> {
          String why = wrong.apply(field.getText().strip());
          hint.setText(field.getText().isBlank() ? "" : why);
          ok.setDisable(!why.isEmpty());
        };
    field.textProperty().addListener((o, was, is) -> check.run());
    field.setOnAction(e -> take.run());
    ok.setOnAction(e -> take.run());
    check.run();
    double x = scene.getWindow().getX() + scene.getX() + scene.getWidth() / 2 - 180;
    double y = scene.getWindow().getY() + scene.getY() + 96;
    popup.show(scene.getWindow(), x, y);
    field.requestFocus();
  }
}
