package dev.eddy.runtime.state;

import java.util.Arrays;

/**
 * Groups of words in few bytes, each as its differences from the one before it: bits that say which
 * words differ, then each difference in as many bytes as it needs. Those of keys, sequences and
 * counts are small; the word of facts is nearly always the same.
 */
final class PackedSlots {
  private static final int LONGEST = 9;
  private static final int HIGH = 32;

  private PackedSlots() {}

  /** Puts groups of words one after another. */
  static final class Writer {
    private final int facts;
    private final long[] last;
    private byte[] bytes;
    private int size;

    /**
     * @param words of a group
     * @param facts which of them is the word of facts, of a slot that is taken
     * @param about how many bytes there will be
     */
    Writer(int words, int facts, int about) {
      this.facts = facts;
      this.last = new long[words];
      this.bytes = new byte[Math.max(16, about)];
    }

    int size() {
      return size;
    }

    /** What follows can be read without what was written before. */
    void begin() {
      Arrays.fill(last, 0);
      last[facts] = SlotLayout.TAKEN;
    }

    void add(long[] words) {
      int n = last.length;
      if (bytes.length - size < n * (LONGEST + 1)) {
        bytes = Arrays.copyOf(bytes, bytes.length + Math.max(bytes.length, n * (LONGEST + 1)));
      }
      byte[] to = bytes;
      int at = size;
      for (int from = 0; from < n; from += 8) {
        int end = Math.min(n, from + 8);
        int mask = 0;
        int head = at++;
        for (int i = from; i < end; i++) {
          if (words[i] != last[i]) {
            mask |= 1 << i - from;
            at = put(to, at, i == facts ? fold(words[i] ^ last[i]) : zigzag(words[i] - last[i]));
            last[i] = words[i];
          }
        }
        to[head] = (byte) mask;
      }
      size = at;
    }

    byte[] toBytes() {
      return Arrays.copyOf(bytes, size);
    }

    private static int put(byte[] to, int start, long value) {
      int at = start;
      long v = value;
      for (int i = 1; i < LONGEST && (v & -0x80) != 0; i++) {
        to[at++] = (byte) (v | 0x80);
        v >>>= 7;
      }
      to[at++] = (byte) v;
      return at;
    }
  }

  /** Goes through groups of words that a {@link Writer} made. */
  static final class Reader {
    /** The group that was read last. */
    final long[] words;

    private final byte[] bytes;
    private final int facts;
    private int at;

    Reader(byte[] bytes, int words, int facts) {
      this.bytes = bytes;
      this.words = new long[words];
      this.facts = facts;
    }

    /** Goes to where a writer began. */
    void begin(int place) {
      at = place;
      Arrays.fill(words, 0);
      words[facts] = SlotLayout.TAKEN;
    }

    int place() {
      return at;
    }

    void next() {
      int n = words.length;
      for (int from = 0; from < n; from += 8) {
        for (int mask = bytes[at++] & 0xff; mask != 0; mask &= mask - 1) {
          int i = from + Integer.numberOfTrailingZeros(mask);
          long d = take();
          if (i == facts) {
            words[i] ^= unfold(d);
          } else {
            words[i] += d >>> 1 ^ -(d & 1);
          }
        }
      }
    }

    private long take() {
      long b = bytes[at++];
      if (b >= 0) {
        return b;
      }
      long v = b & 0x7f;
      for (int shift = 7; shift < 7 * (LONGEST - 1); shift += 7) {
        b = bytes[at++];
        v |= (b & 0x7f) << shift;
        if (b >= 0) {
          return v;
        }
      }
      return v | (long) bytes[at++] << 7 * (LONGEST - 1);
    }
  }

  private static long zigzag(long v) {
    return v << 1 ^ v >> 63;
  }

  /**
   * The step stands in the high half: whichever half alone differs takes few bytes. The bit that is
   * lost is {@link SlotLayout#TAKEN}, in which no two differ.
   */
  private static long fold(long difference) {
    return difference >>> HIGH == 0 ? difference << 1 : Long.rotateLeft(difference, HIGH) << 1 | 1;
  }

  private static long unfold(long folded) {
    return (folded & 1) == 0 ? folded >>> 1 : Long.rotateLeft(folded >>> 1, HIGH);
  }
}
