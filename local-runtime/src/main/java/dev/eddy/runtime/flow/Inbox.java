package dev.eddy.runtime.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The channels into a subtask, merged in the one order that does not depend on how the subtasks
 * before it are run: by sequence, then rows before watermarks, then by place and edge. Used by the
 * subtask's thread.
 */
final class Inbox {
  /** What comes next. */
  enum Next {
    NOTHING,
    ROW,
    WATERMARK,
    TICK
  }

  private final List<Channel> channels = new ArrayList<>();
  private @Nullable Channel current;
  private long sequence;
  private long watermark;

  void add(Channel channel) {
    channels.add(channel);
    channels.sort(Comparator.comparingInt(c -> c.order));
  }

  /** In the order of their edges; not to be changed. */
  List<Channel> channels() {
    return channels;
  }

  /** Rows that were taken since the start of the run, each counted by one subtask. */
  long taken() {
    long n = 0;
    for (int i = 0; i < channels.size(); i++) {
      Channel c = channels.get(i);
      n += c.counted ? c.taken : 0;
    }
    return n;
  }

  /** The least over the last watermarks of all channels. */
  long leastWatermark() {
    long least = Long.MAX_VALUE;
    for (int i = 0, n = channels.size(); i < n; i++) {
      least = Math.min(least, channels.get(i).watermark);
    }
    return least;
  }

  /**
   * Finds what comes next. A row waits in {@link #channel}; the watermarks of {@link #sequence} are
   * taken, all together. Where nothing does the channels are made empty.
   *
   * @param tickAt sequence of the next tick of the clock, if it is to come in its turn
   */
  Next poll(long tickAt) {
    Channel best = null;
    long rowAt = Long.MAX_VALUE;
    long watermarkAt = Long.MAX_VALUE;
    for (int i = 0, n = channels.size(); i < n; i++) {
      Channel c = channels.get(i);
      if (c.hasRow()) {
        long s = c.rowSequence();
        if (best == null || s < rowAt || s == rowAt && before(c, best)) {
          best = c;
          rowAt = s;
        }
      }
      if (c.hasWatermark()) {
        watermarkAt = Math.min(watermarkAt, c.watermarkSequence());
      }
    }
    if (best != null && rowAt <= watermarkAt && rowAt <= tickAt) {
      current = best;
      sequence = rowAt;
      return Next.ROW;
    }
    if (tickAt < watermarkAt) {
      sequence = tickAt;
      return Next.TICK;
    }
    if (watermarkAt == Long.MAX_VALUE) {
      reset();
      return Next.NOTHING;
    }
    takeWatermarks(watermarkAt);
    sequence = watermarkAt;
    watermark = leastWatermark();
    return Next.WATERMARK;
  }

  private static boolean before(Channel a, Channel b) {
    int c = Place.compare(a.rowPlace(), b.rowPlace());
    return c < 0 || c == 0 && a.order < b.order;
  }

  private void takeWatermarks(long at) {
    for (int i = 0, n = channels.size(); i < n; i++) {
      Channel c = channels.get(i);
      while (c.hasWatermark() && c.watermarkSequence() == at) {
        c.takeWatermark();
      }
    }
  }

  /** Of what was found. */
  long sequence() {
    return sequence;
  }

  /** The least over all channels, after a watermark was found. */
  long watermark() {
    return watermark;
  }

  /** Where the row stands that was found. */
  Channel channel() {
    return Objects.requireNonNull(current);
  }

  /** Drops what the channels hold. */
  void reset() {
    current = null;
    for (int i = 0, n = channels.size(); i < n; i++) {
      channels.get(i).reset();
    }
  }
}
