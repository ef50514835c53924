package dev.eddy.runtime.flow;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;

/**
 * Takes counts, watermarks and clocks over from a network of another plan: of nodes by their id, of
 * edges by their ends. What is new begins with the watermark that arrives there.
 */
final class Carry {
  private final Plan was;
  private final Plan is;
  private final Tasks before;

  Carry(Plan was, Plan is, Tasks before) {
    this.was = was;
    this.is = is;
    this.before = before;
  }

  /** Of networks with one subtask for each operator. */
  void over(Tasks tasks) {
    for (SourceTask s : tasks.sources()) {
      for (SourceTask b : before.sources()) {
        if (b.node.id().equals(s.node.id()) && b.splits == s.splits) {
          source(b, s);
        }
      }
    }
    for (int rank = 0; rank < tasks.ranks(); rank++) {
      if (!tasks.isSource(rank)) {
        task(rank, tasks);
      }
    }
  }

  private static void source(SourceTask b, SourceTask s) {
    s.watermark = b.watermark;
    s.clock = b.clock;
    s.rowsOut = b.rowsOut;
    copy(b.digest, s.digest);
    System.arraycopy(b.splitWatermarks, 0, s.splitWatermarks, 0, s.splits);
    System.arraycopy(b.ended, 0, s.ended, 0, s.splits);
  }

  private static void copy(Digest from, Digest to) {
    to.count = from.count;
    to.first = from.first;
    to.second = from.second;
  }

  private void task(int rank, Tasks tasks) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < is.edges().size(); i++) {
      PlanEdge e = is.edges().get(i);
      if (e.to() == rank) {
        Channel c = tasks.channels().get(i).get(0);
        int old = edgeBefore(e);
        if (old >= 0) {
          c.watermark = before.channels().get(old).get(0).watermark;
          c.taken = before.channels().get(old).get(0).taken;
        } else {
          c.watermark = watermark(e.from(), tasks);
        }
        least = Math.min(least, c.watermark);
      }
    }
    Subtask t = tasks.of(rank).get(0);
    int old = rankBefore(rank);
    if (old < 0 || before.isSource(old)) {
      t.watermark = least == Long.MAX_VALUE && is.edges().isEmpty() ? Long.MIN_VALUE : least;
      return;
    }
    Subtask b = before.of(old).get(0);
    t.watermark = b.watermark;
    t.rowsIn(b.rowsIn());
    t.rowsOut = b.rowsOut;
    copy(b.digest, t.digest);
  }

  private static long watermark(int rank, Tasks tasks) {
    return tasks.isSource(rank) ? tasks.source(rank).watermark : tasks.of(rank).get(0).watermark;
  }

  private int rankBefore(int rank) {
    String id = is.nodes().get(rank).id();
    for (int i = 0; i < was.nodes().size(); i++) {
      if (was.nodes().get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private int edgeBefore(PlanEdge e) {
    int from = rankBefore(e.from());
    int to = rankBefore(e.to());
    for (int i = 0; i < was.edges().size(); i++) {
      PlanEdge o = was.edges().get(i);
      if (o.from() == from
          && o.to() == to
          && o.fromPort() == e.fromPort()
          && o.toPort() == e.toPort()) {
        return i;
      }
    }
    return -1;
  }
}
