package dev.eddy.designer.canvas;

import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Family;
import java.util.List;
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

  /**
   * An operator that is being dragged in from the palette.
   *
   * @param into the edge that it would go into, or null
   */
  record Ghost(Point at, String title, String icon, Family family, @Nullable EdgeShape into)
      implements Overlay {}

  /** A wire that was dropped and waits for an operator to be chosen. */
  record Dropped(Point from, Point to, boolean fromOutput) implements Overlay {}

  /** Several edges whose loose ends are dragged together. */
  record Wires(List<Point> fixed, Point to, boolean fromOutput, Set<PortRef> fitting, String reason)
      implements Overlay {}

  /** The edge that a node would go into. */
  record Splice(EdgeShape edge) implements Overlay {}

  /** Copies that are dragged away from their originals. */
  record Copies(List<NodeShape> nodes, List<NoteShape> notes) implements Overlay {}

  /** A stroke and the edges that it would cut. */
  record Cut(List<Point> stroke, List<EdgeShape> edges) implements Overlay {}

  /** An edge whose bend or label is dragged. */
  record Reshaped(EdgeShape edge) implements Overlay {}

  None NONE = new None();

  /** Ports that would take what is dragged, while there is such a thing; the rest fades. */
  default @Nullable Set<PortRef> fitting() {
    return null;
  }
}
