package dev.eddy.flink.operator;

import dev.eddy.flink.plan.NodeFailure;

/**
 * Carries a failure of the engine (state, network, an operator further down) through the frames of
 * an operator, so that it is not taken for the operator's own.
 */
final class PassedOn extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private PassedOn(Throwable cause) {
    super(cause.toString(), cause, false, false);
  }

  static RuntimeException of(Exception failure) {
    return failure instanceof PassedOn p ? p : new PassedOn(failure);
  }

  /** What is to be thrown for a failure that came out of an operator. */
  static Exception outOf(
      Exception failure, java.util.function.Function<Exception, NodeFailure> own) {
    if (failure instanceof PassedOn p && p.getCause() instanceof Exception e) {
      return e;
    }
    return NodeFailure.isIn(failure) ? failure : NodeFailure.lasting(own.apply(failure));
  }
}
