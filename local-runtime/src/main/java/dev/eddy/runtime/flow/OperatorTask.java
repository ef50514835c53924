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
    if (!quick || turn.stepper != null) {
      super.emit(port, row);
      return;
    }
    if (checks[port].isDoubtful(row)) {
      requireContract(port, row);
    }
    rowsOut++;
    long h = 0;
    if (summed || hashes.on) {
      h = row == given ? givenHash : 0;
      h = h != 0 ? h : RowHash.of(row);
      hashes.add(h, turn.sequence, null);
      if (summed) {
        digest.add(h);
      }
    }
    Route[] routes = outputs[port];
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
    turn.rank = rank;
  }
}
