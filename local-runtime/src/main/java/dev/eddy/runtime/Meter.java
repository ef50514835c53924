package dev.eddy.runtime;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongSupplier;

/**
 * Measures some of the events that make new ground: how long each took with all that it set off,
 * which operators took how much of it, how wide rows are. One event in {@link #EVERY} is measured,
 * and where events take little time fewer, some hundred in a second, so that it can always be on:
 * measured events go step by step, in code that is not worth the compiler's time. Owned by the
 * run's thread.
 */
final class Meter {
  /** Of so many events one is measured at first. */
  private static final int EVERY = 64;

  /** So many are measured before it may become seldom. */
  private static final int AT_FIRST = 64;

  private static final int SELDOM = 1 << 20;

  /** Between two measured events there is about so much time, or more. */
  private static final long APART = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);

  private static final int WORD = 8;

  private final LongSupplier clock;
  private final Latencies latencies = new Latencies();
  private final Latencies[] ofNodes;
  private final Latencies[] ofEdges;
  private final long[] nanos;
  private final long[] widths;
  private final long[] wide;

  /** By rank, how often a look found a thread there. */
  private final AtomicIntegerArray samples;

  private long[] pushed = new long[64];
  private int pushes;

  /** No event before this one is measured, unless that would take too long. */
  private long due;

  private long every = EVERY;
  private int measured;

  /** When the measured event began, or the last one. */
  private long begun;

  private long last;
  private boolean on;

  /**
   * @param clock nanoseconds since any moment
   */
  Meter(int nodes, int edges, LongSupplier clock) {
    this.clock = clock;
    nanos = new long[nodes];
    ofNodes = new Latencies[nodes];
    ofEdges = new Latencies[edges];
    Arrays.setAll(ofNodes, i -> new Latencies());
    Arrays.setAll(ofEdges, i -> new Latencies());
    samples = new AtomicIntegerArray(nodes);
    widths = new long[edges];
    wide = new long[edges];
  }

  /** Whether an event of new ground is to be measured. */
  boolean wants(long sequence) {
    return sequence >= due || isOverdue(clock.getAsLong());
  }

  /** Events may have become slower since it was decided how seldom one is measured. */
  private boolean isOverdue(long now) {
    return now - begun > LONGEST;
  }

  /** The first event after a sequence that is to be measured. */
  long next(long sequence) {
    return Math.max(sequence + 1, due);
  }

  /** An event of new ground is about to be let in. */
  void begin(long sequence) {
    on = wants(sequence);
    if (on) {
      long now = clock.getAsLong();
      wait(sequence, now);
      last = now;
    }
  }

  /** Finds out which event is measured after one that begins now. */
  private void wait(long sequence, long now) {
    if (measured++ >= AT_FIRST) {
      long since = now - begun;
      if (since < APART) {
        every = Math.min(SELDOM, every * 2);
      } else if (since > 4 * APART) {
        every = Math.max(EVERY, every / 4);
      }
    }
    due = sequence + every;
    begun = now;
  }

  /** Whether the event in work is measured. */
  boolean on() {
    return on;
  }

  /** A row is about to be handled. */
  void row(int edge, Row row) {
    widths[edge] += bytes(row);
    wide[edge]++;
    last = clock.getAsLong();
    ofEdges[edge].add(last - begun);
  }

  /** An operator has done a step, since the end of the one before. */
  void worked(int rank) {
    long now = clock.getAsLong();
    nanos[rank] += now - last;
    ofNodes[rank].add(now - begun);
    last = now;
  }

  /** All that the event set off is done. */
  void end() {
    if (on) {
      on = false;
      latencies.add(clock.getAsLong() - begun);
    }
  }

  /** An event of a parallel epoch is let in: it is done when the epoch is. */
  void pushed(long sequence) {
    if (sequence >= due) {
      if (pushes == pushed.length) {
        pushed = Arrays.copyOf(pushed, pushes * 2);
      }
      long now = clock.getAsLong();
      wait(sequence, now);
      pushed[pushes++] = now;
    }
  }

  /** All events of the epoch are done. */
  void epochDone() {
    long now = clock.getAsLong();
    for (int i = 0; i < pushes; i++) {
      latencies.add(now - pushed[i]);
    }
    pushes = 0;
    if (isOverdue(now)) {
      due = 0;
    }
  }

  /** A look at what the threads of a parallel run work on found this operator; any thread. */
  void seen(int rank) {
    samples.incrementAndGet(rank);
  }

  /** Events that were measured. */
  long events() {
    return latencies.count();
  }

  /**
   * Share of an operator in the time of those that were measured, in thousandths; of a parallel run
   * in the looks at its threads.
   */
  int share(int rank) {
    long all = 0;
    long seen = 0;
    for (int i = 0; i < nanos.length; i++) {
      all += nanos[i];
      seen += samples.get(i);
    }
    if (seen > 0) {
      return (int) Math.round(1000.0 * samples.get(rank) / seen);
    }
    return all == 0 ? 0 : (int) Math.round(1000.0 * nanos[rank] / all);
  }

  /** Bytes of rows of an edge, by the mean of those that were measured; -1 where none was. */
  long bytes(int edge, long rows) {
    return wide[edge] == 0 ? -1 : Math.round((double) widths[edge] / wide[edge] * rows);
  }

  /** Of an event, from letting it in to the end of all that it set off. */
  Latencies latencies() {
    return latencies;
  }

  /** From letting an event in to the end of a step of the node. */
  Latencies ofNode(int rank) {
    return ofNodes[rank];
  }

  /** From letting an event in to taking a row of the edge. */
  Latencies ofEdge(int edge) {
    return ofEdges[edge];
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
