package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.expression.SampleRows.Result;
import dev.eddy.model.function.Patterns;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries expressions on sample rows, each on a thread of its own. A function of the user may loop
 * and a regular expression may backtrack for years: what takes longer than the limit is given up.
 * Then the rows done have their results and the others say that they have none. The thread is
 * interrupted, which ends a match; a function that heeds no interrupt keeps it, so there are never
 * more than a few: further expressions wait for their turn, and say so where it does not come
 * within the limit. Thread-safe.
 */
final class SampleTrials {
  /** For all rows together, from when the expression is compiled. */
  static final Duration LIMIT = Duration.ofSeconds(2);

  private static final int MOST = 3;

  private final Duration limit;
  private final Deque<Trial> waiting = new ArrayDeque<>();
  private int busy;

  SampleTrials(Duration limit) {
    this.limit = limit;
  }

  /** How many threads are at work or have not heeded that they were given up. */
  int busy() {
    synchronized (waiting) {
      return busy;
    }
  }

  /**
   * Computes the results of {@code rows} rows.
   *
   * @param compile gives null where the expression has no results, which is an empty list
   */
  CompletableFuture<List<Result>> start(int rows, Supplier<@Nullable SampleRun> compile) {
    Trial trial = new Trial(rows, compile);
    synchronized (waiting) {
      if (busy >= MOST) {
        waiting.add(trial);
        later(trial::refuse);
        return trial.answer;
      }
      busy++;
    }
    trial.start();
    return trial.answer;
  }

  private void later(Runnable work) {
    CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS).execute(work);
  }

  /** A thread has ended: the next trial has its turn. */
  private void ended() {
    Trial next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        busy--;
        return;
      }
    }
    next.start();
  }

  private final class Trial implements Runnable {
    private final int rows;
    private final Supplier<@Nullable SampleRun> compile;
    private final CompletableFuture<List<Result>> answer = new CompletableFuture<>();
    private final List<Result> done = new ArrayList<>();
    private @Nullable Thread thread;

    Trial(int rows, Supplier<@Nullable SampleRun> compile) {
      this.rows = rows;
      this.compile = compile;
    }

    void start() {
      Thread t = new Patterns.TrialThread(this, "eddy-sample");
      thread = t;
      t.start();
    }

    /** Its turn has not come: threads of others neither end nor heed that they were given up. */
    private void refuse() {
      boolean waits;
      synchronized (waiting) {
        waits = waiting.remove(this);
      }
      if (waits) {
        String words = "not tried: functions of earlier expressions still run";
        answer.complete(new ArrayList<>(Collections.nCopies(rows, new Result(null, words))));
      }
    }

    // Whatever ends the thread must be told: nobody else sees it.
    @SuppressWarnings("CatchingUnchecked")
    @Override
    public void run() {
      try {
        SampleRun run = compile.get();
        if (run != null) {
          later(this::giveUp);
          for (int i = 0; i < rows && !answer.isDone(); i++) {
            Result result = run.result(i);
            synchronized (done) {
              done.add(result);
            }
          }
        }
        synchronized (done) {
          answer.complete(List.copyOf(done));
        }
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      } finally {
        ended();
      }
    }

    private void giveUp() {
      List<Result> told;
      synchronized (done) {
        told = new ArrayList<>(done);
      }
      if (told.size() < rows) {
        told.add(new Result(null, "takes longer than " + words() + ": given up"));
      }
      while (told.size() < rows) {
        told.add(new Result(null, "not tried, for a row before it took too long"));
      }
      Thread t = thread;
      if (answer.complete(told) && t != null) {
        t.interrupt();
      }
    }

    private String words() {
      return limit.toMillis() < 1_000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
    }
  }
}
