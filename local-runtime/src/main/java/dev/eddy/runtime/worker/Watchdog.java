package dev.eddy.runtime.worker;

import dev.eddy.model.problem.Problem;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches a loop from a thread of its own: when it is busy and has not got on for longer than it
 * may, user code is caught in it, which nothing but the end of the process can stop.
 */
public final class Watchdog implements AutoCloseable {
  /** Looks so often in the time that the loop has. */
  private static final int LOOKS = 8;

  private final long limitNanos;
  private final LongSupplier beats;
  private final Supplier<@Nullable Problem> caught;
  private final Consumer<Problem> end;
  private @Nullable Thread thread;

  /**
   * Nothing is watched yet.
   *
   * @param limitSeconds how long a step may take
   * @param beats changes while the loop gets on; negative while it is idle
   * @param caught what it is caught in; null where that cannot be told any more
   * @param end called once, on the watchdog's thread
   */
  public Watchdog(
      long limitSeconds,
      LongSupplier beats,
      Supplier<@Nullable Problem> caught,
      Consumer<Problem> end) {
    this.limitNanos = TimeUnit.SECONDS.toNanos(limitSeconds);
    this.beats = beats;
    this.caught = caught;
    this.end = end;
  }

  /** Watches from now on. */
  public void start() {
    Thread t = new Thread(this::watch, "eddy-watchdog");
    t.setDaemon(true);
    t.start();
    thread = t;
  }

  /** Watches no more. */
  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void watch() {
    long last = -1;
    long since = System.nanoTime();
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(limitNanos / LOOKS);
        long now = beats.getAsLong();
        if (now < 0 || now != last) {
          last = now;
          since = System.nanoTime();
        } else if (System.nanoTime() - since > limitNanos) {
          Problem problem = caught.get();
          if (problem != null && beats.getAsLong() == last) {
            end.accept(problem);
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
