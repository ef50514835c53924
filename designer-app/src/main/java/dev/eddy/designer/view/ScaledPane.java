package dev.eddy.designer.view;

import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/** Shows one region larger or smaller than it is laid out, so that it still fills this pane. */
final class ScaledPane extends Pane {
  private final Scale scale = new Scale(1, 1, 0, 0);

  ScaledPane() {
    setMinSize(0, 0);
  }

  /**
   * @param factor 1 for the size as it is
   */
  void setFactor(double factor) {
    if (scale.getX() != factor) {
      scale.setX(factor);
      scale.setY(factor);
      requestLayout();
    }
  }

  void setContent(Region content) {
    content.getTransforms().setAll(scale);
    getChildren().setAll(content);
  }

  @Override
  protected void layoutChildren() {
    for (Node n : getChildren()) {
      n.resizeRelocate(0, 0, getWidth() / scale.getX(), getHeight() / scale.getY());
    }
  }
}
