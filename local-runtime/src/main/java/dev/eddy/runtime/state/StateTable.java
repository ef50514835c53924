package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;

/**
 * The entries of one state, reached in two ways: by a cursor, which allocates nothing and is what
 * operators use row by row, and as a {@link SortedStore}, for checkpoints and screens. Used by one
 * thread at a time.
 */
public interface StateTable extends EntryStore {
  /**
   * Moves the cursor to the key's entry, or to where it would stand; gives whether there is one.
   * The cursor is good for one call of {@link #read}, {@link #write} or {@link #removeFound}, or
   * for a read and then a write; any other call on this table moves it.
   */
  boolean find(StateKey key);

  /** As {@link #find}, of a key that is known to have no entry: so nobody need look for one. */
  default void expectNothing(StateKey key) {
    find(key);
  }

  /**
   * Reads from memory what {@link #find} will need: called for the keys of a batch in a tight loop,
   * the processor waits for all of them at once. The result means nothing, but must be used.
   */
  long touch(int group, long hash);

  /** Writes the value of the entry that was found over a row of the value's width. */
  void read(Row into);

  /**
   * Writes a value where {@link #find} of this key has put the cursor.
   *
   * @param row is copied
   */
  void write(StateKey key, Row row, long sequence, int step);

  /** Removes the entry that was found. */
  void removeFound(StateKey key);
}
