package dev.eddy.runtime.flow;

import dev.eddy.model.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Something in a run failed: where, why, how to mend it. */
public class FlowException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  public FlowException(Problem problem, @Nullable Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
