package dev.eddy.benchmarks.hand;

import java.util.Arrays;

/** From a number that is not negative to a slot of arrays, by open addressing; slots are reused. */
final class SlotMap {
  private static final long FREE = -1;

  private long[] keys = new long[1 << 12];
  private int[] slots = new int[1 << 12];
  private int[] spare = new int[1 << 12];
  private int spares;
  private int size;
  private int slotsUsed;

  SlotMap() {
    Arrays.fill(keys, FREE);
  }

  private int place(long key) {
    return (int) (key * 0x9E3779B97F4A7C15L >>> 40) & (keys.length - 1);
  }

  int size() {
    return size;
  }

  /** Greatest slot that was ever given, plus one. */
  int slots() {
    return slotsUsed;
  }

  /** The slot of a key, or -1. */
  int find(long key) {
    for (int p = place(key); ; p = (p + 1) & (keys.length - 1)) {
      if (keys[p] == key) {
        return slots[p];
      } else if (keys[p] == FREE) {
        return -1;
      }
    }
  }

  /** Gives a new key a slot. */
  int add(long key) {
    if (size * 2 >= keys.length) {
      grow();
    }
    int slot = spares > 0 ? spare[--spares] : slotsUsed++;
    put(key, slot);
    size++;
    return slot;
  }

  private void put(long key, int slot) {
    int p = place(key);
    while (keys[p] != FREE) {
      p = (p + 1) & (keys.length - 1);
    }
    keys[p] = key;
    slots[p] = slot;
  }

  /** Forgets a key that is there. */
  void remove(long key) {
    int mask = keys.length - 1;
    int p = place(key);
    while (keys[p] != key) {
      p = (p + 1) & mask;
    }
    if (spares == spare.length) {
      spare = Arrays.copyOf(spare, spares * 2);
    }
    spare[spares++] = slots[p];
    size--;
    // Those behind move up, so that no search stops too early (Knuth's algorithm R).
    int hole = p;
    for (int q = (p + 1) & mask; keys[q] != FREE; q = (q + 1) & mask) {
      if (((q - place(keys[q])) & mask) >= ((q - hole) & mask)) {
        keys[hole] = keys[q];
        slots[hole] = slots[q];
        hole = q;
      }
    }
    keys[hole] = FREE;
  }

  /** Forgets all. */
  void clear() {
    Arrays.fill(keys, FREE);
    size = 0;
    spares = 0;
    slotsUsed = 0;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldSlots = slots;
    keys = new long[oldKeys.length * 2];
    slots = new int[oldKeys.length * 2];
    Arrays.fill(keys, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        put(oldKeys[i], oldSlots[i]);
      }
    }
  }
}
