package dev.eddy.runtime;

import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.protocol.Lineage;
import dev.eddy.model.protocol.Lineage.Why;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.Trace.Step;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.Network.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@link Lineage} by replay, so that recording pays nothing for it. Backwards, stretches
 * that hold a wanted step are replayed once each, the newest first, with a {@link Trace}: causes
 * are always older than what they cause. The present moment is left; the caller comes back. Owned
 * by the run's thread.
 */
final class Lineages {
  /** A stretch of more events is cut before it is traced. */
  private static final int STRETCH = 4_000;

  private static final int CUTS = 32;

  private final Player player;
  private final Navigator navigator;
  private final Plan plan;
  private final int limit;

  /** Keyframes between those of the run, for as long as one question takes. */
  private final TreeMap<Long, Frame> cuts = new TreeMap<>();

  private final Map<Moment, Step> found = new LinkedHashMap<>();
  private final List<Cause> causes = new ArrayList<>();

  private record Cause(Moment cause, Moment effect, Why why) {}

  /**
   * A step that is wanted.
   *
   * @param whole false where only the emitter of its row counts
   * @param rank of the node, where only the event of a writer is known (its step is 0)
   */
  private record Wanted(boolean whole, int rank) {}

  /**
   * @param limit steps in the answer, at most
   */
  Lineages(Player player, Navigator navigator, int limit) {
    this.player = player;
    this.navigator = navigator;
    this.plan = player.loaded().plan();
    this.limit = Math.max(1, limit);
  }

  // Backward.

  /** What a row that is handled at a moment, or an entry that was written at it, comes from. */
  Reply.LineageOf origin(Moment at, int rank, boolean whole) throws FlowException, IOException {
    TreeMap<Moment, Wanted> wanted = new TreeMap<>();
    wanted.put(at, new Wanted(whole, rank));
    boolean more = false;
    while (!wanted.isEmpty() && !more) {
      Map.Entry<Moment, Wanted> last = wanted.lastEntry();
      Moment newest = last.getKey();
      long from = restoreBefore(newest.sequence());
      Trace trace = new Trace(player);
      trace.begin();
      try {
        // A writer whose step is not known may be any of its event.
        boolean known = newest.step() > 0 || last.getValue().rank < 0;
        Moment end = new Moment(newest.sequence(), newest.step() + 1);
        Moment upTo = known ? (whole || !newest.equals(at) ? end : newest) : afterEvent(newest);
        Moment edge = player.edge();
        trace.replayTo(upTo.compareTo(edge) < 0 ? upTo : edge);
      } finally {
        trace.end();
      }
      Map<Moment, Step> steps = new HashMap<>();
      Map<Long, List<Step>> writers = new HashMap<>();
      for (Step s : trace.steps()) {
        steps.put(s.moment, s);
        if (s.wrote) {
          writers.computeIfAbsent(s.moment.sequence(), x -> new ArrayList<>()).add(s);
        }
      }
      while (!wanted.isEmpty() && wanted.lastKey().sequence() >= from) {
        if (found.size() >= limit) {
          more = true;
          break;
        }
        Map.Entry<Moment, Wanted> next = wanted.pollLastEntry();
        expand(next.getKey(), next.getValue(), steps, writers, wanted);
      }
    }
    return answer(more);
  }

  private static Moment afterEvent(Moment m) {
    return new Moment(m.sequence() + 1, 0);
  }

  private void expand(
      Moment moment,
      Wanted wanted,
      Map<Moment, Step> steps,
      Map<Long, List<Step>> writers,
      TreeMap<Moment, Wanted> next) {
    Step step = steps.get(moment);
    if (moment.step() == 0 && wanted.rank >= 0) {
      // Written in parallel: all steps of the event at this node that wrote.
      for (Step w : writers.getOrDefault(moment.sequence(), List.of())) {
        if (w.rank == wanted.rank && found.putIfAbsent(w.moment, w) == null) {
          expand(w, true, next);
        }
      }
      rename(moment, wanted.rank, writers.getOrDefault(moment.sequence(), List.of()));
    } else if (step != null) {
      found.put(moment, step);
      expand(step, wanted.whole, next);
    }
  }

  /** Causes that could name an event only now name its steps. */
  private void rename(Moment event, int rank, List<Step> writers) {
    List<Cause> renamed = new ArrayList<>();
    causes.removeIf(
        c -> {
          boolean vague = c.cause.equals(event) && c.why == Why.STATE;
          if (vague) {
            for (Step w : writers) {
              if (w.rank == rank) {
                renamed.add(new Cause(w.moment, c.effect, Why.STATE));
              }
            }
          }
          return vague;
        });
    causes.addAll(renamed);
  }

  private void expand(Step step, boolean whole, TreeMap<Moment, Wanted> next) {
    if (step.emitter != null) {
      want(step.emitter, step, Why.ROW, -1, next);
    }
    if (!whole) {
      return;
    }
    if (step.timer != null) {
      want(registrar(step), step, Why.TIMER, registrar(step).step() == 0 ? step.rank : -1, next);
      want(new Moment(step.moment.sequence(), 0), step, Why.TIME, -1, next);
    }
    for (Moment writer : step.read) {
      want(writer, step, Why.STATE, writer.step() == 0 ? step.rank : -1, next);
    }
  }

  private static Moment registrar(Step step) {
    var t = java.util.Objects.requireNonNull(step.timer);
    return new Moment(t.sequence(), t.step());
  }

  private void want(Moment cause, Step effect, Why why, int rank, TreeMap<Moment, Wanted> next) {
    causes.add(new Cause(cause, effect.moment, why));
    if (!found.containsKey(cause)) {
      next.merge(
          cause, new Wanted(true, rank), (a, b) -> new Wanted(true, Math.max(a.rank, b.rank)));
    }
  }

  /** Puts the nearest keyframe back from which an event is near enough; gives its sequence. */
  private long restoreBefore(long event) throws FlowException, IOException {
    while (true) {
      Map.Entry<Long, Frame> from = navigator.floor(event);
      Map.Entry<Long, Frame> cut = cuts.floorEntry(event);
      Map.Entry<Long, Frame> best = cut != null && cut.getKey() > from.getKey() ? cut : from;
      player.restore(best.getKey(), best.getValue());
      long length = event - best.getKey();
      if (length <= STRETCH) {
        return best.getKey();
      }
      long every = Math.max(STRETCH / 2, length / CUTS);
      while (player.sequence() < event) {
        player.advanceOne();
        if (player.step() == 0 && (player.sequence() - best.getKey()) % every == 0) {
          cuts.put(player.sequence(), player.network().frame());
        }
      }
    }
  }

  // Forward.

  /** What an event caused, up to a moment. */
  Reply.LineageOf effects(long sequence, Moment upTo) throws FlowException, IOException {
    navigator.goTo(new Moment(sequence, 0));
    Set<Moment> affected = new HashSet<>();
    Set<Long> events = new HashSet<>();
    Trace trace = new Trace(player);
    trace.begin();
    try {
      Moment edge = player.edge();
      Moment end = upTo.compareTo(edge) < 0 ? upTo : edge;
      while (player.sequence() < end.sequence() && found.size() < limit) {
        trace.clear();
        trace.event();
        for (Step s : trace.steps()) {
          follow(s, sequence, affected, events);
        }
      }
      return answer(player.sequence() < end.sequence());
    } finally {
      trace.end();
    }
  }

  private void follow(Step s, long origin, Set<Moment> affected, Set<Long> events) {
    int before = causes.size();
    if (s.emitter != null && affected.contains(s.emitter)) {
      causes.add(new Cause(s.emitter, s.moment, Why.ROW));
    }
    if (s.timer != null) {
      Moment by = registrar(s);
      if (touched(by, affected, events)) {
        causes.add(new Cause(by, s.moment, Why.TIMER));
      }
      if (s.moment.sequence() == origin) {
        causes.add(new Cause(new Moment(origin, 0), s.moment, Why.TIME));
      }
    }
    for (Moment writer : s.read) {
      if (touched(writer, affected, events)) {
        causes.add(new Cause(writer, s.moment, Why.STATE));
      }
    }
    boolean first = s.moment.sequence() == origin && s.moment.step() == 0;
    if (first || causes.size() > before) {
      affected.add(s.moment);
      if (s.wrote) {
        events.add(s.moment.sequence());
      }
      found.put(s.moment, s);
    }
  }

  private static boolean touched(Moment writer, Set<Moment> affected, Set<Long> events) {
    return writer.step() > 0 ? affected.contains(writer) : events.contains(writer.sequence());
  }

  // The answer.

  private Reply.LineageOf answer(boolean more) {
    List<Moment> order = new ArrayList<>(found.keySet());
    order.sort(null);
    Map<Moment, Integer> position = new HashMap<>();
    List<Lineage.Step> steps = new ArrayList<>();
    for (Moment m : order) {
      position.put(m, steps.size());
      steps.add(told(java.util.Objects.requireNonNull(found.get(m))));
    }
    List<Lineage.Link> links = new ArrayList<>();
    for (Cause c : causes) {
      @Nullable Integer cause = position.get(c.cause);
      @Nullable Integer effect = position.get(c.effect);
      if (cause != null && effect != null) {
        links.add(new Lineage.Link(cause, effect, c.why));
      }
    }
    return new Reply.LineageOf(steps, links, more);
  }

  private Lineage.Step told(Step s) {
    PlanNode node = plan.nodes().get(s.rank);
    if (s.timer != null) {
      return new Lineage.Step(
          s.moment,
          node.id(),
          Lineage.Kind.TIMER,
          null,
          "",
          List.of(),
          s.timer.shown(),
          s.timer.time());
    }
    Lineage.Kind kind = s.edge < 0 ? Lineage.Kind.GATE : Lineage.Kind.ROW;
    PlanEdge edge = s.edge < 0 ? null : plan.edges().get(s.edge);
    List<@Nullable String> cells = List.of();
    String rowKind = "";
    if (s.row != null) {
      Schema schema =
          edge == null
              ? node.outputs().get(s.port).schema()
              : node.inputs().get(edge.toPort()).schema();
      cells = CellText.ofRow(s.row, schema);
      rowKind = s.row.kind().shortName();
    }
    return new Lineage.Step(
        s.moment, node.id(), kind, edge == null ? null : edge.id(), rowKind, cells, "", 0);
  }
}
