package dev.eddy.cli;

/** How a command ended, for the shell. */
enum Exit {
  OK(0),
  /** The user's project is wrong, or a comparison differs. */
  PROJECT(1),
  USAGE(2),
  /** What Eddy stands on failed: a disk, a cluster, a tool that is missing. */
  ENVIRONMENT(3);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
