package dev.eddy.runtime.flow;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import dev.eddy.runtime.state.KeyedStore;
import dev.eddy.runtime.state.Keys;
import dev.eddy.runtime.state.SortedStore;
import dev.eddy.runtime.state.Stored;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A context that tells a {@link Witness} of everything and else does what another context does. An
 * operator that was opened with it works on the same state as one that was not.
 */
final class WitnessedContext implements OperatorContext {
  private static final Row NO_KEY = new Row(0);
  private final OperatorContext inner;
  private final int rank;
  private final KeyedStore store;
  private final Witness witness;

  WitnessedContext(OperatorContext inner, int rank, KeyedStore store, Witness witness) {
    this.inner = inner;
    this.rank = rank;
    this.store = store;
    this.witness = witness;
  }

  @Override
  public Row output(int port) {
    return inner.output(port);
  }

  @Override
  public void emit(int port, Row row) {
    witness.emitted(rank, port, row);
    inner.emit(port, row);
  }

  @Override
  public long watermark() {
    return inner.watermark();
  }

  @Override
  public Row key() {
    return inner.key();
  }

  @Override
  public void registerTimer(String name, long time) {
    inner.registerTimer(name, time);
  }

  @Override
  public void deleteTimer(String name, long time) {
    inner.deleteTimer(name, time);
  }

  @Override
  public long processingTime() {
    return inner.processingTime();
  }

  @Override
  public void registerProcessingTimer(String name, long time) {
    inner.registerProcessingTimer(name, time);
  }

  @Override
  public void deleteProcessingTimer(String name, long time) {
    inner.deleteProcessingTimer(name, time);
  }

  @Override
  public ValueState valueState(String name) {
    return new Value(inner.valueState(name), stateOf(name));
  }

  @Override
  public ListState listState(String name) {
    return new Items(inner.listState(name), stateOf(name));
  }

  @Override
  public MapState mapState(String name) {
    return new Mapping(inner.mapState(name), stateOf(name));
  }

  private int stateOf(String name) {
    List<StateSpec> specs = store.specs();
    for (int i = 0; i < specs.size(); i++) {
      if (specs.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("state " + name + " was not declared");
  }

  private void read(int state, @Nullable Stored entry) {
    if (entry != null) {
      witness.read(rank, state, entry);
    }
  }

  private void readAll(int state) {
    byte[] full = isKeyed(state) ? store.key().toBytes() : Keys.NONE;
    SortedStore<Stored> table = store.table(state);
    table.scan(
        full,
        (k, e) -> {
          boolean mine = Keys.startsWith(k, full);
          if (mine) {
            read(state, e);
          }
          return mine;
        });
  }

  private void wrote(int state, @Nullable Row subKey, @Nullable Row value) {
    witness.wrote(rank, state, isKeyed(state) ? inner.key() : NO_KEY, subKey, value);
  }

  private boolean isKeyed(int state) {
    StateSpec.Kind kind = store.specs().get(state).kind();
    return kind != StateSpec.Kind.BROADCAST && kind != StateSpec.Kind.OPERATOR_LIST;
  }

  private final class Value implements ValueState {
    private final ValueState view;
    private final int state;

    Value(ValueState view, int state) {
      this.view = view;
      this.state = state;
    }

    @Override
    public @Nullable Row get() {
      read(state, store.table(state).get(store.key().toBytes()));
      return view.get();
    }

    @Override
    public void set(Row value) {
      view.set(value);
      wrote(state, null, value);
    }

    @Override
    public void clear() {
      view.clear();
      wrote(state, null, null);
    }
  }

  private final class Items implements ListState {
    private final ListState view;
    private final int state;

    Items(ListState view, int state) {
      this.view = view;
      this.state = state;
    }

    @Override
    public void add(Row value) {
      view.add(value);
      wrote(state, null, value);
    }

    @Override
    public List<Row> all() {
      readAll(state);
      return view.all();
    }

    @Override
    public @Nullable Row last() {
      // The witness is told of all: which one is the last the table does not say.
      readAll(state);
      return view.last();
    }

    @Override
    public void edit(Editor editor) {
      readAll(state);
      view.edit(
          row -> {
            Edit e = editor.edit(row);
            if (e != Edit.KEEP) {
              wrote(state, null, e == Edit.WRITE ? row : null);
            }
            return e;
          });
    }

    @Override
    public void clear() {
      view.clear();
      wrote(state, null, null);
    }
  }

  private final class Mapping implements MapState {
    private final MapState view;
    private final int state;
    private final KeyCodec codec;

    Mapping(MapState view, int state) {
      this.view = view;
      this.state = state;
      this.codec = new KeyCodec(Objects.requireNonNull(store.specs().get(state).subKey()));
    }

    private byte[] keyBytes() {
      return isKeyed(state) ? store.key().toBytes() : Keys.NONE;
    }

    @Override
    public @Nullable Row get(Row subKey) {
      byte[] full = Keys.concat(keyBytes(), codec.encode(subKey));
      read(state, store.table(state).get(full));
      return view.get(subKey);
    }

    @Override
    public void put(Row subKey, Row value) {
      view.put(subKey, value);
      wrote(state, subKey, value);
    }

    @Override
    public void remove(Row subKey) {
      view.remove(subKey);
      wrote(state, subKey, null);
    }

    @Override
    public List<MapState.Entry> entries() {
      List<MapState.Entry> entries = view.entries();
      byte[] full = keyBytes();
      for (MapState.Entry e : entries) {
        read(state, store.table(state).get(Keys.concat(full, codec.encode(e.key()))));
      }
      return entries;
    }

    @Override
    public void clear() {
      view.clear();
      wrote(state, null, null);
    }
  }
}
