package dev.eddy.designer.canvas;

import dev.eddy.model.graph.PortRef;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the loose end of an edge points to, and whether it fits there. */
final class PortAim {
  private final CanvasScene scene;
  private final Connections connections;
  private final PortRef fixed;
  private final boolean fixedIsInput;
  private final Set<PortRef> fitting = new HashSet<>();
  private Point tip;
  private @Nullable PortRef over;
  private String reason = "";

  /**
   * @param connections of the graph without the edge whose end is loose
   * @param fixed the port at the other end
   */
  PortAim(CanvasScene scene, Connections connections, PortRef fixed, boolean fixedIsInput) {
    this.scene = scene;
    this.connections = connections;
    this.fixed = fixed;
    this.fixedIsInput = fixedIsInput;
    this.tip = scene.port(fixed, fixedIsInput).map(PortShape::at).orElse(new Point(0, 0));
    connections.fitting(fixed, fixedIsInput).forEach(fitting::add);
  }

  void at(Point p) {
    Optional<PortShape> hit =
        scene
            .portAt(p, ConnectGesture.REACH)
            .filter(x -> !x.ref().equals(fixed) || x.input() != fixedIsInput);
    over = null;
    reason = "";
    tip = p;
    if (hit.isPresent()) {
      PortShape port = hit.get();
      over = port.ref();
      reason =
          port.input() == fixedIsInput
              ? fixedIsInput ? "both are inputs" : "both are outputs"
              : obstacle(port.ref());
      if (reason.isEmpty()) {
        tip = port.at();
      }
      return;
    }
    NodeShape n = scene.nodeAt(p).orElse(null);
    if (n != null && !n.id().equals(fixed.node())) {
      // Over a node but no port: the first port that fits takes it.
      for (PortShape x : fixedIsInput ? n.outputs() : n.inputs()) {
        if (fitting.contains(x.ref())) {
          over = x.ref();
          tip = x.at();
          return;
        }
      }
    }
  }

  private String obstacle(PortRef port) {
    return fixedIsInput ? connections.obstacle(port, fixed) : connections.obstacle(fixed, port);
  }

  Point tip() {
    return tip;
  }

  @Nullable PortRef over() {
    return over;
  }

  /** Why the port under the pointer does not take it; empty where nothing is wrong. */
  String reason() {
    return reason;
  }

  Set<PortRef> fitting() {
    return fitting;
  }
}
