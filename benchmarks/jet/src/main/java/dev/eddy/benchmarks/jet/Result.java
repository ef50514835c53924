package dev.eddy.benchmarks.jet;

import dev.eddy.benchmarks.nexmark.Fold;
import dev.eddy.benchmarks.nexmark.Meter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the sinks of the job that runs leave their folds, and its meter. One job at a time. */
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

  /** The end of a sink's processor. */
  static synchronized void add(Fold fold) {
    total.add(fold);
    meter().stop();
  }

  static synchronized Fold total() {
    return total;
  }
}
