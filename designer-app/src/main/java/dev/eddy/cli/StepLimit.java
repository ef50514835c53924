package dev.eddy.cli;

import dev.eddy.model.problem.Problem;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.worker.Watchdog;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run whose operator does not come back: its thread is caught in user code, which nothing
 * but the end of the process can stop. The recording stays; it can be resumed, or opened and
 * stepped to the row. Made and closed by the run's thread.
 */
final class StepLimit implements AutoCloseable {
  private final Watchdog watchdog;

  /**
   * @param seconds that an operator may work on one event; 0 for no limit
   * @param run the run as it is now; for any thread
   * @param end called once, on another thread, with what it was caught in
   */
  StepLimit(int seconds, Supplier<LocalRun> run, Consumer<Problem> end) {
    Thread working = Thread.currentThread();
    this.watchdog =
        new Watchdog(
            Math.max(1, seconds),
            () -> run.get().beats(),
            () -> seconds == 0 ? null : caught(seconds, run.get(), working),
            end);
    if (seconds > 0) {
      watchdog.start();
    }
  }

  /**
   * For a run that is only looked at: it comes to the row that its run was caught on as well.
   *
   * @param run is closed by the caller
   */
  static StepLimit looking(LocalRun run, Terminal terminal) {
    return new StepLimit(
        RunCommand.STEP_LIMIT_SECONDS,
        () -> run,
        problem -> {
          terminal.problem(problem);
          Runtime.getRuntime().halt(Exit.PROJECT.code());
        });
  }

  /** Null where no operator works: a source may have nothing to give for long. */
  private static @Nullable Problem caught(int seconds, LocalRun run, Thread working) {
    if (!run.isInWork()) {
      return null;
    }
    StackTraceElement[] trace = working.getStackTrace();
    return run.caught(seconds, trace.length == 0 ? "" : trace[0].toString());
  }

  @Override
  public void close() {
    watchdog.close();
  }
}
