package dev.eddy.runtime;

import dev.eddy.model.disk.DiskException;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.flow.FlowException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What becomes of a run whose move failed: it cannot go on, what was reached can be looked at. */
final class Aftermath {
  private final Player player;
  private final Navigator navigator;

  Aftermath(Player player, Navigator navigator) {
    this.player = player;
    this.navigator = navigator;
  }

  /**
   * What a failed move comes to.
   *
   * @param over whether new ground failed, and not a replay
   */
  record Settled(RunException failure, boolean over) {}

  /** Brings the run to a moment at which its operators are whole, and records the failure. */
  Settled settle(Exception thrown) {
    // State on disk cannot throw what operators do not expect.
    Exception e =
        thrown instanceof UncheckedIOException u ? Objects.requireNonNull(u.getCause()) : thrown;
    boolean replaying = !player.live() || player.isPast();
    boolean parallel = player.network().parallelism() > 1;
    // A gate that fails, and a recording, leave the operators whole between two events.
    boolean torn = player.step() > 0 || player.recorded() > player.sequence();
    boolean interrupted = isByInterrupt(e);
    if (interrupted) {
      // Else nothing could be read again, nor written.
      Thread.interrupted();
    }
    FlowException cause = e instanceof FlowException f ? f : null;
    if (!replaying) {
      player.recorder().closeSinks();
      player.setComplete();
    }
    if (torn || interrupted) {
      FlowException found = whole(parallel, interrupted);
      cause = (parallel || interrupted) && found != null ? found : cause;
    } else if (!replaying) {
      player.recorder().keepDigests(player.network());
    }
    RunException result = cause != null ? new RunException(cause.problem(), cause) : recording(e);
    if (!replaying) {
      try {
        player.recorder().failed(result.problem().toString());
      } catch (IOException x) {
        result.addSuppressed(x);
      }
    }
    return new Settled(result, !replaying);
  }

  /** Whether an interrupt of the thread made it fail, which is the doing of user code before it. */
  private static boolean isByInterrupt(Exception e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }

  private @Nullable FlowException interrupt(Navigator.@Nullable Interrupt by) {
    if (by == null) {
      return null;
    }
    PlanNode node = player.loaded().node(by.rank());
    return new FlowException(
        Problem.error(
            "operator-failed",
            Place.node(node.id(), node.name()),
            "interrupted the thread of the run at moment "
                + by.at()
                + ", and what was read or written next failed by it.",
            "Let it throw an exception in place of that."),
        null);
  }

  private RunException recording(Exception e) {
    if (e instanceof DiskException d) {
      return new RunException(
          Problem.error(
              "recording-failed",
              Place.file(d.file().toString()),
              "the recording cannot be written: " + d.getMessage(),
              d.remedy() + ", then resume the recording."),
          e);
    }
    return new RunException(
        Problem.error(
            "recording-failed",
            Place.file(player.recorder().recording().folder().toString()),
            "the recording cannot be written: "
                + (e.getMessage() == null ? e.toString() : e.getMessage()),
            "Look at the disk, then resume the recording."),
        e);
  }

  /**
   * Operators are in the middle of a step, of which it is not known what was done: replays to just
   * before it. Where threads failed side by side, this is also how the first failure is found, and
   * who interrupted the thread.
   *
   * @return the failure of the replay of a parallel run; the interrupt where there was one
   */
  private @Nullable FlowException whole(boolean parallel, boolean interrupted) {
    FlowException found = null;
    try {
      Moment target = player.here();
      if (parallel) {
        player.silence();
        player.startAgain();
        target = new Moment(player.recorded(), 0);
        player.edge(target);
      }
      player.silence();
      found =
          interrupted
              ? interrupt(navigator.interruptBefore(target))
              : navigator.replayAfterFailure(target);
      if (parallel) {
        player.edge(player.here());
        if (found != null && !interrupted) {
          navigator.replayAfterFailure(player.here());
        }
      }
      player.recorder().keepDigests(player.network());
    } catch (FlowException | IOException | UncheckedIOException x) {
      System.getLogger(Aftermath.class.getName())
          .log(System.Logger.Level.WARNING, "the state before the failure is not to be had", x);
    }
    return found;
  }
}
