package dev.eddy.designer.canvas;

import dev.eddy.designer.control.Icons;
import dev.eddy.designer.theme.Fonts;
import dev.eddy.model.edit.Differences;
import dev.eddy.model.operator.Family;
import dev.eddy.model.problem.Severity;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Paints nodes in the three levels of detail. FX thread only. */
final class NodePainter {
  private static final double LONGEST_TAG = CanvasPainter.OVERHANG - 60;
  private static final double FADED = 0.45;
  private static final double DISABLED = 0.55;
  private static final Font NAME = Font.font(Fonts.SEMI_BOLD, 13);
  private static final Font NODE_DATA = Font.font(Fonts.MONO, 11);
  private static final Font TAG = Font.font(Fonts.SEMI_BOLD, 11);

  private final TextWidths names = new TextWidths(NAME);
  private final TextWidths tags = new TextWidths(TAG);
  private final TextWidths data = new TextWidths(NODE_DATA);
  private Font stripFont = NAME;
  private double stripZoom;

  double nameWidth(String name) {
    return names.of(name);
  }

  void paint(GraphicsContext g, Picture p, double zoom, List<NodeShape> nodes) {
    if (Detail.at(zoom) == Detail.BLOCKS) {
      blocks(g, p, zoom, nodes);
      return;
    }
    for (NodeShape n : nodes) {
      if (!p.hidden().contains(n.id())) {
        one(g, p, zoom, n, false);
      }
    }
  }

  /** One node at its level of detail. */
  void one(GraphicsContext g, Picture p, double zoom, NodeShape n, boolean hover) {
    switch (Detail.at(zoom)) {
      case FULL -> full(g, p, n, hover);
      case STRIPS -> strip(g, p, zoom, n, hover);
      case BLOCKS -> blocks(g, p, zoom, List.of(n));
    }
  }

  private void full(GraphicsContext g, Picture p, NodeShape n, boolean hover) {
    Palette c = p.palette();
    NodeLook look = p.looks().node(n);
    Box b = n.box();
    double x = b.x();
    double y = b.y();
    halo(g, c, b, look, 4);
    g.setFill(c.get(look.paused() ? "paused-bg" : "surface-2"));
    g.fillRoundRect(x, y, b.width(), b.height(), 16, 16);
    double faded = look.bypassed() ? DISABLED : look.faded() ? FADED : 1;
    g.setGlobalAlpha(faded);
    familyStrip(g, c.family(n.family()), b);
    g.setGlobalAlpha(1);
    border(g, c, b, look, hover, 1);
    g.setGlobalAlpha(faded);

    Icons.paint(g, n.icon(), x + 13, y + 8, 16, c.family(n.family()));
    int badges = badges(g, c, b, look);
    double nameRoom = b.width() - NodeGeometry.NAME_X - 10 - 20 * badges;
    g.setFont(NAME);
    g.setFill(c.get("text"));
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(names.cut(n.name(), nameRoom), x + NodeGeometry.NAME_X, y + 16.5);

    g.setFont(NODE_DATA);
    g.setFill(c.get(look.problem() == Severity.ERROR ? "error" : "text-2"));
    g.fillText(data.cut(look.line(), b.width() - 28), x + 14, y + 40);

    g.setStroke(c.get("border"));
    g.setLineWidth(1);
    g.setLineDashes();
    g.strokeLine(x + 14, y + 53.5, x + b.width() - 10, y + 53.5);
    numbers(g, c, b, look);
    g.setGlobalAlpha(1);
    for (PortShape port : CanvasScene.ports(n)) {
      port(g, p, port, hover, faded);
    }
    tag(g, c, b, look);
    if (look.stop().isThere()) {
      EdgePainter.dot(g, c, new Point(b.x(), b.y()), look.stop(), 1);
    }
  }

  private void numbers(GraphicsContext g, Palette c, Box b, NodeLook n) {
    double x = b.x() + 14;
    double y = b.y() + 66.5;
    g.setFont(NODE_DATA);
    g.setTextBaseline(VPos.CENTER);
    if (n.running() && !n.bypassed()) {
      g.setFill(c.get("ok"));
      g.fillOval(x, y - 3.5, 7, 7);
      x += 13;
    } else if (n.finished()) {
      Icons.paint(g, "check", x - 1, y - 6, 12, c.get("ok"));
      x += 14;
    }
    g.setTextAlign(TextAlignment.LEFT);
    Color text =
        n.changed()
            ? c.get("text-3")
            : n.past() ? c.get("past") : c.get(n.paused() ? "text" : "text-2");
    double rightWidth = n.right().isEmpty() ? 0 : data.of(n.right()) + (n.rightIsTime() ? 14 : 0);
    double room = b.right() - 10 - x - rightWidth - 6;
    g.setFill(text);
    g.fillText(data.of(n.numbers()) <= room ? n.numbers() : data.cut(n.shortNumbers(), room), x, y);
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

  /** From the right: problem, changed, pinned, bypassed. Gives how many there are. */
  private static int badges(GraphicsContext g, Palette c, Box b, NodeLook look) {
    double x = b.right() - 24;
    double y = b.y() + 9;
    int count = 0;
    if (look.problem() != null) {
      Icons.paint(g, problemIcon(look.problem()), x, y, 14, c.get(problemToken(look.problem())));
      count++;
    }
    if (look.changed()) {
      Icons.paint(g, "edit-2", x - 20 * count + 1, y + 1, 12, c.get("text-2"));
      count++;
    }
    if (look.pinned()) {
      Icons.paint(g, "paperclip", x - 20 * count, y, 14, c.get("accent"));
      count++;
    }
    if (look.bypassed()) {
      Icons.paint(g, "slash", x - 20 * count, y, 14, c.get("text-2"));
      count++;
    }
    return count;
  }

  private static String problemIcon(Severity s) {
    return s == Severity.ERROR
        ? "alert-octagon"
        : s == Severity.WARNING ? "alert-triangle" : "info";
  }

  private static String problemToken(Severity s) {
    return s == Severity.ERROR ? "error" : s == Severity.WARNING ? "warn" : "accent";
  }

  // The part of the rounded node that is 5 wide; the curve is that of its corners.
  private static void familyStrip(GraphicsContext g, Color color, Box b) {
    double x = b.x();
    double y = b.y();
    double bottom = b.bottom();
    g.setFill(color);
    g.beginPath();
    g.moveTo(x + 5, y + 0.58);
    g.quadraticCurveTo(x, y + 2.6, x, y + 8);
    g.lineTo(x, bottom - 8);
    g.quadraticCurveTo(x, bottom - 2.6, x + 5, bottom - 0.58);
    g.closePath();
    g.fill();
  }

  private static void halo(GraphicsContext g, Palette c, Box box, NodeLook n, double size) {
    if (!n.selected() && !n.paused() && !n.onPath()) {
      return;
    }
    Box b = box.grow(size);
    g.setFill(
        c.get(
            n.selected() ? "accent" : n.paused() ? "paused" : "past",
            n.selected() || n.onPath() ? 0.22 : 0.3));
    g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 16 + 2 * size, 16 + 2 * size);
  }

  // Order when several hold: paused, error, selected, path, version, past.
  private static void border(
      GraphicsContext g, Palette c, Box b, NodeLook n, boolean hover, double scale) {
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
    } else if (n.onPath()) {
      color = c.get("past");
      width = 2;
    } else if (n.version() != null) {
      color = c.get(n.version() == Differences.Kind.ADDED ? "accent" : "text-2");
      width = 2;
    } else if (n.past()) {
      color = c.get("past");
    } else if (hover) {
      color = c.get("text-3");
    }
    g.setStroke(color);
    g.setLineWidth(width * scale);
    if (n.bypassed() || n.version() == Differences.Kind.ADDED && width == 2) {
      g.setLineDashes(4 * scale, 3 * scale);
    } else {
      g.setLineDashes();
    }
    double in = width == 1 ? 0.5 : 0;
    g.strokeRoundRect(
        b.x() + in, b.y() + in, b.width() - 2 * in, b.height() - 2 * in, 16 - in, 16 - in);
    g.setLineDashes();
  }

  private static void port(
      GraphicsContext g, Picture p, PortShape port, boolean hover, double opacity) {
    Palette c = p.palette();
    boolean fits = p.fitting() != null && p.fitting().contains(port.ref());
    double r = NodeGeometry.PORT / 2 + (hover || fits ? 1.5 : 0);
    Color edge = fits ? c.get("accent") : c.get("border-strong");
    g.setGlobalAlpha(fits ? 1 : p.rest() * opacity);
    g.setLineDashes();
    g.setLineWidth(fits ? 2.5 : 2);
    g.setStroke(edge);
    g.setFill(port.connected() && !fits ? edge : c.get("surface-2"));
    double x = port.at().x();
    double y = port.at().y();
    if (port.kind() == PortShape.Kind.DIAMOND) {
      double[] xs = {x - r - 0.5, x, x + r + 0.5, x};
      double[] ys = {y, y - r - 0.5, y, y + r + 0.5};
      g.fillPolygon(xs, ys, 4);
      g.strokePolygon(xs, ys, 4);
    } else if (p.looks().isTable(port, p.scene())) {
      double i = r - 1.5;
      g.fillRect(x - i, y - i, 2 * i, 2 * i);
      g.strokeRect(x - i, y - i, 2 * i, 2 * i);
    } else {
      double i = r - 1;
      g.fillOval(x - i, y - i, 2 * i, 2 * i);
      g.strokeOval(x - i, y - i, 2 * i, 2 * i);
    }
    if (fits) {
      g.setStroke(c.get("accent", 0.3));
      g.setLineWidth(3);
      g.strokeOval(x - r - 3, y - r - 3, 2 * r + 6, 2 * r + 6);
    }
    g.setGlobalAlpha(1);
  }

  /** A port under the pointer: larger, ringed in the accent. */
  static void hoverPort(GraphicsContext g, Palette c, PortShape port) {
    double r = NodeGeometry.PORT / 2 + 1.5;
    g.setStroke(c.get("accent"));
    g.setLineWidth(2.5);
    g.setLineDashes();
    g.setFill(c.get("surface-2"));
    g.fillOval(port.at().x() - r, port.at().y() - r, 2 * r, 2 * r);
    g.strokeOval(port.at().x() - r, port.at().y() - r, 2 * r, 2 * r);
  }

  private void tag(GraphicsContext g, Palette c, Box b, NodeLook n) {
    boolean version = n.tag().isEmpty() && n.version() != null;
    String words = tags.cut(version ? n.versionWords() : n.tag(), LONGEST_TAG);
    if (words.isEmpty()) {
      return;
    }
    boolean fresh = n.version() == Differences.Kind.ADDED;
    int icon = n.paused() || version && !fresh ? 14 : 0;
    double w = tags.of(words) + 16 + icon;
    double x = b.x() + 10;
    double y = b.y() - 22;
    g.setFill(c.get(version ? fresh ? "accent" : "text-2" : n.paused() ? "paused" : "past"));
    g.fillRoundRect(x, y, w, 18, 8, 8);
    g.setFill(c.onTag());
    if (version && !fresh) {
      Icons.paint(g, "edit-2", x + 6, y + 3.5, 11, c.onTag());
    }
    if (n.paused()) {
      g.fillRect(x + 8, y + 5, 2.5, 8);
      g.fillRect(x + 13, y + 5, 2.5, 8);
    }
    g.setFont(TAG);
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(words, x + 8 + icon, y + 9.5);
  }

  private void strip(GraphicsContext g, Picture p, double z, NodeShape n, boolean hover) {
    Palette c = p.palette();
    NodeLook look = p.looks().node(n);
    Box b = n.box();
    halo(g, c, b, look, 4 / z);
    g.setFill(c.get(look.paused() ? "paused-bg" : "surface-2"));
    g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 12, 12);
    g.setGlobalAlpha(look.bypassed() ? DISABLED : 1);
    g.setFill(c.family(n.family()));
    g.fillRect(b.x(), b.y(), 5 / z, b.height());
    border(g, c, b, look, hover, 1 / z);
    if (z != stripZoom) {
      stripZoom = z;
      stripFont = Font.font(Fonts.SEMI_BOLD, 11 / z);
    }
    g.setFont(stripFont);
    g.setFill(c.get("text"));
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    double room = (b.width() - 14 / z) * 13 * z / 11;
    g.fillText(names.cut(n.name(), room), b.x() + 10 / z, b.y() + b.height() / 2);
    g.setGlobalAlpha(1);
    mark(g, c, z, n, look);
  }

  /** Family by family, so that the colour changes six times and not with every block. */
  private static void blocks(GraphicsContext g, Picture p, double z, List<NodeShape> nodes) {
    Palette c = p.palette();
    boolean round = NodeGeometry.HEIGHT * z > 8;
    for (NodeShape n : nodes) {
      NodeLook look = p.looks().node(n);
      if (!p.hidden().contains(n.id())) {
        halo(g, c, n.box(), look, 3 / z);
      }
    }
    for (Family f : Family.values()) {
      g.setFill(c.family(f));
      for (NodeShape n : nodes) {
        if (n.family() == f && !p.hidden().contains(n.id())) {
          block(g, p.looks().node(n).bypassed(), n.box(), z, round);
        }
      }
    }
    for (NodeShape n : nodes) {
      NodeLook look = p.looks().node(n);
      if (!p.hidden().contains(n.id())) {
        if (look.paused()) {
          g.setFill(c.get("paused"));
          block(g, false, n.box(), z, round);
        }
        mark(g, c, z, n, look);
      }
    }
  }

  private static void block(GraphicsContext g, boolean faded, Box b, double z, boolean round) {
    if (faded) {
      g.setGlobalAlpha(DISABLED);
    }
    if (round) {
      g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 6 / z, 6 / z);
    } else {
      g.fillRect(b.x(), b.y(), b.width(), b.height());
    }
    g.setGlobalAlpha(1);
  }

  // The one most important mark keeps its size on screen.
  private static void mark(GraphicsContext g, Palette c, double zoom, NodeShape n, NodeLook look) {
    Severity s = look.problem();
    if (s == null || s == Severity.INFO) {
      return;
    }
    double size = 14 / zoom;
    double x = n.box().right() - size / 2;
    double y = n.box().y() - size / 2;
    g.setFill(c.get("canvas"));
    g.fillOval(x, y, size, size);
    Icons.paint(g, problemIcon(s), x, y, size, c.get(problemToken(s)));
  }

  /** An operator that is not there yet. */
  void ghost(GraphicsContext g, Palette c, Point at, String title, String icon, Family family) {
    double w = NodeGeometry.width(names.of(title));
    g.setGlobalAlpha(0.85);
    g.setFill(c.get("surface-2"));
    g.fillRoundRect(at.x(), at.y(), w, NodeGeometry.HEIGHT, 16, 16);
    g.setStroke(c.get("accent"));
    g.setLineWidth(1.5);
    g.setLineDashes(5, 4);
    g.strokeRoundRect(at.x(), at.y(), w, NodeGeometry.HEIGHT, 16, 16);
    g.setLineDashes();
    Icons.paint(g, icon, at.x() + 13, at.y() + 8, 16, c.family(family));
    g.setFont(NAME);
    g.setFill(c.get("text"));
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(
        names.cut(title, w - NodeGeometry.NAME_X - 10),
        at.x() + NodeGeometry.NAME_X,
        at.y() + 16.5);
    g.setGlobalAlpha(1);
  }
}
