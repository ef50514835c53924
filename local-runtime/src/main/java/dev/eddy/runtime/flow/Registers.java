package dev.eddy.runtime.flow;

import dev.eddy.runtime.state.Ticks;
import java.util.List;

/**
 * Everything of a network that is no keyed state, as numbers, in an order that the plan gives and
 * that does not depend on the parallelism.
 */
final class Registers {
  private static final int OF_OPERATOR = 6;

  /** Those of its splits aside. */
  private static final int OF_SOURCE = 6;

  private static final int OF_SPLIT = 2;
  private static final int OF_EDGE = 2;

  private final Tasks tasks;
  private final Ticks ticks;

  Registers(Tasks tasks, Ticks ticks) {
    this.tasks = tasks;
    this.ticks = ticks;
  }

  /** What is there now. */
  long[] take() {
    Longs out = new Longs();
    for (List<Subtask> subtasks : tasks.operators()) {
      if (subtasks.isEmpty()) {
        continue;
      }
      add(subtasks, out);
    }
    for (SourceTask s : tasks.sources()) {
      out.add(s.watermark).add(s.clock).add(s.rowsOut).add(s.rowsOut);
      out.add(s.digest.first).add(s.digest.second);
      for (int i = 0; i < s.splits; i++) {
        out.add(s.splitWatermarks[i]).add(s.ended[i] ? 1 : 0);
      }
    }
    out.add(ticks.time()).add(ticks.cleanedAt());
    for (List<Channel> channels : tasks.channels()) {
      long taken = 0;
      for (Channel c : channels) {
        taken += c.counted ? c.taken : 0;
      }
      out.add(channels.get(0).watermark).add(taken);
    }
    return out.toArray();
  }

  private static void add(List<Subtask> subtasks, Longs out) {
    long in = 0;
    long emitted = 0;
    long count = 0;
    long first = 0;
    long second = 0;
    for (Subtask t : subtasks) {
      in += t.rowsIn();
      emitted += t.rowsOut;
      count += t.digested();
      first += t.digest.first;
      second += t.digest.second;
    }
    out.add(subtasks.get(0).watermark).add(in).add(emitted).add(count).add(first).add(second);
  }

  /** Puts back what {@link #take} gave, of a network of the same plan and splits. */
  void load(long[] registers) {
    Longs in = new Longs(registers);
    Longs rowsIn = new Longs();
    for (List<Subtask> subtasks : tasks.operators()) {
      if (subtasks.isEmpty()) {
        continue;
      }
      long watermark = in.next();
      for (Subtask t : subtasks) {
        t.watermark = watermark;
        t.rowsOut = 0;
        t.digest.first = 0;
        t.digest.second = 0;
      }
      Subtask t = subtasks.get(0);
      rowsIn.add(in.next());
      t.rowsOut = in.next();
      in.next();
      t.digest.first = in.next();
      t.digest.second = in.next();
    }
    for (SourceTask s : tasks.sources()) {
      s.watermark = in.next();
      s.clock = in.next();
      s.rowsOut = in.next();
      in.next();
      s.digest.first = in.next();
      s.digest.second = in.next();
      for (int i = 0; i < s.splits; i++) {
        s.splitWatermarks[i] = in.next();
        s.ended[i] = in.next() != 0;
      }
    }
    long time = in.next();
    ticks.reset(time, in.next());
    for (List<Channel> channels : tasks.channels()) {
      long watermark = in.next();
      long taken = in.next();
      for (Channel c : channels) {
        c.watermark = watermark;
        c.taken = 0;
      }
      channels.get(0).taken = taken;
    }
    in.finish();
    Longs rows = new Longs(rowsIn.toArray());
    for (List<Subtask> subtasks : tasks.operators()) {
      for (int i = 0; i < subtasks.size(); i++) {
        // The edges count for the first.
        subtasks.get(i).rowsIn(i == 0 ? rows.next() : 0);
      }
    }
  }

  /** Watermark of a node in what {@link #take} gave. */
  long watermark(long[] taken, int rank) {
    return taken[beginOf(rank)];
  }

  /** Rows that a node had taken then; 0 for a source. */
  long rowsIn(long[] taken, int rank) {
    return tasks.isSource(rank) ? 0 : taken[beginOf(rank) + 1];
  }

  /** Rows that had passed an edge then. */
  long rowsOfEdge(long[] taken, int edge) {
    return taken[taken.length - OF_EDGE * (tasks.channels().size() - edge) + 1];
  }

  /** Where the registers of a node begin: first those of operators, then those of sources. */
  private int beginOf(int rank) {
    int at = 0;
    for (int i = 0; i < tasks.ranks(); i++) {
      boolean before = tasks.isSource(rank) || i < rank;
      at += before && !tasks.isSource(i) ? OF_OPERATOR : 0;
    }
    if (tasks.isSource(rank)) {
      for (SourceTask s : tasks.sources()) {
        at += s.rank < rank ? OF_SOURCE + OF_SPLIT * s.splits : 0;
      }
    }
    return at;
  }
}
