package dev.eddy.operator;

import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.row.Row;

/**
 * An operator without state that passes on, by output 0, those of its rows for which a condition is
 * TRUE, and does nothing else. A host may test the condition itself instead of calling {@link
 * #onRow}.
 */
public interface Selection extends Operator {
  RowPredicate condition();

  @Override
  default void onRow(int port, Row row, OperatorContext context) throws Exception {
    if (condition().test(row)) {
      context.emit(0, row);
    }
  }
}
