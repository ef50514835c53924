package dev.eddy.operator;

/** Announces an operator that turns rows into rows. */
public interface ProcessProvider extends OperatorProvider {
  /** How the node is keyed and what state it declares; pure. */
  default Shape shape(OperatorSetup setup) {
    return Shape.STATELESS;
  }

  /** A new operator for one subtask. */
  Operator create(OperatorSetup setup);
}
