package dev.eddy.model.check;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.problem.Problem;
import java.util.List;

/**
 * What the checks say of one node apart from its graph, for refactorings that try out what a change
 * would lead to.
 */
public record NodeTrial(NodeContracts contracts, List<Problem> problems) {
  public NodeTrial {
    problems = List.copyOf(problems);
  }

  /**
   * @param streams what arrives at each input port; none where that is not known
   */
  public static NodeTrial of(
      Node node,
      OperatorType type,
      List<List<Contract>> streams,
      ParameterScope scope,
      Expressions expressions) {
    NodeChecker.Result r = NodeChecker.check(node, type, streams, scope, expressions);
    return new NodeTrial(r.contracts(), r.problems());
  }
}
