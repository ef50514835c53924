package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Flow;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves nodes and notes, snapped to the grid. A single node that is dropped on an edge goes into
 * it, and what follows makes room; with Alt it does not. Begun with Alt, the nodes are pulled out
 * of their chain, which closes behind them.
 */
final class MoveGesture implements Gesture {
  private final CanvasScene scene;
  private final PipelineDocument document;
  private final Wiring wiring;
  private final Map<String, Layout.Position> before;
  private final Layout.Position lead;
  private final Point start;
  private final boolean pull;
  private final Set<String> cut;
  private double dx;
  private double dy;
  private @Nullable EdgeShape into;

  /**
   * @param before what is moved
   * @param lead the one whose place is snapped; the others keep their distance from it
   */
  MoveGesture(
      CanvasScene scene,
      PipelineDocument document,
      Wiring wiring,
      Map<String, Layout.Position> before,
      String lead,
      Point start,
      Modifiers pressed) {
    this.scene = scene;
    this.document = document;
    this.wiring = wiring;
    this.before = before;
    this.lead = Objects.requireNonNull(before.get(lead), lead);
    this.start = start;
    this.pull = pressed.alt();
    this.cut = pull ? crossing(scene, before.keySet()) : Set.of();
  }

  /** The edges between some nodes and all others. */
  private static Set<String> crossing(CanvasScene scene, Set<String> nodes) {
    Set<String> out = new HashSet<>();
    for (String id : nodes) {
      for (EdgeShape e : scene.edgesOf(id)) {
        if (nodes.contains(e.from().node()) != nodes.contains(e.to().node())) {
          out.add(e.id());
        }
      }
    }
    return out;
  }

  @Override
  public void drag(Point p, Modifiers held) {
    dx = NodeGeometry.snap(lead.x() + p.x() - start.x()) - lead.x();
    dy = NodeGeometry.snap(lead.y() + p.y() - start.y()) - lead.y();
    into = pull || held.alt() ? null : target().orElse(null);
  }

  /** The edge under the middle of a single node that would fit into it. */
  private Optional<EdgeShape> target() {
    String id = before.size() == 1 ? before.keySet().iterator().next() : null;
    NodeShape n = id == null ? null : scene.nodes().get(id);
    if (n == null || !scene.edgesOf(n.id()).isEmpty()) {
      return Optional.empty();
    }
    Point middle = n.box().center().plus(dx, dy);
    return scene
        .edgeAt(middle, NodeGeometry.HEIGHT / 2)
        .filter(e -> wiring.splice(document.graph(), e.id(), n.id()).isPresent());
  }

  @Override
  public Outcome release(Point p, Modifiers held) {
    drag(p, held);
    if (dx == 0 && dy == 0) {
      return NOTHING;
    }
    List<GraphEdit> edits = new ArrayList<>();
    String label = before.size() == 1 ? "Move" : "Move " + before.size();
    if (pull) {
      edits.addAll(Flow.detach(document.graph(), before.keySet()));
      label = edits.isEmpty() ? label : "Pull out of the chain";
    }
    Map<String, Layout.Position> places = moved();
    if (into != null) {
      String id = before.keySet().iterator().next();
      edits.addAll(wiring.splice(document.graph(), into.id(), id).orElse(List.of()));
      places = new HashMap<>(places);
      places.putAll(room(into, id, Objects.requireNonNull(places.get(id))));
      label = "Insert into the edge";
    }
    edits.addAll(Edits.place(document.layout(), places));
    return edits.isEmpty() ? NOTHING : Outcome.edit(Edits.all(label, edits));
  }

  /** What follows an edge moves right as far as the node that went in needs. */
  private Map<String, Layout.Position> room(EdgeShape edge, String id, Layout.Position at) {
    NodeShape in = Objects.requireNonNull(scene.nodes().get(id));
    return room(
        scene, document, edge, new Box(at.x(), at.y(), in.box().width(), in.box().height()));
  }

  /**
   * Places of the nodes downstream of an edge that make room for a box in it; none where there is.
   */
  static Map<String, Layout.Position> room(
      CanvasScene scene, PipelineDocument document, EdgeShape edge, Box box) {
    NodeShape next = scene.nodes().get(edge.to().node());
    if (next == null) {
      return Map.of();
    }
    double missing = box.right() + NodeGeometry.GAP - next.box().x();
    if (missing <= 0) {
      return Map.of();
    }
    double by = Math.ceil(missing / NodeGeometry.GRID) * NodeGeometry.GRID;
    Set<String> down = new HashSet<>(Flow.downstream(document.graph(), Set.of(next.id())));
    down.remove(edge.from().node());
    return Places.shifted(Places.of(scene, down), by, 0);
  }

  @Override
  public Map<String, Layout.Position> moved() {
    return Places.shifted(before, dx, dy);
  }

  @Override
  public Overlay overlay() {
    return into == null ? Overlay.NONE : new Overlay.Splice(into);
  }

  @Override
  public Set<String> hiddenEdges() {
    return cut;
  }
}
