package dev.eddy.designer.control.form;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.TypedText;
import dev.eddy.model.value.Value;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * An editor for a list of structs, a line each. Fields of a struct that it does not know stay. The
 * list is the user's while they type in it, as with a text field.
 */
abstract class RowsEditor implements FieldEditor {
  private final Consumer<@Nullable Value> onChange;
  private final TypedText typed = new TypedText("");
  private final VBox box = new VBox();
  private final VBox lines = new VBox();
  private final VBox table = new VBox();
  private List<Value.Struct> rows = List.of();
  private FormModel.@Nullable Entry entry;
  private boolean rendered;

  RowsEditor(Consumer<@Nullable Value> onChange) {
    this.onChange = onChange;
    box.getStyleClass().add("eddy-rows-editor");
    lines.getStyleClass().add("eddy-rows");
    table.getChildren().add(lines);
    box.getChildren().add(table);
  }

  /** The rows that an entry shows; empty for an entry of another kind. */
  abstract List<Value.Struct> rowsOf(FormModel.Entry entry);

  abstract Value.Struct newRow();

  abstract Node line(Value.Struct row, int index);

  /** Called after the lines were made or what they depend on changed. */
  void refresh() {}

  final List<Value.Struct> rows() {
    return rows;
  }

  final FormModel.Entry entry() {
    return Objects.requireNonNull(entry);
  }

  final VBox box() {
    return box;
  }

  @Override
  public final Region node() {
    return box;
  }

  @Override
  public final void show(FormModel.Entry next) {
    boolean sameContext = entry != null && sameContext(entry, next);
    entry = next;
    List<Value.Struct> incoming = rowsOf(next);
    if (typed.shown(incoming.toString()) && !incoming.equals(rows) || !rendered || !sameContext) {
      if (!sameContext || !rendered) {
        typed.reset(incoming.toString());
      }
      rows = incoming;
      render();
    }
    refresh();
  }

  /** Whether lines made for one entry also serve another: same columns to choose from. */
  boolean sameContext(FormModel.Entry a, FormModel.Entry b) {
    return true;
  }

  final void render() {
    rendered = true;
    lines.getChildren().clear();
    for (int i = 0; i < rows.size(); i++) {
      lines.getChildren().add(line(rows.get(i), i));
    }
  }

  /** A change in one of the fields, whose line shows it already. */
  final void edit(int index, String field, String text) {
    rows = FormValues.replaced(rows, index, rows.get(index).with(field, Value.of(text)));
    emit();
  }

  /** A change of the list: the lines are made again. */
  final void change(List<Value.Struct> next) {
    rows = List.copyOf(next);
    render();
    emit();
    refresh();
  }

  private void emit() {
    typed.typed(rows.toString());
    onChange.accept(FormValues.items(rows));
  }

  final Button add(String what) {
    Button add = new Button(what, Icons.view("plus", 12));
    add.getStyleClass().addAll("eddy-link", "eddy-add");
    add.setMnemonicParsing(false);
    add.setOnAction(e -> onAdd());
    return add;
  }

  void onAdd() {
    change(FormValues.plus(rows, newRow()));
  }

  final Button iconButton(String icon, String words, Runnable action) {
    Button b = new Button(null, Icons.view(icon, 14));
    b.getStyleClass().add("eddy-icon-button");
    b.setTooltip(new Tooltip(words));
    b.setAccessibleText(words);
    b.setOnAction(e -> action.run());
    return b;
  }

  final void setHead(Node... parts) {
    HBox head = new HBox(parts);
    head.getStyleClass().add("eddy-rows-head");
    head.setAlignment(Pos.CENTER_LEFT);
    table.getChildren().setAll(head, lines);
  }

  static Label headWord(String word) {
    Label l = new Label(word);
    l.getStyleClass().add("eddy-rows-head-word");
    return l;
  }

  final TextField cell(int index, String field, String prompt) {
    TextField f = new TextField(FormValues.field(rows.get(index), field));
    f.getStyleClass().addAll("eddy-bare-field", "eddy-cell-field");
    f.setPromptText(prompt);
    f.setAccessibleText(prompt);
    HBox.setHgrow(f, Priority.ALWAYS);
    f.textProperty().addListener((o, was, is) -> edit(index, field, is));
    return f;
  }
}
