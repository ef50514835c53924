package dev.eddy.runtime;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.Network;
import dev.eddy.runtime.flow.Witness;
import dev.eddy.runtime.state.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events of a stretch in which a breakpoint may hold, by the fast path: whether and where
 * it does is then found by doing those events step by step. It may take an event for one too many,
 * never leave one out. Owned by the run's thread.
 */
final class Scout implements Witness {
  /** So many of the last events are remembered. */
  private static final int KEPT = 32;

  private final Player player;
  private final Plan plan;
  private final Watches all;
  private final List<Watch> watches;
  private final BitSet cut;
  private final LongPredicate checkpoints;
  private final long[] latest = new long[KEPT];
  private long found;
  private boolean marked;

  /** Watches whose node has taken a row in the event. */
  private final BitSet rowed = new BitSet();

  private long[] watermarks = new long[0];
  private long[] due = new long[0];

  /** As {@link #due}, of timers by the clock, which stood at {@link #clock}. */
  private long[] dueByClock = new long[0];

  private long clock;

  /**
   * @param checkpoints whether a checkpoint was taken before the event of a sequence
   */
  Scout(Player player, Watches all, LongPredicate checkpoints) {
    this.player = player;
    this.plan = player.loaded().plan();
    this.all = all;
    this.watches = all.all();
    this.checkpoints = checkpoints;
    this.cut = cut();
  }

  /** Edges behind which nothing can bear on a watch: no edge from there leads to it. */
  private BitSet cut() {
    BitSet needed = new BitSet();
    for (Watch w : watches) {
      if (w.edge >= 0) {
        needed.set(plan.edges().get(w.edge).from());
      } else if (w.rank >= 0) {
        needed.set(w.rank);
      }
    }
    BitSet out = new BitSet();
    // Nodes are in topological order: the last edges first.
    for (int rank = plan.nodes().size() - 1; rank >= 0; rank--) {
      for (int e = 0; e < plan.edges().size(); e++) {
        if (plan.edges().get(e).to() != rank) {
          continue;
        }
        if (needed.get(rank)) {
          needed.set(plan.edges().get(e).from());
        } else {
          out.set(e);
        }
      }
    }
    return out;
  }

  /** Whether it replays only a part of the network, which then stands at no moment of the run. */
  boolean cuts() {
    return !cut.isEmpty();
  }

  /**
   * Replays up to an event, from between two events.
   *
   * @param between called before every event
   * @return false when interrupted
   */
  boolean replay(long upTo, Runnable between, BooleanSupplier interrupt)
      throws FlowException, IOException {
    if (player.sequence() >= upTo) {
      return true;
    }
    watermarks = new long[watches.size()];
    due = new long[watches.size()];
    dueByClock = new long[watches.size()];
    attach();
    try {
      between.run();
      before();
      boolean[] interrupted = {false};
      BooleanSupplier after =
          () -> {
            after(player.sequence() - 1);
            between.run();
            before();
            interrupted[0] = interrupt.getAsBoolean();
            return interrupted[0];
          };
      boolean whole = cuts() ? player.scout(upTo, after) : player.again(upTo, after);
      if (whole && player.sequence() == upTo) {
        after(upTo - 1);
      }
      return !interrupted[0];
    } finally {
      detach();
    }
  }

  /** The last of the events found, the latest first. */
  List<Long> latest() {
    List<Long> out = new ArrayList<>();
    for (long i = found - 1; i >= Math.max(0, found - KEPT); i--) {
      out.add(latest[(int) (i % KEPT)]);
    }
    return out;
  }

  /** Whether more events were found than are remembered. */
  boolean more() {
    return found > KEPT;
  }

  private void before() {
    Network network = player.network();
    marked = false;
    clock = network.time();
    for (int i = 0; i < watermarks.length; i++) {
      Watch w = watches.get(i);
      if (w.rank >= 0) {
        watermarks[i] = network.gauges().watermark(w.rank);
        due[i] = timed(w) ? network.state().nextTimerTime(w.rank) : Long.MAX_VALUE;
        dueByClock[i] = network.state().nextClockTimerTime(w.rank);
      }
    }
  }

  private void after(long sequence) {
    Network network = player.network();
    boolean hit = marked || checkpoints.test(sequence + 1);
    for (int i = 0; i < watermarks.length && !hit; i++) {
      Watch w = watches.get(i);
      if (w.rank < 0) {
        continue;
      }
      long now = network.gauges().watermark(w.rank);
      if (w.condition instanceof Condition.WatermarkPasses c) {
        hit = watermarks[i] < c.time() && now >= c.time();
      } else if (w.condition instanceof Condition.NodeWorks) {
        hit = now != watermarks[i] || byClock(i);
      } else if (timed(w)) {
        // A timer may have been set and have fired in this event: then the first one before it
        // does not tell.
        hit = now != watermarks[i] && (due[i] <= now || rowed.get(i)) || byClock(i);
      }
    }
    rowed.clear();
    if (hit) {
      latest[(int) (found++ % KEPT)] = sequence;
    }
  }

  /** Whether timers of processing time may have fired in this event. */
  private boolean byClock(int watch) {
    long now = player.network().time();
    return now != clock && (dueByClock[watch] <= now || rowed.get(watch));
  }

  private static boolean timed(Watch w) {
    return w.condition instanceof Condition.KeyIs || w.condition instanceof Condition.TimerFires;
  }

  private void attach() throws FlowException {
    Network network = player.network();
    network.cut(cut);
    BitSet witnessed = new BitSet();
    for (Watch w : watches) {
      if (w.witnesses()) {
        witnessed.set(w.rank);
      }
    }
    if (!witnessed.isEmpty()) {
      network.witness(witnessed, this);
    }
    for (int e = 0; e < plan.edges().size(); e++) {
      Network.Probe probe = probe(e, plan.edges().get(e));
      if (probe != null) {
        network.probe(e, probe);
      }
    }
  }

  private void detach() throws FlowException {
    player.network().cut(new BitSet());
    player.network().probe(null);
    player.network().witness(new BitSet(), null);
  }

  /** What looks at the rows of an edge; null where nobody needs to. */
  private Network.@Nullable Probe probe(int edge, PlanEdge e) {
    List<Watch> rows = new ArrayList<>();
    List<Integer> counted = new ArrayList<>();
    for (int i = 0; i < watches.size(); i++) {
      Watch w = watches.get(i);
      if (w.edge == edge) {
        rows.add(w);
      } else if (w.rank == e.to() && w.condition instanceof Condition.NodeWorks) {
        rows.add(w);
      } else if (w.rank == e.to() && timed(w)) {
        counted.add(i);
      }
    }
    if (rows.isEmpty() && counted.isEmpty()) {
      return null;
    }
    int[] columns =
        player.loaded().shape(e.to()).isKeyed()
            ? player.loaded().shape(e.to()).keys().get(e.toPort())
            : new int[0];
    KeyCodec codec = player.network().state().keyCodec(e.to());
    return (at, sequence, step, row) -> {
      for (int i = 0; i < rows.size() && !marked; i++) {
        marked = Predicates.holds(rows.get(i).predicate, row);
      }
      for (int i = 0; i < counted.size(); i++) {
        rowed.set(counted.get(i));
        Watch w = watches.get(counted.get(i));
        if (!marked && w.condition instanceof Condition.KeyIs) {
          marked = w.key == null || codec != null && sameKey(w.key, codec, row, columns);
        }
      }
    };
  }

  private static boolean sameKey(byte[] key, KeyCodec codec, Row row, int[] columns) {
    return Arrays.equals(key, codec.encode(row, columns));
  }

  @Override
  public void read(int rank, int state, Stored entry) {}

  @Override
  public void wrote(int rank, int state, Row key, @Nullable Row subKey, @Nullable Row value) {
    for (int i = 0; i < watches.size() && !marked; i++) {
      Watch w = watches.get(i);
      marked = all.takes(w, rank, state, key, subKey, value);
    }
  }

  @Override
  public void emitted(int rank, int port, Row row) {
    for (int i = 0; i < watches.size() && !marked; i++) {
      Watch w = watches.get(i);
      marked = w.rank == rank && w.part == port && w.condition instanceof Condition.LateRow;
    }
  }
}
