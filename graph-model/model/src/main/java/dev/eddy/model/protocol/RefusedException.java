package dev.eddy.model.protocol;

import dev.eddy.model.problem.Problem;

/** A request that the worker refused. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  public RefusedException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
