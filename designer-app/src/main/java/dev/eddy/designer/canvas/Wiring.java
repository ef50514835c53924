package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Edits;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts nodes into edges. Pure.
 *
 * @param outputs contract by {@code node.port} where the check knows it
 */
record Wiring(Catalog catalog, Map<String, Contract> outputs) {

  /** The edits that lead an edge through a node; empty where the node does not fit into it. */
  Optional<List<GraphEdit>> splice(Graph graph, String edge, String node) {
    return Optional.ofNullable(graph.nodes().get(node))
        .flatMap(n -> catalog.find(n.operator()))
        .map(OperatorType::descriptor)
        .flatMap(d -> splice(graph, edge, node, d));
  }

  /** As above, for a node that may not be in the graph yet. */
  Optional<List<GraphEdit>> splice(Graph graph, String edge, String node, OperatorDescriptor type) {
    Edge e = graph.edges().get(edge);
    if (e == null || type.outputs().isEmpty()) {
      return Optional.empty();
    }
    Connections connections = new Connections(catalog, graph, outputs);
    if (!connections.obstacle(e.from(), type).isEmpty()) {
      return Optional.empty();
    }
    return connections
        .inputFor(e.from(), type)
        .map(
            port ->
                List.of(
                    new GraphEdit.RemoveEdge(e.id()),
                    Edits.connect(graph, e.from(), new PortRef(node, port)),
                    Edits.connect(graph, new PortRef(node, type.outputs().get(0).name()), e.to())));
  }
}
