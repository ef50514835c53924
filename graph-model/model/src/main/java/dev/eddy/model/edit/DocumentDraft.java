package dev.eddy.model.edit;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A document while many edits are applied to it, one after the other, without a copy of the whole
 * for each. What it becomes is what the edits make of the document one by one. Not thread-safe.
 */
public final class DocumentDraft {
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Edge> edges = new LinkedHashMap<>();
  private final Map<String, Layout.Position> positions = new LinkedHashMap<>();
  // How many nodes have a name; made when it is first asked for.
  private @Nullable Map<String, Integer> names;
  private Graph graph;
  // Its positions are superseded by the ones above.
  private Layout layout;
  private @Nullable PipelineDocument made;

  public DocumentDraft(PipelineDocument document) {
    graph = document.graph();
    layout = document.layout();
    fill(document);
  }

  private void fill(PipelineDocument document) {
    made = document;
    graph = document.graph();
    layout = document.layout();
    nodes.clear();
    edges.clear();
    positions.clear();
    nodes.putAll(graph.nodes());
    edges.putAll(graph.edges());
    positions.putAll(layout.positions());
    names = null;
  }

  /**
   * @throws EditException where the edit does not fit; what was applied before stays
   */
  public void apply(GraphEdit edit) {
    if (edit instanceof GraphEdit.Composite c) {
      c.edits().forEach(this::apply);
    } else if (edit instanceof GraphEdit.AddNode e) {
      require(!nodes.containsKey(e.node().id()), "there is a node " + e.node().id());
      Map<String, Node> behind = behind(nodes, e.index());
      put(e.node());
      nodes.putAll(behind);
      if (e.position() != null) {
        positions.put(e.node().id(), e.position());
      }
    } else if (edit instanceof GraphEdit.AddEdge e) {
      require(!edges.containsKey(e.edge().id()), "there is an edge " + e.edge().id());
      node(e.edge().from().node());
      node(e.edge().to().node());
      Map<String, Edge> behind = behind(edges, e.index());
      edges.put(e.edge().id(), e.edge());
      edges.putAll(behind);
      made = null;
    } else if (edit instanceof GraphEdit.RemoveNode e) {
      remove(node(e.nodeId()));
    } else if (edit instanceof GraphEdit.RemoveEdge e) {
      require(edges.remove(e.edgeId()) != null, "there is no edge " + e.edgeId());
      unbend(Set.of(e.edgeId()));
      made = null;
    } else if (edit instanceof GraphEdit.RenameNode e) {
      put(node(e.nodeId()).withName(e.name()));
    } else if (edit instanceof GraphEdit.SetBypassed e) {
      put(node(e.nodeId()).withBypassed(e.bypassed()));
    } else if (edit instanceof GraphEdit.SetParameter e) {
      Node n = node(e.nodeId());
      put(n.withParameters(n.parameters().with(e.parameter(), e.value())));
    } else {
      fill(edit.apply(document()));
    }
  }

  /** Takes out what stands from a place on; nothing where the place is the end, or -1 for it. */
  private static <T> Map<String, T> behind(Map<String, T> map, int index) {
    Map<String, T> out = new LinkedHashMap<>();
    if (index < 0 || index >= map.size()) {
      return out;
    }
    int i = 0;
    for (Iterator<Map.Entry<String, T>> all = map.entrySet().iterator(); all.hasNext(); i++) {
      Map.Entry<String, T> e = all.next();
      if (i >= index) {
        out.put(e.getKey(), e.getValue());
        all.remove();
      }
    }
    return out;
  }

  /** The document as it is now; later edits do not change it. */
  public PipelineDocument document() {
    PipelineDocument d = made;
    if (d == null) {
      d =
          new PipelineDocument(
              new Graph(nodes, edges, graph.properties(), graph.unknown()),
              layout.withPositions(positions));
      graph = d.graph();
      layout = d.layout();
      made = d;
    }
    return d;
  }

  /** The nodes as they are now: a view. */
  public Map<String, Node> nodes() {
    return Collections.unmodifiableMap(nodes);
  }

  /** The edges as they are now: a view. */
  public Map<String, Edge> edges() {
    return Collections.unmodifiableMap(edges);
  }

  /** Whether a node, note or frame has the id. */
  public boolean isTaken(String id) {
    return nodes.containsKey(id)
        || layout.notes().containsKey(id)
        || layout.frames().containsKey(id);
  }

  /** As {@link Fresh#nodeId}. */
  public String freshNodeId(String operator, RandomGenerator random) {
    return Fresh.id(operator, nodes::containsKey, random);
  }

  /** As {@link Fresh#nodeName}. */
  public String freshName(String wanted) {
    return Fresh.name(wanted, names()::containsKey);
  }

  /** Joins two ports by an edge with a fresh id. */
  public GraphEdit freshEdge(PortRef from, PortRef to, RandomGenerator random) {
    return new GraphEdit.AddEdge(new Edge(Fresh.edgeId(edges::containsKey, random), from, to));
  }

  private Map<String, Integer> names() {
    Map<String, Integer> out = names;
    if (out == null) {
      out = new HashMap<>();
      for (Node n : nodes.values()) {
        out.merge(n.name(), 1, Integer::sum);
      }
      names = out;
    }
    return out;
  }

  private void put(Node n) {
    Node old = nodes.put(n.id(), n);
    made = null;
    if (names != null) {
      if (old != null) {
        forget(old.name());
      }
      names.merge(n.name(), 1, Integer::sum);
    }
  }

  private void forget(String name) {
    Objects.requireNonNull(names).computeIfPresent(name, (k, n) -> n == 1 ? null : n - 1);
  }

  private void remove(Node n) {
    nodes.remove(n.id());
    positions.remove(n.id());
    if (names != null) {
      forget(n.name());
    }
    Set<String> gone = new HashSet<>();
    edges
        .values()
        .removeIf(
            e -> {
              boolean touches = e.from().node().equals(n.id()) || e.to().node().equals(n.id());
              return touches && gone.add(e.id());
            });
    unbend(gone);
    if (!layout.framesOf(n.id()).isEmpty()) {
      layout = layout.without(n.id());
    }
    made = null;
  }

  private void unbend(Set<String> gone) {
    layout = layout.withoutEdges(gone);
  }

  private Node node(String id) {
    Node n = nodes.get(id);
    if (n == null) {
      throw new EditException("there is no node " + id);
    }
    return n;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new EditException(otherwise);
    }
  }
}
