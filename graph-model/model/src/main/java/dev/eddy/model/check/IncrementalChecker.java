package dev.eddy.model.check;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link GraphChecker} for a graph that is being edited: a node is checked anew only where it, what
 * arrives at it, or a project parameter has changed since the check before. Gives what a full check
 * gives. For one thread at a time.
 */
public final class IncrementalChecker {
  private final Catalog catalog;
  private final Expressions expressions;
  private Map<String, Entry> before = Map.of();

  private record Entry(
      Node node,
      OperatorType type,
      List<List<Contract>> streams,
      ParameterScope scope,
      NodeChecker.Result result) {
    boolean isFor(Node n, OperatorType t, List<List<Contract>> s, ParameterScope p) {
      return type == t && (node == n || node.equals(n)) && scope.equals(p) && streams.equals(s);
    }
  }

  public IncrementalChecker(Catalog catalog, Expressions expressions) {
    this.catalog = catalog;
    this.expressions = expressions;
  }

  /**
   * @param parameters of the project and the environment, for {@code ${name}}
   */
  public Checked check(Graph graph, Map<String, Value> parameters) {
    Map<String, Entry> now = new HashMap<>();
    Checked checked =
        GraphChecker.check(
            graph,
            catalog,
            new ParameterScope(parameters),
            (node, type, streams, scope) -> {
              Entry old = before.get(node.id());
              Entry entry =
                  old != null && old.isFor(node, type, streams, scope)
                      ? old
                      : new Entry(
                          node,
                          type,
                          streams,
                          scope,
                          NodeChecker.check(node, type, streams, scope, expressions));
              now.put(node.id(), entry);
              return entry.result();
            });
    before = now;
    return checked;
  }

  /** Forgets everything; the next check is a full one. */
  public void forget() {
    before = Map.of();
  }
}
