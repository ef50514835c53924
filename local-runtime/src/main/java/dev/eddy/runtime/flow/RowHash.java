package dev.eddy.runtime.flow;

import dev.eddy.model.row.Row;

/**
 * A 64-bit hash of a row's kind, nulls and values; stored in recordings: a change is a new format
 * of them.
 */
public final class RowHash {
  private RowHash() {}

  /** As {@link Row#hash64}. */
  public static long of(Row row) {
    return row.hash64();
  }
}
