package dev.eddy.runtime.flow;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;

/**
 * A row has sprung a trap: the event was given up before the step that would have handled it, and
 * the network stands at no moment until a keyframe is put back. No failure of the run.
 */
public final class TrapException extends FlowException {
  private static final long serialVersionUID = 1L;

  TrapException() {
    super(Problem.error("trap", Place.NOWHERE, "A row has sprung a trap.", ""), null);
  }
}
