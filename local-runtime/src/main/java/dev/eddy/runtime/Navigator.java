package dev.eddy.runtime;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.Network.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Moves a player over what it reached before: puts the nearest keyframe back, in memory or from a
 * checkpoint, and replays from there. A backward search replays stretches between keyframes, the
 * newest first, and keeps the last hit (as rr's reverse-continue does). Owned by the run's thread.
 */
final class Navigator {
  /** Events between the keyframes made while stepping back. */
  private static final int FINE_EVENTS = 16;

  /** So many events before the moment stepped back to have such keyframes among them. */
  private static final int DENSE_EVENTS = 1024;

  /** Keyframes made while a stretch is searched. */
  private static final int FINE_PER_SCAN = 32;

  /** A checkpoint is read where it saves the replay of more events than this. */
  private static final int WORTH_READING = 1000;

  /** While an event is replayed about so many bytes of a checkpoint could be read. */
  private static final int BYTES_AN_EVENT = 32;

  /**
   * Events of the first stretch that is searched backwards; each one after it has twice as many.
   */
  private static final long FIRST_STRETCH = 25_000;

  private static final long LONGEST_STRETCH = 1_000_000;

  private static final Halt START = new Halt(Stop.END, "The start of the run.");

  private final Player player;
  private final Keyframes keyframes;
  private final NavigableMap<Long, Path> checkpoints;
  private final Set<Long> damaged = new HashSet<>();

  /** Up to where {@link #prepare} has come. */
  private long prepared = 1;

  Navigator(Player player) {
    this.player = player;
    this.keyframes = player.keyframes();
    this.checkpoints = player.recorder().recording().checkpoints();
  }

  /** To a moment; a later one than the live edge means the live edge. */
  void goTo(Moment moment) throws FlowException, IOException {
    Moment edge = player.edge();
    Moment target = moment.compareTo(edge) > 0 ? edge : moment;
    if (target.sequence() == 0) {
      target = new Moment(1, 0);
    }
    long nearest = floor(target.sequence()).getKey();
    if (player.isAstray() || target.compareTo(player.here()) < 0 || nearest > player.sequence()) {
      rewind(target.sequence(), false);
    }
    player.replayTo(target);
  }

  /**
   * Replays a recording that was opened, so that it has keyframes everywhere, as the run itself
   * had; goes on where an earlier call was interrupted, and comes back.
   *
   * @return whether there is more to do
   */
  boolean prepare(BooleanSupplier interrupt) throws FlowException, IOException {
    long end = player.edge().sequence();
    if (player.hasGate() || prepared >= end) {
      return false;
    }
    Moment here = player.here();
    try {
      restore(Objects.requireNonNull(keyframes.floor(prepared)));
      player.replayTo(new Moment(prepared, 0));
      player.prepare(end, interrupt);
      prepared = player.sequence();
      if (!keyframes.has(prepared)) {
        keyframes.put(prepared, player.network().frame());
      }
    } catch (FlowException e) {
      // Whoever goes there will be told.
      prepared = Long.MAX_VALUE;
    } finally {
      restore(floor(here.sequence()));
      goTo(here);
    }
    return prepared < end;
  }

  /**
   * Back to the breakpoint hit before, or to the start.
   *
   * @param exclusive whether one at the present moment does not count
   */
  Halt reverse(Watches watches, boolean exclusive, BooleanSupplier interrupt)
      throws FlowException, IOException {
    if (!watches.any()) {
      goTo(Moment.START);
      return START;
    }
    Moment here = player.here();
    watches.silent(true);
    try {
      Hit hit =
          watches.counting()
              ? counted(watches, here, exclusive, interrupt)
              : last(watches, exclusive, interrupt);
      watches.end(player.network());
      if (hit == Hit.INTERRUPTED) {
        goTo(here);
        return Halt.PAUSED;
      }
      goTo(hit == null ? Moment.START : hit.at);
      return hit == null ? START : hit.halt;
    } finally {
      watches.end(player.network());
      watches.silent(false);
    }
  }

  private record Hit(Moment at, Halt halt) {
    static final Hit INTERRUPTED = new Hit(Moment.START, Halt.PAUSED);
  }

  /**
   * The last hit up to the present moment; stretches between keyframes, the newest first.
   *
   * @param exclusive whether one at the moment itself does not count
   */
  private @Nullable Hit last(Watches watches, boolean exclusive, BooleanSupplier interrupt)
      throws FlowException, IOException {
    Moment here = player.here();
    Moment upTo = here;
    Map.Entry<Long, Frame> from = before(here);
    Frame after = null;
    long length = FIRST_STRETCH;
    while (true) {
      if (after == null || !isQuiet(watches, from, after, upTo.sequence())) {
        while (from.getKey() > 1 && upTo.sequence() - from.getKey() < length) {
          Map.Entry<Long, Frame> earlier = floor(from.getKey() - 1);
          if (isQuiet(watches, earlier, from.getValue(), from.getKey())) {
            break;
          }
          from = earlier;
        }
        length = Math.min(LONGEST_STRETCH, length * 2);
        Hit hit = stretch(watches, from, upTo, exclusive && upTo.equals(here), interrupt);
        if (hit != null) {
          return hit;
        }
      }
      if (from.getKey() <= 1) {
        return null;
      }
      upTo = new Moment(from.getKey(), 0);
      after = from.getValue();
      from = floor(from.getKey() - 1);
    }
  }

  /** Whether nothing can hold between two keyframes. */
  private boolean isQuiet(
      Watches watches, Map.Entry<Long, Frame> from, Frame after, long afterSequence) {
    boolean checkpoints = player.recorder().checkpointsWithin(from.getKey(), afterSequence);
    return watches.quiet(player.network(), from.getValue(), after, checkpoints);
  }

  /**
   * The last hit after a keyframe and up to a moment: the fast path tells in which events there may
   * be one, the steps of those tell where.
   */
  private @Nullable Hit stretch(
      Watches watches,
      Map.Entry<Long, Frame> from,
      Moment upTo,
      boolean exclusive,
      BooleanSupplier interrupt)
      throws FlowException, IOException {
    restore(from);
    keyframes.fineAround(upTo.sequence());
    long every = Math.max(FINE_EVENTS, (upTo.sequence() - from.getKey()) / FINE_PER_SCAN);
    LongPredicate checkpoints =
        watches.checkpoints() ? player.recorder()::hasCheckpoint : sequence -> false;
    Scout scout = new Scout(player, watches, checkpoints);
    Runnable between =
        () -> {
          if (!scout.cuts() && player.sequence() % every == 0) {
            // What is found is near one of these, and so is the next search back.
            keyframes.putFine(player.sequence(), player.network().frame());
          }
        };
    if (!scout.replay(upTo.sequence(), between, interrupt)) {
      return Hit.INTERRUPTED;
    }
    if (upTo.step() > 0) {
      goTo(new Moment(upTo.sequence(), 0));
      Hit hit = scan(watches, upTo, exclusive, interrupt);
      if (hit != null) {
        return hit;
      }
    }
    long before = upTo.sequence();
    for (long event : scout.latest()) {
      Moment end = new Moment(event + 1, 0);
      goTo(new Moment(event, 0));
      Hit hit = scan(watches, end, exclusive && end.equals(upTo), interrupt);
      if (hit != null) {
        return hit;
      }
      before = event;
    }
    if (!scout.more()) {
      return null;
    }
    // Too many events that only may have been: step by step what is left.
    restore(from);
    return scan(watches, new Moment(before, 0), false, interrupt);
  }

  /** The last hit from here up to a moment. */
  private @Nullable Hit scan(
      Watches watches, Moment upTo, boolean exclusive, BooleanSupplier interrupt)
      throws FlowException, IOException {
    watches.begin(player.network());
    Hit found = null;
    while (player.here().compareTo(upTo) < 0) {
      if (player.step() == 0 && interrupt.getAsBoolean()) {
        return Hit.INTERRUPTED;
      }
      player.advanceOne();
      if (!exclusive || player.here().compareTo(upTo) < 0) {
        Halt halt = hit(watches);
        found = halt == null ? found : new Hit(player.here(), halt);
      }
    }
    return found;
  }

  private @Nullable Halt hit(Watches watches) {
    return watches.at(
        player.network(), player.here(), player.step() > 0, player.recorder()::hasCheckpoint);
  }

  /** As {@link #last} where hits are counted: from the start of the run. */
  private @Nullable Hit counted(
      Watches watches, Moment here, boolean exclusive, BooleanSupplier interrupt)
      throws FlowException, IOException {
    goTo(Moment.START);
    if (watches.areTraps()) {
      Tally tally = new Tally(player, watches);
      if (!tally.upTo(here, exclusive, interrupt)) {
        return Hit.INTERRUPTED;
      }
      Watch last = tally.last();
      if (last == null) {
        return null;
      }
      goTo(tally.at());
      String words = watches.describe(last, player.network());
      return new Hit(tally.at(), new Halt(Stop.at(last.breakpoint.id()), words));
    }
    watches.resetCounts();
    return scan(watches, here, exclusive, interrupt);
  }

  /**
   * Counts the hits from the start of the run up to the present moment, and comes back.
   *
   * @return false when interrupted
   */
  boolean count(Watches watches, BooleanSupplier interrupt) throws FlowException, IOException {
    Moment here = player.here();
    watches.silent(true);
    try {
      goTo(Moment.START);
      watches.resetCounts();
      boolean whole =
          watches.areTraps()
              ? new Tally(player, watches).upTo(here, false, interrupt)
              : scan(watches, here, false, interrupt) != Hit.INTERRUPTED;
      watches.end(player.network());
      goTo(here);
      return whole;
    } finally {
      watches.silent(false);
    }
  }

  /**
   * Replays what came before the present moment in stretches, the newest first, and comes back.
   *
   * @param edge only stretches in which rows passed this edge are replayed
   */
  void stretches(int edge, Views.Stretches visitor) throws FlowException, IOException {
    Moment here = player.here();
    Moment upTo = here;
    long passed = player.network().gauges().rowsOfEdge(edge);
    boolean moved = false;
    try {
      while (passed > 0 && upTo.compareTo(new Moment(1, 0)) > 0) {
        Map.Entry<Long, Frame> from = before(upTo);
        long before = player.network().gauges().rowsOfEdge(from.getValue(), edge);
        if (before < passed) {
          moved = true;
          restore(from);
          player.network().probe(visitor.begin());
          player.replayTo(upTo);
          player.network().probe(null);
          if (!visitor.end()) {
            return;
          }
        }
        passed = before;
        upTo = new Moment(from.getKey(), 0);
      }
    } finally {
      player.network().probe(null);
      if (moved) {
        goTo(here);
      }
    }
  }

  /**
   * The moment at which the n-th row of an edge is handled; the run is left there.
   *
   * @param n from 1
   * @return null where so many rows did not pass up to the live edge
   */
  @Nullable Moment rowOfEdge(int edge, long n) throws FlowException, IOException {
    Map.Entry<Long, Frame> from = floor(player.edge().sequence());
    while (from.getKey() > 1 && player.network().gauges().rowsOfEdge(from.getValue(), edge) >= n) {
      from = floor(from.getKey() - 1);
    }
    restore(from);
    while (true) {
      if (player.step() > 0
          && player.network().nextEdge() == edge
          && player.network().gauges().rowsOfEdge(edge) == n - 1) {
        return player.here();
      }
      if (player.here().compareTo(player.edge()) >= 0) {
        return null;
      }
      player.advanceOne();
    }
  }

  /** Replays to a moment; gives the failure that it met on its way, or null. */
  @Nullable FlowException replayAfterFailure(Moment target) throws FlowException, IOException {
    restore(floor(target.sequence()));
    try {
      player.replayTo(target);
      return null;
    } catch (FlowException e) {
      return e;
    }
  }

  /**
   * A step whose code interrupted the run's thread.
   *
   * @param rank of the operator, or of the source
   */
  record Interrupt(int rank, Moment at) {}

  /**
   * Replays to a moment, step by step: the last step on the way that leaves the thread interrupted,
   * or null. Looks at the stretch before the moment first, and at longer ones after it.
   */
  @Nullable Interrupt interruptBefore(Moment target) throws FlowException, IOException {
    long length = FIRST_STRETCH;
    Map.Entry<Long, Frame> from = before(target);
    while (true) {
      while (from.getKey() > 1 && target.sequence() - from.getKey() < length) {
        from = floor(from.getKey() - 1);
      }
      restore(from);
      Interrupt found = null;
      while (player.here().compareTo(target) < 0) {
        Moment at = player.here();
        int rank = at.step() > 0 ? player.network().nextRank() : -1;
        player.advanceOne();
        // It must be taken away: the next read of the history would fail by it.
        if (Thread.interrupted()) {
          int source = player.delivered().source();
          found = new Interrupt(rank < 0 ? player.loaded().sources().get(source) : rank, at);
        }
      }
      if (found != null || from.getKey() <= 1) {
        return found;
      }
      length *= 8;
    }
  }

  /** Puts back the nearest keyframe at or before the event, then goes to the event's beginning. */
  void rewind(long event, boolean fine) throws FlowException, IOException {
    Map.Entry<Long, Frame> from = floor(event);
    restore(from);
    boolean dense = fine && event - from.getKey() > FINE_EVENTS;
    if (fine) {
      keyframes.fineAround(event);
    }
    long near = fine ? event - DENSE_EVENTS : event;
    if (player.sequence() < near) {
      player.replayTo(new Moment(near, 0));
    }
    while (player.sequence() < event) {
      long left = event - player.sequence();
      if (dense && player.step() == 0 && left % FINE_EVENTS == 0 && left <= DENSE_EVENTS) {
        keyframes.putFine(player.sequence(), player.network().frame());
      }
      player.advanceOne();
    }
    if (fine) {
      keyframes.putFine(player.sequence(), player.network().frame());
    }
  }

  private boolean isWorthReading(Map.Entry<Long, Path> checkpoint, long instead) {
    long saved = checkpoint.getKey() - instead;
    if (saved <= WORTH_READING) {
      return false;
    }
    try {
      return saved
          > player.recorder().recording().checkpointBytes(checkpoint.getValue()) / BYTES_AN_EVENT;
    } catch (IOException e) {
      return false;
    }
  }

  private void restore(Map.Entry<Long, Frame> from) {
    player.restore(from.getKey(), from.getValue());
  }

  /** The nearest keyframe before a moment. */
  private Map.Entry<Long, Frame> before(Moment moment) throws FlowException, IOException {
    return floor(moment.step() > 0 ? moment.sequence() : moment.sequence() - 1);
  }

  /** The nearest keyframe at or before a sequence, in memory or from a checkpoint. */
  Map.Entry<Long, Frame> floor(long event) throws FlowException, IOException {
    while (true) {
      Map.Entry<Long, Frame> k = Objects.requireNonNull(keyframes.floor(Math.max(1, event)));
      Map.Entry<Long, Path> c = checkpoints.floorEntry(event);
      if (c == null || damaged.contains(c.getKey()) || !isWorthReading(c, k.getKey())) {
        return k;
      }
      Network one = player.empty();
      try {
        player.recorder().recording().readCheckpoint(c.getValue()).load(one);
        keyframes.putAgain(c.getKey(), one.frame());
      } catch (IOException e) {
        // A checkpoint only saves work: without it the replay is longer.
        damaged.add(c.getKey());
        player
            .recorder()
            .recording()
            .tell(
                Problem.warning(
                    "recording-damaged",
                    Place.file(c.getValue().toString()),
                    e.getMessage() + "; the way to moments after it is longer.",
                    "Nothing is lost. Look at the disk."));
      } finally {
        one.close();
      }
    }
  }
}
