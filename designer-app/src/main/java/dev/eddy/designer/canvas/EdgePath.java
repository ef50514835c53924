package dev.eddy.designer.canvas;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of an edge: one curve, or several that meet smoothly in the edge's bends, where the
 * tangents are those of a Catmull-Rom spline; or level and upright lines with rounded corners. A
 * leg is what lies between two bends.
 *
 * @param bends points on the way, in order
 * @param pieces in order
 * @param legs which leg each piece belongs to
 * @param bodies what an orthogonal way goes round; null for curves
 */
record EdgePath(
    List<Point> bends, List<Curve> pieces, List<Integer> legs, @Nullable Bodies bodies) {
  private static final double TENSION = 1.0 / 3;
  private static final List<Integer> ONE_LEG = List.of(0);

  /** The boxes of the nodes at both ends. */
  record Bodies(Box source, Box target) {}

  EdgePath {
    bends = List.copyOf(bends);
    pieces = List.copyOf(pieces);
    legs = List.copyOf(legs);
  }

  static EdgePath through(Point from, List<Point> bends, Point to) {
    if (bends.isEmpty()) {
      return new EdgePath(bends, List.of(Curve.between(from, to)), ONE_LEG, null);
    }
    List<Point> points = new ArrayList<>();
    points.add(from);
    points.addAll(bends);
    points.add(to);
    List<Curve> pieces = new ArrayList<>();
    List<Integer> legs = new ArrayList<>();
    for (int i = 0; i + 1 < points.size(); i++) {
      Point a = points.get(i);
      Point b = points.get(i + 1);
      double length = a.distance(b);
      pieces.add(new Curve(a, handle(points, i, length, 1), handle(points, i + 1, length, -1), b));
      legs.add(i);
    }
    return new EdgePath(bends, pieces, legs, null);
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

  /** The way of the same kind between the same ends by other bends. */
  EdgePath by(List<Point> others) {
    return bodies == null
        ? through(from(), others, to())
        : OrthogonalRoute.path(from(), others, to(), bodies);
  }

  /** Ends where its arrow begins, and is else the way that it was, which is where it is hit. */
  EdgePath shortened(double by) {
    List<Curve> out = new ArrayList<>(pieces);
    Curve last = out.get(out.size() - 1);
    Point end = last.to().plus(-by, 0);
    out.set(
        out.size() - 1,
        last.isLine()
            ? Curve.line(last.from(), end)
            : new Curve(last.from(), last.c1(), last.c2().plus(-by, 0), end));
    return new EdgePath(bends, out, legs, bodies);
  }

  Point from() {
    return pieces.get(0).from();
  }

  Point to() {
    return pieces.get(pieces.size() - 1).to();
  }

  /**
   * A point of the way, from 0 at its start to 1 at its end. Every curve has an equal share; every
   * straight way as much as it is long.
   */
  Point at(double t) {
    if (bodies == null) {
      double place = t * pieces.size();
      int i = Math.min(pieces.size() - 1, (int) place);
      return pieces.get(i).at(place - i);
    }
    double left = t * length();
    for (Curve c : pieces) {
      double l = c.from().distance(c.to());
      if (left <= l) {
        return c.at(l == 0 ? 0 : left / l);
      }
      left -= l;
    }
    return to();
  }

  /** Where on the way, as {@link #at} counts, a point is nearest. */
  double nearest(Point p) {
    int best = nearestPiece(p);
    Curve c = pieces.get(best);
    if (bodies == null) {
      return (best + c.nearest(p)) / pieces.size();
    }
    double before = 0;
    for (Curve k : pieces.subList(0, best)) {
      before += k.from().distance(k.to());
    }
    double all = length();
    return all == 0 ? 0 : Math.min(1, (before + c.nearest(p) * c.from().distance(c.to())) / all);
  }

  // Corners are so short that their chords will do.
  private double length() {
    double out = 0;
    for (Curve c : pieces) {
      out += c.from().distance(c.to());
    }
    return out;
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

  private int nearestPiece(Point p) {
    int best = 0;
    for (int i = 1; i < pieces.size(); i++) {
      if (pieces.get(i).distance(p) < pieces.get(best).distance(p)) {
        best = i;
      }
    }
    return best;
  }

  /** The leg that a point is nearest to: where a bend there goes in. */
  int nearestLeg(Point p) {
    return legs.get(nearestPiece(p));
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
    for (Curve c : pieces) {
      int steps = c.isLine() ? 1 : 24;
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
