package dev.eddy.runtime;

import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Condition;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.state.Timer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An enabled breakpoint made ready to be held against steps, and how often it was hit.
 *
 * <p>Which fields mean something follows from the condition.
 */
final class Watch {
  final Breakpoint breakpoint;
  final Condition condition;

  /** Position of the edge, or -1. */
  int edge = -1;

  /** Rank of the node, or -1. */
  int rank = -1;

  /** Position of the state or output, or -1. */
  int part = -1;

  /** Canonical bytes; null for any key. */
  byte @Nullable [] key;

  @Nullable RowPredicate predicate;

  /** Whether it holds at the row that is looked at. */
  boolean holds;

  /** Moments so far, from the start of the run, at which the condition held. */
  long count;

  Watch(Breakpoint breakpoint) {
    this.breakpoint = breakpoint;
    this.condition = breakpoint.condition();
  }

  static Watch of(Breakpoint b, Places places, ClassLoader parent) throws RunException {
    Watch w = new Watch(b);
    if (b.condition() instanceof Condition.RowPasses c) {
      w.edge = places.edge(c.edgeId());
      w.predicate =
          Predicates.of(
              c.condition(), c.compiled(), parent, dev.eddy.model.problem.Place.edge(c.edgeId()));
    } else if (b.condition() instanceof Condition.KeyIs c) {
      w.rank = places.node(c.nodeId());
      w.key = places.keyBytes(w.rank, c.key());
    } else if (b.condition() instanceof Condition.NodeWorks c) {
      w.rank = places.node(c.nodeId());
    } else if (b.condition() instanceof Condition.LateRow c) {
      w.rank = places.node(c.nodeId());
      w.part = places.latePort(w.rank);
    } else if (b.condition() instanceof Condition.WatermarkPasses c) {
      w.rank = places.node(c.nodeId());
    } else if (b.condition() instanceof Condition.TimerFires c) {
      w.rank = places.node(c.nodeId());
      w.key = places.keyBytes(w.rank, c.key());
    } else if (b.condition() instanceof Condition.StateChanges c) {
      w.rank = places.node(c.nodeId());
      w.part = places.state(w.rank, c.state());
      w.key = places.keyBytes(w.rank, c.key());
      w.predicate = Predicates.of(c.condition(), c.compiled(), parent, places.place(w.rank));
    }
    return w;
  }

  /** Whether it says something where it holds, instead of stopping there. */
  boolean logs() {
    return !breakpoint.log().isEmpty();
  }

  /** Whether it must be told of what the operator does during its steps. */
  boolean witnesses() {
    return condition instanceof Condition.LateRow || condition instanceof Condition.StateChanges;
  }

  /** Whether it holds just before the step that a network has prepared. */
  boolean before(Network network) {
    if (condition instanceof Condition.RowPasses) {
      return network.nextEdge() == edge && Predicates.holds(predicate, network.nextRow());
    }
    if (rank < 0 || network.nextRank() != rank) {
      return false;
    }
    if (condition instanceof Condition.NodeWorks) {
      return true;
    }
    if (condition instanceof Condition.KeyIs) {
      byte[] next = network.nextKey();
      return next != null && (key == null || Arrays.equals(next, key));
    }
    if (condition instanceof Condition.TimerFires c) {
      Timer timer = network.nextTimer();
      return timer != null
          && (c.name().isEmpty() || c.name().equals(timer.called()))
          && (key == null || Arrays.equals(network.nextKey(), key));
    }
    return false;
  }

  /** Whether it cannot hold at any moment after one keyframe up to another. */
  boolean quiet(Network network, Network.Frame from, Network.Frame to) {
    if (edge >= 0) {
      return network.gauges().rowsOfEdge(from, edge) == network.gauges().rowsOfEdge(to, edge);
    }
    if (condition instanceof Condition.WatermarkPasses c) {
      return network.gauges().watermark(from, rank) >= c.time()
          || network.gauges().watermark(to, rank) < c.time();
    }
    return rank >= 0
        && network.gauges().rowsIn(from, rank) == network.gauges().rowsIn(to, rank)
        && network.gauges().watermark(from, rank) == network.gauges().watermark(to, rank);
  }
}
