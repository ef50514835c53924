package dev.eddy.runtime.flow;

import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Something in a run failed: where, why, how to mend it. */
public class FlowException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Code of the problem where an operator took all memory: what the process holds may be half done,
   * so it should end soon.
   */
  public static final String OUT_OF_MEMORY = "out-of-memory";

  /** Code of the problem where the disk failed that holds state or waiting rows of an operator. */
  public static final String STATE_FAILED = "state-failed";

  /** User code may throw causes that go round. */
  private static final int MOST_CAUSES = 100;

  private final transient Problem problem;

  public FlowException(Problem problem, @Nullable Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  /**
   * Whether want of memory is the cause, also where a class could not be made ready for it, then or
   * before: of what it failed by, only the text is left.
   */
  public static boolean isOutOfMemory(Throwable cause) {
    int depth = 0;
    for (Throwable t = cause; t != null && depth < MOST_CAUSES; t = t.getCause(), depth++) {
      if (t instanceof OutOfMemoryError
          || t instanceof ExceptionInInitializerError
              && String.valueOf(t.getMessage()).contains(OutOfMemoryError.class.getName())) {
        return true;
      }
    }
    return false;
  }

  /**
   * User code of a node found no memory left.
   *
   * @param when to follow "ran out of memory"
   */
  public static FlowException outOfMemory(PlanNode node, String when, Throwable cause) {
    return new FlowException(
        Problem.error(
            OUT_OF_MEMORY,
            Place.node(node.id(), node.name()),
            "ran out of memory " + when,
            "Give the run more memory, or look at what it keeps."),
        cause);
  }

  public Problem problem() {
    return problem;
  }
}
