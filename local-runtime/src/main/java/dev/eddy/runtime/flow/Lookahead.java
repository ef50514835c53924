package dev.eddy.runtime.flow;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.operator.Projection;
import dev.eddy.operator.Selection;
import dev.eddy.runtime.state.KeyedStore;
import dev.eddy.runtime.state.StateKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which keys the next rows of a source will be looked up by, and reads the memory that
 * the look-ups will read: where a state is larger than the processor's cache, it then waits for
 * many of them at once instead of for each. It follows conditions and projections up to the first
 * keyed operator, computes them a second time and changes nothing, so no result depends on it. Used
 * by the gate's thread.
 */
final class Lookahead {
  /** A state of fewer entries is likely to be in the cache anyway. */
  private static final long MANY_ENTRIES = 1 << 15;

  /** A condition, or a projection with a row to write to. */
  private record Stage(
      @Nullable RowPredicate condition, @Nullable RowFunction columns, @Nullable Row made) {}

  /** From an output of the source to a keyed operator. */
  private record Path(
      int port, Stage[] stages, KeyCodec codec, int[] columns, int groups, KeyedStore store) {}

  private final Path[] paths;
  private final StateKey key = new StateKey();

  private Lookahead(Path[] paths) {
    this.paths = paths;
  }

  /** By the outputs of a source; null where no keyed operator is reached in such a way. */
  static @Nullable Lookahead of(Route[][] outputs) {
    List<Path> found = new ArrayList<>();
    for (int port = 0; port < outputs.length; port++) {
      follow(outputs[port], port, List.of(), found);
    }
    return found.isEmpty() ? null : new Lookahead(found.toArray(Path[]::new));
  }

  private static void follow(Route[] routes, int port, List<Stage> so, List<Path> found) {
    for (Route r : routes) {
      Subtask next = r.direct;
      if (next == null) {
        continue;
      }
      KeyCodec codec = r.codec();
      int[] columns = r.keyColumns();
      if (codec != null && columns != null) {
        found.add(
            new Path(
                port, so.toArray(Stage[]::new), codec, columns, r.maxParallelism(), next.store));
      } else if (next.keyed) {
        continue;
      } else if (next.operator instanceof Selection s) {
        follow(next.outputs[0], port, with(so, new Stage(s.condition(), null, null)), found);
      } else if (next.operator instanceof Projection p) {
        Row made = new Row(next.scratch[0].columns());
        follow(next.outputs[0], port, with(so, new Stage(null, p.columns(), made)), found);
      }
    }
  }

  private static List<Stage> with(List<Stage> so, Stage more) {
    List<Stage> out = new ArrayList<>(so);
    out.add(more);
    return out;
  }

  /** Whether there is so much state that looking ahead is worth its work. */
  boolean pays() {
    for (Path p : paths) {
      if (p.store.touchable() >= MANY_ENTRIES) {
        return true;
      }
    }
    return false;
  }

  /** Looks at a row that an output of the source is going to send. */
  void expect(int port, Row row) {
    for (Path p : paths) {
      if (p.port == port) {
        try {
          expect(p, row);
        } catch (RuntimeException e) {
          // Whatever it is, it comes again when it is the row's turn, and is said then.
          continue;
        }
      }
    }
  }

  private void expect(Path p, Row row) {
    Row at = row;
    for (Stage s : p.stages) {
      if (s.condition != null) {
        if (!s.condition.test(at)) {
          return;
        }
      } else if (s.columns != null && s.made != null) {
        s.columns.apply(at, s.made);
        at = s.made;
      }
    }
    key.set(p.codec, at, p.columns, p.groups);
    p.store.expect(key);
  }
}
