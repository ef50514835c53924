package dev.eddy.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Why a run stopped.
 *
 * @param breakpointId of the breakpoint that was hit, else null
 */
public record Stop(Kind kind, @Nullable String breakpointId) {
  public static final Stop END = new Stop(Kind.END, null);
  public static final Stop INTERRUPTED = new Stop(Kind.INTERRUPTED, null);

  public static Stop at(String breakpointId) {
    return new Stop(Kind.BREAKPOINT, breakpointId);
  }

  /**
   * END forwards: all sources have ended (or, in a recording that is only looked at, its end).
   * Backwards: the start of the run.
   */
  public enum Kind {
    BREAKPOINT,
    END,
    INTERRUPTED
  }
}
