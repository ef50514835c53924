package dev.eddy.runtime.flow;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.row.Row;
import dev.eddy.operator.Projection;
import dev.eddy.runtime.state.StateKey;
import org.jspecify.annotations.Nullable;

/** A subtask of a {@link Projection} without a key. */
final class ProjectionTask extends Subtask {
  private final RowFunction columns;
  private final Row out;

  ProjectionTask(Parts parts) {
    super(parts);
    this.columns = projection(parts).columns();
    this.out = scratch[0];
  }

  private static Projection projection(Parts parts) {
    return (Projection) java.util.Objects.requireNonNull(parts.operator());
  }

  static Subtask of(Parts parts) {
    Class<?> code = projection(parts).columns().getClass();
    return Copies.of(
        ProjectionTask.class, code, "" + parts.rank(), Parts.class, parts, ProjectionTask::new);
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
    Row made = out;
    try {
      // It writes every column, so that none has to be cleared before.
      columns.apply(row, made);
    } catch (RuntimeException | VirtualMachineError | LinkageError e) {
      throw failed(from, row, at, e);
    }
    made.setKindOf(row);
    Subtask next = bare;
    if (next != null) {
      rowsOut++;
      next.row(bareChannel, made, null, 0);
    } else {
      pass(0, made, 0);
    }
  }
}
