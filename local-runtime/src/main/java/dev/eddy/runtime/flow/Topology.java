package dev.eddy.runtime.flow;

import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.plan.Plan.PlanEdge;
import java.util.BitSet;

/**
 * How the operators of a plan are cut into chains for a parallelism. Everything that hangs on the
 * sources without an exchange between, by key or in turn, runs on the gate's thread, gate event by
 * gate event: the <em>head</em>, which at parallelism 1 is everything. Behind it come stages:
 * chains between two exchanges, with a subtask for each thread. Within a chain rows are handed on
 * by a call; a channel stands only at an exchange, and where rows of one gate event can meet again.
 * Immutable.
 */
final class Topology {
  private final LoadedPlan loaded;
  private final int parallelism;
  private final BitSet meeting;
  private final BitSet placed;
  private final BitSet head;
  private final int[] width;
  private final int[] stage;
  private final int[] inputs;

  Topology(LoadedPlan loaded, int parallelism) {
    this.loaded = loaded;
    this.parallelism = parallelism;
    int n = loaded.size();
    meeting = loaded.meeting();
    placed = loaded.above(meeting);
    if (parallelism > 1) {
      placed.set(0, n);
    }
    head = new BitSet(n);
    width = new int[n];
    stage = new int[n];
    inputs = new int[n];
    for (int rank = 0; rank < n; rank++) {
      place(rank);
    }
  }

  private void place(int rank) {
    boolean keyed = loaded.shape(rank).isKeyed() && parallelism > 1;
    boolean single = loaded.sinks().contains(rank) || loaded.shape(rank).hasOperatorList();
    boolean spread = !single && parallelism > 1 && isDealtOut(rank);
    boolean allHead = !keyed && !spread;
    int widest = 1;
    for (PlanEdge e : loaded.plan().edges()) {
      if (e.to() == rank) {
        inputs[rank]++;
        allHead &= head.get(e.from());
        widest = Math.max(widest, width[e.from()]);
      }
    }
    head.set(rank, allHead);
    width[rank] = allHead || single ? 1 : keyed || spread ? parallelism : widest;
    for (PlanEdge e : loaded.plan().edges()) {
      if (e.to() == rank && !allHead) {
        stage[rank] = Math.max(stage[rank], stage[e.from()] + (isDirect(e) ? 0 : 1));
      }
    }
  }

  /** Whether the rows of some edge into an operator are dealt out in turn to its subtasks. */
  private boolean isDealtOut(int rank) {
    return loaded.plan().edges().stream().anyMatch(e -> e.to() == rank && isDealtOut(e));
  }

  private static boolean isDealtOut(PlanEdge e) {
    return e.partitioning() == Partitioning.REBALANCE;
  }

  /** Whether the rows of an edge are handed on by a call. */
  boolean isDirect(PlanEdge e) {
    if (head.get(e.to())) {
      return !meeting.get(e.to());
    }
    return inputs[e.to()] == 1
        && !head.get(e.from())
        && !isDealtOut(e)
        && !loaded.shape(e.to()).isKeyed()
        && width[e.from()] == width[e.to()];
  }

  /** Whether every subtask of the downstream operator gets every row. */
  boolean isBroadcast(PlanEdge e) {
    return loaded.shape(e.to()).isBroadcast(e.toPort());
  }

  /** Whether an operator's rows come from channels. */
  boolean isFedByChannels(int rank) {
    for (PlanEdge e : loaded.plan().edges()) {
      if (e.to() == rank && !isDirect(e)) {
        return true;
      }
    }
    return false;
  }

  /** Whether each upstream subtask sends to the downstream subtask of its own number only. */
  boolean isForward(PlanEdge e) {
    return !loaded.shape(e.to()).isKeyed()
        && (!isDealtOut(e) || width[e.to()] == 1)
        && width[e.from()] == width[e.to()]
        && (width[e.to()] == 1 || !isBroadcast(e));
  }

  /** Whether rows carry their place. */
  boolean isPlaced(int rank) {
    return placed.get(rank);
  }

  boolean isHead(int rank) {
    return head.get(rank);
  }

  /** Number of subtasks. */
  int width(int rank) {
    return width[rank];
  }

  /** 0 for the head. */
  int stage(int rank) {
    return stage[rank];
  }

  int stages() {
    int most = 0;
    for (int s : stage) {
      most = Math.max(most, s);
    }
    return most;
  }
}
