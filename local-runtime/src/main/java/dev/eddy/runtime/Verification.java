package dev.eddy.runtime;

import dev.eddy.model.time.Moment;

/** What a replay of a recording says about the recording. */
public sealed interface Verification {
  /** The replay gave the same rows everywhere. */
  record Same(long events, long rows) implements Verification {}

  /**
   * The replay gave the same rows as far as there was something to compare with, which is not all
   * that the run did.
   *
   * @param missing what there is not, and why; without a full stop
   */
  record Incomplete(long events, long rows, String missing) implements Verification {}

  /**
   * The first difference, in the operator that comes first in topological order.
   *
   * @param row number of the row among all that the node emitted, from 1
   * @param recorded what the recording knows of the row (a hash), or that it has none
   * @param replayed the row that the replay gave, or that it gave none
   */
  record Differs(
      String nodeId, String nodeName, long row, Moment moment, String recorded, String replayed)
      implements Verification {}

  default boolean ok() {
    return this instanceof Same;
  }
}
