package dev.eddy.designer.state;

import dev.eddy.model.protocol.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Numbers of a run over the time in which it ran, thinned where they become many: a plot of a long
 * run shows all of it.
 *
 * @param points in order
 * @param stood nanoseconds that the run has stood so far, which no plot shows
 * @param stoppedAt when it came to stand, by the machine's clock; -1 while it runs
 */
public record Series(List<Point> points, long stood, long stoppedAt) {
  public static final Series EMPTY = new Series(List.of(), 0, -1);

  private static final int KEPT = 600;

  public Series {
    points = List.copyOf(points);
  }

  /**
   * Numbers at one time.
   *
   * @param nanos of the machine's clock, less the time that the run has stood
   * @param resumed whether the run stood before it: nobody knows since when it runs again
   * @param rows that had passed each edge
   * @param p50 nanoseconds from letting a row in to the end of all that it set off; -1 for none
   */
  public record Point(long nanos, Map<String, Long> rows, long p50, long p99, boolean resumed) {
    public Point {
      rows = Map.copyOf(rows);
    }
  }

  Series with(long nanos, Reply.MetricsOf m) {
    boolean resumed = stoppedAt >= 0 && !points.isEmpty();
    long standing = stood + (resumed ? Math.max(0, nanos - stoppedAt) : 0);
    long at = nanos - standing;
    if (!points.isEmpty() && at <= points.get(points.size() - 1).nanos()) {
      if (!resumed) {
        return this;
      }
      at = points.get(points.size() - 1).nanos() + 1;
    }
    Map<String, Long> rows = new HashMap<>();
    m.edges().forEach(e -> rows.put(e.edgeId(), e.rows()));
    List<Point> more = new ArrayList<>(points);
    more.add(new Point(at, rows, m.latencyP50(), m.latencyP99(), resumed));
    return new Series(more.size() > KEPT ? half(more) : more, standing, -1);
  }

  /** Every second point, the newest among them; that the run stood between two is kept. */
  private static List<Point> half(List<Point> all) {
    List<Point> out = new ArrayList<>();
    for (int i = (all.size() + 1) % 2; i < all.size(); i += 2) {
      Point p = all.get(i);
      boolean resumed = p.resumed() || i > 0 && all.get(i - 1).resumed();
      out.add(new Point(p.nanos(), p.rows(), p.p50(), p.p99(), resumed));
    }
    return out;
  }

  /** The run stands since then. */
  Series stopped(long nanos) {
    return stoppedAt >= 0 ? this : new Series(points, stood, nanos);
  }

  /** Whether the run has not come to stand since the last point. */
  boolean isRunning() {
    return stoppedAt < 0;
  }

  /** A line of a plot: seconds since the first point, and values; NaN where nothing is known. */
  public record Line(double[] seconds, double[] values) {
    public boolean isEmpty() {
      return seconds.length == 0;
    }

    public double greatest() {
      double g = 0;
      for (double v : values) {
        g = Double.isNaN(v) ? g : Math.max(g, v);
      }
      return g;
    }
  }

  /** Rows a second over edges, between each point and the one before it. */
  public Line rate(List<String> edges) {
    int n = Math.max(0, points.size() - 1);
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      Point a = points.get(i);
      Point b = points.get(i + 1);
      long rows = 0;
      for (String e : edges) {
        rows += b.rows().getOrDefault(e, 0L) - a.rows().getOrDefault(e, 0L);
      }
      x[i] = (b.nanos() - points.get(0).nanos()) / 1e9;
      y[i] = b.resumed() ? Double.NaN : Math.max(0, rows) / ((b.nanos() - a.nanos()) / 1e9);
    }
    return new Line(x, y);
  }

  /** Microseconds of a latency. */
  public Line latency(ToDoubleFunction<Point> nanos) {
    double[] x = new double[points.size()];
    double[] y = new double[points.size()];
    for (int i = 0; i < points.size(); i++) {
      x[i] = (points.get(i).nanos() - points.get(0).nanos()) / 1e9;
      double v = nanos.applyAsDouble(points.get(i));
      y[i] = v < 0 ? Double.NaN : v / 1e3;
    }
    return new Line(x, y);
  }
}
