package dev.eddy.expressions;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link PlanCompiler} gives.
 *
 * @param plan null exactly where a problem is an error
 * @param problems errors and warnings, sources first
 */
public record Compilation(@Nullable Plan plan, List<Problem> problems) {
  public Compilation {
    problems = List.copyOf(problems);
  }

  public boolean hasErrors() {
    return problems.stream().anyMatch(Problem::isError);
  }
}
