package dev.eddy.model.edit;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two versions of a pipeline, for people: by ids, so that a rename is one
 * change and a move none. {@link GraphDiff} gives the edits instead.
 *
 * @param nodes in the order of the later version, those that were removed last
 * @param properties of the pipeline itself
 * @param moved how many nodes stand elsewhere
 */
public record Differences(
    List<OfNode> nodes, List<OfEdge> edges, List<OfValue> properties, int moved) {
  /** What became of a node or an edge. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  /**
   * A node that differs.
   *
   * @param name as it is now, or was last
   * @param values what of it has changed; for one that was added or removed, what it has
   */
  public record OfNode(Kind kind, String id, String name, String operator, List<OfValue> values) {
    public OfNode {
      values = List.copyOf(values);
    }
  }

  /**
   * An edge that was drawn, taken away, leads elsewhere, or says something else.
   *
   * @param was ends as names, such as {@code readings.out → hourly.in}; null for one that is new
   * @param is null for one that is gone
   * @param values what else of it has changed
   */
  public record OfEdge(
      Kind kind, String id, @Nullable String was, @Nullable String is, List<OfValue> values) {
    public OfEdge {
      values = List.copyOf(values);
    }
  }

  /**
   * A named value.
   *
   * @param was null where it was not set
   * @param is null where it is not set any more
   */
  public record OfValue(String name, @Nullable Value was, @Nullable Value is) {}

  public Differences {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    properties = List.copyOf(properties);
  }

  public static Differences between(PipelineDocument before, PipelineDocument after) {
    Graph a = before.graph();
    Graph b = after.graph();
    List<OfNode> nodes = new ArrayList<>();
    int moved = 0;
    for (Node n : b.nodes().values()) {
      Node old = a.nodes().get(n.id());
      if (old == null) {
        nodes.add(new OfNode(Kind.ADDED, n.id(), n.name(), n.operator(), parameters(null, n)));
        continue;
      }
      List<OfValue> values = changed(old, n);
      if (!values.isEmpty()) {
        nodes.add(new OfNode(Kind.CHANGED, n.id(), n.name(), n.operator(), values));
      }
      Layout.Position was = before.layout().positions().get(n.id());
      Layout.Position is = after.layout().positions().get(n.id());
      moved += Objects.equals(was, is) ? 0 : 1;
    }
    for (Node old : a.nodes().values()) {
      if (!b.nodes().containsKey(old.id())) {
        nodes.add(
            new OfNode(Kind.REMOVED, old.id(), old.name(), old.operator(), parameters(old, null)));
      }
    }
    List<OfValue> properties = values(a.properties(), b.properties());
    properties.addAll(values(a.unknown(), b.unknown()));
    return new Differences(nodes, edges(a, b), properties, moved);
  }

  /** Whether both say the same; where nodes stand says nothing. */
  public boolean isEmpty() {
    return nodes.isEmpty() && edges.isEmpty() && properties.isEmpty();
  }

  /** How many nodes, edges and properties differ. */
  public int size() {
    return nodes.size() + edges.size() + properties.size();
  }

  /** What became of nodes, by id; those that are as they were are left out. */
  public Map<String, Kind> kinds() {
    Map<String, Kind> out = new LinkedHashMap<>();
    nodes.forEach(n -> out.put(n.id(), n.kind()));
    return out;
  }

  private static List<OfValue> changed(Node old, Node now) {
    List<OfValue> out = new ArrayList<>();
    text(out, "name", old.name(), now.name());
    text(out, "operator", old.operator(), now.operator());
    if (old.bypassed() != now.bypassed()) {
      out.add(new OfValue("bypassed", Value.of(old.bypassed()), Value.of(now.bypassed())));
    }
    out.addAll(values(old.parameters(), now.parameters()));
    out.addAll(values(old.unknown(), now.unknown()));
    return out;
  }

  private static void text(List<OfValue> out, String name, String was, String is) {
    if (!was.equals(is)) {
      out.add(new OfValue(name, Value.of(was), Value.of(is)));
    }
  }

  private static List<OfValue> parameters(@Nullable Node old, @Nullable Node now) {
    return values(
        old == null ? Value.Struct.EMPTY : old.parameters(),
        now == null ? Value.Struct.EMPTY : now.parameters());
  }

  private static List<OfValue> values(Value.Struct was, Value.Struct is) {
    Set<String> names = new LinkedHashSet<>(is.fields().keySet());
    names.addAll(was.fields().keySet());
    List<OfValue> out = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(was.get(name), is.get(name))) {
        out.add(new OfValue(name, was.get(name), is.get(name)));
      }
    }
    return out;
  }

  private static List<OfEdge> edges(Graph a, Graph b) {
    List<OfEdge> out = new ArrayList<>();
    for (Edge e : b.edges().values()) {
      Edge old = a.edges().get(e.id());
      if (old == null) {
        out.add(new OfEdge(Kind.ADDED, e.id(), null, ends(b, e), List.of()));
      } else if (!old.equals(e)) {
        // The ends say how rows are dealt out.
        List<OfValue> values =
            values(old.withPartitioning(null).unknown(), e.withPartitioning(null).unknown());
        out.add(new OfEdge(Kind.CHANGED, e.id(), ends(a, old), ends(b, e), values));
      }
    }
    for (Edge old : a.edges().values()) {
      if (!b.edges().containsKey(old.id())) {
        out.add(new OfEdge(Kind.REMOVED, old.id(), ends(a, old), null, List.of()));
      }
    }
    return out;
  }

  private static String ends(Graph g, Edge e) {
    String how = e.partitioning() == null ? "" : " (" + e.partitioning().word() + ")";
    return port(g, e.from()) + " → " + port(g, e.to()) + how;
  }

  private static String port(Graph g, PortRef p) {
    return g.node(p.node()).map(Node::name).orElse(p.node()) + "." + p.port();
  }
}
