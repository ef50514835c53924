package dev.eddy.runtime.flow;

import dev.eddy.runtime.state.Ticks;
import java.util.List;

/**
 * Everything of a network that is no keyed state, as numbers, in an order that the plan gives and
 * that does not depend on the parallelism.
 */
final class Registers {
  private Registers() {}

  static long[] of(
      List<List<Subtask>> tasks,
      List<SourceTask> sources,
      Ticks ticks,
      List<List<Channel>> channelsByEdge) {
    Longs out = new Longs();
    for (List<Subtask> subtasks : tasks) {
      if (subtasks.isEmpty()) {
        continue;
      }
      add(subtasks, out);
    }
    for (SourceTask s : sources) {
      out.add(s.watermark).add(s.clock).add(s.rowsOut).add(s.rowsOut);
      out.add(s.digest.first).add(s.digest.second);
      for (int i = 0; i < s.splits; i++) {
        out.add(s.splitWatermarks[i]).add(s.ended[i] ? 1 : 0);
      }
    }
    out.add(ticks.time()).add(ticks.cleanedAt());
    for (List<Channel> channels : channelsByEdge) {
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

  /** Puts back what {@link #of} gave, of a network of the same plan and splits. */
  static void load(
      long[] registers,
      List<List<Subtask>> tasks,
      List<SourceTask> sources,
      Ticks ticks,
      List<List<Channel>> channelsByEdge) {
    Longs in = new Longs(registers);
    Longs rowsIn = new Longs();
    for (List<Subtask> subtasks : tasks) {
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
    for (SourceTask s : sources) {
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
    for (List<Channel> channels : channelsByEdge) {
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
    for (List<Subtask> subtasks : tasks) {
      for (int i = 0; i < subtasks.size(); i++) {
        // The edges count for the first.
        subtasks.get(i).rowsIn(i == 0 ? rows.next() : 0);
      }
    }
  }
}
