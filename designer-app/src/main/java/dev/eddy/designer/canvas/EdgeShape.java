package dev.eddy.designer.canvas;

import dev.eddy.model.graph.PortRef;

/**
 * An edge as it is drawn.
 *
 * @param label name of the side output it comes from, or the upsert key of an updating stream
 * @param updating drawn as a double line
 * @param rate rows a second in the last stretch; 0 while nothing flows
 * @param current whether the row that is about to be handled stands on it
 */
public record EdgeShape(
    String id,
    PortRef from,
    PortRef to,
    Curve curve,
    String label,
    boolean updating,
    double rate,
    boolean selected,
    boolean current,
    boolean past,
    Dot breakpoint) {
  /** The dot in the middle. */
  public enum Dot {
    NONE,
    ON,
    OFF,
    CONDITION
  }
}
