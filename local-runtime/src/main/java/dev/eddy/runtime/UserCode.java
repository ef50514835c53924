package dev.eddy.runtime;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.Network;
import java.io.IOException;

/**
 * The code of an operator that a run's thread is in: what can be said, and saved, where it does not
 * come back from there. For any thread; a guess while the run gets on.
 */
final class UserCode {
  private final Player player;

  UserCode(Player player) {
    this.player = player;
  }

  boolean isRunning() {
    return player.network().inWork() != null;
  }

  /**
   * The node and row that the run's thread is caught in.
   *
   * @param where where in its code, or empty
   */
  Problem caught(long seconds, String where) {
    return problem(
        "step-too-long",
        "has not come back for " + seconds + " s",
        where,
        "Look for a loop that does not end; the recording can be opened and stepped to there.");
  }

  /** The node and row at which user code ends the process. */
  Problem exiting(String where) {
    return problem(
        "process-left",
        "ends the process by System.exit",
        where,
        "Let it throw an exception in place of that.");
  }

  private Problem problem(String code, String what, String where, String remedy) {
    Network.Work work = player.network().inWork();
    long event = work == null ? player.sequence() : work.sequence();
    return Problem.error(
        code,
        work == null ? Place.NOWHERE : Place.node(work.node().id(), work.node().name()),
        (work == null ? "The run " : "")
            + what
            + " at event "
            + event
            + (work == null ? "" : work.row())
            + (where.isEmpty() ? "" : ", in " + where)
            + ".",
        remedy);
  }

  /** See {@link LocalRun#recordFailure}. */
  void recordFailure(Problem problem) {
    if (!player.live() || player.isPast()) {
      return;
    }
    try {
      player.appendCaught();
      player.recorder().failed(problem.toString());
    } catch (FlowException | IOException | RuntimeException e) {
      // The recording then ends before, where it can be resumed.
      System.getLogger(UserCode.class.getName())
          .log(System.Logger.Level.DEBUG, "the last events are not kept", e);
    }
  }
}
