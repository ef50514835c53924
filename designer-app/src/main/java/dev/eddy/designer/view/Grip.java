package dev.eddy.designer.view;

import java.util.function.DoubleConsumer;
import javafx.geometry.Orientation;
import javafx.scene.Cursor;
import javafx.scene.layout.Region;

/** A thin edge of a panel that can be dragged; tells by how many pixels. */
final class Grip extends Region {
  private double last;

  Grip(Orientation orientation, DoubleConsumer onDrag) {
    boolean upright = orientation == Orientation.VERTICAL;
    getStyleClass().add("grip");
    setCursor(upright ? Cursor.H_RESIZE : Cursor.V_RESIZE);
    if (upright) {
      setPrefWidth(1);
      setMinWidth(1);
      setMaxWidth(1);
    } else {
      setPrefHeight(1);
      setMinHeight(1);
      setMaxHeight(1);
    }
    // One pixel is drawn, five can be caught.
    Region reach = new Region();
    reach.setManaged(false);
    getChildren().add(reach);
    layoutBoundsProperty()
        .addListener(
            (o, was, is) -> {
              if (upright) {
                reach.resizeRelocate(-2, 0, 5, is.getHeight());
              } else {
                reach.resizeRelocate(0, -2, is.getWidth(), 5);
              }
            });
    setOnMousePressed(e -> last = upright ? e.getSceneX() : e.getSceneY());
    setOnMouseDragged(
        e -> {
          double now = upright ? e.getSceneX() : e.getSceneY();
          onDrag.accept(now - last);
          last = now;
        });
  }
}
