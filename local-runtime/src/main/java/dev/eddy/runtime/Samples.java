package dev.eddy.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * How rows and watermarks grew over the run: samples of the counts of all nodes, thinned where they
 * become many.
 */
final class Samples {
  private static final int KEPT = 4096;

  /**
   * @param sequence of the next event
   * @param rows by rank, since the start: rows in, of a source rows out
   * @param clock the greatest event time so far; Long.MIN_VALUE where there was none, or it is not
   *     known
   */
  record Sample(long sequence, long[] rows, long watermark, long clock) {}

  private List<Sample> all = new ArrayList<>();
  private long every = 16;

  /** Whether a sample at this sequence is wanted. */
  boolean wants(long sequence) {
    return all.isEmpty() || sequence >= all.get(all.size() - 1).sequence + every;
  }

  void add(Sample s) {
    if (!all.isEmpty() && s.sequence <= all.get(all.size() - 1).sequence) {
      return;
    }
    all.add(s);
    if (all.size() > KEPT) {
      List<Sample> half = new ArrayList<>();
      for (int i = 1; i < all.size(); i += 2) {
        half.add(all.get(i));
      }
      all = half;
      every *= 2;
    }
  }

  /** These, and one that is not kept. */
  Samples with(Sample s) {
    Samples out = new Samples();
    out.all = new ArrayList<>(all);
    out.every = every;
    out.all.removeIf(old -> old.sequence >= s.sequence);
    out.all.add(s);
    return out;
  }

  /** Rows of a node before a sequence, in a straight line between samples. */
  long rowsAt(long sequence, int rank) {
    int i = find(sequence);
    Sample a = i < 0 ? null : all.get(i);
    long s0 = a == null ? 1 : a.sequence;
    long r0 = a == null ? 0 : a.rows[rank];
    if (i + 1 >= all.size()) {
      return r0;
    }
    Sample b = all.get(i + 1);
    return r0 + Math.round((double) (b.rows[rank] - r0) * (sequence - s0) / (b.sequence - s0));
  }

  long watermarkAt(long sequence) {
    int i = find(sequence);
    return i < 0 ? Long.MIN_VALUE : all.get(i).watermark;
  }

  long clockAt(long sequence) {
    int i = find(sequence);
    return i < 0 ? Long.MIN_VALUE : all.get(i).clock;
  }

  /** Whether the clock is known wherever there is a watermark. */
  boolean hasClocks() {
    return all.stream().allMatch(s -> s.clock > Long.MIN_VALUE || s.watermark == Long.MIN_VALUE);
  }

  /** The last sample at or before a sequence, or -1. */
  private int find(long sequence) {
    int low = 0;
    int high = all.size() - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      if (all.get(mid).sequence <= sequence) {
        low = mid + 1;
      } else {
        high = mid - 1;
      }
    }
    return low - 1;
  }
}
