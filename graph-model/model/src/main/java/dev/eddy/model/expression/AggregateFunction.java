package dev.eddy.model.expression;

/** The aggregate functions that Eddy knows, with Flink's meaning. */
public enum AggregateFunction {
  COUNT,
  SUM,
  AVG,
  MIN,
  MAX
}
