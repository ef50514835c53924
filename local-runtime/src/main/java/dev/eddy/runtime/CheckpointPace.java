package dev.eddy.runtime;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When a checkpoint is due: after so many events, after more where the state is large, and a little
 * later where the one before it is hardly over; but always after so long, which is what a kill
 * costs a slow run. Owned by the run's thread.
 */
final class CheckpointPace {
  /** A checkpoint waits so long after the one before, unless far more events than usual go by. */
  private static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Fewer events than these between checkpoints are meant as they are said. */
  private static final long MANY_EVENTS = 10_000;

  private static final int PATIENCE = 4;
  private static final int MANY_ENTRIES = 5_000;
  private static final int EVENTS_AN_ENTRY = 4;

  /** However few events came: one is due. */
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** But not before so many times has gone by of what the one before cost the run. */
  private static final int TIMES_ITS_COST = 20;

  /** And for each entry of state so much, some twenty times of what it costs to write. */
  private static final long NANOS_AN_ENTRY = TimeUnit.MICROSECONDS.toNanos(40);

  private final long every;
  private final LongSupplier clock;
  private long latest;
  private long latestAt;
  private long postponed;
  private long entries;
  private long cost;

  /**
   * @param every so many events; 0 for never
   * @param sequence of the event before which the run begins
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  CheckpointPace(long every, long sequence, LongSupplier clock) {
    this.every = every;
    this.clock = clock;
    this.latest = sequence;
    this.latestAt = clock.getAsLong();
  }

  /** Gate events until the next checkpoint is due; Long.MAX_VALUE for none. */
  long until(long sequence) {
    return every > 0 ? latest + interval() + postponed - sequence : Long.MAX_VALUE;
  }

  /** Whether one is to be taken now; where it can wait a little it does. */
  boolean isDue(long sequence) {
    return until(sequence) <= 0 && !postpone() || isLate(sequence);
  }

  private boolean isLate(long sequence) {
    return every >= MANY_EVENTS
        && sequence > latest
        && clock.getAsLong() - latestAt
            > Math.max(LONG_NANOS, TIMES_ITS_COST * cost) + entries * NANOS_AN_ENTRY;
  }

  private boolean postpone() {
    long interval = interval();
    boolean wait =
        interval >= MANY_EVENTS
            && postponed < (PATIENCE - 1) * interval
            && clock.getAsLong() - latestAt < APART_NANOS;
    if (wait) {
      postponed += interval / PATIENCE;
    }
    return wait;
  }

  /**
   * Events between checkpoints: more where the state is large, so that what a checkpoint costs
   * stays a small part of what the run does.
   */
  private long interval() {
    return entries < MANY_ENTRIES ? every : Math.max(every, EVENTS_AN_ENTRY * entries);
  }

  /**
   * One was taken.
   *
   * @param held entries of state that it has
   * @param nanos that the run stood still for it
   */
  void taken(long sequence, long held, long nanos) {
    latest = sequence;
    latestAt = clock.getAsLong();
    cost = nanos;
    postponed = 0;
    entries = held;
  }

  /** Where the latest one was taken, or the run begins. */
  long latest() {
    return latest;
  }
}
