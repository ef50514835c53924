package dev.eddy.designer.canvas;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds level and upright lines from an output to an input: out to the right, in from the left,
 * round the bodies of the two nodes. Other nodes are not looked at. Every bend is gone to level
 * first and then upright, so that moving a bend aside moves the upright line on which it lies.
 * Pure.
 */
final class OrthogonalRoute {
  /** How far a way runs level before it may turn, and how far from a body it keeps. */
  private static final double STUB = 16;

  private static final double RADIUS = 6;

  /** Nearer than this to a body a line looks as if it belonged to it. */
  private static final double CLEARANCE = 6;

  private final Box source;
  private final Box target;
  private final List<Point> corners = new ArrayList<>();
  // The leg that ends with the corner of the same place; the first corner ends none.
  private final List<Integer> legs = new ArrayList<>();

  private OrthogonalRoute(EdgePath.Bodies bodies) {
    source = bodies.source();
    target = bodies.target();
  }

  /**
   * @param from rim of the output
   * @param to rim of the input
   */
  static EdgePath path(Point from, List<Point> bends, Point to, EdgePath.Bodies bodies) {
    OrthogonalRoute r = new OrthogonalRoute(bodies);
    r.go(from, 0);
    if (bends.isEmpty()) {
      r.plain(from, to);
    } else {
      r.leave(from, bends.get(0));
      for (int i = 1; i < bends.size(); i++) {
        r.bend(bends.get(i), i);
      }
      r.arrive(bends.get(bends.size() - 1), to, bends.size());
    }
    return r.rounded(bends, bodies);
  }

  private void go(Point p, int leg) {
    if (!corners.isEmpty() && last().equals(p)) {
      return;
    }
    corners.add(p);
    legs.add(leg);
  }

  private Point last() {
    return corners.get(corners.size() - 1);
  }

  // ---------------------------------------------------------------------------- without bends

  private void plain(Point from, Point to) {
    if (to.x() - from.x() >= 2 * STUB) {
      double x = (from.x() + to.x()) / 2;
      go(new Point(x, from.y()), 0);
      go(new Point(x, to.y()), 0);
    } else {
      around(from, to).forEach(p -> go(p, 0));
    }
    go(to, 0);
  }

  /** The shortest of the ways back that cross neither body; where all do, the shortest of all. */
  private List<Point> around(Point from, Point to) {
    List<Double> levels =
        new ArrayList<>(
            List.of(
                Math.min(source.y(), target.y()) - STUB,
                Math.max(source.bottom(), target.bottom()) + STUB));
    if (target.y() - source.bottom() >= 2 * CLEARANCE) {
      levels.add((target.y() + source.bottom()) / 2);
    } else if (source.y() - target.bottom() >= 2 * CLEARANCE) {
      levels.add((source.y() + target.bottom()) / 2);
    }
    List<Point> best = List.of();
    double least = Double.MAX_VALUE;
    for (double out : List.of(from.x() + STUB, Math.max(source.right(), target.right()) + STUB)) {
      for (double in : List.of(to.x() - STUB, Math.min(source.x(), target.x()) - STUB)) {
        for (double level : levels) {
          List<Point> way =
              List.of(
                  new Point(out, from.y()),
                  new Point(out, level),
                  new Point(in, level),
                  new Point(in, to.y()));
          double cost = cost(from, way, to);
          if (cost < least) {
            least = cost;
            best = way;
          }
        }
      }
    }
    return best;
  }

  private double cost(Point from, List<Point> way, Point to) {
    double blocked = 1e9;
    double out = crosses(from, way.get(0), target, 0) ? blocked : 0;
    Point at = from;
    for (Point p : way) {
      out += at.distance(p);
      if (at != from && (crosses(at, p, source, CLEARANCE) || crosses(at, p, target, CLEARANCE))) {
        out += blocked;
      }
      at = p;
    }
    return out + at.distance(to) + (crosses(at, to, source, 0) ? blocked : 0);
  }

  private static boolean crosses(Point a, Point b, Box body, double clearance) {
    Box box = body.grow(clearance - 0.01);
    return Math.max(a.x(), b.x()) > box.x()
        && Math.min(a.x(), b.x()) < box.right()
        && Math.max(a.y(), b.y()) > box.y()
        && Math.min(a.y(), b.y()) < box.bottom();
  }

  // ---------------------------------------------------------------------------- by bends

  private void leave(Point from, Point bend) {
    double out = from.x() + STUB;
    if (bend.x() >= out) {
      go(new Point(bend.x(), from.y()), 0);
    } else {
      go(new Point(out, from.y()), 0);
      go(new Point(out, beside(source, bend.y())), 0);
      go(new Point(bend.x(), last().y()), 0);
    }
    go(bend, 0);
  }

  private void bend(Point bend, int leg) {
    Point at = last();
    Point before = corners.get(corners.size() - 2);
    boolean level = before.y() == at.y() && before.x() != at.x();
    boolean back = level && Math.signum(at.x() - before.x()) != Math.signum(bend.x() - at.x());
    // Level first; but a way that came level does not run back over itself.
    go(back ? new Point(at.x(), bend.y()) : new Point(bend.x(), at.y()), leg);
    go(bend, leg);
  }

  private void arrive(Point bend, Point to, int leg) {
    double in = to.x() - STUB;
    if (bend.x() <= in) {
      go(new Point(bend.x(), to.y()), leg);
    } else {
      go(new Point(bend.x(), beside(target, bend.y())), leg);
      go(new Point(in, last().y()), leg);
      go(new Point(in, to.y()), leg);
    }
    go(to, leg);
  }

  /** The level itself where it passes a body, else the nearest one that does. */
  private static double beside(Box body, double level) {
    double above = body.y() - STUB;
    double below = body.bottom() + STUB;
    return level <= above || level >= below ? level : level - above < below - level ? above : below;
  }

  // ---------------------------------------------------------------------------- corners

  private EdgePath rounded(List<Point> bends, EdgePath.Bodies bodies) {
    straighten(bends);
    List<Curve> pieces = new ArrayList<>();
    List<Integer> of = new ArrayList<>();
    Point at = corners.get(0);
    for (int i = 1; i < corners.size(); i++) {
      Point corner = corners.get(i);
      if (i == corners.size() - 1) {
        pieces.add(Curve.line(at, corner));
        of.add(legs.get(i));
        break;
      }
      Point next = corners.get(i + 1);
      double before = corners.get(i - 1).distance(corner);
      double after = corner.distance(next);
      double r = Math.min(RADIUS, Math.min(before, after) / 2);
      Point in = toward(corner, corners.get(i - 1), r);
      Point out = toward(corner, next, r);
      pieces.add(Curve.line(at, in));
      of.add(legs.get(i));
      pieces.add(Curve.round(in, corner, out));
      of.add(legs.get(i));
      at = out;
    }
    return new EdgePath(bends, pieces, of, bodies);
  }

  /** Takes out corners that are none, unless a bend is there: that one ends a leg. */
  private void straighten(List<Point> bends) {
    for (int i = corners.size() - 2; i > 0; i--) {
      Point a = corners.get(i - 1);
      Point b = corners.get(i);
      Point c = corners.get(i + 1);
      boolean straight = a.x() == b.x() && b.x() == c.x() || a.y() == b.y() && b.y() == c.y();
      if (straight && !bends.contains(b)) {
        corners.remove(i);
        legs.remove(i);
      }
    }
  }

  private static Point toward(Point from, Point to, double distance) {
    double length = from.distance(to);
    return length == 0
        ? from
        : from.plus(
            (to.x() - from.x()) * distance / length, (to.y() - from.y()) * distance / length);
  }
}
