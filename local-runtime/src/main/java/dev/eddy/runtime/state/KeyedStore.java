package dev.eddy.runtime.state;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All keyed state and timers of one subtask. Views act on the current key. Used by one thread at a
 * time.
 */
public final class KeyedStore {
  /** What a store held at one moment. */
  public record Keyframe(List<SortedStore.Keyframe> tables, SortedStore.Keyframe timers) {}

  private final List<StateSpec> specs;
  private final List<SortedStore<Stored>> tables = new ArrayList<>();
  private final List<Object> views = new ArrayList<>();
  private final SortedStore<Timer> timers = new Tree<>();
  private final StateKey own = new StateKey();
  private @Nullable StateKey key;
  private byte @Nullable [] keyBytes;
  private long entered;
  private long sequence;
  private int step;

  public KeyedStore(List<StateSpec> specs) {
    this.specs = List.copyOf(specs);
    for (StateSpec s : specs) {
      SortedStore<Stored> table = new Tree<>();
      tables.add(table);
      views.add(
          switch (s.kind()) {
            case VALUE -> new Value(table);
            case LIST -> new Items(table);
            case MAP -> new Mapping(table, Objects.requireNonNull(s.subKey()));
          });
    }
  }

  public List<StateSpec> specs() {
    return specs;
  }

  /** By position of the spec; entries by full key and sub key. */
  public SortedStore<Stored> table(int i) {
    return tables.get(i);
  }

  public SortedStore<Timer> timers() {
    return timers;
  }

  /**
   * Sets the key that views and timers act on, and who writes from now on. The holder is not
   * copied: it must stay as it is until the next call.
   *
   * @param key null for none
   */
  public void enter(@Nullable StateKey key, long writerSequence, int writerStep) {
    this.key = key;
    keyBytes = null;
    entered++;
    sequence = writerSequence;
    step = writerStep;
  }

  /** As {@link #enter(StateKey, long, int)}, with a full key, such as that of a timer. */
  public void enter(byte[] fullKey, long writerSequence, int writerStep) {
    own.set(fullKey);
    enter(own, writerSequence, writerStep);
    keyBytes = fullKey;
  }

  /** The key that was entered. */
  public StateKey key() {
    if (key == null) {
      throw new IllegalStateException(
          "there is no current key outside of a call in a keyed operator");
    }
    return key;
  }

  /** Counts the calls of {@code enter}, so that others know when the key may have changed. */
  public long entered() {
    return entered;
  }

  /** The full key that was entered, in bytes that nobody writes to again. */
  private byte[] currentKey() {
    byte[] bytes = keyBytes;
    if (bytes == null) {
      bytes = key().toBytes();
      keyBytes = bytes;
    }
    return bytes;
  }

  public void registerTimer(String name, long time) {
    byte[] full = currentKey();
    byte[] k = Keys.timer(time, full, name);
    if (timers.get(k) == null) {
      timers.put(k, new Timer(name, time, full, sequence, step));
    }
  }

  public void deleteTimer(String name, long time) {
    timers.remove(Keys.timer(time, currentKey(), name));
  }

  /** Takes the first timer that is due, or null. */
  public @Nullable Timer pollTimer(long watermark) {
    Timer t = timers.first();
    if (t == null || t.time() > watermark) {
      return null;
    }
    timers.remove(Keys.timer(t.time(), t.key(), t.name()));
    return t;
  }

  /** The first timer that is due, which stays; or null. */
  public @Nullable Timer dueTimer(long watermark) {
    Timer t = timers.first();
    return t == null || t.time() > watermark ? null : t;
  }

  public long entries() {
    long n = 0;
    for (SortedStore<Stored> t : tables) {
      n += t.size();
    }
    return n;
  }

  public Keyframe keyframe() {
    List<SortedStore.Keyframe> out = new ArrayList<>(tables.size());
    for (SortedStore<Stored> t : tables) {
      out.add(t.keyframe());
    }
    return new Keyframe(out, timers.keyframe());
  }

  public void seek(Keyframe k) {
    for (int i = 0; i < tables.size(); i++) {
      tables.get(i).seek(k.tables.get(i));
    }
    timers.seek(k.timers);
  }

  public ValueState value(String name) {
    return view(name, ValueState.class);
  }

  public ListState list(String name) {
    return view(name, ListState.class);
  }

  public MapState map(String name) {
    return view(name, MapState.class);
  }

  private <T> T view(String name, Class<T> type) {
    for (int i = 0; i < specs.size(); i++) {
      if (specs.get(i).name().equals(name)) {
        if (!type.isInstance(views.get(i))) {
          throw new IllegalArgumentException(
              "state " + name + " was declared as " + specs.get(i).kind());
        }
        return type.cast(views.get(i));
      }
    }
    throw new IllegalArgumentException("state " + name + " was not declared");
  }

  private Stored stored(Row value) {
    return new Stored(value.copy(), sequence, step);
  }

  private final class Value implements ValueState {
    private final SortedStore<Stored> table;

    Value(SortedStore<Stored> table) {
      this.table = table;
    }

    @Override
    public @Nullable Row get() {
      Stored e = table.get(currentKey());
      return e == null ? null : e.value();
    }

    @Override
    public void set(Row value) {
      table.put(currentKey(), stored(value));
    }

    @Override
    public void clear() {
      table.remove(currentKey());
    }
  }

  private static final byte[] PAST_ALL = {(byte) 0xff};

  private final class Items implements ListState {
    private final SortedStore<Stored> table;

    Items(SortedStore<Stored> table) {
      this.table = table;
    }

    @Override
    public void add(Row value) {
      byte[] full = currentKey();
      byte[] last = table.lastKeyBelow(Keys.concat(full, PAST_ALL));
      long next =
          last != null && Keys.startsWith(last, full) ? Keys.index(last, full.length) + 1 : 0;
      table.put(Keys.concat(full, Keys.index(next)), stored(value));
    }

    @Override
    public List<Row> all() {
      byte[] full = currentKey();
      List<Row> out = new ArrayList<>();
      table.scan(full, (k, e) -> Keys.startsWith(k, full) && out.add(e.value()));
      return out;
    }

    @Override
    public void clear() {
      clearPrefix(table, currentKey());
    }
  }

  private static void clearPrefix(SortedStore<Stored> table, byte[] full) {
    List<byte[]> keys = new ArrayList<>();
    table.scan(full, (k, e) -> Keys.startsWith(k, full) && keys.add(k));
    keys.forEach(table::remove);
  }

  private final class Mapping implements MapState {
    private final SortedStore<Stored> table;
    private final KeyCodec codec;

    Mapping(SortedStore<Stored> table, Schema subKey) {
      this.table = table;
      this.codec = new KeyCodec(subKey);
    }

    private byte[] at(Row subKey) {
      return Keys.concat(currentKey(), codec.encode(subKey));
    }

    @Override
    public @Nullable Row get(Row subKey) {
      Stored e = table.get(at(subKey));
      return e == null ? null : e.value();
    }

    @Override
    public void put(Row subKey, Row value) {
      table.put(at(subKey), stored(value));
    }

    @Override
    public void remove(Row subKey) {
      table.remove(at(subKey));
    }

    @Override
    public List<MapState.Entry> entries() {
      byte[] full = currentKey();
      List<MapState.Entry> out = new ArrayList<>();
      table.scan(
          full,
          (k, e) ->
              Keys.startsWith(k, full)
                  && out.add(
                      new MapState.Entry(
                          codec.decode(Arrays.copyOfRange(k, full.length, k.length)), e.value())));
      return out;
    }

    @Override
    public void clear() {
      clearPrefix(table, currentKey());
    }
  }
}
