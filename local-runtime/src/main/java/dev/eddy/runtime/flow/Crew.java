package dev.eddy.runtime.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that drain the subtasks of one operator side by side; the calling thread takes one of
 * them. Everything that a subtask did is visible to the caller afterwards.
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

  /** Drains all; where several fail, the failure of the first subtask is thrown. */
  void drain(List<Subtask> subtasks) throws FlowException {
    List<Future<?>> others = new ArrayList<>();
    for (int i = 1; i < subtasks.size(); i++) {
      Subtask t = subtasks.get(i);
      others.add(
          threads.submit(
              () -> {
                Network.drain(t);
                return null;
              }));
    }
    FlowException failure = null;
    RuntimeException crash = null;
    try {
      Network.drain(subtasks.get(0));
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
          crash = new IllegalStateException(e.getCause());
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
