package dev.eddy.runtime.state.rocksdb;

/**
 * Positions by the upper halves of hashes (tags), of which several may be alike: open addressing
 * with linear probing. A slot is a tag and a position + 1; who looks for a key goes from slot to
 * slot until one is free, and compares the keys where the tags are alike. Used by one thread.
 */
final class HashIndex {
  static final long FREE = 0;
  private static final int FIRST_BITS = 5;

  private long[] slots = new long[1 << FIRST_BITS];

  /** Upper bits of a tag say where it belongs. */
  private int shift = 32 - FIRST_BITS;

  private int count;

  /** Where the slots begin in which a tag may stand. */
  int home(int tag) {
    return tag >>> shift;
  }

  int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  long at(int slot) {
    return slots[slot];
  }

  int slots() {
    return slots.length;
  }

  static int tag(long slot) {
    return (int) (slot >>> 32);
  }

  static int position(long slot) {
    return (int) slot - 1;
  }

  private static long slot(int tag, int position) {
    return (long) tag << 32 | position + 1;
  }

  int count() {
    return count;
  }

  long bytes() {
    return 8L * slots.length;
  }

  boolean isHalfFull() {
    return count > slots.length / 2;
  }

  boolean has(int tag, int position) {
    return find(slot(tag, position)) >= 0;
  }

  private int find(long slot) {
    int i = home(tag(slot));
    while (slots[i] != slot) {
      if (slots[i] == FREE) {
        return -1;
      }
      i = next(i);
    }
    return i;
  }

  /** Adds one that is not there. */
  void add(int tag, int position) {
    if (++count > slots.length / 8 * 5) {
      grow();
    }
    put(slot(tag, position));
  }

  private void put(long slot) {
    int i = home(tag(slot));
    while (slots[i] != FREE) {
      i = next(i);
    }
    slots[i] = slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    shift--;
    for (long slot : old) {
      if (slot != FREE) {
        put(slot);
      }
    }
  }

  /** What was at a position, which is there, is at another one. */
  void move(int tag, int from, int to) {
    slots[find(slot(tag, from))] = slot(tag, to);
  }

  /** Removes one that is there, and closes the gap (Knuth, volume 3, 6.4, algorithm R). */
  void remove(int tag, int position) {
    int gap = find(slot(tag, position));
    int mask = slots.length - 1;
    for (int i = next(gap); slots[i] != FREE; i = next(i)) {
      int home = home(tag(slots[i]));
      if (((i - home) & mask) >= ((i - gap) & mask)) {
        slots[gap] = slots[i];
        gap = i;
      }
    }
    slots[gap] = FREE;
    count--;
  }

  /** Removes all, and is as small as at first. */
  void clear() {
    slots = new long[1 << FIRST_BITS];
    shift = 32 - FIRST_BITS;
    count = 0;
  }
}
