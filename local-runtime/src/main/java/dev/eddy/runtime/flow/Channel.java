package dev.eddy.runtime.flow;

import dev.eddy.model.row.Batch;
import dev.eddy.model.row.Row;
import dev.eddy.runtime.state.KeyBatch;
import dev.eddy.runtime.state.StateKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An edge at run time, from one subtask to one subtask. Where both belong to one chain, rows are
 * handed on directly and only counted here; elsewhere it holds rows and watermarks with the
 * sequence number of the gate event that set them off. Written by the upstream's thread, then read
 * by the downstream's, never at once.
 */
final class Channel {
  final int edge;

  /** Input port of the downstream operator. */
  final int port;

  /** Position of the edge among the edges into the downstream operator. */
  final int order;

  private final Batch rows;
  private final Row cursor;
  private long[] sequences = new long[16];
  private @Nullable Place[] places = new Place[16];
  private final KeyBatch keys = new KeyBatch();
  private int head;

  /** Where rows go that have no room; null where all have. */
  private @Nullable Overflow overflow;

  /** Whether rows of the overflow are being read. */
  private boolean reading;

  private long room;
  private long taking;
  private long most;
  private long spilled;
  private long[] watermarkSequences = new long[4];
  private long[] watermarks = new long[4];
  private int watermarkHead;
  private int watermarkCount;

  /**
   * Whether its rows go to every subtask, so that only those of the first count as rows of the
   * edge.
   */
  final boolean broadcast;

  final boolean counted;

  /** The last watermark that was taken. */
  long watermark = Long.MIN_VALUE;

  /** Rows that were taken since the start of the run. */
  long taken;

  /** Told of every row before it is handled; null for nobody. */
  Network.@Nullable Probe probe;

  /** Asked of every row before it is handled by the fast path; null for nobody. */
  Network.@Nullable Trap trap;

  /** Whether rows and watermarks end here, because nobody asks what they set off. */
  boolean cut;

  /** Whether the downstream's fast path holds for rows from here, and nobody looks at them. */
  boolean plain;

  /** As {@link #plain}, but that rows are held against the trap and shown to the probe. */
  boolean watched;

  Channel(int edge, int port, int order, int columns) {
    this(edge, port, order, columns, false, 0);
  }

  /**
   * @param broadcast whether all subtasks of the downstream operator get the same rows
   * @param subtask of the downstream operator
   */
  Channel(int edge, int port, int order, int columns, boolean broadcast, int subtask) {
    this.broadcast = broadcast;
    this.counted = !broadcast || subtask == 0;
    this.edge = edge;
    this.port = port;
    this.order = order;
    this.rows = new Batch(columns, 16);
    this.cursor = rows.cursor();
  }

  /**
   * Lets rows go to disk.
   *
   * @param bytes of the heap that rows may take, about
   */
  void overflowInto(Overflow to, long bytes) {
    overflow = to;
    room = bytes;
  }

  void add(Row row, long sequence, @Nullable Place place, @Nullable StateKey key) {
    Overflow o = overflow;
    if (o != null) {
      taking += o.sizeOf(row);
      if (taking > room && rows.size() > 0) {
        spill(o);
        taking = o.sizeOf(row);
      }
      most = Math.max(most, taking);
    }
    append(row, sequence, place, key);
  }

  /** Moves the rows to disk, behind those that are there. */
  private void spill(Overflow to) {
    spilled += rows.size();
    most = Math.max(most, room);
    StateKey key = new StateKey();
    for (int i = 0; i < rows.size(); i++) {
      StateKey k = keys.size() == 0 ? null : key;
      if (k != null) {
        keys.get(i, k);
      }
      to.add(rows.moveTo(cursor, i), sequences[i], places[i], k);
    }
    to.flush();
    forgetRows();
  }

  /**
   * What waiting rows took of the heap at most since the last {@link #takeFill}, in bytes, about; 0
   * where nobody counts.
   */
  long most() {
    return most;
  }

  /**
   * How full it was at most since the last call, in thousandths of its room; -1 where it has none.
   */
  int takeFill() {
    if (overflow == null) {
      return -1;
    }
    long fill = Math.min(1_000, Math.max(most, taking) * 1_000 / Math.max(1, room));
    most = 0;
    return (int) fill;
  }

  /** Rows that went to disk. */
  long spilled() {
    return spilled;
  }

  /** Whether there is a row, where some are on disk. */
  private boolean hasRowOf(Overflow o) {
    if (!reading) {
      // Those in memory came last.
      if (rows.size() > 0) {
        spill(o);
      }
      reading = true;
    }
    while (head == rows.size()) {
      forgetRows();
      if (!o.next(this::append)) {
        return false;
      }
    }
    return true;
  }

  private void append(Row row, long sequence, @Nullable Place place, @Nullable StateKey key) {
    int n = rows.size();
    rows.append(row);
    if (n == sequences.length) {
      sequences = Arrays.copyOf(sequences, n * 2);
      places = Arrays.copyOf(places, n * 2);
    }
    sequences[n] = sequence;
    places[n] = place;
    if (key != null) {
      keys.add(key);
    }
  }

  void addWatermark(long sequence, long value) {
    if (watermarkCount > watermarkHead && watermarkSequences[watermarkCount - 1] == sequence) {
      // Watermarks of one sequence are taken together, and they ascend.
      watermarks[watermarkCount - 1] = value;
      return;
    }
    if (watermarkCount == watermarks.length) {
      watermarks = Arrays.copyOf(watermarks, watermarkCount * 2);
      watermarkSequences = Arrays.copyOf(watermarkSequences, watermarkCount * 2);
    }
    watermarkSequences[watermarkCount] = sequence;
    watermarks[watermarkCount++] = value;
  }

  boolean hasRow() {
    Overflow o = overflow;
    return o == null || o.isEmpty() ? head < rows.size() : hasRowOf(o);
  }

  int pendingRows() {
    return rows.size() - head + (overflow == null ? 0 : overflow.rows());
  }

  /** Words and references that pending rows take, in bytes, about. */
  long pendingBytes() {
    return (long) (rows.size() - head) * (rows.columns() + 4) * 16;
  }

  /** Sequence of the next row, which is there. */
  long rowSequence() {
    return sequences[head];
  }

  @Nullable Place rowPlace() {
    return places[head];
  }

  /** The key of the next row, in the given holder; null where rows carry none. */
  @Nullable StateKey rowKey(StateKey into) {
    if (keys.size() == 0) {
      return null;
    }
    keys.get(head, into);
    return into;
  }

  /** The next row; valid until the next call or {@link #reset}. */
  Row row() {
    return rows.moveTo(cursor, head);
  }

  /** Passes over the next row. */
  void next() {
    head++;
  }

  boolean hasWatermark() {
    return watermarkHead < watermarkCount;
  }

  long watermarkSequence() {
    return watermarkSequences[watermarkHead];
  }

  void takeWatermark() {
    watermark = Math.max(watermark, watermarks[watermarkHead++]);
  }

  /** Forgets what was taken; to be called when nothing is pending, or to drop what is. */
  void reset() {
    forgetRows();
    if (overflow != null) {
      overflow.clear();
      reading = false;
      taking = 0;
    }
    watermarkHead = 0;
    watermarkCount = 0;
  }

  private void forgetRows() {
    int n = rows.size();
    if (n > 0) {
      Arrays.fill(places, 0, n, null);
      keys.reset();
      rows.reset();
      head = 0;
    }
  }
}
