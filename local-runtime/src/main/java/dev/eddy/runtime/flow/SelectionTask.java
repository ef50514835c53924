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
  void row(Channel from, Row row, @Nullable StateKey k, long hash) {
    boolean watched = false;
    if (!from.plain) {
      if (!from.watched) {
        anyRow(from, row, null, k, hash);
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
      Subtask next = bare;
      if (next != null) {
        rowsOut++;
        next.row(bareChannel, row, null, hash);
      } else {
        pass(0, row, hash);
      }
    }
  }
}
