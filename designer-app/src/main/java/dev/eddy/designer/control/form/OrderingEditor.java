package dev.eddy.designer.control.form;

import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** Columns to order by, the most important first, each with its direction in words. */
final class OrderingEditor extends RowsEditor {
  static final String LOWEST = "lowest first";
  static final String HIGHEST = "highest first";

  OrderingEditor(Consumer<@Nullable Value> onChange) {
    super(onChange);
    box().getStyleClass().add("eddy-ordering");
    box().getChildren().add(add("Then by"));
  }

  @Override
  List<Value.Struct> rowsOf(FormModel.Entry entry) {
    return entry.editor() instanceof Editor.Ordering o ? o.rows() : List.of();
  }

  @Override
  public boolean fits(FormModel.Entry entry) {
    return entry.editor() instanceof Editor.Ordering;
  }

  @Override
  boolean sameContext(FormModel.Entry a, FormModel.Entry b) {
    return a.editor() instanceof Editor.Ordering x
        && b.editor() instanceof Editor.Ordering y
        && x.available().equals(y.available());
  }

  private List<String> available() {
    return entry().editor() instanceof Editor.Ordering o ? o.available() : List.of();
  }

  /** The first column that is not ordered by yet. */
  @Override
  Value.Struct newRow() {
    List<String> used = rows().stream().map(r -> FormValues.field(r, "column")).toList();
    String column = available().stream().filter(c -> !used.contains(c)).findFirst().orElse("");
    return FormValues.struct("column", Value.of(column), "order", Value.of("asc"));
  }

  @Override
  Node line(Value.Struct row, int index) {
    String chosen = FormValues.field(row, "column");
    List<String> options = new ArrayList<>(available());
    if (!chosen.isEmpty() && !options.contains(chosen)) {
      options.add(chosen);
    }
    ComboBox<String> column = combo(options, chosen);
    column.setAccessibleText("Order by column");
    column.valueProperty().addListener((o, was, is) -> edit(index, "column", is == null ? "" : is));
    ComboBox<String> order =
        combo(
            List.of(LOWEST, HIGHEST),
            FormValues.field(row, "order").equalsIgnoreCase("desc") ? HIGHEST : LOWEST);
    order.setAccessibleText("Direction");
    order.setMinWidth(114);
    order.setPrefWidth(114);
    order.getStyleClass().add("eddy-combo-words");
    order
        .valueProperty()
        .addListener((o, was, is) -> edit(index, "order", HIGHEST.equals(is) ? "desc" : "asc"));
    HBox.setHgrow(column, Priority.ALWAYS);
    Button up =
        iconButton("arrow-up", "More important", () -> change(FormValues.moved(rows(), index, -1)));
    up.setDisable(index == 0);
    Button remove = iconButton("x", "Remove", () -> change(FormValues.without(rows(), index)));
    HBox icons = new HBox(up, remove);
    icons.getStyleClass().add("eddy-small-icons");
    HBox line = new HBox(4, column, order, icons);
    line.setAlignment(Pos.CENTER_LEFT);
    return line;
  }

  private static ComboBox<String> combo(List<String> options, String chosen) {
    ComboBox<String> c = new ComboBox<>();
    c.getItems().setAll(options);
    c.setValue(chosen);
    c.getStyleClass().add("eddy-combo");
    c.setMaxWidth(Double.MAX_VALUE);
    return c;
  }
}
