package dev.eddy.runtime.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Slots of entries whose places in the directory begin with the same {@code depth} bits: open
 * addressing with linear probing. Written in place only by the epoch that owns it.
 *
 * <p>A page of the past knows a later page. Its slots hold the entries that were asked for since,
 * as they were then or as they became: a replay touches few of those that stand in the later one.
 * When they become many, or somebody needs all, it is made what it was as a whole.
 */
final class Page implements LaterPage {
  private static final long NOBODY = 0;
  private static final Object[] NO_REFS = {};

  /** One in so many slots changed, or more: then a page is built anew instead of mended. */
  private static final int MENDED = 8;

  private static final int LEAST_SLOTS = 4;

  /** A page of the past has one in so many of the slots of the later page, or fewer. */
  private static final int FEW = 4;

  final SlotLayout layout;

  /** Negative once the whole of a page of the past was asked for, which is then to stay. */
  private long epoch;

  final int depth;
  final int slots;
  final long[] words;
  final @Nullable Object[] refs;
  int count;

  /** Its images in the segment that is being written; null where there are none. */
  @Nullable PageLog log;

  /**
   * What a page of the past is made of, and when it was.
   *
   * @param later is none of the past
   * @param images of the segment that was over with the later page; null where none is wanted
   * @param since the interval that began with the mark
   * @param boundary entries written at this sequence or later were written since the mark
   */
  private record Past(LaterPage later, @Nullable PageLog images, int since, long boundary) {}

  /** Null for a page that has all its entries. */
  private final @Nullable Past past;

  private @Nullable Page whole;

  /** This one in little room, if somebody asked for it. */
  private @Nullable Page packed;

  /**
   * @param slots a power of two
   */
  Page(SlotLayout layout, long epoch, int depth, int slots) {
    this(layout, epoch, depth, slots, (Past) null);
  }

  private Page(SlotLayout layout, long epoch, int depth, int slots, @Nullable Past past) {
    this(
        layout,
        epoch,
        depth,
        slots,
        new long[slots * layout.words],
        layout.refs == 0 ? NO_REFS : new Object[slots * layout.refs],
        past);
  }

  /** An empty one. */
  Page(SlotLayout layout, long epoch, int depth, int slots, Spares spares) {
    this(
        layout,
        epoch,
        depth,
        slots,
        spares.words(slots * layout.words, true),
        spares.refs(slots * layout.refs),
        null);
  }

  private Page(
      SlotLayout layout,
      long epoch,
      int depth,
      int slots,
      long[] words,
      @Nullable Object[] refs,
      @Nullable Past past) {
    this.layout = layout;
    this.epoch = epoch;
    this.depth = depth;
    this.slots = slots;
    this.words = words;
    this.refs = refs;
    this.past = past;
  }

  /** Whether it may be written to in an epoch. */
  boolean isOf(long owner) {
    return epoch == owner;
  }

  /** Whether it was made in an epoch or a later one. */
  boolean isSince(long first) {
    return Math.abs(epoch) >= first;
  }

  Page copy(long owner, Spares spares) {
    long[] w = spares.words(words.length, false);
    System.arraycopy(words, 0, w, 0, words.length);
    @Nullable Object[] r = spares.refs(refs.length);
    System.arraycopy(refs, 0, r, 0, refs.length);
    Page p = new Page(layout, owner, depth, slots, w, r, past);
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
    boolean changed = images != null && images.hasChangedSince(since);
    LaterPage all = past == null ? this : isPacked() ? past.later : null;
    if (all != null && (changed || past != null)) {
      // A packed one is shared for long: what is made of it to look at must not stay with it.
      PageLog wanted = changed ? images : null;
      return new Page(layout, owner, depth, 0, new Past(all, wanted, since, boundary));
    }
    if (images == null || !changed) {
      return this;
    }
    // What it took from its own past and did not change is still there, and nothing was removed.
    Page p = new Page(layout, owner, depth, slots, past);
    for (int s = 0; s < slots; s++) {
      if (taken(s) && layout.sequence(words, s * layout.words) < boundary) {
        p.add(this, s);
      }
    }
    for (PageLog.Chunk c = images.since(since, boundary);
        c != null && c.interval >= since;
        c = c.older) {
      for (int i = 0; i < c.count; i++) {
        if (layout.sequence(c.words, i * layout.words) < boundary) {
          p.add(c.words, c.refs, i);
        }
      }
    }
    return p;
  }

  /** Whether there are entries that it does not have in its slots. */
  boolean isPast() {
    return past != null;
  }

  /**
   * The same page of the past, for an owner, with room for one more entry; as a whole where it
   * would have many.
   */
  Page roomier(long owner, int prefix, int groupBits, Spares spares) {
    if (!full()) {
      return copy(owner, spares);
    }
    Past then = Objects.requireNonNull(past);
    int room = Math.max(LEAST_SLOTS, 2 * slots);
    if (room * FEW > then.later.slots()) {
      return made(owner, prefix, groupBits, spares);
    }
    Page p = new Page(layout, owner, depth, room, then);
    p.addAll(this);
    return p;
  }

  /** Takes the entry of a key from the past, if there was one; there must be room. */
  void recall(StateKey key) {
    Past p = Objects.requireNonNull(past);
    if (p.later.give(key, p.boundary, this)) {
      return;
    }
    for (PageLog l = p.images; l != null; l = l.parent) {
      if (l.recall(key, p.since, p.boundary, this)) {
        return;
      }
    }
  }

  /** Bytes of its slots and of its whole, if that is kept. */
  long bytes() {
    Page w = isPast() ? kept() : null;
    return (long) (slots + (w == null ? 0 : w.slots)) * layout.bytes();
  }

  private synchronized @Nullable Page kept() {
    return whole;
  }

  /**
   * A page of the past with all its entries, which nobody owns. From then on nobody writes to this
   * one. For any thread.
   *
   * @param prefix the bits that all places of its entries begin with
   * @param groupBits see {@link PageTable#position}
   */
  synchronized Page whole(int prefix, int groupBits) {
    Page w = whole;
    if (w == null) {
      w = made(NOBODY, prefix, groupBits, new Spares());
      whole = w;
      epoch = -Math.abs(epoch);
    }
    return w;
  }

  /**
   * As {@link #whole}, for an owner and nobody else.
   *
   * <p>An entry was as it is in the later page where its writer is not later than the mark; where
   * it is, the entry was what its only image is that is not later either, and if there is none, it
   * was not there.
   */
  Page made(long owner, int prefix, int groupBits, Spares spares) {
    Past then = Objects.requireNonNull(past);
    Page from = then.later.slotted(owner, depth, spares);
    // Images that are packed are unpacked once.
    List<PageLog.@Nullable Chunk> images = new ArrayList<>();
    int wanted = 0;
    for (PageLog l = then.images; l != null; l = l.parent) {
      PageLog.@Nullable Chunk newest = l.since(then.since, then.boundary);
      images.add(newest);
      for (PageLog.Chunk c = newest; c != null && c.interval >= then.since; c = c.older) {
        for (int i = 0; i < c.count; i++) {
          wanted += wants(then, l, c, i, prefix, groupBits) ? 1 : 0;
        }
      }
    }
    int kept = 0;
    for (int s = 0; s < from.slots; s++) {
      kept += from.taken(s) && !isLater(then, from.words, s) ? 1 : 0;
    }
    int room = from.slots;
    while ((kept + wanted) * 10 > room * 7) {
      room *= 2;
    }
    boolean mends = room == from.slots && (from.count - kept) * MENDED < from.slots;
    Page p;
    if (mends) {
      p = from == then.later ? from.copy(owner, spares) : from;
      for (int s = 0; s < room; ) {
        if (p.taken(s) && isLater(then, p.words, s)) {
          p.free(s);
        } else {
          s++;
        }
      }
    } else {
      p = new Page(layout, owner, depth, room, spares);
      for (int s = 0; s < from.slots; s++) {
        if (from.taken(s) && !isLater(then, from.words, s)) {
          p.add(from, s);
        }
      }
    }
    int of = 0;
    for (PageLog l = then.images; l != null; l = l.parent) {
      for (PageLog.Chunk c = images.get(of++); c != null && c.interval >= then.since; c = c.older) {
        for (int i = 0; i < c.count; i++) {
          if (wants(then, l, c, i, prefix, groupBits)) {
            p.add(c.words, c.refs, i);
          }
        }
      }
    }
    return withOwn(p, owner);
  }

  /** Puts what stands in the slots of this over what stands in another page, or a larger one. */
  private Page withOwn(Page into, long owner) {
    Page p = into;
    for (int s = 0; s < slots; s++) {
      if (!taken(s)) {
        continue;
      }
      int there = p.find(layout.hash(words, s * layout.words), words, refs, s);
      if (there >= 0) {
        p.put(words, refs, s, there);
        continue;
      }
      if (p.full()) {
        Page larger = new Page(layout, owner, depth, 2 * p.slots);
        larger.addAll(p);
        p = larger;
      }
      p.add(this, s);
    }
    return p;
  }

  // ------------------------------------------------------------------ what others are made of

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public boolean give(StateKey key, long boundary, Page into) {
    int s = find(key);
    if (s < 0 || layout.sequence(words, s * layout.words) >= boundary) {
      return false;
    }
    into.add(this, s);
    return true;
  }

  @Override
  public Page slotted(long owner, int atDepth, Spares spares) {
    return this;
  }

  /**
   * This page, to which nobody writes any more, as one of the past that takes little room; nobody
   * owns it. Itself where it is one of the past already. On the thread of the tables.
   */
  Page packed() {
    if (past != null) {
      return this;
    }
    Page p = packed;
    if (p == null) {
      Past then = new Past(new PackedPage(this), null, 0, Long.MAX_VALUE);
      p = new Page(layout, -Math.abs(epoch), depth, 0, then);
      packed = p;
    }
    return p;
  }

  /** Bytes of what {@link #packed} gives; of this where it was one of the past already. */
  long packedBytes() {
    Past then = Objects.requireNonNull(packed().past);
    return past == null && then.later instanceof PackedPage p ? p.bytes() : bytes();
  }

  /** Whether it is what {@link #packed} gives. */
  private boolean isPacked() {
    return past != null && past.later instanceof PackedPage && past.images == null && slots == 0;
  }

  private boolean isLater(Past then, long[] w, int slot) {
    return layout.sequence(w, slot * layout.words) >= then.boundary;
  }

  private boolean wants(
      Past then, PageLog of, PageLog.Chunk c, int image, int prefix, int groupBits) {
    if (isLater(then, c.words, image)) {
      return false;
    }
    if (of == then.images) {
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

  @Override
  public long touch(long hash) {
    if (past != null) {
      return past.later.touch(hash);
    }
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

  /** Takes all entries over from a page of the same layout, of whose keys none is there. */
  void addAll(Page from) {
    for (int s = 0; s < from.slots; s++) {
      if (from.taken(s)) {
        add(from, s);
      }
    }
  }

  /** Takes an entry over whose key is not there. */
  void add(long[] w, @Nullable Object[] r, int slot) {
    int n = layout.words;
    int mask = slots - 1;
    int s = (int) layout.hash(w, slot * n) & mask;
    while (taken(s)) {
      s = s + 1 & mask;
    }
    put(w, r, slot, s);
    count++;
  }

  private void put(long[] w, @Nullable Object[] r, int slot, int at) {
    int n = layout.words;
    System.arraycopy(w, slot * n, words, at * n, n);
    if (layout.refs > 0) {
      System.arraycopy(r, slot * layout.refs, refs, at * layout.refs, layout.refs);
    }
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
