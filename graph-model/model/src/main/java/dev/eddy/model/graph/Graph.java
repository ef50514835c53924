package dev.eddy.model.graph;

import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logic of a pipeline: immutable, in file order. Holds that ids are distinct and that edges
 * join nodes that exist; everything else (ports, types, cycles, several edges into one port) is for
 * the checks, so that a graph in the making can be held.
 *
 * @param properties pipeline-wide values, such as {@code maxParallelism}
 */
public record Graph(
    Map<String, Node> nodes,
    Map<String, Edge> edges,
    Value.Struct properties,
    Value.Struct unknown) {
  public static final Graph EMPTY =
      new Graph(Map.of(), Map.of(), Value.Struct.EMPTY, Value.Struct.EMPTY);

  public Graph {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    edges = Collections.unmodifiableMap(new LinkedHashMap<>(edges));
    // The messages are made on failure only: every edit of a large graph comes through here.
    for (Map.Entry<String, Node> n : nodes.entrySet()) {
      if (!n.getKey().equals(n.getValue().id())) {
        throw new IllegalArgumentException("node " + n.getKey());
      }
    }
    for (Map.Entry<String, Edge> e : edges.entrySet()) {
      Edge edge = e.getValue();
      if (!e.getKey().equals(edge.id())) {
        throw new IllegalArgumentException("edge " + e.getKey());
      } else if (!nodes.containsKey(edge.from().node())) {
        throw new IllegalArgumentException("edge " + edge.id() + " starts nowhere");
      } else if (!nodes.containsKey(edge.to().node())) {
        throw new IllegalArgumentException("edge " + edge.id() + " ends nowhere");
      }
    }
  }

  /** In this order; two of one id are refused. */
  public static Graph of(List<Node> nodes, List<Edge> edges) {
    Map<String, Node> n = new LinkedHashMap<>();
    nodes.forEach(x -> putNew(n, x.id(), x));
    Map<String, Edge> e = new LinkedHashMap<>();
    edges.forEach(x -> putNew(e, x.id(), x));
    return new Graph(n, e, Value.Struct.EMPTY, Value.Struct.EMPTY);
  }

  private static <T> void putNew(Map<String, T> map, String id, T value) {
    if (map.put(id, value) != null) {
      throw new IllegalArgumentException("two are named " + id);
    }
  }

  public Optional<Node> node(String id) {
    return Optional.ofNullable(nodes.get(id));
  }

  public Optional<Edge> edge(String id) {
    return Optional.ofNullable(edges.get(id));
  }

  public List<Edge> into(String node) {
    List<Edge> out = new ArrayList<>();
    for (Edge e : edges.values()) {
      if (e.to().node().equals(node)) {
        out.add(e);
      }
    }
    return out;
  }

  public List<Edge> outOf(String node) {
    List<Edge> out = new ArrayList<>();
    for (Edge e : edges.values()) {
      if (e.from().node().equals(node)) {
        out.add(e);
      }
    }
    return out;
  }

  public Graph withNodes(Map<String, Node> value) {
    return new Graph(value, edges, properties, unknown);
  }

  public Graph withEdges(Map<String, Edge> value) {
    return new Graph(nodes, value, properties, unknown);
  }

  public Graph withProperties(Value.Struct value) {
    return new Graph(nodes, edges, value, unknown);
  }
}
