package dev.eddy.runtime.worker;

import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Request.Grain;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RestartStrategy;
import dev.eddy.runtime.RestartingRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.Stop;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.GateClock;
import dev.eddy.runtime.flow.LoadedPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs of the embedded engine, with the operators that a class loader sees. */
record LocalRuns(Providers providers, ClassLoader plugins) implements Runs {
  @Override
  public DebuggedRun start(Request.StartRun r) throws RunException {
    RunOptions options =
        RunOptions.defaults(Path.of(r.recording()))
            .withEpochRows(r.epochRows())
            .withPaused(r.paused())
            .withParallelism(subtasks(r.subtasks()))
            .withStateBackend(state(r.state()))
            .withClock(r.clock().equals("event-time") ? GateClock.eventTime(100) : GateClock.WALL);
    LocalRun run = LocalRun.start(plan(r.plan()), providers, plugins, options);
    Engine engine = new Engine(run, true, this);
    engine.breakpoints(r.breakpoints());
    engine.restart(options, strategy(r.restart()));
    return engine;
  }

  private static int subtasks(int asked) throws RunException {
    if (asked < 0 || asked > RunOptions.MOST_SUBTASKS) {
      throw new RunException(
          Problem.error(
              "bad-subtasks",
              Place.NOWHERE,
              "not supported: " + asked + " subtasks.",
              "Run with 1 to " + RunOptions.MOST_SUBTASKS + "."));
    }
    return Math.max(1, asked);
  }

  private static RunOptions.State state(String word) throws RunException {
    return RunOptions.State.of(word.isEmpty() ? RunOptions.State.HEAP.word() : word)
        .orElseThrow(
            () ->
                new RunException(
                    Problem.error(
                        "bad-state",
                        Place.NOWHERE,
                        "not supported: state in '" + word + "'.",
                        "Keep it in the heap or in RocksDB.")));
  }

  private static RestartStrategy strategy(String text) throws RunException {
    try {
      return text.isEmpty() ? RestartStrategy.NONE : RestartStrategy.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RunException(
          Problem.error(
              "bad-restart", Place.NOWHERE, String.valueOf(e.getMessage()), "Name another one."),
          e);
    }
  }

  @Override
  public DebuggedRun open(Request.OpenRecording r) throws RunException {
    return new Engine(LocalRun.open(Path.of(r.recording()), providers, plugins), false, this);
  }

  private LoadedPlan load(Plan plan) throws RunException {
    try {
      return LoadedPlan.load(plan, providers, plugins);
    } catch (FlowException e) {
      throw new RunException(e.problem(), e);
    }
  }

  private static Plan plan(byte[] bytes) throws RunException {
    try {
      return PlanFiles.read(bytes);
    } catch (IOException e) {
      throw new RunException(
          Problem.error(
              "bad-plan",
              Place.NOWHERE,
              "The worker cannot read the plan: " + e.getMessage() + ".",
              "Start the designer and its worker from one installation."));
    }
  }

  /** An engine's run as the loop sees it, over restarts. */
  private static final class Engine implements DebuggedRun {
    private final boolean live;
    private final LocalRuns runs;
    private volatile LocalRun run;
    private @Nullable RestartingRun restarting;
    private List<Breakpoint> breakpoints = List.of();
    private Consumer<Notice.Logged> log = line -> {};
    private Consumer<String> restarts = text -> {};

    Engine(LocalRun run, boolean live, LocalRuns runs) {
      this.run = run;
      this.live = live;
      this.runs = runs;
    }

    /** Lets it start again by a strategy from now on. */
    void restart(RunOptions options, RestartStrategy strategy) {
      RestartingRun over =
          RestartingRun.over(
              run, runs.providers, runs.plugins, options, strategy, r -> restarts.accept(r.text()));
      over.onRun(this::goOn);
      restarting = over;
    }

    private void goOn(LocalRun next) {
      run = next;
      next.onLog(log);
      try {
        next.breakpoints(breakpoints);
      } catch (RunException e) {
        throw new IllegalStateException("breakpoints that were set can be set again", e);
      }
    }

    @Override
    public boolean live() {
      return live;
    }

    @Override
    public void onRestart(Consumer<String> listener) {
      restarts = listener;
    }

    @Override
    public Plan plan() {
      return run.plan();
    }

    @Override
    public Status status() {
      return run.status();
    }

    @Override
    public Stop advance(BooleanSupplier interrupt) throws RunException {
      RestartingRun over = restarting;
      return over == null ? run.advance(interrupt) : over.advance(interrupt);
    }

    @Override
    public Stop reverse(BooleanSupplier interrupt) throws RunException {
      return run.reverse(interrupt);
    }

    @Override
    public void step(Grain grain, String nodeId, BooleanSupplier interrupt) throws RunException {
      run.step(grain, nodeId, interrupt);
    }

    @Override
    public void stepBack(Grain grain, String nodeId, BooleanSupplier interrupt)
        throws RunException {
      run.stepBack(grain, nodeId, interrupt);
    }

    @Override
    public void onLog(Consumer<Notice.Logged> listener) {
      log = listener;
      run.onLog(listener);
    }

    @Override
    public boolean prepare(BooleanSupplier interrupt) throws RunException {
      return run.prepare(interrupt);
    }

    @Override
    public void seek(Moment moment) throws RunException {
      run.seek(moment);
    }

    @Override
    public void breakpoints(List<Breakpoint> wanted) throws RunException {
      run.breakpoints(wanted);
      breakpoints = List.copyOf(wanted);
    }

    @Override
    public @Nullable Reply look(Request request) throws RunException {
      if (request instanceof Request.GetEdgeRows r) {
        return run.edgeRows(r.edgeId(), r.limit(), r.before());
      }
      if (request instanceof Request.GetEdgePage r) {
        return run.past().edgePage(r.edgeId(), r.first(), r.count());
      }
      if (request instanceof Request.GetState r) {
        return run.state(r.nodeId(), r.keyFilter(), r.limit(), r.state(), r.after());
      }
      if (request instanceof Request.GetTimeline r) {
        return run.timeline(r.buckets());
      }
      if (request instanceof Request.GetLineage r) {
        return run.past().lineage(r.of(), r.limit());
      }
      if (request instanceof Request.GetDiff r) {
        return run.past().diff(r.nodeId(), r.other(), r.limit());
      }
      if (request instanceof Request.GetMetrics) {
        return run.past().metrics();
      }
      if (request instanceof Request.GetWhy r) {
        return run.past().why(r.nodeId());
      }
      if (request instanceof Request.RunBranch r) {
        LoadedPlan changed = r.plan().length == 0 ? null : runs.load(LocalRuns.plan(r.plan()));
        return run.past().branch(r.edits(), changed, r.from(), r.upTo(), r.limit());
      }
      return null;
    }

    @Override
    public long beats() {
      return run.beats();
    }

    @Override
    public Problem caught(long seconds, String where) {
      return run.caught(seconds, where);
    }

    @Override
    public Problem exiting(String where) {
      return run.exiting(where);
    }

    @Override
    public void recordFailure(Problem problem) {
      run.recordFailure(problem);
    }

    @Override
    public void finish() throws RunException {
      run.finish();
    }

    @Override
    public void close() {
      run.close();
    }
  }
}
