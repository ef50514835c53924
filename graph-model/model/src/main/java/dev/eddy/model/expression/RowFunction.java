package dev.eddy.model.expression;

import dev.eddy.model.row.Row;

/** Compiled expressions: column {@code i} of {@code out} becomes the i-th expression's value. */
public interface RowFunction {
  /**
   * Reads {@code in}, writes all columns of {@code out}; they are different rows. No kind is set.
   */
  void apply(Row in, Row out);
}
