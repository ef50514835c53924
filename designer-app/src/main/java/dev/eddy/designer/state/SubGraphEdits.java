package dev.eddy.designer.state;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.Fresh;
import dev.eddy.model.edit.GraphDiff;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.subgraph.SubGraphs;
import dev.eddy.model.type.Field;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes a sub-graph of a selection, and puts one in the place of its node. Pure. */
final class SubGraphEdits {
  private SubGraphEdits() {}

  /**
   * A selection taken out.
   *
   * @param inner the new pipeline
   * @param edits of the old one
   * @param node that stands there for the new one
   */
  record Extraction(PipelineDocument inner, List<GraphEdit> edits, String node) {}

  /**
   * @param name of the new pipeline
   * @param outputs contracts by {@code node.port} where they are known, for the columns of its
   *     inputs
   */
  static Extraction extract(
      PipelineDocument document, Set<String> ids, String name, Map<String, Contract> outputs) {
    Graph g = document.graph();
    Layout l = document.layout();
    double left = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    for (String id : ids) {
      Layout.Position p = l.positions().getOrDefault(id, new Layout.Position(0, 0));
      left = Math.min(left, p.x());
      right = Math.max(right, p.x());
      top = Math.min(top, p.y());
    }
    List<Node> nodes = new ArrayList<>();
    Map<String, Layout.Position> places = new LinkedHashMap<>();
    for (Node n : g.nodes().values()) {
      if (ids.contains(n.id())) {
        nodes.add(n);
        places.put(n.id(), l.positions().getOrDefault(n.id(), new Layout.Position(0, 0)));
      }
    }
    List<Edge> inner = new ArrayList<>();
    Map<PortRef, String> in = new LinkedHashMap<>();
    Map<PortRef, String> out = new LinkedHashMap<>();
    EditSteps steps = new EditSteps(document);
    for (Edge e : g.edges().values()) {
      boolean from = ids.contains(e.from().node());
      boolean to = ids.contains(e.to().node());
      if (from && to) {
        inner.add(e);
      } else if (to) {
        String port = in.computeIfAbsent(e.from(), k -> numbered("rows", in.size()));
        inner.add(new Edge(e.id(), new PortRef(portId("input", port), "out"), e.to(), e.unknown()));
      } else if (from) {
        String port = out.computeIfAbsent(e.from(), k -> numbered("result", out.size()));
        if (inner.stream().noneMatch(x -> x.to().node().equals(portId("output", port)))) {
          inner.add(new Edge(e.id(), e.from(), new PortRef(portId("output", port), "in")));
        }
      }
    }
    double y = top;
    for (Map.Entry<PortRef, String> e : in.entrySet()) {
      String id = portId("input", e.getValue());
      nodes.add(
          new Node(id, SubGraphs.INPUT, e.getValue(), columns(outputs.get(e.getKey().toString()))));
      places.put(id, new Layout.Position(left - 256, y));
      y += 112;
    }
    y = top;
    for (String port : out.values()) {
      String id = portId("output", port);
      nodes.add(new Node(id, SubGraphs.OUTPUT, port, Value.Struct.EMPTY));
      places.put(id, new Layout.Position(right + 320, y));
      y += 112;
    }
    ids.forEach(id -> steps.add(new GraphEdit.RemoveNode(id)));
    String node = Fresh.nodeId(g, "subgraph", RandomGenerator.getDefault());
    steps.add(
        new GraphEdit.AddNode(
            new Node(node, SubGraphs.PREFIX + name, steps.freshName(name), parameters(nodes)),
            new Layout.Position(left, top)));
    in.forEach((source, port) -> steps.connect(source, new PortRef(node, port)));
    for (Edge e : g.edges().values()) {
      if (ids.contains(e.from().node()) && !ids.contains(e.to().node())) {
        // Its id stays, and with it a breakpoint on it.
        steps.add(
            new GraphEdit.AddEdge(
                new Edge(e.id(), port(node, out.get(e.from())), e.to(), e.unknown())));
      }
    }
    return new Extraction(
        new PipelineDocument(Graph.of(nodes, inner), drawn(l, places, inner, g)),
        steps.edits(),
        node);
  }

  /** References that the selection had stay references: the new node hands them on. */
  private static Value.Struct parameters(List<Node> nodes) {
    Value.Struct out = Value.Struct.EMPTY;
    for (String name : SubGraphs.references(Graph.of(nodes, List.of()))) {
      out = out.with(name, Value.of("${" + name + "}"));
    }
    return out;
  }

  /** Both are known: every edge here ends at a node that was taken out or put in. */
  private static PortRef port(@Nullable String node, @Nullable String port) {
    return new PortRef(Objects.requireNonNull(node), Objects.requireNonNull(port));
  }

  private static String numbered(String stem, int index) {
    return index == 0 ? stem : stem + "-" + (index + 1);
  }

  private static String portId(String kind, String name) {
    return kind + "-" + name;
  }

  private static Value.Struct columns(@Nullable Contract c) {
    if (c == null) {
      return Value.Struct.EMPTY;
    }
    List<Value> columns = new ArrayList<>();
    for (Field f : c.schema().fields()) {
      columns.add(
          Value.Struct.EMPTY
              .with("name", Value.of(f.name()))
              .with("type", Value.of(f.type().sql())));
    }
    Value.Struct out = Value.Struct.EMPTY.with("columns", new Value.Items(columns));
    return c.timeColumn() == null ? out : out.with("event_time", Value.of(c.timeColumn()));
  }

  /**
   * The edits that put a sub-graph's nodes in the place of its node; what stands to the right makes
   * room. Nodes of sub-graphs within it stay such.
   */
  static List<GraphEdit> expand(PipelineDocument document, Node node, PipelineDocument inner) {
    Graph mixed = SubGraphs.inlined(document.graph(), node, inner.graph());
    Map<String, String> renamed = new LinkedHashMap<>();
    Map<String, Node> nodes = new LinkedHashMap<>();
    EditSteps taken = new EditSteps(document);
    for (Node n : mixed.nodes().values()) {
      String id = n.id();
      if (id.contains(SubGraphs.SEPARATOR)) {
        id = taken.freshId(n.operator().replace(':', '-').replace(' ', '-'));
        String name = taken.freshName(n.name().substring(n.name().lastIndexOf(" / ") + 3));
        Node copy = new Node(id, n.operator(), name, n.bypassed(), n.parameters(), n.unknown());
        nodes.put(id, copy);
        taken.add(new GraphEdit.AddNode(copy, null, -1));
      } else {
        nodes.put(id, n);
      }
      renamed.put(n.id(), id);
    }
    Map<String, Edge> edges = new LinkedHashMap<>();
    Map<String, Edge> known = document.graph().edges();
    for (Edge e : mixed.edges().values()) {
      String id =
          known.containsKey(e.id()) && !edges.containsKey(e.id())
              ? e.id()
              : Fresh.edgeId(
                  x -> known.containsKey(x) || edges.containsKey(x), RandomGenerator.getDefault());
      edges.put(
          id,
          new Edge(
              id,
              port(renamed.get(e.from().node()), e.from().port()),
              port(renamed.get(e.to().node()), e.to().port()),
              e.unknown()));
    }
    Graph after = new Graph(nodes, edges, mixed.properties(), mixed.unknown());
    Layout layout = layout(document.layout(), node, inner, renamed).fitting(after);
    return GraphDiff.between(document, new PipelineDocument(after, layout));
  }

  /** The places of the nodes, and the looks of the edges that were among them before. */
  private static Layout drawn(
      Layout old, Map<String, Layout.Position> places, List<Edge> inner, Graph before) {
    Layout out = Layout.EMPTY.withPositions(places).withRouting(old.routing());
    for (Edge e : inner) {
      if (e.equals(before.edges().get(e.id()))) {
        out =
            out.withBends(e.id(), old.bendsOf(e.id())).withLabel(e.id(), old.labels().get(e.id()));
      }
    }
    return out;
  }

  private static Layout layout(
      Layout outer, Node node, PipelineDocument inner, Map<String, String> renamed) {
    Layout.Position at = outer.positions().getOrDefault(node.id(), new Layout.Position(0, 0));
    Map<String, Layout.Position> inside = new LinkedHashMap<>();
    inner
        .layout()
        .positions()
        .forEach(
            (id, p) -> {
              String name = renamed.get(node.id() + SubGraphs.SEPARATOR + id);
              if (name != null) {
                inside.put(name, p);
              }
            });
    double left = inside.values().stream().mapToDouble(Layout.Position::x).min().orElse(0);
    double right = inside.values().stream().mapToDouble(Layout.Position::x).max().orElse(0);
    double top = inside.values().stream().mapToDouble(Layout.Position::y).min().orElse(0);
    Map<String, Layout.Position> out = new LinkedHashMap<>();
    outer
        .positions()
        .forEach(
            (id, p) -> {
              if (!id.equals(node.id())) {
                double by = p.x() > at.x() ? right - left : 0;
                out.put(id, new Layout.Position(p.x() + by, p.y()));
              }
            });
    inside.forEach(
        (id, p) -> out.put(id, new Layout.Position(p.x() - left + at.x(), p.y() - top + at.y())));
    return outer.withPositions(out);
  }
}
