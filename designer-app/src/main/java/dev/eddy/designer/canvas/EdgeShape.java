package dev.eddy.designer.canvas;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.PortRef;

/**
 * Where an edge runs. How it is marked is its {@link EdgeLook}.
 *
 * @param edge as the graph has it
 * @param side whether it comes from a side output, whose name it then bears
 */
public record EdgeShape(Edge edge, EdgePath path, boolean side) {
  /** The dot in the middle. */
  public enum Dot {
    NONE,
    ON,
    OFF,
    CONDITION
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
}
