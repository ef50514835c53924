package dev.eddy.model.expression;

import dev.eddy.model.row.Row;

/** A compiled condition: true where SQL gives TRUE; FALSE and UNKNOWN are false. */
public interface RowPredicate {
  boolean test(Row row);
}
