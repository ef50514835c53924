package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The sample rows under an expression, each with its result or its error. */
final class SamplesView extends VBox {
  private final GridPane grid = new GridPane();
  private final Label note = new Label();
  private final ExpressionAssistant assistant;
  private SamplesModel shown = SamplesModel.EMPTY;
  private SampleRows rows = SampleRows.NONE;
  private String text = "";
  private Schema input = Schema.EMPTY;
  private Use use = Use.VALUE;
  private boolean right;
  private boolean asking;
  private boolean askAgain;
  private long question;

  SamplesView(ExpressionAssistant assistant) {
    this.assistant = assistant;
    getStyleClass().add("eddy-samples");
    grid.getStyleClass().add("eddy-samples-grid");
    note.getStyleClass().add("eddy-hint");
    getChildren().addAll(grid, note);
    setVisible(false);
    setManaged(false);
  }

  void setRows(SampleRows next) {
    if (!next.equals(rows)) {
      rows = next;
      tryOut();
    }
  }

  /**
   * The expression is this now. While it is not right, what it gave last stays, faded, so that
   * nothing jumps under the user's hands.
   */
  void follow(String nextText, Schema nextInput, Use nextUse, boolean isRight) {
    text = nextText;
    input = nextInput;
    use = nextUse;
    right = isRight;
    tryOut();
  }

  private void tryOut() {
    long asked = ++question;
    grid.setOpacity(right ? 1 : 0.45);
    if (rows.isEmpty() || text.isBlank()) {
      show(SamplesModel.EMPTY);
      return;
    }
    if (!right) {
      return;
    }
    if (asking) {
      // One at a time: what is typed meanwhile is tried when it has answered.
      askAgain = true;
      return;
    }
    asking = true;
    SampleRows tried = rows;
    Use as = use;
    String expression = text;
    assistant
        .tryOut(expression, input, as, tried)
        .whenComplete(
            (results, failure) -> {
              SamplesModel model =
                  results == null
                      ? SamplesModel.failed(failure)
                      : SamplesModel.of(tried, assistant.columnsOf(expression), results, as);
              Platform.runLater(() -> answered(asked, model));
            });
  }

  private void answered(long asked, SamplesModel model) {
    asking = false;
    if (asked == question) {
      show(model);
    }
    if (askAgain) {
      askAgain = false;
      tryOut();
    }
  }

  private void show(SamplesModel model) {
    if (model.equals(shown)) {
      return;
    }
    shown = model;
    boolean any = !model.lines().isEmpty() || !model.note().isEmpty();
    setVisible(any);
    setManaged(any);
    note.setText(model.note());
    grid.getColumnConstraints().clear();
    List<Node> cells = new ArrayList<>();
    int last = model.head().size() - 1;
    for (int c = 0; c <= last; c++) {
      ColumnConstraints width = new ColumnConstraints();
      width.setHgrow(Priority.ALWAYS);
      width.setPercentWidth(100.0 / (last + 1));
      grid.getColumnConstraints().add(width);
      cells.add(at(cell(model.head().get(c), "eddy-samples-head"), c, 0));
    }
    for (int r = 0; r < model.lines().size(); r++) {
      SamplesModel.Line line = model.lines().get(r);
      for (int c = 0; c < line.cells().size(); c++) {
        cells.add(at(value(line.cells().get(c), "eddy-samples-cell"), c, r + 1));
      }
      cells.add(at(result(line), last, r + 1));
    }
    grid.getChildren().setAll(cells);
  }

  private static Node result(SamplesModel.Line line) {
    if (line.error() != null) {
      Label error = cell(line.error(), "eddy-samples-error");
      error.setTooltip(new Tooltip(line.error()));
      return error;
    }
    return value(line.result(), "eddy-samples-result");
  }

  private static Label value(@Nullable String text, String style) {
    return text == null ? cell("null", "eddy-samples-null") : cell(text, style);
  }

  private static Label cell(String text, String style) {
    Label l = new Label(text.replace('\n', ' '));
    l.getStyleClass().add(style);
    l.setMaxWidth(Double.MAX_VALUE);
    l.setMinWidth(0);
    l.setAlignment(Pos.CENTER_LEFT);
    return l;
  }

  private static Node at(Node n, int column, int row) {
    GridPane.setConstraints(n, column, row);
    return n;
  }
}
