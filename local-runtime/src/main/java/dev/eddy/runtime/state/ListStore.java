package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists of rows, one under each key. As a {@link SortedStore} its entries are those of all lists:
 * under the full key and the position in the list, which is one more than that of the entry before
 * it, or 0, and stays when others go. Used by one thread at a time.
 */
public interface ListStore extends EntryStore {
  /**
   * Moves the cursor to the key's list; gives whether it has entries. The cursor is good for calls
   * of {@link #last} and then one of another method with this key; any other call moves it.
   */
  boolean find(StateKey key);

  /**
   * The last row of the list at the cursor, valid until the next call; null where there is none.
   */
  @Nullable Row last();

  /** A copy of all rows of the list at the cursor. */
  List<Row> all();

  /**
   * Adds a row behind the list at the cursor.
   *
   * @param row is copied
   */
  void add(StateKey key, Row row, long sequence, int step);

  /** Shows the rows of the list at the cursor, which changes as the editor says. */
  void edit(StateKey key, ListState.Editor editor, long sequence, int step);

  /** Removes the list at the cursor. */
  void clear(StateKey key);
}
