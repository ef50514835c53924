package dev.eddy.designer.control;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A text field with a magnifying glass and, while empty, the keys that lead to it. */
public final class SearchField extends HBox {
  private final TextField field = new TextField();

  public SearchField(String prompt, String keys) {
    getStyleClass().add("eddy-search");
    setAlignment(Pos.CENTER_LEFT);
    field.setPromptText(prompt);
    field.setAccessibleText(prompt);
    field.getStyleClass().add("eddy-bare-field");
    HBox.setHgrow(field, Priority.ALWAYS);
    getChildren().addAll(Icons.view("search", 14), field);
    if (!keys.isEmpty()) {
      Label hint = new Label(keys);
      hint.getStyleClass().add("eddy-keys");
      hint.visibleProperty().bind(Bindings.isEmpty(field.textProperty()));
      hint.setMinWidth(USE_PREF_SIZE);
      getChildren().add(hint);
    }
    field.focusedProperty().addListener((o, was, is) -> pseudoClassStateChanged(FOCUS_INSIDE, is));
    ControlStyles.apply(this);
  }

  private static final javafx.css.PseudoClass FOCUS_INSIDE =
      javafx.css.PseudoClass.getPseudoClass("focus-inside");

  public TextField field() {
    return field;
  }
}
