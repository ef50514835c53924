package dev.eddy.designer.canvas;

/**
 * How an edge is marked.
 *
 * @param label name of the side output it comes from, or the upsert key of an updating stream
 * @param updating drawn as a double line
 * @param rate rows a second in the last stretch; 0 while nothing flows
 * @param current whether the row that is about to be handled stands on it
 * @param fill of the queue at its end, in thousandths; -1 where nothing waits
 * @param unfitting whether the check found that what it carries does not fit
 */
record EdgeLook(
    String label,
    boolean updating,
    double rate,
    boolean selected,
    boolean current,
    boolean past,
    boolean unfitting,
    EdgeShape.Dot breakpoint,
    int fill) {
  /** From here on a queue is drawn to be seen. */
  private static final int WARNS = 610;

  private static final int FULL = 860;

  boolean hasQueue() {
    return fill >= 0;
  }

  boolean queueWarns() {
    return fill >= WARNS;
  }

  boolean queueIsFull() {
    return fill >= FULL;
  }

  /** Beside the tank; empty for a queue that is no matter. */
  String queueWords() {
    return queueIsFull() ? "FULL" : queueWarns() ? fill / 10 + "%" : "";
  }
}
