package dev.eddy.model.protocol;

import dev.eddy.model.expression.Expressions.GeneratedClass;
import org.jspecify.annotations.Nullable;

/**
 * Stops a run, forwards and backwards, at the moments at which something holds. Which moments these
 * are is a function of the run alone, not of how it is moved.
 *
 * @param hits which of these moments count; null for all
 * @param log when not empty, nothing stops: a {@link Notice.Logged} with this text is given instead
 *     on the way forward, {@code {name}} in it replaced by the column's value, {@code {moment}},
 *     {@code {node}} and {@code {key}} by what they say
 */
public record Breakpoint(
    String id, Condition condition, @Nullable HitCount hits, String log, boolean enabled) {
  /** At rows that pass an edge, as {@link Condition.RowPasses}. */
  public Breakpoint(
      String id,
      String edgeId,
      String condition,
      @Nullable GeneratedClass compiled,
      boolean enabled) {
    this(id, new Condition.RowPasses(edgeId, condition, compiled), null, "", enabled);
  }

  /** At all moments at which a condition holds. */
  public Breakpoint(String id, Condition condition) {
    this(id, condition, null, "", true);
  }

  /**
   * Which of the moments count, numbered from the start of the run, not from when the breakpoint
   * was set: so that going back gives the same ones.
   */
  public record HitCount(Mode mode, long n) {
    /** How the number of a moment is held against {@code n}. */
    public enum Mode {
      EXACTLY,
      AT_LEAST,
      EVERY
    }

    public HitCount {
      if (n < 1) {
        throw new IllegalArgumentException("hit count " + n);
      }
    }

    public boolean takes(long number) {
      return switch (mode) {
        case EXACTLY -> number == n;
        case AT_LEAST -> number >= n;
        case EVERY -> number % n == 0;
      };
    }
  }

  /** Also when {@code hits} is null. */
  public boolean takes(long number) {
    HitCount h = hits;
    return h == null || h.takes(number);
  }
}
