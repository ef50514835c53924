package dev.eddy.designer.view;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.table.io.RowsAsText;
import dev.eddy.designer.control.table.io.TextAsRows;
import dev.eddy.designer.state.Pin;
import dev.eddy.model.io.CellText;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Pinned rows as CSV text: typed, pasted from a sheet, checked against the columns' types. */
final class PinEditor extends VBox {
  private final Pin pin;
  private final Schema schema;
  private final TextArea text = new TextArea();
  private final Label error = Parts.label("", "small", "error-text");
  private final Button apply = Parts.text("check", "Pin these rows", "small-button");

  /**
   * @param onDone gets the edited pin, or null where nothing is to change
   */
  PinEditor(Pin pin, Schema schema, Consumer<@Nullable Pin> onDone) {
    this.pin = pin;
    this.schema = schema;
    getStyleClass().add("pin-editor");
    text.setText(
        RowsAsText.csv(
            pin.columns().stream()
                .map(c -> new RowsAsText.Heading(c, RowsAsText.CellKind.TEXT))
                .toList(),
            pin.rows()));
    text.getStyleClass().add("pin-text");
    text.setId("pin-text");
    VBox.setVgrow(text, Priority.ALWAYS);
    // Thousands of rows are not gone through at each stroke.
    PauseTransition rest = new PauseTransition(Duration.millis(150));
    rest.setOnFinished(e -> parsed());
    text.textProperty().addListener((o, was, is) -> rest.playFromStart());
    Button cancel = Parts.text("", "Cancel", "small-button");
    cancel.setOnAction(e -> onDone.accept(null));
    apply.setOnAction(
        e -> {
          Pin edited = parsed();
          if (edited != null) {
            onDone.accept(edited);
          }
        });
    setOnKeyPressed(
        e -> {
          if (e.getCode() == javafx.scene.input.KeyCode.ESCAPE) {
            e.consume();
            onDone.accept(null);
          }
        });
    error.setMinWidth(0);
    error
        .textProperty()
        .addListener((o, was, is) -> error.setTooltip(is.isEmpty() ? null : Parts.tooltip(is)));
    HBox head =
        new HBox(
            8,
            Parts.label(
                "CSV; nothing between two commas is null, \"\" an empty text", "small", "dim"),
            error,
            Parts.gap(),
            cancel,
            apply);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("data-tools");
    getChildren().addAll(head, text);
  }

  private @Nullable Pin parsed() {
    try {
      Pin edited = parse(pin, schema, text.getText());
      error.setText("");
      apply.setDisable(false);
      return edited;
    } catch (IllegalArgumentException e) {
      error.setText(e.getMessage());
      apply.setDisable(true);
      return null;
    }
  }

  /**
   * The pin with the rows of a CSV text, which must have the columns of the schema in its order.
   *
   * @throws IllegalArgumentException with what is wrong, and in which row
   */
  static Pin parse(Pin pin, Schema schema, String csv) {
    TextAsRows.Table table = TextAsRows.csv(csv);
    List<String> wanted = schema.size() == 0 ? pin.columns() : schema.names();
    if (!table.columns().equals(wanted)) {
      throw new IllegalArgumentException("the first line must be " + String.join(",", wanted));
    }
    if (table.rows().size() > Pin.MOST_ROWS) {
      throw new IllegalArgumentException(
          Figures.count(table.rows().size(), "row", "rows")
              + "; not supported: pinning more than "
              + Figures.number(Pin.MOST_ROWS));
    }
    Row probe = new Row(Math.max(1, schema.size()));
    for (int r = 0; r < table.rows().size(); r++) {
      for (int c = 0; c < schema.size(); c++) {
        String cell = table.rows().get(r).get(c);
        String where = "row " + (r + 1) + ", " + wanted.get(c) + ": ";
        if (cell == null && !schema.type(c).nullable()) {
          throw new IllegalArgumentException(where + "null, but it is NOT NULL");
        }
        if (cell != null) {
          try {
            CellText.set(probe, c, schema.type(c), cell);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + "'" + cell + "' is no " + schema.type(c), e);
          }
        }
      }
    }
    return new Pin(pin.node(), pin.port(), wanted, table.rows());
  }
}
