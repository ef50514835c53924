package dev.eddy.model.edit;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that were taken out of a pipeline to be put into this or another one.
 *
 * @param document the nodes, the edges between them and their positions
 * @param incoming edges from nodes that were not taken into some that were
 */
public record Clip(PipelineDocument document, List<Edge> incoming) {
  /** How far a copy stands off what lies where it came from, in canvas units. */
  private static final double STEP = 32;

  public Clip {
    incoming = List.copyOf(incoming);
  }

  /**
   * What to do to a document so that it holds a clip.
   *
   * @param edits to be applied in order
   * @param ids of the nodes that come in, in the clip's order
   */
  public record Paste(List<GraphEdit> edits, Set<String> ids) {}

  /** Takes nodes; ids that the document does not have are left out. */
  public static Clip of(PipelineDocument document, Set<String> ids) {
    Graph g = document.graph();
    Map<String, Node> nodes = new LinkedHashMap<>();
    Layout layout = Layout.EMPTY;
    for (Node n : g.nodes().values()) {
      if (ids.contains(n.id())) {
        nodes.put(n.id(), n);
        Layout.Position p = document.layout().positions().get(n.id());
        layout = p == null ? layout : layout.with(n.id(), p);
      }
    }
    Map<String, Edge> inner = new LinkedHashMap<>();
    List<Edge> incoming = new ArrayList<>();
    for (Edge e : g.edges().values()) {
      if (nodes.containsKey(e.to().node())) {
        if (nodes.containsKey(e.from().node())) {
          inner.put(e.id(), e);
        } else {
          incoming.add(e);
        }
      }
    }
    return new Clip(
        new PipelineDocument(
            new Graph(nodes, inner, Graph.EMPTY.properties(), Graph.EMPTY.unknown()), layout),
        incoming);
  }

  public boolean isEmpty() {
    return document.graph().nodes().isEmpty();
  }

  /**
   * The edits that put the clip into a document: ids that are taken made fresh, names made distinct, positions as they
   * were, moved aside until no node stands exactly there.
   *
   * @param connect whether edges that came in are drawn again, where their start is there
   */
  public Paste into(PipelineDocument target, boolean connect, RandomGenerator random) {
    double off = offset(target.layout());
    List<GraphEdit> edits = new ArrayList<>();
    Map<String, String> copies = new LinkedHashMap<>();
    // Ids and names must be free in the graph as it grows.
    PipelineDocument grown = target;
    for (Node n : document.graph().nodes().values()) {
      Graph g = grown.graph();
      String id = g.nodes().containsKey(n.id()) ? Fresh.nodeId(g, n.operator(), random) : n.id();
      Node copy =
          new Node(id, n.operator(), Fresh.nodeName(g, n.name()), n.parameters(), n.unknown());
      Layout.Position p = document.layout().positions().get(n.id());
      Layout.Position at =
          p == null ? null : new Layout.Position(p.x() + off, p.y() + off);
      grown = add(new GraphEdit.AddNode(copy, at, -1), grown, edits);
      copies.put(n.id(), id);
    }
    for (Edge e : document.graph().edges().values()) {
      grown = connect(e, copies.get(e.from().node()), copies, grown, random, edits);
    }
    if (connect) {
      for (Edge e : incoming) {
        if (target.graph().nodes().containsKey(e.from().node())) {
          grown = connect(e, e.from().node(), copies, grown, random, edits);
        }
      }
    }
    return new Paste(List.copyOf(edits), new LinkedHashSet<>(copies.values()));
  }

  private static PipelineDocument connect(
      Edge e,
      @Nullable String from,
      Map<String, String> copies,
      PipelineDocument grown,
      RandomGenerator random,
      List<GraphEdit> edits) {
    String to = copies.get(e.to().node());
    if (from == null || to == null) {
      return grown;
    }
    Edge edge =
        new Edge(
            Fresh.edgeId(grown.graph(), random),
            new PortRef(from, e.from().port()),
            new PortRef(to, e.to().port()),
            e.unknown());
    return add(new GraphEdit.AddEdge(edge), grown, edits);
  }

  private static PipelineDocument add(
      GraphEdit edit, PipelineDocument grown, List<GraphEdit> edits) {
    edits.add(edit);
    return edit.apply(grown);
  }

  private double offset(Layout target) {
    Set<Layout.Position> taken = new LinkedHashSet<>(target.positions().values());
    double off = 0;
    while (collides(taken, off)) {
      off += STEP;
    }
    return off;
  }

  private boolean collides(Set<Layout.Position> taken, double off) {
    return document.layout().positions().values().stream()
        .anyMatch(p -> taken.contains(new Layout.Position(p.x() + off, p.y() + off)));
  }
}
