package dev.eddy.runtime.flow;

import org.jspecify.annotations.Nullable;

/**
 * What one thread is doing right now: the gate event whose consequences it works on, and how many
 * steps of them it has begun. All subtasks of a thread share one.
 */
final class Turn {
  /** Thrown through the operators that called each other, up to the loop that called the first. */
  static final class Aborted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Aborted(FlowException cause) {
      super(null, cause, false, false);
    }
  }

  /** Sequence of the gate event. */
  long sequence;

  /** Steps begun since the gate event; 0 where they are not counted. */
  int step;

  /** Rank of the operator whose code runs, or -1; a hint for other threads. */
  int rank = -1;

  /** Where rows go instead of to the next operator, so that they can be looked at; or null. */
  @Nullable Stepper stepper;

  /** The watermark that is on its way. */
  final Wave wave = new Wave();

  /** 1, or 0 where steps are not counted. */
  private final int one;

  private @Nullable FlowException failure;

  /** The step that failed; operators that hide it may begin further ones. */
  private int failedAt;

  /**
   * @param counted whether steps are counted, which only a single thread can do
   */
  Turn(boolean counted) {
    this.one = counted ? 1 : 0;
  }

  void begin(long atSequence) {
    sequence = atSequence;
    step = 0;
    rank = -1;
  }

  /** The gate event is done: no operator's code runs until the next one. */
  void rest() {
    rank = -1;
  }

  /** Begins a step; gives its number. */
  int next() {
    return step += one;
  }

  /**
   * Remembers the first failure and gives what to throw. An operator that catches everything around
   * its {@code emit} cannot hide it: {@link #check} throws it all the same.
   */
  Aborted abort(FlowException e, int atStep) {
    if (failure == null) {
      failure = e;
      failedAt = atStep;
    }
    return new Aborted(failure);
  }

  /** Throws the failure that was remembered, once; {@link #step} is the one that failed then. */
  void check() throws FlowException {
    if (failure != null) {
      FlowException e = failure;
      failure = null;
      step = failedAt;
      throw e;
    }
  }

  /** As {@link #check}, through operators: leaves the failure for it. */
  void rethrow() {
    if (failure != null) {
      throw new Aborted(failure);
    }
  }

  void forget() {
    failure = null;
  }
}
