package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.PortRef;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dialogue with the mouse: owns it from press to release and ends in one outcome. Until then
 * nothing but the picture changes.
 */
sealed interface Gesture {
  /** What a gesture ends in. */
  sealed interface Outcome {
    record Send(Message message) implements Outcome {}

    /** Ask which operator to put there, and connect it to the port. */
    record QuickAdd(Point at, PortRef from, boolean fromOutput, Point start) implements Outcome {}

    record Nothing() implements Outcome {}
  }

  Outcome NOTHING = new Outcome.Nothing();

  /**
   * @param p in canvas units
   */
  void drag(Point p);

  Outcome release(Point p);

  default Overlay overlay() {
    return Overlay.NONE;
  }

  /** Where nodes are painted meanwhile. */
  default Map<String, Layout.Position> moved() {
    return Map.of();
  }

  /** Moves nodes, snapped to the grid. */
  final class Move implements Gesture {
    private final Map<String, Layout.Position> before;
    private final Layout.Position lead;
    private final Point start;
    private double dx;
    private double dy;

    /**
     * @param lead the position that is snapped; the others keep their distance from it
     */
    Move(Map<String, Layout.Position> before, Layout.Position lead, Point start) {
      this.before = before;
      this.lead = lead;
      this.start = start;
    }

    @Override
    public void drag(Point p) {
      dx = NodeGeometry.snap(lead.x() + p.x() - start.x()) - lead.x();
      dy = NodeGeometry.snap(lead.y() + p.y() - start.y()) - lead.y();
    }

    @Override
    public Outcome release(Point p) {
      drag(p);
      return dx == 0 && dy == 0
          ? NOTHING
          : new Outcome.Send(new Message.Apply(Edits.move(moved())));
    }

    @Override
    public Map<String, Layout.Position> moved() {
      Map<String, Layout.Position> out = new LinkedHashMap<>();
      before.forEach((id, at) -> out.put(id, new Layout.Position(at.x() + dx, at.y() + dy)));
      return out;
    }
  }

  /** Selects what a rubber band holds: dragged right whole nodes, dragged left what it touches. */
  final class Band implements Gesture {
    private final CanvasScene scene;
    private final Set<String> kept;
    private final Point start;
    private Point now;

    /**
     * @param kept nodes that stay selected
     */
    Band(CanvasScene scene, Set<String> kept, Point start) {
      this.scene = scene;
      this.kept = kept;
      this.start = start;
      this.now = start;
    }

    @Override
    public void drag(Point p) {
      now = p;
    }

    @Override
    public Outcome release(Point p) {
      now = p;
      Box band = Box.spanning(start, now);
      boolean whole = now.x() >= start.x();
      Set<String> ids = new LinkedHashSet<>(kept);
      for (NodeShape n : scene.nodesIn(band)) {
        if (whole ? band.contains(n.box()) : band.intersects(n.box())) {
          ids.add(n.id());
        }
      }
      return new Outcome.Send(new Message.Select(Selection.nodes(ids)));
    }

    @Override
    public Overlay overlay() {
      return new Overlay.Band(Box.spanning(start, now));
    }
  }

  /** Draws an edge from a port. */
  final class Connect implements Gesture {
    private static final double REACH = 24;

    private final CanvasScene scene;
    private final Graph graph;
    private final Connections connections;
    private final PortShape from;
    private final Set<PortRef> fitting = new HashSet<>();
    private Point now;
    private @Nullable PortShape over;
    private String reason = "";

    Connect(CanvasScene scene, Graph graph, Connections connections, PortShape from) {
      this.scene = scene;
      this.graph = graph;
      this.connections = connections;
      this.from = from;
      this.now = from.at();
      for (NodeShape n : scene.nodes().values()) {
        for (PortShape p : from.input() ? n.outputs() : n.inputs()) {
          if (obstacle(p).isEmpty()) {
            fitting.add(p.ref());
          }
        }
      }
    }

    private String obstacle(PortShape p) {
      return from.input()
          ? connections.obstacle(p.ref(), from.ref())
          : connections.obstacle(from.ref(), p.ref());
    }

    @Override
    public void drag(Point p) {
      Optional<PortShape> hit = scene.portAt(p, REACH).filter(x -> !x.ref().equals(from.ref()));
      over = hit.orElse(null);
      reason = "";
      now = p;
      if (over != null) {
        reason =
            over.input() == from.input()
                ? (from.input() ? "both are inputs" : "both are outputs")
                : obstacle(over);
        if (reason.isEmpty()) {
          now = over.at();
        }
      } else if (scene.nodeAt(p).isPresent()
          && !scene.nodeAt(p).get().id().equals(from.ref().node())) {
        // Over a node but no port: the first port that fits takes it.
        NodeShape n = scene.nodeAt(p).get();
        for (PortShape x : from.input() ? n.outputs() : n.inputs()) {
          if (fitting.contains(x.ref())) {
            over = x;
            now = x.at();
            break;
          }
        }
      }
    }

    @Override
    public Outcome release(Point p) {
      drag(p);
      if (over != null) {
        if (!reason.isEmpty()) {
          return new Outcome.Send(new Message.ShowNote("Does not fit: " + reason + "."));
        }
        PortRef a = from.input() ? over.ref() : from.ref();
        PortRef b = from.input() ? from.ref() : over.ref();
        return new Outcome.Send(new Message.Apply(Edits.connect(graph, a, b)));
      }
      if (scene.nodeAt(p).isPresent() || p.distance(from.at()) < REACH) {
        return NOTHING;
      }
      return new Outcome.QuickAdd(p, from.ref(), !from.input(), from.at());
    }

    @Override
    public Overlay overlay() {
      return new Overlay.Wire(from.at(), now, !from.input(), fitting, reason);
    }
  }
}
