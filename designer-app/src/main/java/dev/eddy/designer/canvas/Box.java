package dev.eddy.designer.canvas;

import java.util.Collection;

/** A rectangle with its sides along the axes; width and height are not negative. */
public record Box(double x, double y, double width, double height) {
  public static final Box EMPTY = new Box(0, 0, 0, 0);

  /** The box that two corners span, in whatever order. */
  public static Box spanning(Point a, Point b) {
    return new Box(
        Math.min(a.x(), b.x()),
        Math.min(a.y(), b.y()),
        Math.abs(a.x() - b.x()),
        Math.abs(a.y() - b.y()));
  }

  /** The smallest box round all; {@link #EMPTY} round none. */
  public static Box around(Collection<Box> boxes) {
    Box out = null;
    for (Box b : boxes) {
      out = out == null ? b : out.union(b);
    }
    return out == null ? EMPTY : out;
  }

  public double right() {
    return x + width;
  }

  public double bottom() {
    return y + height;
  }

  public Point center() {
    return new Point(x + width / 2, y + height / 2);
  }

  public boolean contains(Point p) {
    return p.x() >= x && p.x() <= right() && p.y() >= y && p.y() <= bottom();
  }

  public boolean contains(Box o) {
    return o.x >= x && o.right() <= right() && o.y >= y && o.bottom() <= bottom();
  }

  public boolean intersects(Box o) {
    return o.x <= right() && o.right() >= x && o.y <= bottom() && o.bottom() >= y;
  }

  public Box grow(double by) {
    return new Box(x - by, y - by, width + 2 * by, height + 2 * by);
  }

  public Box union(Box o) {
    double left = Math.min(x, o.x);
    double top = Math.min(y, o.y);
    return new Box(
        left, top, Math.max(right(), o.right()) - left, Math.max(bottom(), o.bottom()) - top);
  }
}
