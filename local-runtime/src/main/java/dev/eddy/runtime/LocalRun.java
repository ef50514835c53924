package dev.eddy.runtime;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.operator.SplitPosition;
import dev.eddy.runtime.flow.Digest;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.Gate;
import dev.eddy.runtime.flow.GateEvent;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.Network.Frame;
import dev.eddy.runtime.flow.Sources;
import dev.eddy.runtime.io.RecordingInfo;
import dev.eddy.runtime.record.Checkpoint;
import dev.eddy.runtime.record.DigestBlock;
import dev.eddy.runtime.record.History;
import dev.eddy.runtime.record.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run, live or recorded. At every time it stands at a moment; it can be moved to any moment
 * that was reached before, and goes on to new ground only from the furthest one (the live edge). On
 * old ground sinks are muted and rows come from the history.
 *
 * <p>Owned by one thread at a time, the caller's; with a parallelism above 1 it borrows threads
 * during {@link #advance}. {@link #status()} may also be asked by the interrupt of a move, between
 * two events. Any first breakpoint or step turns a parallel run into one of a single thread: rows
 * are the same either way.
 */
public final class LocalRun implements AutoCloseable {
  private static final BooleanSupplier NEVER = () -> false;
  private static final int BLOCK_EVENTS = 1000;
  private static final long BLOCK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long EPOCH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Steps between two keyframes: some milliseconds of replay. */
  private static final int KEYFRAME_STEPS = 10_000;

  /** Events between the keyframes made while stepping back. */
  private static final int FINE_EVENTS = 16;

  private final LoadedPlan loaded;
  private final Plan plan;
  private final Sources sources;
  private final Recording recording;
  private final History history;
  private final RunOptions options;
  private final @Nullable Gate gate;
  private final @Nullable Checkpoint resumedFrom;
  private final Keyframes keyframes = new Keyframes();
  private final Samples samples = new Samples();
  private final SparseRows sparse;
  private final TreeSet<Moment> hits = new TreeSet<>();
  private Network network;
  private @Nullable Sinks sinks;
  private History.@Nullable Cursor cursor;
  private Watches watches = Watches.NONE;

  private long sequence = 1;
  private int step;
  private Moment edge = new Moment(1, 0);
  private long stepsSinceKeyframe;

  private boolean muted = true;
  private boolean hashing;
  private @Nullable List<int[]> stash;
  private long blockStarted = System.nanoTime();
  private long checkpoint;
  private long checkpointed = 1;
  private boolean running;
  private boolean complete;
  private boolean closed;
  private @Nullable RunException failed;
  private String reason = "";
  private @Nullable String breakpointId;
  private Map<String, String> edgeDigests = Map.of();

  private LocalRun(
      LoadedPlan loaded,
      Sources sources,
      Recording recording,
      RunOptions options,
      boolean live,
      @Nullable Checkpoint from)
      throws FlowException, IOException {
    this.loaded = loaded;
    this.plan = loaded.plan();
    this.sources = sources;
    this.recording = recording;
    this.options = options;
    this.resumedFrom = from;
    this.sparse = new SparseRows(plan.edges().size());
    this.history = new History(sources);
    List<SplitPosition> positions =
        from == null
            ? java.util.Collections.nCopies(sources.total(), SplitPosition.START)
            : from.positions();
    recording.restore(history, positions);
    this.gate =
        live
            ? new Gate(
                sources, positions, from == null ? new boolean[sources.total()] : from.ended())
            : null;
    this.network = Network.build(loaded, sources.counts(), live ? options.parallelism() : 1);
    network.mute(true);
    network.hashing(false);
    if (network.parallelism() == 1) {
      keyframes.put(1, network.frame());
    }
    for (DigestBlock d : recording.digests()) {
      long[] rows = new long[plan.nodes().size()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = network.isSource(i) ? d.nodes().get(i).count() : d.nodes().get(i).rowsIn();
      }
      samples.add(new Samples.Sample(d.end(), rows, firstWatermark(d)));
    }
    edge = new Moment(history.end(), 0);
    if (from != null) {
      from.load(network);
      sequence = from.sequence();
      checkpoint = from.number();
      checkpointed = sequence;
      edge = new Moment(sequence, 0);
      if (network.parallelism() == 1) {
        keyframes.put(sequence, network.frame());
      }
    }
  }

  private long firstWatermark(DigestBlock d) {
    int rank = timedSource();
    return rank < 0 ? Long.MIN_VALUE : d.nodes().get(rank).watermark();
  }

  /** Rank of the first source that makes watermarks, or -1. */
  private int timedSource() {
    for (int rank : loaded.sources()) {
      if (loaded.node(rank).functions().containsKey("watermark")) {
        return rank;
      }
    }
    return loaded.sources().isEmpty() ? -1 : loaded.sources().get(0);
  }

  /**
   * Starts a run with a new recording. Nothing is written to a sink before {@link #advance} or
   * {@link #step}.
   */
  public static LocalRun start(
      Plan plan, Providers providers, ClassLoader plugins, RunOptions options) throws RunException {
    Recording recording = null;
    try {
      LoadedPlan loaded = LoadedPlan.load(plan, providers, plugins, options.disk());
      Sources sources = Sources.open(loaded);
      recording = Recording.create(options.disk(), options.recording(), plan, sources.names());
      return new LocalRun(loaded, sources, recording, options, true, null);
    } catch (FlowException e) {
      closeQuietly(recording);
      throw new RunException(e.problem(), e);
    } catch (IOException e) {
      closeQuietly(recording);
      throw badRecording(options.recording(), e);
    }
  }

  /**
   * Goes on after a kill: from the newest good checkpoint, whose rows are committed again, into the
   * same recording. Of the options only those of execution count.
   */
  public static LocalRun resume(
      Path recording, Providers providers, ClassLoader plugins, RunOptions options)
      throws RunException {
    Recording opened = null;
    try {
      Recording.Resumed resumed = Recording.resume(options.disk(), recording);
      opened = resumed.recording();
      LoadedPlan loaded = LoadedPlan.load(opened.plan(), providers, plugins, options.disk());
      Sources sources = sourcesOf(opened, loaded);
      LocalRun run = new LocalRun(loaded, sources, opened, options, true, resumed.checkpoint());
      opened.status(RecordingInfo.Status.RUNNING, "");
      if (resumed.checkpoint() != null) {
        run.openSinks();
      }
      return run;
    } catch (FlowException e) {
      closeQuietly(opened);
      throw new RunException(e.problem(), e);
    } catch (IOException e) {
      closeQuietly(opened);
      throw badRecording(recording, e);
    }
  }

  /**
   * Opens a recording to look at it: sinks are muted and there is no new ground. It stands at the
   * start.
   */
  public static LocalRun open(Path recording, Providers providers, ClassLoader plugins)
      throws RunException {
    try {
      Recording opened = Recording.open(Disk.LOCAL, recording);
      LoadedPlan loaded = LoadedPlan.load(opened.plan(), providers, plugins);
      Sources sources = sourcesOf(opened, loaded);
      LocalRun run =
          new LocalRun(loaded, sources, opened, RunOptions.defaults(recording), false, null);
      run.complete = opened.info().status() == RecordingInfo.Status.FINISHED;
      run.edgeDigests = run.recordedDigests();
      if (opened.info().status() == RecordingInfo.Status.FAILED) {
        run.reason = "The run failed: " + opened.info().failure();
      }
      return run;
    } catch (FlowException e) {
      throw new RunException(e.problem(), e);
    } catch (IOException e) {
      throw badRecording(recording, e);
    }
  }

  static Sources sourcesOf(Recording recording, LoadedPlan loaded) throws FlowException {
    Sources sources = Sources.open(loaded);
    List<String> recorded = recording.info().splits();
    if (!sources.names().equals(recorded)) {
      int i = 0;
      while (i < recorded.size()
          && i < sources.total()
          && recorded.get(i).equals(sources.names().get(i))) {
        i++;
      }
      Plan.PlanNode node = sources.nodeOf(Math.min(i, sources.total() - 1));
      throw new FlowException(
          Problem.error(
              "source-edited",
              Place.node(node.id(), node.name()),
              "the files that it reads are not those of the recording: "
                  + (i < recorded.size() ? recorded.get(i) + " is gone" : "there are more now"),
              "Put the files back to go on with this recording, or run again."),
          null);
    }
    return sources;
  }

  static RunException badRecording(Path folder, IOException e) {
    if (e instanceof dev.eddy.model.io.JsonException json) {
      return new RunException(json.problem(), e);
    }
    return new RunException(
        Problem.error(
            "bad-recording",
            Place.file(folder.toString()),
            e.getMessage() == null ? e.toString() : e.getMessage(),
            "Give the folder of a recording, or a new folder for a new one."),
        e);
  }

  private static void closeQuietly(@Nullable Recording r) {
    if (r != null) {
      try {
        r.close();
      } catch (IOException e) {
        System.getLogger(LocalRun.class.getName())
            .log(System.Logger.Level.WARNING, "recording failed to close", e);
      }
    }
  }

  public Plan plan() {
    return plan;
  }

  /** The folder of the recording. */
  public Path recording() {
    return recording.folder();
  }

  /** The moment where the run stands. */
  public Moment at() {
    return sequence == 1 && step == 0 ? Moment.START : new Moment(sequence, step);
  }

  public Moment liveEdge() {
    Moment e = edge();
    return e.sequence() == 1 && e.step() == 0 ? Moment.START : e;
  }

  /** The furthest moment; on new ground it moves along with the present one. */
  private Moment edge() {
    if (!isPast()) {
      edge = new Moment(sequence, step);
    }
    return edge;
  }

  // Moving.

  /** Forward, through the recorded past and then on new ground, to the next stop. */
  public Stop advance(BooleanSupplier interrupt) throws RunException {
    begin();
    try {
      if (network.parallelism() > 1) {
        if (!watches.any()) {
          return epochs(interrupt);
        }
        single();
      }
      return forward(interrupt);
    } catch (FlowException | IOException e) {
      throw fail(e);
    } finally {
      running = false;
    }
  }

  private Stop forward(BooleanSupplier interrupt) throws FlowException, IOException {
    boolean first = true;
    boolean watching = watches.any();
    while (true) {
      if (step == 0) {
        if (interrupt.getAsBoolean()) {
          return stopped(Stop.INTERRUPTED, "Paused.");
        }
        if (atEnd()) {
          return end();
        }
        if (!deliver(interrupt)) {
          return stopped(Stop.INTERRUPTED, "Paused.");
        }
      } else {
        if (watching && !first) {
          int e = network.nextEdge();
          String id = e < 0 ? null : watches.hit(e, network.nextRow());
          if (id != null) {
            hits.add(at());
            breakpointId = id;
            return stopped(Stop.at(id), describeStop(e));
          }
        }
        work();
      }
      first = false;
    }
  }

  private Stop stopped(Stop stop, String why) {
    reason = why;
    return stop;
  }

  private String describeStop(int e) {
    PlanEdge edgeHit = plan.edges().get(e);
    return "Stops before row "
        + grouped(network.rowsOfEdge(e) + 1)
        + " from "
        + plan.nodes().get(edgeHit.from()).name()
        + " to "
        + plan.nodes().get(edgeHit.to()).name()
        + ".";
  }

  private static String grouped(long n) {
    return String.format(java.util.Locale.ROOT, "%,d", n).replace(',', '\u202f');
  }

  private Stop end() throws FlowException, IOException {
    if (gate != null && network.ended() && !complete) {
      seal(RecordingInfo.Status.FINISHED);
    }
    return stopped(
        Stop.END,
        gate != null && complete ? "All sources have ended." : "The recording ends here.");
  }

  /** Whether there is nothing left to deliver: no recorded event, and no source that goes on. */
  private boolean atEnd() {
    return sequence >= history.end() && (gate == null || complete || network.ended());
  }

  private boolean isPast() {
    return sequence < edge.sequence() || sequence == edge.sequence() && step < edge.step();
  }

  /** Sinks write and hashes are kept on new ground only. */
  private void ground() throws FlowException {
    boolean past = isPast() || gate == null || complete;
    if (past != muted) {
      if (!past && sinks == null) {
        openSinks();
      }
      muted = past;
      network.mute(past);
    }
    if (past == hashing) {
      if (past) {
        stashHashes();
      }
      hashing = !past;
      network.hashing(hashing);
    }
  }

  private Sinks openSinks() throws FlowException {
    Sinks opened = Sinks.open(loaded, resumedFrom == null ? null : resumedFrom.sinks());
    opened.attach(network);
    sinks = opened;
    return opened;
  }

  /** Leaves new ground: keeps what belongs to the open block. */
  private void stashHashes() {
    edgeDigests = sinkDigests();
    stash = join(stash, network.takeHashes());
  }

  private static List<int[]> join(@Nullable List<int[]> a, List<int[]> b) {
    if (a == null) {
      return b;
    }
    List<int[]> out = new ArrayList<>();
    for (int i = 0; i < b.size(); i++) {
      int[] both = Arrays.copyOf(a.get(i), a.get(i).length + b.get(i).length);
      System.arraycopy(b.get(i), 0, both, a.get(i).length, b.get(i).length);
      out.add(both);
    }
    return out;
  }

  /** Step 0: lets the next event in. False when interrupted while waiting for it. */
  private boolean deliver(BooleanSupplier interrupt) throws FlowException, IOException {
    ground();
    if (sequence < history.end()) {
      if (cursor == null || cursor.sequence() != sequence) {
        cursor = history.cursor(sequence);
      }
      network.deliver(sequence, cursor.next());
    } else {
      cursor = null;
      Gate g = java.util.Objects.requireNonNull(gate);
      GateEvent event;
      try {
        event = g.next(interrupt);
      } catch (FlowException e) {
        // Everything before the row that cannot be read is whole: keep it.
        checkpoint();
        throw e;
      }
      if (event == null) {
        return false;
      }
      history.append(event, g.number(), g.hash());
      network.deliver(sequence, event);
    }
    step = 1;
    settle();
    return true;
  }

  /** A step of the cascade that is under way. */
  private void work() throws FlowException, IOException {
    ground();
    if (hashing) {
      int e = network.nextEdge();
      if (e >= 0) {
        sparse.add(e, network.rowsOfEdge(e), sequence, step, network.nextRow());
      }
    }
    network.perform(sequence, step);
    step++;
    settle();
  }

  /** After a step: finds out whether the cascade is over, and moves the live edge. */
  private void settle() throws FlowException, IOException {
    stepsSinceKeyframe++;
    boolean onNewGround = hashing;
    if (!network.prepare()) {
      sequence++;
      step = 0;
      if (onNewGround) {
        newGround();
      }
      if (stepsSinceKeyframe >= KEYFRAME_STEPS && !keyframes.has(sequence)) {
        keyframes.put(sequence, network.frame());
        stepsSinceKeyframe = 0;
      }
    }
  }

  /** What is due between two events on new ground. */
  private void newGround() throws FlowException, IOException {
    if (samples.wants(sequence)) {
      sample();
    }
    if (history.openCount() >= BLOCK_EVENTS || System.nanoTime() - blockStarted > BLOCK_NANOS) {
      flush();
    }
    if (options.checkpointRows() > 0 && sequence - checkpointed >= options.checkpointRows()) {
      checkpoint();
    }
  }

  private void sample() {
    long[] rows = new long[plan.nodes().size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = network.isSource(i) ? network.rowsOut(i) : network.rowsIn(i);
    }
    int timed = timedSource();
    samples.add(
        new Samples.Sample(sequence, rows, timed < 0 ? Long.MIN_VALUE : network.watermark(timed)));
  }

  private void flush() throws IOException {
    if (gate != null && history.openCount() > 0) {
      List<int[]> hashes = join(stash, network.takeHashes());
      stash = null;
      recording.append(history, gate.positions(), network, hashes);
    }
    blockStarted = System.nanoTime();
  }

  /** At the live edge, between two events: a checkpoint, then its commit. */
  private void checkpoint() throws FlowException, IOException {
    flush();
    Gate g = java.util.Objects.requireNonNull(gate);
    Sinks open = sinks == null ? openSinks() : sinks;
    checkpoint++;
    List<Checkpoint.SinkState> states = open.prepare(checkpoint);
    recording.checkpoint(network, checkpoint, sequence, g.positions(), g.endedSplits(), states);
    checkpointed = sequence;
    open.commit(states);
  }

  /** Many events at a time, on several threads. */
  private Stop epochs(BooleanSupplier interrupt) throws FlowException, IOException {
    Gate g = java.util.Objects.requireNonNull(gate);
    ground();
    while (true) {
      if (interrupt.getAsBoolean()) {
        return stopped(Stop.INTERRUPTED, "Paused.");
      }
      if (network.ended()) {
        return end();
      }
      long started = System.nanoTime();
      long next = sequence;
      FlowException broken = null;
      boolean waiting = false;
      // An epoch does not run past the next checkpoint, so that checkpoints fall where they do at
      // other parallelisms.
      long limit =
          options.checkpointRows() > 0
              ? Math.min(options.epochRows(), checkpointed + options.checkpointRows() - sequence)
              : options.epochRows();
      while (next - sequence < Math.max(1, limit)) {
        GateEvent event;
        try {
          boolean begun = next > sequence;
          event =
              g.next(
                  () ->
                      interrupt.getAsBoolean()
                          || begun && System.nanoTime() - started > EPOCH_NANOS);
        } catch (FlowException e) {
          broken = e;
          break;
        }
        if (event == null) {
          waiting = !g.ended();
          break;
        }
        history.append(event, g.number(), g.hash());
        network.deliver(next++, event);
        if (System.nanoTime() - started > EPOCH_NANOS) {
          break;
        }
      }
      network.runEpoch();
      sequence = next;
      newGround();
      if (broken != null) {
        checkpoint();
        throw broken;
      }
      if (waiting && interrupt.getAsBoolean()) {
        return stopped(Stop.INTERRUPTED, "Paused.");
      }
    }
  }

  /**
   * Turns a parallel run into one of a single thread, which can take keyframes and single steps.
   */
  private void single() throws FlowException {
    if (network.parallelism() == 1) {
      return;
    }
    if (hashing) {
      stashHashes();
    }
    Network one = Network.build(loaded, sources.counts(), 1);
    keyframes.put(1, one.frame());
    network.copyTo(one);
    keyframes.put(sequence, one.frame());
    use(one);
  }

  private void use(Network one) {
    network.close();
    network = one;
    network.mute(muted);
    network.hashing(hashing);
    if (sinks != null) {
      sinks.attach(network);
    }
  }

  /** One step of the cascade; on new ground where the moment is the live edge. */
  public void step() throws RunException {
    move(
        () -> {
          if (step > 0) {
            work();
          } else if (!atEnd()) {
            deliver(NEVER);
          } else {
            end();
          }
        });
  }

  public void stepBack() throws RunException {
    move(
        () -> {
          Moment here = new Moment(sequence, step);
          if (here.step() > 0) {
            rewind(here.sequence(), true);
            replayTo(new Moment(here.sequence(), here.step() - 1));
          } else if (here.sequence() > 1) {
            long before = here.sequence() - 1;
            rewind(before, true);
            int last = 0;
            while (sequence == before) {
              last = step;
              advanceOne();
            }
            rewind(before, true);
            replayTo(new Moment(before, last));
          }
        });
  }

  /** To a moment; a later one than the live edge means the live edge. */
  public void seek(Moment moment) throws RunException {
    move(() -> goTo(moment));
  }

  /** Back to the breakpoint hit before, or to the start. */
  public Stop reverse(BooleanSupplier interrupt) throws RunException {
    Stop[] result = {Stop.END};
    move(
        () -> {
          Moment here = new Moment(sequence, step);
          Moment upTo = here;
          Map.Entry<Long, Frame> from =
              floor(here.step() > 0 ? here.sequence() : here.sequence() - 1);
          while (watches.any()) {
            restore(from);
            Moment last = null;
            String id = null;
            int onEdge = -1;
            while (new Moment(sequence, step).compareTo(upTo) < 0) {
              if (step > 0) {
                int e = network.nextEdge();
                String hit = e < 0 ? null : watches.hit(e, network.nextRow());
                if (hit != null) {
                  last = new Moment(sequence, step);
                  id = hit;
                  onEdge = e;
                }
              } else if (interrupt.getAsBoolean()) {
                goTo(here);
                result[0] = stopped(Stop.INTERRUPTED, "Paused.");
                return;
              }
              advanceOne();
            }
            if (last != null && id != null) {
              goTo(last);
              hits.add(last);
              breakpointId = id;
              result[0] = stopped(Stop.at(id), describeStop(onEdge));
              return;
            }
            upTo = new Moment(from.getKey(), 0);
            if (from.getKey() <= 1) {
              break;
            }
            from = floor(from.getKey() - 1);
          }
          goTo(Moment.START);
          reason = "The start of the run.";
        });
    return result[0];
  }

  /** Something that moves the run, or looks at it and moves back. */
  private interface Move {
    void go() throws FlowException, IOException, RunException;
  }

  private void move(Move m) throws RunException {
    begin();
    try {
      single();
      m.go();
    } catch (FlowException | IOException e) {
      throw fail(e);
    } finally {
      running = false;
    }
  }

  private void begin() throws RunException {
    if (closed) {
      throw new IllegalStateException("the run is closed");
    }
    if (running) {
      throw new IllegalStateException("the run is moving");
    }
    running = true;
    reason = "";
    breakpointId = null;
  }

  private void goTo(Moment moment) throws FlowException, IOException {
    Moment target = moment.compareTo(edge()) > 0 ? edge : moment;
    if (target.sequence() == 0) {
      target = new Moment(1, 0);
    }
    Moment here = new Moment(sequence, step);
    long nearest = floor(target.sequence()).getKey();
    if (target.compareTo(here) < 0 || nearest > sequence) {
      rewind(target.sequence(), false);
    }
    replayTo(target);
  }

  private void replayTo(Moment target) throws FlowException, IOException {
    while (sequence < target.sequence() || sequence == target.sequence() && step < target.step()) {
      advanceOne();
    }
  }

  /** A step that stays within what was reached, for replays. */
  private void advanceOne() throws FlowException, IOException {
    if (step > 0) {
      work();
    } else {
      deliver(NEVER);
    }
  }

  /** Puts back the nearest keyframe at or before the event, then goes to the event's beginning. */
  private void rewind(long event, boolean fine) throws FlowException, IOException {
    Map.Entry<Long, Frame> from = floor(event);
    restore(from);
    boolean dense = fine && event - from.getKey() > FINE_EVENTS;
    while (sequence < event) {
      if (dense && step == 0 && (event - sequence) % FINE_EVENTS == 0 && event - sequence <= 1024) {
        keyframes.putFine(sequence, network.frame());
      }
      advanceOne();
    }
    if (fine) {
      keyframes.putFine(sequence, network.frame());
    }
  }

  private void restore(Map.Entry<Long, Frame> from) {
    edge();
    if (hashing) {
      stashHashes();
      hashing = false;
      network.hashing(false);
    }
    network.seek(from.getValue());
    sequence = from.getKey();
    step = 0;
    stepsSinceKeyframe = 0;
  }

  /** The nearest keyframe at or before a sequence, in memory or from a checkpoint. */
  private Map.Entry<Long, Frame> floor(long event) throws FlowException, IOException {
    while (true) {
      Map.Entry<Long, Frame> k =
          java.util.Objects.requireNonNull(keyframes.floor(Math.max(1, event)));
      Map.Entry<Long, Path> c = unusable(recording.checkpoints().floorEntry(event));
      if (c == null || c.getKey() <= k.getKey() + BLOCK_EVENTS) {
        return k;
      }
      Network one = Network.build(loaded, sources.counts(), 1);
      try {
        recording.readCheckpoint(c.getValue()).load(one);
        keyframes.put(c.getKey(), one.frame());
      } catch (IOException e) {
        // A checkpoint only saves work: without it the replay is longer.
        damaged.add(c.getKey());
      } finally {
        one.close();
      }
    }
  }

  private final java.util.Set<Long> damaged = new java.util.HashSet<>();

  private Map.@Nullable Entry<Long, Path> unusable(Map.@Nullable Entry<Long, Path> c) {
    return c != null && damaged.contains(c.getKey()) ? null : c;
  }

  /** Replaces all breakpoints. */
  public void breakpoints(List<Breakpoint> breakpoints) throws RunException {
    watches = Watches.of(plan, loaded.generated(), breakpoints);
    hits.clear();
  }

  // Ending.

  /**
   * Ends the run: the event that is under way is finished, a checkpoint is taken at the live edge
   * and committed, and the recording is complete. Does nothing for one that was only opened.
   */
  public void finish() throws RunException {
    if (gate == null || complete || failed != null) {
      return;
    }
    begin();
    try {
      if (isPast()) {
        goTo(edge());
      }
      while (step > 0) {
        work();
      }
      seal(network.ended() ? RecordingInfo.Status.FINISHED : RecordingInfo.Status.STOPPED);
      reason = network.ended() ? "All sources have ended." : "Stopped.";
    } catch (FlowException | IOException e) {
      throw fail(e);
    } finally {
      running = false;
    }
  }

  private void seal(RecordingInfo.Status status) throws FlowException, IOException {
    ground();
    sample();
    if (checkpointed != sequence || checkpoint == 0) {
      checkpoint();
    }
    edgeDigests = sinkDigests();
    complete = true;
    recording.status(status, "");
    closeSinks();
    if (hashing) {
      hashing = false;
      network.hashing(false);
    }
    muted = true;
    network.mute(true);
  }

  /** The run cannot go on; what was reached can be looked at. */
  private RunException fail(Exception e) {
    boolean replaying = gate == null || complete || isPast();
    boolean parallel = network.parallelism() > 1;
    // A gate that fails, and a recording, leave the operators whole between two events.
    boolean torn = step > 0 || history.end() > sequence;
    FlowException cause = e instanceof FlowException f ? f : null;
    if (!replaying) {
      closeSinks();
      complete = true;
    }
    if (torn) {
      FlowException found = settleAfterFailure(parallel);
      cause = parallel && found != null ? found : cause;
    } else if (!replaying) {
      edgeDigests = sinkDigests();
    }
    RunException result =
        cause != null
            ? new RunException(cause.problem(), cause)
            : new RunException(
                Problem.error(
                    "recording-failed",
                    Place.file(recording.folder().toString()),
                    "the recording cannot be written: "
                        + (e.getMessage() == null ? e.toString() : e.getMessage()),
                    "Look at the disk, then resume the recording."),
                e);
    if (!replaying) {
      failed(result);
    }
    return result;
  }

  private void failed(RunException result) {
    failed = result;
    reason = result.problem().toString();
    try {
      if (gate != null && history.openCount() > 0) {
        recording.appendTorn(history, gate.positions());
      }
      recording.status(RecordingInfo.Status.FAILED, reason);
    } catch (IOException x) {
      result.addSuppressed(x);
    }
  }

  private void closeSinks() {
    if (sinks != null) {
      sinks.close();
      sinks = null;
    }
  }

  /**
   * Operators are in the middle of a step, of which it is not known what was done: replays to just
   * before it. Where threads failed side by side, this is also how the first failure is found.
   *
   * @return the failure of the replay of a parallel run
   */
  private @Nullable FlowException settleAfterFailure(boolean parallel) {
    hashing = false;
    muted = true;
    FlowException found = null;
    try {
      Moment target = new Moment(sequence, step);
      if (parallel) {
        Network one = Network.build(loaded, sources.counts(), 1);
        keyframes.put(1, one.frame());
        use(one);
        target = new Moment(history.end(), 0);
        edge = target;
      }
      network.mute(true);
      network.hashing(false);
      found = replayAfterFailure(target);
      if (parallel) {
        edge = new Moment(sequence, step);
        if (found != null) {
          replayAfterFailure(edge);
        }
      }
      edgeDigests = sinkDigests();
    } catch (FlowException | IOException x) {
      System.getLogger(LocalRun.class.getName())
          .log(System.Logger.Level.WARNING, "the state before the failure is not to be had", x);
    }
    return found;
  }

  private @Nullable FlowException replayAfterFailure(Moment target)
      throws FlowException, IOException {
    restore(floor(target.sequence()));
    try {
      replayTo(target);
      return null;
    } catch (FlowException x) {
      return x;
    }
  }

  // Looking.

  /** Where the run stands, with the counts at that moment. */
  public Status status() {
    Status.Phase phase =
        running
            ? Status.Phase.RUNNING
            : failed != null && !isPast()
                ? Status.Phase.FAILED
                : complete && !isPast() ? Status.Phase.FINISHED : Status.Phase.PAUSED;
    List<Status.NodeCounts> nodes = new ArrayList<>();
    for (int rank = 0; rank < plan.nodes().size(); rank++) {
      nodes.add(
          new Status.NodeCounts(
              plan.nodes().get(rank).id(),
              network.rowsIn(rank),
              network.rowsOut(rank),
              network.watermark(rank),
              network.stateEntries(rank)));
    }
    List<Status.EdgeCounts> edges = new ArrayList<>();
    for (int e = 0; e < plan.edges().size(); e++) {
      edges.add(new Status.EdgeCounts(plan.edges().get(e).id(), network.rowsOfEdge(e)));
    }
    boolean within = step > 0 && network.parallelism() == 1 && network.prepare();
    int nextEdge = within ? network.nextEdge() : -1;
    return new Status(
        phase,
        at(),
        liveEdge(),
        phase == Status.Phase.RUNNING ? "" : reason,
        phase == Status.Phase.RUNNING ? null : breakpointId,
        within ? plan.nodes().get(network.nextRank()).id() : null,
        nextEdge < 0 ? null : plan.edges().get(nextEdge).id(),
        network.clock(),
        nodes,
        edges);
  }

  /**
   * The last rows that passed an edge before the moment shown.
   *
   * @throws RunException where there is no such edge, or history is gone
   */
  public Reply.Rows edgeRows(String edgeId, int limit) throws RunException {
    Reply.Rows[] out = new Reply.Rows[1];
    look(
        () ->
            out[0] =
                new Views(loaded).edgeRows(edgeId, limit, at(), this::replays, sparse, network));
    return java.util.Objects.requireNonNull(out[0]);
  }

  /** Keyed state of a node at the moment shown. */
  public Reply.StateOf state(String nodeId, String keyFilter, int limit) throws RunException {
    Reply.StateOf[] out = new Reply.StateOf[1];
    look(() -> out[0] = new Views(loaded).state(network, nodeId, keyFilter, limit));
    return java.util.Objects.requireNonNull(out[0]);
  }

  /** Counts by node in equal stretches of what the run has reached. */
  public Reply.TimelineOf timeline(int buckets) {
    if (!isPast() && step == 0 && !running) {
      sample();
    }
    return Views.timeline(
        plan,
        samples,
        edge().sequence(),
        buckets,
        new ArrayList<>(recording.checkpoints().keySet()),
        new ArrayList<>(hits));
  }

  private void look(Move m) throws RunException {
    String why = reason;
    String breakpoint = breakpointId;
    move(m);
    reason = why;
    breakpointId = breakpoint;
  }

  /**
   * Replays what came before the present moment in stretches, the newest first, and comes back.
   *
   * @param edge only stretches in which rows passed this edge are replayed
   */
  private void replays(int edge, Views.Stretches visitor) throws FlowException, IOException {
    Moment here = new Moment(sequence, step);
    Moment upTo = here;
    long passed = network.rowsOfEdge(edge);
    boolean moved = false;
    try {
      while (passed > 0 && upTo.compareTo(new Moment(1, 0)) > 0) {
        Map.Entry<Long, Frame> from =
            floor(upTo.step() > 0 ? upTo.sequence() : upTo.sequence() - 1);
        long before = network.rowsOfEdge(from.getValue(), edge);
        if (before < passed) {
          moved = true;
          restore(from);
          network.probe(visitor.begin());
          replayTo(upTo);
          network.probe(null);
          if (!visitor.end()) {
            return;
          }
        }
        passed = before;
        upTo = new Moment(from.getKey(), 0);
      }
    } finally {
      network.probe(null);
      if (moved) {
        goTo(here);
      }
    }
  }

  /** By id of each sink's node, the hex digest of all rows that reached it up to the live edge. */
  public Map<String, String> digests() {
    return gate != null && !complete && !isPast() ? sinkDigests() : edgeDigests;
  }

  private Map<String, String> sinkDigests() {
    Map<String, String> out = new LinkedHashMap<>();
    for (int rank : loaded.sinks()) {
      Digest d = network.digest(rank);
      out.put(plan.nodes().get(rank).id(), Digest.hex(d.first(), d.second()));
    }
    return out;
  }

  private Map<String, String> recordedDigests() {
    List<DigestBlock> blocks = recording.digests();
    Map<String, String> out = new LinkedHashMap<>();
    for (int rank : loaded.sinks()) {
      String id = plan.nodes().get(rank).id();
      if (blocks.isEmpty()) {
        out.put(id, Digest.hex(0, 0));
      } else {
        var d = blocks.get(blocks.size() - 1).nodes().get(rank);
        out.put(id, Digest.hex(d.first(), d.second()));
      }
    }
    return out;
  }

  /**
   * Lets go of everything. A run that was not finished can be resumed from its last checkpoint;
   * rows after it are not committed.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (gate != null) {
      if (!complete && !isPast() && step == 0 && failed == null) {
        try {
          flush();
        } catch (IOException e) {
          System.getLogger(LocalRun.class.getName())
              .log(System.Logger.Level.WARNING, "the end of the journal is lost", e);
        }
      }
      gate.close();
    }
    closeSinks();
    history.close();
    network.close();
    closeQuietly(recording);
  }
}
