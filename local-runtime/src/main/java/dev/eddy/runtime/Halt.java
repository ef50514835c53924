package dev.eddy.runtime;

/**
 * Where a move ended: the stop and what is said about it.
 *
 * @param why a sentence
 */
record Halt(Stop stop, String why) {
  /** Nothing stopped the move: it went where it was told to. */
  static final Halt NOWHERE = new Halt(Stop.END, "");

  static final Halt PAUSED = new Halt(Stop.INTERRUPTED, "Paused.");
}
