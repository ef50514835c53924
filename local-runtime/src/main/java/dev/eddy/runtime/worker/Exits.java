package dev.eddy.runtime.worker;

/** Finds the code that ends this process on its own, such as a user function with an exit in it. */
public final class Exits {
  private Exits() {}

  /**
   * Who called {@link System#exit}, while the process is ending; for a shutdown hook.
   *
   * @return the place in the caller's code; empty where the process ends for another reason, such
   *     as a signal
   */
  public static String caller() {
    for (StackTraceElement[] trace : Thread.getAllStackTraces().values()) {
      // The outermost one: of several threads all but the first wait inside.
      for (int i = trace.length - 2; i >= 0; i--) {
        if (isExit(trace[i]) && !isExit(trace[i + 1])) {
          return trace[i + 1].toString();
        }
      }
    }
    return "";
  }

  private static boolean isExit(StackTraceElement frame) {
    return frame.getMethodName().equals("exit")
        && (frame.getClassName().equals("java.lang.Runtime")
            || frame.getClassName().equals("java.lang.System"));
  }
}
