package dev.eddy.runtime.state;

import org.jspecify.annotations.Nullable;

/**
 * Slots of entries whose places in the directory begin with the same {@code depth} bits: open
 * addressing with linear probing. Written in place only by the epoch that owns it.
 *
 * <p>A page of the past has no slots: it knows a later page, and makes of it what it was when
 * somebody needs it.
 */
final class Page {
  private static final long NOBODY = 0;
  private static final long[] NO_WORDS = {};
  private static final Object[] NO_REFS = {};

  /** One in so many slots changed, or more: then a page is built anew instead of mended. */
  private static final int MENDED = 8;

  final SlotLayout layout;
  final long epoch;
  final int depth;
  final int slots;
  final long[] words;
  final @Nullable Object[] refs;
  int count;

  /** Its images in the segment that is being written; null where there are none. */
  @Nullable PageLog log;

  /** Of a page of the past: what it was made of, and when it was. */
  private final @Nullable Page later;

  private final @Nullable PageLog images;
  private final int since;
  private final long boundary;
  private @Nullable Page whole;

  /**
   * @param slots a power of two
   */
  Page(SlotLayout layout, long epoch, int depth, int slots) {
    this(
        layout,
        epoch,
        depth,
        slots,
        new long[slots * layout.words],
        layout.refs == 0 ? NO_REFS : new Object[slots * layout.refs]);
  }

  /** An empty one. */
  private Page(SlotLayout layout, long epoch, int depth, int slots, Spares spares) {
    this(
        layout,
        epoch,
        depth,
        slots,
        spares.words(slots * layout.words, true),
        spares.refs(slots * layout.refs));
  }

  private Page(
      SlotLayout layout, long epoch, int depth, int slots, long[] words, @Nullable Object[] refs) {
    this.layout = layout;
    this.epoch = epoch;
    this.depth = depth;
    this.slots = slots;
    this.words = words;
    this.refs = refs;
    this.later = null;
    this.images = null;
    this.since = 0;
    this.boundary = 0;
  }

  private Page(long epoch, Page later, PageLog images, int since, long boundary) {
    this.layout = later.layout;
    this.epoch = epoch;
    this.depth = later.depth;
    this.slots = 0;
    this.words = NO_WORDS;
    this.refs = NO_REFS;
    this.later = later;
    this.images = images;
    this.since = since;
    this.boundary = boundary;
  }

  Page copy(long owner, Spares spares) {
    long[] w = spares.words(words.length, false);
    System.arraycopy(words, 0, w, 0, words.length);
    @Nullable Object[] r = spares.refs(refs.length);
    System.arraycopy(refs, 0, r, 0, refs.length);
    Page p = new Page(layout, owner, depth, slots, w, r);
    p.count = count;
    return p;
  }

  // ------------------------------------------------------------------ the past

  /**
   * This page, to which nobody writes any more, as it was at a mark of a segment that is over.
   *
   * @param images of the segment; null where it has not changed in it
   * @param since the interval that began with the mark
   * @param boundary entries written at this sequence or later were written since the mark
   */
  Page at(long owner, @Nullable PageLog images, int since, long boundary) {
    return images == null || !images.hasChangedSince(since)
        ? this
        : new Page(owner, this, images, since, boundary);
  }

  boolean isPast() {
    return slots == 0;
  }

  /** Whether {@link #whole} has been asked for. For any thread. */
  synchronized boolean isWhole() {
    return whole != null;
  }

  /**
   * A page of the past with its slots, which nobody owns. For any thread.
   *
   * @param prefix the bits that all places of its entries begin with
   * @param groupBits see {@link PageTable#position}
   */
  synchronized Page whole(int prefix, int groupBits) {
    Page w = whole;
    if (w == null) {
      w = made(NOBODY, prefix, groupBits, new Spares());
      whole = w;
    }
    return w;
  }

  /**
   * As {@link #whole}, for an owner and nobody else.
   *
   * <p>An entry was as it is now where its writer is not later than the mark; where it is, the
   * entry was what its only image is that is not later either, and if there is none, it was not
   * there.
   */
  Page made(long owner, int prefix, int groupBits, Spares spares) {
    Page from = java.util.Objects.requireNonNull(later);
    int wanted = 0;
    for (PageLog l = images; l != null; l = l.parent) {
      for (PageLog.Chunk c = l.newest(); c != null && c.interval >= since; c = c.older) {
        for (int i = 0; i < c.count; i++) {
          wanted += wants(l, c, i, prefix, groupBits) ? 1 : 0;
        }
      }
    }
    int kept = 0;
    for (int s = 0; s < from.slots; s++) {
      kept += from.taken(s) && !isLater(from.words, s) ? 1 : 0;
    }
    int room = from.slots;
    while ((kept + wanted) * 10 > room * 7) {
      room *= 2;
    }
    boolean mends = room == from.slots && (from.count - kept) * MENDED < from.slots;
    Page p;
    if (mends) {
      p = from.copy(owner, spares);
      for (int s = 0; s < room; ) {
        if (p.taken(s) && isLater(p.words, s)) {
          p.free(s);
        } else {
          s++;
        }
      }
    } else {
      p = new Page(layout, owner, depth, room, spares);
      for (int s = 0; s < from.slots; s++) {
        if (from.taken(s) && !isLater(from.words, s)) {
          p.add(from, s);
        }
      }
    }
    for (PageLog l = images; l != null; l = l.parent) {
      for (PageLog.Chunk c = l.newest(); c != null && c.interval >= since; c = c.older) {
        for (int i = 0; i < c.count; i++) {
          if (wants(l, c, i, prefix, groupBits)) {
            p.add(c.words, c.refs, i);
          }
        }
      }
    }
    return p;
  }

  private boolean isLater(long[] w, int slot) {
    return layout.sequence(w, slot * layout.words) >= boundary;
  }

  private boolean wants(PageLog of, PageLog.Chunk c, int image, int prefix, int groupBits) {
    if (isLater(c.words, image)) {
      return false;
    }
    if (of == images) {
      return true;
    }
    int at = image * layout.words;
    long position =
        PageTable.position(layout.group(c.words, at), layout.hash(c.words, at), groupBits);
    return PageTable.place(position, depth) == prefix;
  }

  // ------------------------------------------------------------------ slots

  boolean taken(int slot) {
    return words[slot * layout.words + layout.facts] != 0;
  }

  /** Whether one more entry needs a larger page, or two. */
  boolean full() {
    return (count + 1) * 10 > slots * 7;
  }

  /** The slot of the key, or {@code -1 - slot} of the free one where it belongs. */
  int find(StateKey key) {
    if (layout.keyWords == 1) {
      return find(key.hash(), SlotLayout.keyWord(key, 0));
    }
    long[] w = words;
    int stride = layout.words;
    int facts = layout.facts;
    long first = layout.firstWord(key);
    int mask = slots - 1;
    int s = (int) key.hash() & mask;
    while (true) {
      int at = s * stride;
      long k = w[at];
      if (k == first && w[at + facts] != 0 && layout.holds(w, refs, s, key)) {
        return s;
      }
      if (k == 0 && w[at + facts] == 0) {
        return -1 - s;
      }
      s = s + 1 & mask;
    }
  }

  /** For keys of one word: the facts are looked at only where the key's word is not enough. */
  private int find(long hash, long keyWord) {
    long[] w = words;
    int stride = layout.words;
    int facts = layout.facts;
    int mask = slots - 1;
    int s = (int) hash & mask;
    while (true) {
      int at = s * stride;
      long k = w[at];
      if (k == keyWord) {
        return w[at + facts] != 0 ? s : -1 - s;
      }
      if (k == 0 && w[at + facts] == 0) {
        return -1 - s;
      }
      s = s + 1 & mask;
    }
  }

  /** Reads what {@link #find} of a key with this hash will read first. */
  long touch(long hash) {
    int at = ((int) hash & slots - 1) * layout.words;
    return words[at] + words[at + layout.words - 1];
  }

  /** The slot of the key that stands in a slot of other arrays, or {@code -1 - slot}. */
  int find(long hash, long[] w, @Nullable Object[] r, int other) {
    int mask = slots - 1;
    int s = (int) hash & mask;
    while (taken(s)) {
      if (layout.same(words, refs, s, w, r, other)) {
        return s;
      }
      s = s + 1 & mask;
    }
    return -1 - s;
  }

  /** Takes an entry over from a page of the same layout that does not hold its key twice. */
  void add(Page from, int slot) {
    add(from.words, from.refs, slot);
  }

  /** Takes an entry over whose key is not there. */
  private void add(long[] w, @Nullable Object[] r, int slot) {
    int n = layout.words;
    int mask = slots - 1;
    int s = (int) layout.hash(w, slot * n) & mask;
    while (taken(s)) {
      s = s + 1 & mask;
    }
    System.arraycopy(w, slot * n, words, s * n, n);
    if (layout.refs > 0) {
      System.arraycopy(r, slot * layout.refs, refs, s * layout.refs, layout.refs);
    }
    count++;
  }

  /** Frees a slot and moves those behind it that would no longer be found. */
  void free(int slot) {
    int w = layout.words;
    int r = layout.refs;
    int mask = slots - 1;
    int hole = slot;
    int s = slot;
    while (true) {
      s = s + 1 & mask;
      if (!taken(s)) {
        break;
      }
      int home = (int) layout.hash(words, s * w) & mask;
      // It may move to the hole unless its home lies behind the hole.
      if ((s - home & mask) >= (s - hole & mask)) {
        System.arraycopy(words, s * w, words, hole * w, w);
        System.arraycopy(refs, s * r, refs, hole * r, r);
        hole = s;
      }
    }
    java.util.Arrays.fill(words, hole * w, hole * w + w, 0);
    java.util.Arrays.fill(refs, hole * r, hole * r + r, null);
    count--;
  }
}
