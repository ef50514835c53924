package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;

/** The entries of one state. Used by one thread at a time. */
public interface EntryStore extends SortedStore<Stored> {
  /**
   * Makes room, where nothing was put yet, for about so many entries that are loaded next. Only
   * saves work.
   */
  default void reserve(long entries) {}

  /**
   * Puts an entry; many are put one after the other, mostly in the order of their keys, and {@link
   * #endLoading} follows before anything else is done, but that entries may be removed in between.
   *
   * @param value is copied
   */
  default void load(byte[] key, Row value, long sequence, int step) {
    put(key, new Stored(value.copy(), sequence, step));
  }

  /** All that was to be loaded is there. */
  default void endLoading() {}
}
