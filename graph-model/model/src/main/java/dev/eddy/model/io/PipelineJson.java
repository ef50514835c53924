package dev.eddy.model.io;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code NAME.pipeline.json}: the logic of a pipeline. */
final class PipelineJson {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
  private static final List<String> PROPERTIES = List.of("description", "maxParallelism");

  private PipelineJson() {}

  static Value.Struct toValue(Graph graph) {
    Map<String, Value> out = new LinkedHashMap<>();
    out.put("format", Value.of(FormatVersion.CURRENT));
    out.putAll(new TreeMap<>(graph.properties().fields()));
    out.put(
        "nodes", new Value.Items(graph.nodes().values().stream().map(PipelineJson::node).toList()));
    out.put(
        "edges", new Value.Items(graph.edges().values().stream().map(PipelineJson::edge).toList()));
    graph.unknown().fields().forEach(out::putIfAbsent);
    return new Value.Struct(out);
  }

  private static Value node(Node n) {
    Map<String, Value> out = new LinkedHashMap<>();
    out.put("id", Value.of(n.id()));
    out.put("operator", Value.of(n.operator()));
    out.put("name", Value.of(n.name()));
    if (n.bypassed()) {
      out.put("bypassed", Value.of(true));
    }
    // Sorted, so that the bytes do not tell in which order somebody filled in a form.
    out.put("parameters", new Value.Struct(new TreeMap<>(n.parameters().fields())));
    n.unknown().fields().forEach(out::putIfAbsent);
    return new Value.Struct(out);
  }

  private static Value edge(Edge e) {
    Map<String, Value> out = new LinkedHashMap<>();
    out.put("id", Value.of(e.id()));
    out.put("from", Value.of(e.from().toString()));
    out.put("to", Value.of(e.to().toString()));
    Value partitioning = e.unknown().get(Edge.PARTITIONING);
    if (partitioning != null) {
      out.put(Edge.PARTITIONING, partitioning);
    }
    e.unknown().fields().forEach(out::putIfAbsent);
    return new Value.Struct(out);
  }

  /** The graph; null where an error was reported. */
  static @Nullable Graph read(Value.Struct root, StructReader.Source source) {
    StructReader reader = new StructReader(root, "", source);
    int before = source.problems().size();
    if (!FormatVersion.accept(reader, source)) {
      return null;
    }
    Map<String, Value> properties = new LinkedHashMap<>();
    for (String p : PROPERTIES) {
      Value v = reader.take(p);
      if (v != null) {
        properties.put(p, v);
      }
    }
    Map<String, Node> nodes = readNodes(reader.structs("nodes"), source);
    Map<String, Edge> edges = readEdges(reader.structs("edges"), nodes, source);
    if (source.problems().size() > before) {
      return null;
    }
    return new Graph(nodes, edges, new Value.Struct(properties), reader.rest());
  }

  private static Map<String, Node> readNodes(
      List<Value.Struct> structs, StructReader.Source source) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (Value.Struct s : structs) {
      StructReader r = new StructReader(s, "nodes[" + nodes.size() + "]", source);
      String id = r.text("id");
      Node node =
          new Node(
              id,
              r.text("operator"),
              r.text("name", id),
              r.flag("bypassed"),
              r.struct("parameters"),
              r.rest());
      if (!ID.matcher(id).matches()) {
        if (!id.isEmpty()) {
          source.error(
              "bad-id",
              s,
              "The node id \"" + id + "\" is not made of letters, digits, - and _.",
              "Change it there and in the edges.");
        }
      } else if (nodes.put(id, node) != null) {
        source.error(
            "duplicate-id",
            s,
            "Two nodes have the id \"" + id + "\".",
            "Give one of them another id and correct its edges.");
      }
    }
    return nodes;
  }

  private static Map<String, Edge> readEdges(
      List<Value.Struct> structs, Map<String, Node> nodes, StructReader.Source source) {
    Map<String, Edge> edges = new LinkedHashMap<>();
    for (Value.Struct s : structs) {
      StructReader r = new StructReader(s, "edges[" + edges.size() + "]", source);
      String id = r.text("id");
      PortRef from = port(r.text("from"));
      PortRef to = port(r.text("to"));
      if (from == null || to == null) {
        source.error(
            "bad-edge",
            s,
            "The edge \"" + id + "\" does not join two ports.",
            "Write \"from\": \"node.port\", \"to\": \"node.port\".");
        continue;
      }
      for (PortRef end : new ArrayList<>(List.of(from, to))) {
        if (!nodes.containsKey(end.node())) {
          source.error(
              "edge-to-nowhere",
              s,
              "The edge \""
                  + id
                  + "\" ends at the node \""
                  + end.node()
                  + "\", which is not there.",
              "Remove the edge, or restore the node.");
        }
      }
      Value.Struct rest = r.rest();
      Value partitioning = rest.get(Edge.PARTITIONING);
      Edge edge = new Edge(id, from, to, rest);
      if (partitioning != null && edge.partitioning() == null) {
        source.error(
            "bad-partitioning",
            s,
            "The partitioning of the edge \"" + id + "\" is none.",
            "Write \"forward\" or \"rebalance\", or leave it out.");
      }
      if (id.isEmpty()) {
        continue;
      }
      if (edges.put(id, edge) != null) {
        source.error(
            "duplicate-id", s, "Two edges have the id \"" + id + "\".", "Rename one of them.");
      }
    }
    return edges;
  }

  static @Nullable PortRef port(String text) {
    int dot = text.indexOf('.');
    return dot <= 0 || dot == text.length() - 1
        ? null
        : new PortRef(text.substring(0, dot), text.substring(dot + 1));
  }
}
