package dev.eddy.runtime.flow;

import org.jspecify.annotations.Nullable;

/**
 * Lets go of many things: of all of them, whatever one of them throws. The first failure is told,
 * the others are suppressed by it. Used by one thread.
 */
public final class Closing {
  private @Nullable RuntimeException exception;
  private @Nullable Error error;

  /** Does a step; what it throws waits for {@link #end}. */
  public Closing then(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      if (isFirst(e)) {
        exception = e;
      }
    } catch (Error e) {
      if (isFirst(e)) {
        error = e;
      }
    }
    return this;
  }

  private boolean isFirst(Throwable t) {
    Throwable first = first();
    if (first != null && first != t) {
      first.addSuppressed(t);
    }
    return first == null;
  }

  private @Nullable Throwable first() {
    return exception != null ? exception : error;
  }

  /** Throws the first failure, where there was one. */
  public void end() {
    if (exception != null) {
      throw exception;
    }
    if (error != null) {
      throw error;
    }
  }

  /** Adds the failures to one that is about to be thrown. */
  public void suppressedBy(Throwable told) {
    Throwable first = first();
    if (first != null && first != told) {
      told.addSuppressed(first);
    }
  }
}
