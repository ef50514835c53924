package dev.eddy.operator;

import java.util.Map;

/** Announces an operator that turns rows into rows. */
public interface ProcessProvider extends OperatorProvider {
  /** How the node is keyed and what state it declares; pure. */
  default Shape shape(OperatorSetup setup) {
    return Shape.STATELESS;
  }

  /**
   * What columns of state hold where name and type do not tell it, such as the function of an
   * accumulator, by the name that the user gave it. A column that comes to hold something else is
   * no beginning for it: a changed pipeline then does not go on from the state of an older one.
   * Pure.
   */
  default Map<String, String> meanings(OperatorSetup setup) {
    return Map.of();
  }

  /** A new operator for one subtask. */
  Operator create(OperatorSetup setup);
}
