package dev.eddy.benchmarks.run;

/** A benchmark cannot go on; the message is for the user. */
final class BenchException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exit;

  /**
   * @param exit as the other commands: 1 for a finding, 2 for wrong usage, 3 for what is missing
   */
  BenchException(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  int exit() {
    return exit;
  }
}
