package dev.eddy.designer.control.table;

import dev.eddy.designer.control.table.TableContent.CellText;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.model.time.Moment;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import javafx.scene.transform.Shear;
import org.jspecify.annotations.Nullable;

/** A value of a row, or a link to a moment. */
final class ValueCell extends TableCell<Line, Line> {
  private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
  private static final PseudoClass NULL = PseudoClass.getPseudoClass("null");
  private static final PseudoClass EMPTY = PseudoClass.getPseudoClass("empty-text");

  private final Column column;
  private final int index;
  private final Consumer<Moment> onMoment;
  private @Nullable Text nullWord;

  ValueCell(Column column, int index, Consumer<Moment> onMoment) {
    this.column = column;
    this.index = index;
    this.onMoment = onMoment;
    getStyleClass().add("eddy-value-cell");
    if (column.look() == Look.MOMENT) {
      getStyleClass().add("eddy-moment-cell");
      addEventHandler(MouseEvent.MOUSE_CLICKED, this::onClick);
    }
    setAlignment(column.look() == Look.NUMBER ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
  }

  @Override
  protected void updateItem(@Nullable Line line, boolean isEmpty) {
    super.updateItem(line, isEmpty);
    if (line == null || isEmpty || index >= line.cells().size()) {
      setText(null);
      setGraphic(null);
      mark(false, false, false);
      return;
    }
    CellText cell = TableContent.display(column, line, index);
    setText(cell.isNull() ? null : cell.text());
    setGraphic(cell.isNull() ? nullWord() : null);
    mark(cell.isNull(), cell.isEmpty(), line.changed().contains(index));
  }

  /** Slanted by hand, for neither font comes with an italic. */
  private Text nullWord() {
    if (nullWord == null) {
      nullWord = new Text("null");
      nullWord.getStyleClass().add("eddy-null");
      nullWord.getTransforms().add(new Shear(-0.2, 0));
    }
    return nullWord;
  }

  private void mark(boolean isNull, boolean isEmpty, boolean changed) {
    pseudoClassStateChanged(NULL, isNull);
    pseudoClassStateChanged(EMPTY, isEmpty);
    pseudoClassStateChanged(CHANGED, changed);
  }

  private void onClick(MouseEvent e) {
    Line line = getItem();
    Moment m = line == null ? null : line.moments().get(index);
    if (m != null && e.getButton() == MouseButton.PRIMARY && e.isStillSincePress()) {
      onMoment.accept(m);
      e.consume();
    }
  }
}
