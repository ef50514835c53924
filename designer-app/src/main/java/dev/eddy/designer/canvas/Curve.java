package dev.eddy.designer.canvas;

/** A cubic curve from an output to an input: leaves to the right, arrives from the left. */
public record Curve(Point from, Point c1, Point c2, Point to) {
  /** Control points stand at half the distance, at least 20 away. */
  public static Curve between(Point from, Point to) {
    double reach = Math.max(20, Math.abs(to.x() - from.x()) / 2);
    return new Curve(from, from.plus(reach, 0), to.plus(-reach, 0), to);
  }

  public Point at(double t) {
    double u = 1 - t;
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
    int pieces = 32;
    double best = Double.MAX_VALUE;
    Point a = from;
    for (int i = 1; i <= pieces; i++) {
      Point b = at((double) i / pieces);
      best = Math.min(best, segment(p, a, b));
      a = b;
    }
    return best;
  }

  private static double segment(Point p, Point a, Point b) {
    double dx = b.x() - a.x();
    double dy = b.y() - a.y();
    double length = dx * dx + dy * dy;
    double t = length == 0 ? 0 : ((p.x() - a.x()) * dx + (p.y() - a.y()) * dy) / length;
    t = Math.max(0, Math.min(1, t));
    return Math.hypot(p.x() - a.x() - t * dx, p.y() - a.y() - t * dy);
  }
}
