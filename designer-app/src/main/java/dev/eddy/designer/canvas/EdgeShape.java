package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Stop;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.PortRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an edge runs. How it is marked is its {@link EdgeLook}.
 *
 * @param edge as the graph has it
 * @param side whether it comes from a side output, whose name it then bears
 * @param label where its words stand, or null for their usual place
 */
public record EdgeShape(Edge edge, EdgePath path, boolean side, Layout.@Nullable Label label) {
  /** Half of what words may be wide and high. */
  static final double WORDS_X = 120;

  private static final double WORDS_Y = 16;

  /**
   * The dot in the middle.
   *
   * @param mark in it: {@code ?} for a condition, the number of hits; empty for neither
   */
  public record Dot(Kind kind, String mark) {
    public static final Dot NONE = new Dot(Kind.NONE, "");
    public static final Dot ON = new Dot(Kind.ON, "");
    public static final Dot OFF = new Dot(Kind.OFF, "");
    public static final Dot CONDITION = new Dot(Kind.ON, "?");

    /** Whether there is one, and whether it stops. */
    public enum Kind {
      NONE,
      ON,
      OFF
    }

    /** The dot of a breakpoint. */
    static Dot of(Stop stop) {
      if (!stop.enabled()) {
        return OFF;
      }
      if (!stop.isConditional()) {
        return ON;
      }
      return stop.condition().isBlank() ? new Dot(Kind.ON, number(stop.hits())) : CONDITION;
    }

    /** The number of {@code every 5}; more than two digits have no room. */
    private static String number(String hits) {
      String digits = hits.replaceAll("\\D", "");
      return digits.isEmpty() || digits.length() > 2 ? "#" : digits;
    }

    boolean isThere() {
      return kind != Kind.NONE;
    }

    boolean isOff() {
      return kind == Kind.OFF;
    }
  }

  public String id() {
    return edge.id();
  }

  public PortRef from() {
    return edge.from();
  }

  public PortRef to() {
    return edge.to();
  }

  /** Where its breakpoint sits. */
  public Point middle() {
    return path.middle();
  }

  EdgeShape by(List<Point> bends) {
    return new EdgeShape(edge, path.by(bends), side, label);
  }

  EdgeShape labelled(Layout.@Nullable Label value) {
    return new EdgeShape(edge, path, side, value);
  }

  /** The middle of its words where they were put somewhere; null where they were not. */
  @Nullable Point labelAt() {
    return label == null ? null : path.at(label.along()).plus(label.dx(), label.dy());
  }

  /** All that it may be painted on, words at their usual place left out. */
  Box extent() {
    Point at = labelAt();
    return at == null
        ? path.bounds()
        : path.bounds()
            .union(new Box(at.x() - WORDS_X, at.y() - WORDS_Y, 2 * WORDS_X, 2 * WORDS_Y));
  }
}
