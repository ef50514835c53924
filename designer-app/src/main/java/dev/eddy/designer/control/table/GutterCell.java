package dev.eddy.designer.control.table;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Mark;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** Left of a row: its number where it has no moment, an arrow where execution stands. */
final class GutterCell extends TableCell<Line, Line> {
  private final javafx.scene.Node arrow = Icons.view("here", 12);

  GutterCell() {
    getStyleClass().add("eddy-gutter-cell");
    setAlignment(Pos.CENTER);
  }

  @Override
  protected void updateItem(@Nullable Line line, boolean isEmpty) {
    super.updateItem(line, isEmpty);
    boolean current = line != null && line.mark() == Mark.CURRENT;
    setGraphic(current ? arrow : null);
    setText(
        line == null || current || line.mark() == Mark.LOADING || !line.moments().isEmpty()
            ? null
            : Integer.toString(getIndex() + 1));
  }
}
