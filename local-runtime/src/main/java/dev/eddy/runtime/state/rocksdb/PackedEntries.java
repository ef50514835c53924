package dev.eddy.runtime.state.rocksdb;

import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * All entries of a small table at one moment, packed: where a state is small, this is less than the
 * files of a database. Made by one thread, which adds to it; then read by any.
 */
final class PackedEntries {
  private static final VarHandle INT = EntryCodec.INT;
  private static final int LENGTHS = 8;

  /** Of so few, each is put among those before it. */
  private static final int FEW = 8;

  static final PackedEntries NONE = new PackedEntries(0, 0);

  /** Takes an entry; its bytes are valid during the call. */
  interface Taker {
    void take(byte[] from, int keyAt, int keyLength, int valueAt, int valueLength);
  }

  private final int[] places;
  private byte[] bytes;
  private int count;
  private int end;
  private boolean sorted;

  /**
   * @param entries so many will be added
   * @param bytes about so many they are
   */
  PackedEntries(int entries, int bytes) {
    this.places = new int[entries];
    this.bytes = new byte[bytes];
  }

  int count() {
    return count;
  }

  /** Bytes that it takes, about. */
  long bytes() {
    return bytes.length + 4L * places.length;
  }

  void add(byte[] from, int keyAt, int keyLength, int valueAt, int valueLength) {
    int to = end + LENGTHS + keyLength + valueLength;
    if (to > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(to, 2 * bytes.length));
    }
    INT.set(bytes, end, keyLength);
    INT.set(bytes, end + 4, valueLength);
    System.arraycopy(from, keyAt, bytes, end + LENGTHS, keyLength);
    System.arraycopy(from, valueAt, bytes, end + LENGTHS + keyLength, valueLength);
    places[count++] = end;
    end = to;
  }

  private int keyLength(int at) {
    return (int) INT.get(bytes, at);
  }

  /** Gives all entries, in no order. */
  void each(Taker to) {
    for (int at = 0; at < end; ) {
      int key = at + LENGTHS;
      int value = key + keyLength(at);
      int next = value + (int) INT.get(bytes, at + 4);
      to.take(bytes, key, value - key, value, next - value);
      at = next;
    }
  }

  /** Is at the first entry, in the order of the keys. */
  EntryCursor cursor() {
    sort();
    return new EntryCursor() {
      private int i;

      @Override
      public boolean isValid() {
        return i < count;
      }

      @Override
      public byte[] key() {
        int at = places[i] + LENGTHS;
        return Arrays.copyOfRange(bytes, at, at + keyLength(places[i]));
      }

      @Override
      public byte[] value() {
        int at = places[i] + LENGTHS + keyLength(places[i]);
        return Arrays.copyOfRange(bytes, at, at + (int) INT.get(bytes, places[i] + 4));
      }

      @Override
      public void next() {
        i++;
      }

      @Override
      public void close() {}
    };
  }

  /** By who reads it in order first: who made it has no time. */
  private synchronized void sort() {
    if (!sorted) {
      sort(places, places.clone(), 0, count);
      sorted = true;
    }
  }

  /** Sorts a part, which stands in both arrays, by merging. */
  private void sort(int[] to, int[] from, int begin, int limit) {
    if (limit - begin <= FEW) {
      for (int i = begin + 1; i < limit; i++) {
        int one = to[i];
        int at = i;
        for (; at > begin && compare(to[at - 1], one) > 0; at--) {
          to[at] = to[at - 1];
        }
        to[at] = one;
      }
      return;
    }
    int middle = (begin + limit) >>> 1;
    sort(from, to, begin, middle);
    sort(from, to, middle, limit);
    for (int i = begin, a = begin, b = middle; i < limit; i++) {
      boolean left = b == limit || a < middle && compare(from[a], from[b]) <= 0;
      to[i] = left ? from[a++] : from[b++];
    }
  }

  private int compare(int a, int b) {
    int k = a + LENGTHS;
    int l = b + LENGTHS;
    return Arrays.compareUnsigned(bytes, k, k + keyLength(a), bytes, l, l + keyLength(b));
  }
}
