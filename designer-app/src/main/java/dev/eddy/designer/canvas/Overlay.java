package dev.eddy.designer.canvas;

import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Family;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a gesture in the making paints over the scene. All places are in canvas units. */
public sealed interface Overlay {
  record None() implements Overlay {}

  /** A rubber band. */
  record Band(Box box) implements Overlay {}

  /**
   * An edge that is being drawn.
   *
   * @param fitting ports that would take it; the rest fade
   * @param reason why the port under the pointer does not take it; empty where nothing is wrong
   */
  record Wire(Point from, Point to, boolean fromOutput, Set<PortRef> fitting, String reason)
      implements Overlay {}

  /** An operator that is being dragged in from the palette. */
  record Ghost(Point at, String title, String icon, Family family) implements Overlay {}

  /** A wire that was dropped and waits for an operator to be chosen. */
  record Dropped(Point from, Point to, boolean fromOutput) implements Overlay {}

  None NONE = new None();

  default @Nullable Wire wire() {
    return this instanceof Wire w ? w : null;
  }
}
