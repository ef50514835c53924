package dev.eddy.runtime.flow;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.KeyGroups;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SinkWriter;
import dev.eddy.operator.SourceProvider;
import dev.eddy.runtime.state.KeyedStore;
import dev.eddy.runtime.state.Keys;
import dev.eddy.runtime.state.SortedStore;
import dev.eddy.runtime.state.StateBackend;
import dev.eddy.runtime.state.Stored;
import dev.eddy.runtime.state.Timer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The operators of a plan, joined by channels. Driven from outside: gate events are delivered, then
 * either steps are done one at a time (one subtask for each operator) or whole epochs ({@link
 * #runEpoch}). Which of both, the parallelism and the cuts change no row. Owned by one thread; an
 * epoch borrows the threads of its {@link Crew}.
 */
public final class Network implements AutoCloseable {
  /** Below so many waiting rows the threads of a crew are not worth waking. */
  private static final int ALONE = 64;

  /** Sees rows as they are handled. */
  public interface Probe {
    /** A row is about to be handled; it is valid during the call. */
    void row(int edge, long sequence, int step, Row row);
  }

  /** Sees the rows that a node emits (a sink: takes). */
  public interface Emissions {
    /** The row is valid during the call. */
    void row(long sequence, int step, Row row);
  }

  /** What a network with one subtask for each operator held between two events. Immutable. */
  public static final class Frame {
    private final long[] registers;
    private final List<KeyedStore.Keyframe> stores;

    private Frame(long[] registers, List<KeyedStore.Keyframe> stores) {
      this.registers = registers;
      this.stores = stores;
    }
  }

  private final LoadedPlan loaded;
  private final Plan plan;
  private final StateBackend backend;
  private final int parallelism;
  private final List<List<Subtask>> tasks = new ArrayList<>();
  private final List<SourceTask> sources = new ArrayList<>();
  private final List<List<Channel>> channelsByEdge = new ArrayList<>();
  private final BitSet dirty;
  private final @Nullable Crew crew;
  private @Nullable Subtask current;
  private @Nullable Probe probe;

  private Network(LoadedPlan loaded, int parallelism, StateBackend backend) {
    this.backend = backend;
    this.loaded = loaded;
    this.plan = loaded.plan();
    this.parallelism = parallelism;
    this.dirty = new BitSet(loaded.size() + 1);
    this.crew = parallelism > 1 ? new Crew(parallelism) : null;
  }

  /**
   * Builds and opens all operators. Sinks get their writers by {@link #writer}; until then their
   * rows must be muted.
   *
   * @param splits for each source, in rank order, how many splits it has
   */
  public static Network build(LoadedPlan loaded, int[] splits, int parallelism)
      throws FlowException {
    return build(loaded, splits, parallelism, StateBackend.HEAP);
  }

  /** As {@link #build(LoadedPlan, int[], int)}, with keyed state kept where the backend keeps it. */
  public static Network build(
      LoadedPlan loaded, int[] splits, int parallelism, StateBackend backend)
      throws FlowException {
    int p = Math.min(parallelism, loaded.plan().maxParallelism());
    Network n = new Network(loaded, p, backend);
    try {
      n.build(splits, p > 1 || loaded.meets());
    } catch (FlowException | RuntimeException e) {
      n.close();
      throw e;
    }
    return n;
  }

  private void build(int[] splits, boolean placed) throws FlowException {
    for (int rank = 0; rank < plan.nodes().size(); rank++) {
      PlanNode node = plan.nodes().get(rank);
      List<Subtask> subtasks = new ArrayList<>();
      tasks.add(subtasks);
      OperatorProvider provider = loaded.provider(rank);
      OperatorSetup setup = loaded.setup(rank);
      try {
        if (provider instanceof SourceProvider) {
          sources.add(source(node, rank, splits[sources.size()], setup));
        } else if (provider instanceof SinkProvider) {
          KeyedStore none = new KeyedStore(List.of(), null, plan.maxParallelism(), backend);
          subtasks.add(new Subtask(node, rank, null, null, none, placed, false));
        } else if (provider instanceof ProcessProvider process) {
          Shape shape = loaded.shape(rank);
          for (int i = 0; i < parallelism; i++) {
            Operator operator = process.create(setup);
            Schema key = shape.isKeyed() ? keySchema(node, shape) : null;
            KeyedStore store = new KeyedStore(shape.states(), key, plan.maxParallelism(), backend);
            KeyCodec codec = key == null ? null : new KeyCodec(key);
            subtasks.add(new Subtask(node, rank, operator, codec, store, placed, parallelism > 1));
          }
        }
      } catch (RuntimeException | LinkageError e) {
        throw Failures.ofOpening(node, e);
      }
    }
    for (int i = 0; i < plan.edges().size(); i++) {
      connect(i, plan.edges().get(i));
    }
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        try {
          t.open();
        } catch (Exception | LinkageError e) {
          throw Failures.ofOpening(t.node, e);
        }
      }
    }
  }

  private static SourceTask source(PlanNode node, int rank, int splits, OperatorSetup setup) {
    Parameters p = setup.parameters();
    int timeColumn = -1;
    RowFunction generator = null;
    if (p.descriptor().parameter("event_time").isPresent() && p.has("event_time")) {
      timeColumn = setup.outputSchema(0).indexOf(p.text("event_time"));
    }
    if (p.descriptor().parameter("watermark").isPresent()) {
      generator = setup.function("watermark").orElse(null);
    }
    return new SourceTask(node, rank, splits, timeColumn, generator);
  }

  /** Schema of a keyed node's key. */
  static Schema keySchema(PlanNode node, Shape shape) {
    return node.inputs().get(0).schema().select(shape.keys().get(0));
  }

  private void connect(int index, PlanEdge edge) {
    List<Channel> all = new ArrayList<>();
    channelsByEdge.add(all);
    List<Subtask> targets = tasks.get(edge.to());
    PlanNode to = plan.nodes().get(edge.to());
    int order = 0;
    for (int i = 0; i < plan.edges().size(); i++) {
      PlanEdge other = plan.edges().get(i);
      if (other.to() == edge.to()
          && (other.toPort() < edge.toPort() || other.toPort() == edge.toPort() && i < index)) {
        order++;
      }
    }
    Shape shape = loaded.shape(edge.to());
    int columns = to.inputs().get(edge.toPort()).schema().size();
    int upstream = Math.max(1, tasks.get(edge.from()).size());
    for (int u = 0; u < upstream; u++) {
      Channel[] channels = new Channel[targets.size()];
      for (int d = 0; d < channels.length; d++) {
        channels[d] =
            new Channel(
                index, edge.toPort(), order, columns, parallelism > 1 ? null : dirty, edge.to());
        targets.get(d).inputs.add(channels[d]);
        all.add(channels[d]);
      }
      int[] keys = null;
      KeyCodec codec = null;
      if (shape.isKeyed()) {
        keys = shape.keys().get(edge.toPort());
        codec = new KeyCodec(keySchema(to, shape));
      }
      Route route = new Route(channels, keys, codec, plan.maxParallelism());
      if (tasks.get(edge.from()).isEmpty()) {
        sourceAt(edge.from()).outputs.get(edge.fromPort()).add(route);
      } else {
        tasks.get(edge.from()).get(u).outputs.get(edge.fromPort()).add(route);
      }
    }
    for (Subtask t : targets) {
      t.inputs.sort(java.util.Comparator.comparingInt(c -> c.order));
    }
  }

  private SourceTask sourceAt(int rank) {
    return sources.get(loaded.sources().indexOf(rank));
  }

  public int parallelism() {
    return parallelism;
  }

  public LoadedPlan loaded() {
    return loaded;
  }

  /** Gives a sink its writer. */
  public void writer(int rank, SinkWriter writer) {
    tasks.get(rank).get(0).writer = writer;
  }

  /** Whether sinks only count their rows from now on. */
  public void mute(boolean muted) {
    for (int rank : loaded.sinks()) {
      tasks.get(rank).get(0).muted = muted;
    }
  }

  /** Whether short hashes of emitted rows are kept for {@link #takeHashes} from now on. */
  public void hashing(boolean on) {
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        t.hashes.on = on;
      }
    }
    for (SourceTask s : sources) {
      s.hashes.on = on;
    }
  }

  /** Null for none. Only steps are observed. */
  public void probe(@Nullable Probe p) {
    probe = p;
  }

  /** Null for nobody. */
  public void emissions(int rank, @Nullable Emissions e) {
    if (isSource(rank)) {
      sourceAt(rank).emissions = e;
    }
    tasks.get(rank).forEach(t -> t.emissions = e);
  }

  /** Lets a gate event in: the work of its source, step 0. */
  public void deliver(long sequence, GateEvent event) throws FlowException {
    SourceTask s = sources.get(event.source());
    try {
      if (event.isEnd()) {
        s.end(sequence, event.split());
      } else {
        s.deliver(sequence, event.split(), event.port(), event.row());
      }
    } catch (RuntimeException | LinkageError e) {
      throw Failures.ofOperator(s.node, sequence, 0, null, e);
    }
  }

  /** Finds the next step of the cascade; false when it is over. */
  public boolean prepare() {
    if (current != null && current.prepare() != Subtask.Next.NOTHING) {
      return true;
    }
    current = null;
    int rank = dirty.nextSetBit(0);
    while (rank >= 0) {
      Subtask t = tasks.get(rank).get(0);
      if (t.prepare() != Subtask.Next.NOTHING) {
        current = t;
        return true;
      }
      dirty.clear(rank);
      rank = dirty.nextSetBit(rank + 1);
    }
    return false;
  }

  /** Does the step that {@link #prepare} found. */
  public void perform(long sequence, int step) throws FlowException {
    Subtask t = Objects.requireNonNull(current);
    if (probe != null && t.prepare() == Subtask.Next.ROW) {
      Channel c = t.currentChannel();
      probe.row(c.edge, sequence, step, c.row());
    }
    t.perform(step);
  }

  /** Rank of the operator whose step is prepared. */
  public int nextRank() {
    return Objects.requireNonNull(current).rank;
  }

  /** The edge whose row is about to be handled, or -1. */
  public int nextEdge() {
    Subtask t = Objects.requireNonNull(current);
    return t.prepare() == Subtask.Next.ROW ? t.currentChannel().edge : -1;
  }

  /**
   * The row that is about to be handled, valid until the next call; only with {@link #nextEdge}.
   */
  public Row nextRow() {
    return Objects.requireNonNull(current).currentChannel().row();
  }

  /** The timer that is about to fire, or null. */
  public @Nullable Timer nextTimer() {
    Subtask t = Objects.requireNonNull(current);
    return t.prepare() == Subtask.Next.TIMER ? t.currentTimer() : null;
  }

  /**
   * The watermark that the operator is about to reach; only where neither row nor timer is next.
   */
  public long nextWatermark() {
    return Objects.requireNonNull(current).advanceTo();
  }

  /** Does everything that the delivered events set off. */
  public void runEpoch() throws FlowException {
    for (List<Subtask> subtasks : tasks) {
      if (subtasks.isEmpty()) {
        continue;
      }
      if (crew == null || subtasks.size() == 1 || waiting(subtasks) < ALONE) {
        for (Subtask t : subtasks) {
          drain(t);
        }
      } else {
        crew.drain(subtasks);
      }
    }
    dirty.clear();
    current = null;
  }

  static void drain(Subtask t) throws FlowException {
    while (t.prepare() != Subtask.Next.NOTHING) {
      t.perform(0);
    }
  }

  private static int waiting(List<Subtask> subtasks) {
    int n = 0;
    for (Subtask t : subtasks) {
      for (Channel c : t.inputs) {
        n += c.pendingRows();
      }
    }
    return n;
  }

  /** Rows that passed an edge up to a keyframe. */
  public long rowsOfEdge(Frame frame, int edge) {
    int edges = channelsByEdge.size();
    return frame.registers[frame.registers.length - 2 * (edges - edge) + 1];
  }

  /** Takes a keyframe; only between two events, with one subtask for each operator. */
  public Frame frame() {
    if (parallelism > 1) {
      throw new IllegalStateException("keyframes are taken at parallelism 1");
    }
    List<KeyedStore.Keyframe> stores = new ArrayList<>();
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        stores.add(t.store.keyframe());
      }
    }
    return new Frame(registers(), stores);
  }

  /** Puts a keyframe of this network back; what was under way is dropped. */
  public void seek(Frame frame) {
    abandon();
    int i = 0;
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        t.store.seek(frame.stores.get(i++));
      }
    }
    load(frame.registers);
  }

  private void abandon() {
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        t.abandon();
        t.hashes.clear();
      }
    }
    for (SourceTask s : sources) {
      s.hashes.clear();
    }
    dirty.clear();
    current = null;
  }

  /**
   * Everything that is no keyed state as numbers, in an order that the plan gives and that does not
   * depend on the parallelism. Only between two epochs.
   */
  public long[] registers() {
    Longs out = new Longs();
    for (List<Subtask> subtasks : tasks) {
      if (subtasks.isEmpty()) {
        continue;
      }
      long in = 0;
      long emitted = 0;
      Digest d = new Digest();
      for (Subtask t : subtasks) {
        in += t.rowsIn;
        emitted += t.rowsOut;
        d.count += t.digest.count;
        d.first += t.digest.first;
        d.second += t.digest.second;
      }
      out.add(subtasks.get(0).watermark, in, emitted, d.count, d.first, d.second);
    }
    for (SourceTask s : sources) {
      out.add(s.watermark, s.clock, s.rowsOut, s.digest.count, s.digest.first, s.digest.second);
      for (int i = 0; i < s.splits; i++) {
        out.add(s.splitWatermarks[i], s.ended[i] ? 1 : 0);
      }
    }
    for (List<Channel> channels : channelsByEdge) {
      long taken = 0;
      for (Channel c : channels) {
        taken += c.taken;
      }
      out.add(channels.get(0).watermark, taken);
    }
    return out.toArray();
  }

  /** Puts back what {@link #registers} gave, of a network of the same plan and splits. */
  public void load(long[] registers) {
    Longs in = new Longs(registers);
    for (List<Subtask> subtasks : tasks) {
      if (subtasks.isEmpty()) {
        continue;
      }
      long watermark = in.next();
      for (Subtask t : subtasks) {
        t.watermark = watermark;
        t.rowsIn = 0;
        t.rowsOut = 0;
        t.digest.count = 0;
        t.digest.first = 0;
        t.digest.second = 0;
      }
      Subtask t = subtasks.get(0);
      t.rowsIn = in.next();
      t.rowsOut = in.next();
      t.digest.count = in.next();
      t.digest.first = in.next();
      t.digest.second = in.next();
    }
    for (SourceTask s : sources) {
      s.watermark = in.next();
      s.clock = in.next();
      s.rowsOut = in.next();
      s.digest.count = in.next();
      s.digest.first = in.next();
      s.digest.second = in.next();
      for (int i = 0; i < s.splits; i++) {
        s.splitWatermarks[i] = in.next();
        s.ended[i] = in.next() != 0;
      }
    }
    for (List<Channel> channels : channelsByEdge) {
      long watermark = in.next();
      long taken = in.next();
      for (Channel c : channels) {
        c.watermark = watermark;
        c.taken = 0;
      }
      channels.get(0).taken = taken;
    }
    in.finish();
  }

  /** Number of registers of a network of this shape. */
  public int registerCount() {
    return registers().length;
  }

  /** Visits the keyed state of a node in the order of key group and key. */
  public void scanState(int rank, int table, SortedStore.Visitor<? super Stored> visitor) {
    for (Subtask t : tasks.get(rank)) {
      t.store.table(table).scan(new byte[0], visitor);
    }
  }

  /** Visits the timers of a node; in the order of firing where it has one subtask. */
  public void scanTimers(int rank, SortedStore.Visitor<? super Timer> visitor) {
    for (Subtask t : tasks.get(rank)) {
      t.store.timers().scan(new byte[0], visitor);
    }
  }

  /** Puts an entry into the state of the subtask that owns its key. */
  public void putState(int rank, int table, byte[] key, Stored entry) {
    owner(rank, key).store.table(table).put(key, entry);
  }

  public void putTimer(int rank, Timer timer) {
    owner(rank, timer.key())
        .store
        .timers()
        .put(Keys.timer(timer.time(), timer.key(), timer.name()), timer);
  }

  private Subtask owner(int rank, byte[] fullKey) {
    List<Subtask> all = tasks.get(rank);
    int group = Keys.keyGroup(fullKey);
    if (group >= plan.maxParallelism()) {
      throw new IllegalArgumentException("key group " + group);
    }
    return all.get(KeyGroups.subtaskOf(group, plan.maxParallelism(), all.size()));
  }

  public boolean isSource(int rank) {
    return tasks.get(rank).isEmpty();
  }

  public long rowsIn(int rank) {
    long n = 0;
    for (Subtask t : tasks.get(rank)) {
      n += t.rowsIn;
    }
    return n;
  }

  public long rowsOut(int rank) {
    if (isSource(rank)) {
      return sourceAt(rank).rowsOut;
    }
    long n = 0;
    for (Subtask t : tasks.get(rank)) {
      n += t.rowsOut;
    }
    return n;
  }

  public long watermark(int rank) {
    return isSource(rank) ? sourceAt(rank).watermark : tasks.get(rank).get(0).watermark;
  }

  /** Entries over all states of a node, or -1 for a node without state. */
  public long stateEntries(int rank) {
    if (loaded.shape(rank).states().isEmpty()) {
      return -1;
    }
    long n = 0;
    for (Subtask t : tasks.get(rank)) {
      n += t.store.entries();
    }
    return n;
  }

  public long rowsOfEdge(int edge) {
    List<Channel> channels = channelsByEdge.get(edge);
    long n = 0;
    for (int i = 0; i < channels.size(); i++) {
      n += channels.get(i).taken;
    }
    return n;
  }

  /** The greatest event time that a source has given, or Long.MIN_VALUE. */
  public long clock() {
    long clock = Long.MIN_VALUE;
    for (SourceTask s : sources) {
      clock = Math.max(clock, s.clock);
    }
    return clock;
  }

  /** Whether all splits of all sources have ended. */
  public boolean ended() {
    for (SourceTask s : sources) {
      for (boolean e : s.ended) {
        if (!e) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a split has ended. */
  public boolean ended(int source, int split) {
    return sources.get(source).ended[split];
  }

  /** Digest of what a node emitted (a sink: took) since the start of the run. */
  public Digest digest(int rank) {
    Digest d = new Digest();
    if (isSource(rank)) {
      Digest s = sourceAt(rank).digest;
      d.count = s.count;
      d.first = s.first;
      d.second = s.second;
    }
    for (Subtask t : tasks.get(rank)) {
      d.count += t.digest.count;
      d.first += t.digest.first;
      d.second += t.digest.second;
    }
    return d;
  }

  /**
   * Takes, for each rank, short hashes of the rows that it emitted (a sink: took) since the last
   * call, in the order of a single thread. Only between two epochs.
   */
  public List<int[]> takeHashes() {
    List<int[]> out = new ArrayList<>();
    for (int rank = 0; rank < tasks.size(); rank++) {
      if (isSource(rank)) {
        Hashes h = sourceAt(rank).hashes;
        out.add(h.toArray());
        h.clear();
      } else {
        List<Hashes> parts = tasks.get(rank).stream().map(t -> t.hashes).toList();
        out.add(Hashes.merge(parts));
        parts.forEach(Hashes::clear);
      }
    }
    return out;
  }

  /** Names of the columns of a keyed node's key and its codec; null where it is not keyed. */
  public @Nullable KeyCodec keyCodec(int rank) {
    Shape shape = loaded.shape(rank);
    return shape.isKeyed() ? new KeyCodec(keySchema(loaded.node(rank), shape)) : null;
  }

  /** Copies registers and state into another network of the same plan, of any parallelism. */
  public void copyTo(Network other) {
    other.load(registers());
    for (int rank = 0; rank < tasks.size(); rank++) {
      int r = rank;
      for (int table = 0; table < loaded.shape(rank).states().size(); table++) {
        int i = table;
        scanState(
            rank,
            table,
            (k, e) -> {
              other.putState(r, i, k, e);
              return true;
            });
      }
      scanTimers(
          rank,
          (k, t) -> {
            other.putTimer(r, t);
            return true;
          });
    }
  }

  /** Closes the operators and the crew; writers stay open. */
  @Override
  public void close() {
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        if (t.operator != null) {
          try {
            t.operator.close();
          } catch (Exception e) {
            // The run is over either way, and its result no longer depends on the operator.
            System.getLogger(Network.class.getName())
                .log(System.Logger.Level.WARNING, t.node.name() + " failed to close", e);
          }
        }
      }
    }
    if (crew != null) {
      crew.close();
    }
  }
}
