package dev.eddy.runtime.state;

import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState;
import java.util.ArrayList;
import java.util.List;

/**
 * The current key's list, or one under no key that stands in key group 0: an entry for each
 * position.
 */
final class ListView implements ListState {
  private static final byte[] PAST_ALL = {(byte) 0xff};

  private final KeyedStore store;
  private final SortedStore<Stored> table;
  private final boolean keyed;

  ListView(KeyedStore store, SortedStore<Stored> table, boolean keyed) {
    this.store = store;
    this.table = table;
    this.keyed = keyed;
  }

  private byte[] full() {
    return keyed ? store.keyBytes() : Keys.NONE;
  }

  @Override
  public void add(Row value) {
    byte[] full = full();
    byte[] last = table.lastKeyBelow(Keys.concat(full, PAST_ALL));
    long next = last != null && Keys.startsWith(last, full) ? Keys.index(last, full.length) + 1 : 0;
    table.put(
        Keys.concat(full, Keys.index(next)),
        new Stored(value.copy(), store.sequence(), store.step()));
  }

  @Override
  public List<Row> all() {
    byte[] full = full();
    List<Row> out = new ArrayList<>();
    table.scan(full, (k, e) -> Keys.startsWith(k, full) && out.add(e.value()));
    return out;
  }

  @Override
  public void clear() {
    byte[] full = full();
    List<byte[]> keys = new ArrayList<>();
    table.scan(full, (k, e) -> Keys.startsWith(k, full) && keys.add(k));
    keys.forEach(table::remove);
  }
}
