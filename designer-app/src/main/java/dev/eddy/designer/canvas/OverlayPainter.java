package dev.eddy.designer.canvas;

import dev.eddy.designer.theme.Fonts;
import dev.eddy.model.graph.Layout;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Paints what lies over the picture: what a gesture moves, and what the pointer is over. */
final class OverlayPainter {
  private static final Font WORDS = Font.font(Fonts.BODY, 11);

  private final CanvasPainter painter;
  private final TextWidths words = new TextWidths(WORDS);

  OverlayPainter(CanvasPainter painter) {
    this.painter = painter;
  }

  /**
   * What is under the pointer; null for nothing.
   *
   * @param middle whether that is the dot of the edge, where a click sets a breakpoint
   */
  record Hover(
      @Nullable NodeShape node,
      @Nullable EdgeShape edge,
      @Nullable PortShape port,
      boolean middle) {
    static final Hover NOTHING = new Hover(null, null, null);

    Hover(@Nullable NodeShape node, @Nullable EdgeShape edge, @Nullable PortShape port) {
      this(node, edge, port, false);
    }

    boolean isEmpty() {
      return node == null && edge == null && port == null;
    }
  }

  /** What a gesture moves, in its own small scene. */
  void moved(GraphicsContext g, Picture p, Camera m) {
    double z = m.zoom();
    g.setTransform(z, 0, 0, z, -m.x() * z, -m.y() * z);
    CanvasScene s = p.scene();
    s.frames().values().forEach(f -> painter.decorations().frame(g, p, z, f));
    painter.edges().paint(g, p, z, CanvasPainter.visible(p, List.copyOf(s.edges().values())));
    s.notes().values().forEach(n -> painter.decorations().note(g, p, z, n));
    painter.nodes().paint(g, p, z, List.copyOf(s.nodes().values()));
    painter.edges().dots(g, p, z, List.copyOf(s.edges().values()));
  }

  void hover(GraphicsContext g, Picture p, Camera m, Hover h) {
    double z = m.zoom();
    g.setTransform(z, 0, 0, z, -m.x() * z, -m.y() * z);
    if (h.edge() != null && Detail.at(z) != Detail.BLOCKS) {
      painter.edges().edge(g, p, z, h.edge(), true);
      EdgeShape.Dot dot = p.looks().edge(h.edge()).breakpoint();
      if (!dot.isThere()) {
        EdgePainter.invitation(g, p.palette(), h.edge());
      } else if (dot.isOff() && h.middle() && Detail.at(z) == Detail.FULL) {
        EdgePainter.removal(g, p.palette(), h.edge());
      } else {
        painter.edges().dots(g, p, z, List.of(h.edge()));
      }
    }
    if (h.node() != null && Detail.at(z) != Detail.BLOCKS) {
      painter.nodes().one(g, p, z, h.node(), true);
    } else if (h.node() != null) {
      g.setStroke(p.palette().get("text"));
      g.setLineWidth(1.5 / z);
      g.setLineDashes();
      Box b = h.node().box();
      g.strokeRoundRect(b.x(), b.y(), b.width(), b.height(), 6 / z, 6 / z);
    }
    if (h.port() != null && Detail.at(z) == Detail.FULL) {
      NodePainter.hoverPort(g, p.palette(), h.port());
    }
  }

  void overlay(GraphicsContext g, Picture p, Camera m, Overlay o) {
    double z = m.zoom();
    Palette c = p.palette();
    g.setTransform(z, 0, 0, z, -m.x() * z, -m.y() * z);
    if (o instanceof Overlay.Band band) {
      band(g, c, z, band.box());
    } else if (o instanceof Overlay.Wire w) {
      wire(g, p, z, w.from(), w.to(), w.fromOutput(), w.reason());
    } else if (o instanceof Overlay.Wires w) {
      w.fixed().forEach(from -> wire(g, p, z, from, w.to(), w.fromOutput(), ""));
      if (!w.reason().isEmpty()) {
        reason(g, c, w.to(), w.reason());
      }
    } else if (o instanceof Overlay.Dropped w) {
      wire(g, p, z, w.from(), w.to(), w.fromOutput(), "");
    } else if (o instanceof Overlay.Ghost ghost) {
      if (ghost.into() != null) {
        glow(g, c, z, ghost.into());
      }
      painter.nodes().ghost(g, c, ghost.at(), ghost.title(), ghost.icon(), ghost.family());
    } else if (o instanceof Overlay.Splice s) {
      glow(g, c, z, s.edge());
    } else if (o instanceof Overlay.Copies copies) {
      copies
          .nodes()
          .forEach(
              n ->
                  painter
                      .nodes()
                      .ghost(
                          g,
                          c,
                          new Point(n.box().x(), n.box().y()),
                          n.name(),
                          n.icon(),
                          n.family()));
      copies.notes().forEach(n -> painter.decorations().note(g, p, z, n));
    } else if (o instanceof Overlay.Cut cut) {
      cut(g, c, z, cut);
    } else if (o instanceof Overlay.Reshaped r) {
      painter.edges().edge(g, p, z, r.edge(), true);
    }
  }

  private static void band(GraphicsContext g, Palette c, double z, Box b) {
    g.setFill(c.get("accent", 0.12));
    g.fillRect(b.x(), b.y(), b.width(), b.height());
    g.setStroke(c.get("accent"));
    g.setLineWidth(1 / z);
    g.setLineDashes();
    g.strokeRect(b.x(), b.y(), b.width(), b.height());
  }

  /** How much thicker a line has to be, so that it is seen where the canvas is far away. */
  private static double fromAfar(double zoom) {
    return 1 / Math.min(1, zoom);
  }

  private static void glow(GraphicsContext g, Palette c, double zoom, EdgeShape e) {
    double line = fromAfar(zoom);
    g.setLineDashes();
    EdgePainter.stroke(g, e.path(), c.get("accent", 0.22), 9 * line);
    EdgePainter.stroke(g, EdgePainter.shortened(e.path()), c.get("accent"), 2.5 * line);
    EdgePainter.arrow(g, e.path().to(), c.get("accent"));
  }

  private static void cut(GraphicsContext g, Palette c, double z, Overlay.Cut cut) {
    for (EdgeShape e : cut.edges()) {
      double line = fromAfar(z);
      g.setLineDashes(6 * line, 4 * line);
      EdgePainter.stroke(g, e.path(), c.get("error"), 2.5 * line);
    }
    g.setLineDashes();
    g.setStroke(c.get("error"));
    g.setLineWidth(1.5 / z);
    g.beginPath();
    Point first = cut.stroke().get(0);
    g.moveTo(first.x(), first.y());
    cut.stroke().forEach(p -> g.lineTo(p.x(), p.y()));
    g.stroke();
  }

  private void wire(
      GraphicsContext g,
      Picture p,
      double zoom,
      Point from,
      Point to,
      boolean fromOutput,
      String reason) {
    Palette c = p.palette();
    EdgePath k = way(p.scene(), fromOutput ? from : to, fromOutput ? to : from);
    Color color = c.get(reason.isEmpty() ? "accent" : "error");
    double line = fromAfar(zoom);
    g.setLineDashes(6 * line, 4 * line);
    EdgePainter.stroke(g, k, color, 2 * line);
    g.setLineDashes();
    g.setFill(color);
    g.fillOval(to.x() - 4.5 * line, to.y() - 4.5 * line, 9 * line, 9 * line);
    if (!reason.isEmpty()) {
      Point m = k.at(0.5);
      g.fillOval(m.x() - 8, m.y() - 8, 16, 16);
      g.setStroke(c.onTag());
      g.setLineWidth(2);
      g.strokeLine(m.x() - 3, m.y() - 3, m.x() + 3, m.y() + 3);
      g.strokeLine(m.x() + 3, m.y() - 3, m.x() - 3, m.y() + 3);
      reason(g, c, to, reason);
    }
  }

  private static EdgePath way(CanvasScene scene, Point from, Point to) {
    return scene.routing() == Layout.Routing.CURVED
        ? EdgePath.through(from, List.of(), to)
        : OrthogonalRoute.path(
            from,
            List.of(),
            to,
            new EdgePath.Bodies(new Box(from.x(), from.y(), 0, 0), new Box(to.x(), to.y(), 0, 0)));
  }

  private void reason(GraphicsContext g, Palette c, Point to, String reason) {
    double w = words.of(reason) + 20;
    g.setFill(c.get("error-bg"));
    g.fillRoundRect(to.x() + 14, to.y() + 10, w, 24, 8, 8);
    g.setStroke(c.get("error"));
    g.setLineWidth(1);
    g.setLineDashes();
    g.strokeRoundRect(to.x() + 14, to.y() + 10, w, 24, 8, 8);
    g.setFill(c.get("error"));
    g.setFont(WORDS);
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(reason, to.x() + 24, to.y() + 22.5);
  }
}
