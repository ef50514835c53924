package dev.eddy.runtime.flow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A watermark on its way through the chains of one thread: to each operator in turn, whose timers
 * fire, then to those behind it, depth first. A loop and not calls from operator to operator, for
 * the compiler would unroll those into the code that handles rows. Used by one thread.
 */
final class Wave {
  private @Nullable Route[] routes = new Route[16];
  private long[] values = new long[16];
  private int size;

  /** Sends a watermark along all routes of a node, and on as far as it goes. */
  void send(Route[][] outputs, long watermark) {
    // What stands there is of a wave that failed.
    size = 0;
    push(outputs, watermark);
    while (size > 0) {
      Route r = java.util.Objects.requireNonNull(routes[--size]);
      Subtask reached = r.sendWatermark(values[size]);
      if (reached != null) {
        reached.advanceAndFire();
        push(reached.outputs, reached.watermark);
      }
    }
  }

  /** The first route on top. */
  private void push(Route[][] outputs, long watermark) {
    for (int port = outputs.length - 1; port >= 0; port--) {
      Route[] of = outputs[port];
      for (int i = of.length - 1; i >= 0; i--) {
        if (size == values.length) {
          routes = Arrays.copyOf(routes, size * 2);
          values = Arrays.copyOf(values, size * 2);
        }
        routes[size] = of[i];
        values[size++] = watermark;
      }
    }
  }
}
