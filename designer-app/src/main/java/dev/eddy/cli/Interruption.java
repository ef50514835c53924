package dev.eddy.cli;

import dev.eddy.runtime.worker.Exits;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Turns Ctrl-C (and any other polite end of the JVM) into a wish that long work asks for: the JVM
 * then waits for up to twenty seconds until the work has come to a good end. Closed by the thread
 * that made it.
 */
final class Interruption implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::wish, "eddy-interrupt");
  private final Consumer<String> onExit;
  private volatile boolean wished;

  /**
   * @param onExit told, with a place in its code, when user code ends the JVM in place of somebody
   *     who waits for the run; should not come back
   */
  Interruption(Consumer<String> onExit) {
    this.onExit = onExit;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the work is to end soon. */
  boolean wished() {
    return wished;
  }

  /** What Ctrl-C does. */
  void wish() {
    String caller = Exits.caller();
    if (!caller.isEmpty()) {
      onExit.accept(caller);
    }
    wished = true;
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook is what runs.
    }
  }
}
