package dev.eddy.runtime.flow;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.plan.Plan.PlanEdge;
import java.util.List;

/**
 * Takes counts, watermarks and clocks over from a network of another plan: of nodes by their id, of
 * edges by their ends. What is new begins with the watermark that arrives there.
 */
final class Carry {
  private final Plan was;
  private final Plan is;
  private final List<List<Subtask>> tasksBefore;
  private final List<SourceTask> sourcesBefore;
  private final List<List<Channel>> channelsBefore;

  Carry(
      Plan was,
      Plan is,
      List<List<Subtask>> tasksBefore,
      List<SourceTask> sourcesBefore,
      List<List<Channel>> channelsBefore) {
    this.was = was;
    this.is = is;
    this.tasksBefore = tasksBefore;
    this.sourcesBefore = sourcesBefore;
    this.channelsBefore = channelsBefore;
  }

  /** Of networks with one subtask for each operator. */
  void over(
      List<List<Subtask>> tasks, List<SourceTask> sources, List<List<Channel>> channelsByEdge) {
    for (SourceTask s : sources) {
      for (SourceTask b : sourcesBefore) {
        if (b.node.id().equals(s.node.id()) && b.splits == s.splits) {
          source(b, s);
        }
      }
    }
    for (int rank = 0; rank < tasks.size(); rank++) {
      if (!tasks.get(rank).isEmpty()) {
        task(rank, tasks, sources, channelsByEdge);
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

  private void task(
      int rank,
      List<List<Subtask>> tasks,
      List<SourceTask> sources,
      List<List<Channel>> channelsByEdge) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < is.edges().size(); i++) {
      PlanEdge e = is.edges().get(i);
      if (e.to() == rank) {
        Channel c = channelsByEdge.get(i).get(0);
        int before = edgeBefore(e);
        if (before >= 0) {
          c.watermark = channelsBefore.get(before).get(0).watermark;
          c.taken = channelsBefore.get(before).get(0).taken;
        } else {
          c.watermark = watermark(e.from(), tasks, sources);
        }
        least = Math.min(least, c.watermark);
      }
    }
    Subtask t = tasks.get(rank).get(0);
    int old = rankBefore(rank);
    if (old < 0 || tasksBefore.get(old).isEmpty()) {
      t.watermark = least == Long.MAX_VALUE && is.edges().isEmpty() ? Long.MIN_VALUE : least;
      return;
    }
    Subtask b = tasksBefore.get(old).get(0);
    t.watermark = b.watermark;
    t.rowsIn = b.rowsIn();
    t.rowsOut = b.rowsOut;
    copy(b.digest, t.digest);
  }

  private static long watermark(int rank, List<List<Subtask>> tasks, List<SourceTask> sources) {
    if (!tasks.get(rank).isEmpty()) {
      return tasks.get(rank).get(0).watermark;
    }
    return sources.stream()
        .filter(s -> s.rank == rank)
        .mapToLong(s -> s.watermark)
        .findFirst()
        .orElse(Long.MIN_VALUE);
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
