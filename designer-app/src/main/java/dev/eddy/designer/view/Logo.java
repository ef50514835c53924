package dev.eddy.designer.view;

import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/** Eddy's mark: a whirl. */
final class Logo extends StackPane {
  private static final String PATH =
      "M20.5 8.5 A9 9 0 1 0 21 12 A6.2 6.2 0 0 0 8.8 10.5 A4.2 4.2 0 0 0 16 13.6"
          + " A2.4 2.4 0 0 0 12.4 11.2";

  Logo(double size) {
    SVGPath p = new SVGPath();
    p.setContent(PATH);
    p.getStyleClass().add("logo");
    p.getTransforms().add(new Scale(size / 24, size / 24));
    p.setManaged(false);
    setMinSize(size, size);
    setMaxSize(size, size);
    setPrefSize(size, size);
    getChildren().add(p);
    setMouseTransparent(true);
  }
}
