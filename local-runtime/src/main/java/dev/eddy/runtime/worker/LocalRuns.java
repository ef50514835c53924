package dev.eddy.runtime.worker;

import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.Stop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Runs of the embedded engine, with the operators that a class loader sees. */
record LocalRuns(Providers providers, ClassLoader plugins) implements Runs {
  @Override
  public DebuggedRun start(Request.StartRun r) throws RunException {
    RunOptions defaults = RunOptions.defaults(Path.of(r.recording()));
    RunOptions options =
        new RunOptions(
            defaults.recording(), 1, r.epochRows(), defaults.checkpointRows(), r.paused());
    LocalRun run = LocalRun.start(plan(r.plan()), providers, plugins, options);
    run.breakpoints(r.breakpoints());
    return new Engine(run, true);
  }

  @Override
  public DebuggedRun open(Request.OpenRecording r) throws RunException {
    return new Engine(LocalRun.open(Path.of(r.recording()), providers, plugins), false);
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

  /** An engine's run as the loop sees it. */
  private record Engine(LocalRun run, boolean live) implements DebuggedRun {
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
      return run.advance(interrupt);
    }

    @Override
    public Stop reverse(BooleanSupplier interrupt) throws RunException {
      return run.reverse(interrupt);
    }

    @Override
    public void step() throws RunException {
      run.step();
    }

    @Override
    public void stepBack() throws RunException {
      run.stepBack();
    }

    @Override
    public void seek(Moment moment) throws RunException {
      run.seek(moment);
    }

    @Override
    public void breakpoints(List<Breakpoint> breakpoints) throws RunException {
      run.breakpoints(breakpoints);
    }

    @Override
    public Reply.Rows edgeRows(String edgeId, int limit) throws RunException {
      return run.edgeRows(edgeId, limit);
    }

    @Override
    public Reply.StateOf state(String nodeId, String keyFilter, int limit) throws RunException {
      return run.state(nodeId, keyFilter, limit);
    }

    @Override
    public Reply.TimelineOf timeline(int buckets) throws RunException {
      return run.timeline(buckets);
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
