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
      Set.of(
          "source-failed",
          "sink-failed",
          "recording-failed",
          "bad-recording",
          FlowException.STATE_FAILED);

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
  private volatile LocalRun run;
  private @Nullable Moment failedAt;
  private Consumer<LocalRun> prepare = r -> {};
  private int attempt;
  private int total;

  /** Why the run is to start again, where that is waited for. */
  private @Nullable RunException pending;

  /** When it does, by System.nanoTime. */
  private long due;

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

  /** Over a run that was started otherwise, and which it owns from now on. */
  public static RestartingRun over(
      LocalRun run,
      Providers providers,
      ClassLoader plugins,
      RunOptions options,
      RestartStrategy strategy,
      Consumer<Restart> listener) {
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
   * <p>An interrupt during the wait for an attempt leaves the wait to the next call.
   *
   * @throws RunException the last failure, where the strategy gives up, or the failure is none of
   *     the outside
   */
  public Stop advance(BooleanSupplier interrupt) throws RunException {
    return overRestarts(() -> run.advance(interrupt), interrupt);
  }

  /**
   * As {@link LocalRun#finish}: a last checkpoint that fails is tried again, too.
   *
   * @throws RunException as {@link #advance}, and where an attempt is being waited for still
   */
  public void finish(BooleanSupplier interrupt) throws RunException {
    if (pending != null) {
      throw pending;
    }
    overRestarts(
        () -> {
          run.advance(interrupt);
          run.finish();
          return Stop.END;
        },
        interrupt);
    if (pending != null) {
      throw pending;
    }
  }

  private interface Move {
    Stop go() throws RunException;
  }

  /** Takes each run that a restart makes, before it moves; the first one is not told. */
  public void onRun(Consumer<LocalRun> listener) {
    prepare = listener;
  }

  private Stop overRestarts(Move move, BooleanSupplier interrupt) throws RunException {
    while (true) {
      if (pending != null) {
        if (!waited(interrupt)) {
          return Stop.INTERRUPTED;
        }
        startAgain();
      } else {
        try {
          return move.go();
        } catch (RunException e) {
          schedule(e);
        }
      }
    }
  }

  /** Decides when the next attempt comes, or throws the failure. */
  private void schedule(RunException failure) throws RunException {
    pending = null;
    if (!isOutside(failure)) {
      throw failure;
    }
    Moment edge = run.liveEdge();
    if (failedAt == null || edge.compareTo(failedAt) > 0) {
      failedAt = edge;
      attempt = 0;
    }
    if (attempt >= strategy.attempts()) {
      throw attempt == 0 ? failure : givenUp(failure);
    }
    attempt++;
    total++;
    Duration delay = strategy.delay(attempt);
    due = System.nanoTime() + delay.toNanos();
    pending = failure;
    listener.accept(new Restart(attempt, strategy.attempts(), total, delay, failure.problem()));
  }

  private void startAgain() throws RunException {
    run.close();
    try {
      run = LocalRun.resume(recording, providers, plugins, options);
      pending = null;
      prepare.accept(run);
    } catch (RunException e) {
      schedule(e);
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

  private boolean waited(BooleanSupplier interrupt) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
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
