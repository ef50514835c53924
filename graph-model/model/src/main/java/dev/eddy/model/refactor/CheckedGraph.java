package dev.eddy.model.refactor;

import dev.eddy.model.check.Checked;
import dev.eddy.model.check.GraphChecker;
import dev.eddy.model.check.NodeContracts;
import dev.eddy.model.check.NodeTrial;
import dev.eddy.model.check.ParameterScope;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Neighbours;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pipeline with what the checks say of it: what refactorings work on. Immutable. */
public final class CheckedGraph {
  private final Graph graph;
  private final Catalog catalog;
  private final Expressions expressions;
  private final ParameterScope scope;
  private final Checked checked;
  private final Neighbours neighbours;

  private CheckedGraph(
      Graph graph,
      Catalog catalog,
      Expressions expressions,
      ParameterScope scope,
      Checked checked) {
    this.graph = graph;
    this.catalog = catalog;
    this.expressions = expressions;
    this.scope = scope;
    this.checked = checked;
    this.neighbours = new Neighbours(graph);
  }

  /** Checks a graph. */
  public static CheckedGraph of(
      Graph graph, Catalog catalog, Expressions expressions, Map<String, Value> parameters) {
    return of(
        graph,
        catalog,
        expressions,
        new ParameterScope(parameters),
        GraphChecker.check(graph, catalog, expressions, parameters));
  }

  /**
   * @param checked what the checks said of this graph, with these parameters
   */
  public static CheckedGraph of(
      Graph graph,
      Catalog catalog,
      Expressions expressions,
      ParameterScope scope,
      Checked checked) {
    return new CheckedGraph(graph, catalog, expressions, scope, checked);
  }

  public Graph graph() {
    return graph;
  }

  public Checked checked() {
    return checked;
  }

  Catalog catalog() {
    return catalog;
  }

  Expressions expressions() {
    return expressions;
  }

  ParameterScope scope() {
    return scope;
  }

  /** The same surroundings with another graph, which is checked. */
  public CheckedGraph with(Graph other) {
    return of(other, catalog, expressions, scope.values());
  }

  Node node(String id) {
    return graph.node(id).orElseThrow();
  }

  Optional<OperatorType> type(Node node) {
    return catalog.find(node.operator()).map(t -> (OperatorType) t);
  }

  /** What a port gives; null where it is not known. */
  @Nullable Contract output(String nodeId, String port) {
    Node n = graph.nodes().get(nodeId);
    OperatorType type = n == null ? null : type(n).orElse(null);
    return type == null
        ? null
        : checked.output(nodeId, type.descriptor().outputIndex(port)).orElse(null);
  }

  /** The edges that end at each input port of a node, in edge order. */
  List<List<Edge>> edgesInto(Node node, OperatorDescriptor d) {
    List<Edge> here = neighbours.into(node.id());
    List<List<Edge>> out = new ArrayList<>();
    for (InputPort p : d.inputs()) {
      out.add(here.stream().filter(e -> e.to().port().equals(p.name())).toList());
    }
    return out;
  }

  @Nullable NodeContracts contracts(String nodeId) {
    return checked.nodes().get(nodeId);
  }

  NodeTrial trial(Node node, OperatorType type, List<List<Contract>> streams) {
    return NodeTrial.of(node, type, streams, scope, expressions);
  }
}
