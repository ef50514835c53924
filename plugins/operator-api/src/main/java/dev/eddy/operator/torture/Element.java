package dev.eddy.operator.torture;

import dev.eddy.model.row.Row;

/** What arrives at an operator. */
public sealed interface Element {
  /** A row at an input port. */
  record Arrival(int port, Row row) implements Element {}

  /** The operator's watermark rises to {@code time}, milliseconds; a lower one changes nothing. */
  record Watermark(long time) implements Element {}

  /** The clock that times to live are counted by goes on to {@code time}, milliseconds. */
  record Tick(long time) implements Element {}

  static Element tick(long time) {
    return new Tick(time);
  }

  static Element row(int port, Row row) {
    return new Arrival(port, row.copy());
  }

  static Element watermark(long time) {
    return new Watermark(time);
  }

  /** The end of all inputs: the greatest watermark. */
  static Element end() {
    return new Watermark(Long.MAX_VALUE);
  }
}
