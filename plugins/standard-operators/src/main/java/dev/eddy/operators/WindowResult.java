package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.operator.OperatorContext;

/** The row of a window that fires: the key, the window's bounds, the aggregates. */
record WindowResult(int keys, Accumulators accumulators) {
  void emit(long start, long end, Row accumulated, OperatorContext context) {
    Row out = context.output(0);
    Row key = context.key();
    for (int k = 0; k < keys; k++) {
      out.setFrom(k, key, k);
    }
    out.setLong(keys, start);
    out.setLong(keys + 1, end);
    accumulators.results(accumulated, out, keys + 2);
    context.emit(0, out);
  }
}
