package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;

/**
 * Aggregates in aligned windows by panes (as Flink's slice-shared windows do): a row changes the
 * accumulators of one pane, a window adds its panes up when it fires. A timer stands for the next
 * window of a key alone and sets the one after it, as long as a pane is left for that.
 */
final class PaneWindows implements Operator {
  private static final String FIRE = "window end";
  private static final String CLEAN = "window gone";

  private final EventTimeColumn time;
  private final WindowAssigner.Aligned windows;
  private final PaneStarts starts;
  private final long lateness;
  private final WindowResult result;
  private final Accumulators accumulators;
  private final Row current;
  private final Panes panes;

  PaneWindows(
      EventTimeColumn time,
      WindowAssigner.Aligned windows,
      long lateness,
      WindowResult result,
      Accumulators accumulators) {
    this.time = time;
    this.windows = windows;
    this.starts = new PaneStarts(windows);
    this.lateness = lateness;
    this.result = result;
    this.accumulators = accumulators;
    this.current = new Row(accumulators.schema().size());
    this.panes = new Panes(windows, lateness, accumulators);
  }

  @Override
  public void open(OperatorContext context) {
    panes.open(context);
    accumulators.open(context);
  }

  @Override
  public void onRow(int port, Row row, OperatorContext context) {
    long start = starts.of(time.of(row));
    long watermark = context.watermark();
    long lastEnd = windows.lastEnd(start);
    if (lastEnd - 1 + lateness <= watermark) {
      context.emit(1, row);
      return;
    }
    panes.load();
    Row before = panes.get(start);
    boolean isNew = before == null;
    if (before == null) {
      accumulators.reset(current);
      long next = windows.firstOpenEnd(start + windows.pane(), watermark);
      if (next <= lastEnd) {
        context.registerTimer(FIRE, next - 1);
      }
      if (lateness > 0) {
        context.registerTimer(CLEAN, lastEnd - 1 + lateness);
      }
    } else {
      current.setAll(before);
    }
    accumulators.add(current, row);
    panes.put(start, current, isNew);
    panes.save();
    if (lateness > 0 && start + windows.pane() - 1 <= watermark) {
      fireAgain(start, lastEnd, watermark, context);
    }
  }

  /** Emits those windows of a late row's pane that are over but within the allowed lateness. */
  private void fireAgain(long start, long lastEnd, long watermark, OperatorContext context) {
    for (long end = start + windows.pane(); end <= lastEnd; end += windows.pane()) {
      if (end - 1 <= watermark && end - 1 + lateness > watermark) {
        fire(end, context);
      }
    }
  }

  @Override
  public void onTimer(String name, long at, OperatorContext context) {
    if (!panes.load()) {
      return;
    }
    if (name.equals(CLEAN)) {
      remove(at + 1 - lateness);
    } else {
      long end = at + 1;
      if (fire(end, context)) {
        context.registerTimer(FIRE, end + windows.pane() - 1);
      }
      if (lateness == 0) {
        remove(end);
      }
    }
    panes.save();
  }

  /** Adds the panes of a window up and emits them; gives whether one is in the next window too. */
  private boolean fire(long end, OperatorContext context) {
    boolean any = false;
    boolean goesOn = false;
    for (long p = windows.startOf(end); p < end; p += windows.pane()) {
      Row part = panes.get(p);
      if (part == null) {
        continue;
      }
      goesOn |= windows.lastEnd(p) > end;
      if (any) {
        accumulators.merge(current, part);
      } else {
        current.setAll(part);
        any = true;
      }
    }
    if (any) {
      result.emit(windows.startOf(end), end, current, context);
    }
    return goesOn;
  }

  /** Forgets the panes whose last window is the one that ends at {@code end}. */
  private void remove(long end) {
    if (!windows.cumulating()) {
      panes.remove(windows.startOf(end));
      return;
    }
    for (long p = windows.startOf(end); p < end; p += windows.pane()) {
      if (windows.lastEnd(p) == end) {
        panes.remove(p);
      }
    }
  }
}
