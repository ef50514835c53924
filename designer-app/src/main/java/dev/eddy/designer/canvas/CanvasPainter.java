package dev.eddy.designer.canvas;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.text.Texts;
import dev.eddy.designer.theme.Fonts;
import dev.eddy.model.problem.Severity;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import javafx.scene.transform.Affine;
import org.jspecify.annotations.Nullable;

/**
 * Paints a scene. From 60 % zoom everything, from 25 % strips and names, below that blocks in the
 * family's colour. FX thread only.
 */
final class CanvasPainter {
  private static final double FULL = 0.6;
  private static final double STRIP = 0.25;

  /** Advance of a character of the node font, Mono 11. */
  private static final double MONO_11 = 6.6;

  private static final Font NAME = Font.font(Fonts.SEMI_BOLD, 13);
  private static final Font NODE_DATA = Font.font(Fonts.MONO, 11);
  private static final Font TAG = Font.font(Fonts.SEMI_BOLD, 11);
  private static final Font LABEL = Font.font(Fonts.BODY, 10.5);
  private static final Font RATE = Font.font(Fonts.MONO, 10.5);

  private final TextWidths names = new TextWidths(NAME);
  private final TextWidths tags = new TextWidths(TAG);
  private final TextWidths labels = new TextWidths(LABEL);

  double nameWidth(String name) {
    return names.of(name);
  }

  /** What to paint. */
  record Frame(
      CanvasScene scene,
      Camera camera,
      double width,
      double height,
      Palette palette,
      Overlay overlay,
      boolean past,
      @Nullable String hoverNode,
      @Nullable String hoverEdge) {}

  void paint(GraphicsContext g, Frame f) {
    Palette c = f.palette;
    g.setTransform(new Affine());
    g.setGlobalAlpha(1);
    g.setFill(c.get(f.past ? "past-canvas" : "canvas"));
    g.fillRect(0, 0, f.width, f.height);
    grid(g, f);
    Camera m = f.camera;
    g.setTransform(m.zoom(), 0, 0, m.zoom(), -m.x() * m.zoom(), -m.y() * m.zoom());
    Box seen = m.seen(f.width, f.height).grow(40 / m.zoom());
    for (EdgeShape e : f.scene.edgesIn(seen)) {
      edge(g, f, e);
    }
    for (NodeShape n : f.scene.nodesIn(seen)) {
      if (m.zoom() >= FULL) {
        node(g, f, n);
      } else if (m.zoom() >= STRIP) {
        strip(g, f, n);
      } else {
        block(g, f, n);
      }
    }
    if (m.zoom() >= STRIP) {
      for (EdgeShape e : f.scene.edgesIn(seen)) {
        dot(g, f, e);
      }
    }
    overlay(g, f);
    g.setTransform(new Affine());
    if (f.past) {
      g.setStroke(c.get("past"));
      g.setLineWidth(3);
      g.setLineDashes();
      g.strokeRect(1.5, 1.5, f.width - 3, f.height - 3);
    }
  }

  private static void grid(GraphicsContext g, Frame f) {
    double step = NodeGeometry.GRID * f.camera.zoom();
    while (step < 10) {
      step *= 2;
    }
    g.setFill(f.past ? f.palette.get("past", 0.35) : f.palette.get("grid-dot"));
    double size = f.palette.mood() == dev.eddy.designer.theme.Mood.DARK ? 1 : 1.2;
    double x0 = -(f.camera.x() * f.camera.zoom()) % step;
    double y0 = -(f.camera.y() * f.camera.zoom()) % step;
    for (double x = x0 - step; x < f.width; x += step) {
      for (double y = y0 - step; y < f.height; y += step) {
        g.fillRect(Math.rint(x), Math.rint(y), size, size);
      }
    }
  }

  private void edge(GraphicsContext g, Frame f, EdgeShape e) {
    Palette c = f.palette;
    double zoom = f.camera.zoom();
    Overlay.Wire wire = f.overlay.wire();
    Color color =
        e.current()
            ? c.get("paused")
            : e.selected()
                ? c.get("accent")
                : e.past()
                    ? c.get("past")
                    : e.id().equals(f.hoverEdge) ? c.get("text-3") : c.get("border-strong");
    double width = e.selected() ? 2.5 : e.rate() >= 10_000 ? 3.5 : e.rate() >= 100 ? 2.5 : 1.75;
    if (zoom < STRIP) {
      width = 1.25 / zoom;
    }
    g.setGlobalAlpha(wire != null ? 0.45 : 1);
    g.setLineDashes();
    g.setLineCap(StrokeLineCap.BUTT);
    Curve k = e.curve();
    Point tip = k.to();
    Curve line = Curve.between(k.from(), tip.plus(-6, 0));
    if (e.selected()) {
      stroke(g, line, c.get("accent", 0.22), 9);
    }
    if (e.updating() && zoom >= STRIP) {
      stroke(g, line, color, width + 3);
      stroke(g, line, c.get(f.past ? "past-canvas" : "canvas"), width + 0.2);
    } else {
      stroke(g, line, color, width);
    }
    if (zoom >= STRIP) {
      g.setFill(color);
      g.fillPolygon(
          new double[] {tip.x(), tip.x() - 8, tip.x() - 8},
          new double[] {tip.y(), tip.y() - 3.8, tip.y() + 3.8},
          3);
    }
    if (zoom >= FULL && !e.label().isEmpty()) {
      // Below the line where it is level, so that the label does not break it.
      Point p = k.at(0.12).plus(0, e.updating() ? 4 : 1);
      g.setFont(LABEL);
      double w = labels.of(e.label());
      g.setFill(c.get(f.past ? "past-canvas" : "canvas"));
      g.fillRect(p.x() + 3, p.y(), w + 4, 12);
      g.setFill(c.get("text-2"));
      g.setTextAlign(TextAlignment.LEFT);
      g.setTextBaseline(VPos.CENTER);
      g.fillText(e.label(), p.x() + 5, p.y() + 6.5);
    }
    if (zoom >= 0.8 && e.rate() > 0 && k.to().x() - k.from().x() > 28) {
      Point p = k.at(0.5);
      g.setFont(RATE);
      g.setFill(c.get("text-2"));
      g.setTextAlign(TextAlignment.CENTER);
      g.setTextBaseline(VPos.BOTTOM);
      g.fillText(Texts.compact(e.rate()) + "/s", p.x(), p.y() - 5);
    }
    g.setGlobalAlpha(1);
  }

  private void dot(GraphicsContext g, Frame f, EdgeShape e) {
    Palette c = f.palette;
    double s = 1 / Math.max(FULL, f.camera.zoom()) * Math.max(FULL, f.camera.zoom());
    Point p = e.curve().at(0.5);
    double r = 5.5 * s;
    if (e.breakpoint() == EdgeShape.Dot.NONE) {
      if (e.id().equals(f.hoverEdge) && f.camera.zoom() >= FULL) {
        // An empty place that invites: a click here sets a breakpoint.
        g.setStroke(c.get("error", 0.7));
        g.setLineWidth(1.25);
        g.setFill(c.get("canvas"));
        g.fillOval(p.x() - r, p.y() - r, 2 * r, 2 * r);
        g.strokeOval(p.x() - r, p.y() - r, 2 * r, 2 * r);
      }
      return;
    }
    boolean off = e.breakpoint() == EdgeShape.Dot.OFF;
    g.setFill(off ? c.get("canvas") : c.get("error"));
    g.setStroke(c.get("error"));
    g.setLineWidth(2);
    g.fillOval(p.x() - r, p.y() - r, 2 * r, 2 * r);
    g.strokeOval(p.x() - r, p.y() - r, 2 * r, 2 * r);
    if (e.breakpoint() == EdgeShape.Dot.CONDITION) {
      g.setFill(c.onTag());
      g.setFont(Font.font(Fonts.SEMI_BOLD, 9));
      g.setTextAlign(TextAlignment.CENTER);
      g.setTextBaseline(VPos.CENTER);
      g.fillText("?", p.x(), p.y() + 0.5);
    }
  }

  private static void stroke(GraphicsContext g, Curve k, Color color, double width) {
    g.setStroke(color);
    g.setLineWidth(width);
    g.beginPath();
    g.moveTo(k.from().x(), k.from().y());
    g.bezierCurveTo(k.c1().x(), k.c1().y(), k.c2().x(), k.c2().y(), k.to().x(), k.to().y());
    g.stroke();
  }

  private void node(GraphicsContext g, Frame f, NodeShape n) {
    Palette c = f.palette;
    Box b = n.box();
    double x = b.x();
    double y = b.y();
    halo(g, f, n, 4);
    g.setFill(c.get(n.paused() ? "paused-bg" : "surface-2"));
    g.fillRoundRect(x, y, b.width(), b.height(), 16, 16);
    familyStrip(g, c, n);
    border(g, f, n, 1);

    Icons.paint(g, n.icon(), x + 13, y + 8, 16, c.family(n.family()));
    double nameRoom = b.width() - NodeGeometry.NAME_X - 10 - (badge(n) ? 20 : 0);
    g.setFont(NAME);
    g.setFill(c.get("text"));
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(names.cut(n.name(), nameRoom), x + NodeGeometry.NAME_X, y + 16.5);
    badges(g, c, n);

    boolean error = n.problem() == Severity.ERROR;
    g.setFont(NODE_DATA);
    g.setFill(c.get(error ? "error" : "text-2"));
    int room = (int) ((b.width() - 28) / MONO_11);
    g.fillText(cut(n.line(), room), x + 14, y + 40);

    g.setStroke(c.get("border"));
    g.setLineWidth(1);
    g.setLineDashes();
    g.strokeLine(x + 14, y + 53.5, x + b.width() - 10, y + 53.5);
    numbers(g, f, n);
    for (PortShape p : CanvasScene.ports(n)) {
      port(g, f, p, n.id().equals(f.hoverNode));
    }
    tag(g, f, n);
  }

  private void numbers(GraphicsContext g, Frame f, NodeShape n) {
    Palette c = f.palette;
    Box b = n.box();
    double x = b.x() + 14;
    double y = b.y() + 66.5;
    g.setFont(NODE_DATA);
    g.setTextBaseline(VPos.CENTER);
    if (n.running()) {
      g.setFill(c.get("ok"));
      g.fillOval(x, y - 3.5, 7, 7);
      x += 13;
    }
    g.setTextAlign(TextAlignment.LEFT);
    Color text =
        n.changed()
            ? c.get("text-3")
            : n.past() ? c.get("past") : c.get(n.paused() ? "text" : "text-2");
    double rightWidth =
        n.right().isEmpty() ? 0 : n.right().length() * MONO_11 + (n.rightIsTime() ? 14 : 0);
    int room = (int) ((b.right() - 10 - x - rightWidth - 6) / MONO_11);
    g.setFill(text);
    g.fillText(n.numbers().length() <= room ? n.numbers() : cut(n.shortNumbers(), room), x, y);
    if (!n.right().isEmpty()) {
      g.setTextAlign(TextAlignment.RIGHT);
      g.setFont(NODE_DATA);
      g.setFill(n.rightIsTime() ? c.get("watermark") : text);
      g.fillText(n.right(), b.right() - 10, y);
      if (n.rightIsTime()) {
        Icons.paint(g, "droplet", b.right() - 10 - rightWidth - 1, y - 6, 12, c.get("watermark"));
      }
    }
  }

  private static boolean badge(NodeShape n) {
    return n.problem() != null || n.changed();
  }

  private static void badges(GraphicsContext g, Palette c, NodeShape n) {
    double x = n.box().right() - 24;
    double y = n.box().y() + 9;
    if (n.problem() != null) {
      String icon =
          n.problem() == Severity.ERROR
              ? "alert-octagon"
              : n.problem() == Severity.WARNING ? "alert-triangle" : "info";
      String token =
          n.problem() == Severity.ERROR
              ? "error"
              : n.problem() == Severity.WARNING ? "warn" : "accent";
      Icons.paint(g, icon, x, y, 14, c.get(token));
    } else if (n.changed()) {
      Icons.paint(g, "edit-2", x + 1, y + 1, 12, c.get("text-2"));
    }
  }

  private static void familyStrip(GraphicsContext g, Palette c, NodeShape n) {
    Box b = n.box();
    g.save();
    g.beginPath();
    g.rect(b.x(), b.y(), 5, b.height());
    g.clip();
    g.setFill(c.family(n.family()));
    g.fillRoundRect(b.x(), b.y(), 24, b.height(), 16, 16);
    g.restore();
  }

  private static void halo(GraphicsContext g, Frame f, NodeShape n, double size) {
    if (!n.selected() && !n.paused()) {
      return;
    }
    Box b = n.box().grow(size);
    g.setFill(f.palette.get(n.selected() ? "accent" : "paused", n.selected() ? 0.22 : 0.3));
    g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 16 + 2 * size, 16 + 2 * size);
  }

  // Order when several hold: paused, error, selected, past.
  private static void border(GraphicsContext g, Frame f, NodeShape n, double scale) {
    Palette c = f.palette;
    Color color = c.nodeBorder();
    double width = 1;
    if (n.paused()) {
      color = c.get("paused");
      width = 2;
    } else if (n.problem() == Severity.ERROR) {
      color = c.get("error");
      width = 2;
    } else if (n.selected()) {
      color = c.get("accent");
      width = 2;
    } else if (n.past()) {
      color = c.get("past");
    } else if (n.id().equals(f.hoverNode)) {
      color = c.get("text-3");
    }
    Box b = n.box();
    g.setStroke(color);
    g.setLineWidth(width * scale);
    g.setLineDashes();
    double in = width == 1 ? 0.5 : 0;
    g.strokeRoundRect(
        b.x() + in, b.y() + in, b.width() - 2 * in, b.height() - 2 * in, 16 - in, 16 - in);
  }

  private static void port(GraphicsContext g, Frame f, PortShape p, boolean hover) {
    Palette c = f.palette;
    Overlay.Wire wire = f.overlay.wire();
    boolean fits = wire != null && wire.fitting().contains(p.ref());
    double r = NodeGeometry.PORT / 2 + (hover || fits ? 1.5 : 0);
    Color edge = fits ? c.get("accent") : c.get("border-strong");
    g.setGlobalAlpha(wire == null || fits || wire.from().equals(p.at()) ? 1 : 0.45);
    g.setLineDashes();
    g.setLineWidth(fits ? 2.5 : 2);
    g.setStroke(edge);
    g.setFill(p.connected() && !fits ? edge : c.get("surface-2"));
    double x = p.at().x();
    double y = p.at().y();
    if (p.kind() == PortShape.Kind.DIAMOND) {
      double[] xs = {x - r - 0.5, x, x + r + 0.5, x};
      double[] ys = {y, y - r - 0.5, y, y + r + 0.5};
      g.fillPolygon(xs, ys, 4);
      g.strokePolygon(xs, ys, 4);
    } else {
      double i = r - 1;
      g.fillOval(x - i, y - i, 2 * i, 2 * i);
      g.strokeOval(x - i, y - i, 2 * i, 2 * i);
    }
    g.setGlobalAlpha(1);
  }

  private void tag(GraphicsContext g, Frame f, NodeShape n) {
    if (n.tag().isEmpty()) {
      return;
    }
    Palette c = f.palette;
    double w = tags.of(n.tag()) + 30;
    double x = n.box().x() + 10;
    double y = n.box().y() - 22;
    g.setFill(c.get("paused"));
    g.fillRoundRect(x, y, w, 18, 8, 8);
    g.setFill(c.onTag());
    g.fillRect(x + 8, y + 5, 2.5, 8);
    g.fillRect(x + 13, y + 5, 2.5, 8);
    g.setFont(TAG);
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(n.tag(), x + 22, y + 9.5);
  }

  private void strip(GraphicsContext g, Frame f, NodeShape n) {
    Palette c = f.palette;
    double z = f.camera.zoom();
    Box b = n.box();
    halo(g, f, n, 4 / z);
    g.setFill(c.get(n.paused() ? "paused-bg" : "surface-2"));
    g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 12, 12);
    g.setFill(c.family(n.family()));
    g.fillRect(b.x(), b.y(), 5 / z, b.height());
    border(g, f, n, 1 / z);
    Font font = Font.font(Fonts.SEMI_BOLD, 11 / z);
    g.setFont(font);
    g.setFill(c.get("text"));
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    double room = (b.width() - 14 / z) * 13 * z / 11;
    g.fillText(names.cut(n.name(), room), b.x() + 10 / z, b.y() + b.height() / 2);
    mark(g, f, n);
  }

  private void block(GraphicsContext g, Frame f, NodeShape n) {
    Palette c = f.palette;
    double z = f.camera.zoom();
    Box b = n.box();
    halo(g, f, n, 3 / z);
    g.setFill(n.paused() ? c.get("paused") : c.family(n.family()));
    g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 6 / z, 6 / z);
    mark(g, f, n);
  }

  // The one most important mark keeps its size on screen.
  private static void mark(GraphicsContext g, Frame f, NodeShape n) {
    if (n.problem() == null) {
      return;
    }
    double s = 14 / f.camera.zoom();
    boolean error = n.problem() == Severity.ERROR;
    Icons.paint(
        g,
        error ? "alert-octagon" : "alert-triangle",
        n.box().right() - s / 2,
        n.box().y() - s / 2,
        s,
        f.palette.get(error ? "error" : "warn"));
  }

  private void overlay(GraphicsContext g, Frame f) {
    Palette c = f.palette;
    double z = f.camera.zoom();
    if (f.overlay instanceof Overlay.Band band) {
      Box b = band.box();
      g.setFill(c.get("accent", 0.12));
      g.fillRect(b.x(), b.y(), b.width(), b.height());
      g.setStroke(c.get("accent"));
      g.setLineWidth(1 / z);
      g.setLineDashes();
      g.strokeRect(b.x(), b.y(), b.width(), b.height());
    } else if (f.overlay instanceof Overlay.Wire w) {
      wire(g, c, w.from(), w.to(), w.fromOutput(), w.reason());
    } else if (f.overlay instanceof Overlay.Dropped w) {
      wire(g, c, w.from(), w.to(), w.fromOutput(), "");
    } else if (f.overlay instanceof Overlay.Ghost o) {
      ghost(g, c, o);
    }
  }

  private void wire(
      GraphicsContext g, Palette c, Point from, Point to, boolean fromOutput, String reason) {
    Curve k = fromOutput ? Curve.between(from, to) : Curve.between(to, from);
    Color color = c.get(reason.isEmpty() ? "accent" : "error");
    g.setLineDashes(6, 4);
    stroke(g, k, color, 2);
    g.setLineDashes();
    g.setFill(color);
    g.fillOval(to.x() - 4.5, to.y() - 4.5, 9, 9);
    if (!reason.isEmpty()) {
      Point m = k.at(0.5);
      g.fillOval(m.x() - 8, m.y() - 8, 16, 16);
      g.setStroke(c.onTag());
      g.setLineWidth(2);
      g.strokeLine(m.x() - 3, m.y() - 3, m.x() + 3, m.y() + 3);
      g.strokeLine(m.x() + 3, m.y() - 3, m.x() - 3, m.y() + 3);
      double w = labels.of(reason) + 20;
      g.setFill(c.get("error-bg"));
      g.fillRoundRect(to.x() + 14, to.y() + 10, w, 24, 8, 8);
      g.setStroke(color);
      g.setLineWidth(1);
      g.strokeRoundRect(to.x() + 14, to.y() + 10, w, 24, 8, 8);
      g.setFill(c.get("error"));
      g.setFont(LABEL);
      g.setTextAlign(TextAlignment.LEFT);
      g.setTextBaseline(VPos.CENTER);
      g.fillText(reason, to.x() + 24, to.y() + 22.5);
    }
  }

  private void ghost(GraphicsContext g, Palette c, Overlay.Ghost o) {
    double w = NodeGeometry.width(names.of(o.title()));
    double x = o.at().x();
    double y = o.at().y();
    g.setGlobalAlpha(0.85);
    g.setFill(c.get("surface-2"));
    g.fillRoundRect(x, y, w, NodeGeometry.HEIGHT, 16, 16);
    g.setStroke(c.get("accent"));
    g.setLineWidth(1.5);
    g.setLineDashes(5, 4);
    g.strokeRoundRect(x, y, w, NodeGeometry.HEIGHT, 16, 16);
    g.setLineDashes();
    Icons.paint(g, o.icon(), x + 13, y + 8, 16, c.family(o.family()));
    g.setFont(NAME);
    g.setFill(c.get("text"));
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(o.title(), x + NodeGeometry.NAME_X, y + 16.5);
    g.setGlobalAlpha(1);
  }

  private static String cut(String text, int characters) {
    return text.length() <= characters
        ? text
        : characters <= 1 ? "" : text.substring(0, characters - 1).stripTrailing() + "…";
  }

  /** All nodes as blocks, for the minimap. The camera's zoom may be below the least. */
  void map(GraphicsContext g, CanvasScene scene, Camera camera, Palette c) {
    for (NodeShape n : scene.nodes().values()) {
      Point p = camera.toScreen(n.box().x(), n.box().y());
      g.setFill(n.paused() ? c.get("paused") : c.family(n.family()));
      g.fillRoundRect(
          p.x(),
          p.y(),
          Math.max(3, n.box().width() * camera.zoom()),
          Math.max(3, n.box().height() * camera.zoom()),
          3,
          3);
    }
  }
}
