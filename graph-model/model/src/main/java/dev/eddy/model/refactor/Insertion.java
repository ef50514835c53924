package dev.eddy.model.refactor;

import dev.eddy.model.edit.Fresh;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout.Position;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Edits that put a new node somewhere into a pipeline. */
final class Insertion {
  /** From one column of nodes to the next, and from row to row, in canvas units. */
  private static final double RIGHT = 240;

  private static final double DOWN = 112;

  private Insertion() {}

  private static Node fresh(
      Graph graph, OperatorDescriptor type, Value.Struct values, RandomGenerator random) {
    return new Node(
        Fresh.nodeId(graph, type.id(), random),
        type.id(),
        Fresh.nodeName(graph, type.title().toLowerCase(Locale.ROOT)),
        values);
  }

  private static @Nullable Position beside(PipelineDocument d, String node, double x, double y) {
    Position p = d.layout().positions().get(node);
    return p == null ? null : new Position(p.x() + x, p.y() + y);
  }

  /** A node with one input and one output in the place of an edge. */
  static Optional<GraphEdit> between(
      PipelineDocument d,
      Edge edge,
      OperatorDescriptor type,
      Value.Struct values,
      RandomGenerator random) {
    if (type.inputs().size() != 1 || type.outputs().isEmpty()) {
      return Optional.empty();
    }
    Graph g = d.graph();
    Node node = fresh(g, type, values, random);
    Position from = d.layout().positions().get(edge.from().node());
    Position to = d.layout().positions().get(edge.to().node());
    Position middle =
        from == null || to == null
            ? null
            : new Position((from.x() + to.x()) / 2, (from.y() + to.y()) / 2 + DOWN);
    return Optional.of(
        new GraphEdit.Composite(
            "Insert " + type.title(),
            List.of(
                new GraphEdit.AddNode(node, middle, -1),
                new GraphEdit.RemoveEdge(edge.id()),
                new GraphEdit.AddEdge(
                    new Edge(
                        edge.id(),
                        edge.from(),
                        new PortRef(node.id(), type.inputs().get(0).name()),
                        edge.unknown())),
                new GraphEdit.AddEdge(
                    new Edge(
                        Fresh.edgeId(g, random),
                        new PortRef(node.id(), type.outputs().get(0).name()),
                        edge.to())))));
  }

  /** A node behind another one. */
  static Optional<GraphEdit> after(
      PipelineDocument d,
      Node before,
      OperatorDescriptor type,
      PortRef from,
      Value.Struct values,
      RandomGenerator random) {
    if (type.inputs().size() != 1) {
      return Optional.empty();
    }
    Node node = fresh(d.graph(), type, values, random);
    return Optional.of(
        new GraphEdit.Composite(
            "Add " + type.title(),
            List.of(
                new GraphEdit.AddNode(node, beside(d, before.id(), RIGHT, 0), -1),
                new GraphEdit.AddEdge(
                    new Edge(
                        Fresh.edgeId(d.graph(), random),
                        from,
                        new PortRef(node.id(), type.inputs().get(0).name()))))));
  }

  /** A node in which several edges end that ended at one port, and one edge from it to there. */
  static Optional<GraphEdit> join(
      PipelineDocument d,
      Node target,
      OperatorDescriptor type,
      List<Edge> edges,
      String port,
      RandomGenerator random) {
    if (type.inputs().size() != 1 || !type.inputs().get(0).many() || type.outputs().isEmpty()) {
      return Optional.empty();
    }
    Node node = fresh(d.graph(), type, Value.Struct.EMPTY, random);
    PortRef in = new PortRef(node.id(), type.inputs().get(0).name());
    List<GraphEdit> out = new ArrayList<>();
    out.add(new GraphEdit.AddNode(node, beside(d, target.id(), -RIGHT / 2, DOWN), -1));
    for (Edge e : edges) {
      out.add(new GraphEdit.RemoveEdge(e.id()));
      out.add(new GraphEdit.AddEdge(new Edge(e.id(), e.from(), in, e.unknown())));
    }
    out.add(
        new GraphEdit.AddEdge(
            new Edge(
                Fresh.edgeId(d.graph(), random),
                new PortRef(node.id(), type.outputs().get(0).name()),
                new PortRef(target.id(), port))));
    return Optional.of(new GraphEdit.Composite("Insert " + type.title(), out));
  }

  /** Another operator in the place of a node: same id, name, edges and what parameters fit. */
  static GraphEdit replace(
      PipelineDocument d, Node node, OperatorDescriptor type, Value.Struct values) {
    Value.Struct kept = values;
    for (var e : node.parameters().fields().entrySet()) {
      if (type.parameter(e.getKey()).isPresent() && kept.get(e.getKey()) == null) {
        kept = kept.with(e.getKey(), e.getValue());
      }
    }
    Node next = new Node(node.id(), type.id(), node.name(), kept, node.unknown());
    int index = List.copyOf(d.graph().nodes().keySet()).indexOf(node.id());
    List<GraphEdit> out = new ArrayList<>();
    out.add(new GraphEdit.RemoveNode(node.id()));
    out.add(new GraphEdit.AddNode(next, d.layout().positions().get(node.id()), index));
    for (Edge e : d.graph().edges().values()) {
      if (e.from().node().equals(node.id()) || e.to().node().equals(node.id())) {
        PortRef to =
            e.to().node().equals(node.id()) && type.inputIndex(e.to().port()) < 0
                ? new PortRef(node.id(), type.inputs().get(0).name())
                : e.to();
        out.add(new GraphEdit.AddEdge(new Edge(e.id(), e.from(), to, e.unknown())));
      }
    }
    return new GraphEdit.Composite("Make " + node.name() + " a " + type.title(), out);
  }
}
