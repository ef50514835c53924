package dev.eddy.designer.canvas;

import dev.eddy.designer.theme.Fonts;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Paints edges, their labels, bends and breakpoints. FX thread only. */
final class EdgePainter {
  private static final Font MARK = Font.font(Fonts.SEMI_BOLD, 9);
  private static final Font SMALL_MARK = Font.font(Fonts.SEMI_BOLD, 7.5);

  private final EdgeWords words = new EdgeWords();

  EdgeWords words() {
    return words;
  }

  void paint(GraphicsContext g, Picture p, double zoom, List<EdgeShape> edges) {
    if (Detail.at(zoom) == Detail.BLOCKS) {
      thin(g, p, zoom, edges);
      return;
    }
    for (EdgeShape e : edges) {
      edge(g, p, zoom, e, false);
    }
  }

  /** Far away: all quiet edges in one stroke, straight where a curve could not be told from it. */
  private static void thin(GraphicsContext g, Picture p, double zoom, List<EdgeShape> edges) {
    double width = 1.25 / zoom;
    boolean straight = zoom < 0.12;
    g.setGlobalAlpha(p.rest());
    g.setLineDashes();
    g.setLineCap(StrokeLineCap.BUTT);
    g.setLineWidth(width);
    g.setStroke(p.palette().get(p.past() ? "past" : "border-strong"));
    if (!straight) {
      g.beginPath();
    }
    for (EdgeShape e : edges) {
      EdgeLook look = p.looks().edge(e);
      if (isLoud(look)) {
        continue;
      }
      EdgePath path = e.path();
      if (straight) {
        Point at = path.from();
        for (Curve k : path.pieces()) {
          g.strokeLine(at.x(), at.y(), k.to().x(), k.to().y());
          at = k.to();
        }
      } else {
        trace(g, path);
      }
    }
    if (!straight) {
      g.stroke();
    }
    for (EdgeShape e : edges) {
      EdgeLook look = p.looks().edge(e);
      if (isLoud(look)) {
        stroke(g, e.path(), thin(p, look), 2 * width);
      }
    }
    g.setGlobalAlpha(1);
  }

  private static Color thin(Picture p, EdgeLook look) {
    boolean queue = look.queueWarns() && !look.selected() && !look.current() && !look.unfitting();
    return queue ? QueueTank.color(p.palette(), look) : color(p, look, false);
  }

  private static boolean isLoud(EdgeLook look) {
    return look.selected() || look.current() || look.unfitting() || look.queueWarns();
  }

  private static Color color(Picture p, EdgeLook look, boolean hover) {
    Palette c = p.palette();
    return look.unfitting() || look.queueIsFull()
        ? c.get("error")
        : look.current()
            ? c.get("paused")
            : look.selected()
                ? c.get("accent")
                : look.past() ? c.get("past") : hover ? c.get("text-3") : c.get("border-strong");
  }

  /** One edge, where strips or everything is painted. */
  void edge(GraphicsContext g, Picture p, double zoom, EdgeShape e, boolean hover) {
    Palette c = p.palette();
    EdgeLook look = p.looks().edge(e);
    Color color = color(p, look, hover);
    double width =
        look.selected() ? 2.5 : look.rate() >= 10_000 ? 3.5 : look.rate() >= 100 ? 2.5 : 1.75;
    if (hover) {
      width += 0.5;
    }
    g.setGlobalAlpha(p.rest());
    g.setLineDashes();
    g.setLineCap(StrokeLineCap.BUTT);
    boolean tank = look.hasQueue() && Detail.at(zoom) == Detail.FULL;
    double before = tank ? QueueTank.BEFORE : 0;
    EdgePath line = e.path().shortened(6 + before);
    if (look.selected()) {
      stroke(g, line, c.get("accent", 0.22), 9);
    }
    if (look.unfitting()) {
      g.setLineDashes(6, 4);
    }
    if (look.updating()) {
      stroke(g, line, color, width + 3);
      stroke(g, line, c.get(p.canvasToken()), width + 0.2);
    } else {
      stroke(g, line, color, width);
    }
    g.setLineDashes();
    arrow(g, e.path().to().plus(-before, 0), color);
    if (tank) {
      QueueTank.paint(g, c, e.path().to(), look);
    }
    if (Detail.at(zoom) == Detail.FULL) {
      words.paint(g, p, zoom, e, look);
      bends(g, p, e, look, hover, color);
    }
    g.setGlobalAlpha(1);
  }

  /** Ends where its arrow begins. */
  static EdgePath shortened(EdgePath path) {
    return path.shortened(6);
  }

  static void arrow(GraphicsContext g, Point tip, Color color) {
    g.setFill(color);
    g.fillPolygon(
        new double[] {tip.x(), tip.x() - 8, tip.x() - 8},
        new double[] {tip.y(), tip.y() - 3.8, tip.y() + 3.8},
        3);
  }

  // Bends show themselves where somebody might want to take hold of them.
  private static void bends(
      GraphicsContext g, Picture p, EdgeShape e, EdgeLook look, boolean hover, Color color) {
    if (!hover && !look.selected()) {
      return;
    }
    g.setLineWidth(1.5);
    g.setStroke(color);
    g.setFill(p.palette().get("surface-2"));
    for (Point b : e.path().bends()) {
      g.fillOval(b.x() - 3.5, b.y() - 3.5, 7, 7);
      g.strokeOval(b.x() - 3.5, b.y() - 3.5, 7, 7);
    }
  }

  /** Breakpoints keep their size on screen below full detail. */
  void dots(GraphicsContext g, Picture p, double zoom, List<EdgeShape> edges) {
    for (EdgeShape e : edges) {
      EdgeShape.Dot dot = p.looks().edge(e).breakpoint();
      if (dot.isThere() && !p.hidden().contains(e.id())) {
        dot(g, p.palette(), e.middle(), dot, Detail.at(zoom) == Detail.FULL ? 1 : 0.7 / zoom);
      }
    }
  }

  static void dot(GraphicsContext g, Palette c, Point at, EdgeShape.Dot dot, double scale) {
    double r = 5.5 * scale;
    g.setFill(dot.isOff() ? c.get("canvas") : c.get("error"));
    g.setStroke(c.get("error"));
    g.setLineWidth(2 * scale);
    g.setLineDashes();
    g.fillOval(at.x() - r, at.y() - r, 2 * r, 2 * r);
    g.strokeOval(at.x() - r, at.y() - r, 2 * r, 2 * r);
    if (!dot.mark().isEmpty() && scale == 1) {
      g.setFill(c.onTag());
      g.setFont(dot.mark().length() > 1 ? SMALL_MARK : MARK);
      g.setTextAlign(TextAlignment.CENTER);
      g.setTextBaseline(VPos.CENTER);
      g.fillText(dot.mark(), at.x(), at.y() + 0.5);
    }
  }

  /** One that is off, under the pointer: dashed, since a click takes it away. */
  static void removal(GraphicsContext g, Palette c, EdgeShape e) {
    Point at = e.middle();
    double r = 5.5;
    g.setFill(c.get("canvas"));
    g.setStroke(c.get("error"));
    g.setLineWidth(2);
    g.fillOval(at.x() - r - 1, at.y() - r - 1, 2 * r + 2, 2 * r + 2);
    g.setLineDashes(2.6, 3.16);
    g.strokeOval(at.x() - r, at.y() - r, 2 * r, 2 * r);
    g.setLineDashes();
  }

  /** An empty place that invites: a click here sets a breakpoint. */
  static void invitation(GraphicsContext g, Palette c, EdgeShape e) {
    Point at = e.middle();
    double r = 5.5;
    g.setStroke(c.get("error", 0.7));
    g.setLineWidth(1.25);
    g.setFill(c.get("canvas"));
    g.fillOval(at.x() - r, at.y() - r, 2 * r, 2 * r);
    g.strokeOval(at.x() - r, at.y() - r, 2 * r, 2 * r);
  }

  static void stroke(GraphicsContext g, EdgePath path, Color color, double width) {
    g.setStroke(color);
    g.setLineWidth(width);
    g.beginPath();
    trace(g, path);
    g.stroke();
  }

  private static void trace(GraphicsContext g, EdgePath path) {
    Point from = path.from();
    g.moveTo(from.x(), from.y());
    for (Curve k : path.pieces()) {
      if (k.isLine()) {
        g.lineTo(k.to().x(), k.to().y());
      } else {
        g.bezierCurveTo(k.c1().x(), k.c1().y(), k.c2().x(), k.c2().y(), k.to().x(), k.to().y());
      }
    }
  }
}
