package dev.eddy.runtime;

import dev.eddy.runtime.flow.Network;
import java.util.concurrent.TimeUnit;

/**
 * Looks some hundred times a second at what the threads of a parallel run work on, from a thread of
 * its own: the run pays nothing for it.
 */
final class ThreadLooks implements AutoCloseable {
  private static final long MILLIS = 5;

  private final Thread thread;

  ThreadLooks(Network network, Meter meter) {
    thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  TimeUnit.MILLISECONDS.sleep(MILLIS);
                  network.lookAtWork(meter::seen);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "eddy-looks");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
