package dev.eddy.runtime.state;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;

/**
 * Key group and hash of keys of numbers that were made lately, each at the place that its numbers
 * give: rows of the same keys mostly come again soon, and a key group, a formula of Flink, takes a
 * multiplication a byte, each waiting for the one before. Where they do not come again, nothing is
 * remembered for a while.
 */
final class MadeKeys {
  private static final int BITS = 10;

  /** After so many keys it is seen whether half of them were there. */
  private static final int TRIED = 1 << 11;

  /** For so many keys it is left then. */
  private static final int LEFT = 1 << 16;

  private final KeyCodec codec;
  private final int maxParallelism;
  private final int columns;

  /** By place: the numbers, the hash, the key group + 1 (0 where there is none yet). */
  private final long[] words;

  private boolean pays = true;
  private int rest = TRIED;
  private int hits;

  MadeKeys(KeyCodec codec, int maxParallelism) {
    this.codec = codec;
    this.maxParallelism = maxParallelism;
    this.columns = codec.schema().size();
    this.words = new long[columns + 2 << BITS];
  }

  /** Whether the keys are those of a codec in so many key groups. */
  boolean areOf(KeyCodec other, int otherParallelism) {
    return codec == other && maxParallelism == otherParallelism;
  }

  /** Where the key in some columns of a row belongs; -1 where it belongs nowhere. */
  int place(Row row, int[] keys) {
    if (--rest == 0) {
      pays = !pays || hits >= TRIED / 2;
      rest = pays ? TRIED : LEFT;
      hits = 0;
    }
    if (!pays) {
      return -1;
    }
    long mixed = 0;
    for (int c : keys) {
      if (row.isNull(c)) {
        return -1;
      }
      mixed = (mixed ^ row.getLong(c)) * 0x9E3779B97F4A7C15L;
    }
    return (int) (mixed >>> 64 - BITS);
  }

  /** Whether the key stands at its place. */
  boolean holds(int place, Row row, int[] keys) {
    int at = place * (columns + 2);
    for (int i = 0; i < keys.length; i++) {
      if (words[at + i] != row.getLong(keys[i])) {
        return false;
      }
    }
    if (words[at + columns + 1] == 0) {
      return false;
    }
    hits++;
    return true;
  }

  long hash(int place) {
    return words[place * (columns + 2) + columns];
  }

  int group(int place) {
    return (int) words[place * (columns + 2) + columns + 1] - 1;
  }

  /** Puts a key at its place. */
  void put(int place, Row row, int[] keys, int group, long hash) {
    int at = place * (columns + 2);
    for (int i = 0; i < keys.length; i++) {
      words[at + i] = row.getLong(keys[i]);
    }
    words[at + columns] = hash;
    words[at + columns + 1] = group + 1L;
  }
}
