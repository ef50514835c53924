package dev.eddy.designer.canvas;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether two ports may be connected. Pure.
 *
 * @param outputs contract by {@code node.port} where the check knows it
 */
public record Connections(Catalog catalog, Graph graph, Map<String, Contract> outputs) {

  /** Why an edge from an output to an input is refused; empty where it fits. */
  public String obstacle(PortRef from, PortRef to) {
    Node source = graph.nodes().get(from.node());
    Node target = graph.nodes().get(to.node());
    if (source == null || target == null) {
      return "no such operator";
    }
    if (from.node().equals(to.node()) || reaches(to.node(), from.node())) {
      return "that would be a circle";
    }
    Optional<InputPort> input = input(target, to.port());
    if (input.isEmpty()) {
      return "no such input";
    }
    for (Edge e : graph.edges().values()) {
      if (e.to().equals(to)) {
        if (e.from().equals(from)) {
          return "already connected";
        }
        if (!input.get().many()) {
          return target.name() + " takes one stream here";
        }
      }
    }
    return modeObstacle(outputs.get(from.toString()), input.get(), target.name());
  }

  /** Why an operator takes none of what an output gives; empty where one of its inputs does. */
  public String obstacle(PortRef from, OperatorDescriptor type) {
    if (type.inputs().isEmpty()) {
      return type.title() + " has no input";
    }
    String first = "";
    for (InputPort p : type.inputs()) {
      String why = modeObstacle(outputs.get(from.toString()), p, type.title());
      if (why.isEmpty()) {
        return "";
      }
      first = first.isEmpty() ? why : first;
    }
    return first;
  }

  /** The first input of an operator that takes what an output gives. */
  public Optional<String> inputFor(@Nullable PortRef from, OperatorDescriptor type) {
    for (InputPort p : type.inputs()) {
      if (from == null || modeObstacle(outputs.get(from.toString()), p, "").isEmpty()) {
        return Optional.of(p.name());
      }
    }
    return Optional.empty();
  }

  private Optional<InputPort> input(Node node, String port) {
    return catalog
        .find(node.operator())
        .map(OperatorType::descriptor)
        .flatMap(d -> d.inputs().stream().filter(p -> p.name().equals(port)).findFirst());
  }

  private static String modeObstacle(@Nullable Contract contract, InputPort port, String target) {
    if (contract == null || port.accepts().contains(contract.changelog())) {
      return "";
    }
    return contract.changelog() == ChangelogMode.APPEND
        ? target + " wants an updating stream"
        : target
            + " takes appended rows only; this stream is "
            + contract.changelog().name().toLowerCase(Locale.ROOT);
  }

  private boolean reaches(String from, String to) {
    Deque<String> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    open.add(from);
    while (!open.isEmpty()) {
      String n = Objects.requireNonNull(open.poll());
      if (n.equals(to)) {
        return true;
      }
      if (seen.add(n)) {
        graph.outOf(n).forEach(e -> open.add(e.to().node()));
      }
    }
    return false;
  }
}
