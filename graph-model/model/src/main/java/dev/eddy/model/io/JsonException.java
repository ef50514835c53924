package dev.eddy.model.io;

import dev.eddy.model.problem.Problem;
import java.io.IOException;

/** A text that is not read: what is wrong is told as a {@link Problem}, with line and column. */
public final class JsonException extends IOException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  public JsonException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
