package dev.eddy.runtime;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run has reached, seen from afar: counts in equal stretches, checkpoints, gaps, and where
 * breakpoints stopped it. Owned by the run's thread.
 */
final class Timeline {
  private final Plan plan;
  private final Player player;
  private final Recorder recorder;
  private final TreeSet<Moment> hits = new TreeSet<>();

  /** Counts inside the event at the live edge; null where none was looked at. */
  private Samples.@Nullable Sample unfinished;

  Timeline(Player player) {
    this.plan = player.loaded().plan();
    this.player = player;
    this.recorder = player.recorder();
  }

  /** A breakpoint stops the run here. */
  void hit() {
    hits.add(player.here());
  }

  /** There are other breakpoints from now on. */
  void forgetHits() {
    hits.clear();
  }

  /**
   * Counts by node in so many stretches.
   *
   * @param running whether a move is under way, which asks in between
   */
  Reply.TimelineOf of(int buckets, boolean running) {
    Moment edge = player.edge();
    // Inside of an event what it did so far counts, or the first stop of a run had no rows.
    long end = edge.step() > 0 ? edge.sequence() + 1 : edge.sequence();
    if (!player.isPast() && !running) {
      if (edge.step() == 0) {
        recorder.sample(player.network(), end);
      } else {
        unfinished = recorder.sampled(player.network(), end);
      }
    }
    Samples.Sample tail = unfinished;
    return Views.timeline(
        plan,
        tail != null && tail.sequence() == end && edge.step() > 0
            ? recorder.samples().with(tail)
            : recorder.samples(),
        end,
        buckets,
        new ArrayList<>(recorder.recording().checkpoints().keySet()),
        new ArrayList<>(hits),
        player.gaps());
  }
}
