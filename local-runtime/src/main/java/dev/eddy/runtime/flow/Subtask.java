package dev.eddy.runtime.flow;

import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.SinkWriter;
import dev.eddy.operator.ValueState;
import dev.eddy.runtime.state.KeyedStore;
import dev.eddy.runtime.state.Keys;
import dev.eddy.runtime.state.StateKey;
import dev.eddy.runtime.state.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One subtask of an operator or sink: takes what its channels hold, one step at a time, in the one
 * order that does not depend on how it is run. Used by one thread at a time.
 */
final class Subtask implements OperatorContext {
  /** What the next step is. */
  enum Next {
    NOTHING,
    ROW,
    WATERMARK,
    TIMER
  }

  final PlanNode node;
  final int rank;
  final List<Channel> inputs = new ArrayList<>();
  final List<List<Route>> outputs = new ArrayList<>();
  final KeyedStore store;
  final Digest digest = new Digest();
  final Hashes hashes;
  final @Nullable Operator operator;
  final boolean sink;
  @Nullable SinkWriter writer;
  long watermark = Long.MIN_VALUE;
  long rowsIn;
  long rowsOut;

  /** Told of every row that is emitted (at a sink: taken); null for nobody. */
  Network.@Nullable Emissions emissions;

  /** Whether a sink's rows are counted but not written. */
  boolean muted;

  private final Row[] scratch;
  private final @Nullable KeyCodec keyCodec;
  private final boolean placed;
  private Next next = Next.NOTHING;
  private boolean firing;
  private @Nullable Channel current;
  private @Nullable Timer timer;
  private long sequence;
  private long advanceTo;
  private int step;
  private int emitted;
  private int edgeOrder;
  private @Nullable Place place;
  private final StateKey rowKey = new StateKey();
  private long decodedFor = -1;
  private @Nullable Row key;

  /** The operator that is called: {@link #operator}, or another one that is witnessed. */
  private @Nullable Operator acting;

  private OperatorContext context = this;

  /**
   * @param operator null for a sink
   * @param keyCodec null where the operator is not keyed
   * @param placed whether rows must carry their place
   */
  Subtask(
      PlanNode node,
      int rank,
      @Nullable Operator operator,
      @Nullable KeyCodec keyCodec,
      KeyedStore store,
      boolean placed,
      boolean merged) {
    this.node = node;
    this.rank = rank;
    this.operator = operator;
    this.acting = operator;
    this.sink = operator == null;
    this.keyCodec = keyCodec;
    this.store = store;
    this.placed = placed;
    this.hashes = new Hashes(merged);
    this.scratch = new Row[node.outputs().size()];
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] = new Row(node.outputs().get(i).schema().size());
      outputs.add(new ArrayList<>());
    }
  }

  void open() throws Exception {
    if (operator != null) {
      store.enter((StateKey) null, 0, 0);
      operator.open(this);
    }
  }

  /**
   * Lets another instance of the operator act from now on, which tells a witness of what it does.
   * An operator keeps nothing that it cannot compute again when it is opened, so that both do the
   * same. Between two steps.
   *
   * @param fresh not opened yet
   */
  void witness(Operator fresh, Witness witness) throws Exception {
    WitnessedContext told = new WitnessedContext(this, rank, store, witness);
    store.enter((StateKey) null, 0, 0);
    fresh.open(told);
    endWitness();
    acting = fresh;
    context = told;
  }

  /** Lets the operator itself act again. */
  void endWitness() {
    Operator other = acting;
    acting = operator;
    context = this;
    if (other != null && other != operator) {
      close(other);
    }
  }

  void close() {
    endWitness();
    if (operator != null) {
      close(operator);
    }
  }

  private void close(Operator closing) {
    try {
      closing.close();
    } catch (Exception e) {
      // The run is over either way, and its result no longer depends on the operator.
      System.getLogger(Subtask.class.getName())
          .log(System.Logger.Level.WARNING, node.name() + " failed to close", e);
    }
  }

  /** Finds out what the next step is, without doing it. */
  Next prepare() {
    if (next != Next.NOTHING) {
      return next;
    }
    while (true) {
      if (firing) {
        timer = store.dueTimer(watermark);
        if (timer != null) {
          return next = Next.TIMER;
        }
        firing = false;
      }
      Channel best = null;
      long rowAt = Long.MAX_VALUE;
      long watermarkAt = Long.MAX_VALUE;
      for (int i = 0, n = inputs.size(); i < n; i++) {
        Channel c = inputs.get(i);
        if (c.hasRow()) {
          long s = c.rowSequence();
          if (best == null || s < rowAt || s == rowAt && before(c, best)) {
            best = c;
            rowAt = s;
          }
        }
        if (c.hasWatermark()) {
          watermarkAt = Math.min(watermarkAt, c.watermarkSequence());
        }
      }
      if (best != null && rowAt <= watermarkAt) {
        current = best;
        sequence = rowAt;
        return next = Next.ROW;
      }
      if (watermarkAt == Long.MAX_VALUE) {
        resetChannels();
        return Next.NOTHING;
      }
      long combined = takeWatermarks(watermarkAt);
      if (combined > watermark) {
        if (!sink) {
          sequence = watermarkAt;
          advanceTo = combined;
          return next = Next.WATERMARK;
        }
        watermark = combined;
      }
    }
  }

  private static boolean before(Channel a, Channel b) {
    int c = Place.compare(a.rowPlace(), b.rowPlace());
    return c < 0 || c == 0 && a.order < b.order;
  }

  /** Takes all watermarks of one sequence; gives the least over all inputs. */
  private long takeWatermarks(long at) {
    long combined = Long.MAX_VALUE;
    for (int i = 0, n = inputs.size(); i < n; i++) {
      Channel c = inputs.get(i);
      while (c.hasWatermark() && c.watermarkSequence() == at) {
        c.takeWatermark();
      }
      combined = Math.min(combined, c.watermark);
    }
    return combined;
  }

  private void resetChannels() {
    for (int i = 0, n = inputs.size(); i < n; i++) {
      inputs.get(i).reset();
    }
  }

  /**
   * Does the step that {@link #prepare} found.
   *
   * @param stepNumber its number in the cascade; 0 where steps are not counted
   */
  void perform(int stepNumber) throws FlowException {
    Next what = next;
    next = Next.NOTHING;
    step = stepNumber;
    emitted = 0;
    try {
      switch (what) {
        case ROW -> handleRow();
        case WATERMARK -> {
          watermark = advanceTo;
          firing = true;
          for (int p = 0; p < outputs.size(); p++) {
            List<Route> routes = outputs.get(p);
            for (int i = 0; i < routes.size(); i++) {
              routes.get(i).sendWatermark(sequence, advanceTo);
            }
          }
        }
        case TIMER -> handleTimer();
        case NOTHING -> throw new IllegalStateException("nothing was prepared");
      }
    } catch (FlowException e) {
      throw e;
    } catch (Exception e) {
      throw Failures.ofOperator(node, sequence, step, what == Next.ROW ? describeRow() : null, e);
    } catch (StackOverflowError | LinkageError e) {
      throw Failures.ofOperator(node, sequence, step, what == Next.ROW ? describeRow() : null, e);
    }
  }

  private void handleRow() throws Exception {
    Channel c = Objects.requireNonNull(current);
    Row row = c.row();
    rowsIn++;
    if (operator == null) {
      long h = RowHash.of(row);
      digest.add(h);
      hashes.add(h, sequence, null);
      if (emissions != null) {
        emissions.row(sequence, step, row);
      }
      if (!muted) {
        Objects.requireNonNull(writer, "sink is not open").write(row);
      }
    } else {
      place = c.rowPlace();
      edgeOrder = c.order;
      store.enter(c.rowKey(rowKey), sequence, step);
      Objects.requireNonNull(acting).onRow(c.port, row, context);
    }
    c.takeRow();
  }

  private void handleTimer() throws Exception {
    Timer t = Objects.requireNonNull(timer);
    timer = null;
    store.timers().remove(Keys.timer(t.time(), t.key(), t.name()));
    place = placed ? Place.ofTimer(rank, t.time(), t.key(), t.name()) : null;
    edgeOrder = 0;
    store.enter(t.key(), sequence, step);
    Objects.requireNonNull(acting).onTimer(t.name(), t.time(), context);
  }

  private String describeRow() {
    return current != null && current.hasRow() ? Failures.rowText(node, current) : "";
  }

  /** Gives up whatever was under way; what the channels hold is dropped. */
  void abandon() {
    next = Next.NOTHING;
    firing = false;
    current = null;
    timer = null;
    decodedFor = -1;
    resetChannels();
  }

  /** The channel whose row is the next step. */
  Channel currentChannel() {
    return Objects.requireNonNull(current);
  }

  Timer currentTimer() {
    return Objects.requireNonNull(timer);
  }

  long advanceTo() {
    return advanceTo;
  }

  @Override
  public Row output(int port) {
    Row row = scratch[port];
    row.clear();
    return row;
  }

  @Override
  public void emit(int port, Row row) {
    long h = RowHash.of(row);
    Place p = placed ? Place.derive(place, rank, edgeOrder, emitted) : null;
    emitted++;
    rowsOut++;
    digest.add(h);
    hashes.add(h, sequence, p);
    if (emissions != null) {
      emissions.row(sequence, step, row);
    }
    List<Route> routes = outputs.get(port);
    for (int i = 0; i < routes.size(); i++) {
      routes.get(i).send(row, sequence, p);
    }
  }

  @Override
  public long watermark() {
    return watermark;
  }

  @Override
  public Row key() {
    StateKey current = store.key();
    KeyCodec codec = Objects.requireNonNull(keyCodec, "not keyed");
    if (key == null) {
      key = new Row(codec.schema().size());
    }
    if (decodedFor != store.entered()) {
      current.decode(codec, key);
      decodedFor = store.entered();
    }
    return key;
  }

  @Override
  public void registerTimer(String name, long time) {
    store.registerTimer(name, time);
  }

  @Override
  public void deleteTimer(String name, long time) {
    store.deleteTimer(name, time);
  }

  @Override
  public ValueState valueState(String name) {
    return store.value(name);
  }

  @Override
  public ListState listState(String name) {
    return store.list(name);
  }

  @Override
  public MapState mapState(String name) {
    return store.map(name);
  }
}
