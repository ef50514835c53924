package dev.eddy.runtime;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request.Grain;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.LostRowsException;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.flow.Closing;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.Sources;
import dev.eddy.runtime.io.RecordingInfo;
import dev.eddy.runtime.record.Checkpoint;
import dev.eddy.runtime.record.Recording;
import dev.eddy.runtime.record.Rename;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
 *
 * <p>The work is done by its parts: a {@link Player} stands at the moment, a {@link Recorder} keeps
 * what new ground gives, {@link Forward} and {@link Navigator} move, {@link Views} and {@link
 * Timeline} look, {@link UserCode} answers other threads.
 */
public final class LocalRun implements AutoCloseable {
  private final Plan plan;
  private final Recording recording;
  private final Player player;
  private final Recorder recorder;
  private final Navigator navigator;
  private final Forward forward;
  private final Views views;
  private final Past past;
  private final Timeline timeline;
  private final UserCode userCode;
  private final Stepping stepping;
  private Watches watches = Watches.none();
  private Consumer<Notice.Logged> log = line -> {};

  private boolean running;
  private boolean closed;
  private boolean failed;
  private Halt last = Halt.NOWHERE;

  private LocalRun(
      LoadedPlan loaded,
      Sources sources,
      Recording recording,
      RunOptions options,
      boolean live,
      @Nullable Checkpoint from)
      throws FlowException, IOException {
    this.plan = loaded.plan();
    this.recording = recording;
    this.player = new Player(loaded, sources, recording, options, live, from);
    this.recorder = player.recorder();
    this.navigator = new Navigator(player);
    this.forward = new Forward(player, navigator, options.epochRows());
    this.stepping = new Stepping(player, navigator, forward);
    this.views = new Views(loaded);
    this.timeline = new Timeline(player);
    this.userCode = new UserCode(player);
    this.past = new Past(player, navigator, views, this::look);
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
      recording = create(plan, sources, options);
      return new LocalRun(loaded, sources, recording, options, true, null);
    } catch (FlowException e) {
      Opening.closeQuietly(recording);
      throw new RunException(e.problem(), e);
    } catch (IOException e) {
      Opening.closeQuietly(recording);
      throw Opening.badRecording(options.recording(), e);
    }
  }

  private static Recording create(Plan plan, Sources sources, RunOptions options)
      throws IOException {
    return Recording.create(
        options.disk(), options.recording(), plan, sources.names(), options.recorded());
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
      Sources sources = Opening.sources(opened, loaded);
      @Nullable Checkpoint from =
          resumed.checkpoint() == null ? opened.start() : resumed.checkpoint();
      while (true) {
        LocalRun run = new LocalRun(loaded, sources, opened, options, true, from);
        try {
          opened.goesOn(options.recorded());
        } catch (IOException e) {
          run.letGo(e);
          throw e;
        }
        if (from == null) {
          return run;
        }
        try {
          run.openSinks();
          return run;
        } catch (FlowException e) {
          if (!(e.getCause() instanceof LostRowsException lost) || opened.checkpoints().isEmpty()) {
            throw e;
          }
          @Nullable Checkpoint older = opened.fallBack(String.valueOf(lost.getMessage()));
          from = older == null ? opened.start() : older;
        }
      }
    } catch (FlowException e) {
      Opening.closeQuietly(opened);
      throw new RunException(e.problem(), e);
    } catch (IOException e) {
      Opening.closeQuietly(opened);
      throw Opening.badRecording(recording, e);
    }
  }

  /**
   * Starts a run with a new recording from the state of another one, at its newest checkpoint: the
   * plan may have changed meanwhile, as far as its state can be carried over. Sources go on where
   * that checkpoint stood; a sink of the same id goes on in what it wrote.
   *
   * @param before the recording whose state is taken; it is only read
   * @param renamed columns of state that had another name then
   * @param dropping whether state that the plan has no place for may be dropped
   */
  public static LocalRun startFrom(
      Path before,
      List<Rename> renamed,
      boolean dropping,
      Plan plan,
      Providers providers,
      ClassLoader plugins,
      RunOptions options)
      throws RunException {
    Recording recording = null;
    try {
      LoadedPlan loaded = LoadedPlan.load(plan, providers, plugins, options.disk());
      Sources sources = Sources.open(loaded);
      Inheritance inherited =
          Inheritance.of(
              before, renamed, dropping, loaded, sources, providers, plugins, options.disk());
      recording = create(plan, sources, options);
      inherited.into(recording);
      LocalRun run = new LocalRun(loaded, sources, recording, options, true, recording.start());
      run.openSinks();
      return run;
    } catch (FlowException e) {
      Opening.closeQuietly(recording);
      throw new RunException(e.problem(), e);
    } catch (IOException e) {
      Opening.closeQuietly(recording);
      throw Opening.badRecording(options.recording(), e);
    }
  }

  /** Opens the sinks after a restore; where that fails, lets go of everything. */
  private void openSinks() throws FlowException {
    try {
      recorder.openSinks(player.network());
    } catch (FlowException | RuntimeException e) {
      letGo(e);
      throw e;
    }
  }

  /** Closes all but the recording, for a failure that is about to be thrown. */
  private void letGo(Throwable told) {
    new Closing().then(() -> player.close(false)).suppressedBy(told);
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
      Sources sources = Opening.sources(opened, loaded);
      LocalRun run = new LocalRun(loaded, sources, opened, Opening.options(opened), false, null);
      if (opened.info().status() == RecordingInfo.Status.FINISHED) {
        run.player.setComplete();
      }
      run.recorder.recordedDigests();
      if (opened.info().status() == RecordingInfo.Status.FAILED) {
        run.last = new Halt(Stop.END, "The run failed: " + opened.info().failure());
      }
      return run;
    } catch (FlowException e) {
      throw new RunException(e.problem(), e);
    } catch (IOException e) {
      throw Opening.badRecording(recording, e);
    }
  }

  public Plan plan() {
    return plan;
  }

  /** The folder of the recording. */
  public Path recording() {
    return recording.folder();
  }

  /**
   * For the user: what was found damaged in the recording and what was done about it; what it did
   * not take over from another one.
   */
  public List<Problem> notices() {
    return recording.notices();
  }

  /** The moment where the run stands. */
  public Moment at() {
    return shown(player.here());
  }

  public Moment liveEdge() {
    return shown(player.edge());
  }

  static Moment shown(Moment m) {
    return m.sequence() == 1 && m.step() == 0 ? Moment.START : m;
  }

  // Moving.

  /** Something that moves the run, or looks at it and moves back. */
  interface Move {
    void go() throws FlowException, IOException, RunException;
  }

  /** Forward, through the recorded past and then on new ground, to the next stop. */
  public Stop advance(BooleanSupplier interrupt) throws RunException {
    try {
      move(() -> stopped(forward.go(watches, interrupt)));
    } catch (RunException e) {
      Watch w = watches.failure();
      if (w == null || failed) {
        throw e;
      }
      stopped(new Halt(Stop.at(w.breakpoint.id()), e.problem().toString()));
    }
    return last.stop();
  }

  /** One step of the cascade; on new ground where the moment is the live edge. */
  public void step() throws RunException {
    step(Grain.STEP, "", Player.NEVER);
  }

  public void stepBack() throws RunException {
    stepBack(Grain.STEP, "", Player.NEVER);
  }

  /**
   * To the next moment of a grain, which does not depend on breakpoints.
   *
   * @param nodeId for {@link Grain#NODE}, the only one that can be far and be interrupted
   */
  public void step(Grain grain, String nodeId, BooleanSupplier interrupt) throws RunException {
    moveSingly(() -> last = stepping.next(grain, nodeId, interrupt));
  }

  /** To where {@link #step(Grain, String, BooleanSupplier)} would lead here from. */
  public void stepBack(Grain grain, String nodeId, BooleanSupplier interrupt) throws RunException {
    moveSingly(() -> last = stepping.back(grain, nodeId, interrupt));
  }

  /** To a moment; a later one than the live edge means the live edge. */
  public void seek(Moment moment) throws RunException {
    moveSingly(() -> navigator.goTo(moment));
  }

  /**
   * Makes ready for moves in a recording that was opened: without it the first move to a stretch is
   * longer. To be called, again and again, when nothing else is asked of the run; changes nothing
   * that can be seen. There is nothing to do for a run that goes on: it has its keyframes, and one
   * of several threads stays one.
   *
   * @return whether there is more to do
   */
  public boolean prepare(BooleanSupplier interrupt) throws RunException {
    if (player.hasGate()) {
      return false;
    }
    boolean[] more = new boolean[1];
    look(() -> more[0] = navigator.prepare(interrupt));
    return more[0];
  }

  /**
   * Back to the breakpoint hit before, or to the start. From the end of all that is recorded one
   * that is hit there, such as at the last checkpoint, is the first: on the way forward it is
   * passed before the end is.
   */
  public Stop reverse(BooleanSupplier interrupt) throws RunException {
    boolean hit = last.stop().kind() == Stop.Kind.BREAKPOINT;
    moveSingly(() -> stopped(navigator.reverse(watches, hit || !player.atEnd(), interrupt)));
    return last.stop();
  }

  private void stopped(Halt halt) {
    last = halt;
    if (halt.stop().kind() == Stop.Kind.BREAKPOINT) {
      timeline.hit();
    }
  }

  private void moveSingly(Move m) throws RunException {
    move(
        () -> {
          player.single();
          m.go();
        });
  }

  private void move(Move m) throws RunException {
    if (closed) {
      throw new IllegalStateException("the run is closed");
    }
    if (running) {
      throw new IllegalStateException("the run is moving");
    }
    running = true;
    last = Halt.NOWHERE;
    try {
      m.go();
      // Whoever looks at the sinks while the run rests sees all that is on the disk.
      recorder.commit();
    } catch (FlowException | IOException | UncheckedIOException e) {
      Aftermath.Settled settled = new Aftermath(player, navigator).settle(e);
      if (settled.over()) {
        failed = true;
        last = new Halt(Stop.END, settled.failure().problem().toString());
      }
      throw settled.failure();
    } finally {
      running = false;
    }
  }

  /** Replaces all breakpoints. */
  public void breakpoints(List<Breakpoint> breakpoints) throws RunException {
    watches = Watches.of(player.loaded(), breakpoints);
    watches.log(line -> log.accept(line));
    timeline.forgetHits();
  }

  /** Takes the lines of log points, on the run's thread, during {@link #advance}. */
  public void onLog(Consumer<Notice.Logged> listener) {
    log = listener;
  }

  /**
   * Tells of the first row that a sink takes from now on, on the run's thread; until then sinks
   * take a slower way. For runs with one subtask for each operator.
   */
  public void onFirstRow(Runnable listener) {
    Network network = player.network();
    List<Integer> sinks = player.loaded().sinks();
    for (int sink : sinks) {
      network.emissions(
          sink,
          (sequence, step, row) -> {
            sinks.forEach(s -> network.emissions(s, null));
            listener.run();
          });
    }
  }

  // Ending.

  /**
   * Ends the run: the event that is under way is finished, a checkpoint is taken at the live edge
   * and committed, and the recording is complete. Does nothing for one that was only opened.
   */
  public void finish() throws RunException {
    if (!player.live() || failed) {
      return;
    }
    move(
        () -> {
          if (player.isPast()) {
            navigator.goTo(player.edge());
          }
          while (player.step() > 0) {
            player.work();
          }
          boolean ended = player.network().gauges().ended();
          player.seal(ended ? RecordingInfo.Status.FINISHED : RecordingInfo.Status.STOPPED);
          last = new Halt(Stop.END, ended ? "All sources have ended." : "Stopped.");
        });
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
    new Closing()
        .then(() -> player.close(!failed))
        .then(() -> Opening.closeQuietly(recording))
        .end();
  }

  // For other threads.

  /** Changes while the run gets on; for any thread. */
  public long beats() {
    // With several threads the player lets a whole epoch of events in before they are worked off.
    return player.beats() + player.network().beats();
  }

  /** Whether an operator's code runs; for any thread, a guess while the run gets on. */
  public boolean isInWork() {
    return userCode.isRunning();
  }

  /**
   * The node and row that the run's thread is caught in, for any thread.
   *
   * @param where where in its code, or empty
   */
  public Problem caught(long seconds, String where) {
    return userCode.caught(seconds, where);
  }

  /**
   * The node and row at which user code ends the process, for any thread.
   *
   * @param where where in its code, or empty
   */
  public Problem exiting(String where) {
    return userCode.exiting(where);
  }

  /**
   * Keeps the events up to the one that user code is caught in, or ends the process at: they would
   * else be lost with the open block of the journal. For any thread, once: the run's own must not
   * come back, and nothing but the end of the process may follow.
   */
  public void recordFailure(Problem problem) {
    userCode.recordFailure(problem);
  }

  // Looking.

  /** Where the run stands, with the counts at that moment. */
  public Status status() {
    Status.Phase phase =
        running
            ? Status.Phase.RUNNING
            : failed && !player.isPast()
                ? Status.Phase.FAILED
                : player.complete() && !player.isPast()
                    ? Status.Phase.FINISHED
                    : Status.Phase.PAUSED;
    return views.status(phase, player, at(), liveEdge(), last);
  }

  /**
   * The last rows that passed an edge before the moment shown.
   *
   * @throws RunException where there is no such edge, or history is gone
   */
  public Reply.Rows edgeRows(String edgeId, int limit) throws RunException {
    return edgeRows(edgeId, limit, null);
  }

  /**
   * The last rows that passed an edge before a moment.
   *
   * @param before null for the moment shown
   */
  public Reply.Rows edgeRows(String edgeId, int limit, @Nullable Moment before)
      throws RunException {
    Reply.Rows[] out = new Reply.Rows[1];
    look(
        () -> {
          Moment here = player.here();
          if (before != null) {
            navigator.goTo(before);
          }
          try {
            out[0] =
                views.edgeRows(
                    edgeId, limit, at(), navigator::stretches, recorder.sparse(), player.network());
          } finally {
            navigator.goTo(here);
          }
        });
    return Objects.requireNonNull(out[0]);
  }

  /** Keyed state of a node at the moment shown. */
  public Reply.StateOf state(String nodeId, String keyFilter, int limit) throws RunException {
    return state(nodeId, keyFilter, limit, "", "");
  }

  /**
   * A page of keyed state of a node at the moment shown.
   *
   * @param state name of the only state that is wanted; empty for all
   * @param after {@link Reply.StateTable#next} of the page before; empty for the first
   */
  public Reply.StateOf state(String nodeId, String keyFilter, int limit, String state, String after)
      throws RunException {
    Reply.StateOf[] out = new Reply.StateOf[1];
    look(
        () ->
            out[0] =
                new StateView(player.loaded())
                    .of(player.network(), nodeId, keyFilter, limit, state, after));
    return Objects.requireNonNull(out[0]);
  }

  /** What else can be asked of the run at the moment shown; moves of the run go on from there. */
  public Past past() {
    return past;
  }

  /** Counts by node in equal stretches of what the run has reached. */
  public Reply.TimelineOf timeline(int buckets) {
    return timeline.of(buckets, running);
  }

  private void look(Move m) throws RunException {
    Halt before = last;
    moveSingly(m);
    last = before;
  }

  /** By id of each sink's node, the hex digest of all rows that reached it up to the live edge. */
  public Map<String, String> digests() {
    return player.live() && !player.isPast()
        ? recorder.sinkDigests(player.network())
        : recorder.edgeDigests();
  }
}
