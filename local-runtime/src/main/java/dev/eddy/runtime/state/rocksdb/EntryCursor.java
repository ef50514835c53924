package dev.eddy.runtime.state.rocksdb;

import org.rocksdb.RocksDBException;

/** Goes over entries in the order of their keys; first it is at the first. Used by one thread. */
interface EntryCursor extends AutoCloseable {
  /**
   * Whether it is at an entry.
   *
   * @throws RocksDBException where that cannot be told
   */
  boolean isValid() throws RocksDBException;

  /** A copy of the key of the entry. */
  byte[] key();

  /** A copy of the bytes of its value. */
  byte[] value();

  void next();

  @Override
  void close();
}
