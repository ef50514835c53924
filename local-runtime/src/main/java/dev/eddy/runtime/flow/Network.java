package dev.eddy.runtime.flow;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.Row;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.SinkWriter;
import dev.eddy.runtime.state.Holdings;
import dev.eddy.runtime.state.KeyedStore;
import dev.eddy.runtime.state.StateBackend;
import dev.eddy.runtime.state.Ticks;
import dev.eddy.runtime.state.Timer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
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

    long[] registers() {
      return registers;
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
  private final Turn turn;
  private final Turn[] turns;
  private final Ticks ticks;
  private final Tasks tasks;
  private final List<SourceTask> sources;

  /** Of the head, those whose rows come from channels. */
  private final List<Subtask> merging = new ArrayList<>();

  private final Stepper stepper;

  /** With timers of processing time, in rank order; at greater parallelism none. */
  private Subtask[] clocked = {};

  private final Stages stages;
  private final Registers registers;
  private final Gauges gauges;
  private final KeyedState state;
  private final Hashing hashing;

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
    Topology topology = new Topology(loaded, parallelism);
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
    this.sources = tasks.sources();
    try {
      b.build(splits);
    } catch (FlowException | RuntimeException | Error e) {
      closeOperators().suppressedBy(e);
      throw e;
    }
    this.registers = new Registers(tasks, ticks);
    this.gauges = new Gauges(tasks, registers);
    this.state = new KeyedState(loaded, tasks);
    this.hashing = new Hashing(loaded, tasks);
    arrange(topology);
    this.stages = new Stages(topology, tasks, parallelism);
  }

  /** Finds the operators of the head whose rows come from channels, and those with timers. */
  private void arrange(Topology topology) {
    for (int rank = 0; rank < tasks.ranks(); rank++) {
      if (topology.isHead(rank) && topology.isFedByChannels(rank)) {
        merging.add(tasks.of(rank).get(0));
      }
    }
    List<Subtask> byClock = new ArrayList<>();
    for (List<Subtask> subtasks : tasks.operators()) {
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

  /** Rows, watermarks and digests. */
  public Gauges gauges() {
    return gauges;
  }

  /** Entries of state, and timers. */
  public KeyedState state() {
    return state;
  }

  /** Hashes of the rows that are emitted. */
  public Hashing hashing() {
    return hashing;
  }

  /** Gives a sink its writer. */
  public void writer(int rank, SinkWriter writer) {
    tasks.of(rank).get(0).writer = writer;
  }

  /** Whether sinks only count their rows from now on. */
  public void mute(boolean muted) {
    for (int rank : loaded.sinks()) {
      tasks.of(rank).get(0).muted = muted;
    }
  }

  /** Told of every row of every edge, from now on; null for none. */
  public void probe(@Nullable Probe p) {
    for (int edge = 0; edge < tasks.channels().size(); edge++) {
      probe(edge, p);
    }
  }

  /** Told of the rows of one edge, from now on, in place of others; null for none. */
  public void probe(int edge, @Nullable Probe p) {
    tasks.channels().get(edge).forEach(c -> c.probe = p);
    tasks.of(plan.edges().get(edge).to()).forEach(Subtask::settleMode);
  }

  /**
   * Sets a trap on an edge, in place of another one; null takes it away. While it is set, rows that
   * do not spring it are handled about as fast as else. With one subtask for each operator; steps
   * of the slow path spring none.
   */
  public void trap(int edge, @Nullable Trap trap) {
    tasks.channels().get(edge).forEach(c -> c.trap = trap);
    tasks.of(plan.edges().get(edge).to()).forEach(Subtask::settleMode);
  }

  /**
   * Lets rows and watermarks end at some edges from now on, after the probe has seen them: what is
   * behind them then stands at no moment of the run, until a keyframe is put back.
   */
  public void cut(BitSet edges) {
    for (int e = 0; e < tasks.channels().size(); e++) {
      boolean cut = edges.get(e);
      tasks.channels().get(e).forEach(c -> c.cut = cut);
      tasks.of(plan.edges().get(e).to()).forEach(Subtask::settleMode);
    }
  }

  /**
   * Tells a witness of what operators do, from the next step on; null for nobody. With one subtask
   * for each operator, between two steps.
   *
   * @param ranks whose operators are witnessed
   */
  public void witness(BitSet ranks, @Nullable Witness witness) throws FlowException {
    for (List<Subtask> subtasks : tasks.operators()) {
      for (Subtask t : subtasks) {
        if (witness == null || !ranks.get(t.rank)) {
          t.endWitness();
        } else if (loaded.provider(t.rank) instanceof ProcessProvider process) {
          try {
            t.witness(process.create(loaded.setup(t.rank)), witness);
          } catch (Exception | LinkageError | OutOfMemoryError e) {
            throw Failures.ofOpening(t.node, e);
          }
        }
      }
    }
  }

  /** Null for nobody. */
  public void emissions(int rank, @Nullable Emissions e) {
    if (isSource(rank)) {
      tasks.source(rank).emissions = e;
    }
    for (Subtask t : tasks.of(rank)) {
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
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
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
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
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
    for (List<Subtask> subtasks : tasks.operators()) {
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

  /** Does everything that the pushed events left at the exchanges. */
  public void runStages() throws FlowException {
    stages.run();
    if (loaded.needsClock()) {
      takeTicks();
    }
  }

  /** Bytes that wait at the exchanges, about. */
  public long waitingBytes() {
    return stages.waitingBytes();
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
        List<Subtask> of = tasks.of(rank);
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

  /** Takes a keyframe; only between two events, with one subtask for each operator. */
  public Frame frame() {
    if (parallelism > 1) {
      throw new IllegalStateException("keyframes are taken at parallelism 1");
    }
    List<KeyedStore.Keyframe> stores = new ArrayList<>();
    for (List<Subtask> subtasks : tasks.operators()) {
      for (Subtask t : subtasks) {
        stores.add(t.store.keyframe());
      }
    }
    return new Frame(registers(), stores);
  }

  /** What is there now, for other threads; only between two epochs. */
  public NetworkSnapshot snapshot() {
    List<List<KeyedStore.StoreSnapshot>> stores = new ArrayList<>();
    for (List<Subtask> subtasks : tasks.operators()) {
      stores.add(subtasks.stream().map(t -> t.store.snapshot()).toList());
    }
    return new NetworkSnapshot(loaded, registers(), stores);
  }

  /** Puts a keyframe of this network back; what was under way is dropped. */
  public void seek(Frame frame) {
    abandon();
    int i = 0;
    for (List<Subtask> subtasks : tasks.operators()) {
      for (Subtask t : subtasks) {
        t.store.seek(frame.stores.get(i++));
      }
    }
    load(frame.registers);
  }

  private void abandon() {
    stepper.abandon();
    for (List<Subtask> subtasks : tasks.operators()) {
      for (Subtask t : subtasks) {
        t.abandon();
      }
    }
    hashing.drop();
  }

  /**
   * Everything that is no keyed state as numbers, in an order that the plan gives and that does not
   * depend on the parallelism. Only between two epochs.
   */
  public long[] registers() {
    return registers.take();
  }

  /** Puts back what {@link #registers} gave, of a network of the same plan and splits. */
  public void load(long[] registers) {
    this.registers.load(registers);
  }

  /**
   * Takes counts, watermarks and the clock over from a network of another plan, see {@link Carry}.
   */
  public void carry(Network before) {
    new Carry(before.plan, plan, before.tasks).over(tasks);
    ticks.reset(before.ticks.time(), before.ticks.cleanedAt());
  }

  /** What the gate's clock says, milliseconds; {@code Long.MIN_VALUE} before its first tick. */
  public long time() {
    return ticks.time();
  }

  public boolean isSource(int rank) {
    return tasks.isSource(rank);
  }

  /**
   * Copies registers and state into another network of the same plan, of any parallelism, that has
   * no state yet.
   */
  public void copyTo(Network other) {
    other.load(registers());
    state.copyTo(other.state);
  }

  /** Closes the operators and the crew; writers stay open. */
  @Override
  public void close() {
    closeOperators().then(stages::close).end();
  }

  private Closing closeOperators() {
    Closing closing = new Closing();
    for (List<Subtask> subtasks : tasks.operators()) {
      for (Subtask t : subtasks) {
        closing.then(t::close);
      }
    }
    for (List<Channel> channels : tasks.channels()) {
      channels.forEach(c -> closing.then(c::reset));
    }
    return closing;
  }
}
