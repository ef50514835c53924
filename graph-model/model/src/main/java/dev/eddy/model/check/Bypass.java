package dev.eddy.model.check;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that rows pass by: what arrives at the first input goes on from the first output as it
 * came; side outputs give nothing; a sink takes nothing. Refused where the operator would have
 * given other columns, for what follows was built on those.
 */
public final class Bypass {
  private Bypass() {}

  /**
   * The graph as it runs: without its bypassed nodes, and with their neighbours joined. An edge
   * that left a bypassed node keeps its id and starts where the rows come from. Pure.
   */
  public static Graph applied(Graph graph, Catalog catalog) {
    if (graph.nodes().values().stream().noneMatch(Node::bypassed)) {
      return graph;
    }
    Map<String, Node> nodes = new LinkedHashMap<>(graph.nodes());
    Map<String, Edge> edges = new LinkedHashMap<>(graph.edges());
    for (Node n : graph.nodes().values()) {
      OperatorDescriptor d = catalog.find(n.operator()).map(OperatorType::descriptor).orElse(null);
      if (n.bypassed() && d != null) {
        nodes.remove(n.id());
        leaveOut(n.id(), d, edges);
      }
    }
    return new Graph(nodes, edges, graph.properties(), graph.unknown());
  }

  private static void leaveOut(String node, OperatorDescriptor d, Map<String, Edge> edges) {
    String input = d.inputs().isEmpty() ? "" : d.inputs().get(0).name();
    String output = d.outputs().isEmpty() ? "" : d.outputs().get(0).name();
    Edge in = null;
    for (Edge e : edges.values()) {
      if (e.to().node().equals(node) && e.to().port().equals(input)) {
        in = e;
      }
    }
    for (Edge e : List.copyOf(edges.values())) {
      if (e.from().node().equals(node)) {
        if (in != null && e.from().port().equals(output)) {
          edges.put(e.id(), new Edge(e.id(), in.from(), e.to(), e.unknown()));
        } else {
          edges.remove(e.id());
        }
      } else if (e.to().node().equals(node)) {
        edges.remove(e.id());
      }
    }
  }

  /** What a bypassed node promises, in place of what its operator would. */
  static NodeChecker.Result passing(
      Node node,
      OperatorDescriptor descriptor,
      List<List<Contract>> streams,
      NodeChecker.Result working) {
    // Faults of the operator do not matter while it does not work.
    List<Problem> problems = new ArrayList<>();
    List<@Nullable Contract> outputs =
        new ArrayList<>(
            Collections.nCopies(descriptor.outputs().size(), (@Nullable Contract) null));
    if (descriptor.inputs().isEmpty()) {
      problems.add(
          refused(
              node,
              "Nothing arrives at a source that could pass it by.",
              "Remove it, or its edges."));
    } else if (!descriptor.outputs().isEmpty() && !streams.get(0).isEmpty()) {
      List<Contract> first = streams.get(0);
      Contract passed = MergedContract.of(first);
      Contract given = working.contracts().outputs().get(0);
      String difference =
          given == null ? null : MergedContract.difference(given.schema(), passed.schema());
      if (first.size() > 1) {
        problems.add(
            refused(
                node,
                "Several streams meet in it, so it cannot be bypassed.",
                "Use it again, or keep one of the edges."));
      } else if (difference != null) {
        problems.add(
            refused(
                node,
                "It changes the columns, so rows cannot pass it by: " + difference + ".",
                "Use it again, or remove it and mend what follows."));
      } else {
        outputs.set(0, passed);
      }
    }
    NodeContracts c = working.contracts();
    return new NodeChecker.Result(
        new NodeContracts(
            c.parameters(), c.inputs(), outputs, c.expressions(), c.projections(), c.aggregates()),
        problems);
  }

  private static Problem refused(Node node, String why, String remedy) {
    return Problem.error("cannot-bypass", Place.node(node.id(), node.name()), why, remedy);
  }
}
