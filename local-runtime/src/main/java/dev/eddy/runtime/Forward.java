package dev.eddy.runtime;

import dev.eddy.model.time.Moment;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.TrapException;
import dev.eddy.runtime.io.RecordingInfo;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes forward until something stops it: on one thread by the fast path, which breakpoints at rows
 * only trap, or step by step where there are other ones, or in epochs on several threads. Owned by
 * the run's thread.
 */
final class Forward {
  private static final long EPOCH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Player player;
  private final Navigator navigator;
  private final int epochRows;

  /** Up to where, and for which breakpoints, hits are counted. */
  private @Nullable Moment counted;

  private @Nullable Watches countedBy;

  /**
   * @param epochRows gate events in one epoch, at most
   */
  Forward(Player player, Navigator navigator, int epochRows) {
    this.player = player;
    this.navigator = navigator;
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
    boolean known = player.here().equals(counted) && watches == countedBy;
    if (watches.counting() && !known && !navigator.count(watches, interrupt)) {
      return Halt.PAUSED;
    }
    counted = null;
    Halt halt = watches.areTraps() ? fast(watches, interrupt) : watched(watches, interrupt);
    counted = player.here();
    countedBy = watches;
    return halt;
  }

  private Halt watched(Watches watches, BooleanSupplier interrupt)
      throws FlowException, IOException {
    watches.begin(player.network());
    try {
      while (true) {
        Halt halt = null;
        if (player.step() > 0) {
          player.work();
        } else {
          halt = deliver(interrupt);
        }
        if (halt == null) {
          halt = here(watches);
        }
        if (halt != null) {
          return halt;
        }
      }
    } finally {
      watches.end(player.network());
    }
  }

  /**
   * By the fast path, with no breakpoints or with some at rows, which it is trapped by: it runs
   * about as fast as without any, until one stops it. The moment before that row is then gone to by
   * a replay of what came since the last keyframe.
   */
  private Halt fast(Watches watches, BooleanSupplier interrupt) throws FlowException, IOException {
    watches.trap(player.network());
    try {
      while (true) {
        if (player.step() > 0) {
          player.work();
        } else if (interrupt.getAsBoolean()) {
          return Halt.PAUSED;
        } else if (player.atEnd()) {
          return end();
        } else if (!player.fast(interrupt)) {
          return Halt.PAUSED;
        }
        Halt halt = player.step() > 0 ? here(watches) : null;
        if (halt != null) {
          return halt;
        }
      }
    } catch (TrapException e) {
      watches.untrap(player.network());
      player.sprung(navigator);
      return Objects.requireNonNull(here(watches), "the row that sprang a trap is gone");
    } finally {
      watches.untrap(player.network());
      watches.end(player.network());
    }
  }

  /** The breakpoint that stops before the step that is prepared, or null. */
  private @Nullable Halt here(Watches watches) {
    return watches.at(
        player.network(), player.here(), player.step() > 0, player.recorder()::hasCheckpoint);
  }

  /** Lets the next event in; what stops the move, or null. */
  private @Nullable Halt deliver(BooleanSupplier interrupt) throws FlowException, IOException {
    if (interrupt.getAsBoolean()) {
      return Halt.PAUSED;
    }
    if (player.atEnd()) {
      return end();
    }
    return player.deliver(interrupt) ? null : Halt.PAUSED;
  }

  private Halt epochs(BooleanSupplier interrupt) throws FlowException, IOException {
    while (true) {
      if (interrupt.getAsBoolean()) {
        return Halt.PAUSED;
      }
      if (player.network().gauges().ended()) {
        return end();
      }
      if (!player.epoch(epochRows, EPOCH_NANOS, interrupt) && interrupt.getAsBoolean()) {
        return Halt.PAUSED;
      }
    }
  }

  /** There is nothing more to deliver; a live run is over when all its sources are. */
  Halt end() throws FlowException, IOException {
    if (player.live() && player.network().gauges().ended()) {
      player.seal(RecordingInfo.Status.FINISHED);
    }
    boolean over = player.hasGate() && player.complete();
    return new Halt(Stop.END, over ? "All sources have ended." : "The recording ends here.");
  }
}
