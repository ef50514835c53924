package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an entry of state stands in {@code words} longs and {@code refs} references: key, sequence of
 * the last writer, a word of facts (step of the last writer, whether the slot is taken, kind, key
 * group, null bits), further null bits, the words of the value's columns. A key of a few numbers
 * stands in its words, as they are in the key bytes. Any other key stands as its hash and, in three
 * words more, its first 23 bytes and how many there are; a longer one as the first reference too.
 * So a short text is found without following a reference, each of which is a miss of the
 * processor's cache. Texts and decimals of the value are references. Immutable.
 */
final class SlotLayout {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int MAX_KEY_WORDS = 4;
  private static final int COLUMN_BYTES = 9;
  private static final int GROUP_BYTES = 2;
  private static final int TEXT_BYTES = 3;
  private static final int DECIMAL_BYTES = 18;

  /** Words that hold the beginning of a key that is not of numbers, and its length. */
  private static final int HEAD_WORDS = 3;

  /** So many bytes of a key, without the key group, stand in those words. */
  private static final int HEAD_BYTES = HEAD_WORDS * Long.BYTES - 1;

  /** In the place of the length: the key is a longer one. */
  private static final int LONGER = 0xff;

  /** Set in the facts of every slot that is taken. */
  static final long TAKEN = 1L << 31;

  private static final int KIND_SHIFT = 29;
  private static final int GROUP_SHIFT = 14;
  private static final int INLINE_NULLS = 14;
  private static final long GROUP_MASK = 0x7fff;
  private static final long NULL_MASK = (1L << INLINE_NULLS) - 1;

  /** Words of the key; 0 where it stands as a hash. */
  final int keyWords;

  /** Words behind the hash in which the key begins; 0 where no key would be short enough. */
  final int headWords;

  final int words;
  final int refs;

  /** Where the facts stand; never 0 in a slot that is taken. */
  final int facts;

  private final int sequence;
  private final int columns;
  private final int nullWords;
  private final int value;
  private final int[] references;
  private final int firstReference;

  /**
   * @param key the columns of the key, then those of the sub key
   */
  SlotLayout(Schema key, Schema value) {
    keyWords = numbers(key) ? key.size() : 0;
    headWords = keyWords == 0 && least(key) <= HEAD_BYTES ? HEAD_WORDS : 0;
    sequence = Math.max(1, keyWords) + headWords;
    facts = sequence + 1;
    columns = value.size();
    nullWords = columns <= INLINE_NULLS ? 0 : (columns + 63) >>> 6;
    this.value = facts + 1 + nullWords;
    words = this.value + columns;
    references = references(value);
    firstReference = keyWords == 0 ? 1 : 0;
    refs = firstReference + references.length;
  }

  private static boolean numbers(Schema key) {
    return key.size() > 0 && key.size() <= MAX_KEY_WORDS && references(key).length == 0;
  }

  /** How many bytes a key has at least, if no column is null. */
  private static int least(Schema key) {
    int out = 0;
    for (int c = 0; c < key.size(); c++) {
      TypeRoot root = key.type(c).root();
      out += root == TypeRoot.DECIMAL ? DECIMAL_BYTES : root.isText() ? TEXT_BYTES : COLUMN_BYTES;
    }
    return out;
  }

  private static int[] references(Schema schema) {
    List<Integer> out = new ArrayList<>();
    for (int c = 0; c < schema.size(); c++) {
      if (schema.type(c).root().isReference()) {
        out.add(c);
      }
    }
    return out.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Whether a key can stand in a slot; one of numbers with a null among them cannot. */
  boolean takes(StateKey key) {
    return keyWords == 0 || takes(key.array(), key.length());
  }

  private boolean takes(byte[] bytes, int length) {
    if (length != GROUP_BYTES + COLUMN_BYTES * keyWords) {
      return false;
    }
    for (int i = 0; i < keyWords; i++) {
      if (bytes[GROUP_BYTES + COLUMN_BYTES * i] != 1) {
        return false;
      }
    }
    return true;
  }

  static long keyWord(StateKey key, int i) {
    return (long) LONG.get(key.array(), GROUP_BYTES + 1 + COLUMN_BYTES * i);
  }

  /** What stands first in a slot that holds the key; 0 in a free slot. */
  long firstWord(StateKey key) {
    return keyWords == 0 ? key.hash() : keyWord(key, 0);
  }

  /** Whether the slot, which is taken, holds the key. */
  boolean holds(long[] w, @Nullable Object[] r, int slot, StateKey key) {
    int at = slot * words;
    if (keyWords > 0) {
      for (int i = 0; i < keyWords; i++) {
        if (w[at + i] != keyWord(key, i)) {
          return false;
        }
      }
      return true;
    }
    if (w[at] != key.hash()) {
      return false;
    }
    for (int i = 0; i < headWords; i++) {
      if (w[at + 1 + i] != headWord(key, i)) {
        return false;
      }
    }
    if (isShort(w, at)) {
      return true;
    }
    byte[] bytes = keyBytes(r, slot);
    return Arrays.equals(bytes, 0, bytes.length, key.array(), 0, key.length());
  }

  /**
   * Eight of the first bytes behind the key group, zeros behind their end; the last byte of the
   * last word is the length. So keys that are not longer are in the order of these words.
   */
  private static long headWord(StateKey key, int i) {
    long bytes = key.eight(GROUP_BYTES + Long.BYTES * i);
    int length = key.length() - GROUP_BYTES;
    return i < HEAD_WORDS - 1 ? bytes : bytes & -0x100 | (length <= HEAD_BYTES ? length : LONGER);
  }

  /** Whether all bytes of the key of a taken slot, which is not of numbers, stand in its words. */
  boolean isShort(long[] w, int at) {
    return headWords > 0 && (w[at + headWords] & 0xff) != LONGER;
  }

  /** The bytes of a key that is not in the words. */
  private byte[] keyBytes(@Nullable Object[] r, int slot) {
    return (byte[]) java.util.Objects.requireNonNull(r[slot * refs]);
  }

  /** The hash of the key in a taken slot, as {@link StateKey#hash()} gives it. */
  long hash(long[] w, int at) {
    if (keyWords == 0) {
      return w[at];
    }
    long h = 0;
    for (int i = 0; i < keyWords; i++) {
      h = StateKey.mix(h ^ w[at + i]) + 1;
    }
    return StateKey.mix(h + COLUMN_BYTES * keyWords);
  }

  int group(long[] w, int at) {
    return (int) (w[at + facts] >>> GROUP_SHIFT & GROUP_MASK);
  }

  long sequence(long[] w, int at) {
    return w[at + sequence];
  }

  int step(long[] w, int at) {
    return (int) (w[at + facts] >>> 32);
  }

  /** The full key of a taken slot. */
  byte[] key(long[] w, @Nullable Object[] r, int slot) {
    return key(w, r, slot, new KeyRoom());
  }

  /** Bytes for keys that are read one after another, by their length. Used by one thread. */
  static final class KeyRoom {
    private final byte[][] byLength =
        new byte[GROUP_BYTES + Math.max(HEAD_BYTES, COLUMN_BYTES * MAX_KEY_WORDS) + 1][];

    private byte[] of(int length) {
      byte[] room = byLength[length];
      if (room == null) {
        room = new byte[length];
        byLength[length] = room;
      }
      return room;
    }
  }

  /** The full key of a taken slot, to be read at once: the room may be written to. */
  byte[] key(long[] w, @Nullable Object[] r, int slot, KeyRoom rooms) {
    int at = slot * words;
    if (keyWords == 0 && !isShort(w, at)) {
      return keyBytes(r, slot);
    }
    int length = keyWords == 0 ? (int) w[at + headWords] & 0xff : COLUMN_BYTES * keyWords;
    byte[] room = rooms.of(GROUP_BYTES + length);
    int group = group(w, at);
    room[0] = (byte) (group >>> 8);
    room[1] = (byte) group;
    if (keyWords == 0) {
      for (int i = 0; i < length; i++) {
        room[GROUP_BYTES + i] = (byte) (w[at + 1 + (i >>> 3)] >>> 56 - 8 * (i & 7));
      }
      return room;
    }
    for (int i = 0; i < keyWords; i++) {
      room[GROUP_BYTES + COLUMN_BYTES * i] = 1;
      LONG.set(room, GROUP_BYTES + 1 + COLUMN_BYTES * i, w[at + i]);
    }
    return room;
  }

  /** Columns of the value. */
  int columns() {
    return columns;
  }

  /** Writes the key into a free slot; the facts, which make it taken, follow. */
  void writeKey(long[] w, @Nullable Object[] r, int slot, StateKey key) {
    int at = slot * words;
    if (keyWords == 0) {
      w[at] = key.hash();
      for (int i = 0; i < headWords; i++) {
        w[at + 1 + i] = headWord(key, i);
      }
      if (!isShort(w, at)) {
        r[slot * refs] = key.toBytes();
      }
    } else {
      for (int i = 0; i < keyWords; i++) {
        w[at + i] = keyWord(key, i);
      }
    }
  }

  /** Whether two slots, here or in an image, have one key. */
  boolean same(long[] a, @Nullable Object[] ar, int i, long[] b, @Nullable Object[] br, int k) {
    for (int c = 0; c < sequence; c++) {
      if (a[i * words + c] != b[k * words + c]) {
        return false;
      }
    }
    return keyWords > 0 || isShort(a, i * words) || Arrays.equals(keyBytes(ar, i), keyBytes(br, k));
  }

  /** About how many bytes of the heap a slot takes, without the objects that it refers to. */
  int bytes() {
    return 8 * words + 4 * refs;
  }

  /** Writes all but the key. */
  void write(long[] w, @Nullable Object[] r, int slot, int group, Row row, long writer, int step) {
    int at = slot * words;
    w[at + sequence] = writer;
    long f =
        (long) step << 32
            | TAKEN
            | (long) row.kindCode() << KIND_SHIFT
            | (long) group << GROUP_SHIFT;
    if (nullWords == 0) {
      f |= row.nullBits(0) & NULL_MASK;
    } else {
      for (int i = 0; i < nullWords; i++) {
        w[at + facts + 1 + i] = row.nullBits(i);
      }
    }
    w[at + facts] = f;
    row.copyWords(w, at + value);
    int to = slot * refs + firstReference;
    for (int i = 0; i < references.length; i++) {
      r[to + i] = row.getObject(references[i]);
    }
  }

  /**
   * As the other one, of a value of two numbers and one reference, none of them null. A reference
   * that stays is not written, since that costs the collector's barrier.
   */
  void write(
      long[] w,
      @Nullable Object[] r,
      int slot,
      int group,
      long first,
      long second,
      Object reference,
      long writer,
      int step) {
    int at = slot * words;
    w[at + sequence] = writer;
    // The bits of null columns that are not there are set, as in a row.
    w[at + facts] = (long) step << 32 | TAKEN | (long) group << GROUP_SHIFT | NULL_MASK & -1L << 3;
    w[at + value] = first;
    w[at + value + 1] = second;
    int to = slot * refs + firstReference;
    if (r[to] != reference) {
      r[to] = reference;
    }
  }

  /** The word of a column of a taken slot. */
  long word(long[] w, int slot, int column) {
    return w[slot * words + value + column];
  }

  /** The only reference of a taken slot. */
  @Nullable Object reference(@Nullable Object[] r, int slot) {
    return r[slot * refs + firstReference];
  }

  /** The only reference of a value. */
  @Nullable Object reference(Row row) {
    return row.getObject(references[0]);
  }

  /** Writes the value of a taken slot over a row of its width. */
  void read(long[] w, @Nullable Object[] r, int slot, Row into) {
    int at = slot * words;
    long f = w[at + facts];
    into.setKindCode((int) (f >>> KIND_SHIFT & 3));
    if (nullWords == 0) {
      into.setNullBits(0, columns == 0 ? -1L : f & (1L << columns) - 1 | -1L << columns);
    } else {
      for (int i = 0; i < nullWords; i++) {
        into.setNullBits(i, w[at + facts + 1 + i]);
      }
    }
    into.setWords(w, at + value);
    int from = slot * refs + firstReference;
    for (int i = 0; i < references.length; i++) {
      into.setReference(references[i], r[from + i]);
    }
  }

  Stored stored(long[] w, @Nullable Object[] r, int slot) {
    Row row = new Row(columns);
    read(w, r, slot, row);
    int at = slot * words;
    return new Stored(row, sequence(w, at), step(w, at));
  }
}
