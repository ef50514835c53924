package dev.eddy.designer.canvas;

/** A point, in canvas units or in screen pixels as the use says. */
public record Point(double x, double y) {
  public Point plus(double dx, double dy) {
    return new Point(x + dx, y + dy);
  }

  public double distance(Point o) {
    return Math.hypot(x - o.x, y - o.y);
  }
}
