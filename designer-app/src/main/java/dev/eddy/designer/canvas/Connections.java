package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Flow;
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
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
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
    if (Flow.downstream(graph, Set.of(to.node())).contains(from.node())) {
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

  /** All ports that an edge from or to a port could end at. */
  public Set<PortRef> fitting(PortRef fixed, boolean fixedIsInput) {
    Set<PortRef> out = new HashSet<>();
    Node own = graph.nodes().get(fixed.node());
    if (own == null) {
      return out;
    }
    // An edge to these would close a circle. One walk for all: asking port by port would walk the
    // graph each time.
    Set<String> from = Set.of(fixed.node());
    Set<String> reachable =
        fixedIsInput ? Flow.downstream(graph, from) : Flow.upstream(graph, from);
    Set<PortRef> taken = new HashSet<>();
    Set<PortRef> partners = new HashSet<>();
    for (Edge e : graph.edges().values()) {
      taken.add(e.to());
      if ((fixedIsInput ? e.to() : e.from()).equals(fixed)) {
        partners.add(fixedIsInput ? e.from() : e.to());
      }
    }
    Optional<InputPort> ownInput = fixedIsInput ? input(own, fixed.port()) : Optional.empty();
    if (fixedIsInput && (ownInput.isEmpty() || taken.contains(fixed) && !ownInput.get().many())) {
      return out;
    }
    for (Node n : graph.nodes().values()) {
      OperatorDescriptor d = catalog.find(n.operator()).map(OperatorType::descriptor).orElse(null);
      if (d == null || reachable.contains(n.id())) {
        continue;
      }
      if (fixedIsInput) {
        d.outputs().stream()
            .map(p -> new PortRef(n.id(), p.name()))
            .filter(p -> !partners.contains(p))
            .filter(
                p -> modeObstacle(outputs.get(p.toString()), ownInput.orElseThrow(), "").isEmpty())
            .forEach(out::add);
      } else {
        for (InputPort p : d.inputs()) {
          PortRef ref = new PortRef(n.id(), p.name());
          if (!partners.contains(ref)
              && (p.many() || !taken.contains(ref))
              && modeObstacle(outputs.get(fixed.toString()), p, "").isEmpty()) {
            out.add(ref);
          }
        }
      }
    }
    return out;
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
}
