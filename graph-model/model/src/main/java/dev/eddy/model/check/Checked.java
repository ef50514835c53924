package dev.eddy.model.check;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of the checks of one graph.
 *
 * @param nodes by node id, for the nodes whose operator is known
 * @param problems in topological order of the nodes
 * @param order ids of the nodes from sources to sinks: of the nodes that may come next, always the
 *     first in file order; without the nodes on a cycle and behind it
 */
public record Checked(
    Map<String, NodeContracts> nodes, List<Problem> problems, List<String> order) {
  public Checked {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    problems = List.copyOf(problems);
    order = List.copyOf(order);
  }

  public boolean hasErrors() {
    return problems.stream().anyMatch(Problem::isError);
  }

  public Optional<NodeContracts> node(String id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** The contract of what a node's output gives, where it is known. */
  public Optional<Contract> output(String nodeId, int port) {
    NodeContracts n = nodes.get(nodeId);
    return n == null || port < 0 || port >= n.outputs().size()
        ? Optional.empty()
        : Optional.ofNullable(n.outputs().get(port));
  }
}
