package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ValueState;
import org.jspecify.annotations.Nullable;

/** The current key's value in a table. */
final class ValueView implements ValueState {
  private final KeyedStore store;
  private final StateTable table;
  private final Row view;

  /**
   * When the table's cursor was put at the current key; a read and a write then need one search.
   */
  private long found = -1;

  ValueView(KeyedStore store, StateTable table, Schema value) {
    this.store = store;
    this.table = table;
    this.view = new Row(value.size());
  }

  @Override
  public @Nullable Row get() {
    found = store.entered();
    if (!table.find(store.key())) {
      return null;
    }
    table.read(view);
    return view;
  }

  @Override
  public void set(Row value) {
    StateKey key = store.key();
    if (found != store.entered()) {
      table.find(key);
    }
    found = -1;
    table.write(key, value, store.sequence(), store.step());
  }

  @Override
  public void clear() {
    found = -1;
    StateKey key = store.key();
    if (table.find(key)) {
      table.removeFound(key);
    }
  }
}
