package dev.eddy.runtime;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;

/**
 * Measures some of the events that make new ground: how long each took with all that it set off,
 * which operators took how much of it, how wide rows are. One event in {@link #EVERY} is measured,
 * in a long run in {@link #SELDOM}, so that it can always be on. Measured events go step by step.
 * Owned by the run's thread.
 */
final class Meter {
  /** Of so many events one is measured. */
  static final int EVERY = 64;

  /** As {@link #EVERY}, after the first {@link #LONG_RUN} events. */
  static final int SELDOM = 1024;

  private static final int LONG_RUN = 1 << 16;

  /** Parts of each power of two of nanoseconds in the histogram of latencies. */
  private static final int PARTS = 8;

  private static final int WORD = 8;

  private final long[] latencies = new long[64 * PARTS];
  private final long[] nanos;
  private final long[] widths;
  private final long[] wide;
  private long events;
  private long begun;
  private long last;
  private boolean on;

  Meter(int nodes, int edges) {
    nanos = new long[nodes];
    widths = new long[edges];
    wide = new long[edges];
  }

  /** Whether an event of new ground is to be measured. */
  boolean wants(long sequence) {
    return sequence % (sequence < LONG_RUN ? EVERY : SELDOM) == 0;
  }

  /** The first event after a sequence that is to be measured. */
  long next(long sequence) {
    int every = sequence < LONG_RUN ? EVERY : SELDOM;
    return (sequence / every + 1) * every;
  }

  /** An event of new ground is about to be let in. */
  void begin(long sequence) {
    on = wants(sequence);
    if (on) {
      begun = System.nanoTime();
      last = begun;
    }
  }

  /** Whether the event in work is measured. */
  boolean on() {
    return on;
  }

  /** A row is about to be handled. */
  void row(int edge, Row row) {
    widths[edge] += bytes(row);
    wide[edge]++;
    last = System.nanoTime();
  }

  /** An operator has done a step, since the end of the one before. */
  void worked(int rank) {
    long now = System.nanoTime();
    nanos[rank] += now - last;
    last = now;
  }

  /** All that the event set off is done. */
  void end() {
    if (on) {
      on = false;
      events++;
      latencies[bucket(System.nanoTime() - begun)]++;
    }
  }

  /** Events that were measured. */
  long events() {
    return events;
  }

  /** Share of an operator in the time of those that were measured, in thousandths. */
  int share(int rank) {
    long all = 0;
    for (long n : nanos) {
      all += n;
    }
    return all == 0 ? 0 : (int) Math.round(1000.0 * nanos[rank] / all);
  }

  /** Bytes of rows of an edge, by the mean of those that were measured; -1 where none was. */
  long bytes(int edge, long rows) {
    return wide[edge] == 0 ? -1 : Math.round((double) widths[edge] / wide[edge] * rows);
  }

  /**
   * A latency that so many thousandths of the measured events did not exceed, in nanoseconds,
   * within an eighth; -1 without events.
   */
  long latency(int permille) {
    long wanted = (events * permille + 999) / 1000;
    long seen = 0;
    for (int i = 0; i < latencies.length && events > 0; i++) {
      seen += latencies[i];
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

  /** Bytes that a row takes in a batch, its texts with it. */
  private static long bytes(Row row) {
    long n = WORD * (1L + row.columns());
    for (int c = 0; c < row.columns(); c++) {
      if (!row.isNull(c) && row.getObject(c) instanceof String s) {
        n += s.length();
      }
    }
    return n;
  }

  /** Bytes of a row of a schema by the types of its columns: what is known without looking. */
  static long width(Schema schema) {
    long n = WORD;
    for (int c = 0; c < schema.size(); c++) {
      DataType type = schema.type(c);
      n += WORD + (type.root().isText() ? 2 * WORD : 0);
    }
    return n;
  }
}
