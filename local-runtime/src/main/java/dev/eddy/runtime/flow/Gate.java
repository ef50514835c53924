package dev.eddy.runtime.flow;

import dev.eddy.model.row.Row;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads all splits and decides in which order their rows enter: sources without event time first,
 * whole, in rank order; then by the event time of the next row of each split, ties by the number of
 * the split; the end of a split comes right after its last row. Nothing depends on when a row could
 * be read. Used by one thread.
 */
public final class Gate implements AutoCloseable {
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long BURST = TimeUnit.MILLISECONDS.toNanos(100);

  /** The next row of a split, read ahead. */
  private static final class Head {
    final int split;
    final Row[] rows;
    @Nullable SplitReader reader;
    SplitPosition before;
    boolean loaded;
    boolean ended;
    int port;
    long time;
    long hash;
    @Nullable FlowException failure;

    Head(int split, Row[] rows, SplitPosition before) {
      this.split = split;
      this.rows = rows;
      this.before = before;
    }
  }

  private final Sources sources;
  private final List<Head> heads = new ArrayList<>();
  private final long[] due;
  private long hash;
  private int number;

  /**
   * @param positions by split, where to go on
   * @param ended by split, whether its end has been delivered
   */
  public Gate(Sources sources, List<SplitPosition> positions, boolean[] ended) {
    this.sources = sources;
    for (int i = 0; i < sources.total(); i++) {
      Head h = new Head(i, sources.rows(i), positions.get(i));
      h.ended = ended[i];
      heads.add(h);
    }
    due = new long[sources.counts().length];
  }

  /** Whether the ends of all splits have been delivered. */
  public boolean ended() {
    for (Head h : heads) {
      if (!h.ended) {
        return false;
      }
    }
    return true;
  }

  /**
   * The next event; waits where a source has a rate.
   *
   * @return null where there is none any more, or the wait was interrupted
   */
  public @Nullable GateEvent next(BooleanSupplier interrupt) throws FlowException {
    Head h = choose();
    if (h == null) {
      return null;
    }
    if (h.failure != null) {
      throw h.failure;
    }
    int source = sources.sourceOf(h.split);
    if (h.port != GateEvent.END && !pace(source, interrupt)) {
      return null;
    }
    number = h.split;
    hash = h.hash;
    h.loaded = false;
    if (h.port == GateEvent.END) {
      h.ended = true;
      h.before = position(h);
      close(h);
      return GateEvent.end(source, sources.splitOf(h.split));
    }
    return new GateEvent(source, sources.splitOf(h.split), h.port, h.rows[h.port]);
  }

  /** Hash of the raw bytes of the event that {@link #next} gave. */
  public long hash() {
    return hash;
  }

  /** Number of the split of the event that {@link #next} gave. */
  public int number() {
    return number;
  }

  private @Nullable Head choose() throws FlowException {
    Head best = null;
    for (int i = 0, n = heads.size(); i < n; i++) {
      Head h = heads.get(i);
      if (h.ended) {
        continue;
      }
      if (sources.timeColumn(sources.sourceOf(h.split)) < 0) {
        load(h);
        return h;
      }
    }
    for (int i = 0, n = heads.size(); i < n; i++) {
      Head h = heads.get(i);
      if (!h.ended) {
        load(h);
        if (best == null || h.time < best.time) {
          best = h;
        }
      }
    }
    return best;
  }

  private void load(Head h) throws FlowException {
    if (h.loaded) {
      return;
    }
    SplitReader reader = h.reader;
    if (reader == null) {
      reader = sources.reader(h.split, h.before);
      h.reader = reader;
    }
    h.before = reader.position();
    try {
      h.port = reader.next(h.rows);
      h.hash = reader.takeHash();
      h.time = Long.MIN_VALUE;
      if (h.port == SplitReader.END) {
        // At once, so that a split that has ended does not hold the watermark of the others.
        h.port = GateEvent.END;
      } else if (h.port == 0) {
        int column = sources.timeColumn(sources.sourceOf(h.split));
        if (column >= 0 && !h.rows[0].isNull(column)) {
          h.time = h.rows[0].getLong(column);
        }
      }
    } catch (IOException | RuntimeException e) {
      // Thrown when it is the row's turn, so that everything before it is handled first.
      h.failure = sources.failure(h.split, e);
      h.time = Long.MIN_VALUE;
    }
    h.loaded = true;
  }

  /** Waits until a row of a source with a rate is due; false when interrupted. */
  private boolean pace(int source, BooleanSupplier interrupt) {
    long rate = sources.rate(source);
    if (rate <= 0) {
      return true;
    }
    long now = System.nanoTime();
    if (due[source] == 0 || now - due[source] > BURST) {
      due[source] = now;
    }
    while (now - due[source] < 0) {
      if (interrupt.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(Math.min(SLICE, due[source] - now));
      now = System.nanoTime();
    }
    due[source] += TimeUnit.SECONDS.toNanos(1) / rate;
    return true;
  }

  /** Where the first row of each split begins that has not been delivered. */
  public List<SplitPosition> positions() {
    List<SplitPosition> out = new ArrayList<>();
    for (Head h : heads) {
      out.add(h.loaded ? h.before : position(h));
    }
    return out;
  }

  private static SplitPosition position(Head h) {
    return h.reader == null ? h.before : h.reader.position();
  }

  /** Which splits have ended. */
  public boolean[] endedSplits() {
    boolean[] out = new boolean[heads.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = heads.get(i).ended;
    }
    return out;
  }

  private static void close(Head h) {
    if (h.reader != null) {
      try {
        h.reader.close();
      } catch (IOException e) {
        // It was only read from, and all that was wanted has been read.
        System.getLogger(Gate.class.getName())
            .log(System.Logger.Level.WARNING, "split failed to close", e);
      }
      h.reader = null;
    }
  }

  @Override
  public void close() {
    heads.forEach(Gate::close);
  }
}
