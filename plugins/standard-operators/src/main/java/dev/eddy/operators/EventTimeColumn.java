package dev.eddy.operators;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.TypeRoot;
import java.util.Objects;

/** The column that holds the event time of an input, milliseconds since 1970. */
record EventTimeColumn(String name, int column) {
  static EventTimeColumn of(Contract input) {
    String name = Objects.requireNonNull(input.timeColumn());
    return new EventTimeColumn(name, input.schema().indexOf(name));
  }

  /** Reports where an input has no event time, or one of another type than TIMESTAMP. */
  static boolean isThere(Inference inference, int port, String what) {
    Contract in = inference.input(port);
    String time = in.timeColumn();
    if (time == null) {
      inference.error(
          "no-event-time",
          null,
          what + " needs event time, and the rows that arrive here carry none.",
          "Choose the event time column and a watermark at the source, and pass the column on.");
      return false;
    }
    DataType type = in.schema().type(in.schema().indexOf(time));
    if (type.root() != TypeRoot.TIMESTAMP) {
      inference.error(
          "event-time-type",
          null,
          "not supported: windows over " + type + ".",
          "Let the source read " + time + " as TIMESTAMP(3).");
      return false;
    }
    return true;
  }

  /** The time of a row; a row without one fails. */
  long of(Row row) {
    if (row.isNull(column)) {
      throw new IllegalArgumentException(
          "the event time " + name + " is null; filter such rows out before");
    }
    return row.getLong(column);
  }
}
