package dev.eddy.runtime;

import java.time.Duration;
import java.util.Locale;

/**
 * Whether and when a run that failed starts again from its newest checkpoint, in Flink's words.
 * Only what the outside did is tried again (a source that cannot be read, a sink or a disk that
 * cannot be written): an operator that fails on a row would fail on it again.
 */
public sealed interface RestartStrategy {
  /** A failure ends the run. */
  record None() implements RestartStrategy {
    @Override
    public int attempts() {
      return 0;
    }

    @Override
    public Duration delay(int attempt) {
      return Duration.ZERO;
    }
  }

  /** Each attempt waits the same time. */
  record FixedDelay(int attempts, Duration delay) implements RestartStrategy {
    public FixedDelay {
      require(attempts >= 0 && !delay.isNegative());
    }

    @Override
    public Duration delay(int attempt) {
      return delay;
    }
  }

  /** Each attempt waits twice as long as the one before, up to a most. */
  record ExponentialDelay(int attempts, Duration initial, Duration max) implements RestartStrategy {
    public ExponentialDelay {
      require(attempts >= 0 && !initial.isNegative() && max.compareTo(initial) >= 0);
    }

    @Override
    public Duration delay(int attempt) {
      Duration d = initial;
      for (int i = 1; i < attempt && d.compareTo(max) < 0; i++) {
        d = d.multipliedBy(2);
      }
      return d.compareTo(max) < 0 ? d : max;
    }
  }

  RestartStrategy NONE = new None();

  /**
   * How many attempts may follow each other that come no further than the one before. One that
   * comes further begins a new count, so a row that always fails ends the run, and a source that is
   * lost now and then does not.
   */
  int attempts();

  /**
   * How long to wait before an attempt.
   *
   * @param attempt from 1
   */
  Duration delay(int attempt);

  /**
   * Reads {@code none}, {@code fixed-delay[:ATTEMPTS[,SECONDS]]} (3 attempts, 1 s) or {@code
   * exponential-delay[:ATTEMPTS[,SECONDS[,MAX_SECONDS]]]} (10 attempts, 1 s, 60 s).
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static RestartStrategy parse(String text) {
    String[] parts = text.strip().toLowerCase(Locale.ROOT).split(":", 2);
    String[] numbers = parts.length < 2 ? new String[0] : parts[1].split(",", -1);
    return switch (parts[0]) {
      case "none" -> {
        most(text, numbers, 0);
        yield NONE;
      }
      case "fixed-delay" -> {
        most(text, numbers, 2);
        yield new FixedDelay(
            (int) number(text, numbers, 0, 3), Duration.ofSeconds(number(text, numbers, 1, 1)));
      }
      case "exponential-delay" -> {
        most(text, numbers, 3);
        long initial = number(text, numbers, 1, 1);
        yield new ExponentialDelay(
            (int) number(text, numbers, 0, 10),
            Duration.ofSeconds(initial),
            Duration.ofSeconds(Math.max(initial, number(text, numbers, 2, 60))));
      }
      default -> throw unreadable(text);
    };
  }

  private static void most(String text, String[] numbers, int n) {
    if (numbers.length > n) {
      throw unreadable(text);
    }
  }

  private static long number(String text, String[] numbers, int i, long absent) {
    if (i >= numbers.length) {
      return absent;
    }
    if (!numbers[i].strip().matches("\\d{1,6}")) {
      throw unreadable(text);
    }
    return Long.parseLong(numbers[i].strip());
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no restart strategy: none, fixed-delay:ATTEMPTS,SECONDS or"
            + " exponential-delay:ATTEMPTS,SECONDS,MAX_SECONDS");
  }

  private static void require(boolean good) {
    if (!good) {
      throw new IllegalArgumentException(
          "attempts and delays are not negative, the most not least");
    }
  }
}
