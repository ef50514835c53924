package dev.eddy.runtime;

import dev.eddy.model.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A run that cannot go on, or a recording that cannot be read: place, cause and remedy. */
public final class RunException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  public RunException(Problem problem, @Nullable Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  public RunException(Problem problem) {
    this(problem, null);
  }

  public Problem problem() {
    return problem;
  }
}
