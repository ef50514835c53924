package dev.eddy.runtime.state;

import java.util.Arrays;

/**
 * The ticks of the gate's clock within an epoch, and the one before it. Written by the gate's
 * thread; read by others only after it handed the epoch over. What a tick means is a function of
 * its sequence and of those before it alone, so that neither the parallelism nor the cut into
 * epochs changes anything.
 */
public final class Ticks {
  /** Gate events between two clean-ups: a clean-up looks through a whole key group. */
  private static final long CLEANING_EVENTS = 1024;

  private static final int NO_GROUP = -1;

  private final int groups;
  private long[] sequences = new long[4];
  private long[] times = new long[4];
  private int[] cleaned = new int[4];
  private int last;
  private long cleanedAt;

  public Ticks(int maxParallelism) {
    groups = maxParallelism;
    reset(Long.MIN_VALUE, 0);
  }

  /**
   * Forgets all ticks: the clock stands at a time.
   *
   * @param cleanedAt what {@link #cleanedAt} gave
   */
  public void reset(long time, long cleanedAt) {
    last = 0;
    sequences[0] = Long.MIN_VALUE;
    times[0] = time;
    cleaned[0] = NO_GROUP;
    this.cleanedAt = cleanedAt;
  }

  /** Forgets all ticks but the last; all stores have taken them. */
  public void trim() {
    reset(times[last], cleanedAt);
  }

  public void add(long sequence, long time) {
    last++;
    if (last == times.length) {
      sequences = Arrays.copyOf(sequences, last * 2);
      times = Arrays.copyOf(times, last * 2);
      cleaned = Arrays.copyOf(cleaned, last * 2);
    }
    sequences[last] = sequence;
    times[last] = Math.max(time, times[last - 1]);
    cleaned[last] = NO_GROUP;
    if (sequence - cleanedAt >= CLEANING_EVENTS) {
      cleanedAt = sequence;
      cleaned[last] = (int) Long.remainderUnsigned(StateKey.mix(sequence), groups);
    }
  }

  /** The time of the last tick, milliseconds; {@code Long.MIN_VALUE} before the first. */
  public long time() {
    return times[last];
  }

  /** Sequence of the tick that cleaned up last. */
  public long cleanedAt() {
    return cleanedAt;
  }

  int last() {
    return last;
  }

  long sequence(int i) {
    return sequences[i];
  }

  long time(int i) {
    return times[i];
  }

  /** The key group that is cleaned at a tick, or a negative number. */
  int cleaned(int i) {
    return cleaned[i];
  }
}
