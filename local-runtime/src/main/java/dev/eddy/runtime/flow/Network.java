package dev.eddy.runtime.flow;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.KeyGroups;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.SinkWriter;
import dev.eddy.operator.StateSpec;
import dev.eddy.runtime.state.Holdings;
import dev.eddy.runtime.state.KeyedStore;
import dev.eddy.runtime.state.Keys;
import dev.eddy.runtime.state.SortedStore;
import dev.eddy.runtime.state.StateBackend;
import dev.eddy.runtime.state.Stored;
import dev.eddy.runtime.state.Ticks;
import dev.eddy.runtime.state.Timer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The operators of a plan, joined to chains (see {@link Topology}). Driven from outside, gate event
 * by gate event. At parallelism 1 an event is done whole by calls from operator to operator ({@link
 * #push}, the fast path) or one step at a time ({@link #deliver}, then {@link #prepare} and {@link
 * #perform}, the slow path); both may take turns, and steps have the same numbers on both. At
 * greater parallelism {@link #push} does the head of an event, and {@link #runStages} does what a
 * batch of events left at the exchanges. None of it changes a row. Owned by one thread; {@link
 * #runStages} borrows the threads of its {@link Crew}.
 */
public final class Network implements AutoCloseable {
  /** Below so many waiting rows the threads of a crew are not worth waking. */
  private static final int ALONE = 64;

  private static final int OPERATOR_REGISTERS = 6;

  /** Of a source, those of its splits aside. */
  private static final int SOURCE_REGISTERS = 6;

  /** Sees rows as they are handled. */
  public interface Probe {
    /** A row is about to be handled; it is valid during the call. */
    void row(int edge, long sequence, int step, Row row);
  }

  /** Asked of rows that are about to be handled by the fast path. */
  public interface Trap {
    /**
     * Whether to stop before it, by a {@link TrapException}.
     *
     * @param step that is about to handle it
     * @param row valid during the call
     */
    boolean springs(long sequence, int step, Row row);
  }

  /** Sees the rows that a node emits (a sink: takes). */
  public interface Emissions {
    /** The row is valid during the call. */
    void row(long sequence, int step, Row row);
  }

  /**
   * What a thread works on.
   *
   * @param sequence of the gate event
   * @param row in words that follow on others; empty where it is no row
   */
  public record Work(PlanNode node, long sequence, String row) {}

  /** What a network with one subtask for each operator held between two events. Immutable. */
  public static final class Frame {
    /** About how much a mark takes where nothing was written. */
    private static final long STORE_BYTES = 128;

    private final long[] registers;
    private final List<KeyedStore.Keyframe> stores;

    private Frame(long[] registers, List<KeyedStore.Keyframe> stores) {
      this.registers = registers;
      this.stores = stores;
    }

    /** Adds what it keeps from being freed. */
    public void weigh(Holdings into) {
      into.add(this, 8L * registers.length + STORE_BYTES * stores.size());
      for (KeyedStore.Keyframe k : stores) {
        k.weigh(into);
      }
    }
  }

  private final LoadedPlan loaded;
  private final Plan plan;
  private final int parallelism;
  private final Topology topology;
  private final Turn turn;
  private final Turn[] turns;
  private final Ticks ticks;
  private final List<List<Subtask>> tasks;
  private final List<SourceTask> sources;
  private final List<List<Channel>> channelsByEdge;
  private final List<Subtask> merging = new ArrayList<>();
  private final List<Subtask[][]> stages = new ArrayList<>();
  private final Stepper stepper;

  /** With timers of processing time, in rank order; at greater parallelism none. */
  private Subtask[] clocked = {};

  private final @Nullable Crew crew;
  private final @Nullable SourceTask[] sourceByRank;
  private boolean hashing = true;
  private boolean thorough = true;

  private Network(
      LoadedPlan loaded,
      int[] splits,
      int parallelism,
      StateBackend backend,
      @Nullable SpillSpace spill)
      throws FlowException {
    this.loaded = loaded;
    this.plan = loaded.plan();
    this.parallelism = parallelism;
    this.topology = new Topology(loaded, parallelism);
    Turn[] turns = new Turn[parallelism];
    for (int i = 0; i < parallelism; i++) {
      turns[i] = new Turn(parallelism == 1);
    }
    this.turns = turns;
    this.turn = turns[0];
    this.stepper = new Stepper(turn, merging);
    this.ticks = new Ticks(plan.maxParallelism());
    NetworkBuilder b = new NetworkBuilder(loaded, topology, turns, backend, ticks, spill);
    this.tasks = b.tasks;
    this.sources = b.sources;
    this.channelsByEdge = b.channelsByEdge;
    try {
      b.build(splits);
    } catch (FlowException | RuntimeException | Error e) {
      closeOperators().suppressedBy(e);
      throw e;
    }
    this.sourceByRank = new SourceTask[loaded.size()];
    for (SourceTask s : sources) {
      sourceByRank[s.rank] = s;
    }
    arrange();
    this.crew = topology.stages() > 0 ? new Crew(parallelism) : null;
  }

  /** Finds the operators whose rows come from channels: of the head, and by stage and thread. */
  private void arrange() {
    for (int s = 1; s <= topology.stages(); s++) {
      Subtask[][] byThread = new Subtask[parallelism][];
      for (int i = 0; i < parallelism; i++) {
        List<Subtask> all = new ArrayList<>();
        for (int rank = 0; rank < tasks.size(); rank++) {
          if (topology.stage(rank) == s
              && topology.isFedByChannels(rank)
              && i < tasks.get(rank).size()) {
            all.add(tasks.get(rank).get(i));
          }
        }
        byThread[i] = all.toArray(Subtask[]::new);
      }
      stages.add(byThread);
    }
    for (int rank = 0; rank < tasks.size(); rank++) {
      if (topology.isHead(rank) && topology.isFedByChannels(rank)) {
        merging.add(tasks.get(rank).get(0));
      }
    }
    List<Subtask> byClock = new ArrayList<>();
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        // At greater parallelism what has a key is fed by channels.
        t.polledForTicks = parallelism > 1 && t.store.isClocked();
        if (parallelism == 1 && t.store.isClocked()) {
          byClock.add(t);
        }
      }
    }
    clocked = byClock.toArray(Subtask[]::new);
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

  /**
   * As {@link #build(LoadedPlan, int[], int)}, with keyed state kept where the backend keeps it.
   */
  public static Network build(
      LoadedPlan loaded, int[] splits, int parallelism, StateBackend backend) throws FlowException {
    return build(loaded, splits, parallelism, backend, null);
  }

  /**
   * As the others.
   *
   * @param spill where rows that wait at exchanges go when they are many; null: they stay in memory
   */
  public static Network build(
      LoadedPlan loaded,
      int[] splits,
      int parallelism,
      StateBackend backend,
      @Nullable SpillSpace spill)
      throws FlowException {
    int p = Math.min(parallelism, loaded.plan().maxParallelism());
    return new Network(loaded, splits, p, backend, spill);
  }

  public int parallelism() {
    return parallelism;
  }

  public LoadedPlan loaded() {
    return loaded;
  }

  private SourceTask sourceAt(int rank) {
    return Objects.requireNonNull(sourceByRank[rank]);
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
    hashing = on;
    applyHashing();
  }

  /**
   * Whether that is true of all nodes, or of sinks and operators with state only. The digests hold
   * the rows of these at any time; of the others they count them.
   */
  public void thorough(boolean on) {
    thorough = on;
    applyHashing();
  }

  private void applyHashing() {
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        t.hashes.on = hashing && (thorough || t.summed);
      }
    }
    for (SourceTask s : sources) {
      s.hashes.on = hashing && thorough;
    }
  }

  /** Whether a node is hashed where it is not {@link #thorough}. */
  public boolean isSummed(int rank) {
    Shape shape = loaded.shape(rank);
    return shape.isKeyed() || shape.hasOperatorList() || loaded.sinks().contains(rank);
  }

  /** Told of every row of every edge, from now on; null for none. */
  public void probe(@Nullable Probe p) {
    for (int edge = 0; edge < channelsByEdge.size(); edge++) {
      probe(edge, p);
    }
  }

  /** Told of the rows of one edge, from now on, in place of others; null for none. */
  public void probe(int edge, @Nullable Probe p) {
    channelsByEdge.get(edge).forEach(c -> c.probe = p);
    tasks.get(plan.edges().get(edge).to()).forEach(Subtask::settleMode);
  }

  /**
   * Sets a trap on an edge, in place of another one; null takes it away. While it is set, rows that
   * do not spring it are handled about as fast as else. With one subtask for each operator; steps
   * of the slow path spring none.
   */
  public void trap(int edge, @Nullable Trap trap) {
    channelsByEdge.get(edge).forEach(c -> c.trap = trap);
    tasks.get(plan.edges().get(edge).to()).forEach(Subtask::settleMode);
  }

  /**
   * Lets rows and watermarks end at some edges from now on, after the probe has seen them: what is
   * behind them then stands at no moment of the run, until a keyframe is put back.
   */
  public void cut(BitSet edges) {
    for (int e = 0; e < channelsByEdge.size(); e++) {
      boolean cut = edges.get(e);
      channelsByEdge.get(e).forEach(c -> c.cut = cut);
      tasks.get(plan.edges().get(e).to()).forEach(Subtask::settleMode);
    }
  }

  /**
   * Tells a witness of what operators do, from the next step on; null for nobody. With one subtask
   * for each operator, between two steps.
   *
   * @param ranks whose operators are witnessed
   */
  public void witness(BitSet ranks, @Nullable Witness witness) throws FlowException {
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        if (witness == null || !ranks.get(t.rank)) {
          t.endWitness();
        } else if (loaded.provider(t.rank) instanceof ProcessProvider process) {
          try {
            t.witness(process.create(loaded.setup(t.rank)), witness);
          } catch (Exception | LinkageError e) {
            throw Failures.ofOpening(t.node, e);
          }
        }
      }
    }
  }

  /** Null for nobody. */
  public void emissions(int rank, @Nullable Emissions e) {
    if (isSource(rank)) {
      sourceAt(rank).emissions = e;
    }
    for (Subtask t : tasks.get(rank)) {
      t.emissions = e;
      t.settleMode();
    }
  }

  // The fast path.

  /**
   * Does a gate event whole; at greater parallelism its head.
   *
   * @param port of the row, or {@link GateEvent#END} or {@link GateEvent#TICK}
   * @param row valid during the call
   */
  public void push(long sequence, int source, int split, int port, Row row) throws FlowException {
    turn.stepper = null;
    begin(sequence, source, split, port, row);
    if (!merging.isEmpty()) {
      try {
        for (int i = 0; i < merging.size(); i++) {
          merging.get(i).drain();
        }
      } catch (Turn.Aborted e) {
        turn.check();
        throw e;
      }
      turn.check();
    }
    turn.rest();
  }

  /** Whether {@link #pump} may be used: no row waits in a channel of the head. */
  public boolean canPump() {
    return merging.isEmpty();
  }

  /**
   * Reads the next rows of a gate's only split and does each whole; at greater parallelism its
   * head. The gate keeps for its next event what comes instead of a row.
   *
   * @param number what {@link Gate#streaming} gave
   * @param most rows, at most
   * @param carried hash of the rows of the split in the open block
   * @throws FlowException where an operator failed, with the burst as it was until then
   */
  public void pump(Gate gate, int number, Burst burst, long sequence, int most, long carried)
      throws FlowException {
    turn.stepper = null;
    burst.wish(sequence, most, carried);
    SourceTask s = sources.get(gate.sourceOf(number));
    try {
      gate.pump(s, burst, number);
    } catch (Turn.Aborted e) {
      turn.check();
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw Failures.ofOperator(s.node, turn.sequence, 0, null, e);
    }
    turn.check();
  }

  private void begin(long sequence, int source, int split, int port, Row row) throws FlowException {
    SourceTask s = sources.get(source);
    turn.begin(sequence);
    try {
      if (port == GateEvent.TICK) {
        tick(sequence, row.getLong(0));
      } else if (port == GateEvent.END) {
        s.end(split);
      } else {
        s.row(split, port, row);
      }
    } catch (Turn.Aborted e) {
      turn.check();
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw Failures.ofOperator(s.node, sequence, 0, null, e);
    }
    turn.check();
  }

  private void tick(long sequence, long time) {
    if (loaded.needsClock()) {
      ticks.add(sequence, time);
      if (parallelism == 1) {
        takeTicks();
        if (turn.stepper != null) {
          stepper.tick(clocked, ticks.time());
        } else {
          fireByClock();
        }
      }
    }
  }

  /** In rank order, each behind the rows that those before it sent. */
  private void fireByClock() {
    int m = 0;
    for (Subtask t : clocked) {
      while (m < merging.size() && merging.get(m).rank <= t.rank) {
        merging.get(m++).drain();
      }
      t.fireByClock(ticks.time());
    }
  }

  private void takeTicks() {
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        t.store.takeTicks();
      }
    }
    ticks.trim();
  }

  /** The step that was begun last; of a failed {@link #push}, the one that failed. */
  public int step() {
    return turn.step;
  }

  /** Bytes that wait at the exchanges, about. */
  public long waitingBytes() {
    long n = 0;
    for (Subtask[][] stage : stages) {
      for (Subtask[] chain : stage) {
        for (Subtask t : chain) {
          for (Channel c : t.inputs) {
            n += c.pendingBytes();
          }
        }
      }
    }
    return n;
  }

  /**
   * What rows at exchanges took of the heap at most: the sum over the channels of each most, since
   * {@link #takeFillOfEdge} took it.
   */
  public long mostWaitingBytes() {
    return channelsByEdge.stream().flatMap(List::stream).mapToLong(Channel::most).sum();
  }

  /** Rows that went to disk, for want of room at an exchange. */
  public long spilledRows() {
    return channelsByEdge.stream().flatMap(List::stream).mapToLong(Channel::spilled).sum();
  }

  /** Does everything that the pushed events left at the exchanges. */
  public void runStages() throws FlowException {
    for (Subtask[][] stage : stages) {
      Objects.requireNonNull(crew).drain(stage, waitingRows(stage) >= ALONE);
    }
    if (loaded.needsClock()) {
      takeTicks();
    }
  }

  private static int waitingRows(Subtask[][] stage) {
    int n = 0;
    for (Subtask[] chain : stage) {
      for (Subtask t : chain) {
        for (Channel c : t.inputs) {
          n += c.pendingRows();
        }
      }
    }
    return n;
  }

  // The slow path, at parallelism 1.

  /** Lets a gate event in: the work of its source, step 0. */
  public void deliver(long sequence, GateEvent event) throws FlowException {
    turn.stepper = stepper;
    begin(sequence, event.source(), event.split(), event.port(), event.row());
    stepper.settle();
  }

  /** Finds the next step of the cascade; false when it is over. */
  public boolean prepare() {
    return stepper.prepare();
  }

  /** Does the step that {@link #prepare} found. */
  public void perform(long sequence, int step) throws FlowException {
    turn.stepper = stepper;
    turn.sequence = sequence;
    turn.step = step - 1;
    try {
      stepper.perform();
    } catch (Turn.Aborted e) {
      turn.check();
      throw e;
    }
    turn.check();
  }

  /**
   * What a thread that drives this network, and that is caught in user code, works on; to be asked
   * by another one. A guess while the network gets on.
   *
   * @return null between two events
   */
  public @Nullable Work inWork() {
    for (int i = 0; i < turns.length; i++) {
      int rank = turns[i].rank;
      if (rank >= 0) {
        List<Subtask> of = tasks.get(rank);
        String row = of.get(Math.min(i, of.size() - 1)).rowInWork();
        return new Work(loaded.node(rank), turns[i].sequence, row);
      }
    }
    return null;
  }

  /**
   * Tells the rank of the operator that each thread works on; those that rest are left out. From
   * any thread; a guess while the network gets on.
   */
  public void lookAtWork(IntConsumer seen) {
    for (Turn t : turns) {
      int rank = t.rank;
      if (rank >= 0) {
        seen.accept(rank);
      }
    }
  }

  /**
   * Changes while its threads get on from one gate event to the next, at the exchanges too. From
   * any thread; a guess while the network gets on.
   */
  public long beats() {
    long n = 0;
    for (Turn t : turns) {
      n += t.sequence;
    }
    return n;
  }

  /** Rank of the operator whose step is prepared. */
  public int nextRank() {
    return stepper.subtask().rank;
  }

  /** The edge whose row is about to be handled, or -1. */
  public int nextEdge() {
    return stepper.edge();
  }

  /**
   * The row that is about to be handled, valid until the next call; only with {@link #nextEdge}.
   */
  public Row nextRow() {
    return stepper.row();
  }

  /** The timer that is about to fire, or null. */
  public @Nullable Timer nextTimer() {
    return stepper.timer();
  }

  /** Canonical bytes of the key of the row or timer that is next; null where it has none. */
  public byte @Nullable [] nextKey() {
    return stepper.key();
  }

  // Keyframes.

  /** Rows that passed an edge up to a keyframe. */
  public long rowsOfEdge(Frame frame, int edge) {
    int edges = channelsByEdge.size();
    return frame.registers[frame.registers.length - 2 * (edges - edge) + 1];
  }

  /** Watermark of a node at a keyframe. */
  public long watermark(Frame frame, int rank) {
    return frame.registers[registersOf(rank)];
  }

  /** Rows that a node had taken at a keyframe; 0 for a source. */
  public long rowsIn(Frame frame, int rank) {
    return isSource(rank) ? 0 : frame.registers[registersOf(rank) + 1];
  }

  /** Where the registers of a node begin, see {@link #registers}. */
  private int registersOf(int rank) {
    int at = 0;
    int operators = 0;
    for (List<Subtask> subtasks : tasks) {
      operators += subtasks.isEmpty() ? 0 : 1;
    }
    if (isSource(rank)) {
      at = operators * OPERATOR_REGISTERS;
      for (SourceTask s : sources) {
        if (s.rank == rank) {
          return at;
        }
        at += SOURCE_REGISTERS + 2 * s.splits;
      }
    }
    for (int i = 0; i < rank; i++) {
      at += isSource(i) ? 0 : OPERATOR_REGISTERS;
    }
    return at;
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

  /** What is there now, for other threads; only between two epochs. */
  public NetworkSnapshot snapshot() {
    List<List<KeyedStore.StoreSnapshot>> stores = new ArrayList<>();
    for (List<Subtask> subtasks : tasks) {
      stores.add(subtasks.stream().map(t -> t.store.snapshot()).toList());
    }
    return new NetworkSnapshot(loaded, registers(), stores);
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
    stepper.abandon();
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        t.abandon();
        t.hashes.clear();
      }
    }
    for (SourceTask s : sources) {
      s.hashes.clear();
    }
  }

  /**
   * Everything that is no keyed state as numbers, in an order that the plan gives and that does not
   * depend on the parallelism. Only between two epochs.
   */
  public long[] registers() {
    return Registers.of(tasks, sources, ticks, channelsByEdge);
  }

  /** Puts back what {@link #registers} gave, of a network of the same plan and splits. */
  public void load(long[] registers) {
    Registers.load(registers, tasks, sources, ticks, channelsByEdge);
  }

  /**
   * Takes counts, watermarks and the clock over from a network of another plan, see {@link Carry}.
   */
  public void carry(Network before) {
    new Carry(before.plan, plan, before.tasks, before.sources, before.channelsByEdge)
        .over(tasks, sources, channelsByEdge);
    ticks.reset(before.ticks.time(), before.ticks.cleanedAt());
  }

  /** What the gate's clock says, milliseconds; {@code Long.MIN_VALUE} before its first tick. */
  public long time() {
    return ticks.time();
  }

  /** Visits the keyed state of a node in the order of key group and key. */
  public void scanState(int rank, int table, SortedStore.Visitor<? super Stored> visitor) {
    boolean alike = isBroadcast(rank, table);
    for (Subtask t : tasks.get(rank)) {
      t.store.table(table).scan(new byte[0], visitor);
      if (alike) {
        return;
      }
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
    if (isBroadcast(rank, table)) {
      tasks.get(rank).forEach(t -> t.store.table(table).put(key, entry));
    } else {
      owner(rank, key).store.table(table).put(key, entry);
    }
  }

  /**
   * As {@link #putState}, many times and mostly in the order of the keys; {@link #endLoading} must
   * follow before anything else is done.
   *
   * @param value is copied
   */
  public void loadState(int rank, int table, byte[] key, Row value, long sequence, int step) {
    if (isBroadcast(rank, table)) {
      putState(rank, table, key, new Stored(value.copy(), sequence, step));
    } else {
      owner(rank, key).store.load(table, key, value, sequence, step);
    }
  }

  public void endLoading() {
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        t.store.endLoading();
      }
    }
  }

  public void removeState(int rank, int table, byte[] key) {
    if (isBroadcast(rank, table)) {
      tasks.get(rank).forEach(t -> t.store.table(table).remove(key));
    } else {
      owner(rank, key).store.table(table).remove(key);
    }
  }

  /**
   * @param key as {@link Keys#timer} gives it
   */
  public void removeTimer(int rank, byte[] key) {
    owner(rank, Keys.keyOfTimer(key)).store.timers().remove(key);
  }

  /** Whether all subtasks have the same entries of a state. */
  private boolean isBroadcast(int rank, int table) {
    return loaded.shape(rank).states().get(table).kind() == StateSpec.Kind.BROADCAST;
  }

  /** Sets a timer; one of processing time is dropped where the operator has none any more. */
  public void putTimer(int rank, Timer timer) {
    if (timer.isByClock() && !loaded.shape(rank).processingTime()) {
      return;
    }
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
      n += t.rowsIn();
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
    for (int i = 0; i < loaded.shape(rank).states().size(); i++) {
      n += stateEntries(rank, i);
    }
    return n;
  }

  /** Timers that wait at a node. */
  public long timers(int rank) {
    long n = 0;
    for (Subtask t : tasks.get(rank)) {
      n += t.store.timers().size();
    }
    return n;
  }

  /** Time of the first timer that waits at a node for the watermark; else Long.MAX_VALUE. */
  public long nextTimerTime(int rank) {
    long least = Long.MAX_VALUE;
    for (Subtask t : tasks.get(rank)) {
      least = Math.min(least, t.store.nextTimerTime());
    }
    return least;
  }

  /** As {@link #nextTimerTime}, of those by the clock. */
  public long nextClockTimerTime(int rank) {
    long least = Long.MAX_VALUE;
    for (Subtask t : tasks.get(rank)) {
      least = Math.min(least, t.store.nextClockTimerTime());
    }
    return least;
  }

  /** The least {@link #nextClockTimerTime(int)} of all nodes; what waits at exchanges aside. */
  public long nextClockTimerTime() {
    long least = Long.MAX_VALUE;
    for (int rank = 0; rank < tasks.size(); rank++) {
      least = Math.min(least, nextClockTimerTime(rank));
    }
    return least;
  }

  /** Entries of one state of a node. */
  public long stateEntries(int rank, int state) {
    long n = 0;
    for (Subtask t : tasks.get(rank)) {
      n += t.store.table(state).size();
      if (isBroadcast(rank, state)) {
        break;
      }
    }
    return n;
  }

  public long rowsOfEdge(int edge) {
    List<Channel> channels = channelsByEdge.get(edge);
    long n = 0;
    for (int i = 0; i < channels.size(); i++) {
      n += channels.get(i).counted ? channels.get(i).taken : 0;
    }
    return n;
  }

  /** The last watermark that came along an edge. */
  public long watermarkOfEdge(int edge) {
    return channelsByEdge.get(edge).get(0).watermark;
  }

  /** Rows that wait on an edge. */
  public long queuedOnEdge(int edge) {
    long n = 0;
    for (Channel c : channelsByEdge.get(edge)) {
      n += c.pendingRows();
    }
    return n;
  }

  /**
   * How full the fullest channel of an edge was at most since the last call, in thousandths of its
   * room in memory; -1 for an edge whose rows never wait.
   */
  public int takeFillOfEdge(int edge) {
    int most = -1;
    for (Channel c : channelsByEdge.get(edge)) {
      most = Math.max(most, c.takeFill());
    }
    return most;
  }

  /** Watermark of a split; {@code source} is a position among the sources, in rank order. */
  public long watermark(int source, int split) {
    return sources.get(source).splitWatermarks[split];
  }

  /** The greatest event time that a source has given, or Long.MIN_VALUE. */
  public long clock(int source) {
    return sources.get(source).clock;
  }

  /** The greatest event time that any source has given, or Long.MIN_VALUE. */
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
      d.count = sourceAt(rank).rowsOut;
      d.first = s.first;
      d.second = s.second;
    }
    for (Subtask t : tasks.get(rank)) {
      d.count += t.digested();
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
        List<Hashes> parts = new ArrayList<>();
        for (Subtask t : tasks.get(rank)) {
          parts.add(t.hashes);
        }
        out.add(Hashes.merge(parts));
        for (Hashes h : parts) {
          h.clear();
        }
      }
    }
    return out;
  }

  /**
   * Codec of a node's key, which has no columns where it only has broadcast state; null where it
   * has neither key nor state.
   */
  public @Nullable KeyCodec keyCodec(int rank) {
    Shape shape = loaded.shape(rank);
    if (shape.isKeyed()) {
      return new KeyCodec(NetworkBuilder.keySchema(loaded.node(rank), shape));
    }
    return shape.states().isEmpty() ? null : new KeyCodec(Schema.EMPTY);
  }

  /**
   * Copies registers and state into another network of the same plan, of any parallelism, that has
   * no state yet.
   */
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
    Closing closing = closeOperators();
    if (crew != null) {
      closing.then(crew::close);
    }
    closing.end();
  }

  private Closing closeOperators() {
    Closing closing = new Closing();
    for (List<Subtask> subtasks : tasks) {
      for (Subtask t : subtasks) {
        closing.then(t::close);
      }
    }
    for (List<Channel> channels : channelsByEdge) {
      channels.forEach(c -> closing.then(c::reset));
    }
    return closing;
  }
}
