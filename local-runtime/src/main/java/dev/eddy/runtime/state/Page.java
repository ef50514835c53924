package dev.eddy.runtime.state;

import org.jspecify.annotations.Nullable;

/**
 * Slots of entries whose places in the directory begin with the same {@code depth} bits: open
 * addressing with linear probing. Written in place only by the epoch that owns it.
 */
final class Page {
  final SlotLayout layout;
  final long epoch;
  final int depth;
  final int slots;
  final long[] words;
  final @Nullable Object[] refs;
  int count;

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
        new Object[slots * layout.refs]);
  }

  private Page(
      SlotLayout layout, long epoch, int depth, int slots, long[] words, @Nullable Object[] refs) {
    this.layout = layout;
    this.epoch = epoch;
    this.depth = depth;
    this.slots = slots;
    this.words = words;
    this.refs = refs;
  }

  Page copy(long owner) {
    Page p = new Page(layout, owner, depth, slots, words.clone(), refs.clone());
    p.count = count;
    return p;
  }

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
    int mask = slots - 1;
    int s = (int) key.hash() & mask;
    while (taken(s)) {
      if (layout.holds(words, refs, s, key)) {
        return s;
      }
      s = s + 1 & mask;
    }
    return -1 - s;
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

  /** As {@link #find(StateKey)}, for the key of an image. */
  int find(long hash, long[] w, @Nullable Object[] r, int image) {
    int mask = slots - 1;
    int s = (int) hash & mask;
    while (taken(s)) {
      if (layout.same(words, refs, s, w, r, image)) {
        return s;
      }
      s = s + 1 & mask;
    }
    return -1 - s;
  }

  /** Takes an entry over from a page of the same layout that does not hold its key twice. */
  void add(Page from, int slot) {
    int w = layout.words;
    int mask = slots - 1;
    int s = (int) layout.hash(from.words, slot * w) & mask;
    while (taken(s)) {
      s = s + 1 & mask;
    }
    System.arraycopy(from.words, slot * w, words, s * w, w);
    System.arraycopy(from.refs, slot * layout.refs, refs, s * layout.refs, layout.refs);
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
