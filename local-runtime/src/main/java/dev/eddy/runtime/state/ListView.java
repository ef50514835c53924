package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The current key's list, or one under a key that is always the same. */
final class ListView implements ListState {
  private final KeyedStore store;
  private final ListStore lists;
  private final @Nullable StateKey fixed;

  /** When the cursor was put at the current key's list; -1 where it may have moved since. */
  private long found = -1;

  /**
   * @param fixed the key; null for the store's current one
   */
  ListView(KeyedStore store, ListStore lists, @Nullable StateKey fixed) {
    this.store = store;
    this.lists = lists;
    this.fixed = fixed;
  }

  private StateKey key() {
    return fixed == null ? store.key() : fixed;
  }

  private void find() {
    if (found != store.entered()) {
      lists.find(key());
    }
    found = -1;
  }

  @Override
  public boolean isEmpty() {
    boolean there = lists.find(key());
    found = store.entered();
    return !there;
  }

  @Override
  public @Nullable Row last() {
    find();
    found = store.entered();
    return lists.last();
  }

  @Override
  public void add(Row value) {
    find();
    lists.add(key(), value, store.sequence(), store.step());
  }

  @Override
  public List<Row> all() {
    find();
    return lists.all();
  }

  @Override
  public void edit(Editor editor) {
    find();
    lists.edit(key(), editor, store.sequence(), store.step());
  }

  @Override
  public void clear() {
    find();
    lists.clear(key());
  }
}
