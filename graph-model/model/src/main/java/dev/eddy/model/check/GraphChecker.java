package dev.eddy.model.check;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Suggestions;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks a graph and infers the contracts along its edges. One root cause gives one problem: what
 * cannot be known because of an error before it is passed over in silence.
 */
public final class GraphChecker {
  private final Graph graph;
  private final Catalog catalog;
  private final ParameterScope scope;
  private final NodeCheck nodeCheck;
  private final Topology topology;
  private final Map<String, NodeContracts> contracts = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Checks one node, or knows the outcome already. */
  interface NodeCheck {
    NodeChecker.Result check(
        Node node, OperatorType type, List<List<Contract>> streams, ParameterScope scope);
  }

  private GraphChecker(Graph graph, Catalog catalog, ParameterScope scope, NodeCheck nodeCheck) {
    this.graph = graph;
    this.catalog = catalog;
    this.scope = scope;
    this.nodeCheck = nodeCheck;
    this.topology = new Topology(graph);
  }

  /**
   * @param parameters of the project and the environment, for {@code ${name}}
   */
  public static Checked check(
      Graph graph, Catalog catalog, Expressions expressions, Map<String, Value> parameters) {
    return check(
        graph,
        catalog,
        new ParameterScope(parameters),
        (node, type, streams, scope) -> NodeChecker.check(node, type, streams, scope, expressions));
  }

  static Checked check(Graph graph, Catalog catalog, ParameterScope scope, NodeCheck nodeCheck) {
    return new GraphChecker(graph, catalog, scope, nodeCheck).check();
  }

  private Checked check() {
    List<String> order = topology.order();
    reportNames();
    topology.cycles().forEach(this::reportCycle);
    for (String id : order) {
      checkNode(node(id));
    }
    Set<String> ordered = new HashSet<>(order);
    for (Node n : graph.nodes().values()) {
      if (!ordered.contains(n.id())) {
        checkNode(n);
      }
    }
    return new Checked(contracts, problems, order);
  }

  private Node node(String id) {
    return graph.node(id).orElseThrow();
  }

  private static Place place(Node n) {
    return Place.node(n.id(), n.name());
  }

  private void reportNames() {
    Map<String, Node> byName = new HashMap<>();
    for (Node n : graph.nodes().values()) {
      if (n.name().isBlank()) {
        problems.add(
            Problem.error("missing-name", place(n), "The node has no name.", "Give it one."));
      } else if (byName.putIfAbsent(n.name(), n) != null) {
        problems.add(
            Problem.error(
                "duplicate-name",
                place(n),
                "Two nodes are named '" + n.name() + "'.",
                "Rename one of them."));
      }
    }
  }

  private void reportCycle(List<String> cycle) {
    String names =
        cycle.stream().map(id -> "'" + node(id).name() + "'").collect(Collectors.joining(" → "));
    Node first =
        cycle.stream()
            .min(Comparator.comparingInt(topology::position))
            .map(this::node)
            .orElseThrow();
    problems.add(
        Problem.error(
            "cycle",
            place(first),
            "Rows would run in a circle: " + names + " → '" + node(cycle.get(0)).name() + "'.",
            "Remove one of the edges between these nodes."));
  }

  private void checkNode(Node n) {
    OperatorType type = catalog.find(n.operator()).orElse(null);
    if (type == null) {
      reportOperator(n);
      return;
    }
    List<List<Contract>> inputs = inputs(n, type.descriptor());
    reportDeadEnd(n, type.descriptor());
    NodeChecker.Result result = nodeCheck.check(n, type, inputs, scope);
    problems.addAll(result.problems());
    contracts.put(n.id(), result.contracts());
  }

  private void reportOperator(Node n) {
    List<String> near =
        Suggestions.near(
            n.operator(), catalog.all().stream().map(t -> t.descriptor().id()).toList());
    problems.add(
        Problem.error(
            "unknown-operator",
            place(n),
            "There is no operator '" + n.operator() + "'.",
            Suggestions.sentence(near, "Install the plugin that has it, or remove the node.")));
  }

  private void reportDeadEnd(Node n, OperatorDescriptor d) {
    if (!d.outputs().isEmpty() && topology.outOf(n.id()).isEmpty()) {
      problems.add(
          Problem.warning(
              "dead-end",
              place(n),
              "Its rows go nowhere: no output is connected.",
              "Connect it to a sink, or remove it."));
    }
  }

  /** The streams that arrive at the input ports; none where one is not known. */
  private List<List<Contract>> inputs(Node n, OperatorDescriptor d) {
    Map<String, List<Edge>> byPort = new LinkedHashMap<>();
    for (Edge e : topology.into(n.id())) {
      if (d.inputIndex(e.to().port()) < 0) {
        reportPort(e, n, e.to().port(), "input", d.inputs().stream().map(InputPort::name).toList());
      } else {
        byPort.computeIfAbsent(e.to().port(), p -> new ArrayList<>()).add(e);
      }
    }
    boolean lost =
        topology.into(n.id()).size() > byPort.values().stream().mapToInt(List::size).sum();
    List<List<Contract>> inputs = new ArrayList<>();
    for (InputPort port : d.inputs()) {
      List<Edge> edges = byPort.getOrDefault(port.name(), List.of());
      if (edges.isEmpty() && !lost) {
        reportHole(n, d, port);
      }
      inputs.add(edges.isEmpty() ? List.of() : streams(n, port, edges));
    }
    return inputs;
  }

  private void reportHole(Node n, OperatorDescriptor d, InputPort port) {
    problems.add(
        Problem.error(
            "missing-input",
            place(n),
            d.inputs().size() == 1
                ? "Its input is not connected, so no rows arrive."
                : "Its input '" + port.name() + "' is not connected.",
            "Draw an edge to it from the output of another node."));
  }

  private void reportPort(Edge e, Node n, String port, String kind, List<String> known) {
    List<String> near = Suggestions.near(port, known);
    String otherwise =
        known.isEmpty()
            ? "Remove the edge: the node has no " + kind + "s."
            : "Its " + kind + "s are " + String.join(", ", known) + ".";
    problems.add(
        Problem.error(
            "unknown-port",
            new Place(null, n.id(), n.name(), e.id(), null, null),
            "The node has no " + kind + " '" + port + "'.",
            Suggestions.sentence(near, otherwise)));
  }

  /** The streams that arrive at a port over all its edges; none where one is not known. */
  private List<Contract> streams(Node n, InputPort port, List<Edge> edges) {
    if (edges.size() > 1 && !port.many()) {
      problems.add(
          Problem.error(
              "several-edges",
              place(n),
              "Several edges end at its input '"
                  + port.name()
                  + "': from "
                  + edges.stream()
                      .map(e -> "'" + node(e.from().node()).name() + "'")
                      .collect(Collectors.joining(", "))
                  + ".",
              "Keep one of them, or put a union in between."));
      return List.of();
    }
    List<Contract> streams = new ArrayList<>();
    for (Edge e : edges) {
      Contract c = arriving(e);
      if (c != null) {
        streams.add(c);
      }
    }
    return streams.size() == edges.size() ? streams : List.of();
  }

  private @Nullable Contract arriving(Edge e) {
    Node from = node(e.from().node());
    OperatorType type = catalog.find(from.operator()).orElse(null);
    if (type == null) {
      return null;
    }
    int port = type.descriptor().outputIndex(e.from().port());
    if (port < 0) {
      reportPort(
          e,
          from,
          e.from().port(),
          "output",
          type.descriptor().outputs().stream().map(OutputPort::name).toList());
      return null;
    }
    NodeContracts c = contracts.get(from.id());
    return c == null ? null : c.outputs().get(port);
  }
}
