package dev.eddy.runtime.flow;

import dev.eddy.model.row.Row;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads all splits and decides in which order their rows enter: sources without event time first,
 * whole, in rank order; then by the event time of the next row of each split, ties by the number of
 * the split; the end of a split comes right after its last row. Nothing depends on when a row could
 * be read. Used by one thread.
 */
public final class Gate implements AutoCloseable {
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(10);

  /** Rows after which the position is asked for even where a split is read alone. */
  private static final int LONG_WAY = 10_000;

  private static final long BURST = TimeUnit.MILLISECONDS.toNanos(100);

  /** The next row of a split, read ahead. */
  private static final class Head {
    final int split;
    final int source;
    final int splitOfSource;
    final int timeColumn;
    final long rate;
    final Row[] rows;

    /** Whether rows cannot be read again to find a position. */
    final boolean once;

    @Nullable SplitReader reader;

    /** Where the row that was read ahead begins, or, without one, some row before the next. */
    SplitPosition before;

    /** Rows that were given since {@link #before}. */
    int since;

    boolean loaded;

    /** Whether the row that was read ahead is due. */
    boolean waited;

    boolean ended;
    int port;
    long time;
    long hash;
    @Nullable FlowException failure;

    Head(Sources sources, int split, SplitPosition before) {
      this.split = split;
      this.source = sources.sourceOf(split);
      this.splitOfSource = sources.splitOf(split);
      this.timeColumn = sources.timeColumn(source);
      this.rate = sources.rate(source);
      this.rows = sources.rows(split);
      this.once = sources.isFleeting(source);
      this.before = before;
    }
  }

  private final Sources sources;
  private final List<Head> heads = new ArrayList<>();
  private final long[] due;
  private final @Nullable GateClock clock;

  /** What rows of sources with a rate are waited for by. */
  private final GateClock pacer;

  /** When the first timer by the clock is due. */
  private LongSupplier timers = () -> Long.MAX_VALUE;

  private boolean paced;
  private int live;
  private @Nullable Head current;
  private final Row tick = new Row(1);
  private long ticked = Long.MIN_VALUE;
  private boolean ticks;

  /**
   * @param positions by split, where to go on
   * @param ended by split, whether its end has been delivered
   */
  public Gate(Sources sources, List<SplitPosition> positions, boolean[] ended) {
    this(sources, positions, ended, GateClock.WALL, false);
  }

  /**
   * As the other one.
   *
   * @param clock what rows of sources with a rate are waited for by
   * @param ticks whether it ticks, the first time before the first row; else nobody asks what time
   *     it is
   */
  public Gate(
      Sources sources,
      List<SplitPosition> positions,
      boolean[] ended,
      GateClock clock,
      boolean ticks) {
    this.sources = sources;
    this.clock = ticks ? clock : null;
    this.pacer = clock;
    for (int i = 0; i < sources.total(); i++) {
      Head h = new Head(sources, i, positions.get(i));
      h.ended = ended[i];
      paced |= h.rate > 0;
      live += h.ended ? 0 : 1;
      heads.add(h);
    }
    due = new long[sources.counts().length];
  }

  /**
   * Goes on from a tick of the run before.
   *
   * @param time as {@link Network#time} gives it
   */
  public void ticked(long time) {
    ticked = time;
  }

  /**
   * Lets the clock tick also while a row is waited for, where a timer is due by it.
   *
   * @param first when the first of all timers by the clock is due; {@code Long.MAX_VALUE} without
   *     any. Asked on the gate's thread; an answer that is out of date makes a tick for nothing, or
   *     a late one
   */
  public void timers(LongSupplier first) {
    timers = first;
  }

  /** Whether the ends of all splits have been delivered. */
  public boolean ended() {
    return live == 0;
  }

  /** Whether a source has a rate, so that events may be waited for. */
  public boolean isPaced() {
    return paced;
  }

  /**
   * Goes to the next event; waits where a source has a rate.
   *
   * @return false where there is none any more, or the wait was interrupted
   */
  public boolean advance(BooleanSupplier interrupt) throws FlowException {
    Head h = choose();
    if (h == null) {
      return false;
    }
    if (h.failure != null) {
      throw h.failure;
    }
    if (h.rate > 0 && h.port != GateEvent.END && !h.waited) {
      ticks = false;
      if (!pace(h, interrupt)) {
        return false;
      }
      if (ticks) {
        current = h;
        return true;
      }
      h.waited = true;
    }
    if (ticks(h)) {
      current = h;
      return true;
    }
    h.waited = false;
    current = h;
    h.loaded = false;
    h.since++;
    if (h.port == GateEvent.END) {
      h.ended = true;
      live--;
      h.before = position(h);
      close(h);
    }
    return true;
  }

  /** Whether the clock ticks before the row or end that comes next. */
  private boolean ticks(Head next) {
    ticks = false;
    if (clock != null) {
      long now = clock.now(next.time);
      if (isDue(now, ticked, clock.resolution())) {
        tick(now);
      }
    }
    return ticks;
  }

  /**
   * Whether the clock ticks while no row enters: only for a timer that is due, or a pipeline at
   * rest would fill its journal. A time to live is not waited for by anything; the tick before the
   * next row is early enough for it.
   */
  private boolean ticksMeanwhile() {
    if (clock != null) {
      long now = clock.now(Long.MIN_VALUE);
      if (isDue(now, ticked, clock.resolution()) && timers.getAsLong() <= now) {
        tick(now);
      }
    }
    return ticks;
  }

  private void tick(long now) {
    ticked = now;
    tick.setLong(0, now);
    ticks = true;
  }

  /**
   * Whether a clock that ticked last at a time ticks again. Strictly later each time, also where no
   * event time is known yet ({@code Long.MIN_VALUE}): else it would tick forever.
   */
  static boolean isDue(long now, long ticked, long resolution) {
    return now > ticked && (ticked == Long.MIN_VALUE || now - resolution >= ticked);
  }

  /** As {@link #advance}; gives the event, or null. */
  public @Nullable GateEvent next(BooleanSupplier interrupt) throws FlowException {
    if (!advance(interrupt)) {
      return null;
    }
    return switch (port()) {
      case GateEvent.END -> GateEvent.end(source(), split());
      case GateEvent.TICK -> GateEvent.tick(ticked);
      default -> new GateEvent(source(), split(), port(), row());
    };
  }

  /**
   * The number of the split whose rows can be taken by {@link Network#pump}: the last one that has
   * not ended, of a source without a rate, that is open and of which no row is read ahead, and
   * without a clock that may tick in between. Else -1.
   */
  public int streaming() {
    if (live != 1 || paced || clock != null) {
      return -1;
    }
    for (int i = 0, n = heads.size(); i < n; i++) {
      Head h = heads.get(i);
      if (!h.ended) {
        return h.loaded || h.failure != null || h.reader == null ? -1 : i;
      }
    }
    return -1;
  }

  /** Lets a burst of the split {@link #streaming} go through a source. */
  void pump(SourceTask source, Burst burst, int number) {
    Head h = heads.get(number);
    SplitReader reader = Objects.requireNonNull(h.reader);
    if (h.since >= LONG_WAY) {
      h.before = reader.position();
      h.since = 0;
    }
    current = h;
    ticks = false;
    try {
      source.pump(burst, reader, h.rows, h.splitOfSource);
    } finally {
      h.since += burst.read;
    }
    Throwable failure = burst.failure;
    if (burst.ended || failure != null) {
      if (h.once) {
        h.before = reader.position();
        h.since = 0;
      }
      // As the other ways find it when it is its turn.
      h.port = GateEvent.END;
      h.hash = 0;
      h.time = Long.MIN_VALUE;
      h.failure = failure == null ? null : sources.failure(h.split, failure);
      h.loaded = true;
    }
  }

  /** Position among the sources of the one that a split belongs to. */
  int sourceOf(int number) {
    return heads.get(number).source;
  }

  private Head current() {
    return Objects.requireNonNull(current);
  }

  /** The source of the present event, by position among the sources; of no meaning of a tick. */
  public int source() {
    return ticks ? 0 : current().source;
  }

  /** The split of the present event, of its source. */
  public int split() {
    return ticks ? 0 : current().splitOfSource;
  }

  /**
   * The output port of the present event's row, {@link GateEvent#END} or {@link GateEvent#TICK}.
   */
  public int port() {
    return ticks ? GateEvent.TICK : current().port;
  }

  /** The present event's row, valid until the next event; of no meaning at the end of a split. */
  public Row row() {
    if (ticks) {
      return tick;
    }
    Head h = current();
    return h.rows[Math.max(0, h.port)];
  }

  /** Hash of the raw bytes of the present event. */
  public long hash() {
    return current().hash;
  }

  /** Number of the split of the present event, among all. */
  public int number() {
    return current().split;
  }

  private @Nullable Head choose() throws FlowException {
    Head best = null;
    for (int i = 0, n = heads.size(); i < n; i++) {
      Head h = heads.get(i);
      if (h.ended) {
        continue;
      }
      if (live == 1 || h.timeColumn < 0) {
        load(h);
        return h;
      }
    }
    for (int i = 0, n = heads.size(); i < n; i++) {
      Head h = heads.get(i);
      if (!h.ended) {
        load(h);
        if (best == null || h.time < best.time) {
          best = h;
        }
      }
    }
    return best;
  }

  private void load(Head h) throws FlowException {
    if (h.loaded) {
      return;
    }
    SplitReader reader = h.reader;
    if (reader == null) {
      reader = sources.live(h.split, h.before);
      h.reader = reader;
    }
    boolean alone = live == 1;
    if (!alone || h.once || h.since >= LONG_WAY) {
      h.before = reader.position();
      h.since = 0;
    }
    try {
      h.port = reader.next(h.rows);
      h.hash = reader.takeHash();
      h.time = Long.MIN_VALUE;
      if (h.port == SplitReader.END) {
        // At once, so that a split that has ended does not hold the watermark of the others.
        h.port = GateEvent.END;
      } else if (h.port == 0) {
        int column = h.timeColumn;
        if (column >= 0 && !h.rows[0].isNull(column)) {
          h.time = h.rows[0].getLong(column);
        }
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Thrown when it is the row's turn, so that everything before it is handled first.
      h.failure = sources.failure(h.split, e);
      h.time = Long.MIN_VALUE;
    }
    h.loaded = true;
  }

  /**
   * Waits until a row of a source with a rate is due, or until the clock {@link #ticks}; false when
   * interrupted.
   */
  private boolean pace(Head h, BooleanSupplier interrupt) {
    int source = h.source;
    long now = pacer.nanos();
    if (due[source] == 0 || now - due[source] > BURST) {
      due[source] = now;
    }
    while (now - due[source] < 0) {
      if (interrupt.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        return false;
      }
      if (ticksMeanwhile()) {
        return true;
      }
      pacer.pause(Math.min(SLICE, due[source] - now));
      now = pacer.nanos();
    }
    due[source] += TimeUnit.SECONDS.toNanos(1) / h.rate;
    return true;
  }

  /** Where the first row of each split begins that has not been delivered. */
  public List<SplitPosition> positions() throws FlowException {
    List<SplitPosition> out = new ArrayList<>();
    for (Head h : heads) {
      if (!h.loaded) {
        h.before = position(h);
      } else if (h.since > 0) {
        h.before = search(h);
      }
      h.since = 0;
      out.add(h.before);
    }
    return out;
  }

  /**
   * The position before the row that was read ahead. Where a split is read alone, positions are not
   * asked for before every row; reading some rows again finds it.
   */
  private SplitPosition search(Head h) throws FlowException {
    Row[] rows = sources.rows(h.split);
    try (SplitReader reader = sources.reader(h.split, h.before)) {
      for (int i = 0; i < h.since; i++) {
        int port = reader.next(rows);
        if (port == SplitReader.END) {
          throw new IOException("it has become shorter while it was read");
        }
      }
      return reader.position();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw sources.failure(h.split, e);
    }
  }

  private static SplitPosition position(Head h) {
    return h.reader == null ? h.before : h.reader.position();
  }

  /** Which splits have ended. */
  public boolean[] endedSplits() {
    boolean[] out = new boolean[heads.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = heads.get(i).ended;
    }
    return out;
  }

  private static void close(Head h) {
    if (h.reader != null) {
      try {
        h.reader.close();
      } catch (IOException | RuntimeException e) {
        // It was only read from, and all that was wanted has been read.
        System.getLogger(Gate.class.getName())
            .log(System.Logger.Level.WARNING, "split failed to close", e);
      }
      h.reader = null;
    }
  }

  @Override
  public void close() {
    heads.forEach(Gate::close);
  }
}
