package dev.eddy.runtime.record;

import dev.eddy.model.row.Batch;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.flow.GateEvent;
import dev.eddy.runtime.flow.Sources;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Events of one block with their rows, in memory. Filled once, then read by cursors. */
final class PackedEvents {
  private static final int TEXT_BYTES = 64;

  /** In place of a split. */
  private static final int TICK = -1;

  private final Sources sources;
  private final int[] runs;
  private final long[] ticks;

  /** By source and port. */
  private final Batch[][] rows;

  /** Output ports in the order of the rows, where some source has more than one. */
  private byte @Nullable [] ports;

  private int count;
  private int ported;

  /**
   * @param runs of the block: pairs of a split's number and how many of its rows follow; 0 for its
   *     end; after the number of the last split: a tick
   * @param ticks the times of the ticks
   */
  PackedEvents(Sources sources, int[] runs, long[] ticks) {
    this.sources = sources;
    this.runs = runs;
    this.ticks = ticks;
    int n = sources.counts().length;
    this.rows = new Batch[n][];
    boolean several = false;
    for (int s = 0; s < n; s++) {
      rows[s] = new Batch[sources.nodeOf(sources.number(s, 0)).outputs().size()];
      several |= rows[s].length > 1;
    }
    this.ports = several ? new byte[64] : null;
  }

  /** Adds a copy of a row. */
  void add(int source, int port, Row row) {
    Batch b = rows[source][port];
    if (b == null) {
      b = new Batch(row.columns(), 64);
      rows[source][port] = b;
    }
    b.append(row);
    byte[] p = ports;
    if (p != null) {
      if (ported == p.length) {
        p = Arrays.copyOf(p, ported * 2);
        ports = p;
      }
      p[ported++] = (byte) port;
    }
    count++;
  }

  /** About how many bytes of the heap they take. */
  long bytes() {
    long n = 4L * runs.length + count;
    for (int s = 0; s < rows.length; s++) {
      for (int p = 0; p < rows[s].length; p++) {
        Batch b = rows[s][p];
        if (b != null) {
          n += (long) b.size() * (8 + 12L * b.columns());
          n += (long) b.size() * TEXT_BYTES * references(sources.schema(s, p));
        }
      }
    }
    return n;
  }

  private static int references(Schema schema) {
    int n = 0;
    for (int c = 0; c < schema.size(); c++) {
      n += schema.type(c).root().isReference() ? 1 : 0;
    }
    return n;
  }

  Cursor cursor() {
    return new Cursor();
  }

  /** Goes through the events in order. */
  final class Cursor {
    private final int[][] at = new int[rows.length][];
    private final @Nullable Row[][] views = new Row[rows.length][];
    private int run = -2;
    private int left;
    private int source;
    private int split;
    private int port;
    private int passed;
    private int ticked;

    private Cursor() {
      for (int s = 0; s < rows.length; s++) {
        at[s] = new int[rows[s].length];
        views[s] = new Row[rows[s].length];
      }
    }

    /** The next event; its row is valid until the one after it. There must be one. */
    GateEvent next() {
      if (!advance()) {
        return split == TICK ? GateEvent.tick(ticks[ticked - 1]) : GateEvent.end(source, split);
      }
      Row view = views[source][port];
      if (view == null) {
        view = rows[source][port].cursor();
        views[source][port] = view;
      }
      return new GateEvent(
          source, split, port, rows[source][port].moveTo(view, at[source][port] - 1));
    }

    /** Passes over the next event; whether it is a row. */
    boolean advance() {
      if (left == 0) {
        run += 2;
        if (runs[run] == sources.total()) {
          split = TICK;
          ticked++;
          return false;
        }
        source = sources.sourceOf(runs[run]);
        split = sources.splitOf(runs[run]);
        left = runs[run + 1];
        if (left == 0) {
          return false;
        }
      }
      left--;
      port = 0;
      if (ports != null) {
        port = ports[passed++];
      }
      at[source][port]++;
      return true;
    }
  }
}
