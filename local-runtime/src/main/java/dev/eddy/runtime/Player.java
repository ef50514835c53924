package dev.eddy.runtime;

import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.SplitPosition;
import dev.eddy.runtime.flow.Closing;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.Gate;
import dev.eddy.runtime.flow.GateEvent;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.Network.Frame;
import dev.eddy.runtime.flow.Sources;
import dev.eddy.runtime.io.RecordingInfo;
import dev.eddy.runtime.record.Checkpoint;
import dev.eddy.runtime.record.History;
import dev.eddy.runtime.record.Recording;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A network and the moment where it stands. It plays event by event and step by step: up to the
 * live edge from the history with sinks muted, beyond it from the gate, recorded by a {@link
 * Recorder}. Keyframes can be put back. Owned by the run's thread.
 */
final class Player implements AutoCloseable {
  static final BooleanSupplier NEVER = () -> false;

  private static final VarHandle BEATS;

  static {
    try {
      BEATS = MethodHandles.lookup().findVarHandle(Player.class, "beats", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Events between two looks at the clock and at what is due. */
  private static final int BURST_EVENTS = 1024;

  /** What waits at the exchanges of a parallel run before it is worked off, in bytes. */
  private static final long EPOCH_BYTES = 64L << 20;

  private final LoadedPlan loaded;
  private final Sources sources;
  private final History history;
  private final @Nullable Gate gate;

  private final @Nullable ThreadLooks looks;

  private final Recorder recorder;
  private final Ground ground;
  private final Keyframes keyframes;
  private final KeyframeSpacing spacing;
  private final Meter meter;
  private final Networks networks;
  private Network network;
  private final RecordedEvents recorded;
  private @Nullable GateEvent delivered;
  private final Pump pump;

  private long sequence = 1;
  private int step;
  private Moment edge;
  private boolean complete;
  private boolean astray;
  private boolean preparing;

  @SuppressWarnings("unused") // By BEATS.
  private long beats;

  /**
   * @param live whether there is new ground to make
   * @param from the checkpoint where it stands; null for the start
   */
  Player(
      LoadedPlan loaded,
      Sources sources,
      Recording recording,
      RunOptions options,
      boolean live,
      @Nullable Checkpoint from)
      throws FlowException, IOException {
    this.loaded = loaded;
    this.sources = sources;
    this.history = new History(sources);
    this.recorded = new RecordedEvents(history);
    this.keyframes = new Keyframes(options.historyBytes(), new HeapPressure());
    this.spacing = new KeyframeSpacing(keyframes);
    this.meter = new Meter(loaded.size(), loaded.plan().edges().size(), System::nanoTime);
    List<SplitPosition> positions =
        from == null ? Collections.nCopies(sources.total(), SplitPosition.START) : from.positions();
    recording.keep(sources, options.keptBytes());
    recording.restore(history, positions);
    boolean[] ended = from == null ? new boolean[sources.total()] : from.ended();
    this.gate =
        live ? new Gate(sources, positions, ended, options.clock(), loaded.needsClock()) : null;
    this.recorder = new Recorder(loaded, recording, history, options, gate, from);
    this.ground = new Ground(recorder);
    this.pump = new Pump(recorder, options.epochRows());
    @Nullable Checkpoint start = recording.start();
    // Last of what may fail before somebody closes it.
    this.networks = new Networks(loaded, sources, Networks.backend(options, live), start);
    edge = new Moment(from == null ? history.end() : from.sequence(), 0);
    Network built;
    try {
      built = live ? networks.live(options) : networks.empty();
    } catch (FlowException | RuntimeException | Error e) {
      new Closing().then(networks::close).suppressedBy(e);
      throw e;
    }
    this.network = built;
    try {
      load(from);
      // Last, for nobody ends its thread where something before it fails.
      this.looks = built.parallelism() > 1 ? new ThreadLooks(built, meter) : null;
    } catch (FlowException | IOException | RuntimeException | Error e) {
      new Closing().then(history::close).then(built::close).then(networks::close).suppressedBy(e);
      throw e;
    }
  }

  /** Puts the state of the start or of a checkpoint into the network, which has none yet. */
  private void load(@Nullable Checkpoint from) throws FlowException, IOException {
    ground.silence(network);
    if (from == null) {
      networks.toStart(network);
    }
    if (network.parallelism() == 1) {
      keyframes.put(1, network.frame());
    }
    if (from != null) {
      from.load(network);
      sequence = from.sequence();
      if (network.parallelism() == 1) {
        keyframes.put(sequence, network.frame());
      }
    }
    if (gate != null) {
      gate.ticked(network.time());
      // Not of the network of now: a parallel run may become one of a single thread.
      gate.timers(() -> network.state().nextClockTimerTime());
    }
  }

  LoadedPlan loaded() {
    return loaded;
  }

  Sources sources() {
    return sources;
  }

  History history() {
    return history;
  }

  Network network() {
    return network;
  }

  Meter meter() {
    return meter;
  }

  Recorder recorder() {
    return recorder;
  }

  Keyframes keyframes() {
    return keyframes;
  }

  long sequence() {
    return sequence;
  }

  int step() {
    return step;
  }

  /** Where it stands; the start is (1, 0). */
  Moment here() {
    return new Moment(sequence, step);
  }

  /** The furthest moment; on new ground it moves along with the present one. */
  Moment edge() {
    if (!isPast()) {
      edge = here();
    }
    return edge;
  }

  /** Sets the live edge, after a failure behind it. */
  void edge(Moment moment) {
    edge = moment;
  }

  boolean isPast() {
    return sequence < edge.sequence() || sequence == edge.sequence() && step < edge.step();
  }

  /** Whether new ground can be made at the live edge. */
  boolean live() {
    return gate != null && !complete;
  }

  /** Whether it was made by this run and may go on; false for a recording that is looked at. */
  boolean hasGate() {
    return gate != null;
  }

  boolean complete() {
    return complete;
  }

  /** From now on no new ground is made. */
  void setComplete() {
    complete = true;
  }

  /** Whether there is nothing left to deliver: no recorded event, and no source that goes on. */
  boolean atEnd() {
    return sequence >= history.end() && (!live() || network.gauges().ended());
  }

  /** Sequence after the last event that is recorded. */
  long recorded() {
    return history.end();
  }

  private void ground() throws FlowException {
    ground.enter(network, !isPast() && live());
  }

  /** Changes with every event that is played; for other threads, to see that it gets on. */
  long beats() {
    return (long) BEATS.getOpaque(this);
  }

  /** An event is played. */
  void beat() {
    BEATS.setOpaque(this, beats + 1);
  }

  /** Step 0: lets the next event in. False when interrupted while waiting for it. */
  boolean deliver(BooleanSupplier interrupt) throws FlowException, IOException {
    ground();
    beat();
    if (sequence < history.end()) {
      GateEvent event = recorded.at(sequence);
      delivered = event;
      network.deliver(sequence, event);
    } else {
      recorded.leave();
      Gate g = Objects.requireNonNull(gate);
      GateEvent event;
      try {
        event = g.next(interrupt);
      } catch (FlowException e) {
        // Everything before the row that cannot be read is whole: keep it.
        recorder.checkpoint(network, sequence);
        throw e;
      }
      if (event == null) {
        return false;
      }
      meter.begin(sequence);
      recorder.append(g);
      delivered = event;
      network.deliver(sequence, event);
      if (meter.on()) {
        meter.worked(loaded.sources().get(event.source()));
      }
    }
    step = 1;
    settle();
    return true;
  }

  /** Sequences of events that could not be read again, and why. */
  SortedMap<Long, String> gaps() {
    return recorded.gaps();
  }

  /** The event that was let in last; its row is valid until the next one is. */
  GateEvent delivered() {
    return Objects.requireNonNull(delivered);
  }

  /** A step of the cascade that is under way. */
  void work() throws FlowException, IOException {
    ground();
    if (meter.on()) {
      measured();
    } else {
      network.perform(sequence, step);
    }
    step++;
    settle();
  }

  private void measured() throws FlowException {
    int rank = network.nextRank();
    int e = network.nextEdge();
    if (e >= 0) {
      meter.row(e, network.nextRow());
    }
    network.perform(sequence, step);
    meter.worked(rank);
  }

  /** After a step: finds out whether the cascade is over, and moves the live edge. */
  private void settle() throws FlowException, IOException {
    spacing.played(1);
    boolean onNewGround = ground.isNew();
    if (!network.prepare()) {
      meter.end();
      sequence++;
      step = 0;
      if (onNewGround) {
        recorder.settle(network, sequence);
      }
      keyframe();
    }
  }

  /** A step; for replays, which stay within what was reached. */
  void advanceOne() throws FlowException, IOException {
    if (step > 0) {
      work();
    } else {
      deliver(NEVER);
    }
  }

  void replayTo(Moment target) throws FlowException, IOException {
    while (sequence < target.sequence() || sequence == target.sequence() && step < target.step()) {
      if (step == 0 && sequence < target.sequence() && sequence < history.end()) {
        again(Math.min(target.sequence(), history.end()), NEVER);
      } else {
        advanceOne();
      }
    }
  }

  /**
   * As {@link #again}, with a network of which parts are cut off: afterwards it stands at no moment
   * of the run until a keyframe is put back.
   */
  boolean scout(long until, BooleanSupplier interrupt) throws FlowException, IOException {
    ground();
    astray = true;
    while (sequence < until) {
      GateEvent e = recorded.at(sequence);
      push(e.source(), e.split(), e.port(), e.row());
      if (sequence < until && interrupt.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #again}; the keyframes that it makes are to last. */
  boolean prepare(long until, BooleanSupplier interrupt) throws FlowException, IOException {
    preparing = true;
    try {
      return again(until, interrupt);
    } finally {
      preparing = false;
    }
  }

  /**
   * After a trap was sprung: goes to the moment before the row that did it. On new ground that is
   * the live edge from now on. What the steps before it gave to sinks stays; but the step that gave
   * the row was not done to its end, so its rows are hashed again.
   */
  void sprung(Navigator navigator) throws FlowException, IOException {
    Moment at = here();
    edge();
    astray = true;
    if (!ground.isNew()) {
      navigator.goTo(at);
      return;
    }
    long[] given = recorder.given(network);
    navigator.goTo(new Moment(at.sequence(), 0));
    recorder.takeBack(network, given);
    network.hashing().on(true);
    while (here().compareTo(at) < 0) {
      advanceOne();
    }
    recorder.stash(network);
    network.hashing().on(false);
  }

  /** Whether the network stands at no moment of the run, see {@link #scout}. */
  boolean isAstray() {
    return astray;
  }

  /** Puts a keyframe back; {@code at} is the sequence of the first event after it. */
  void restore(long at, Frame frame) {
    edge();
    ground.leave(network);
    network.seek(frame);
    astray = false;
    sequence = at;
    step = 0;
    spacing.restart(at);
  }

  /**
   * Some whole events by the fast path, on old or new ground, between two events; with one subtask
   * for each operator.
   *
   * @return false when it was interrupted
   */
  boolean fast(BooleanSupplier interrupt) throws FlowException, IOException {
    if (isPast()) {
      if (sequence == edge.sequence()) {
        return deliver(interrupt);
      }
      return again(Math.min(edge.sequence(), sequence + BURST_EVENTS), interrupt);
    }
    if (meter.wants(sequence)) {
      return deliver(interrupt);
    }
    if (sequence < history.end()) {
      return again(Math.min(history.end(), sequence + BURST_EVENTS), interrupt);
    }
    return onward(interrupt);
  }

  /**
   * Events that are recorded, up to a sequence, by the fast path; from between two events.
   *
   * @param interrupt asked between two events
   */
  boolean again(long until, BooleanSupplier interrupt) throws FlowException, IOException {
    ground();
    while (sequence < until) {
      GateEvent e = recorded.at(sequence);
      push(e.source(), e.split(), e.port(), e.row());
      keyframe();
      if (sequence < until && interrupt.getAsBoolean()) {
        return false;
      }
    }
    return true;
  }

  private void push(int source, int split, int port, Row row) throws FlowException {
    beat();
    try {
      network.push(sequence, source, split, port, row);
    } catch (FlowException e) {
      step = network.step();
      throw e;
    }
    spacing.played(network.step() + 1);
    sequence++;
  }

  /** New events of the gate. */
  private boolean onward(BooleanSupplier interrupt) throws FlowException, IOException {
    ground();
    recorded.leave();
    Gate g = Objects.requireNonNull(gate);
    long until =
        sequence
            + (g.isPaced() ? 1 : Math.max(1, Math.min(BURST_EVENTS, recorder.untilDue(sequence))));
    until = Math.min(until, meter.next(sequence));
    boolean given = true;
    while (given && sequence < until) {
      int number = network.canPump() ? g.streaming() : -1;
      if (number >= 0) {
        pump(g, number, until - sequence);
      }
      // At the end of what can be pumped stands an event of another kind.
      if (number < 0 || pump.done() == 0) {
        given = one(g, interrupt);
      }
      if (sequence < until && interrupt.getAsBoolean()) {
        given = false;
      }
    }
    recorder.settle(network, sequence);
    keyframe();
    return given || g.ended();
  }

  /** One new event; false where the gate gives none. */
  private boolean one(Gate g, BooleanSupplier interrupt) throws FlowException, IOException {
    boolean given;
    try {
      given = g.advance(interrupt);
    } catch (FlowException e) {
      // Everything before the row that cannot be read is whole: keep it.
      recorder.checkpoint(network, sequence);
      throw e;
    }
    if (given) {
      recorder.append(g);
      push(g.source(), g.split(), g.port(), g.row());
    }
    return given;
  }

  /** Some new rows, as many as take little time. */
  private void pump(Gate g, int number, long most) throws FlowException {
    beat();
    try {
      pump.go(network, g, number, sequence, most);
    } catch (FlowException e) {
      step = network.step();
      throw e;
    } finally {
      sequence += pump.done();
      spacing.played(pump.steps());
    }
  }

  /** See {@link Pump#appendCaught}. */
  void appendCaught() throws FlowException, IOException {
    pump.appendCaught(network, sequence);
  }

  private void keyframe() {
    spacing.offer(network, sequence, preparing || !isPast() && live());
  }

  /**
   * Many events at a time, on several threads; the next ones of the gate, at most so many and for
   * so long.
   *
   * @return false when the gate gave none because it was interrupted or has to wait
   */
  boolean epoch(long events, long nanos, BooleanSupplier interrupt)
      throws FlowException, IOException {
    Gate g = Objects.requireNonNull(gate);
    ground();
    long started = System.nanoTime();
    long next = sequence;
    FlowException broken = null;
    boolean waiting = false;
    // An epoch does not run past the next checkpoint: small ones fall where they do at other
    // parallelisms. Large ones may wait for the clock (see Recorder.postpone) and fall anywhere.
    long limit = Math.max(1, Math.min(events, recorder.untilCheckpoint(sequence)));
    while (next - sequence < limit) {
      boolean given;
      try {
        boolean begun = next > sequence;
        given =
            g.advance(
                () -> interrupt.getAsBoolean() || begun && System.nanoTime() - started > nanos);
      } catch (FlowException e) {
        broken = e;
        break;
      }
      if (!given) {
        waiting = !g.ended();
        break;
      }
      recorder.append(g);
      beat();
      meter.pushed(next);
      network.push(next++, g.source(), g.split(), g.port(), g.row());
      if ((next & 63) == 0 || g.isPaced()) {
        if (System.nanoTime() - started > nanos || network.waitingBytes() > EPOCH_BYTES) {
          break;
        }
      }
    }
    network.runStages();
    meter.epochDone();
    sequence = next;
    recorder.settle(network, sequence);
    if (broken != null) {
      recorder.checkpoint(network, sequence);
      throw broken;
    }
    return !waiting;
  }

  /** A network of the same plan with one subtask for each operator, and without any state. */
  Network empty() throws FlowException {
    return networks.empty();
  }

  /**
   * Turns a parallel run into one of a single thread, which can take keyframes and single steps.
   */
  void single() throws FlowException {
    if (network.parallelism() == 1) {
      return;
    }
    if (ground.isNew()) {
      recorder.stash(network);
    }
    try (Network first = networks.atStart()) {
      keyframes.put(1, first.frame());
    }
    Network one = networks.empty();
    network.copyTo(one);
    keyframes.put(sequence, one.frame());
    use(one);
  }

  private void use(Network one) {
    if (looks != null) {
      looks.close();
    }
    Network before = network;
    network = one;
    ground.hand(network);
    recorder.attach(network);
    // Last: where an operator fails to close, the run goes on in the other network all the same.
    before.close();
  }

  /** After a failure: nothing more is written, nor kept of what the network says. */
  void silence() {
    ground.silence(network);
  }

  /** After the failure of a parallel run: at the start, with a single thread. */
  void startAgain() throws FlowException {
    Network one = networks.atStart();
    keyframes.put(1, one.frame());
    use(one);
  }

  /** At the live edge, between two events: the run is over and its recording complete. */
  void seal(RecordingInfo.Status status) throws FlowException, IOException {
    ground();
    recorder.seal(network, sequence, status);
    complete = true;
    silence();
  }

  /**
   * Lets go of everything.
   *
   * @param whole whether the operators stand between two events at the live edge, so that the open
   *     block can be kept
   */
  void close(boolean whole) {
    Closing closing = new Closing();
    if (looks != null) {
      closing.then(looks::close);
    }
    if (gate != null) {
      if (whole && !complete && !isPast() && step == 0) {
        closing.then(this::flush);
      }
      closing.then(gate::close);
    }
    closing
        .then(recorder::closeSinks)
        .then(history::close)
        .then(network::close)
        .then(networks::close)
        .end();
  }

  private void flush() {
    try {
      recorder.flush(network);
    } catch (FlowException | IOException e) {
      System.getLogger(Player.class.getName())
          .log(System.Logger.Level.WARNING, "the end of the journal is lost", e);
    }
  }

  @Override
  public void close() {
    close(true);
  }
}
