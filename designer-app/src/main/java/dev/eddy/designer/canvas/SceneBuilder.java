package dev.eddy.designer.canvas;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.text.Texts;
import dev.eddy.model.contract.Contract;
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
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Severity;
import dev.eddy.model.protocol.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the scene of a graph. Pure but for the width of names, which the font decides.
 *
 * @param nameWidth width of a node's name in canvas units
 */
public record SceneBuilder(Catalog catalog, ToDoubleFunction<String> nameWidth) {

  public CanvasScene build(Graph graph, Layout layout, Marks marks) {
    Set<PortRef> connectedIn = new HashSet<>();
    Set<PortRef> connectedOut = new HashSet<>();
    for (Edge e : graph.edges().values()) {
      connectedOut.add(e.from());
      connectedIn.add(e.to());
    }
    Map<String, Status.NodeCounts> counts = new HashMap<>();
    if (marks.status() != null) {
      marks.status().nodes().forEach(c -> counts.put(c.nodeId(), c));
    }
    Map<String, NodeShape> nodes = new HashMap<>();
    List<NodeShape> ordered = new ArrayList<>();
    int unplaced = 0;
    for (Node n : graph.nodes().values()) {
      Layout.Position p = layout.positions().get(n.id());
      if (p == null) {
        // A node that no layout places: in a row under everything, so that it can be found.
        p = new Layout.Position(224.0 * unplaced++, -160);
      }
      NodeShape shape = node(n, p, marks, connectedIn, connectedOut, counts.get(n.id()), graph);
      nodes.put(n.id(), shape);
      ordered.add(shape);
    }
    List<EdgeShape> edges = new ArrayList<>();
    for (Edge e : graph.edges().values()) {
      edges.add(edge(e, nodes, marks));
    }
    return new CanvasScene(ordered, edges);
  }

  private NodeShape node(
      Node n,
      Layout.Position at,
      Marks marks,
      Set<PortRef> connectedIn,
      Set<PortRef> connectedOut,
      Status.@Nullable NodeCounts counts,
      Graph graph) {
    Optional<? extends OperatorType> type = catalog.find(n.operator());
    OperatorDescriptor d = type.map(OperatorType::descriptor).orElse(null);
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
    List<Problem> problems = marks.problems().getOrDefault(n.id(), List.of());
    Severity gravest = problems.isEmpty() ? null : problems.get(0).severity();
    Status status = marks.status();
    boolean paused =
        status != null && status.phase() == Status.Phase.PAUSED && n.id().equals(status.nodeId());
    String line =
        gravest == Severity.ERROR
            ? problems.get(0).message()
            : type.map(t -> describe(t, n)).orElse("unknown operator " + n.operator());
    long entries =
        status == null || status.phase() == Status.Phase.RUNNING || counts == null
            ? -1
            : counts.stateEntries();
    String watermark = counts == null ? "" : Texts.watermark(counts.watermark());
    return new NodeShape(
        n.id(),
        box,
        family,
        d == null ? "help-circle" : d.icon(),
        n.name(),
        line,
        counts == null ? "not run yet" : numbers(family, counts),
        counts == null ? "not run yet" : shortNumbers(family, counts),
        entries >= 0 ? Figures.count(entries, "key", "keys") : watermark,
        entries < 0,
        in,
        out,
        gravest,
        marks.selectedNodes().contains(n.id()),
        paused,
        status != null && status.phase() == Status.Phase.RUNNING,
        status != null && status.isPast(),
        marks.changed().contains(n.id()),
        paused && status != null
            ? "stops before row " + Figures.number(status.at().sequence())
            : "");
  }

  private static String describe(OperatorType type, Node n) {
    String text = type.describe(new Parameters(type.descriptor(), n.parameters()));
    return text.isEmpty() ? type.descriptor().title() : text;
  }

  private static String numbers(Family family, Status.NodeCounts c) {
    if (family == Family.SOURCE) {
      return Figures.count(c.rowsOut(), "row", "rows");
    }
    if (family == Family.SINK) {
      return Figures.count(c.rowsIn(), "row", "rows");
    }
    return Figures.number(c.rowsIn()) + " → " + Figures.number(c.rowsOut());
  }

  private static String shortNumbers(Family family, Status.NodeCounts c) {
    if (family == Family.SOURCE || family == Family.SINK) {
      return Texts.compact(family == Family.SOURCE ? c.rowsOut() : c.rowsIn()) + " rows";
    }
    return Texts.compact(c.rowsIn()) + " → " + Texts.compact(c.rowsOut());
  }

  // An operator that is not installed still shows the ports that edges use.
  private static List<String> portsOf(Graph graph, String node, boolean input) {
    return (input ? graph.into(node) : graph.outOf(node))
        .stream().map(e -> (input ? e.to() : e.from()).port()).distinct().sorted().toList();
  }

  private EdgeShape edge(Edge e, Map<String, NodeShape> nodes, Marks marks) {
    Point from = anchor(nodes.get(e.from().node()), e.from().port(), false);
    Point to = anchor(nodes.get(e.to().node()), e.to().port(), true);
    Contract contract = marks.outputs().get(e.from().toString());
    boolean updating = contract != null && contract.isUpdating();
    String keys = contract == null ? "" : String.join(", ", contract.upsertKeys());
    NodeShape source = nodes.get(e.from().node());
    boolean side =
        source != null
            && source.outputs().stream()
                .anyMatch(p -> p.ref().equals(e.from()) && p.kind() == PortShape.Kind.DIAMOND);
    String label = side ? e.from().port() : updating ? keys : "";
    Status status = marks.status();
    return new EdgeShape(
        e.id(),
        e.from(),
        e.to(),
        Curve.between(from.plus(NodeGeometry.PORT / 2, 0), to.plus(-NodeGeometry.PORT / 2, 0)),
        label,
        updating,
        status != null && status.phase() == Status.Phase.RUNNING
            ? marks.rates().getOrDefault(e.id(), 0.0)
            : 0,
        e.id().equals(marks.selectedEdge()),
        status != null && status.phase() == Status.Phase.PAUSED && e.id().equals(status.edgeId()),
        status != null && status.isPast(),
        marks.breakpoints().getOrDefault(e.id(), EdgeShape.Dot.NONE));
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
}
