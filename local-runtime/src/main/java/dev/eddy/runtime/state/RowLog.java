package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one list, as slots of a {@link SlotLayout} whose key is the position, one behind the
 * other in chunks, of which this is the last. What is written is never written again, so that lists
 * of several moments share logs: each knows from where to where it goes. Only the list that ends
 * where a log is used up to may append to it; after going back the first to append goes on with a
 * chunk, or a log, of its own.
 *
 * <p>Entries are counted through all chunks.
 */
final class RowLog {
  private static final Object[] NO_REFS = {};
  private static final int LEAST = 8;

  private final SlotLayout layout;
  private final int base;
  private final int capacity;
  private final @Nullable RowLog older;

  /** The first entry of the oldest chunk. */
  private final int oldest;

  /** How many entries the oldest chunk has for this one. */
  private final int oldestEnd;

  private final long[] words;
  private final @Nullable Object[] refs;
  private int used;

  /** A log of one chunk. */
  RowLog(SlotLayout layout, int capacity) {
    this(layout, capacity, 0, null);
  }

  private RowLog(SlotLayout layout, int capacity, int base, @Nullable RowLog older) {
    this.layout = layout;
    this.base = base;
    this.capacity = capacity;
    this.older = older;
    this.oldest = older == null ? base : older.oldest;
    this.oldestEnd =
        older == null ? Integer.MAX_VALUE : older.older == null ? base : older.oldestEnd;
    this.words = new long[capacity * layout.words];
    this.refs = layout.refs == 0 ? NO_REFS : new Object[capacity * layout.refs];
    this.used = base;
  }

  /** Whether a list that ends there can grow here. */
  boolean hasRoom(int end) {
    return used == end && end < base + capacity;
  }

  /**
   * A log in which a list that is here can grow: one more chunk, as long as all of them hold
   * entries of the list; else a log of its own, in which the list begins at 0.
   */
  RowLog grown(int begin, int end) {
    int live = end - begin;
    int more = Math.max(LEAST, live / 2);
    if (used == end && begin < oldestEnd && begin - oldest <= live) {
      return new RowLog(layout, more, end, this);
    }
    RowLog log = new RowLog(layout, live + more, 0, null);
    log.appendAll(this, begin, end);
    return log;
  }

  /** Whether entries are counted on from another log. */
  boolean goesOnFrom(RowLog log) {
    return older == log;
  }

  /** About how many bytes of the heap the last chunk takes. */
  long bytes() {
    return 80 + (long) capacity * layout.bytes();
  }

  /** Where entries end. */
  int used() {
    return used;
  }

  /** The chunk that an entry is in. */
  RowLog chunk(int at) {
    RowLog c = this;
    while (at < c.base) {
      c = Objects.requireNonNull(c.older);
    }
    return c;
  }

  /** Where the entries of the list that ends there end in this chunk. */
  int endIn(int end) {
    return Math.min(end, base + capacity);
  }

  /** The position in its list of an entry of any chunk. */
  long position(int at) {
    RowLog c = chunk(at);
    return c.words[(at - c.base) * layout.words];
  }

  /** Reads an entry of this chunk. */
  void read(int at, Row into) {
    layout.read(words, refs, at - base, into);
  }

  /** An entry of any chunk. */
  Stored stored(int at) {
    RowLog c = chunk(at);
    return layout.stored(c.words, c.refs, at - c.base);
  }

  /** Appends an entry, for which there must be room. */
  void append(long position, int group, Row row, long sequence, int step) {
    int at = used++ - base;
    words[at * layout.words] = position;
    layout.write(words, refs, at, group, row, sequence, step);
  }

  /** Appends entries of another log, which has the same layout. */
  void appendAll(RowLog of, int from, int to) {
    int w = layout.words;
    int r = layout.refs;
    for (int at = from; at < to; ) {
      RowLog c = of.chunk(at);
      int n = Math.min(to, c.used) - at;
      int here = used - base;
      System.arraycopy(c.words, (at - c.base) * w, words, here * w, n * w);
      if (r > 0) {
        System.arraycopy(c.refs, (at - c.base) * r, refs, here * r, n * r);
      }
      used += n;
      at += n;
    }
  }

  /** The first entry of a list at or behind a position. */
  int find(int begin, int end, long position) {
    int low = begin;
    int high = end;
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (position(mid) < position) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }
}
