package dev.eddy.designer.canvas;

import dev.eddy.designer.theme.Fonts;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * The queue at an input, as a tank that fills: plain up to 60 %, striped with its figure up to 85
 * %, then solid and said to be full. FX thread only.
 */
final class QueueTank {
  private static final double WIDTH = 7;
  private static final double HEIGHT = 30;

  /** Its left side is so far left of the node. */
  private static final double OFF = 18;

  /** How far before the rim of the port an edge ends at it. */
  static final double BEFORE = OFF - NodeGeometry.PORT / 2;

  private static final Font WORDS = Font.font(Fonts.SEMI_BOLD, 9.5);

  private QueueTank() {}

  /**
   * @param end of the edge, at the rim of its port
   */
  static void paint(GraphicsContext g, Palette c, Point end, EdgeLook look) {
    double x = end.x() - BEFORE;
    double y = end.y() - HEIGHT / 2;
    g.setLineDashes();
    g.setFill(c.get("surface-2"));
    g.fillRoundRect(x, y, WIDTH, HEIGHT, 3, 3);
    double level = Math.max(look.fill() == 0 ? 0 : 1, (HEIGHT - 2) * look.fill() / 1_000);
    Color fill = color(c, look);
    double top = y + HEIGHT - 1 - level;
    g.setFill(fill);
    if (look.queueWarns() && !look.queueIsFull()) {
      stripes(g, x + 1, top, level);
    } else {
      g.fillRect(x + 1, top, WIDTH - 2, level);
    }
    g.setStroke(look.queueIsFull() ? fill : c.get("border-strong"));
    g.setLineWidth(1);
    g.strokeRoundRect(x + 0.5, y + 0.5, WIDTH - 1, HEIGHT - 1, 3, 3);
    if (!look.queueWords().isEmpty()) {
      g.setFill(c.get(look.queueIsFull() ? "error" : "warn"));
      g.setFont(WORDS);
      g.setTextAlign(TextAlignment.CENTER);
      g.setTextBaseline(VPos.TOP);
      g.fillText(look.queueWords(), x + WIDTH / 2, y + HEIGHT + 2);
    }
  }

  static Color color(Palette c, EdgeLook look) {
    return c.get(look.queueIsFull() ? "queue-full" : look.queueWarns() ? "queue-warn" : "queue-ok");
  }

  // Bars that lean, cut off at the sides and at the level.
  private static void stripes(GraphicsContext g, double x, double top, double height) {
    double w = WIDTH - 2;
    g.save();
    g.beginPath();
    g.rect(x, top, w, height);
    g.clip();
    for (double y = top - w; y < top + height + w; y += 6) {
      g.fillPolygon(
          new double[] {x, x + w, x + w, x}, new double[] {y + w, y, y + 3, y + w + 3}, 4);
    }
    g.restore();
  }
}
