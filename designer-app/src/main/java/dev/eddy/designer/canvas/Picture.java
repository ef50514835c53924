package dev.eddy.designer.canvas;

import dev.eddy.model.graph.PortRef;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the canvas shows, wherever it is looked at from.
 *
 * @param past whether it is of the past
 * @param fitting ports that would take what is being dragged, while all else fades; null for none
 * @param hidden ids of nodes, edges, notes and frames that are painted elsewhere meanwhile
 */
record Picture(
    CanvasScene scene,
    Looks looks,
    Palette palette,
    boolean past,
    @Nullable Set<PortRef> fitting,
    Set<String> hidden) {
  static final double FADED = 0.45;

  /** Opacity of what does not take part in a drag. */
  double rest() {
    return fitting == null ? 1 : FADED;
  }

  String canvasToken() {
    return past ? "past-canvas" : "canvas";
  }
}
