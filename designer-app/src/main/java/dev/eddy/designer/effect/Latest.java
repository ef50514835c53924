package dev.eddy.designer.effect;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one request be under way at a time and keeps only the newest of those that come meanwhile:
 * while the playhead is dragged, what counts is where it is now. Thread-safe.
 */
final class Latest {
  private @Nullable Supplier<CompletableFuture<?>> next;
  private boolean busy;

  void submit(Supplier<CompletableFuture<?>> request) {
    synchronized (this) {
      if (busy) {
        next = request;
        return;
      }
      busy = true;
    }
    start(request);
  }

  private void start(Supplier<CompletableFuture<?>> request) {
    CompletableFuture<?> future;
    try {
      future = request.get();
    } catch (RuntimeException e) {
      future = CompletableFuture.failedFuture(e);
    }
    future.whenComplete((r, e) -> done());
  }

  private void done() {
    Supplier<CompletableFuture<?>> request;
    synchronized (this) {
      request = next;
      next = null;
      if (request == null) {
        busy = false;
        return;
      }
    }
    start(request);
  }
}
