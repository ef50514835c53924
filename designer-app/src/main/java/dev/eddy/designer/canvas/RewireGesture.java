package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Edits;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.PortRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes the ends of edges off a port and puts them on another: one edge's end, or with the shortcut
 * key all edges of an output. Released on empty canvas it disconnects.
 */
final class RewireGesture implements Gesture {
  private final CanvasScene scene;
  private final List<Edge> edges;
  private final boolean targetEnd;
  private final PortAim aim;
  private final Point start;
  private final Graph rest;
  private Point now;
  private boolean left;

  /**
   * @param edges all of one port
   * @param targetEnd whether their targets are loose, else their sources
   * @param without connections of the graph that lacks the edges
   */
  RewireGesture(
      CanvasScene scene, Connections without, List<Edge> edges, boolean targetEnd, Point start) {
    this.scene = scene;
    this.edges = List.copyOf(edges);
    this.targetEnd = targetEnd;
    this.start = start;
    this.now = start;
    this.rest = without.graph();
    Edge first = edges.get(0);
    this.aim = new PortAim(scene, without, targetEnd ? first.from() : first.to(), !targetEnd);
  }

  /** The graph without some edges, to ask what would fit in their place. */
  static Graph without(Graph graph, List<Edge> edges) {
    Map<String, Edge> left = new LinkedHashMap<>(graph.edges());
    edges.forEach(e -> left.remove(e.id()));
    return graph.withEdges(left);
  }

  @Override
  public void drag(Point p, Modifiers held) {
    now = p;
    left |= p.distance(start) > ConnectGesture.REACH;
    aim.at(p);
  }

  @Override
  public Outcome release(Point p, Modifiers held) {
    drag(p, held);
    PortRef over = aim.over();
    if (over != null && !aim.reason().isEmpty()) {
      return Outcome.say("Does not fit: " + aim.reason() + ".");
    }
    if (over == null) {
      return scene.nodeAt(p).isPresent() || !left ? NOTHING : Outcome.edit(disconnect());
    }
    List<GraphEdit> edits = new ArrayList<>();
    for (Edge e : edges) {
      PortRef from = targetEnd ? e.from() : over;
      PortRef to = targetEnd ? over : e.to();
      if (!from.equals(e.from()) || !to.equals(e.to())) {
        edits.add(new GraphEdit.RemoveEdge(e.id()));
        // Another edge to the files, for another stream: a breakpoint on it would not mean the
        // same.
        edits.add(Edits.connect(rest, from, to));
      }
    }
    return edits.isEmpty() ? NOTHING : Outcome.edit(Edits.all("Rewire", edits));
  }

  private GraphEdit disconnect() {
    return Edits.all(
        "Disconnect",
        edges.stream().map(e -> (GraphEdit) new GraphEdit.RemoveEdge(e.id())).toList());
  }

  @Override
  public Set<String> hiddenEdges() {
    return edges.stream().map(Edge::id).collect(Collectors.toSet());
  }

  @Override
  public Overlay overlay() {
    List<Point> fixed = new ArrayList<>();
    for (Edge e : edges) {
      scene.port(targetEnd ? e.from() : e.to(), !targetEnd).ifPresent(x -> fixed.add(x.at()));
    }
    Point tip = aim.over() == null ? now : aim.tip();
    return fixed.size() == 1
        ? new Overlay.Wire(fixed.get(0), tip, targetEnd, aim.fitting(), aim.reason())
        : new Overlay.Wires(fixed, tip, targetEnd, aim.fitting(), aim.reason());
  }
}
