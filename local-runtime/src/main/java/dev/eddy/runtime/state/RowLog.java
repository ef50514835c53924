package dev.eddy.runtime.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one list, as slots of a {@link SlotLayout} whose key is the position, one behind the
 * other. What is written is never written again, so that lists of several moments share a log: each
 * knows from where to where it goes. Only the list that ends where the log is used up to may append
 * to it; after going back the first to append makes a log of its own.
 */
final class RowLog {
  private static final Object[] NO_REFS = {};

  private final SlotLayout layout;
  final long[] words;
  final @Nullable Object[] refs;
  private final int capacity;
  private int used;

  RowLog(SlotLayout layout, int capacity) {
    this.layout = layout;
    this.capacity = capacity;
    this.words = new long[capacity * layout.words];
    this.refs = layout.refs == 0 ? NO_REFS : new Object[capacity * layout.refs];
  }

  /** Whether a list that ends there can grow here. */
  boolean hasRoom(int end) {
    return used == end && end < capacity;
  }

  /** About how many bytes of the heap it takes. */
  long bytes() {
    return 64 + (long) capacity * layout.bytes();
  }

  /** Where entries end. */
  int used() {
    return used;
  }

  /** The position in its list of an entry. */
  long position(int at) {
    return words[at * layout.words];
  }

  /** Makes room for an entry at the end; gives its place. */
  int append(long position) {
    words[used * layout.words] = position;
    return used++;
  }

  /** Appends entries of another log, which has the same layout. */
  void appendAll(RowLog of, int from, int to) {
    int n = to - from;
    int w = layout.words;
    int r = layout.refs;
    System.arraycopy(of.words, from * w, words, used * w, n * w);
    if (r > 0) {
      System.arraycopy(of.refs, from * r, refs, used * r, n * r);
    }
    used += n;
  }

  /** The place of the first entry of a list at or behind a position. */
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

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(words, used * layout.words));
  }
}
