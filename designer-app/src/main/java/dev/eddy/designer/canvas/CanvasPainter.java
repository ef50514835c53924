package dev.eddy.designer.canvas;

import dev.eddy.designer.theme.Mood;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.ImagePattern;
import javafx.scene.transform.Affine;
import org.jspecify.annotations.Nullable;

/**
 * Paints a picture, whole or a part of it: canvas, grid, frames, edges, notes, nodes, dots, in this
 * order. FX thread only.
 */
final class CanvasPainter {
  private static final double LEAST_STEP = 10;

  /** How far to its right a tag or a label may reach over what it belongs to, in canvas units. */
  static final double OVERHANG = 400;

  private final NodePainter nodes = new NodePainter();
  private final EdgePainter edges = new EdgePainter();
  private final DecorationPainter decorations = new DecorationPainter();
  private @Nullable WritableImage tile;
  private @Nullable Color tileColor;

  NodePainter nodes() {
    return nodes;
  }

  EdgePainter edges() {
    return edges;
  }

  DecorationPainter decorations() {
    return decorations;
  }

  double nameWidth(String name) {
    return nodes.nameWidth(name);
  }

  /** Paints all that the camera sees on a surface of so many pixels. */
  void paint(GraphicsContext g, Picture p, Camera camera, double width, double height) {
    g.setTransform(new Affine());
    g.setGlobalAlpha(1);
    background(g, p, camera, 0, 0, width, height);
    content(g, p, camera, reaching(camera.seen(width, height)));
  }

  /** With what may reach into it from the left. */
  static Box reaching(Box part) {
    return new Box(part.x() - OVERHANG, part.y(), part.width() + OVERHANG, part.height());
  }

  /** Paints a part anew; nothing outside of it changes. */
  void repaint(GraphicsContext g, Picture p, Camera camera, double width, double height, Box part) {
    Point a = camera.toScreen(part.x(), part.y());
    Point b = camera.toScreen(part.right(), part.bottom());
    double x = Math.max(0, Math.floor(a.x()));
    double y = Math.max(0, Math.floor(a.y()));
    double w = Math.min(width, Math.ceil(b.x())) - x;
    double h = Math.min(height, Math.ceil(b.y())) - y;
    if (w <= 0 || h <= 0) {
      return;
    }
    g.save();
    g.setTransform(new Affine());
    g.setGlobalAlpha(1);
    g.beginPath();
    g.rect(x, y, w, h);
    g.clip();
    background(g, p, camera, x, y, w, h);
    content(g, p, camera, reaching(part));
    g.restore();
  }

  private void content(GraphicsContext g, Picture p, Camera m, Box seen) {
    double z = m.zoom();
    g.setTransform(z, 0, 0, z, -m.x() * z, -m.y() * z);
    Box near = seen.grow(40 / z);
    decorations.frames(g, p, z, near);
    edges.paint(g, p, z, visible(p, p.scene().edgesIn(near)));
    decorations.notes(g, p, z, near);
    nodes.paint(g, p, z, p.scene().nodesIn(near));
    edges.dots(g, p, z, p.scene().edgesIn(near));
    g.setTransform(new Affine());
  }

  /** Those that are not painted elsewhere meanwhile. */
  static List<EdgeShape> visible(Picture p, List<EdgeShape> all) {
    return p.hidden().isEmpty()
        ? all
        : all.stream().filter(e -> !p.hidden().contains(e.id())).toList();
  }

  private void background(
      GraphicsContext g, Picture p, Camera camera, double x, double y, double w, double h) {
    g.setFill(p.palette().get(p.canvasToken()));
    g.fillRect(x, y, w, h);
    double step = NodeGeometry.GRID * camera.zoom();
    while (step < LEAST_STEP) {
      step *= 2;
    }
    Color dot = p.past() ? p.palette().get("past", 0.35) : p.palette().get("grid-dot");
    double x0 = -(camera.x() * camera.zoom()) % step;
    double y0 = -(camera.y() * camera.zoom()) % step;
    if (step == Math.rint(step)) {
      // One tile over all; at other zooms its dots would be blurred.
      g.setFill(
          new ImagePattern(tile((int) step, dot), Math.rint(x0), Math.rint(y0), step, step, false));
      g.fillRect(x, y, w, h);
      return;
    }
    g.setFill(dot);
    double size = p.palette().mood() == Mood.DARK ? 1 : 1.2;
    double fromX = x0 + Math.floor((x - x0) / step) * step;
    double fromY = y0 + Math.floor((y - y0) / step) * step;
    for (double dx = fromX; dx < x + w; dx += step) {
      for (double dy = fromY; dy < y + h; dy += step) {
        g.fillRect(Math.rint(dx), Math.rint(dy), size, size);
      }
    }
  }

  private WritableImage tile(int step, Color dot) {
    WritableImage known = tile;
    if (known != null && known.getWidth() == step && dot.equals(tileColor)) {
      return known;
    }
    WritableImage made = new WritableImage(step, step);
    PixelWriter w = made.getPixelWriter();
    w.setColor(0, 0, dot);
    tile = made;
    tileColor = dot;
    return made;
  }

  /** All nodes as blocks, for the minimap. The camera's zoom may be below the least. */
  void map(GraphicsContext g, Picture p, Camera camera) {
    for (NodeShape n : p.scene().nodes().values()) {
      Point at = camera.toScreen(n.box().x(), n.box().y());
      g.setFill(p.looks().isPaused(n) ? p.palette().get("paused") : p.palette().family(n.family()));
      double w = Math.max(2, n.box().width() * camera.zoom());
      double h = Math.max(2, n.box().height() * camera.zoom());
      if (h > 5) {
        g.fillRoundRect(at.x(), at.y(), w, h, 3, 3);
      } else {
        g.fillRect(at.x(), at.y(), w, h);
      }
    }
  }
}
