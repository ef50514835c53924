package dev.eddy.runtime.state;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.MapState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map under no key: it stands in key group 0. Only rows of broadcast inputs change it. */
final class BroadcastView implements MapState {
  private static final byte[] PREFIX = {0, 0};

  private final KeyedStore store;
  private final IndexedTable table;
  private final KeyCodec codec;
  private final Row view;
  private final StateKey none = new StateKey();
  private final StateKey at = new StateKey();

  BroadcastView(KeyedStore store, IndexedTable table, Schema key, Schema value) {
    this.store = store;
    this.table = table;
    this.codec = new KeyCodec(key);
    this.view = new Row(value.size());
    none.set(PREFIX);
  }

  @Override
  public @Nullable Row get(Row subKey) {
    at.set(none, codec, subKey);
    if (!table.find(at)) {
      return null;
    }
    table.read(view);
    return view;
  }

  @Override
  public void put(Row subKey, Row value) {
    requireBroadcasting();
    at.set(none, codec, subKey);
    table.find(at);
    table.write(at, value, store.sequence(), store.step());
  }

  @Override
  public void remove(Row subKey) {
    requireBroadcasting();
    at.set(none, codec, subKey);
    if (table.find(at)) {
      table.removeFound(at);
    }
  }

  @Override
  public List<Entry> entries() {
    List<Entry> out = new ArrayList<>();
    for (Map.Entry<byte[], Stored> e : table.startingWith(PREFIX)) {
      Row key = new Row(codec.schema().size());
      codec.decode(e.getKey(), PREFIX.length, e.getKey().length, key);
      out.add(new Entry(key, e.getValue().value()));
    }
    return out;
  }

  @Override
  public void clear() {
    requireBroadcasting();
    for (Map.Entry<byte[], Stored> e : table.startingWith(PREFIX)) {
      table.remove(e.getKey());
    }
  }

  private void requireBroadcasting() {
    if (!store.isBroadcasting()) {
      throw new IllegalStateException("only rows of a broadcast input change broadcast state");
    }
  }
}
