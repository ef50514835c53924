package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The current key's list, or the one under no key. */
final class ListView implements ListState {
  private final KeyedStore store;
  private final ListStore lists;
  private final @Nullable StateKey fixed;

  /** When the cursor was put at the current key's list; -1 where it may have moved since. */
  private long found = -1;

  ListView(KeyedStore store, ListStore lists) {
    this(store, lists, null);
  }

  /**
   * @param fixed the key of the list; null for the current one
   */
  ListView(KeyedStore store, ListStore lists, @Nullable StateKey fixed) {
    this.store = store;
    this.lists = lists;
    this.fixed = fixed;
  }

  private StateKey key() {
    StateKey f = fixed;
    return f == null ? store.key() : f;
  }

  private void find() {
    if (found != store.entered()) {
      lists.find(key());
    }
    found = -1;
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
