package dev.eddy.runtime;

import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.plan.Plan.PlanNode;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Reply.Finding;
import dev.eddy.model.protocol.Reply.Finding.Cause;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no output: looks at the nodes before a node for what holds rows back. Reads the
 * network as it stands, with one subtask for each operator.
 */
final class Silence {
  private final LoadedPlan loaded;
  private final Plan plan;
  private final Player player;
  private final Network network;

  Silence(Player player) {
    this.player = player;
    this.loaded = player.loaded();
    this.plan = loaded.plan();
    this.network = player.network();
  }

  Reply.WhyOf why(int node) {
    List<Reply.InputFacts> inputs = new ArrayList<>();
    for (int e = 0; e < plan.edges().size(); e++) {
      PlanEdge edge = plan.edges().get(e);
      if (edge.to() == node) {
        inputs.add(
            new Reply.InputFacts(
                edge.id(),
                plan.nodes().get(edge.from()).id(),
                network.gauges().rowsOfEdge(e),
                network.gauges().watermarkOfEdge(e),
                holder(edge.from())));
      }
    }
    List<Finding> findings = new ArrayList<>();
    BitSet before = before(node);
    for (int rank = before.nextSetBit(0); rank >= 0; rank = before.nextSetBit(rank + 1)) {
      find(rank, findings);
    }
    return new Reply.WhyOf(
        plan.nodes().get(node).id(), network.gauges().watermark(node), inputs, findings);
  }

  /** The node and those from which rows can reach it. */
  private BitSet before(int node) {
    BitSet out = new BitSet();
    out.set(node);
    for (int rank = node; rank >= 0; rank--) {
      for (PlanEdge e : plan.edges()) {
        if (e.from() == rank && out.get(e.to())) {
          out.set(rank);
        }
      }
    }
    return out;
  }

  private void find(int rank, List<Finding> out) {
    PlanNode node = plan.nodes().get(rank);
    if (network.isSource(rank)) {
      if (network.gauges().rowsOut(rank) == 0) {
        out.add(finding(Cause.NOTHING_READ, node, null, 0, node.name() + " has given no row."));
      }
      return;
    }
    long rowsIn = network.gauges().rowsIn(rank);
    emptyInputs(rank, rowsIn, out);
    if (node.outputs().isEmpty()) {
      return;
    }
    if (!loaded.shape(rank).isKeyed() || !waits(rank, node, out)) {
      if (rowsIn > 0 && network.gauges().rowsOut(rank) == 0) {
        String text = node.name() + " has taken " + counted(rowsIn, "row") + " and let none pass.";
        out.add(finding(Cause.DROPS_ALL, node, null, rowsIn, text));
      }
    }
  }

  /** Inputs along which nothing came, where the fault is not further up. */
  private void emptyInputs(int rank, long rowsIn, List<Finding> out) {
    PlanNode node = plan.nodes().get(rank);
    for (int e = 0; e < plan.edges().size(); e++) {
      PlanEdge edge = plan.edges().get(e);
      if (edge.to() != rank || network.gauges().rowsOfEdge(e) > 0) {
        continue;
      }
      PlanNode from = plan.nodes().get(edge.from());
      boolean other = rowsIn > 0;
      boolean elsewhere = network.gauges().rowsOut(edge.from()) > 0;
      if (other || elsewhere) {
        String text = node.name() + " has got no row from " + from.name() + ".";
        out.add(finding(Cause.INPUT_EMPTY, node, edge.id(), 0, text));
      }
    }
  }

  /** Whether timers wait; says what they wait for. */
  private boolean waits(int rank, PlanNode node, List<Finding> out) {
    long[] byClock = {0};
    network
        .state()
        .scanTimers(
            rank,
            (key, timer) -> {
              byClock[0] += timer.isByClock() ? 1 : 0;
              return true;
            });
    long byWatermark = network.state().timers(rank) - byClock[0];
    if (byClock[0] > 0) {
      out.add(waitsForClock(rank, node, byClock[0]));
    }
    if (byWatermark > 0) {
      out.add(waitsForWatermark(rank, node, byWatermark));
    }
    return byClock[0] > 0 || byWatermark > 0;
  }

  private Finding waitsForWatermark(int rank, PlanNode node, long count) {
    long next = network.state().nextTimerTime(rank);
    Reply.Holder holder = holder(rank);
    long eventTime = expected(next, holder);
    StringBuilder text = waiting(node, count);
    text.append("; the next fires when the watermark reaches ").append(time(next));
    text.append(", it is ").append(time(network.gauges().watermark(rank))).append('.');
    if (holder != null) {
      PlanNode source = java.util.Objects.requireNonNull(plan.node(holder.sourceId()));
      text.append(" It is held by ").append(source.name());
      text.append(", ").append(holder.splitName());
      if (eventTime != Long.MIN_VALUE) {
        text.append(": a row of ").append(time(eventTime)).append(" would release it");
      }
      text.append('.');
    }
    return new Finding(
        Cause.WAITS_FOR_WATERMARK, node.id(), null, count, next, eventTime, text.toString());
  }

  private Finding waitsForClock(int rank, PlanNode node, long count) {
    long next = network.state().nextClockTimerTime(rank);
    StringBuilder text = waiting(node, count).append(" for the clock");
    if (network.gauges().ended()) {
      text.append(", which ticks no more: the input has ended.");
    } else {
      text.append("; the next fires when it reaches ").append(time(next));
      text.append(", it says ").append(time(network.time())).append('.');
    }
    return new Finding(
        Cause.WAITS_FOR_CLOCK, node.id(), null, count, next, Long.MIN_VALUE, text.toString());
  }

  private static StringBuilder waiting(PlanNode node, long count) {
    return new StringBuilder(node.name())
        .append(": ")
        .append(counted(count, "timer"))
        .append(count == 1 ? " waits" : " wait");
  }

  /**
   * Event time from which a watermark is to be expected: as much later as the greatest event time
   * of the source is ahead of the greatest watermark of its splits.
   */
  private long expected(long watermark, Reply.@Nullable Holder holder) {
    if (holder == null || holder.clock() == Long.MIN_VALUE) {
      return Long.MIN_VALUE;
    }
    int source = loaded.sources().indexOf(plan.rankOf(holder.sourceId()));
    long greatest = Long.MIN_VALUE;
    for (int split = 0; split < player.sources().counts()[source]; split++) {
      greatest = Math.max(greatest, network.gauges().watermark(source, split));
    }
    return greatest == Long.MIN_VALUE
        ? Long.MIN_VALUE
        : watermark + Math.max(0, holder.clock() - greatest);
  }

  /** The split that holds back the watermark of a node; null where all have ended. */
  Reply.@Nullable Holder holder(int rank) {
    int at = rank;
    while (!network.isSource(at)) {
      int from = -1;
      long least = Long.MAX_VALUE;
      for (int e = 0; e < plan.edges().size(); e++) {
        if (plan.edges().get(e).to() == at && network.gauges().watermarkOfEdge(e) < least) {
          least = network.gauges().watermarkOfEdge(e);
          from = plan.edges().get(e).from();
        }
      }
      if (from < 0) {
        return null;
      }
      at = from;
    }
    int source = loaded.sources().indexOf(at);
    int held = -1;
    for (int split = 0; split < player.sources().counts()[source]; split++) {
      boolean ended = network.gauges().ended(source, split);
      if (!ended
          && (held < 0
              || network.gauges().watermark(source, split)
                  < network.gauges().watermark(source, held))) {
        held = split;
      }
    }
    if (held < 0) {
      return null;
    }
    String named = player.sources().names().get(player.sources().number(source, held));
    return new Reply.Holder(
        plan.nodes().get(at).id(),
        held,
        named.substring(named.indexOf('/') + 1),
        network.gauges().watermark(source, held),
        network.gauges().clock(source));
  }

  private static Finding finding(
      Cause cause, PlanNode node, @Nullable String edge, long count, String text) {
    return new Finding(cause, node.id(), edge, count, Long.MIN_VALUE, Long.MIN_VALUE, text);
  }

  private static String time(long millis) {
    return millis == Long.MIN_VALUE
        ? "not set yet"
        : millis == Long.MAX_VALUE ? "the end of the input" : CellText.timestamp(millis);
  }

  private static String counted(long n, String what) {
    String number = String.format(Locale.ROOT, "%,d", n).replace(',', '\u202f');
    return number + " " + what + (n == 1 ? "" : "s");
  }
}
