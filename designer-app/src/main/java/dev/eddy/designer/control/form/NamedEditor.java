package dev.eddy.designer.control.form;

import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.designer.control.expression.ExpressionField;
import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Columns made by expressions: a table of name, expression and type; the chosen one is edited below
 * it.
 */
final class NamedEditor extends RowsEditor {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

  private final ExpressionField field;
  private final TextField name = new TextField();
  private final VBox detail;
  private final NamedLine.Types types;
  private final List<NamedLine> shownLines = new ArrayList<>();
  private int selected = -1;
  private boolean opening;
  private Runnable onSelected = () -> {};

  NamedEditor(ExpressionAssistant assistant, Consumer<@Nullable Value> onChange) {
    super(onChange);
    this.types = new NamedLine.Types(assistant);
    field = new ExpressionField(true, assistant, this::onExpression);
    Label column = headWord("Column");
    column.setMinWidth(NamedLine.NAME_WIDTH);
    column.setPrefWidth(NamedLine.NAME_WIDTH);
    Label expression = headWord("Expression");
    HBox.setHgrow(expression, Priority.ALWAYS);
    expression.setMaxWidth(Double.MAX_VALUE);
    Label type = headWord("Type");
    type.setMinWidth(NamedLine.TYPE_WIDTH);
    type.setPrefWidth(NamedLine.TYPE_WIDTH);
    expression.setPrefWidth(60);
    setHead(column, expression, type);
    name.getStyleClass().add("eddy-field");
    name.setPromptText("column name");
    name.setAccessibleText("Name of the column");
    HBox.setHgrow(name, Priority.ALWAYS);
    name.textProperty()
        .addListener(
            (o, was, is) -> {
              if (!opening && isSelected()) {
                edit(selected, "name", is);
                update(shownLines.get(selected));
              }
            });
    HBox buttons =
        new HBox(
            4,
            name,
            iconButton("arrow-up", "Move up", () -> moveSelected(-1)),
            iconButton("arrow-down", "Move down", () -> moveSelected(1)),
            iconButton("trash-2", "Remove the column", this::removeSelected));
    buttons.setAlignment(Pos.CENTER_LEFT);
    detail = new VBox(6, buttons, field);
    detail.getStyleClass().add("eddy-named-detail");
    detail.managedProperty().bind(detail.visibleProperty());
    detail.setVisible(false);
    Button add = add("Add");
    box().getChildren().addAll(detail, add);
  }

  @Override
  List<Value.Struct> rowsOf(FormModel.Entry entry) {
    return entry.editor() instanceof Editor.Named n ? n.rows() : List.of();
  }

  @Override
  public boolean fits(FormModel.Entry entry) {
    return entry.editor() instanceof Editor.Named;
  }

  private Schema schema() {
    return entry().editor() instanceof Editor.Named n ? n.input() : Schema.EMPTY;
  }

  private Use use() {
    return entry().editor() instanceof Editor.Named n ? n.use() : Use.VALUE;
  }

  @Override
  Value.Struct newRow() {
    return FormValues.struct(
        "name", Value.of(FormValues.freshColumn(rows())), "expression", Value.of(""));
  }

  @Override
  void onAdd() {
    super.onAdd();
    select(rows().size() - 1);
    name.requestFocus();
    name.selectAll();
  }

  private boolean isSelected() {
    return selected >= 0 && selected < rows().size();
  }

  private void onExpression(String text) {
    if (!opening && isSelected()) {
      edit(selected, "expression", text);
      update(shownLines.get(selected));
    }
  }

  @Override
  public boolean shows(Problem problem) {
    return isSelected() && entry().problemsOfItem(selected).contains(problem);
  }

  @Override
  public void onShownChanged(Runnable listener) {
    onSelected = listener;
  }

  @Override
  public void equip(FormContext context, int input) {
    context.equip(field, input);
  }

  private void moveSelected(int by) {
    int to = selected + by;
    if (isSelected() && to >= 0 && to < rows().size()) {
      List<Value.Struct> next = FormValues.moved(rows(), selected, by);
      selected = to;
      change(next);
    }
  }

  private void removeSelected() {
    if (isSelected()) {
      int at = selected;
      selected = -1;
      change(FormValues.without(rows(), at));
    }
  }

  void select(int index) {
    selected = index == selected ? -1 : index;
    open();
  }

  /** Opens a row and puts the caret into its expression; nothing where there is no such row. */
  void openRow(int index) {
    if (index >= 0 && index < rows().size()) {
      selected = index;
      open();
      field.requestFocus();
    }
  }

  private void open() {
    onSelected.run();
    detail.setVisible(isSelected());
    for (int i = 0; i < shownLines.size(); i++) {
      shownLines.get(i).pseudoClassStateChanged(SELECTED, i == selected);
    }
    if (isSelected()) {
      opening = true;
      name.setText(FormValues.field(rows().get(selected), "name"));
      field.open(shownField());
      opening = false;
    }
  }

  private ExpressionField.Shown shownField() {
    return new ExpressionField.Shown(
        use() == Use.AGGREGATE ? "Aggregate" : "Expression",
        "",
        FormValues.field(rows().get(selected), "expression"),
        schema(),
        use(),
        entry().problemsOfItem(selected));
  }

  private void update(NamedLine line) {
    int index = line.index();
    if (index < rows().size()) {
      Value.Struct row = rows().get(index);
      line.show(
          FormValues.field(row, "name"),
          FormValues.field(row, "expression"),
          entry().problemsOfItem(index).stream().anyMatch(Problem::isError),
          schema(),
          use());
    }
  }

  @Override
  void refresh() {
    shownLines.forEach(this::update);
    if (!isSelected()) {
      selected = -1;
      detail.setVisible(false);
    } else if (!field.text().equals(FormValues.field(rows().get(selected), "expression"))
        || !name.getText().equals(FormValues.field(rows().get(selected), "name"))) {
      open();
    } else {
      field.show(shownField());
    }
  }

  @Override
  Node line(Value.Struct row, int index) {
    if (index == 0) {
      shownLines.clear();
    }
    NamedLine line = new NamedLine(index, types, this::select);
    shownLines.add(line);
    line.pseudoClassStateChanged(SELECTED, index == selected);
    return line;
  }
}
