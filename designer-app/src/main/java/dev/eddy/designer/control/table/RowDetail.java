package dev.eddy.designer.control.table;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One row, a column a line, with long values whole: they can be selected and copied. */
public final class RowDetail extends StackPane {
  private static final int LONG = 60;

  private final VBox lines = new VBox();
  private @Nullable Line shown;
  private List<Column> shownColumns = List.of();

  public RowDetail() {
    getStyleClass().add("eddy-row-detail");
    ScrollPane scroll = new ScrollPane(lines);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    getChildren().add(scroll);
    ControlStyles.apply(this);
    show(TableContent.EMPTY, null);
  }

  /** Shows a row of a table; null for none. */
  public void show(TableContent content, @Nullable Line line) {
    if (Objects.equals(line, shown)
        && content.columns().equals(shownColumns)
        && !lines.getChildren().isEmpty()) {
      return;
    }
    shown = line;
    shownColumns = content.columns();
    List<Node> nodes = new ArrayList<>();
    if (line == null || line.cells().size() < content.columns().size()) {
      Label hint = new Label("Select a row to see it whole.");
      hint.getStyleClass().add("eddy-hint");
      nodes.add(hint);
    } else {
      for (int i = 0; i < content.columns().size(); i++) {
        nodes.add(cell(content.columns().get(i), line, i));
      }
    }
    lines.getChildren().setAll(nodes);
  }

  private static Node cell(Column column, Line line, int index) {
    Label name = new Label(column.name() + "  ");
    name.getStyleClass().add("eddy-column-name");
    Label caption = new Label(column.caption());
    caption.getStyleClass().add("eddy-column-caption");
    name.setGraphic(caption);
    name.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
    String raw = line.cells().get(index);
    VBox box =
        new VBox(2, name, raw != null && isLong(raw) ? whole(raw) : plain(column, line, index));
    box.getStyleClass().add("eddy-detail-cell");
    return box;
  }

  private static boolean isLong(String text) {
    return text.length() > LONG || text.indexOf('\n') >= 0;
  }

  private static Node plain(Column column, Line line, int index) {
    Label value = new Label(TableContent.display(column, line, index).text());
    value.getStyleClass().add("eddy-detail-value");
    value.setWrapText(true);
    return value;
  }

  private static Node whole(String text) {
    TextArea area = new TextArea(Nested.pretty(text));
    area.setEditable(false);
    area.setWrapText(true);
    area.getStyleClass().add("eddy-detail-text");
    long rows = area.getText().lines().mapToLong(l -> 1 + l.length() / 36).sum();
    area.setPrefRowCount((int) Math.min(14, Math.max(2, rows)));
    return area;
  }
}
