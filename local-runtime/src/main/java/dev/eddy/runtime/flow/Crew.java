package dev.eddy.runtime.flow;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that drain the subtasks of one stage side by side; the calling thread takes a share.
 * Everything that a subtask did is visible to the caller afterwards.
 */
final class Crew {
  private final ExecutorService threads;

  Crew(int parallelism) {
    threads =
        Executors.newFixedThreadPool(
            parallelism - 1,
            r -> {
              Thread t = new Thread(r, "eddy-subtask");
              t.setDaemon(true);
              return t;
            });
  }

  /**
   * Drains all; where several fail, the failure of the first thread's is thrown.
   *
   * @param stage by thread, the subtasks that it drains one after the other
   * @param together false to do all on the calling thread, which is worth it for few rows
   */
  void drain(Subtask[][] stage, boolean together) throws FlowException {
    List<Future<?>> others = new ArrayList<>();
    for (int i = 1; i < stage.length; i++) {
      Subtask[] chain = stage[i];
      if (!together) {
        drain(chain);
      } else if (chain.length > 0) {
        others.add(
            threads.submit(
                () -> {
                  drain(chain);
                  return null;
                }));
      }
    }
    FlowException failure = null;
    RuntimeException crash = null;
    try {
      drain(stage[0]);
    } catch (FlowException e) {
      failure = e;
    } catch (RuntimeException e) {
      crash = e;
    }
    for (Future<?> f : others) {
      try {
        awaitQuietly(f);
      } catch (ExecutionException e) {
        if (failure == null && e.getCause() instanceof FlowException flow) {
          failure = flow;
        } else if (crash == null && !(e.getCause() instanceof FlowException)) {
          crash =
              e.getCause() instanceof UncheckedIOException disk
                  ? disk
                  : new IllegalStateException(e.getCause());
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    if (crash != null) {
      throw crash;
    }
  }

  private static void drain(Subtask[] chain) throws FlowException {
    for (Subtask t : chain) {
      try {
        t.drain();
      } catch (Turn.Aborted e) {
        t.turn.check();
        throw e;
      }
      t.turn.check();
    }
  }

  /** Waits even when interrupted: the subtasks must not run on while the caller goes on. */
  private static void awaitQuietly(Future<?> f) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          f.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void close() {
    threads.shutdownNow();
  }
}
