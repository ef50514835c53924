package dev.eddy.operators;

/**
 * Where the panes of times begin, mostly without dividing: the times of rows that come one after
 * the other are mostly in one pane.
 */
final class PaneStarts {
  private final WindowAssigner.Aligned windows;
  private long start;

  PaneStarts(WindowAssigner.Aligned windows) {
    this.windows = windows;
    this.start = windows.paneOf(0);
  }

  /** As {@link WindowAssigner.Aligned#paneOf}. */
  long of(long time) {
    if (Long.compareUnsigned(time - start, windows.pane()) >= 0) {
      start = windows.paneOf(time);
    }
    return start;
  }
}
