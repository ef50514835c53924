package dev.eddy.designer.canvas;

import dev.eddy.model.graph.PortRef;

/**
 * A port as it is drawn.
 *
 * @param index position among the inputs or outputs
 * @param at its middle, in canvas units
 */
public record PortShape(
    PortRef ref, int index, boolean input, Kind kind, Point at, boolean connected) {
  PortShape at(Point place) {
    return new PortShape(ref, index, input, kind, place, connected);
  }

  /** Round for a stream of rows, a diamond for a side output. */
  public enum Kind {
    ROUND,
    DIAMOND
  }
}
