package dev.eddy.runtime.state.rocksdb;

import java.util.Arrays;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Changes of a database that are written at once. They are put into the bytes that RocksDB itself
 * keeps them in (write_batch.cc: sequence, count, then kind, key and value of each with varint
 * lengths), so that there is one call into it for all. Used by one thread.
 */
final class Batch {
  private static final int COUNT = 8;
  private static final int HEADER = 12;
  private static final byte DELETION = 0;
  private static final byte VALUE = 1;

  /** Of a kind and two lengths. */
  private static final int MOST_LENGTHS = 11;

  private byte[] bytes = new byte[1024];
  private int size = HEADER;
  private int count;

  /**
   * Adds a change.
   *
   * @param valueLength less than 0 to remove the key
   */
  void add(byte[] from, int keyAt, int keyLength, int valueAt, int valueLength) {
    int more = MOST_LENGTHS + keyLength + Math.max(0, valueLength);
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
    bytes[size++] = valueLength < 0 ? DELETION : VALUE;
    put(from, keyAt, keyLength);
    if (valueLength >= 0) {
      put(from, valueAt, valueLength);
    }
    count++;
  }

  private void put(byte[] from, int at, int length) {
    int v = length;
    while ((v & ~0x7f) != 0) {
      bytes[size++] = (byte) (v | 0x80);
      v >>>= 7;
    }
    bytes[size++] = (byte) v;
    System.arraycopy(from, at, bytes, size, length);
    size += length;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Writes all of it and is empty again. */
  void write(RocksDB db, WriteOptions options) throws RocksDBException {
    EntryCodec.INT.set(bytes, COUNT, count);
    try (WriteBatch batch = new WriteBatch(Arrays.copyOf(bytes, size))) {
      db.write(options, batch);
    } finally {
      size = HEADER;
      count = 0;
    }
  }
}
