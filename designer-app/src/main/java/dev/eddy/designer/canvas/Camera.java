package dev.eddy.designer.canvas;

/**
 * What part of the canvas is seen: the canvas point in the top left corner of the view, and how
 * many pixels a canvas unit has.
 */
public record Camera(double x, double y, double zoom) {
  public static final double MIN_ZOOM = 0.1;
  public static final double MAX_ZOOM = 4;
  public static final Camera HOME = new Camera(-40, -40, 1);

  public Point toScreen(double cx, double cy) {
    return new Point((cx - x) * zoom, (cy - y) * zoom);
  }

  public Point toCanvas(double sx, double sy) {
    return new Point(sx / zoom + x, sy / zoom + y);
  }

  /** Moved by pixels: what was seen moves along with the pointer. */
  public Camera panned(double dx, double dy) {
    return new Camera(x - dx / zoom, y - dy / zoom, zoom);
  }

  /** Zoomed so that the canvas point under the pixel stays there. */
  public Camera zoomedAt(double sx, double sy, double factor) {
    // Fitting a huge graph may have gone below the least; from there the way is up only.
    double least = Math.min(MIN_ZOOM, zoom);
    double z = Math.max(least, Math.min(MAX_ZOOM, zoom * factor));
    Point fixed = toCanvas(sx, sy);
    return new Camera(fixed.x() - sx / z, fixed.y() - sy / z, z);
  }

  /** The largest zoom, at most {@code most}, that shows the box with a margin of pixels. */
  public static Camera fitting(Box box, double width, double height, double margin, double most) {
    return fitting(box, width, height, margin, 0.01, most);
  }

  /** As {@link #fitting(Box, double, double, double, double)}, with a zoom of its own at least. */
  static Camera fitting(
      Box box, double width, double height, double margin, double least, double most) {
    if (width <= 0 || height <= 0) {
      return HOME;
    }
    double zx = Math.max(1, width - 2 * margin) / Math.max(1, box.width());
    double zy = Math.max(1, height - 2 * margin) / Math.max(1, box.height());
    double z = Math.max(least, Math.min(most, Math.min(zx, zy)));
    Point c = box.center();
    return new Camera(c.x() - width / 2 / z, c.y() - height / 2 / z, z);
  }

  /** The zoom at which the box fills the view in one direction at least; its upper left is seen. */
  public static Camera filling(Box box, double width, double height, double margin) {
    if (width <= 0 || height <= 0) {
      return HOME;
    }
    double zx = Math.max(1, width - 2 * margin) / Math.max(1, box.width());
    double zy = Math.max(1, height - 2 * margin) / Math.max(1, box.height());
    double z = Math.max(MIN_ZOOM, Math.min(1.5, Math.max(zx, zy)));
    double x = box.width() * z > width ? box.x() - margin / z : box.center().x() - width / 2 / z;
    double y = box.height() * z > height ? box.y() - margin / z : box.center().y() - height / 2 / z;
    return new Camera(x, y, z);
  }

  /** Moved as little as needed so that the box is seen. */
  public Camera revealing(Box box, double width, double height) {
    double w = width / zoom;
    double h = height / zoom;
    return new Camera(
        revealed(x, w, box.x(), box.right()), revealed(y, h, box.y(), box.bottom()), zoom);
  }

  /** Of what is larger than the view its beginning is shown, unless nothing else is seen anyway. */
  private static double revealed(double at, double size, double from, double to) {
    if (to - from > size) {
      return at >= from && at + size <= to ? at : from;
    }
    return from < at ? from : to > at + size ? to - size : at;
  }

  public Box seen(double width, double height) {
    return new Box(x, y, width / zoom, height / zoom);
  }
}
