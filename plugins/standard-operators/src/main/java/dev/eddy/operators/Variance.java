package dev.eddy.operators;

import dev.eddy.model.row.Row;

/**
 * VAR_POP, VAR_SAMP and their roots over DOUBLE, as Calcite reduces them for Flink
 * (AggregateReduceFunctionsRule): from the sum of squares, the sum and the count.
 */
final class Variance extends Aggregate {
  private final int squares;
  private final int sum;
  private final int count;
  private final int argument;
  private final boolean sample;
  private final boolean root;

  Variance(int squares, int sum, int count, int argument, boolean sample, boolean root) {
    this.squares = squares;
    this.sum = sum;
    this.count = count;
    this.argument = argument;
    this.sample = sample;
    this.root = root;
  }

  @Override
  void reset(Row accumulators) {
    accumulators.setDouble(squares, 0);
    accumulators.setDouble(sum, 0);
    accumulators.setLong(count, 0);
  }

  @Override
  void add(Row accumulators, Row arguments) {
    step(accumulators, arguments, 1);
  }

  @Override
  void retract(Row accumulators, Row arguments) {
    step(accumulators, arguments, -1);
  }

  private void step(Row accumulators, Row arguments, int sign) {
    if (!arguments.isNull(argument)) {
      double x = arguments.getDouble(argument);
      accumulators.setDouble(squares, accumulators.getDouble(squares) + sign * (x * x));
      accumulators.setDouble(sum, accumulators.getDouble(sum) + sign * x);
      accumulators.setLong(count, accumulators.getLong(count) + sign);
    }
  }

  @Override
  void merge(Row accumulators, Row other) {
    accumulators.setDouble(squares, accumulators.getDouble(squares) + other.getDouble(squares));
    accumulators.setDouble(sum, accumulators.getDouble(sum) + other.getDouble(sum));
    accumulators.setLong(count, accumulators.getLong(count) + other.getLong(count));
  }

  @Override
  void result(Row accumulators, Row out, int column) {
    long n = accumulators.getLong(count);
    if (n == 0 || sample && n == 1) {
      out.setNull(column);
      return;
    }
    double s = accumulators.getDouble(sum);
    double v = (accumulators.getDouble(squares) - s * s / n) / (sample ? n - 1 : n);
    out.setDouble(column, root ? Math.pow(v, 0.5) : v);
  }
}
