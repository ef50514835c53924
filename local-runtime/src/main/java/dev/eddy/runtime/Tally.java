package dev.eddy.runtime;

import dev.eddy.model.time.Moment;
import dev.eddy.runtime.flow.FlowException;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the hits of breakpoints from the start of the run, by the fast path, where all of them are
 * at rows (see {@link Watches#areTraps}). Owned by the run's thread.
 */
final class Tally {
  private static final int BURST_EVENTS = 1024;

  private final Player player;
  private final Watches watches;
  private @Nullable Watch last;
  private Moment at = Moment.START;

  Tally(Player player, Watches watches) {
    this.player = player;
    this.watches = watches;
  }

  /**
   * From the start of the run, where the player stands, up to a moment that was reached before.
   *
   * @param exclusive whether what holds at that moment itself is not told of by {@link #at}
   * @return false when interrupted
   */
  boolean upTo(Moment end, boolean exclusive, BooleanSupplier interrupt)
      throws FlowException, IOException {
    watches.resetCounts();
    watches.tally(
        player.network(),
        (watch, sequence, step) -> {
          last = watch;
          at = new Moment(sequence, step);
        });
    try {
      while (player.sequence() < end.sequence()) {
        long burst = Math.min(end.sequence(), player.sequence() + BURST_EVENTS);
        if (!player.again(burst, interrupt)) {
          return false;
        }
      }
    } finally {
      watches.untrap(player.network());
    }
    while (player.here().compareTo(end) < 0) {
      player.advanceOne();
      if (player.step() > 0) {
        Watch hit = watches.count(player.network());
        if (hit != null && !(exclusive && player.here().equals(end))) {
          last = hit;
          at = player.here();
        }
      }
    }
    return true;
  }

  /** The last breakpoint that stops, or null. */
  @Nullable Watch last() {
    return last;
  }

  /** Where it does. */
  Moment at() {
    return at;
  }
}
