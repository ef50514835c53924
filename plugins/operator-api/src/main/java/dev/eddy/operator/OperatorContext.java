package dev.eddy.operator;

import dev.eddy.model.row.Row;

/** What an operator may use; valid from open to close, on the operator's thread. */
public interface OperatorContext {
  /** An empty row of an output's schema (all null, +I), the same object for each call. */
  Row output(int port);

  /**
   * Sends a row: one from {@link #output}, or any row of the port's schema, such as the input. A
   * NULL in a column that is NOT NULL ends the run, with the node and the row; so do values of
   * another type and updates that the port does not announce, wherever steps are looked at.
   */
  void emit(int port, Row row);

  /**
   * The operator's watermark, milliseconds: the least of its inputs'. {@code Long.MIN_VALUE} before
   * the first, {@code Long.MAX_VALUE} after the end of all inputs.
   */
  long watermark();

  /** The current key, a row of the key columns, valid during the call; only in keyed operators. */
  Row key();

  /**
   * Fires {@link Operator#onTimer} for the current key when the watermark reaches {@code time}.
   * Equal (key, name, time) are one timer. A time that has passed fires when the watermark next
   * advances.
   */
  void registerTimer(String name, long time);

  void deleteTimer(String name, long time);

  /**
   * What the clock of the run says, milliseconds since 1970; {@code Long.MIN_VALUE} before its
   * first tick. The run's own clock, which is in its journal, and not the machine's: it stands
   * still during a call. Only in operators that {@linkplain Shape#processingTime declare} it.
   */
  default long processingTime() {
    throw new IllegalStateException("not supported: processing time on this host");
  }

  /**
   * Fires {@link Operator#onProcessingTimer} for the current key when the clock reaches {@code
   * time}. Equal (key, name, time) are one timer, apart from timers of event time. A time that has
   * passed fires at the next tick.
   */
  default void registerProcessingTimer(String name, long time) {
    throw new IllegalStateException("not supported: timers of processing time on this host");
  }

  default void deleteProcessingTimer(String name, long time) {
    throw new IllegalStateException("not supported: timers of processing time on this host");
  }

  /** State by the name of its {@link StateSpec}; look it up in open and keep it in a field. */
  ValueState valueState(String name);

  ListState listState(String name);

  MapState mapState(String name);
}
