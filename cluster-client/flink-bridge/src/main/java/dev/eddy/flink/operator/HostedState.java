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
import dev.eddy.operator.Ttl;
import dev.eddy.operator.ValueState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.jspecify.annotations.Nullable;

/** An operator's declared state on Flink's keyed, broadcast and operator state. */
final class HostedState {
  private final Map<String, Object> byName = new HashMap<>();

  /**
   * @param broadcasting whether a row of a broadcast input is handled, so that broadcast state may
   *     change
   */
  HostedState(List<StateSpec> specs, HostedOperator.Flink flink, BooleanSupplier broadcasting) {
    for (StateSpec spec : specs) {
      byName.put(
          spec.name(),
          switch (spec.kind()) {
            case BROADCAST -> broadcast(spec, flink.operatorState(), broadcasting);
            case OPERATOR_LIST -> operatorList(spec, flink.operatorState());
            case VALUE, LIST, MAP -> bind(spec, flink.stateStore());
          });
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
      case VALUE ->
          new Single(flink.getState(aging(spec, new ValueStateDescriptor<>(spec.name(), rows))));
      case LIST ->
          new Many(flink.getListState(aging(spec, new ListStateDescriptor<>(spec.name(), rows))));
      case MAP ->
          new Keyed(
              flink.getMapState(aging(spec, map(spec, rows))),
              Objects.requireNonNull(spec.subKey()));
      case BROADCAST, OPERATOR_LIST ->
          throw new IllegalArgumentException(spec.name() + " is no keyed state");
    };
  }

  private static MapStateDescriptor<KeyBytes, Row> map(StateSpec spec, RowSerializer rows) {
    return new MapStateDescriptor<>(spec.name(), KeyBytesSerializer.INSTANCE, rows);
  }

  private static <D extends StateDescriptor<?, ?>> D aging(StateSpec spec, D descriptor) {
    Ttl ttl = spec.ttl();
    if (ttl != null) {
      descriptor.enableTimeToLive(
          StateTtlConfig.newBuilder(Duration.ofMillis(ttl.millis()))
              .setUpdateType(
                  ttl.update() == Ttl.Update.ON_READ_AND_WRITE
                      ? StateTtlConfig.UpdateType.OnReadAndWrite
                      : StateTtlConfig.UpdateType.OnCreateAndWrite)
              .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
              .build());
    }
    return descriptor;
  }

  /** Flink deals the entries out evenly when the parallelism changes. */
  private static ListState operatorList(StateSpec spec, OperatorStateBackend flink) {
    try {
      return new Many(
          flink.getListState(
              new ListStateDescriptor<>(spec.name(), new RowSerializer(spec.value()))));
    } catch (Exception e) {
      throw PassedOn.of(e);
    }
  }

  private static MapState broadcast(
      StateSpec spec, OperatorStateBackend flink, BooleanSupplier broadcasting) {
    try {
      return new Shared(
          flink.getBroadcastState(map(spec, new RowSerializer(spec.value()))),
          new KeyCodec(Objects.requireNonNull(spec.subKey())),
          broadcasting);
    } catch (Exception e) {
      throw PassedOn.of(e);
    }
  }

  /** Broadcast state. */
  private record Shared(
      BroadcastState<KeyBytes, Row> flink, KeyCodec keys, BooleanSupplier broadcasting)
      implements MapState {
    /** What Flink's state does; broadcast state throws anything. */
    private interface Call<T> {
      T go() throws Exception;
    }

    private static <T> T pass(Call<T> call) {
      try {
        return call.go();
      } catch (Exception e) {
        throw PassedOn.of(e);
      }
    }

    private void requireBroadcasting() {
      if (!broadcasting.getAsBoolean()) {
        throw new IllegalStateException("only rows of a broadcast input change broadcast state");
      }
    }

    @Override
    public @Nullable Row get(Row subKey) {
      return Shared.<@Nullable Row>pass(() -> flink.get(new KeyBytes(keys.encode(subKey))));
    }

    @Override
    public void put(Row subKey, Row value) {
      requireBroadcasting();
      pass(
          () -> {
            flink.put(new KeyBytes(keys.encode(subKey)), value.copy());
            return true;
          });
    }

    @Override
    public void remove(Row subKey) {
      requireBroadcasting();
      pass(
          () -> {
            flink.remove(new KeyBytes(keys.encode(subKey)));
            return true;
          });
    }

    @Override
    public List<Entry> entries() {
      List<Map.Entry<KeyBytes, Row>> found = new ArrayList<>();
      for (Map.Entry<KeyBytes, Row> e : pass(flink::entries)) {
        found.add(Map.entry(e.getKey(), e.getValue()));
      }
      return sorted(found, keys);
    }

    @Override
    public void clear() {
      requireBroadcasting();
      flink.clear();
    }
  }

  /** Flink's order is that of its backend, so sort. */
  private static List<MapState.Entry> sorted(List<Map.Entry<KeyBytes, Row>> found, KeyCodec keys) {
    found.sort(Comparator.comparing(Map.Entry::getKey));
    List<MapState.Entry> out = new ArrayList<>(found.size());
    for (Map.Entry<KeyBytes, Row> e : found) {
      out.add(new MapState.Entry(keys.decode(e.getKey().bytes()), e.getValue()));
    }
    return out;
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

    private Iterable<Row> rows() {
      try {
        Iterable<Row> rows = flink.get();
        return rows == null ? List.of() : rows;
      } catch (Exception e) {
        throw PassedOn.of(e);
      }
    }

    @Override
    public List<Row> all() {
      List<Row> out = new ArrayList<>();
      rows().forEach(out::add);
      return out;
    }

    @Override
    public @Nullable Row last() {
      Iterable<Row> rows = rows();
      Row last = null;
      if (rows instanceof List<Row> list) {
        last = list.isEmpty() ? null : list.get(list.size() - 1);
      } else {
        for (Row row : rows) {
          last = row;
        }
      }
      return last;
    }

    @Override
    public void edit(Editor editor) {
      List<Row> kept = new ArrayList<>();
      boolean changed = false;
      for (Row row : rows()) {
        Row copy = row.copy();
        // Its failures are the operator's own.
        Edit edit = editor.edit(copy);
        changed |= edit != Edit.KEEP;
        if (edit != Edit.REMOVE) {
          kept.add(copy);
        }
      }
      if (changed) {
        try {
          flink.update(kept);
        } catch (Exception e) {
          throw PassedOn.of(e);
        }
      }
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
      return sorted(found, subKeys);
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
