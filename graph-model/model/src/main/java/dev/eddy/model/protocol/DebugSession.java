package dev.eddy.model.protocol;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A connection to a worker. Thread-safe. Replies complete and notices arrive on a thread of the
 * session's own, in order.
 */
public interface DebugSession extends AutoCloseable {
  /** Never completes with {@link Reply.Refused}: that is a {@link RefusedException}. */
  CompletableFuture<Reply> send(Request request);

  /** Replaces the listener. */
  void onNotice(Consumer<Notice> listener);

  /** Completes when the worker is gone, with its last words (empty after a clean end). */
  CompletableFuture<String> gone();

  @Override
  void close();
}
