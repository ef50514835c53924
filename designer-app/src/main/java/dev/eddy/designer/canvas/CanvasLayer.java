package dev.eddy.designer.canvas;

import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.transform.Affine;

/**
 * The painted picture, kept as a bitmap that is larger than the view by a margin. While the camera
 * moves the bitmap is moved and scaled with it; it is painted anew once it no longer covers the
 * view or would be scaled too far, and when the camera rests. FX thread only.
 */
final class CanvasLayer {
  private static final double MARGIN = 256;
  private static final double MOST_SCALE = 1.6;
  private static final double LEAST_SCALE = 0.62;

  private final Canvas canvas = new Canvas();
  private final Affine placed = new Affine();
  private final CanvasPainter painter;
  private Camera painted = Camera.HOME;
  private double width;
  private double height;
  private boolean stale = true;
  private long repaints;

  CanvasLayer(CanvasPainter painter) {
    this.painter = painter;
    canvas.getTransforms().add(placed);
    canvas.setMouseTransparent(true);
  }

  Canvas canvas() {
    return canvas;
  }

  /** How often all of it was painted, for measurements. */
  long repaints() {
    return repaints;
  }

  /** The bitmap no longer shows what is there. */
  void invalidate() {
    stale = true;
  }

  boolean isStale() {
    return stale;
  }

  void resize(double w, double h) {
    double newWidth = Math.ceil(w) + 2 * MARGIN;
    double newHeight = Math.ceil(h) + 2 * MARGIN;
    if (newWidth != width || newHeight != height) {
      width = newWidth;
      height = newHeight;
      canvas.setWidth(width);
      canvas.setHeight(height);
      stale = true;
    }
  }

  /**
   * Shows the picture as the camera sees it.
   *
   * @param resting whether the camera stands still, so that a crisp picture is worth its price
   * @return whether the picture is crisp
   */
  boolean show(Picture picture, Camera camera, boolean resting) {
    double scale = camera.zoom() / painted.zoom();
    boolean paint =
        stale
            || scale > MOST_SCALE
            || scale < LEAST_SCALE
            || !covers(camera)
            || resting && scale != 1;
    if (paint) {
      stale = false;
      repaints++;
      painted = camera;
      scale = 1;
      painter.paint(canvas.getGraphicsContext2D(), picture, bitmapCamera(), width, height);
    }
    double x = (painted.x() - camera.x()) * camera.zoom() - MARGIN * scale;
    double y = (painted.y() - camera.y()) * camera.zoom() - MARGIN * scale;
    if (scale == 1) {
      // Whole pixels: a bitmap between two of them would be blurred.
      x = Math.rint(x);
      y = Math.rint(y);
    }
    placed.setToTransform(scale, 0, x, 0, scale, y);
    return scale == 1;
  }

  private Camera bitmapCamera() {
    return new Camera(
        painted.x() - MARGIN / painted.zoom(),
        painted.y() - MARGIN / painted.zoom(),
        painted.zoom());
  }

  private boolean covers(Camera camera) {
    Box bitmap = bitmapCamera().seen(width, height);
    Box seen = camera.seen(width - 2 * MARGIN, height - 2 * MARGIN);
    return bitmap.contains(seen);
  }

  /** Paints parts of the bitmap anew, in canvas units; the rest stays. */
  void repaint(Picture picture, List<Box> parts) {
    if (stale) {
      return;
    }
    for (Box part : parts) {
      painter.repaint(canvas.getGraphicsContext2D(), picture, bitmapCamera(), width, height, part);
    }
  }

  /** What part of the canvas the bitmap shows. */
  Box shown() {
    return bitmapCamera().seen(width, height);
  }
}
