package dev.eddy.runtime.state;

import dev.eddy.model.row.KeyBuffer;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.KeyGroups;
import dev.eddy.model.row.Row;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key of a row where it was keyed: its full key (see {@link Keys}), key group and a hash, all
 * computed once. A holder that is filled again for every row, so it allocates nothing. Used by one
 * thread at a time.
 */
public final class StateKey {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int GROUP_BYTES = 2;
  private static final int COLUMN_BYTES = 9;

  /** Holds more than a key may have, so that eight bytes can be taken at once. */
  private final KeyBuffer bytes = new KeyBuffer(32);

  private int group;
  private long hash;

  /** Keys of numbers that were made lately; null before the first. */
  private @Nullable MadeKeys made;

  /** Where the key that stands here is among these; -1 where it is not. */
  private int held = -1;

  /** Becomes the key that stands in some columns of a row. */
  public void set(KeyCodec codec, Row row, int[] columns, int maxParallelism) {
    int place = -1;
    if (codec.isNumbers()) {
      MadeKeys m = made(codec, maxParallelism);
      place = m.place(row, columns);
      if (place >= 0 && m.holds(place, row, columns)) {
        if (place != held) {
          encodeNumbers(codec, row, columns);
          group(m.group(place));
          hash = m.hash(place);
          held = place;
        }
        return;
      }
    }
    encode(codec, row, columns);
    if (codec.isNumber() && !row.isNull(columns[0])) {
      long number = codec.number(0, row, columns[0]);
      group(KeyGroups.groupOfNumber(number, maxParallelism));
      hash = hashOfNumber(number);
    } else {
      digest(maxParallelism);
    }
    if (place >= 0 && made != null) {
      made.put(place, row, columns, group, hash);
    }
    held = place;
  }

  private MadeKeys made(KeyCodec codec, int maxParallelism) {
    MadeKeys m = made;
    if (m == null || !m.areOf(codec, maxParallelism)) {
      m = new MadeKeys(codec, maxParallelism);
      made = m;
      held = -1;
    }
    return m;
  }

  private void encode(KeyCodec codec, Row row, int[] columns) {
    if (codec.isNumber() && !row.isNull(columns[0])) {
      encodeNumbers(codec, row, columns);
      return;
    }
    bytes.resize(GROUP_BYTES);
    codec.encode(row, columns, bytes);
  }

  /** Of numbers of which none is null. */
  private void encodeNumbers(KeyCodec codec, Row row, int[] columns) {
    bytes.resize(GROUP_BYTES + COLUMN_BYTES * columns.length);
    byte[] b = bytes.array();
    int at = GROUP_BYTES;
    for (int i = 0; i < columns.length; i++) {
      b[at] = 1;
      LONG.set(b, at + 1, codec.number(i, row, columns[i]));
      at += COLUMN_BYTES;
    }
  }

  /** Computes key group and hash of the bytes. */
  private void digest(int maxParallelism) {
    byte[] b = bytes.array();
    group(KeyGroups.groupOf(b, GROUP_BYTES, bytes.size(), maxParallelism));
    hash = hash(b, GROUP_BYTES, bytes.size());
  }

  private void group(int value) {
    group = value;
    byte[] b = bytes.array();
    b[0] = (byte) (value >>> 8);
    b[1] = (byte) value;
  }

  /** As {@link #hash(byte[], int, int)} of a key of one number. */
  private static long hashOfNumber(long number) {
    return mix(mix(number) + 1 + COLUMN_BYTES);
  }

  /** Becomes the key with these full bytes, which are copied. */
  public void set(byte[] full) {
    set(full, 0, full.length, hash(full, GROUP_BYTES, full.length));
  }

  /** Becomes the key with the full bytes at a place, whose hash is known. */
  public void set(byte[] from, int at, int length, long knownHash) {
    held = -1;
    bytes.resize(0);
    bytes.putBytes(from, at, length);
    group = (from[at] & 0xff) << 8 | from[at + 1] & 0xff;
    hash = knownHash;
  }

  /** Becomes the key with a sub key of it behind: the place of an entry of map state. */
  public void set(StateKey key, KeyCodec subCodec, Row subKey) {
    held = -1;
    bytes.resize(0);
    bytes.putBytes(key.array(), 0, key.length());
    subCodec.encode(subKey, bytes);
    group = key.group;
    hash = hash(bytes.array(), GROUP_BYTES, bytes.size());
  }

  /** Becomes the key with a position behind it: the place of an entry of a list. */
  void set(StateKey key, long position) {
    held = -1;
    bytes.resize(0);
    bytes.putBytes(key.array(), 0, key.length());
    bytes.putLong(position);
    group = key.group;
    hash = hash(bytes.array(), GROUP_BYTES, bytes.size());
  }

  /** The full key is in the first {@link #length} bytes; read only, and only until the next set. */
  public byte[] array() {
    return bytes.array();
  }

  public int length() {
    return bytes.size();
  }

  /** Eight bytes of the full key from a place below 24 on, big endian, zeros behind its end. */
  long eight(int from) {
    int left = bytes.size() - from;
    if (left <= 0) {
      return 0;
    }
    long v = (long) LONG.get(bytes.array(), from);
    return left >= Long.BYTES ? v : v & -1L << 8 * (Long.BYTES - left);
  }

  public int group() {
    return group;
  }

  /** Of the canonical key bytes, without the key group. Not stored anywhere: it may change. */
  public long hash() {
    return hash;
  }

  /** A copy of the full key. */
  public byte[] toBytes() {
    return bytes.toBytes();
  }

  /** The key as a row of its schema, written over {@code into}. */
  public void decode(KeyCodec codec, Row into) {
    codec.decode(bytes.array(), GROUP_BYTES, bytes.size(), into);
  }

  @Override
  public String toString() {
    return Arrays.toString(toBytes());
  }

  /**
   * A hash of bytes, eight at a time. Of nine bytes that begin with 1 (a key of one number) it is a
   * one-to-one function of the other eight.
   */
  static long hash(byte[] b, int from, int end) {
    long h = 0;
    int at = from;
    while (end - at >= 9) {
      // A column of a number is a marker byte and eight bytes: so numbers are taken whole.
      h = mix(h ^ (long) LONG.get(b, at + 1)) + b[at];
      at += 9;
    }
    while (at < end) {
      h = (h ^ (b[at++] & 0xff)) * 0x100000001B3L;
    }
    return mix(h + (end - from));
  }

  /** The finisher of MurmurHash3, a one-to-one function. */
  static long mix(long v) {
    v = (v ^ v >>> 33) * 0xFF51AFD7ED558CCDL;
    v = (v ^ v >>> 33) * 0xC4CEB9FE1A85EC53L;
    return v ^ v >>> 33;
  }
}
