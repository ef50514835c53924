package dev.eddy.runtime;

import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.protocol.Request.Grain;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.flow.FlowException;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Steps of every grain. A grain is a set of moments that does not depend on where one stands; a
 * step leads to the next one of them, a step back to the one before, so that both undo each other.
 * Owned by the run's thread.
 */
final class Stepping {
  private final Player player;
  private final Navigator navigator;
  private final Forward forward;

  Stepping(Player player, Navigator navigator, Forward forward) {
    this.player = player;
    this.navigator = navigator;
    this.forward = forward;
  }

  /**
   * To the next moment of a grain; at the end of the run it stays.
   *
   * @param nodeId for {@link Grain#NODE}
   */
  Halt next(Grain grain, String nodeId, BooleanSupplier interrupt)
      throws FlowException, IOException, RunException {
    if (grain == Grain.NODE) {
      return forward.go(works(nodeId), interrupt);
    }
    do {
      if (player.step() == 0 && player.atEnd()) {
        return forward.end();
      }
      int before = worker();
      player.advanceOne();
      if (grain == Grain.STEP
          || player.step() == 0
          || grain == Grain.OPERATOR && worker() != before) {
        return Halt.NOWHERE;
      }
    } while (true);
  }

  /** To the last moment of a grain before this one; at the start it stays. */
  Halt back(Grain grain, String nodeId, BooleanSupplier interrupt)
      throws FlowException, IOException, RunException {
    if (grain == Grain.NODE) {
      return navigator.reverse(works(nodeId), true, interrupt);
    }
    Moment here = player.here();
    if (here.step() == 0 && here.sequence() == 1) {
      return Halt.NOWHERE;
    }
    long event = here.step() > 0 ? here.sequence() : here.sequence() - 1;
    int step = 0;
    if (grain == Grain.STEP && here.step() > 0) {
      step = here.step() - 1;
    } else if (grain != Grain.EVENT) {
      navigator.rewind(event, true);
      int worker = worker();
      while (player.here().compareTo(here) < 0) {
        if (grain == Grain.STEP || worker() != worker) {
          step = player.step();
        }
        worker = worker();
        player.advanceOne();
      }
    }
    navigator.rewind(event, true);
    player.replayTo(new Moment(event, step));
    return Halt.NOWHERE;
  }

  /** Rank of the node that is about to work; -1 where an event is about to be let in. */
  private int worker() {
    return player.step() == 0 ? -1 : player.network().nextRank();
  }

  private Watches works(String nodeId) throws RunException {
    return Watches.of(
        player.loaded(), List.of(new Breakpoint("", new Condition.NodeWorks(nodeId))));
  }
}
