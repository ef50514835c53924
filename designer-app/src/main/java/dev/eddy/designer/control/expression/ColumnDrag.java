package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.ControlStyles;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/**
 * Lets the name of a column be dragged onto an {@link ExpressionField} of the same window, which
 * inserts its reference where it is dropped. By plain mouse events, so that it can be tested.
 */
public final class ColumnDrag {
  private static final double SLACK = 6;

  private final Node source;
  private final String column;
  private final Popup ghost = new Popup();
  private double pressedX;
  private double pressedY;
  private @Nullable ExpressionField over;

  private ColumnDrag(Node source, String column) {
    this.source = source;
    this.column = column;
  }

  /** Makes a node that stands for a column draggable. */
  public static void install(Node source, String column) {
    ColumnDrag drag = new ColumnDrag(source, column);
    source.addEventHandler(MouseEvent.MOUSE_PRESSED, drag::pressed);
    source.addEventHandler(MouseEvent.MOUSE_DRAGGED, drag::dragged);
    source.addEventHandler(MouseEvent.MOUSE_RELEASED, drag::released);
  }

  private void pressed(MouseEvent e) {
    pressedX = e.getScreenX();
    pressedY = e.getScreenY();
  }

  private void dragged(MouseEvent e) {
    boolean far = Math.hypot(e.getScreenX() - pressedX, e.getScreenY() - pressedY) > SLACK;
    if (!ghost.isShowing() && !far) {
      return;
    }
    if (!ghost.isShowing()) {
      Label label = new Label(column);
      label.getStyleClass().addAll("eddy-popup", "eddy-column-ghost");
      ControlStyles.inherit(label, source.getScene());
      ghost.getContent().setAll(label);
      ghost.show(source, e.getScreenX() + 12, e.getScreenY() + 8);
    } else {
      ghost.setX(e.getScreenX() + 12);
      ghost.setY(e.getScreenY() + 8);
    }
    ExpressionField now = fieldAt(source.getScene(), e.getScreenX(), e.getScreenY());
    if (now != over) {
      aim(over, false);
      aim(now, true);
      over = now;
    }
    e.consume();
  }

  private static void aim(@Nullable ExpressionField field, boolean on) {
    if (field != null) {
      field.setDropTarget(on);
    }
  }

  private void released(MouseEvent e) {
    if (!ghost.isShowing()) {
      return;
    }
    ghost.hide();
    ExpressionField field = over;
    aim(field, false);
    over = null;
    if (field != null) {
      field.insertColumn(column, e.getScreenX(), e.getScreenY());
    }
    e.consume();
  }

  private static @Nullable ExpressionField fieldAt(@Nullable Scene scene, double x, double y) {
    return scene == null ? null : search(scene.getRoot(), x, y);
  }

  private static @Nullable ExpressionField search(Parent parent, double x, double y) {
    for (Node n : parent.getChildrenUnmodifiable()) {
      Bounds b = n.isVisible() ? n.localToScreen(n.getBoundsInLocal()) : null;
      if (b == null || !b.contains(x, y)) {
        continue;
      }
      if (n instanceof ExpressionField field) {
        return field;
      }
      if (n instanceof Parent p) {
        ExpressionField found = search(p, x, y);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
