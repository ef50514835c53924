package dev.eddy.model.protocol;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.time.Moment;

/** What a worker says by itself. */
public sealed interface Notice {
  /** At every change of phase, and about twice a second while running. */
  record StatusChanged(Status status) implements Notice {}

  /** The run failed; a FAILED status follows. The recording can still be opened. */
  record Failed(Problem problem) implements Notice {}

  /** A log point was passed on the way forward. */
  record Logged(String breakpointId, Moment moment, String text) implements Notice {}
}
