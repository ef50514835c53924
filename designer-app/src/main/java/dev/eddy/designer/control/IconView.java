package dev.eddy.designer.control;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.SVGPath;
import javafx.scene.text.Text;
import javafx.scene.transform.Scale;

/** An {@linkplain Icons icon} as a node; takes no mouse events. */
public final class IconView extends Pane {
  IconView(String name, double size) {
    getStyleClass().add("eddy-icon");
    setMouseTransparent(true);
    setMinSize(size, size);
    setPrefSize(size, size);
    setMaxSize(size, size);
    getChildren().setAll(draw(Icons.glyph(name), size));
  }

  private static Node draw(Icons.Glyph glyph, double size) {
    if (glyph instanceof Icons.Glyph.Letter letter) {
      Text text = new Text(letter.text());
      text.setTextOrigin(VPos.TOP);
      text.setFont(Icons.font(size));
      text.getStyleClass().add("eddy-icon-letter");
      return text;
    }
    Icons.Glyph.Drawing drawing = (Icons.Glyph.Drawing) glyph;
    SVGPath path = new SVGPath();
    path.setContent(drawing.stroke() + drawing.fill());
    path.getStyleClass().add(drawing.fill().isEmpty() ? "eddy-icon-stroke" : "eddy-icon-fill");
    path.getTransforms().add(new Scale(size / 24, size / 24));
    path.setManaged(false);
    return path;
  }
}
