package dev.eddy.runtime;

/**
 * Where a move ended: the stop and what is said about it.
 *
 * @param why a sentence
 */
record Halt(Stop stop, String why) {
  static final Halt PAUSED = new Halt(Stop.INTERRUPTED, "Paused.");
}
