package dev.eddy.operators;

import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.type.DataType;

/** Aggregate calls of tests, typed as the expressions artifact types them. */
final class Calls {
  private Calls() {}

  static AggregateCall countAll(String name) {
    return new AggregateCall(
        name, AggregateFunction.COUNT, null, null, -1, DataType.BIGINT.notNull());
  }

  static AggregateCall call(
      String name, AggregateFunction function, String argument, String result, int column) {
    return new AggregateCall(name, function, "x" + column, type(argument), column, type(result));
  }

  static DataType type(String text) {
    return DataType.parse(text).orElseThrow();
  }
}
