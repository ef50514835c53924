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
 */
public record Series(List<Point> points) {
  public static final Series EMPTY = new Series(List.of());

  private static final int KEPT = 600;

  public Series {
    points = List.copyOf(points);
  }

  /**
   * Numbers at one time.
   *
   * @param nanos of the machine's clock
   * @param rows that had passed each edge
   * @param p50 nanoseconds from letting a row in to the end of all that it set off; -1 for none
   */
  public record Point(long nanos, Map<String, Long> rows, long p50, long p99) {
    public Point {
      rows = Map.copyOf(rows);
    }
  }

  Series with(long nanos, Reply.MetricsOf m) {
    if (!points.isEmpty() && nanos <= points.get(points.size() - 1).nanos()) {
      return this;
    }
    Map<String, Long> rows = new HashMap<>();
    m.edges().forEach(e -> rows.put(e.edgeId(), e.rows()));
    List<Point> more = new ArrayList<>(points);
    more.add(new Point(nanos, rows, m.latencyP50(), m.latencyP99()));
    if (more.size() > KEPT) {
      List<Point> half = new ArrayList<>();
      for (int i = more.size() - 1; i >= 0; i -= 2) {
        half.add(0, more.get(i));
      }
      more = half;
    }
    return new Series(more);
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
      y[i] = Math.max(0, rows) / ((b.nanos() - a.nanos()) / 1e9);
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
