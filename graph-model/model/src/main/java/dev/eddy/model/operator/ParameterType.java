package dev.eddy.model.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a parameter holds: decides its editor, its checks and how it is compiled. */
public sealed interface ParameterType {
  /**
   * In the place of an input: the columns of the first two inputs side by side, without those of
   * the second whose name the first has too (see {@link dev.eddy.model.type.Schema#beside}).
   */
  int BOTH_INPUTS = -2;

  /** {@code Value.Text}. */
  record Text() implements ParameterType {}

  /** {@code Value.Num} between the bounds, both inclusive. */
  record Int(long min, long max) implements ParameterType {}

  /** {@code Value.Bool}. */
  record Bool() implements ParameterType {}

  /** {@code Value.Text} such as {@code 30 s}, {@code 1 h}, {@code 500 ms}, {@code 2 d}. */
  record Duration() implements ParameterType {}

  /** {@code Value.Text}, one of the options. */
  record Choice(List<String> options) implements ParameterType {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /** {@code Value.Text}: a column of an input. */
  record Column(int input) implements ParameterType {}

  /** {@code Value.Items} of texts: columns of an input, in order. */
  record Columns(int input) implements ParameterType {}

  /**
   * {@code Value.Items} of structs {@code {"name": …, "type": …}}: a schema that the user writes.
   */
  record ColumnTypes() implements ParameterType {}

  /** {@code Value.Items} of structs {@code {"column": …, "order": "asc"|"desc"}}. */
  record Ordering(int input) implements ParameterType {}

  /**
   * {@code Value.Text}: a SQL condition over the rows of an input (of the operator's own {@code
   * columns} when input is -1, of {@link #BOTH_INPUTS}), compiled to a {@link
   * dev.eddy.model.expression.RowPredicate}.
   */
  record Condition(int input) implements ParameterType {}

  /**
   * {@code Value.Text}: a SQL expression over the rows of an input (-1: the operator's own {@code
   * columns}), compiled to a {@link dev.eddy.model.expression.RowFunction} with one column.
   */
  record Expression(int input) implements ParameterType {}

  /**
   * {@code Value.Items} of structs {@code {"name": …, "expression": …}}: columns made by SQL
   * expressions, compiled to one {@link dev.eddy.model.expression.RowFunction}.
   */
  record Projection(int input) implements ParameterType {}

  /**
   * {@code Value.Items} of structs {@code {"name": …, "expression": …}} whose expressions are one
   * aggregate call each, such as {@code AVG(CAST(delay AS DOUBLE))}.
   */
  record Aggregates(int input) implements ParameterType {}

  /**
   * {@code Value.Text}: a file of the project or an absolute path; where an environment binds the
   * node, the binding takes its place. {@code kind} is {@code read} or {@code write}.
   */
  record Path(String kind, @Nullable String filter) implements ParameterType {}
}
