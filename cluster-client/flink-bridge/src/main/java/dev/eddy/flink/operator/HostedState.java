package dev.eddy.flink.operator;

import dev.eddy.flink.type.KeyBytes;
import dev.eddy.flink.type.KeyBytesSerializer;
import dev.eddy.flink.type.RowSerializer;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/** An operator's declared state on Flink's keyed state. */
final class HostedState {
  private final Map<String, Object> byName = new HashMap<>();

  HostedState(List<StateSpec> specs, Supplier<KeyedStateStore> flink) {
    for (StateSpec spec : specs) {
      byName.put(spec.name(), bind(spec, flink.get()));
    }
  }

  <T> T get(String name, Class<T> kind) {
    Object state = byName.get(name);
    if (!kind.isInstance(state)) {
      throw new IllegalArgumentException(
          "no " + kind.getSimpleName() + " named " + name + " is declared");
    }
    return kind.cast(state);
  }

  private static Object bind(StateSpec spec, KeyedStateStore flink) {
    RowSerializer rows = new RowSerializer(spec.value());
    return switch (spec.kind()) {
      case VALUE -> new Single(flink.getState(new ValueStateDescriptor<>(spec.name(), rows)));
      case LIST -> new Many(flink.getListState(new ListStateDescriptor<>(spec.name(), rows)));
      case MAP ->
          new Keyed(
              flink.getMapState(
                  new MapStateDescriptor<>(spec.name(), KeyBytesSerializer.INSTANCE, rows)),
              Objects.requireNonNull(spec.subKey()));
    };
  }

  private record Single(org.apache.flink.api.common.state.ValueState<Row> flink)
      implements ValueState {
    @Override
    public @Nullable Row get() {
      try {
        return flink.value();
      } catch (Exception e) {
        throw PassedOn.of(e);
      }
    }

    @Override
    public void set(Row value) {
      try {
        flink.update(value.copy());
      } catch (Exception e) {
        throw PassedOn.of(e);
      }
    }

    @Override
    public void clear() {
      flink.clear();
    }
  }

  private record Many(org.apache.flink.api.common.state.ListState<Row> flink) implements ListState {
    @Override
    public void add(Row value) {
      try {
        flink.add(value.copy());
      } catch (Exception e) {
        throw PassedOn.of(e);
      }
    }

    @Override
    public List<Row> all() {
      List<Row> out = new ArrayList<>();
      try {
        Iterable<Row> rows = flink.get();
        if (rows != null) {
          rows.forEach(out::add);
        }
      } catch (Exception e) {
        throw PassedOn.of(e);
      }
      return out;
    }

    @Override
    public void clear() {
      flink.clear();
    }
  }

  private static final class Keyed implements MapState {
    private final org.apache.flink.api.common.state.MapState<KeyBytes, Row> flink;
    private final KeyCodec subKeys;

    Keyed(org.apache.flink.api.common.state.MapState<KeyBytes, Row> flink, Schema subKey) {
      this.flink = flink;
      this.subKeys = new KeyCodec(subKey);
    }

    @Override
    public @Nullable Row get(Row subKey) {
      try {
        return flink.get(key(subKey));
      } catch (Exception e) {
        throw PassedOn.of(e);
      }
    }

    @Override
    public void put(Row subKey, Row value) {
      try {
        flink.put(key(subKey), value.copy());
      } catch (Exception e) {
        throw PassedOn.of(e);
      }
    }

    @Override
    public void remove(Row subKey) {
      try {
        flink.remove(key(subKey));
      } catch (Exception e) {
        throw PassedOn.of(e);
      }
    }

    /** Flink's order is that of its backend, so sort. */
    @Override
    public List<Entry> entries() {
      List<Map.Entry<KeyBytes, Row>> found = new ArrayList<>();
      try {
        for (Map.Entry<KeyBytes, Row> e : flink.entries()) {
          found.add(Map.entry(e.getKey(), e.getValue()));
        }
      } catch (Exception e) {
        throw PassedOn.of(e);
      }
      found.sort(Comparator.comparing(Map.Entry::getKey));
      List<Entry> out = new ArrayList<>(found.size());
      for (Map.Entry<KeyBytes, Row> e : found) {
        out.add(new Entry(subKeys.decode(e.getKey().bytes()), e.getValue()));
      }
      return out;
    }

    @Override
    public void clear() {
      flink.clear();
    }

    private KeyBytes key(Row subKey) {
      return new KeyBytes(subKeys.encode(subKey));
    }
  }
}
