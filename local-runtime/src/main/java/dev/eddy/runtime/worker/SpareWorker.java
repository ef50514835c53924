package dev.eddy.runtime.worker;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps one worker warm, so that a run starts at once. Thread-safe. Whoever takes a worker owns it;
 * the next one starts in the background.
 */
public final class SpareWorker implements AutoCloseable {
  private final WorkerProcess.Settings settings;
  private CompletableFuture<WorkerProcess> spare;
  private boolean closed;

  public SpareWorker(WorkerProcess.Settings settings) {
    this.settings = settings;
    this.spare = start();
  }

  /** A worker that is ready, or soon will be; fails with an {@link IOException}. */
  public synchronized CompletableFuture<WorkerProcess> take() {
    if (closed) {
      return CompletableFuture.failedFuture(new IOException("Eddy is closing"));
    }
    CompletableFuture<WorkerProcess> taken =
        spare.thenCompose(
            worker ->
                worker.session().gone().isDone()
                    ? start()
                    : CompletableFuture.completedFuture(worker));
    // One after the other: two JVMs that start at once both start late.
    spare = taken.handle((worker, failure) -> null).thenCompose(nothing -> start());
    return taken;
  }

  private CompletableFuture<WorkerProcess> start() {
    CompletableFuture<WorkerProcess> started = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                started.complete(WorkerProcess.start(settings));
              } catch (IOException | RuntimeException e) {
                started.completeExceptionally(e);
              }
            },
            "eddy-spare-worker");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  @Override
  public synchronized void close() {
    closed = true;
    spare.thenAccept(WorkerProcess::close);
  }
}
