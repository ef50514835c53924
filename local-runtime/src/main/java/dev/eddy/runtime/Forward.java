package dev.eddy.runtime;

import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.io.RecordingInfo;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Goes forward until something stops it: on one thread by the fast path, or step by step where
 * breakpoints are set, or in epochs on several threads. Owned
 * by the run's thread.
 */
final class Forward {
  private static final long EPOCH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Player player;
  private final int epochRows;

  /**
   * @param epochRows gate events in one epoch, at most
   */
  Forward(Player player, int epochRows) {
    this.player = player;
    this.epochRows = epochRows;
  }

  /**
   * Through the recorded past and then on new ground. With breakpoints a parallel run becomes one
   * of a single thread first. The breakpoint at which it stands does not stop it.
   */
  Halt go(Watches watches, BooleanSupplier interrupt) throws FlowException, IOException {
    if (player.network().parallelism() > 1) {
      if (!watches.any()) {
        return epochs(interrupt);
      }
      player.single();
    }
    return steps(watches, interrupt);
  }

  private Halt steps(Watches watches, BooleanSupplier interrupt) throws FlowException, IOException {
    boolean first = true;
    boolean watching = watches.any();
    while (true) {
      if (player.step() == 0) {
        if (interrupt.getAsBoolean()) {
          return Halt.PAUSED;
        }
        if (player.atEnd()) {
          return end();
        }
        if (!(watching ? player.deliver(interrupt) : player.fast(interrupt))) {
          return Halt.PAUSED;
        }
      } else {
        if (watching && !first) {
          Halt hit = watches.hit(player.network());
          if (hit != null) {
            return hit;
          }
        }
        player.work();
      }
      first = false;
    }
  }

  private Halt epochs(BooleanSupplier interrupt) throws FlowException, IOException {
    while (true) {
      if (interrupt.getAsBoolean()) {
        return Halt.PAUSED;
      }
      if (player.network().ended()) {
        return end();
      }
      if (!player.epoch(epochRows, EPOCH_NANOS, interrupt) && interrupt.getAsBoolean()) {
        return Halt.PAUSED;
      }
    }
  }

  /** There is nothing more to deliver; a live run is over when all its sources are. */
  Halt end() throws FlowException, IOException {
    if (player.live() && player.network().ended()) {
      player.seal(RecordingInfo.Status.FINISHED);
    }
    boolean over = player.hasGate() && player.complete();
    return new Halt(Stop.END, over ? "All sources have ended." : "The recording ends here.");
  }
}
