package dev.eddy.operator.torture;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.KeyGroups;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.ValueCodec;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import dev.eddy.operator.ttl.Aging;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs one operator in memory, one element at a time, as a host does: timers fire by (time, key
 * group, key, name), state passes through its codec. Stricter than a real host: what is emitted or
 * kept must fit its schema, an input row that is handed over is overwritten after the call, and
 * rows that were got from state must come back as they were. Used by one thread.
 */
public final class TestHost implements AutoCloseable {
  /** As many key groups as a pipeline has by default. */
  public static final int MAX_PARALLELISM = 128;

  private static final Comparator<byte[]> BYTES = Arrays::compareUnsigned;

  private record Timer(long time, int group, byte[] key, String name) {
    static final Comparator<Timer> ORDER =
        Comparator.comparingLong(Timer::time)
            .thenComparingInt(Timer::group)
            .thenComparing(Timer::key, BYTES)
            .thenComparing(Timer::name);
  }

  /** Of state under no key: broadcast state, which is the same everywhere, and operator lists. */
  private static final int NO_GROUP = -1;

  private static final byte[] NO_KEY = {};

  /** Where an entry of state stands: the key, and the sub key of a map (else empty). */
  private record Place(int group, byte[] key, byte[] sub) {
    static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::group)
            .thenComparing(Place::key, BYTES)
            .thenComparing(Place::sub, BYTES);
  }

  /** What {@link #snapshot} gives: state, timers and watermark; it lives on its own. */
  public static final class Snapshot {
    private final Map<String, TreeMap<Place, byte[]>> states;
    private final TreeSet<Timer> timers;
    private final TreeSet<Timer> clockTimers;
    private final long watermark;
    private final long clock;

    private Snapshot(
        Map<String, TreeMap<Place, byte[]>> states,
        TreeSet<Timer> timers,
        TreeSet<Timer> clockTimers,
        long watermark,
        long clock) {
      this.clock = clock;
      this.states = states;
      this.timers = timers;
      this.clockTimers = clockTimers;
      this.watermark = watermark;
    }

    /** The part of these key groups. */
    public Snapshot of(IntPredicate groups) {
      Map<String, TreeMap<Place, byte[]>> s = new HashMap<>();
      states.forEach(
          (name, entries) -> {
            TreeMap<Place, byte[]> part = new TreeMap<>(Place.ORDER);
            entries.forEach(
                (place, bytes) -> {
                  if (place.group == NO_GROUP || groups.test(place.group)) {
                    part.put(place, bytes);
                  }
                });
            s.put(name, part);
          });
      return new Snapshot(s, of(timers, groups), of(clockTimers, groups), watermark, clock);
    }

    private static TreeSet<Timer> of(TreeSet<Timer> timers, IntPredicate groups) {
      TreeSet<Timer> t = new TreeSet<>(Timer.ORDER);
      timers.stream().filter(x -> groups.test(x.group)).forEach(t::add);
      return t;
    }

    /** This and another one, of other key groups and the same watermark. */
    public Snapshot with(Snapshot other) {
      Map<String, TreeMap<Place, byte[]>> s = new HashMap<>();
      states.forEach(
          (name, entries) -> {
            TreeMap<Place, byte[]> both = new TreeMap<>(entries);
            both.putAll(other.states.getOrDefault(name, new TreeMap<>(Place.ORDER)));
            s.put(name, both);
          });
      TreeSet<Timer> t = new TreeSet<>(timers);
      t.addAll(other.timers);
      TreeSet<Timer> c = new TreeSet<>(clockTimers);
      c.addAll(other.clockTimers);
      return new Snapshot(s, t, c, watermark, clock);
    }

    /**
     * What several subtasks have after the operator lists were dealt out anew, as Flink does it:
     * one list behind the other, in parts of about the same length.
     *
     * @param shape of the operator, which has no key
     * @param all of the subtasks before
     * @param parallelism subtasks from now on
     */
    public static List<Snapshot> dealtOut(Shape shape, List<Snapshot> all, int parallelism) {
      List<Snapshot> out = new ArrayList<>();
      for (int i = 0; i < parallelism; i++) {
        Snapshot first = all.get(0);
        out.add(
            new Snapshot(
                new HashMap<>(),
                new TreeSet<>(Timer.ORDER),
                new TreeSet<>(Timer.ORDER),
                first.watermark,
                first.clock));
      }
      for (StateSpec s : shape.states()) {
        List<byte[]> entries = new ArrayList<>();
        all.forEach(x -> entries.addAll(x.states.getOrDefault(s.name(), NOTHING).values()));
        int at = 0;
        for (int i = 0; i < parallelism; i++) {
          TreeMap<Place, byte[]> part = new TreeMap<>(Place.ORDER);
          int length = entries.size() / parallelism + (i < entries.size() % parallelism ? 1 : 0);
          for (int n = 0; n < length; n++) {
            part.put(new Place(NO_GROUP, NO_KEY, index(n)), entries.get(at++));
          }
          out.get(i).states.put(s.name(), part);
        }
      }
      return out;
    }

    private static final TreeMap<Place, byte[]> NOTHING = new TreeMap<>(Place.ORDER);

    /** How many entries of state there are, over all states and keys. */
    public int entries() {
      return states.values().stream().mapToInt(TreeMap::size).sum();
    }

    /** How many timers wait, of event time and of processing time. */
    public int timers() {
      return timers.size() + clockTimers.size();
    }
  }

  private final OperatorSetup setup;
  private final Shape shape;
  private final Operator operator;
  private final Context context = new Context();
  private final Map<String, TreeMap<Place, byte[]>> states = new HashMap<>();
  private final List<KeyCodec> keyCodecs = new ArrayList<>();
  private final TreeSet<Timer> timers = new TreeSet<>(Timer.ORDER);
  private final TreeSet<Timer> clockTimers = new TreeSet<>(Timer.ORDER);
  private final List<Row> outputs = new ArrayList<>();
  private final List<Emitted> emitted = new ArrayList<>();
  private final List<Row[]> lent = new ArrayList<>();
  private long watermark = Long.MIN_VALUE;
  private long clock = Long.MIN_VALUE;
  private boolean broadcasting;
  private byte @Nullable [] key;
  private boolean timersTwice;
  private @Nullable Random shuffle;

  /** Makes the operator and opens it, fresh. */
  public TestHost(ProcessProvider provider, OperatorSetup setup) {
    this(provider, setup, null);
  }

  /** Makes the operator and opens it with the state of a snapshot. */
  public TestHost(ProcessProvider provider, OperatorSetup setup, @Nullable Snapshot snapshot) {
    this.setup = setup;
    this.shape = provider.shape(setup);
    for (int port = 0; port < shape.keys().size(); port++) {
      // One codec for all ports: their keys have the same types.
      keyCodecs.add(new KeyCodec(setup.inputSchema(port).select(shape.keys().get(port))));
    }
    for (int port = 0; port < provider.descriptor().outputs().size(); port++) {
      outputs.add(new Row(setup.outputSchema(port).size()));
    }
    for (StateSpec s : shape.states()) {
      if (states.put(s.name(), new TreeMap<>(Place.ORDER)) != null) {
        throw new AssertionError("two states are named " + s.name());
      }
    }
    if (snapshot != null) {
      snapshot.states.forEach(
          (name, entries) -> {
            TreeMap<Place, byte[]> state = states.get(name);
            if (state == null) {
              throw new AssertionError("state " + name + " is not declared any more");
            }
            state.putAll(entries);
          });
      timers.addAll(snapshot.timers);
      clockTimers.addAll(snapshot.clockTimers);
      watermark = snapshot.watermark;
      clock = snapshot.clock;
    }
    this.operator = provider.create(setup);
    try {
      operator.open(context);
    } catch (Exception e) {
      throw failed("open", e);
    }
  }

  /** From now on every timer is set twice. */
  public TestHost setTimersTwice() {
    timersTwice = true;
    return this;
  }

  /** From now on timers of one instant fire in a random order of keys. */
  public TestHost shuffleTimers(long seed) {
    shuffle = new Random(seed);
    return this;
  }

  /** Hands an element to the operator. */
  public void accept(Element element) {
    if (element instanceof Element.Arrival a) {
      row(a.port(), a.row());
    } else if (element instanceof Element.Watermark w) {
      watermark(w.time());
    } else if (element instanceof Element.Tick t) {
      tick(t.time());
    }
  }

  /** Hands a row over, as a copy that is overwritten afterwards. */
  public void row(int port, Row row) {
    RowCheck.require(row, setup.inputSchema(port), "the input row");
    Row handed = row.copy();
    if (shape.isKeyed(port)) {
      key = keyCodecs.get(port).encode(handed, shape.keys().get(port));
    }
    broadcasting = shape.isBroadcast(port);
    try {
      operator.onRow(port, handed, context);
    } catch (Exception e) {
      throw failed("row " + row, e);
    } finally {
      key = null;
      broadcasting = false;
    }
    if (!handed.equals(row)) {
      throw new AssertionError("the operator wrote to its input row " + row + ": " + handed);
    }
    spoil(handed);
    takeBackLent();
  }

  /**
   * Sets the clock that times to live are counted by, and fires the timers of processing time that
   * are due.
   */
  public void tick(long time) {
    clock = Math.max(clock, time);
    fire(clockTimers, clock, operator::onProcessingTimer);
  }

  /** Raises the watermark and fires the timers that are due. */
  public void watermark(long time) {
    if (time <= watermark) {
      return;
    }
    watermark = time;
    fire(timers, watermark, operator::onTimer);
  }

  /** A call of the operator. */
  private interface Firing {
    void fire(String name, long time, OperatorContext context) throws Exception;
  }

  private void fire(TreeSet<Timer> of, long upTo, Firing firing) {
    while (!of.isEmpty() && of.first().time <= upTo) {
      Timer t = nextTimer(of);
      of.remove(t);
      key = t.key;
      try {
        firing.fire(t.name, t.time, context);
      } catch (Exception e) {
        throw failed("timer " + t.name + " at " + t.time, e);
      } finally {
        key = null;
      }
      takeBackLent();
    }
  }

  private Timer nextTimer(TreeSet<Timer> of) {
    Timer first = of.first();
    Random random = shuffle;
    if (random == null) {
      return first;
    }
    List<Timer> same = of.stream().takeWhile(t -> t.time == first.time).toList();
    // Timers of one key keep their order by name.
    Timer chosen = same.get(random.nextInt(same.size()));
    return same.stream().filter(t -> Arrays.equals(t.key, chosen.key)).findFirst().orElseThrow();
  }

  /** What was emitted since the last call. */
  public List<Emitted> takeOutput() {
    List<Emitted> out = List.copyOf(emitted);
    emitted.clear();
    return out;
  }

  public Snapshot snapshot() {
    Map<String, TreeMap<Place, byte[]>> copy = new HashMap<>();
    states.forEach((name, entries) -> copy.put(name, new TreeMap<>(entries)));
    return new Snapshot(copy, new TreeSet<>(timers), new TreeSet<>(clockTimers), watermark, clock);
  }

  @Override
  public void close() {
    try {
      operator.close();
    } catch (Exception e) {
      throw failed("close", e);
    }
  }

  private static AssertionError failed(String where, Exception e) {
    return new AssertionError("the operator failed at " + where + ": " + e, e);
  }

  private static void spoil(Row row) {
    for (int c = 0; c < row.columns(); c++) {
      row.setLong(c, 0x5ca1ab1e5ca1ab1eL);
      row.setObject(c, "spoilt");
    }
  }

  /** Rows that were lent out of state must be untouched; then they are spoilt. */
  private void takeBackLent() {
    for (Row[] pair : lent) {
      if (!pair[0].equals(pair[1])) {
        throw new AssertionError("the operator wrote to a row of its state: " + pair[1]);
      }
      spoil(pair[0]);
    }
    lent.clear();
  }

  /** A row that was lent is no longer valid: it must be untouched, and is spoilt. */
  private void takeBack(Row row) {
    for (int i = lent.size() - 1; i >= 0; i--) {
      Row[] pair = lent.get(i);
      if (pair[0] == row) {
        if (!pair[0].equals(pair[1])) {
          throw new AssertionError("the operator wrote to a row of its state: " + pair[1]);
        }
        lent.remove(i);
        spoil(row);
      }
    }
  }

  private Row lend(Row row) {
    lent.add(new Row[] {row, row.copy()});
    return row;
  }

  private byte[] currentKey() {
    byte[] k = key;
    if (k == null) {
      throw new IllegalStateException(
          shape.isKeyed() ? "there is no current key here" : "the operator is not keyed");
    }
    return k;
  }

  private static int groupOf(byte[] key) {
    return KeyGroups.groupOf(key, MAX_PARALLELISM);
  }

  private StateSpec spec(String name, StateSpec.Kind kind) {
    for (StateSpec s : shape.states()) {
      if (s.name().equals(name) && s.kind() == kind) {
        return s;
      }
    }
    throw new IllegalArgumentException("no " + kind + " state is declared with the name " + name);
  }

  private final class Context implements OperatorContext {
    @Override
    public Row output(int port) {
      Row row = outputs.get(port);
      row.clear();
      return row;
    }

    @Override
    public void emit(int port, Row row) {
      if (broadcasting) {
        throw new AssertionError("the operator emitted at a row of a broadcast input: " + row);
      }
      RowCheck.require(row, setup.outputSchema(port), "a row emitted at port " + port);
      emitted.add(new Emitted(port, row.copy()));
      if (row == outputs.get(port)) {
        spoil(row);
      }
    }

    @Override
    public long watermark() {
      return watermark;
    }

    @Override
    public Row key() {
      return lend(keyCodecs.get(0).decode(currentKey()));
    }

    @Override
    public void registerTimer(String name, long time) {
      byte[] k = currentKey();
      for (int i = 0; i < (timersTwice ? 2 : 1); i++) {
        timers.add(new Timer(time, groupOf(k), k, name));
      }
    }

    @Override
    public void deleteTimer(String name, long time) {
      byte[] k = currentKey();
      timers.remove(new Timer(time, groupOf(k), k, name));
    }

    @Override
    public long processingTime() {
      requireDeclared();
      return clock;
    }

    @Override
    public void registerProcessingTimer(String name, long time) {
      requireDeclared();
      byte[] k = currentKey();
      for (int i = 0; i < (timersTwice ? 2 : 1); i++) {
        clockTimers.add(new Timer(time, groupOf(k), k, name));
      }
    }

    @Override
    public void deleteProcessingTimer(String name, long time) {
      requireDeclared();
      byte[] k = currentKey();
      clockTimers.remove(new Timer(time, groupOf(k), k, name));
    }

    private void requireDeclared() {
      if (!shape.processingTime()) {
        throw new IllegalStateException("processing time is not declared in the shape");
      }
    }

    @Override
    public ValueState valueState(String name) {
      StateSpec spec = spec(name, StateSpec.Kind.VALUE);
      ValueState plain = new Value(new Entries(spec));
      return spec.ttl() == null ? plain : Aging.value(spec, plain, () -> clock);
    }

    @Override
    public ListState listState(String name) {
      for (StateSpec s : shape.states()) {
        if (s.name().equals(name) && s.kind() == StateSpec.Kind.OPERATOR_LIST) {
          return new Values(new Entries(s));
        }
      }
      StateSpec spec = spec(name, StateSpec.Kind.LIST);
      ListState plain = new Values(new Entries(spec));
      return spec.ttl() == null ? plain : Aging.list(spec, plain, () -> clock);
    }

    @Override
    public MapState mapState(String name) {
      for (StateSpec s : shape.states()) {
        if (s.name().equals(name) && s.kind() == StateSpec.Kind.BROADCAST) {
          return new Mapping(new Entries(s), s);
        }
      }
      StateSpec spec = spec(name, StateSpec.Kind.MAP);
      MapState plain = new Mapping(new Entries(spec), spec);
      return spec.ttl() == null ? plain : Aging.map(spec, plain, () -> clock);
    }
  }

  /** The entries of one state under the current key. */
  private final class Entries {
    private final StateSpec spec;
    private final TreeMap<Place, byte[]> all;
    private final ValueCodec codec;

    Entries(StateSpec spec) {
      this.spec = spec;
      this.all = Objects.requireNonNull(states.get(spec.name()));
      this.codec = new ValueCodec(spec.stored());
    }

    private @Nullable Row view;

    /** To be called at every use of a state whose rows are valid until then. */
    void next() {
      if (view != null) {
        takeBack(view);
        view = null;
      }
    }

    /** The value, valid until the next use of the state. */
    @Nullable Row view(byte[] sub) {
      next();
      view = get(sub);
      return view;
    }

    private boolean isKeyed() {
      return spec.kind() != StateSpec.Kind.BROADCAST && spec.kind() != StateSpec.Kind.OPERATOR_LIST;
    }

    /** To be called before every change. */
    void changes() {
      if (spec.kind() == StateSpec.Kind.BROADCAST && !broadcasting) {
        throw new AssertionError(
            "state " + spec.name() + " is changed by rows of broadcast inputs only");
      }
    }

    Place place(byte[] sub) {
      if (!isKeyed()) {
        return new Place(NO_GROUP, NO_KEY, sub);
      }
      byte[] k = currentKey();
      return new Place(groupOf(k), k, sub);
    }

    @Nullable Row get(byte[] sub) {
      byte[] bytes = all.get(place(sub));
      return bytes == null ? null : lend(decoded(bytes));
    }

    void put(byte[] sub, Row value) {
      changes();
      Schema schema = spec.stored();
      RowCheck.require(value, schema, "a value of state " + spec.name());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        codec.write(value, new DataOutputStream(bytes));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      all.put(place(sub), bytes.toByteArray());
    }

    Row decoded(byte[] bytes) {
      try {
        return codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void remove(byte[] sub) {
      changes();
      all.remove(place(sub));
    }

    List<Map.Entry<Place, byte[]>> ofKey() {
      byte[] k = isKeyed() ? currentKey() : NO_KEY;
      List<Map.Entry<Place, byte[]>> out = new ArrayList<>();
      for (Map.Entry<Place, byte[]> e : all.tailMap(place(new byte[0]), true).entrySet()) {
        if (!Arrays.equals(e.getKey().key, k)) {
          break;
        }
        out.add(Map.entry(e.getKey(), e.getValue()));
      }
      return out;
    }

    void clear() {
      ofKey().forEach(e -> all.remove(e.getKey()));
    }
  }

  /** The sub key of a position in a list. */
  private static byte[] index(int n) {
    return new byte[] {(byte) (n >> 24), (byte) (n >> 16), (byte) (n >> 8), (byte) n};
  }

  private record Value(Entries entries) implements ValueState {
    private static final byte[] NONE = {};

    @Override
    public @Nullable Row get() {
      return entries.view(NONE);
    }

    @Override
    public void set(Row value) {
      entries.put(NONE, value);
      entries.next();
    }

    @Override
    public void clear() {
      entries.clear();
      entries.next();
    }
  }

  private record Values(Entries entries) implements ListState {
    @Override
    public void add(Row value) {
      int n = entries.ofKey().size();
      entries.put(index(n), value);
    }

    @Override
    public List<Row> all() {
      List<Row> out = new ArrayList<>();
      entries.ofKey().forEach(e -> out.add(entries.get(e.getKey().sub)));
      return out;
    }

    @Override
    public void clear() {
      entries.clear();
    }
  }

  private final class Mapping implements MapState {
    private final Entries entries;
    private final Schema subKey;
    private final KeyCodec codec;

    Mapping(Entries entries, StateSpec spec) {
      this.entries = entries;
      this.subKey = Objects.requireNonNull(spec.subKey());
      this.codec = new KeyCodec(subKey);
    }

    private byte[] bytes(Row sub) {
      RowCheck.require(sub, subKey, "a key of state " + entries.spec.name());
      return codec.encode(sub);
    }

    @Override
    public @Nullable Row get(Row sub) {
      return entries.view(bytes(sub));
    }

    @Override
    public void put(Row sub, Row value) {
      entries.put(bytes(sub), value);
      entries.next();
    }

    @Override
    public void remove(Row sub) {
      entries.remove(bytes(sub));
      entries.next();
    }

    @Override
    public List<Entry> entries() {
      entries.next();
      List<Entry> out = new ArrayList<>();
      for (Map.Entry<Place, byte[]> e : entries.ofKey()) {
        out.add(new Entry(lend(codec.decode(e.getKey().sub)), lend(entries.decoded(e.getValue()))));
      }
      return out;
    }

    @Override
    public void clear() {
      entries.clear();
      entries.next();
    }
  }
}
