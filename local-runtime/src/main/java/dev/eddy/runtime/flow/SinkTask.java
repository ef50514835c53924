package dev.eddy.runtime.flow;

import dev.eddy.model.row.Row;
import dev.eddy.runtime.state.StateKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The subtask of a sink. */
final class SinkTask extends Subtask {
  SinkTask(Parts parts) {
    super(parts);
  }

  static Subtask of(Parts parts) {
    String place = parts.rank() + " " + parts.node().operator();
    return Copies.of(SinkTask.class, SinkTask.class, place, Parts.class, parts, SinkTask::new);
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
    try {
      long h = hash != 0 ? hash : RowHash.of(row);
      digest.add(h);
      hashes.add(h, turn.sequence, null);
      if (!muted) {
        Objects.requireNonNull(writer, "sink is not open").write(row);
      }
    } catch (Exception | VirtualMachineError | LinkageError e) {
      throw failed(from, row, at, e);
    }
  }
}
