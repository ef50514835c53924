package dev.eddy.designer.state;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;

/** What else is asked of a run, beside its rows. */
public sealed interface LooksMessage extends Message {
  /**
   * Goes on until something that a breakpoint would wait for, without setting one for good.
   *
   * @param stop whose id is replaced by one of its own
   */
  record RunTo(Stop stop) implements LooksMessage {}

  /** The entries of a state behind those that are shown. */
  record MoreState(String node, String table) implements LooksMessage {}

  /**
   * @param after the cursor from which on they are
   */
  record MoreStateCame(
      int run,
      String node,
      String filter,
      Moment at,
      String table,
      String after,
      Reply.StateOf state)
      implements LooksMessage {}

  /** Compares the state of a node at the moment shown with that at another. */
  record CompareState(String node, Moment other) implements LooksMessage {}

  record DiffCame(int run, StateDiff diff) implements LooksMessage {}

  record CloseCompare() implements LooksMessage {}

  /** The worker did not do what was wished; the run stands where it stood. */
  record WishRefused(int run, Problem problem) implements LooksMessage {}
}
