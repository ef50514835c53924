package dev.eddy.operator;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.row.Row;

/**
 * An operator without state that makes one row of each, of the same kind, for output 0, and does
 * nothing else. A host may apply the function itself instead of calling {@link #onRow}.
 */
public interface Projection extends Operator {
  /** Gives all columns of the output. */
  RowFunction columns();

  @Override
  default void onRow(int port, Row row, OperatorContext context) throws Exception {
    Row out = context.output(0);
    columns().apply(row, out);
    context.emit(0, out.setKindOf(row));
  }
}
