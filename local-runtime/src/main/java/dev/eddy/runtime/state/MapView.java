package dev.eddy.runtime.state;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.MapState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current key's map: an entry for each sub key. */
final class MapView implements MapState {
  private final KeyedStore store;
  private final IndexedTable table;
  private final KeyCodec codec;
  private final Row view;
  private final StateKey at = new StateKey();

  /** The sub key that was looked up last; a read and a write of one entry then need one search. */
  private final Row found;

  /** When it was looked up; -1 where the table's cursor may have moved since. */
  private long foundIn = -1;

  MapView(KeyedStore store, IndexedTable table, Schema subKey, Schema value) {
    this.store = store;
    this.table = table;
    this.codec = new KeyCodec(subKey);
    this.view = new Row(value.size());
    this.found = new Row(subKey.size());
  }

  @Override
  public @Nullable Row get(Row subKey) {
    found.setAll(subKey);
    foundIn = store.entered();
    at.set(store.key(), codec, subKey);
    if (!table.find(at)) {
      return null;
    }
    table.read(view);
    return view;
  }

  @Override
  public void put(Row subKey, Row value) {
    if (foundIn != store.entered() || !found.equals(subKey)) {
      at.set(store.key(), codec, subKey);
      table.find(at);
    }
    foundIn = -1;
    table.write(at, value, store.sequence(), store.step());
  }

  @Override
  public void remove(Row subKey) {
    foundIn = -1;
    at.set(store.key(), codec, subKey);
    if (table.find(at)) {
      table.removeFound(at);
    }
  }

  @Override
  public List<Entry> entries() {
    foundIn = -1;
    byte[] full = store.keyBytes();
    List<Map.Entry<byte[], Stored>> found = table.startingWith(full);
    List<Entry> out = new ArrayList<>(found.size());
    for (Map.Entry<byte[], Stored> e : found) {
      Row sub = new Row(codec.schema().size());
      codec.decode(e.getKey(), full.length, e.getKey().length, sub);
      out.add(new Entry(sub, e.getValue().value()));
    }
    return out;
  }

  @Override
  public void clear() {
    foundIn = -1;
    for (Map.Entry<byte[], Stored> e : table.startingWith(store.keyBytes())) {
      table.remove(e.getKey());
    }
  }
}
