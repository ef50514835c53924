package dev.eddy.runtime.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Before-images of the slots of one page during one segment of a {@link PageTable}. An image is
 * what an entry was before its first change since the latest mark. Of an entry that was created
 * there is none, only the note that the page has changed: its writer is later than the mark.
 *
 * <p>Images stand in chunks of one interval between two marks each, the newest first; when the
 * segment is over they may be packed.
 */
final class PageLog {
  private static final int LEAST = 4;
  private static final int MOST = 256;

  /** About how many bytes something holds; changed by one thread. */
  static final class Weight {
    long bytes;
  }

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

    /** Of an interval or later ones, alone. */
    Chunk(int interval, long[] words, @Nullable Object[] refs, int count) {
      this.interval = interval;
      this.words = words;
      this.refs = refs;
      this.older = null;
      this.count = count;
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

  /** What the segment weighs, whose images these are. */
  private final Weight weight;

  private @Nullable Index index;

  /** In place of the chunks. */
  private @Nullable PackedImages packed;

  PageLog(SlotLayout layout, Weight weight, @Nullable PageLog parent) {
    this.layout = layout;
    this.weight = weight;
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

  /**
   * Gives a page of the past what an entry was, if there is an image of it; once the segment is
   * over. On the thread of the tables.
   *
   * @return whether there is
   */
  boolean recall(StateKey key, int since, long boundary, Page into) {
    PackedImages images = packed;
    if (images != null) {
      return images.recall(key, since, boundary, into);
    }
    Index x = index;
    if (x == null) {
      x = new Index(layout, newest);
      index = x;
      weight.bytes += x.bytes();
    }
    return x.recall(layout, key, since, boundary, into);
  }

  /** Images by the hash of their keys. */
  private static final class Index {
    private final Chunk[] chunks;

    /** Numbers of the images before each chunk. */
    private final int[] before;

    /** By some bits of the hash: the newest image, as its number and 1; 0 for none. */
    private final int[] heads;

    /** By image: the next older one of the same bits. */
    private final int[] next;

    Index(SlotLayout layout, @Nullable Chunk newest) {
      int n = 0;
      for (Chunk c = newest; c != null; c = c.older) {
        n++;
      }
      chunks = new Chunk[n];
      before = new int[n];
      for (Chunk c = newest; c != null; c = c.older) {
        chunks[--n] = c;
      }
      int images = 0;
      for (int c = 0; c < chunks.length; c++) {
        before[c] = images;
        images += chunks[c].count;
      }
      heads = new int[Math.max(1, Integer.highestOneBit(images))];
      next = new int[images];
      int mask = heads.length - 1;
      for (int c = 0, image = 0; c < chunks.length; c++) {
        Chunk of = chunks[c];
        for (int i = 0; i < of.count; i++, image++) {
          int h = (int) layout.hash(of.words, i * layout.words) & mask;
          next[image] = heads[h];
          heads[h] = image + 1;
        }
      }
    }

    long bytes() {
      return 8L * chunks.length + 4L * (heads.length + next.length);
    }

    boolean recall(SlotLayout layout, StateKey key, int since, long boundary, Page into) {
      int image = heads[(int) key.hash() & heads.length - 1] - 1;
      while (image >= 0) {
        int n = Arrays.binarySearch(before, image);
        Chunk c = chunks[n < 0 ? -2 - n : n];
        if (c.interval < since) {
          return false;
        }
        int i = image - before[n < 0 ? -2 - n : n];
        if (layout.sequence(c.words, i * layout.words) < boundary
            && layout.holds(c.words, c.refs, i, key)) {
          into.add(c.words, c.refs, i);
          return true;
        }
        image = next[image] - 1;
      }
      return false;
    }
  }

  /**
   * Images of an interval and later ones, the newest first; older ones may follow, and of entries
   * that were written at a sequence or later some may be left out. Null where there are none.
   */
  @Nullable Chunk since(int since, long boundary) {
    PackedImages images = packed;
    return images == null ? newest : images.since(since, boundary);
  }

  /**
   * Keeps the images in less room, once the segment is over. On the thread of the tables.
   *
   * @return bytes of the heap that they take; 0 where they were packed before
   */
  long pack() {
    Chunk images = newest;
    if (images == null || packed != null) {
      return 0;
    }
    PackedImages p = PackedImages.of(layout, images);
    packed = p;
    newest = null;
    index = null;
    return p.bytes();
  }
}
