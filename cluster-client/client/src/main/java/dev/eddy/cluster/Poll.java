package dev.eddy.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asking again and again: soon at first, then four times a second, up to a limit. */
final class Poll {
  private static final long FIRST_MILLIS = 25;
  private static final long LONGEST_MILLIS = 250;

  private final long limitNanos;
  private final long startNanos = System.nanoTime();
  private long nextMillis = FIRST_MILLIS;

  Poll(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  boolean isOver() {
    return System.nanoTime() - startNanos > limitNanos;
  }

  /** Waits until it is time to ask again; throws when the limit is reached. */
  void pause(String awaited) throws ClusterException {
    if (isOver()) {
      throw ClusterException.of(
          "timeout",
          "Waited in vain for "
              + awaited
              + " ("
              + TimeUnit.NANOSECONDS.toSeconds(limitNanos)
              + " s).",
          "Look at the cluster's log.");
    }
    try {
      TimeUnit.MILLISECONDS.sleep(nextMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClusterException.of(
          "interrupted", "Interrupted while waiting for " + awaited + ".", "");
    }
    nextMillis = Math.min(LONGEST_MILLIS, nextMillis * 2);
  }
}
