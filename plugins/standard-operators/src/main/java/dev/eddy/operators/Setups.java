package dev.eddy.operators;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.expression.RowPredicate;
import dev.eddy.operator.OperatorSetup;

/** Compiled parameters that a checked plan must have. */
final class Setups {
  private Setups() {}

  static RowPredicate predicate(OperatorSetup setup, String parameter) {
    return setup.predicate(parameter).orElseThrow(() -> missing(setup, parameter));
  }

  static RowFunction function(OperatorSetup setup, String parameter) {
    return setup.function(parameter).orElseThrow(() -> missing(setup, parameter));
  }

  /** The condition of an optional parameter; all rows pass where it is absent. */
  static RowPredicate predicateOrTrue(OperatorSetup setup, String parameter) {
    return setup.predicate(parameter).orElse(row -> true);
  }

  private static IllegalStateException missing(OperatorSetup setup, String parameter) {
    return new IllegalStateException(
        "the plan has no compiled " + parameter + " for " + setup.nodeName());
  }
}
