package dev.eddy.model.check;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.Partitioning;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<String, NodeContracts> contracts;
  private final List<Node> nodes;
  private final @Nullable NodeContracts[] found;
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
    this.nodes = List.copyOf(graph.nodes().values());
    this.contracts = new LinkedHashMap<>(nodes.size() * 2);
    this.found = new NodeContracts[nodes.size()];
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
    int[] order = topology.order();
    reportNames();
    if (order.length < nodes.size()) {
      topology.cycles().forEach(this::reportCycle);
    }
    boolean[] ordered = new boolean[nodes.size()];
    for (int i : order) {
      ordered[i] = true;
      checkNode(i);
    }
    for (int i = 0; i < ordered.length; i++) {
      if (!ordered[i]) {
        checkNode(i);
      }
    }
    return new Checked(contracts, problems, Arrays.stream(order).mapToObj(topology::id).toList());
  }

  private Node node(String id) {
    return graph.node(id).orElseThrow();
  }

  private static Place place(Node n) {
    return Place.node(n.id(), n.name());
  }

  private void reportNames() {
    Map<String, Node> byName = new HashMap<>(nodes.size() * 2);
    for (Node n : nodes) {
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

  private void checkNode(int at) {
    Node n = nodes.get(at);
    OperatorType type = catalog.find(n.operator()).orElse(null);
    if (type == null) {
      reportOperator(n);
      return;
    }
    OperatorDescriptor d = type.descriptor();
    List<List<Contract>> inputs = inputs(n, at, d);
    if (!d.outputs().isEmpty() && topology.outOf(at).length == 0) {
      reportDeadEnd(n);
    }
    NodeChecker.Result result = nodeCheck.check(n, type, inputs, scope);
    problems.addAll(result.problems());
    contracts.put(n.id(), result.contracts());
    found[at] = result.contracts();
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

  private void reportDeadEnd(Node n) {
    problems.add(
        Problem.warning(
            "dead-end",
            place(n),
            "Its rows go nowhere: no output is connected.",
            "Connect it to a sink, or remove it."));
  }

  /** The streams that arrive at the input ports; none where one is not known. */
  private List<List<Contract>> inputs(Node n, int at, OperatorDescriptor d) {
    int[] into = topology.into(at);
    boolean lost = false;
    for (int e : into) {
      Edge edge = topology.edge(e);
      if (d.inputIndex(edge.to().port()) < 0) {
        lost = true;
        reportPort(
            edge, n, edge.to().port(), "input", d.inputs().stream().map(InputPort::name).toList());
      }
    }
    List<List<Contract>> inputs = new ArrayList<>(d.inputs().size());
    for (InputPort port : d.inputs()) {
      int[] edges = at(port, into);
      if (edges.length == 0 && !lost) {
        reportHole(n, d, port);
      }
      inputs.add(edges.length == 0 ? List.of() : streams(n, d, port, edges));
    }
    return inputs;
  }

  /**
   * What cannot be said of an edge, whatever its operator; the rest a plan finds out.
   *
   * @param c the stream that it brings; null where it is not known
   */
  private void checkPartitioning(Edge e, Node n, OperatorDescriptor d, @Nullable Contract c) {
    Partitioning p = e.partitioning();
    if (p == null) {
      return;
    }
    String fault = null;
    if (d.outputs().isEmpty()) {
      fault = "A sink is one subtask: its rows cannot be dealt out by " + p.word() + ".";
    } else if (p == Partitioning.REBALANCE && c != null && c.isUpdating()) {
      fault = "Changes of one row would be dealt out to several subtasks, and lose their order.";
    }
    if (fault != null) {
      problems.add(
          Problem.error(
              "bad-partitioning",
              new Place(null, n.id(), n.name(), e.id(), null, null),
              fault,
              "Take the partitioning of the edge away."));
    }
  }

  /** Those of a node's edges that end at a port. */
  private int[] at(InputPort port, int[] into) {
    int[] out = new int[into.length];
    int count = 0;
    for (int e : into) {
      if (topology.edge(e).to().port().equals(port.name())) {
        out[count++] = e;
      }
    }
    return Arrays.copyOf(out, count);
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
  private List<Contract> streams(Node n, OperatorDescriptor d, InputPort port, int[] edges) {
    if (edges.length > 1 && !port.many()) {
      problems.add(
          Problem.error(
              "several-edges",
              place(n),
              "Several edges end at its input '"
                  + port.name()
                  + "': from "
                  + Arrays.stream(edges)
                      .mapToObj(e -> "'" + nodes.get(topology.from(e)).name() + "'")
                      .collect(Collectors.joining(", "))
                  + ".",
              "Keep one of them, or put a union in between."));
      return List.of();
    }
    if (edges.length == 1) {
      Contract c = arriving(edges[0], n, d);
      return c == null ? List.of() : List.of(c);
    }
    List<Contract> streams = new ArrayList<>();
    for (int e : edges) {
      Contract c = arriving(e, n, d);
      if (c != null) {
        streams.add(c);
      }
    }
    return streams.size() == edges.length ? streams : List.of();
  }

  /** The stream that an edge brings to a node; null where it is not known. */
  private @Nullable Contract arriving(int e, Node n, OperatorDescriptor d) {
    Contract c = given(e);
    checkPartitioning(topology.edge(e), n, d, c);
    return c;
  }

  private @Nullable Contract given(int e) {
    Node from = nodes.get(topology.from(e));
    OperatorType type = catalog.find(from.operator()).orElse(null);
    if (type == null) {
      return null;
    }
    Edge edge = topology.edge(e);
    int port = type.descriptor().outputIndex(edge.from().port());
    if (port < 0) {
      reportPort(
          edge,
          from,
          edge.from().port(),
          "output",
          type.descriptor().outputs().stream().map(OutputPort::name).toList());
      return null;
    }
    NodeContracts c = found[topology.from(e)];
    return c == null ? null : c.outputs().get(port);
  }
}
