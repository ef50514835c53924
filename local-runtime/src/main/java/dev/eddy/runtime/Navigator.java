package dev.eddy.runtime;

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
import org.jspecify.annotations.Nullable;

/**
 * Moves a player over what it reached before: puts the nearest keyframe back, in memory or from a
 * checkpoint, and replays from there. A backward search replays stretches between keyframes, the
 * newest first, and keeps the last hit (as rr's reverse-continue does). Owned by the run's thread.
 */
final class Navigator {
  /** Events between the keyframes made while stepping back. */
  private static final int FINE_EVENTS = 16;

  /** A checkpoint is read where it saves the replay of more events than this. */
  private static final int WORTH_READING = 1000;

  private final Player player;
  private final Keyframes keyframes;
  private final NavigableMap<Long, Path> checkpoints;
  private final Set<Long> damaged = new HashSet<>();

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
    if (target.compareTo(player.here()) < 0 || nearest > player.sequence()) {
      rewind(target.sequence(), false);
    }
    player.replayTo(target);
  }

  void stepBack() throws FlowException, IOException {
    Moment here = player.here();
    if (here.step() > 0) {
      rewind(here.sequence(), true);
      player.replayTo(new Moment(here.sequence(), here.step() - 1));
    } else if (here.sequence() > 1) {
      long before = here.sequence() - 1;
      rewind(before, true);
      int last = 0;
      while (player.sequence() == before) {
        last = player.step();
        player.advanceOne();
      }
      rewind(before, true);
      player.replayTo(new Moment(before, last));
    }
  }

  /** Back to the breakpoint hit before, or to the start. */
  Halt reverse(Watches watches, BooleanSupplier interrupt) throws FlowException, IOException {
    Moment here = player.here();
    Moment upTo = here;
    Map.Entry<Long, Frame> from = before(here);
    while (watches.any()) {
      restore(from);
      Moment last = null;
      Halt halt = null;
      while (player.here().compareTo(upTo) < 0) {
        if (player.step() > 0) {
          Halt hit = watches.hit(player.network());
          if (hit != null) {
            last = player.here();
            halt = hit;
          }
        } else if (interrupt.getAsBoolean()) {
          goTo(here);
          return Halt.PAUSED;
        }
        player.advanceOne();
      }
      if (last != null && halt != null) {
        goTo(last);
        return halt;
      }
      upTo = new Moment(from.getKey(), 0);
      if (from.getKey() <= 1) {
        break;
      }
      from = floor(from.getKey() - 1);
    }
    goTo(Moment.START);
    return new Halt(Stop.END, "The start of the run.");
  }

  /**
   * Replays what came before the present moment in stretches, the newest first, and comes back.
   *
   * @param edge only stretches in which rows passed this edge are replayed
   */
  void stretches(int edge, Views.Stretches visitor) throws FlowException, IOException {
    Moment here = player.here();
    Moment upTo = here;
    long passed = player.network().rowsOfEdge(edge);
    boolean moved = false;
    try {
      while (passed > 0 && upTo.compareTo(new Moment(1, 0)) > 0) {
        Map.Entry<Long, Frame> from = before(upTo);
        long before = player.network().rowsOfEdge(from.getValue(), edge);
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

  /** Puts back the nearest keyframe at or before the event, then goes to the event's beginning. */
  private void rewind(long event, boolean fine) throws FlowException, IOException {
    Map.Entry<Long, Frame> from = floor(event);
    restore(from);
    boolean dense = fine && event - from.getKey() > FINE_EVENTS;
    while (player.sequence() < event) {
      long left = event - player.sequence();
      if (dense && player.step() == 0 && left % FINE_EVENTS == 0 && left <= 1024) {
        keyframes.putFine(player.sequence(), player.network().frame());
      }
      player.advanceOne();
    }
    if (fine) {
      keyframes.putFine(player.sequence(), player.network().frame());
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
  private Map.Entry<Long, Frame> floor(long event) throws FlowException, IOException {
    while (true) {
      Map.Entry<Long, Frame> k = Objects.requireNonNull(keyframes.floor(Math.max(1, event)));
      Map.Entry<Long, Path> c = checkpoints.floorEntry(event);
      if (c == null || damaged.contains(c.getKey()) || c.getKey() <= k.getKey() + WORTH_READING) {
        return k;
      }
      Network one = player.fresh();
      try {
        player.recorder().recording().readCheckpoint(c.getValue()).load(one);
        keyframes.put(c.getKey(), one.frame());
      } catch (IOException e) {
        // A checkpoint only saves work: without it the replay is longer.
        damaged.add(c.getKey());
      } finally {
        one.close();
      }
    }
  }
}
