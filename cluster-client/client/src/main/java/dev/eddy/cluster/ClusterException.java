package dev.eddy.cluster;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.util.List;

/** Something with a cluster went wrong; told in the user's words. */
public final class ClusterException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  public ClusterException(Problem problem) {
    this(List.of(problem), null);
  }

  public ClusterException(Problem problem, Throwable cause) {
    this(List.of(problem), cause);
  }

  /** At least one problem. */
  public ClusterException(List<Problem> problems) {
    this(problems, null);
  }

  private ClusterException(
      List<Problem> problems, @org.jspecify.annotations.Nullable Throwable cause) {
    super(problems.get(0).toString(), cause);
    this.problems = List.copyOf(problems);
  }

  static ClusterException of(String code, String message, String remedy) {
    return new ClusterException(Problem.error(code, Place.NOWHERE, message, remedy));
  }

  /** The first of the problems. */
  public Problem problem() {
    return problems.get(0);
  }

  public List<Problem> problems() {
    return problems;
  }
}
