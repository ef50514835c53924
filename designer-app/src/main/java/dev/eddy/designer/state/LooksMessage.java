package dev.eddy.designer.state;

import dev.eddy.model.problem.Problem;

/** What else is asked of a run, beside its rows. */
public sealed interface LooksMessage extends Message {
  /**
   * Goes on until something that a breakpoint would wait for, without setting one for good.
   *
   * @param stop whose id is replaced by one of its own
   */
  record RunTo(Stop stop) implements LooksMessage {}

  /** The worker did not do what was wished; the run stands where it stood. */
  record WishRefused(int run, Problem problem) implements LooksMessage {}
}
