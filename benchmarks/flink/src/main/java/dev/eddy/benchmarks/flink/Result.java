package dev.eddy.benchmarks.flink;

import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Meter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the sinks of the job that runs leave their folds, and the meter they stop: Flink copies its
 * functions, so that nothing but the class is shared. One job at a time.
 */
final class Result {
  private static Fold total = new Fold();
  private static @Nullable Meter meter;

  private Result() {}

  static synchronized void begin(Meter of) {
    total = new Fold();
    meter = of;
  }

  static synchronized Meter meter() {
    return Objects.requireNonNull(meter);
  }

  /** The end of a sink's subtask. */
  static synchronized void add(Fold fold) {
    total.add(fold);
    meter().stop();
  }

  static synchronized Fold total() {
    return total;
  }
}
