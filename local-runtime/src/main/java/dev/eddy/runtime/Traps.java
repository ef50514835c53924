package dev.eddy.runtime;

import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.flow.Network;
import java.util.List;

/**
 * What the rows of one edge are held against by the fast path, for the breakpoints of that edge:
 * hits are counted and lines are logged as they are where steps are looked at one by one.
 */
final class Traps {
  /** Told of hits. */
  interface Hits {
    /** The first breakpoint that stops before a step. */
    void hit(Watch watch, long sequence, int step);
  }

  private Traps() {}

  /** Springs where one of the breakpoints stops; that row is counted by who comes to look then. */
  static Network.Trap springing(List<Watch> of, LogLines lines) {
    Watch[] watches = of.toArray(Watch[]::new);
    return (sequence, step, row) -> {
      boolean holds = false;
      for (Watch w : watches) {
        w.holds = Predicates.holds(w.predicate, row);
        holds |= w.holds;
        if (w.holds && !w.logs() && w.breakpoint.takes(w.count + 1)) {
          return true;
        }
      }
      if (holds) {
        pass(watches, lines, sequence, step, row);
      }
      return false;
    };
  }

  private static void pass(Watch[] watches, LogLines lines, long sequence, int step, Row row) {
    for (Watch w : watches) {
      if (w.holds) {
        w.count++;
        if (w.logs() && w.breakpoint.takes(w.count)) {
          lines.before(w, new Moment(sequence, step), w.edge, row);
        }
      }
    }
  }

  /** Springs nowhere. */
  static Network.Trap counting(List<Watch> of, Hits hits) {
    Watch[] watches = of.toArray(Watch[]::new);
    return (sequence, step, row) -> {
      boolean told = false;
      for (Watch w : watches) {
        if (Predicates.holds(w.predicate, row)) {
          w.count++;
          if (!told && !w.logs() && w.breakpoint.takes(w.count)) {
            told = true;
            hits.hit(w, sequence, step);
          }
        }
      }
      return false;
    };
  }
}
