package dev.eddy.designer.control.form;

import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.designer.control.expression.ExpressionField;
import dev.eddy.designer.control.expression.SqlTokens;
import dev.eddy.designer.control.form.FormModel.Editor;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Columns made by expressions: a table of name, expression and type; the chosen one is edited below
 * it.
 */
final class NamedEditor extends RowsEditor {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
  private static final double NAME_WIDTH = 96;
  private static final double TYPE_WIDTH = 76;

  private final ExpressionAssistant assistant;
  private final ExpressionField field;
  private final TextField name = new TextField();
  private final VBox detail;
  private final Map<String, String> types = new HashMap<>();
  private final List<Line> shownLines = new ArrayList<>();
  private int selected = -1;
  private boolean opening;
  private Runnable onSelected = () -> {};

  NamedEditor(ExpressionAssistant assistant, Consumer<@Nullable Value> onChange) {
    super(onChange);
    this.assistant = assistant;
    field = new ExpressionField(true, assistant, this::onExpression);
    Label column = headWord("Column");
    column.setMinWidth(NAME_WIDTH);
    column.setPrefWidth(NAME_WIDTH);
    Label expression = headWord("Expression");
    HBox.setHgrow(expression, Priority.ALWAYS);
    expression.setMaxWidth(Double.MAX_VALUE);
    Label type = headWord("Type");
    type.setMinWidth(TYPE_WIDTH);
    type.setPrefWidth(TYPE_WIDTH);
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
                shownLines.get(selected).update();
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
        "name", Value.of("column_" + (rows().size() + 1)), "expression", Value.of(""));
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
      shownLines.get(selected).update();
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

  @Override
  void refresh() {
    for (Line line : shownLines) {
      line.update();
    }
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
    Line line = new Line(index);
    shownLines.add(line);
    line.pseudoClassStateChanged(SELECTED, index == selected);
    return line;
  }

  private final class Line extends HBox {
    private final int index;
    private final Label nameLabel = new Label();
    private final HBox expression = new HBox();
    private final Label type = new Label();

    Line(int index) {
      this.index = index;
      getStyleClass().addAll("eddy-rows-line", "eddy-named-line");
      setAlignment(Pos.CENTER_LEFT);
      setFocusTraversable(true);
      setAccessibleRole(AccessibleRole.LIST_ITEM);
      nameLabel.setMinWidth(NAME_WIDTH);
      nameLabel.setPrefWidth(NAME_WIDTH);
      nameLabel.setMaxWidth(NAME_WIDTH);
      nameLabel.getStyleClass().add("eddy-named-name");
      type.setMinWidth(TYPE_WIDTH);
      type.setPrefWidth(TYPE_WIDTH);
      type.setMaxWidth(TYPE_WIDTH);
      type.getStyleClass().add("eddy-named-type");
      expression.setMinWidth(0);
      expression.setAlignment(Pos.CENTER_LEFT);
      StackPane clip = new StackPane(expression);
      clip.setAlignment(Pos.CENTER_LEFT);
      clip.setMinWidth(0);
      clip.setPrefWidth(60);
      clip.getStyleClass().add("eddy-named-expression");
      Rectangle edge = new Rectangle();
      edge.widthProperty().bind(clip.widthProperty());
      edge.heightProperty().bind(clip.heightProperty());
      clip.setClip(edge);
      HBox.setHgrow(clip, Priority.ALWAYS);
      getChildren().addAll(nameLabel, clip, type);
      setOnMouseClicked(e -> select(index));
      setOnKeyPressed(
          e -> {
            if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE) {
              select(index);
              e.consume();
            }
          });
    }

    void update() {
      if (index >= rows().size()) {
        return;
      }
      String text = FormValues.field(rows().get(index), "expression");
      nameLabel.setText(FormValues.field(rows().get(index), "name"));
      setAccessibleText(nameLabel.getText() + " = " + text);
      expression.getChildren().setAll(coloured(text.replace('\n', ' ')));
      List<Problem> problems = entry().problemsOfItem(index);
      pseudoClassStateChanged(INVALID, problems.stream().anyMatch(Problem::isError));
      showType(text);
    }

    private void showType(String text) {
      Schema input = schema();
      String key = use() + "\u0000" + text + "\u0000" + input;
      String known = types.get(key);
      if (known != null) {
        type.setText(known);
        return;
      }
      if (text.isBlank()) {
        type.setText("");
        return;
      }
      assistant
          .check(text, input, use())
          .whenComplete(
              (answer, failure) -> {
                if (answer != null) {
                  Platform.runLater(
                      () -> {
                        types.put(
                            key,
                            answer.type() == null
                                ? "–"
                                : Objects.requireNonNull(answer.type()).sql());
                        if (index < rows().size()
                            && text.equals(FormValues.field(rows().get(index), "expression"))) {
                          type.setText(types.get(key));
                        }
                      });
                }
              });
    }
  }

  private static List<Text> coloured(String sql) {
    List<Text> out = new ArrayList<>();
    int at = 0;
    for (SqlTokens.Token t : SqlTokens.of(sql)) {
      plain(out, sql.substring(at, t.start()));
      Text text = new Text(sql.substring(t.start(), t.end()));
      text.getStyleClass()
          .addAll("eddy-named-text", "sql-" + t.kind().name().toLowerCase(Locale.ROOT));
      out.add(text);
      at = t.end();
    }
    plain(out, sql.substring(at));
    return out;
  }

  private static void plain(List<Text> out, String text) {
    if (!text.isEmpty()) {
      Text t = new Text(text);
      t.getStyleClass().add("eddy-named-text");
      out.add(t);
    }
  }
}
