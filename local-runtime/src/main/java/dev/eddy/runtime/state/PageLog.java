package dev.eddy.runtime.state;

import org.jspecify.annotations.Nullable;

/**
 * Before-images of the slots of one page during one segment of a {@link PageTable}. An image is
 * what an entry was before its first change since the latest mark. Of an entry that was created
 * there is none, only the note that the page has changed: its writer is later than the mark.
 *
 * <p>Images stand in chunks of one interval between two marks each, the newest first.
 */
final class PageLog {
  private static final int LEAST = 4;
  private static final int MOST = 256;

  /** Images of one interval. */
  static final class Chunk {
    final int interval;
    final long[] words;
    final @Nullable Object[] refs;
    final @Nullable Chunk older;
    int count;

    Chunk(SlotLayout layout, int interval, int capacity, @Nullable Chunk older) {
      this.interval = interval;
      this.words = new long[capacity * layout.words];
      this.refs = layout.refs == 0 ? NO_REFS : new Object[capacity * layout.refs];
      this.older = older;
    }
  }

  private static final Object[] NO_REFS = {};

  /** The log of the page that was split into this one and another; entries of both are in it. */
  final @Nullable PageLog parent;

  private final SlotLayout layout;
  private @Nullable Chunk newest;
  private int room;
  private int last;

  /** Images of the interval that was written last. */
  private int ofInterval;

  PageLog(SlotLayout layout, @Nullable PageLog parent) {
    this.layout = layout;
    this.parent = parent;
    this.last = parent == null ? 0 : parent.last;
  }

  /** Notes that the page changes in an interval. */
  void changes(int interval) {
    last = interval;
  }

  /** Whether the page has changed in an interval or a later one. */
  boolean hasChangedSince(int interval) {
    return last >= interval;
  }

  /**
   * Adds what a taken slot holds.
   *
   * @return bytes of the heap that this took
   */
  long add(int interval, long[] words, @Nullable Object[] refs, int slot) {
    long took = 0;
    Chunk c = newest;
    if (room == 0 || c == null || c.interval != interval) {
      // A little more than the interval before it had, then a part of what it has so far.
      boolean first = c == null || c.interval != interval;
      int guess = first ? ofInterval + ofInterval / 8 : ofInterval / 4;
      int n = Math.max(LEAST, Math.min(MOST, guess));
      if (first) {
        ofInterval = 0;
      }
      c = new Chunk(layout, interval, n, c);
      newest = c;
      room = n;
      took = 64 + (long) n * layout.bytes();
    }
    int at = c.count++;
    room--;
    ofInterval++;
    last = interval;
    System.arraycopy(words, slot * layout.words, c.words, at * layout.words, layout.words);
    if (layout.refs > 0) {
      System.arraycopy(refs, slot * layout.refs, c.refs, at * layout.refs, layout.refs);
    }
    return took;
  }

  /** The chunk with the newest images; null where there are none. */
  @Nullable Chunk newest() {
    return newest;
  }
}
