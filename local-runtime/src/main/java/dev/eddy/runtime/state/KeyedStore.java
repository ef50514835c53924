package dev.eddy.runtime.state;

import dev.eddy.model.row.KeyBuffer;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.Ttl;
import dev.eddy.operator.ValueState;
import dev.eddy.operator.ttl.Aging;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All keyed state and timers of one subtask. Views act on the current key. Used by one thread at a
 * time.
 */
public final class KeyedStore {
  /** What a store held at one moment. */
  public record Keyframe(List<SortedStore.Keyframe> tables, SortedStore.Keyframe timers) {
    /** Of a store that can hold nothing: many operators have no state, and keyframes are many. */
    private static final Keyframe NOTHING = new Keyframe(List.of(), new Tree<Timer>().keyframe());

    /** Adds what it keeps from being freed. */
    public void weigh(Holdings into) {
      if (this == NOTHING) {
        return;
      }
      for (SortedStore.Keyframe t : tables) {
        t.weigh(into);
      }
      timers.weigh(into);
    }
  }

  private final List<StateSpec> specs;
  private final List<EntryStore> tables = new ArrayList<>();
  private final List<StateTable> touched = new ArrayList<>();
  private final List<Object> views = new ArrayList<>();
  private final Timers timers = new Timers();

  /** Of processing time; null where the operator has none. */
  private final @Nullable Timers clockTimers;

  /** Both. */
  private final SortedStore<Timer> allTimers;

  /** The last tick whose timers have fired. */
  private int fired;

  private final KeyBuffer timerKey = new KeyBuffer(64);
  private String timerName = "";
  private byte[] timerNameBytes = {};
  private final StateKey own = new StateKey();
  private final Ticks ticks;
  private final boolean aging;

  /** Else there are neither state nor timers. */
  private final boolean keyed;

  private int tick;
  private @Nullable StateKey key;
  private byte @Nullable [] keyBytes;
  private boolean broadcasting;
  private long entered;
  private long sequence;
  private int step;

  /** What reading ahead gave: kept so that it is not optimised away. */
  @SuppressWarnings("unused")
  private long blackHole;

  /**
   * @param key schema of the operator's key; null where it is not keyed, and then has no state
   */
  public KeyedStore(
      List<StateSpec> specs, @Nullable Schema key, int maxParallelism, StateBackend backend) {
    this(specs, key, maxParallelism, backend, new Ticks(maxParallelism));
  }

  /**
   * As the other one, with a clock that it shares.
   *
   * @param ticks what times to live are counted by
   */
  public KeyedStore(
      List<StateSpec> specs,
      @Nullable Schema key,
      int maxParallelism,
      StateBackend backend,
      Ticks ticks) {
    this(specs, key, maxParallelism, backend, ticks, false);
  }

  /**
   * As the others.
   *
   * @param clocked whether there are timers of processing time
   */
  public KeyedStore(
      List<StateSpec> specs,
      @Nullable Schema key,
      int maxParallelism,
      StateBackend backend,
      Ticks ticks,
      boolean clocked) {
    this.clockTimers = clocked ? new Timers() : null;
    this.allTimers = clockTimers == null ? timers : new TimerPair(timers, clockTimers);
    this.specs = List.copyOf(specs);
    this.ticks = ticks;
    this.keyed = key != null || !specs.isEmpty();
    this.aging = specs.stream().anyMatch(s -> s.ttl() != null);
    for (StateSpec s : specs) {
      switch (s.kind()) {
        case VALUE -> {
          StateTable table = backend.table(required(key), s.stored(), maxParallelism);
          tables.add(table);
          touched.add(table);
          ValueView view = new ValueView(this, table, s.stored());
          views.add(s.ttl() == null ? view : Aging.value(s, view, this::now));
        }
        case LIST -> {
          // Entries of those that have a time to live are removed one by one.
          ListStore lists =
              s.ttl() == null
                  ? backend.lists(required(key), s.stored(), maxParallelism)
                  : backend.looseLists(s.stored());
          tables.add(lists);
          ListView view = new ListView(this, lists, null);
          views.add(s.ttl() == null ? view : Aging.list(s, view, this::now));
        }
        case MAP -> {
          IndexedTable table = map(required(key), s, maxParallelism, backend);
          MapView view = new MapView(this, table, subKey(s), s.stored());
          views.add(s.ttl() == null ? view : Aging.map(s, view, this::now));
        }
        case OPERATOR_LIST -> {
          ListStore lists = backend.looseLists(s.stored());
          tables.add(lists);
          StateKey none = new StateKey();
          none.set(Keys.NONE);
          views.add(new ListView(this, lists, none));
        }
        case BROADCAST -> {
          IndexedTable table = map(Schema.EMPTY, s, maxParallelism, backend);
          views.add(new BroadcastView(this, table, subKey(s), s.stored()));
        }
      }
    }
  }

  private static Schema required(@Nullable Schema key) {
    return Objects.requireNonNull(key, "state needs a key");
  }

  private static Schema subKey(StateSpec s) {
    return Objects.requireNonNull(s.subKey());
  }

  private IndexedTable map(Schema key, StateSpec s, int maxParallelism, StateBackend backend) {
    Schema both = joined(key, subKey(s));
    IndexedTable table =
        new IndexedTable(
            () -> backend.table(both, s.stored(), maxParallelism), backend.ordersCheaply());
    tables.add(table);
    return table;
  }

  /** The clock at the event that is handled. Cleans up what is due before it. */
  public long now() {
    while (tick < ticks.last() && ticks.sequence(tick + 1) <= sequence) {
      take();
    }
    return ticks.time(tick);
  }

  /** Takes the next tick. */
  private void take() {
    tick++;
    if (ticks.time(tick - 1) == Ttl.BEFORE_THE_CLOCK) {
      begin(ticks.sequence(tick), ticks.time(tick));
    }
    int group = ticks.cleaned(tick);
    if (group >= 0) {
      cleanUp(group, ticks.time(tick));
    }
  }

  /** At the first tick of all: what was used before it lives from now on. */
  private void begin(long tickSequence, long now) {
    for (int i = 0; i < specs.size(); i++) {
      if (specs.get(i).ttl() == null) {
        continue;
      }
      int column = specs.get(i).value().size();
      Map<byte[], Stored> waiting = new LinkedHashMap<>();
      tables
          .get(i)
          .scan(
              new byte[0],
              (k, e) -> {
                if (e.value().getLong(column) == Ttl.BEFORE_THE_CLOCK) {
                  Row dated = e.value().copy();
                  dated.setLong(column, now);
                  // The tick wrote it: seeks and incremental checkpoints go by the writer.
                  waiting.put(k, new Stored(dated, tickSequence, 0));
                }
                return true;
              });
      waiting.forEach(tables.get(i)::put);
    }
  }

  /** Takes all ticks of the epoch, so that they can be forgotten. */
  public void takeTicks() {
    while (aging && tick < ticks.last()) {
      take();
    }
    tick = 0;
    fired = 0;
  }

  /** Sequence of the next tick whose timers have not fired; Long.MAX_VALUE without one. */
  public long nextTick() {
    return fired < ticks.last() ? ticks.sequence(fired + 1) : Long.MAX_VALUE;
  }

  /** Goes to the {@link #nextTick}; gives its time. */
  public long takeTick() {
    return ticks.time(++fired);
  }

  /** Removes the entries of a key group that are over. */
  private void cleanUp(int group, long now) {
    byte[] prefix = {(byte) (group >>> 8), (byte) group};
    for (int i = 0; i < specs.size(); i++) {
      Ttl ttl = specs.get(i).ttl();
      if (ttl == null) {
        continue;
      }
      int column = specs.get(i).value().size();
      List<byte[]> over = new ArrayList<>();
      tables
          .get(i)
          .scan(
              prefix,
              (k, e) -> {
                boolean mine = Keys.startsWith(k, prefix);
                if (mine && ttl.isOver(e.value().getLong(column), now)) {
                  over.add(k);
                }
                return mine;
              });
      over.forEach(tables.get(i)::remove);
    }
  }

  /** Whether a row of a broadcast input is handled from now on. */
  public void broadcasting(boolean on) {
    broadcasting = on;
  }

  boolean isBroadcasting() {
    return broadcasting;
  }

  /** Both keys' columns one after the other, under names of their own. */
  private static Schema joined(Schema key, Schema subKey) {
    List<Field> out = new ArrayList<>();
    for (Schema s : List.of(key, subKey)) {
      s.fields().forEach(f -> out.add(new Field(out.size() + "", f.type())));
    }
    return new Schema(out);
  }

  public List<StateSpec> specs() {
    return specs;
  }

  /** By position of the spec; entries by full key and sub key. */
  public SortedStore<Stored> table(int i) {
    return tables.get(i);
  }

  /**
   * Puts an entry, many times and mostly in the order of the keys; {@link #endLoading} must follow
   * before anything else is done.
   *
   * @param value is copied
   */
  public void load(int i, byte[] key, Row value, long writerSequence, int writerStep) {
    tables.get(i).load(key, value, writerSequence, writerStep);
  }

  /** Makes room for about so many entries that are loaded next. */
  public void reserve(int i, long entries) {
    tables.get(i).reserve(entries);
  }

  public void endLoading() {
    tables.forEach(EntryStore::endLoading);
  }

  /** Those of event time, then those of processing time. */
  public SortedStore<Timer> timers() {
    return allTimers;
  }

  /** Whether there are timers of processing time. */
  public boolean isClocked() {
    return clockTimers != null;
  }

  /** Time of the first timer of event time; Long.MAX_VALUE without one. */
  public long nextTimerTime() {
    return timeOf(timers.first());
  }

  /** Time of the first timer of processing time; Long.MAX_VALUE without one. */
  public long nextClockTimerTime() {
    return clockTimers == null ? Long.MAX_VALUE : timeOf(clockTimers.first());
  }

  private static long timeOf(@Nullable Timer t) {
    return t == null ? Long.MAX_VALUE : t.time();
  }

  /**
   * Sets the key that views and timers act on, and who writes from now on. The holder is not
   * copied: it must stay as it is until the next call.
   *
   * @param key null for none
   */
  public void enter(@Nullable StateKey key, long writerSequence, int writerStep) {
    // Mostly the same holder: a reference that is written costs the collector's barrier.
    if (this.key != key) {
      this.key = key;
    }
    if (keyBytes != null) {
      keyBytes = null;
    }
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

  /**
   * To be called, where it is known which keys will be entered next, with some hundred of them: a
   * state larger than the processor's cache is then read for all of them at once, instead of
   * waiting for each.
   */
  public void expect(KeyBatch keys, int from, int to) {
    long sum = 0;
    for (StateTable t : touched) {
      for (int i = from; i < to; i++) {
        sum += t.touch(keys.group(i), keys.hash(i));
      }
    }
    blackHole = sum;
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
  byte[] keyBytes() {
    byte[] bytes = keyBytes;
    if (bytes == null) {
      bytes = key().toBytes();
      keyBytes = bytes;
    }
    return bytes;
  }

  /** Sequence of the event that is being handled. */
  long sequence() {
    return sequence;
  }

  int step() {
    return step;
  }

  public void registerTimer(String name, long time) {
    timerKey(name);
    timers.register(time, timerKey.array(), 0, timerKey.size(), key().length(), sequence, step);
  }

  public void deleteTimer(String name, long time) {
    timerKey(name);
    timers.delete(time, timerKey.array(), 0, timerKey.size());
  }

  public void registerClockTimer(String name, long time) {
    Timers t = clockTimers();
    timerKey(Timer.byClock(name));
    t.register(time, timerKey.array(), 0, timerKey.size(), key().length(), sequence, step);
  }

  public void deleteClockTimer(String name, long time) {
    Timers t = clockTimers();
    timerKey(Timer.byClock(name));
    t.delete(time, timerKey.array(), 0, timerKey.size());
  }

  private Timers clockTimers() {
    if (clockTimers == null) {
      throw new IllegalStateException("processing time is not declared in the shape");
    }
    return clockTimers;
  }

  /** Puts the current key and the name of a timer into the buffer. */
  private void timerKey(String name) {
    if (!name.equals(timerName)) {
      timerName = name;
      timerNameBytes = name.getBytes(StandardCharsets.UTF_8);
    }
    StateKey k = key();
    timerKey.resize(0);
    timerKey.putBytes(k.array(), 0, k.length());
    timerKey.putBytes(timerNameBytes, 0, timerNameBytes.length);
  }

  /** Takes a timer away that is about to fire. */
  public void takeTimer(Timer t) {
    if (t.isByClock()) {
      clockTimers().take(t);
    } else {
      timers.take(t);
    }
  }

  /** The first timer of processing time that is due, which stays; or null. */
  public @Nullable Timer dueClockTimer(long time) {
    return clockTimers().due(time);
  }

  /** The first timer that is due, which stays; or null. */
  public @Nullable Timer dueTimer(long watermark) {
    return timers.due(watermark);
  }

  public long entries() {
    long n = 0;
    for (SortedStore<Stored> t : tables) {
      n += t.size();
    }
    return n;
  }

  public Keyframe keyframe() {
    if (!keyed) {
      return Keyframe.NOTHING;
    }
    List<SortedStore.Keyframe> out = new ArrayList<>(tables.size());
    for (SortedStore<Stored> t : tables) {
      out.add(t.keyframe());
    }
    return new Keyframe(out, allTimers.keyframe());
  }

  /** What a store held at one moment, for any thread. */
  public record StoreSnapshot(List<Snapshot<Stored>> tables, Snapshot<Timer> timers) {}

  public StoreSnapshot snapshot() {
    List<Snapshot<Stored>> out = new ArrayList<>(tables.size());
    for (SortedStore<Stored> t : tables) {
      out.add(t.snapshot());
    }
    return new StoreSnapshot(out, allTimers.snapshot());
  }

  public void seek(Keyframe k) {
    for (int i = 0; i < tables.size(); i++) {
      tables.get(i).seek(k.tables.get(i));
    }
    tick = 0;
    fired = 0;
    if (keyed) {
      allTimers.seek(k.timers);
    }
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
}
