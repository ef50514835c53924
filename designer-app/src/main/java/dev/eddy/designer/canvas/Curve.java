package dev.eddy.designer.canvas;

/**
 * A cubic curve. That of a plain edge leaves an output to the right and arrives from the left. A
 * straight line is one whose control points are its ends.
 */
public record Curve(Point from, Point c1, Point c2, Point to) {
  /** Steps that a curve is looked at in where it must not be taken for a line. */
  static final int STEPS = 32;

  /** Control points stand at half the distance, at least 20 away. */
  public static Curve between(Point from, Point to) {
    double reach = Math.max(20, Math.abs(to.x() - from.x()) / 2);
    return new Curve(from, from.plus(reach, 0), to.plus(-reach, 0), to);
  }

  static Curve line(Point from, Point to) {
    return new Curve(from, from, to, to);
  }

  /** A curve whose tangents meet in a point, such as a rounded corner. */
  static Curve round(Point from, Point corner, Point to) {
    return new Curve(from, toward(from, corner), toward(to, corner), to);
  }

  private static Point toward(Point a, Point b) {
    // A quarter of a circle has its control points at 0.5523 of the way to the corner.
    double part = 0.5523;
    return a.plus((b.x() - a.x()) * part, (b.y() - a.y()) * part);
  }

  boolean isLine() {
    return c1.equals(from) && c2.equals(to);
  }

  public Point at(double t) {
    double u = 1 - t;
    if (isLine()) {
      return new Point(u * from.x() + t * to.x(), u * from.y() + t * to.y());
    }
    double a = u * u * u;
    double b = 3 * u * u * t;
    double c = 3 * u * t * t;
    double d = t * t * t;
    return new Point(
        a * from.x() + b * c1.x() + c * c2.x() + d * to.x(),
        a * from.y() + b * c1.y() + c * c2.y() + d * to.y());
  }

  public Box bounds() {
    return Box.spanning(from, to).union(Box.spanning(c1, c2));
  }

  /** Distance of a point, exact to a fraction of a unit at usual lengths. */
  public double distance(Point p) {
    return at(nearest(p)).distance(p);
  }

  /** Where on the curve, from 0 to 1, a point is nearest; exact as {@link #distance}. */
  double nearest(Point p) {
    int steps = isLine() ? 1 : STEPS;
    double best = Double.MAX_VALUE;
    double where = 0;
    Point a = from;
    for (int i = 1; i <= steps; i++) {
      Point b = at((double) i / steps);
      double t = foot(p, a, b);
      double d =
          Math.hypot(p.x() - a.x() - t * (b.x() - a.x()), p.y() - a.y() - t * (b.y() - a.y()));
      if (d < best) {
        best = d;
        where = (i - 1 + t) / steps;
      }
      a = b;
    }
    return where;
  }

  /** Where on a straight line, from 0 to 1, a point is nearest. */
  private static double foot(Point p, Point a, Point b) {
    double dx = b.x() - a.x();
    double dy = b.y() - a.y();
    double length = dx * dx + dy * dy;
    double t = length == 0 ? 0 : ((p.x() - a.x()) * dx + (p.y() - a.y()) * dy) / length;
    return Math.max(0, Math.min(1, t));
  }
}
