package dev.eddy.runtime.state;

import org.jspecify.annotations.Nullable;

/**
 * The slots of a page to which nobody writes any more in few bytes. They are where they were, 64 by
 * 64, so that only a few are read to find one. Immutable.
 */
final class PackedPage implements LaterPage {
  private static final int TOGETHER = 64;
  private static final int BYTES_EACH = 12;
  private static final Object[] NO_REFS = {};

  private final SlotLayout layout;
  private final int slots;
  private final int count;

  /** Which slots are taken. */
  private final long[] taken;

  /** By 64 slots, where they begin in the bytes. */
  private final int[] starts;

  /** By 64 slots, how many are taken before them. */
  private final int[] firsts;

  private final byte[] bytes;
  private final @Nullable Object[] refs;

  /**
   * @param p has all its entries in its slots
   */
  PackedPage(Page p) {
    layout = p.layout;
    slots = p.slots;
    count = p.count;
    int parts = Math.max(1, slots / TOGETHER);
    taken = new long[parts];
    starts = new int[parts];
    firsts = new int[parts];
    refs = layout.refs == 0 ? NO_REFS : new Object[count * layout.refs];
    PackedSlots.Writer out = new PackedSlots.Writer(layout.words, layout.facts, count * BYTES_EACH);
    long[] words = new long[layout.words];
    for (int s = 0, n = 0; s < slots; s++) {
      if (s % TOGETHER == 0) {
        starts[s / TOGETHER] = out.size();
        firsts[s / TOGETHER] = n;
        out.begin();
      }
      if (p.taken(s)) {
        taken[s / TOGETHER] |= 1L << s;
        System.arraycopy(p.words, s * layout.words, words, 0, layout.words);
        out.add(words);
        System.arraycopy(p.refs, s * layout.refs, refs, n++ * layout.refs, layout.refs);
      }
    }
    bytes = out.toBytes();
  }

  long bytes() {
    return bytes.length + 16L * taken.length + 4L * refs.length;
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public long touch(long hash) {
    int part = ((int) hash & slots - 1) / TOGETHER;
    return taken[part] + starts[part];
  }

  @Override
  public boolean give(StateKey key, long boundary, Page into) {
    int s = (int) key.hash() & slots - 1;
    if (!taken(s)) {
      return false;
    }
    PackedSlots.Reader in = reader();
    @Nullable Object[] r = layout.refs == 0 ? NO_REFS : new Object[layout.refs];
    int part = s / TOGETHER;
    in.begin(starts[part]);
    int n = firsts[part];
    for (int before = Long.bitCount(taken[part] & (1L << s) - 1); before > 0; before--, n++) {
      in.next();
    }
    while (taken(s)) {
      in.next();
      if (layout.refs > 0) {
        System.arraycopy(refs, n * layout.refs, r, 0, layout.refs);
      }
      if (layout.holds(in.words, r, 0, key)) {
        if (layout.sequence(in.words, 0) >= boundary) {
          return false;
        }
        into.add(in.words, r, 0);
        return true;
      }
      s = s + 1 & slots - 1;
      n++;
      if (s % TOGETHER == 0) {
        in.begin(starts[s / TOGETHER]);
        n = firsts[s / TOGETHER];
      }
    }
    return false;
  }

  private boolean taken(int slot) {
    return (taken[slot / TOGETHER] & 1L << slot) != 0;
  }

  @Override
  public Page slotted(long owner, int depth, Spares spares) {
    Page p = new Page(layout, owner, depth, slots, spares);
    PackedSlots.Reader in = reader();
    int n = 0;
    for (int part = 0; part < taken.length; part++) {
      in.begin(starts[part]);
      for (long bits = taken[part]; bits != 0; bits &= bits - 1, n++) {
        in.next();
        int s = part * TOGETHER + Long.numberOfTrailingZeros(bits);
        System.arraycopy(in.words, 0, p.words, s * layout.words, layout.words);
        System.arraycopy(refs, n * layout.refs, p.refs, s * layout.refs, layout.refs);
      }
    }
    p.count = count;
    return p;
  }

  private PackedSlots.Reader reader() {
    return new PackedSlots.Reader(bytes, layout.words, layout.facts);
  }
}
