package dev.eddy.flink.plan;

import dev.eddy.model.plan.Plan;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.PlanSetup;
import dev.eddy.operator.Providers;

/**
 * A plan with the providers of its operators.
 *
 * @param generated sees the plan's generated classes
 */
public record LoadedPlan(Plan plan, Providers providers, ClassLoader generated) {
  public Plan.PlanNode node(int rank) {
    return plan.nodes().get(rank);
  }

  /** The provider of a node; a plugin that is missing in the jar is told by its operator's id. */
  public OperatorProvider provider(int rank) {
    String operator = node(rank).operator();
    return providers
        .find(operator)
        .orElseThrow(
            () ->
                new NodeFailure(
                    node(rank), "its operator " + operator + " is not in the job's jar", null));
  }

  public PlanSetup setup(int rank) {
    return new PlanSetup(node(rank), provider(rank).descriptor(), generated);
  }
}
