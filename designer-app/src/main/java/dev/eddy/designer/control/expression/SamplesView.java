package dev.eddy.designer.control.expression;

import java.util.ArrayList;
import java.util.List;
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
  private SamplesModel shown = SamplesModel.EMPTY;

  SamplesView() {
    getStyleClass().add("eddy-samples");
    grid.getStyleClass().add("eddy-samples-grid");
    note.getStyleClass().add("eddy-hint");
    getChildren().addAll(grid, note);
    setVisible(false);
    setManaged(false);
  }

  void show(SamplesModel model) {
    if (model.equals(shown)) {
      return;
    }
    shown = model;
    boolean any = !model.lines().isEmpty();
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
