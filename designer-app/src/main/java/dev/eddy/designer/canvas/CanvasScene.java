package dev.eddy.designer.canvas;

import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.PortRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything on the canvas with its place: what is painted, and what the mouse can hit. */
public final class CanvasScene {
  public static final CanvasScene EMPTY =
      new CanvasScene(List.of(), List.of(), List.of(), List.of(), Layout.Routing.CURVED);

  /** How far from an edge's curve, or a port's middle, the mouse still hits it. */
  public static final double REACH = 10;

  private final Map<String, NodeShape> nodes = new LinkedHashMap<>();
  private final Map<String, EdgeShape> edges = new LinkedHashMap<>();
  private final Map<String, NoteShape> notes = new LinkedHashMap<>();
  private final Map<String, FrameShape> frames = new LinkedHashMap<>();
  private final SpatialIndex<NodeShape> nodeIndex;
  private final SpatialIndex<EdgeShape> edgeIndex;
  private final Map<String, List<EdgeShape>> edgesOfNode = new HashMap<>();
  private final Layout.Routing routing;
  private final Box bounds;

  CanvasScene(
      Collection<NodeShape> nodes,
      Collection<EdgeShape> edges,
      Collection<NoteShape> notes,
      Collection<FrameShape> frames,
      Layout.Routing routing) {
    this.routing = routing;
    nodes.forEach(n -> this.nodes.put(n.id(), n));
    edges.forEach(e -> this.edges.put(e.id(), e));
    notes.forEach(n -> this.notes.put(n.id(), n));
    frames.forEach(f -> this.frames.put(f.id(), f));
    nodeIndex = new SpatialIndex<>(this.nodes.values(), n -> n.box().grow(REACH));
    edgeIndex = new SpatialIndex<>(this.edges.values(), e -> e.extent().grow(REACH));
    for (EdgeShape e : this.edges.values()) {
      edgesOfNode.computeIfAbsent(e.from().node(), k -> new ArrayList<>(4)).add(e);
      if (!e.to().node().equals(e.from().node())) {
        edgesOfNode.computeIfAbsent(e.to().node(), k -> new ArrayList<>(4)).add(e);
      }
    }
    List<Box> boxes = new ArrayList<>();
    this.nodes.values().forEach(n -> boxes.add(n.box()));
    this.notes.values().forEach(n -> boxes.add(n.box()));
    this.frames.values().forEach(f -> boxes.add(f.box()));
    bounds = Box.around(boxes);
  }

  public Map<String, NodeShape> nodes() {
    return Collections.unmodifiableMap(nodes);
  }

  public Map<String, EdgeShape> edges() {
    return Collections.unmodifiableMap(edges);
  }

  public Map<String, NoteShape> notes() {
    return Collections.unmodifiableMap(notes);
  }

  public Map<String, FrameShape> frames() {
    return Collections.unmodifiableMap(frames);
  }

  /** How a wire finds its way while it is drawn. */
  Layout.Routing routing() {
    return routing;
  }

  public Box bounds() {
    return bounds;
  }

  /** Nodes that a part of the canvas shows. */
  public List<NodeShape> nodesIn(Box seen) {
    return nodeIndex.touching(seen);
  }

  public List<EdgeShape> edgesIn(Box seen) {
    return edgeIndex.touching(seen);
  }

  /** Edges that begin or end at a node. */
  List<EdgeShape> edgesOf(String node) {
    return edgesOfNode.getOrDefault(node, List.of());
  }

  public Optional<NodeShape> nodeAt(Point p) {
    NodeShape hit = null;
    for (NodeShape n : nodeIndex.touching(new Box(p.x(), p.y(), 0, 0))) {
      if (n.box().contains(p)) {
        hit = n;
      }
    }
    return Optional.ofNullable(hit);
  }

  /** The nearest port within reach; ports win over the nodes they sit on. */
  public Optional<PortShape> portAt(Point p, double reach) {
    PortShape best = null;
    double least = reach;
    for (NodeShape n : nodeIndex.touching(new Box(p.x(), p.y(), 0, 0).grow(reach))) {
      for (PortShape port : ports(n)) {
        double d = port.at().distance(p);
        if (d <= least) {
          least = d;
          best = port;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  public Optional<EdgeShape> edgeAt(Point p, double reach) {
    EdgeShape best = null;
    double least = reach;
    for (EdgeShape e : edgeIndex.touching(new Box(p.x(), p.y(), 0, 0).grow(reach))) {
      double d = e.path().distance(p);
      if (d <= least) {
        least = d;
        best = e;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The edge whose middle, where a breakpoint sits, is within reach. */
  public Optional<EdgeShape> middleAt(Point p, double reach) {
    return edgesIn(new Box(p.x(), p.y(), 0, 0).grow(reach)).stream()
        .filter(e -> e.middle().distance(p) <= reach)
        .findFirst();
  }

  /** The edge with a bend within reach. */
  Optional<EdgeShape> bendAt(Point p, double reach) {
    return edgesIn(new Box(p.x(), p.y(), 0, 0).grow(reach)).stream()
        .filter(e -> e.path().bendAt(p, reach) >= 0)
        .findFirst();
  }

  public Optional<NoteShape> noteAt(Point p) {
    NoteShape hit = null;
    for (NoteShape n : notes.values()) {
      if (n.box().contains(p)) {
        hit = n;
      }
    }
    return Optional.ofNullable(hit);
  }

  /** The innermost frame whose title is there. */
  public Optional<FrameShape> frameAt(Point p) {
    FrameShape hit = null;
    for (FrameShape f : frames.values()) {
      if (f.title().contains(p) && (hit == null || f.box().width() < hit.box().width())) {
        hit = f;
      }
    }
    return Optional.ofNullable(hit);
  }

  public Optional<PortShape> port(PortRef ref, boolean input) {
    NodeShape n = nodes.get(ref.node());
    if (n == null) {
      return Optional.empty();
    }
    return (input ? n.inputs() : n.outputs()).stream().filter(p -> p.ref().equals(ref)).findFirst();
  }

  public static List<PortShape> ports(NodeShape n) {
    List<PortShape> out = new ArrayList<>(n.inputs());
    out.addAll(n.outputs());
    return out;
  }
}
