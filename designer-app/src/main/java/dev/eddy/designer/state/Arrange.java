package dev.eddy.designer.state;

import dev.eddy.model.graph.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Places of nodes among each other: aligned, at even distances, the next one in a direction. Pure.
 */
public final class Arrange {
  private Arrange() {}

  /** A node's place and size, in canvas units. */
  public record Spot(double x, double y, double width, double height) {
    double right() {
      return x + width;
    }

    double bottom() {
      return y + height;
    }

    double midX() {
      return x + width / 2;
    }

    double midY() {
      return y + height / 2;
    }
  }

  /** What alignment makes equal. */
  public enum Alignment {
    LEFT,
    CENTRE,
    RIGHT,
    TOP,
    MIDDLE,
    BOTTOM
  }

  /** Where to walk. */
  public enum Direction {
    LEFT(-1, 0),
    RIGHT(1, 0),
    UP(0, -1),
    DOWN(0, 1);

    private final int dx;
    private final int dy;

    Direction(int dx, int dy) {
      this.dx = dx;
      this.dy = dy;
    }
  }

  /** Moved so that one line of all is the outermost one, or the mean of the middles. */
  public static Map<String, Layout.Position> align(Map<String, Spot> spots, Alignment to) {
    Map<String, Layout.Position> out = new LinkedHashMap<>();
    double line =
        switch (to) {
          case LEFT -> least(spots, Spot::x);
          case TOP -> least(spots, Spot::y);
          case RIGHT -> -least(spots, s -> -s.right());
          case BOTTOM -> -least(spots, s -> -s.bottom());
          case CENTRE -> mean(spots, Spot::midX);
          case MIDDLE -> mean(spots, Spot::midY);
        };
    spots.forEach(
        (id, s) ->
            out.put(
                id,
                switch (to) {
                  case LEFT -> new Layout.Position(line, s.y());
                  case RIGHT -> new Layout.Position(line - s.width(), s.y());
                  case CENTRE -> new Layout.Position(line - s.width() / 2, s.y());
                  case TOP -> new Layout.Position(s.x(), line);
                  case BOTTOM -> new Layout.Position(s.x(), line - s.height());
                  case MIDDLE -> new Layout.Position(s.x(), line - s.height() / 2);
                }));
    return out;
  }

  private static double least(Map<String, Spot> spots, ToDoubleFunction<Spot> of) {
    return spots.values().stream().mapToDouble(of).min().orElse(0);
  }

  private static double mean(Map<String, Spot> spots, ToDoubleFunction<Spot> of) {
    return spots.values().stream().mapToDouble(of).average().orElse(0);
  }

  /** Moved so that the gaps between neighbours are equal; the outermost two stay. */
  public static Map<String, Layout.Position> distribute(
      Map<String, Spot> spots, boolean horizontally) {
    List<Map.Entry<String, Spot>> order = new ArrayList<>(spots.entrySet());
    order.sort(
        Comparator.comparingDouble(
            (Map.Entry<String, Spot> e) -> horizontally ? e.getValue().x() : e.getValue().y()));
    Map<String, Layout.Position> out = new LinkedHashMap<>();
    if (order.size() < 3) {
      return out;
    }
    Spot first = order.get(0).getValue();
    Spot last = order.get(order.size() - 1).getValue();
    double sizes =
        order.stream()
            .mapToDouble(e -> horizontally ? e.getValue().width() : e.getValue().height())
            .sum();
    double span = horizontally ? last.right() - first.x() : last.bottom() - first.y();
    double gap = (span - sizes) / (order.size() - 1);
    double at = horizontally ? first.x() : first.y();
    for (Map.Entry<String, Spot> e : order) {
      Spot s = e.getValue();
      out.put(
          e.getKey(),
          horizontally ? new Layout.Position(at, s.y()) : new Layout.Position(s.x(), at));
      at += gap + (horizontally ? s.width() : s.height());
    }
    return out;
  }

  /** Moved to the nearest points of the grid. */
  public static Map<String, Layout.Position> snap(Map<String, Spot> spots, double grid) {
    Map<String, Layout.Position> out = new LinkedHashMap<>();
    spots.forEach(
        (id, s) ->
            out.put(
                id,
                new Layout.Position(
                    Math.rint(s.x() / grid) * grid, Math.rint(s.y() / grid) * grid)));
    return out;
  }

  /**
   * The nearest node in a direction: within 45 degrees, where distance across counts twice. Null
   * where there is none.
   */
  public static @Nullable String nearest(
      Map<String, Spot> spots, String from, Direction direction) {
    Spot at = spots.get(from);
    if (at == null) {
      return null;
    }
    String best = null;
    double least = Double.MAX_VALUE;
    for (Map.Entry<String, Spot> e : spots.entrySet()) {
      double dx = e.getValue().midX() - at.midX();
      double dy = e.getValue().midY() - at.midY();
      double along = dx * direction.dx + dy * direction.dy;
      double across = Math.abs(dx * direction.dy) + Math.abs(dy * direction.dx);
      if (e.getKey().equals(from) || along <= 0 || across > along) {
        continue;
      }
      double distance = along + 2 * across;
      if (distance < least) {
        least = distance;
        best = e.getKey();
      }
    }
    return best;
  }
}
