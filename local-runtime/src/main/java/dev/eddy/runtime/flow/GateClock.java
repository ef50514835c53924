package dev.eddy.runtime.flow;

import java.util.concurrent.locks.LockSupport;

/**
 * What time it is at a gate, where somebody counts by it. It is read once for each row, and while
 * the next one is waited for, and only what was read is in the journal: a replay never asks a
 * clock. Used by the gate's thread.
 */
public interface GateClock {
  /** The {@link #word} of the event time. */
  String EVENT_TIME = "event-time";

  /** The machine's clock. */
  GateClock WALL = eventTime -> System.currentTimeMillis();

  /**
   * The event time of the rows, which ticks where it goes on: a run over recorded files takes as
   * long, by this clock, as what is in them took, and two runs over the same files have the same
   * journal.
   *
   * @param resolution milliseconds, at least 1
   */
  static GateClock eventTime(long resolution) {
    return new GateClock() {
      @Override
      public long now(long eventTime) {
        return eventTime;
      }

      @Override
      public long resolution() {
        return resolution;
      }

      @Override
      public String word() {
        return EVENT_TIME;
      }
    };
  }

  /**
   * Milliseconds since 1970; where they are not later than at the last tick, it does not tick.
   *
   * @param eventTime of the row that enters next, or {@code Long.MIN_VALUE}, as while none does
   */
  long now(long eventTime);

  /** It ticks when it has gone on by so many milliseconds. */
  default long resolution() {
    return 100;
  }

  /** What recordings and the command line call it. */
  default String word() {
    return "wall";
  }

  /** Nanoseconds since any moment, by which the rates of sources are kept. */
  default long nanos() {
    return System.nanoTime();
  }

  /** Lets about so many of them pass, or less. */
  default void pause(long nanos) {
    LockSupport.parkNanos(nanos);
  }
}
