package dev.eddy.runtime;

/** A histogram of times, within an eighth. Used by one thread. */
final class Latencies {
  /** Parts of each power of two of nanoseconds. */
  private static final int PARTS = 8;

  private final int[] counts = new int[64 * PARTS];
  private long all;

  void add(long nanos) {
    counts[bucket(nanos)]++;
    all++;
  }

  long count() {
    return all;
  }

  /** What so many thousandths did not exceed, in nanoseconds; -1 where nothing was added. */
  long permille(int permille) {
    long wanted = (all * permille + 999) / 1000;
    long seen = 0;
    for (int i = 0; i < counts.length && all > 0; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return upper(i);
      }
    }
    return -1;
  }

  private static int bucket(long ns) {
    long v = Math.max(PARTS, ns);
    int power = 63 - Long.numberOfLeadingZeros(v);
    int part = (int) (v >>> power - 3) & PARTS - 1;
    return power * PARTS + part;
  }

  private static long upper(int bucket) {
    int power = bucket / PARTS;
    return (1L << power) + ((long) (bucket % PARTS) + 1) * (1L << power) / PARTS;
  }
}
