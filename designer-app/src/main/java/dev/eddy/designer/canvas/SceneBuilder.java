package dev.eddy.designer.canvas;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.OutputPort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the scene of a graph. Pure but for the width of names, which the font decides.
 *
 * @param nameWidth width of a node's name in canvas units
 */
public record SceneBuilder(Catalog catalog, ToDoubleFunction<String> nameWidth) {

  public CanvasScene build(Graph graph, Layout layout) {
    return build(graph, layout, CanvasScene.EMPTY);
  }

  /**
   * @param before an earlier scene of much the same graph, whose shapes are taken over where they
   *     still hold
   */
  CanvasScene build(Graph graph, Layout layout, CanvasScene before) {
    Set<PortRef> in = new HashSet<>();
    Set<PortRef> out = new HashSet<>();
    for (Edge e : graph.edges().values()) {
      out.add(e.from());
      in.add(e.to());
    }
    Map<String, NodeShape> old = before.nodes();
    Map<String, NodeShape> nodes = new LinkedHashMap<>();
    int unplaced = 0;
    for (Node n : graph.nodes().values()) {
      Layout.Position p = layout.positions().get(n.id());
      if (p == null) {
        // A node that no layout places: in a row under everything, so that it can be found.
        p = new Layout.Position(224.0 * unplaced++, -160);
      }
      NodeShape had = old.get(n.id());
      nodes.put(
          n.id(),
          had != null && holds(had, n, in, out)
              ? had.at(p.x(), p.y())
              : node(n, p, in, out, graph));
    }
    List<EdgeShape> edges = new ArrayList<>();
    for (Edge e : graph.edges().values()) {
      EdgeShape had = before.edges().get(e.id());
      boolean same =
          had != null
              && had.edge() == e
              && nodes.get(e.from().node()) == old.get(e.from().node())
              && nodes.get(e.to().node()) == old.get(e.to().node())
              && before.routing() == layout.routing()
              && Objects.equals(layout.labels().get(e.id()), had.label())
              && bends(layout, e.id()).equals(had.path().bends());
      edges.add(same ? had : edge(e, nodes, layout));
    }
    List<NoteShape> notes = layout.notes().values().stream().map(NoteShape::of).toList();
    return new CanvasScene(
        nodes.values(),
        edges,
        notes,
        frames(layout.frames().values(), nodes, notes),
        layout.routing());
  }

  private static boolean holds(NodeShape had, Node n, Set<PortRef> in, Set<PortRef> out) {
    // An operator that is not installed has the ports that its edges use, which may be others now.
    return had.node() == n
        && !had.icon().equals(UNKNOWN)
        && had.inputs().stream().allMatch(p -> p.connected() == in.contains(p.ref()))
        && had.outputs().stream().allMatch(p -> p.connected() == out.contains(p.ref()));
  }

  private static final String UNKNOWN = "help-circle";

  /**
   * What moves along when nodes and notes are moved: they, their edges and the frames that hold
   * them. Its own small scene, so that a gesture costs what it moves.
   */
  CanvasScene moved(CanvasScene scene, Layout layout, Map<String, Layout.Position> places) {
    Map<String, NodeShape> nodes = new LinkedHashMap<>();
    List<NoteShape> notes = new ArrayList<>();
    places.forEach(
        (id, p) -> {
          NodeShape n = scene.nodes().get(id);
          NoteShape note = scene.notes().get(id);
          if (n != null) {
            nodes.put(id, n.at(p.x(), p.y()));
          } else if (note != null) {
            notes.add(NoteShape.of(note.note().at(p)));
          }
        });
    Map<String, EdgeShape> edges = new LinkedHashMap<>();
    for (String id : nodes.keySet()) {
      for (EdgeShape e : scene.edgesOf(id)) {
        edges.computeIfAbsent(e.id(), k -> edge(e.edge(), with(scene, nodes, e), layout));
      }
    }
    List<FrameShape> frames = new ArrayList<>();
    for (FrameShape f : scene.frames().values()) {
      if (f.frame().members().stream().anyMatch(places::containsKey)) {
        frames.add(Objects.requireNonNull(frame(f.frame(), nodes, notes, scene)));
      }
    }
    return new CanvasScene(nodes.values(), edges.values(), notes, frames, layout.routing());
  }

  private static Map<String, NodeShape> with(
      CanvasScene scene, Map<String, NodeShape> moved, EdgeShape e) {
    Map<String, NodeShape> ends = new HashMap<>();
    for (String id : List.of(e.from().node(), e.to().node())) {
      NodeShape n = moved.getOrDefault(id, scene.nodes().get(id));
      if (n != null) {
        ends.put(id, n);
      }
    }
    return ends;
  }

  private NodeShape node(
      Node n,
      Layout.Position at,
      Set<PortRef> connectedIn,
      Set<PortRef> connectedOut,
      Graph graph) {
    OperatorDescriptor d = catalog.find(n.operator()).map(OperatorType::descriptor).orElse(null);
    Box box =
        new Box(
            at.x(),
            at.y(),
            NodeGeometry.width(nameWidth.applyAsDouble(n.name())),
            NodeGeometry.HEIGHT);
    List<String> inputs =
        d == null
            ? portsOf(graph, n.id(), true)
            : d.inputs().stream().map(InputPort::name).toList();
    List<String> outputs =
        d == null
            ? portsOf(graph, n.id(), false)
            : d.outputs().stream().map(OutputPort::name).toList();
    List<PortShape> in = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      PortRef ref = new PortRef(n.id(), inputs.get(i));
      Point p = new Point(box.x(), box.y() + NodeGeometry.portY(i, inputs.size()));
      in.add(new PortShape(ref, i, true, PortShape.Kind.ROUND, p, connectedIn.contains(ref)));
    }
    List<PortShape> out = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      PortRef ref = new PortRef(n.id(), outputs.get(i));
      boolean side = d != null && d.outputs().get(i).side();
      Point p = new Point(box.right(), box.y() + NodeGeometry.portY(i, outputs.size()));
      out.add(
          new PortShape(
              ref,
              i,
              false,
              side ? PortShape.Kind.DIAMOND : PortShape.Kind.ROUND,
              p,
              connectedOut.contains(ref)));
    }
    Family family = d == null ? Family.TRANSFORM : d.family();
    return new NodeShape(n, box, family, d == null ? UNKNOWN : d.icon(), in, out);
  }

  // An operator that is not installed still shows the ports that edges use.
  private static List<String> portsOf(Graph graph, String node, boolean input) {
    return (input ? graph.into(node) : graph.outOf(node))
        .stream().map(e -> (input ? e.to() : e.from()).port()).distinct().sorted().toList();
  }

  private static List<Point> bends(Layout layout, String edge) {
    List<Layout.Position> points = layout.bendsOf(edge);
    return points.isEmpty()
        ? List.of()
        : points.stream().map(p -> new Point(p.x(), p.y())).toList();
  }

  private static EdgeShape edge(Edge e, Map<String, NodeShape> nodes, Layout layout) {
    NodeShape source = nodes.get(e.from().node());
    NodeShape target = nodes.get(e.to().node());
    Point from = anchor(source, e.from().port(), false);
    Point to = anchor(target, e.to().port(), true);
    boolean side =
        source != null
            && source.outputs().stream()
                .anyMatch(p -> p.ref().equals(e.from()) && p.kind() == PortShape.Kind.DIAMOND);
    // From the rim of one port to the rim of the other.
    double rim = NodeGeometry.PORT / 2;
    Point start = from.plus(rim, 0);
    Point end = to.plus(-rim, 0);
    EdgePath path =
        layout.routing() == Layout.Routing.CURVED
            ? EdgePath.through(start, bends(layout, e.id()), end)
            : OrthogonalRoute.path(
                start,
                bends(layout, e.id()),
                end,
                new EdgePath.Bodies(body(source, from), body(target, to)));
    return new EdgeShape(e, path, side, layout.labels().get(e.id()));
  }

  private static Box body(@Nullable NodeShape n, Point otherwise) {
    return n == null ? new Box(otherwise.x(), otherwise.y(), 0, 0) : n.box();
  }

  private static Point anchor(@Nullable NodeShape n, String port, boolean input) {
    if (n == null) {
      return new Point(0, 0);
    }
    for (PortShape p : input ? n.inputs() : n.outputs()) {
      if (p.ref().port().equals(port)) {
        return p.at();
      }
    }
    // A port that the operator does not have: the edge still has to end somewhere.
    return new Point(input ? n.box().x() : n.box().right(), n.box().y() + 68);
  }

  private static List<FrameShape> frames(
      Collection<Layout.Frame> frames, Map<String, NodeShape> nodes, List<NoteShape> notes) {
    List<FrameShape> out = new ArrayList<>();
    for (Layout.Frame f : frames) {
      FrameShape shape = frame(f, nodes, notes, CanvasScene.EMPTY);
      if (shape != null) {
        out.add(shape);
      }
    }
    // The widest first, so that a frame within another lies above it.
    out.sort((a, b) -> Double.compare(b.box().width(), a.box().width()));
    return out;
  }

  /** Null for a frame of a file whose members are all gone. */
  private static @Nullable FrameShape frame(
      Layout.Frame f, Map<String, NodeShape> nodes, List<NoteShape> notes, CanvasScene rest) {
    Map<String, Box> noteBoxes = new HashMap<>();
    rest.notes().values().forEach(n -> noteBoxes.put(n.id(), n.box()));
    notes.forEach(n -> noteBoxes.put(n.id(), n.box()));
    List<Box> boxes = new ArrayList<>();
    for (String m : f.members()) {
      NodeShape n = nodes.getOrDefault(m, rest.nodes().get(m));
      if (n != null) {
        boxes.add(n.box());
      } else if (noteBoxes.containsKey(m)) {
        boxes.add(noteBoxes.get(m));
      }
    }
    return boxes.isEmpty() ? null : FrameShape.round(f, Box.around(boxes));
  }
}
