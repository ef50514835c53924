package dev.eddy.designer.control.form;

import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.model.type.DataType;
import dev.eddy.model.value.Value;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A schema: names and types, in the order of the file. */
final class ColumnTypesEditor extends RowsEditor {
  private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

  private static final double TYPE_WIDTH = 126;

  static final List<String> TYPES =
      List.of(
          "STRING",
          "INT",
          "BIGINT",
          "DOUBLE",
          "DECIMAL(10, 2)",
          "BOOLEAN",
          "DATE",
          "TIMESTAMP(3)",
          "TIMESTAMP_LTZ(3)",
          "SMALLINT",
          "TINYINT",
          "FLOAT",
          "TIME(0)",
          "CHAR(3)",
          "VARCHAR(100)");

  ColumnTypesEditor(Consumer<@Nullable Value> onChange) {
    super(onChange);
    Label name = headWord("Column");
    name.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(name, Priority.ALWAYS);
    Label type = headWord("Type");
    type.setMinWidth(TYPE_WIDTH + 24);
    type.setPrefWidth(TYPE_WIDTH + 24);
    name.setPrefWidth(60);
    setHead(name, type);
    box().getChildren().add(add("Add a column"));
  }

  @Override
  List<Value.Struct> rowsOf(FormModel.Entry entry) {
    return entry.editor() instanceof Editor.ColumnTypes c ? c.rows() : List.of();
  }

  @Override
  public boolean fits(FormModel.Entry entry) {
    return entry.editor() instanceof Editor.ColumnTypes;
  }

  @Override
  Value.Struct newRow() {
    return FormValues.struct(
        "name", Value.of(FormValues.freshColumn(rows())), "type", Value.of("STRING"));
  }

  /** Whether a text is a type that Eddy knows. */
  static boolean isType(String text) {
    return DataType.parse(text).isPresent();
  }

  @Override
  Node line(Value.Struct row, int index) {
    TextField name = cell(index, "name", "name");
    TextField type = cell(index, "type", "type");
    type.pseudoClassStateChanged(INVALID, !isType(type.getText()));
    type.textProperty()
        .addListener((o, was, is) -> type.pseudoClassStateChanged(INVALID, !isType(is)));
    Button more =
        iconButton(
            "chevron-down",
            "Choose a type",
            () -> {
              ContextMenu menu = new ContextMenu();
              for (String t : TYPES) {
                MenuItem item = new MenuItem(t);
                item.setMnemonicParsing(false);
                item.setOnAction(e -> type.setText(t));
                menu.getItems().add(item);
              }
              menu.show(type, Side.BOTTOM, 0, 0);
            });
    HBox typeBox = new HBox(type, more);
    typeBox.setAlignment(Pos.CENTER_LEFT);
    Button remove =
        iconButton("x", "Remove the column", () -> change(FormValues.without(rows(), index)));
    HBox line = new HBox(name, typeBox, remove);
    name.setMaxWidth(Double.MAX_VALUE);
    typeBox.setMinWidth(TYPE_WIDTH);
    typeBox.setMaxWidth(Region.USE_PREF_SIZE);
    typeBox.setPrefWidth(TYPE_WIDTH);
    typeBox.getStyleClass().add("eddy-rows-second");
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("eddy-rows-line");
    return line;
  }
}
