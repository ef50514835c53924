package dev.eddy.model.operator;

import dev.eddy.model.value.Value;

/**
 * What the rows of an operator depend on besides the rows that it takes, so that two runs over the
 * same data may differ.
 *
 * @param parameter only where this one is set; empty: always
 */
public record Dependence(On on, String parameter) {
  /** What no two runs share. */
  public enum On {
    /** Which row of which input came first. */
    ARRIVAL,
    /** The time of day. */
    CLOCK
  }

  /** Always on the order in which the inputs' rows come. */
  public static Dependence onArrival() {
    return new Dependence(On.ARRIVAL, "");
  }

  /** On the clock, where a parameter is set. */
  public static Dependence onClockWhere(String parameter) {
    return new Dependence(On.CLOCK, parameter);
  }

  /** Whether it holds for an operator with these parameters. */
  public boolean holds(Value.Struct parameters) {
    return parameter.isEmpty() || parameters.fields().containsKey(parameter);
  }
}
