package dev.eddy.runtime.flow;

import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.row.Row;
import dev.eddy.operator.Selection;
import dev.eddy.runtime.state.StateKey;
import org.jspecify.annotations.Nullable;

/** A subtask of a {@link Selection} without a key. */
final class SelectionTask extends Subtask {
  private final RowPredicate condition;

  SelectionTask(Parts parts) {
    super(parts);
    this.condition = selection(parts).condition();
  }

  private static Selection selection(Parts parts) {
    return (Selection) java.util.Objects.requireNonNull(parts.operator());
  }

  static Subtask of(Parts parts) {
    Class<?> code = selection(parts).condition().getClass();
    return Copies.of(
        SelectionTask.class, code, "" + parts.rank(), Parts.class, parts, SelectionTask::new);
  }

  @Override
  void row(Channel from, Row row, @Nullable Place rowPlace, @Nullable StateKey k, long hash) {
    boolean watched = false;
    if (!from.plain || turn.stepper != null) {
      if (!from.watched || turn.stepper != null) {
        super.row(from, row, rowPlace, k, hash);
        return;
      }
      hold(from, row);
      watched = true;
    }
    int at = turn.next();
    from.taken++;
    if (watched) {
      probe(from, at, row);
    }
    if (given != row) {
      // For who asks what the run is caught in.
      given = row;
      givenPort = from.port;
    }
    turn.rank = rank;
    boolean passes;
    try {
      passes = condition.test(row);
    } catch (RuntimeException | VirtualMachineError | LinkageError e) {
      throw failed(from, row, at, e);
    }
    if (passes) {
      rowsOut++;
      long h = hash;
      if (hashes.on) {
        h = h != 0 ? h : RowHash.of(row);
        hashes.add(h, turn.sequence, null);
      }
      Route[] routes = outputs[0];
      for (int i = 0; i < routes.length; i++) {
        Route r = routes[i];
        Subtask next = r.direct;
        if (next != null && !r.apart) {
          next.row(r.first, row, null, r.key(row), h);
        } else if (next != null) {
          next.rowApart(r.first, row, r.key(row), h);
        } else {
          r.send(row, null, h);
        }
      }
    }
  }
}
