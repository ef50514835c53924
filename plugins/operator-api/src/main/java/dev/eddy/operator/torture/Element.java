package dev.eddy.operator.torture;

import dev.eddy.model.row.Row;

/** What arrives at an operator. */
public sealed interface Element {
  /** A row at an input port. */
  record Arrival(int port, Row row) implements Element {}

  /** The operator's watermark rises to {@code time}, milliseconds; a lower one changes nothing. */
  record Watermark(long time) implements Element {}

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
