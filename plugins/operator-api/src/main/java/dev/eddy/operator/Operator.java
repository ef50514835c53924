package dev.eddy.operator;

import dev.eddy.model.row.Row;

/**
 * User logic. One instance serves one subtask and is called by one thread at a time, in the order
 * open, then any number of onRow and onTimer, then close (also after a failure).
 *
 * <p>The result must be a function of the calls: time, state, timers and randomness come only from
 * the context. An operator does no I/O, starts no thread and keeps nothing in fields that it could
 * not compute again in open: fields are not part of a snapshot. A row belongs to the caller: read
 * it during the call, copy what you keep, never write to it. Any exception fails the run and is
 * shown with the node and the row.
 */
public interface Operator {
  default void open(OperatorContext context) throws Exception {}

  /** A row at an input port. In keyed operators state and timers are the row's key's. */
  void onRow(int port, Row row, OperatorContext context) throws Exception;

  /**
   * The watermark has reached a timer of the current key. Timers fire by (time, key group, key
   * bytes, name); a timer that is set now and already due fires in the same advance.
   */
  default void onTimer(String name, long time, OperatorContext context) throws Exception {}

  /**
   * The clock of the run has reached a timer of processing time of the current key. They fire by
   * (time, key group, key bytes, name) when the clock ticks; those that still wait at the end of
   * bounded input never fire.
   */
  default void onProcessingTimer(String name, long time, OperatorContext context)
      throws Exception {}

  default void close() throws Exception {}
}
