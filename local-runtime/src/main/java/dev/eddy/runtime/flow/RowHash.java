package dev.eddy.runtime.flow;

import dev.eddy.model.row.Row;

/** A 64-bit hash of a row's kind, nulls and values; stored in recordings, so it never changes. */
public final class RowHash {
  private RowHash() {}

  /** A sum of products, one for each word and reference, so that none waits for another. */
  public static long of(Row row) {
    return row.hash64();
  }

  /** The finisher of MurmurHash3. */
  static long mix(long v) {
    v = (v ^ v >>> 33) * 0xFF51AFD7ED558CCDL;
    v = (v ^ v >>> 33) * 0xC4CEB9FE1A85EC53L;
    return v ^ v >>> 33;
  }
}
