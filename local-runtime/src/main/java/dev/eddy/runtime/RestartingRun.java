package dev.eddy.runtime;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.operator.RowException;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.record.DamagedFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run that starts again from its newest checkpoint where the outside failed, as often as a
 * strategy says. What it wrote is as if nothing had happened. Owned by one thread.
 */
public final class RestartingRun implements AutoCloseable {
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(20);
  private static final Set<String> OUTSIDE =
      Set.of("source-failed", "sink-failed", "recording-failed", "bad-recording");

  /**
   * An attempt that is about to be made.
   *
   * @param attempt from 1, among those that came no further than the one before
   * @param of how many there may be
   * @param total restarts since the start, this one included
   * @param cause why the run failed
   */
  public record Restart(int attempt, int of, int total, Duration delay, Problem cause) {
    /** A sentence for the user. */
    public String text() {
      return "restart "
          + attempt
          + " of "
          + of
          + " in "
          + (delay.toMillis() % 1000 == 0 ? delay.toSeconds() + " s" : delay.toMillis() + " ms")
          + ": "
          + cause.message();
    }
  }

  private final Providers providers;
  private final ClassLoader plugins;
  private final RunOptions options;
  private final RestartStrategy strategy;
  private final Consumer<Restart> listener;
  private final Path recording;
  private LocalRun run;
  private @Nullable Moment failedAt;
  private int attempt;
  private int total;

  private RestartingRun(
      LocalRun run,
      Providers providers,
      ClassLoader plugins,
      RunOptions options,
      RestartStrategy strategy,
      Consumer<Restart> listener) {
    this.run = run;
    this.recording = run.recording();
    this.providers = providers;
    this.plugins = plugins;
    this.options = options;
    this.strategy = strategy;
    this.listener = listener;
  }

  /**
   * As {@link LocalRun#start}.
   *
   * @param listener is told each restart before its delay
   */
  public static RestartingRun start(
      Plan plan,
      Providers providers,
      ClassLoader plugins,
      RunOptions options,
      RestartStrategy strategy,
      Consumer<Restart> listener)
      throws RunException {
    LocalRun run = LocalRun.start(plan, providers, plugins, options);
    return new RestartingRun(run, providers, plugins, options, strategy, listener);
  }

  /** As {@link LocalRun#resume}. */
  public static RestartingRun resume(
      Path recording,
      Providers providers,
      ClassLoader plugins,
      RunOptions options,
      RestartStrategy strategy,
      Consumer<Restart> listener)
      throws RunException {
    LocalRun run = LocalRun.resume(recording, providers, plugins, options);
    return new RestartingRun(run, providers, plugins, options, strategy, listener);
  }

  /** The present attempt; another one after a restart, which only {@link #advance} makes. */
  public LocalRun run() {
    return run;
  }

  /** How often the run was started again. */
  public int restarts() {
    return total;
  }

  /**
   * As {@link LocalRun#advance}, over restarts.
   *
   * @throws RunException the last failure, where the strategy gives up, the failure is none of the
   *     outside, or the wait for the next attempt is interrupted
   */
  public Stop advance(BooleanSupplier interrupt) throws RunException {
    return overRestarts(() -> run.advance(interrupt), interrupt);
  }

  /** As {@link LocalRun#finish}: a last checkpoint that fails is tried again, too. */
  public void finish(BooleanSupplier interrupt) throws RunException {
    overRestarts(
        () -> {
          run.advance(interrupt);
          run.finish();
          return Stop.END;
        },
        interrupt);
  }

  private interface Move {
    Stop go() throws RunException;
  }

  private Stop overRestarts(Move move, BooleanSupplier interrupt) throws RunException {
    while (true) {
      try {
        return move.go();
      } catch (RunException e) {
        restart(e, interrupt);
      }
    }
  }

  /** Waits and starts again, or throws the failure. */
  private void restart(RunException failure, BooleanSupplier interrupt) throws RunException {
    Moment edge = run.liveEdge();
    RunException latest = failure;
    while (true) {
      if (!isOutside(latest)) {
        throw latest;
      }
      if (failedAt == null || edge.compareTo(failedAt) > 0) {
        failedAt = edge;
        attempt = 0;
      }
      if (attempt >= strategy.attempts()) {
        throw attempt == 0 ? latest : givenUp(latest);
      }
      attempt++;
      total++;
      Duration delay = strategy.delay(attempt);
      listener.accept(new Restart(attempt, strategy.attempts(), total, delay, latest.problem()));
      if (!waited(delay, interrupt)) {
        throw latest;
      }
      run.close();
      try {
        run = LocalRun.resume(recording, providers, plugins, options);
        return;
      } catch (RunException e) {
        latest = e;
      }
    }
  }

  private RunException givenUp(RunException last) {
    Problem p = last.problem();
    return new RunException(
        Problem.error(
            p.code(),
            p.place(),
            p.message() + " (after " + attempt + " restarts that came no further)",
            p.remedy()),
        last);
  }

  private static boolean isOutside(RunException e) {
    Throwable cause = e.getCause() instanceof FlowException f ? f.getCause() : e.getCause();
    return OUTSIDE.contains(e.problem().code())
        && cause instanceof IOException
        && !(cause instanceof RowException)
        && !(cause instanceof DamagedFileException);
  }

  private static boolean waited(Duration delay, BooleanSupplier interrupt) {
    long until = System.nanoTime() + delay.toNanos();
    for (long left = delay.toNanos(); left > 0; left = until - System.nanoTime()) {
      if (interrupt.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(Math.min(SLICE, left));
    }
    return true;
  }

  @Override
  public void close() {
    run.close();
  }
}
