package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;

/**
 * How much larger than it is laid out the interface is shown. The toolkit takes a scale only when
 * it starts, for all windows; what the user sets later is made up for by the windows themselves. FX
 * thread only.
 */
final class InterfaceScale {
  private static int start = 100;

  private InterfaceScale() {}

  /**
   * @param scale that the toolkit was started with, in percent
   */
  static void startedAt(int scale) {
    start = scale;
  }

  /** What is left to do for a window. */
  static double factor(AppState s) {
    return (double) s.settings().scale() / start;
  }
}
