package dev.eddy.runtime.worker;

import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Request.Grain;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.protocol.Status.Phase;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.Stop;
import dev.eddy.runtime.flow.FlowException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a worker that touches the run. It takes requests in order; between them, while
 * the run is to move, it moves the run. A forward move is interrupted by any request and goes on
 * after one that only looks; a backward move, which has no place to rest, only by a request that
 * ends it. {@link #submit} may be called from any thread; replies and notices are given on the
 * loop's thread.
 */
final class RunLoop implements AutoCloseable {
  /** How often a moving run says how far it is. */
  private static final long STATUS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final Status IDLE =
      new Status(
          Phase.IDLE,
          Moment.START,
          Moment.START,
          "",
          null,
          null,
          null,
          Long.MIN_VALUE,
          List.of(),
          List.of());

  /** A request and who waits for its reply. */
  private record Waiting(Request request, Consumer<Reply> answer) {}

  private enum Direction {
    NONE,
    FORWARD,
    BACKWARD
  }

  private final Runs runs;
  private final Consumer<Notice> notices;
  private final Consumer<Problem> exhausted;
  private final Thread thread;
  private final BlockingQueue<Waiting> inbox = new LinkedBlockingQueue<>();
  private final AtomicInteger enders = new AtomicInteger();
  private volatile boolean closed;

  // For the watchdog.
  private volatile boolean busy;
  private volatile @Nullable DebuggedRun watched;
  private final AtomicLong polls = new AtomicLong();

  // The loop's thread alone.
  private @Nullable DebuggedRun run;
  private @Nullable DebuggedRun prepared;
  private Direction direction = Direction.NONE;
  private @Nullable Problem failure;
  private boolean ended;
  private String reason = "";

  /** What is said of the restart that is waited for. */
  private String restart = "";

  private @Nullable String hit;

  /**
   * @param exhausted told, last of all and on the loop's thread, that there is no memory left: what
   *     the process holds may be half done
   */
  RunLoop(Runs runs, Consumer<Notice> notices, Consumer<Problem> exhausted) {
    this.runs = runs;
    this.notices = notices;
    this.exhausted = exhausted;
    this.thread = new Thread(this::work, "eddy-run");
  }

  void start() {
    thread.start();
  }

  /** Queues a request; its reply comes later, on the loop's thread. */
  void submit(Request request, Consumer<Reply> answer) {
    if (endsMove(request)) {
      enders.incrementAndGet();
    }
    inbox.add(new Waiting(request, answer));
  }

  /** Ends the loop at its next rest, and waits for that so long. */
  boolean close(long millis) throws InterruptedException {
    closed = true;
    submit(new Request.Quit(), reply -> {});
    thread.join(millis);
    return !thread.isAlive();
  }

  @Override
  public void close() throws InterruptedException {
    close(0);
  }

  private void work() {
    try {
      while (!closed) {
        if (direction == Direction.NONE) {
          prepare();
        }
        Waiting next = direction == Direction.NONE ? inbox.take() : inbox.poll();
        busy = true;
        if (next == null) {
          move();
        } else {
          handle(next);
        }
        busy = false;
        polls.lazySet(polls.get() + 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drop();
    }
  }

  /** While nobody asks for anything, the run makes ready for what may be asked. */
  private void prepare() {
    DebuggedRun idle = run;
    if (idle == null || idle == prepared) {
      return;
    }
    busy = true;
    try {
      boolean more = true;
      while (more && inbox.isEmpty()) {
        more = idle.prepare(polled(() -> !inbox.isEmpty()));
      }
      if (!more) {
        prepared = idle;
      }
    } catch (RunException | RuntimeException | VirtualMachineError | LinkageError e) {
      // Whoever moves there will be told.
      prepared = idle;
      System.getLogger(RunLoop.class.getName())
          .log(System.Logger.Level.DEBUG, "the run is not made ready for moves", e);
      endIfExhausted(e instanceof RunException r ? r.problem() : unexpected(e));
    }
    busy = false;
  }

  private void handle(Waiting next) {
    if (endsMove(next.request())) {
      enders.decrementAndGet();
    }
    Reply reply;
    try {
      reply = answer(next.request());
    } catch (RunException e) {
      reply = new Reply.Refused(e.problem());
    } catch (RuntimeException | VirtualMachineError | LinkageError | AssertionError e) {
      reply = new Reply.Refused(unexpected(e));
    }
    next.answer().accept(reply);
    if (reply instanceof Reply.Refused refused) {
      endIfExhausted(refused.problem());
    }
    if (announces(next.request()) && !(reply instanceof Reply.Refused)) {
      announce();
    }
  }

  private static boolean endsMove(Request r) {
    return r instanceof Request.Pause
        || r instanceof Request.StopRun
        || r instanceof Request.StartRun
        || r instanceof Request.OpenRecording
        || r instanceof Request.Quit
        || r instanceof Request.Step
        || r instanceof Request.StepBack
        || r instanceof Request.Seek;
  }

  private static boolean announces(Request r) {
    return r instanceof Request.StartRun
        || r instanceof Request.OpenRecording
        || r instanceof Request.Pause
        || r instanceof Request.Continue
        || r instanceof Request.ReverseContinue
        || r instanceof Request.StopRun;
  }

  private Reply answer(Request request) throws RunException {
    if (request instanceof Request.StartRun r) {
      drop();
      DebuggedRun started = runs.start(r);
      started.onLog(notices::accept);
      started.onRestart(
          text -> {
            restart = text;
            announce();
          });
      run = started;
      watched = started;
      if (!r.paused()) {
        direction = Direction.FORWARD;
      }
      return new Reply.Done();
    }
    if (request instanceof Request.OpenRecording r) {
      drop();
      DebuggedRun opened = runs.open(r);
      opened.onLog(notices::accept);
      watched = opened;
      run = opened;
      return new Reply.Opened(PlanFiles.write(opened.plan()), shown(opened));
    }
    if (request instanceof Request.Quit) {
      drop();
      closed = true;
      return new Reply.Done();
    }
    DebuggedRun current = run;
    if (current == null) {
      return new Reply.Refused(
          Problem.error(
              "no-run",
              Place.NOWHERE,
              "No run is open in the worker.",
              "Start a run or open a recording."));
    }
    Reply looked = current.look(request);
    return looked != null ? looked : command(current, request);
  }

  private Reply command(DebuggedRun run, Request request) throws RunException {
    if (request instanceof Request.SetBreakpoints r) {
      List<Breakpoint> breakpoints = r.breakpoints();
      run.breakpoints(breakpoints);
      return new Reply.Done();
    }
    if (request instanceof Request.Continue) {
      return moveOn(Direction.FORWARD);
    }
    if (request instanceof Request.ReverseContinue) {
      return moveOn(Direction.BACKWARD);
    }
    rest("");
    if (request instanceof Request.Pause) {
      return new Reply.Done();
    }
    if (request instanceof Request.StopRun) {
      if (run.live() && failure == null && !ended) {
        ended = true;
        run.finish();
        reason = "stopped";
      }
      return new Reply.Done();
    }
    // A step to a node's next work can be far; whatever else is asked ends it where it is.
    BooleanSupplier interrupt = () -> enders.get() > 0;
    if (request instanceof Request.Step r) {
      run.step(grain(r.grain()), r.nodeId(), interrupt);
      return new Reply.At(shown(run));
    }
    if (request instanceof Request.StepBack r) {
      run.stepBack(grain(r.grain()), r.nodeId(), interrupt);
      return new Reply.At(shown(run));
    }
    if (request instanceof Request.Seek r) {
      run.seek(r.moment());
      return new Reply.At(shown(run));
    }
    return new Reply.Refused(
        Problem.error(
            "unknown-request",
            Place.NOWHERE,
            "The worker does not know the request " + request.getClass().getSimpleName() + ".",
            "Start the designer and its worker from one installation."));
  }

  private static Grain grain(@Nullable Grain asked) {
    return asked == null ? Grain.STEP : asked;
  }

  private Reply moveOn(Direction where) {
    rest("");
    direction = where;
    return new Reply.Done();
  }

  private void rest(String why) {
    direction = Direction.NONE;
    reason = why;
    hit = null;
  }

  private void move() {
    DebuggedRun moving = run;
    if (moving == null) {
      rest("");
      return;
    }
    try {
      Stop stop = direction == Direction.BACKWARD ? back(moving) : forward(moving);
      if (stop.kind() != Stop.Kind.INTERRUPTED) {
        rest("");
        hit = stop.breakpointId();
        if (stop.kind() == Stop.Kind.END && moving.live() && !ended && atLiveEdge(moving)) {
          ended = true;
          moving.finish();
        }
        announce();
      } else if (direction == Direction.FORWARD && inbox.isEmpty()) {
        announce();
      }
    } catch (RunException e) {
      fail(e.problem());
    } catch (RuntimeException | VirtualMachineError | LinkageError | AssertionError e) {
      fail(unexpected(e));
    }
  }

  private Stop forward(DebuggedRun moving) throws RunException {
    long until = System.nanoTime() + STATUS_NANOS;
    BooleanSupplier interrupt = () -> !inbox.isEmpty() || System.nanoTime() - until >= 0;
    Moment before = moving.status().liveEdge();
    Stop stop = moving.advance(polled(interrupt));
    if (!restart.isEmpty() && moving.status().liveEdge().compareTo(before) > 0) {
      restart = "";
    }
    return stop;
  }

  private Stop back(DebuggedRun moving) throws RunException {
    return moving.reverse(polled(() -> enders.get() > 0));
  }

  /** A run that asks whether it is interrupted gets on. */
  private BooleanSupplier polled(BooleanSupplier interrupt) {
    return () -> {
      polls.lazySet(polls.get() + 1);
      return interrupt.getAsBoolean();
    };
  }

  /** Changes while the loop gets on; negative while it is idle. For any thread. */
  long beats() {
    if (!busy) {
      return -1;
    }
    DebuggedRun run = watched;
    return (polls.get() + (run == null ? 0 : run.beats())) & Long.MAX_VALUE;
  }

  /** What the loop is caught in; null where nothing is known. For any thread. */
  @Nullable Problem caught(long seconds) {
    DebuggedRun run = watched;
    if (run == null) {
      return null;
    }
    StackTraceElement[] trace = thread.getStackTrace();
    return run.caught(seconds, trace.length == 0 ? "" : trace[0].toString());
  }

  /** What the loop works on while user code ends the process; null where nothing is known. */
  @Nullable Problem exiting(String where) {
    DebuggedRun run = watched;
    return run == null ? null : run.exiting(where);
  }

  /** Keeps what led to where user code is caught, right before the process ends. */
  void recordFailure(Problem problem) {
    DebuggedRun run = watched;
    if (run != null) {
      run.recordFailure(problem);
    }
  }

  private static boolean atLiveEdge(DebuggedRun run) {
    Status s = run.status();
    return s.at().compareTo(s.liveEdge()) >= 0;
  }

  private void fail(Problem problem) {
    rest("failed");
    failure = problem;
    restart = "";
    notices.accept(new Notice.Failed(problem));
    announce();
    endIfExhausted(problem);
  }

  private void endIfExhausted(Problem problem) {
    if (problem.code().equals(FlowException.OUT_OF_MEMORY)) {
      exhausted.accept(problem);
    }
  }

  private void announce() {
    DebuggedRun current = run;
    notices.accept(new Notice.StatusChanged(current == null ? IDLE : shown(current)));
  }

  /** The engine's status with what only the loop knows: whether it moves, failed or was ended. */
  private Status shown(DebuggedRun current) {
    Status s = current.status();
    return new Status(
        phase(s),
        s.at(),
        s.liveEdge(),
        direction != Direction.NONE ? restart : reason.isEmpty() ? s.reason() : reason,
        hit != null ? hit : direction != Direction.NONE ? null : s.breakpointId(),
        s.nodeId(),
        s.edgeId(),
        s.clock(),
        s.nodes(),
        s.edges());
  }

  private Phase phase(Status s) {
    if (direction != Direction.NONE) {
      return Phase.RUNNING;
    }
    boolean past = s.at().compareTo(s.liveEdge()) < 0;
    if (failure != null && !past) {
      return Phase.FAILED;
    }
    if (ended && !past) {
      return Phase.FINISHED;
    }
    return s.phase() == Phase.RUNNING ? Phase.PAUSED : s.phase();
  }

  private void drop() {
    DebuggedRun old = run;
    run = null;
    watched = null;
    prepared = null;
    rest("");
    failure = null;
    restart = "";
    ended = false;
    if (old != null) {
      old.close();
    }
  }

  private static Problem unexpected(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      return Problem.error(
          FlowException.OUT_OF_MEMORY,
          Place.NOWHERE,
          "The worker ran out of memory.",
          "Give it more memory in the settings; the recording can be opened again.");
    }
    String what = e instanceof StackOverflowError ? "the stack is too deep" : String.valueOf(e);
    StackTraceElement[] trace = e.getStackTrace();
    return Problem.error(
        "worker-error",
        Place.NOWHERE,
        "The worker failed: " + what + (trace.length == 0 ? "" : " at " + trace[0]) + ".",
        "The recording can be opened again; please report this error.");
  }
}
