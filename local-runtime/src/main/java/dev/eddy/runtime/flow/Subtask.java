package dev.eddy.runtime.flow;

import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.operator.ListState;
import dev.eddy.operator.MapState;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.SinkWriter;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import dev.eddy.runtime.state.KeyedStore;
import dev.eddy.runtime.state.StateKey;
import dev.eddy.runtime.state.Timer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One subtask of an operator or sink. Rows and watermarks come straight from the operator before it
 * in the chain ({@link #row}, {@link #advanceAndFire}) and what it emits goes on before {@code
 * emit} returns; at the head of a fragment they come from channels ({@link #poll}), merged in the
 * one order that does not depend on how it is run. Used by one thread at a time.
 *
 * <p>Here is what works in every case: step by step, witnessed, with places. Subclasses do the
 * other rows with less, and each of their objects has a class of its own (see {@link Copies}), so
 * that the compiler sees one operator and one successor where it runs.
 */
abstract class Subtask implements OperatorContext {
  /**
   * What a subtask is made of.
   *
   * @param operator null for a sink
   * @param keyCodec null where the operator is not keyed
   * @param placed whether rows must carry their place
   * @param merged whether the hashes of several subtasks are put together
   */
  record Parts(
      PlanNode node,
      int rank,
      @Nullable Operator operator,
      @Nullable KeyCodec keyCodec,
      KeyedStore store,
      Turn turn,
      boolean placed,
      boolean merged) {}

  private static final Channel NOWHERE = new Channel(-1, 0, 0, 0);

  final PlanNode node;
  final int rank;
  final Inbox inbox = new Inbox();
  final KeyedStore store;
  final Digest digest = new Digest();
  final Hashes hashes;
  final @Nullable Operator operator;
  final boolean sink;
  final Turn turn;
  @Nullable SinkWriter writer;
  long watermark = Long.MIN_VALUE;
  long rowsOut;

  /**
   * Whether rows have no places here, and nobody looks at what is emitted: then the fast path may
   * leave out what only they need. For the rows of an input see {@link Channel#plain}.
   */
  boolean quick;

  /** Whether a step of the slow path is under way here. */
  private boolean stepped;

  /**
   * The next subtask, where all that an emitted row needs is to be handed to it: nobody looks at
   * the row, its hash is not asked for, and there is one edge, without a key, whose both ends are
   * compiled together. Else null.
   */
  @Nullable Subtask bare;

  /** The channel to {@link #bare}; some other one where there is none. */
  Channel bareChannel = NOWHERE;

  /** Whether ticks of the clock are taken among what comes from channels. */
  boolean polledForTicks;

  /**
   * Whether emitted rows (at a sink: taken ones) are put into the digest: of operators with state
   * and of sinks. Others are only hashed where {@link #hashes} are kept.
   */
  final boolean summed;

  /** Told of every row that is emitted (at a sink: taken); null for nobody. */
  Network.@Nullable Emissions emissions;

  /** Whether a sink's rows are counted but not written. */
  boolean muted;

  final Route[][] outputs;
  final Row[] scratch;

  /** By output port. */
  final ContractCheck[] checks;

  final boolean keyed;

  /** Whether the state must know of each row. */
  final boolean entering;

  private final @Nullable KeyCodec keyCodec;
  private final boolean placed;

  /** Rows that came by edges which the plan has no more. */
  private long rowsOfOtherEdges;

  private long advanceTo;
  int step;
  private int emitted;
  private int edgeOrder;
  private @Nullable Place place;

  /** Of the timers that have fired by this watermark or tick, the place of the last in order. */
  private @Nullable Place furthest;

  /** How many have fired since, which were set meanwhile. */
  private int again;

  /** The row that is being handled, and what is known of it. */
  @Nullable Row given;

  int givenPort;
  long givenHash;
  private final StateKey rowKey = new StateKey();
  private long decodedFor = -1;
  private @Nullable Row key;

  /** The operator that is called: {@link #operator}, or another one that is witnessed. */
  private @Nullable Operator acting;

  private OperatorContext context = this;

  Subtask(Parts parts) {
    this.node = parts.node;
    this.rank = parts.rank;
    this.operator = parts.operator;
    this.acting = operator;
    this.sink = operator == null;
    this.keyCodec = parts.keyCodec;
    this.keyed = keyCodec != null;
    this.store = parts.store;
    boolean listed = store.specs().stream().anyMatch(s -> s.kind() == StateSpec.Kind.OPERATOR_LIST);
    this.entering = keyed || listed;
    this.summed = sink || entering;
    this.turn = parts.turn;
    this.placed = parts.placed;
    this.hashes = new Hashes(parts.merged);
    this.scratch = new Row[node.outputs().size()];
    this.outputs = new Route[scratch.length][0];
    this.checks = new ContractCheck[scratch.length];
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] = new Row(node.outputs().get(i).schema().size());
      checks[i] = new ContractCheck(node.outputs().get(i));
    }
  }

  /**
   * To be called when who looks at the rows of this subtask has changed, or whether hashes are
   * kept.
   */
  void settleMode() {
    boolean q = !placed && !stepped && emissions == null && context == this;
    List<Channel> inputs = inbox.channels();
    for (int i = 0; i < inputs.size(); i++) {
      Channel c = inputs.get(i);
      q &= !c.cut && !c.broadcast;
    }
    quick = q;
    Route only = q && !summed && !hashes.on ? bareRoute() : null;
    bare = only == null ? null : only.direct;
    bareChannel = only == null ? NOWHERE : only.first;
    for (int i = 0; i < inputs.size(); i++) {
      Channel c = inputs.get(i);
      boolean looked = c.probe != null || c.trap != null;
      c.plain = q && !looked;
      c.watched = q && looked;
    }
  }

  /** The only route of all outputs, where its rows need only be handed on. */
  private @Nullable Route bareRoute() {
    boolean one = outputs.length == 1 && outputs[0].length == 1;
    return one && outputs[0][0].isBare() ? outputs[0][0] : null;
  }

  /** Whether what is emitted goes the general way from now on, to the stepper. */
  void stepped(boolean on) {
    stepped = on;
    settleMode();
  }

  /** Rows that were taken since the start of the run, each counted by one subtask. */
  long rowsIn() {
    return rowsOfOtherEdges + inbox.taken();
  }

  /** Sets {@link #rowsIn}; to be called when the edges have their counts. */
  void rowsIn(long rows) {
    rowsOfOtherEdges += rows - rowsIn();
  }

  /** Rows that the digest speaks of: emitted ones, at a sink taken ones. */
  long digested() {
    return sink ? rowsIn() : rowsOut;
  }

  void addRoute(int port, Route route) {
    Route[] more = java.util.Arrays.copyOf(outputs[port], outputs[port].length + 1);
    more[more.length - 1] = route;
    outputs[port] = more;
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
    settleMode();
  }

  /** Lets the operator itself act again. */
  void endWitness() {
    Operator other = acting;
    acting = operator;
    context = this;
    settleMode();
    if (other != null && other != operator) {
      close(other);
    }
  }

  void close() {
    Closing closing = new Closing().then(this::endWitness);
    if (operator != null) {
      closing.then(() -> close(operator));
    }
    closing.end();
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

  // From the chain.

  /**
   * Handles a row without a place and everything that it sets off in the chain, by the fast path.
   *
   * @param k its key where the operator is keyed; unchanged until the next row of the same route
   * @param hash of the row, or 0 where it is not known
   */
  abstract void row(Channel from, Row row, @Nullable StateKey k, long hash);

  /**
   * As {@link #row}, in every case, and somewhat slower.
   *
   * @param rowPlace where it stands among the rows of its gate event
   */
  final void anyRow(
      Channel from, Row row, @Nullable Place rowPlace, @Nullable StateKey k, long hash) {
    hold(from, row);
    int at = turn.next();
    step = at;
    from.taken++;
    probe(from, at, row);
    if (from.cut) {
      return;
    }
    try {
      if (operator == null) {
        take(row, hash);
      } else {
        place = rowPlace;
        edgeOrder = from.order;
        emitted = 0;
        given = row;
        givenPort = from.port;
        givenHash = hash;
        store.enter(k, turn.sequence, at);
        int before = turn.rank;
        turn.rank = rank;
        if (from.broadcast) {
          broadcast(from, row);
        } else {
          acting().onRow(from.port, row, context);
        }
        turn.rank = before;
      }
    } catch (Exception | VirtualMachineError | LinkageError e) {
      throw failed(from, row, at, e);
    }
  }

  /** Lets a row spring the trap of its edge, before its step begins; not on the slow path. */
  final void hold(Channel from, Row row) {
    Network.Trap trap = from.trap;
    if (trap != null && turn.stepper == null && trap.springs(turn.sequence, turn.step + 1, row)) {
      throw turn.abort(new TrapException(), turn.next());
    }
  }

  /** Shows a row to who looks at its edge. */
  final void probe(Channel from, int at, Row row) {
    Network.Probe probe = from.probe;
    if (probe != null) {
      probe.row(from.edge, turn.sequence, at, row);
    }
  }

  /** What to throw after a failure on a row; one that was thrown further down stays. */
  final Turn.Aborted failed(Channel from, Row row, int at, Throwable e) {
    return e instanceof Turn.Aborted aborted
        ? aborted
        : turn.abort(
            Failures.ofOperator(node, turn.sequence, at, Failures.rowText(node, from.port, row), e),
            at);
  }

  private void broadcast(Channel from, Row row) throws Exception {
    store.broadcasting(true);
    try {
      acting().onRow(from.port, row, new BroadcastContext(context));
    } finally {
      store.broadcasting(false);
    }
  }

  private void take(Row row, long hash) throws IOException {
    long h = hash != 0 ? hash : RowHash.of(row);
    digest.add(h);
    hashes.add(h, turn.sequence, null);
    if (emissions != null) {
      emissions.row(turn.sequence, step, row);
    }
    if (!muted) {
      Objects.requireNonNull(writer, "sink is not open").write(row);
    }
  }

  /** The work of a watermark that {@link #arrived} or {@link #poll} said advances. */
  void advanceAndFire() {
    begin(advanceTo);
    for (Timer t = due(); t != null; t = due()) {
      fire(t);
    }
  }

  /** Notes a watermark of one input; whether the operator's advances by it. */
  boolean arrived(Channel from, long value) {
    if (value <= from.watermark) {
      return false;
    }
    from.watermark = value;
    return advances(inbox.leastWatermark());
  }

  private boolean advances(long combined) {
    if (combined <= watermark) {
      return false;
    }
    advanceTo = combined;
    if (sink) {
      watermark = combined;
    }
    return !sink;
  }

  /** Where the watermark goes to, after {@link #arrived} or {@link #poll} said that it does. */
  long advanceTo() {
    return advanceTo;
  }

  /** The step of a watermark that advances; its timers, then {@link #sendWatermark} follow. */
  void begin(long to) {
    beginFiring();
    step = turn.next();
    watermark = to;
  }

  /** The next timer to fire, or null. */
  @Nullable Timer due() {
    return store.dueTimer(watermark);
  }

  /** Timers fire from the first one on; told before any does. */
  void beginFiring() {
    furthest = null;
    again = 0;
  }

  private Place placeOf(Timer t) {
    Place own = Place.ofTimer(rank, t);
    Place last = furthest;
    if (last == null || Place.compare(own, last) > 0) {
      furthest = own;
      again = 0;
      return own;
    }
    again++;
    return last.again(again);
  }

  /** The step of a timer. */
  void fire(Timer t) {
    int at = turn.next();
    step = at;
    store.takeTimer(t);
    place = placed ? placeOf(t) : null;
    edgeOrder = 0;
    emitted = 0;
    given = null;
    try {
      store.enter(t.key(), turn.sequence, at);
      int before = turn.rank;
      turn.rank = rank;
      act(t);
      turn.rank = before;
    } catch (Turn.Aborted e) {
      throw e;
    } catch (Exception | VirtualMachineError | LinkageError e) {
      throw turn.abort(Failures.ofOperator(node, turn.sequence, at, null, e), at);
    }
  }

  void act(Timer t) throws Exception {
    act(acting(), t, context);
  }

  static void act(Operator operator, Timer t, OperatorContext context) throws Exception {
    if (t.isByClock()) {
      operator.onProcessingTimer(t.called(), t.time(), context);
    } else {
      operator.onTimer(t.name(), t.time(), context);
    }
  }

  /** Fires the timers of processing time that are due. */
  void fireByClock(long time) {
    beginFiring();
    for (Timer t = dueByClock(time); t != null; t = dueByClock(time)) {
      fire(t);
    }
  }

  /** The next timer of processing time to fire, or null. */
  @Nullable Timer dueByClock(long time) {
    return store.dueClockTimer(time);
  }

  /** Passes the watermark on. */
  void sendWatermark() {
    turn.wave.send(outputs, watermark);
  }

  // From channels.

  /** What comes next from the channels, without handling it; sets the turn's sequence. */
  Inbox.Next poll() {
    while (true) {
      Inbox.Next next = inbox.poll(polledForTicks ? store.nextTick() : Long.MAX_VALUE);
      if (next == Inbox.Next.NOTHING) {
        return next;
      }
      if (next != Inbox.Next.WATERMARK || advances(inbox.watermark())) {
        turn.sequence = inbox.sequence();
        return next;
      }
    }
  }

  /** The row that is being handled, for another thread; empty where there is none. */
  String rowInWork() {
    Row row = given;
    try {
      return row == null ? "" : " on the row " + Failures.rowText(node, givenPort, row);
    } catch (RuntimeException e) {
      // The other thread got on meanwhile: then it is not this row.
      return "";
    }
  }

  private Operator acting() {
    return Objects.requireNonNull(acting, "a sink has no operator");
  }

  /** Handles the row that {@link #poll} found, in every case. */
  void rowOfChannel() {
    Channel c = inbox.channel();
    anyRow(c, c.row(), c.rowPlace(), c.rowKey(rowKey), 0);
    c.next();
  }

  /** Handles everything that the channels hold, and what it sets off in the chain. */
  void drain() {
    while (true) {
      switch (poll()) {
        case NOTHING -> {
          return;
        }
        case ROW -> {
          Channel c = inbox.channel();
          if (c.rowPlace() == null) {
            row(c, c.row(), c.rowKey(rowKey), 0);
            c.next();
          } else {
            rowOfChannel();
          }
        }
        case WATERMARK -> {
          advanceAndFire();
          sendWatermark();
        }
        case TICK -> fireByClock(store.takeTick());
      }
    }
  }

  /** Gives up whatever was under way; what the channels hold is dropped. */
  void abandon() {
    given = null;
    decodedFor = -1;
    inbox.reset();
  }

  // For the operator.

  @Override
  public Row output(int port) {
    Row row = scratch[port];
    row.clear();
    return row;
  }

  /** Throws where a row breaks the contract of its output. */
  final void requireContract(int port, Row row) {
    String complaint = checks[port].complaint(row);
    if (complaint != null) {
      throw turn.abort(Failures.ofOutput(node, port, turn.sequence, step, row, complaint), step);
    }
  }

  /**
   * Sends a row of the fast path on where there is no {@link #bare}. A worker's compiler is told to
   * leave this a call: what is before it in the chain is compiled without what is behind it.
   *
   * @param h its hash where it is known, else 0
   */
  final void pass(int port, Row row, long h) {
    rowsOut++;
    if (summed || hashes.on) {
      h = h != 0 ? h : RowHash.of(row);
      hashes.add(h, turn.sequence, null);
      if (summed) {
        digest.add(h);
      }
    }
    Route[] routes = outputs[port];
    for (int i = 0; i < routes.length; i++) {
      Route r = routes[i];
      Subtask next = r.direct;
      if (next != null) {
        next.row(r.first, row, r.key(row), h);
      } else {
        r.send(row, null, h);
      }
    }
  }

  @Override
  public void emit(int port, Row row) {
    if (turn.stepper != null || checks[port].isDoubtful(row)) {
      requireContract(port, row);
    }
    Place p = null;
    if (placed) {
      p = Place.derive(place, rank, edgeOrder, emitted);
      emitted++;
    }
    rowsOut++;
    long h = row == given ? givenHash : 0;
    if (summed || hashes.on) {
      h = h != 0 ? h : RowHash.of(row);
      hashes.add(h, turn.sequence, p);
    }
    if (summed) {
      digest.add(h);
    }
    if (emissions != null) {
      emissions.row(turn.sequence, step, row);
    }
    Route[] routes = outputs[port];
    for (int i = 0; i < routes.length; i++) {
      routes[i].send(row, p, h);
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
  public long processingTime() {
    if (!store.isClocked()) {
      throw new IllegalStateException("processing time is not declared in the shape");
    }
    return store.now();
  }

  @Override
  public void registerProcessingTimer(String name, long time) {
    store.registerClockTimer(name, time);
  }

  @Override
  public void deleteProcessingTimer(String name, long time) {
    store.deleteClockTimer(name, time);
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
