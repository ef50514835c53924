package dev.eddy.model.expression;

/** The aggregate functions that Eddy knows, with Flink's meaning. All but COUNT(*) skip nulls. */
public enum AggregateFunction {
  COUNT,
  SUM,
  AVG,
  MIN,
  MAX,
  /** The value that came first. */
  FIRST_VALUE,
  /** The value that came last. */
  LAST_VALUE,
  /** Texts in the order of arrival with a separator between. */
  LISTAGG,
  VAR_POP,
  VAR_SAMP,
  STDDEV_POP,
  STDDEV_SAMP;

  /** Whether the order of the rows shows in the result. */
  public boolean isOrdered() {
    return this == FIRST_VALUE || this == LAST_VALUE || this == LISTAGG;
  }

  /** Whether it is a variance, or the root of one. */
  public boolean isVariance() {
    return compareTo(VAR_POP) >= 0;
  }
}
