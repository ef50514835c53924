package dev.eddy.designer.canvas;

import java.util.ArrayList;
import java.util.List;

/**
 * The way of an edge: one curve, or several that meet smoothly in the edge's bends. The bends'
 * tangents are those of a Catmull-Rom spline.
 *
 * @param bends points on the way, in order
 * @param pieces one more than there are bends
 */
record EdgePath(List<Point> bends, List<Curve> pieces) {
  private static final double TENSION = 1.0 / 3;

  EdgePath {
    bends = List.copyOf(bends);
    pieces = List.copyOf(pieces);
  }

  static EdgePath through(Point from, List<Point> bends, Point to) {
    if (bends.isEmpty()) {
      return new EdgePath(bends, List.of(Curve.between(from, to)));
    }
    List<Point> points = new ArrayList<>();
    points.add(from);
    points.addAll(bends);
    points.add(to);
    List<Curve> pieces = new ArrayList<>();
    for (int i = 0; i + 1 < points.size(); i++) {
      Point a = points.get(i);
      Point b = points.get(i + 1);
      double length = a.distance(b);
      pieces.add(new Curve(a, handle(points, i, length, 1), handle(points, i + 1, length, -1), b));
    }
    return new EdgePath(bends, pieces);
  }

  // Ends leave and arrive level, bends along the line between their neighbours.
  private static Point handle(List<Point> points, int i, double length, int way) {
    Point p = points.get(i);
    if (i == 0 || i == points.size() - 1) {
      return p.plus(way * Math.max(20, length * TENSION), 0);
    }
    Point before = points.get(i - 1);
    Point after = points.get(i + 1);
    double span = Math.max(1, before.distance(after));
    double reach = way * length * TENSION / span;
    return p.plus((after.x() - before.x()) * reach, (after.y() - before.y()) * reach);
  }

  Point from() {
    return pieces.get(0).from();
  }

  Point to() {
    return pieces.get(pieces.size() - 1).to();
  }

  /** A point of the way, from 0 at its start to 1 at its end. */
  Point at(double t) {
    double place = t * pieces.size();
    int i = Math.min(pieces.size() - 1, (int) place);
    return pieces.get(i).at(place - i);
  }

  /** Where a breakpoint sits. */
  Point middle() {
    return at(0.5);
  }

  Box bounds() {
    Box out = pieces.get(0).bounds();
    for (Curve c : pieces) {
      out = out.union(c.bounds());
    }
    return out;
  }

  double distance(Point p) {
    double best = Double.MAX_VALUE;
    for (Curve c : pieces) {
      best = Math.min(best, c.distance(p));
    }
    return best;
  }

  /** The piece that a point is nearest to: where a bend there goes in. */
  int nearestPiece(Point p) {
    int best = 0;
    for (int i = 1; i < pieces.size(); i++) {
      if (pieces.get(i).distance(p) < pieces.get(best).distance(p)) {
        best = i;
      }
    }
    return best;
  }

  /** The bend within reach of a point, or -1. */
  int bendAt(Point p, double reach) {
    int best = -1;
    double least = reach;
    for (int i = 0; i < bends.size(); i++) {
      double d = bends.get(i).distance(p);
      if (d <= least) {
        least = d;
        best = i;
      }
    }
    return best;
  }

  /** Whether a stroke crosses the way. */
  boolean crosses(Point a, Point b) {
    int steps = 24;
    for (Curve c : pieces) {
      Point p = c.from();
      for (int i = 1; i <= steps; i++) {
        Point q = c.at((double) i / steps);
        if (meet(a, b, p, q)) {
          return true;
        }
        p = q;
      }
    }
    return false;
  }

  private static boolean meet(Point a, Point b, Point p, Point q) {
    return side(a, b, p) * side(a, b, q) <= 0
        && side(p, q, a) * side(p, q, b) <= 0
        && !(side(a, b, p) == 0 && side(a, b, q) == 0);
  }

  private static double side(Point a, Point b, Point p) {
    return Math.signum((b.x() - a.x()) * (p.y() - a.y()) - (b.y() - a.y()) * (p.x() - a.x()));
  }
}
