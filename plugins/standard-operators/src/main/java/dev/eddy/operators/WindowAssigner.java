package dev.eddy.operators;

/** How rows are put into windows of event time; all lengths in milliseconds. */
sealed interface WindowAssigner {
  /**
   * Windows at fixed places. Their bounds cut time into panes of equal length, so that a row
   * changes one pane and a window is the sum of the panes in it.
   *
   * @param size length of the longest window; a multiple of {@code pane}
   * @param pane distance of two window ends that follow one another
   * @param offset where a window begins, counted from 1970-01-01
   * @param cumulating whether windows grow: all that end within one {@code size} begin together
   */
  record Aligned(long size, long pane, long offset, boolean cumulating) implements WindowAssigner {
    static Aligned tumbling(long size, long offset) {
      return new Aligned(size, size, offset, false);
    }

    static Aligned sliding(long size, long slide, long offset) {
      return new Aligned(size, slide, offset, false);
    }

    static Aligned cumulating(long size, long step, long offset) {
      return new Aligned(size, step, offset, true);
    }

    boolean isTumbling() {
      return size == pane;
    }

    /** Start of the pane that a time is in. */
    long paneOf(long time) {
      return time - Math.floorMod(time - offset, pane);
    }

    /** End of the last window that holds a pane. */
    long lastEnd(long paneStart) {
      return cumulating ? blockOf(paneStart) + size : paneStart + size;
    }

    /** Start of the window that ends at {@code end}. */
    long startOf(long end) {
      return cumulating ? blockOf(end - 1) : end - size;
    }

    /** The least window end that is greater than a watermark + 1 and not before {@code end}. */
    long firstOpenEnd(long end, long watermark) {
      if (end - 1 > watermark) {
        return end;
      }
      long next = watermark + 1;
      return next - Math.floorMod(next - offset, pane) + pane;
    }

    private long blockOf(long time) {
      return time - Math.floorMod(time - offset, size);
    }
  }

  /** Windows of one key that grow while the next row comes within the gap. */
  record Session(long gap) implements WindowAssigner {}
}
