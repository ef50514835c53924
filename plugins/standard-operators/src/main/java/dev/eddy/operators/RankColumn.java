package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.operator.OperatorContext;

/**
 * Emits rows with their rank in a column between the others.
 *
 * @param column where the rank stands, or -1 for rows without it
 */
record RankColumn(int column) {
  static final RankColumn NONE = new RankColumn(-1);

  void emit(RowKind kind, Row row, long rank, OperatorContext context) {
    Row out = context.output(0);
    if (column < 0) {
      out.setAll(row);
    } else {
      for (int c = 0; c < row.columns(); c++) {
        out.setFrom(c < column ? c : c + 1, row, c);
      }
      out.setLong(column, rank);
    }
    context.emit(0, out.setKind(kind));
  }
}
