package dev.eddy.designer.canvas;

import dev.eddy.model.graph.PortRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything on the canvas with its place: what is painted, and what the mouse can hit. */
public final class CanvasScene {
  public static final CanvasScene EMPTY = new CanvasScene(List.of(), List.of());

  /** How far from an edge's curve, or a port's middle, the mouse still hits it. */
  public static final double REACH = 10;

  private final Map<String, NodeShape> nodes = new LinkedHashMap<>();
  private final Map<String, EdgeShape> edges = new LinkedHashMap<>();
  private final SpatialIndex<NodeShape> nodeIndex;
  private final SpatialIndex<EdgeShape> edgeIndex;

  public CanvasScene(Collection<NodeShape> nodes, Collection<EdgeShape> edges) {
    nodes.forEach(n -> this.nodes.put(n.id(), n));
    edges.forEach(e -> this.edges.put(e.id(), e));
    nodeIndex = new SpatialIndex<>(this.nodes.values(), n -> n.box().grow(REACH));
    edgeIndex = new SpatialIndex<>(this.edges.values(), e -> e.curve().bounds().grow(REACH));
  }

  public Map<String, NodeShape> nodes() {
    return Collections.unmodifiableMap(nodes);
  }

  public Map<String, EdgeShape> edges() {
    return Collections.unmodifiableMap(edges);
  }

  public Box bounds() {
    return Box.around(nodes.values().stream().map(NodeShape::box).toList());
  }

  /** Nodes that a part of the canvas shows. */
  public List<NodeShape> nodesIn(Box seen) {
    return nodeIndex.touching(seen);
  }

  public List<EdgeShape> edgesIn(Box seen) {
    return edgeIndex.touching(seen);
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
      double d = e.curve().distance(p);
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
        .filter(e -> e.curve().at(0.5).distance(p) <= reach)
        .findFirst();
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
