package dev.eddy.runtime.flow;

import dev.eddy.model.row.Row;
import dev.eddy.operator.Operator;
import dev.eddy.runtime.state.StateKey;
import dev.eddy.runtime.state.Timer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A subtask of any operator. */
final class OperatorTask extends Subtask {
  private final Operator code;

  OperatorTask(Parts parts) {
    super(parts);
    this.code = Objects.requireNonNull(parts.operator());
  }

  static Subtask of(Parts parts) {
    Class<?> code = Objects.requireNonNull(parts.operator()).getClass();
    return Copies.of(
        OperatorTask.class, code, "" + parts.rank(), Parts.class, parts, OperatorTask::new);
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
    step = at;
    if (watched) {
      probe(from, at, row);
    }
    if (given != row) {
      // Mostly it is the one row that the operator before this one writes again and again, and a
      // reference in an object costs the collector's barrier.
      given = row;
    }
    givenPort = from.port;
    givenHash = hash;
    if (entering) {
      store.enter(k, turn.sequence, at);
    }
    turn.rank = rank;
    try {
      code.onRow(from.port, row, this);
    } catch (Exception | VirtualMachineError | LinkageError e) {
      throw failed(from, row, at, e);
    }
  }

  @Override
  void act(Timer t) throws Exception {
    if (quick) {
      act(code, t, this);
    } else {
      super.act(t);
    }
  }

  @Override
  public void emit(int port, Row row) {
    Subtask next = bare;
    if (next == null || port != 0) {
      if (quick) {
        emitQuick(port, row);
      } else {
        super.emit(port, row);
      }
      return;
    }
    if (checks[0].isDoubtful(row)) {
      requireContract(0, row);
    }
    rowsOut++;
    next.row(bareChannel, row, null, row == given ? givenHash : 0);
    turn.rank = rank;
  }

  private void emitQuick(int port, Row row) {
    if (checks[port].isDoubtful(row)) {
      requireContract(port, row);
    }
    pass(port, row, row == given ? givenHash : 0);
    turn.rank = rank;
  }
}
