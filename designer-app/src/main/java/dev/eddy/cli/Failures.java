package dev.eddy.cli;

import dev.eddy.model.disk.DiskException;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.runtime.RunException;
import java.util.List;

/** Sorts what went wrong in a run by whose it is. */
final class Failures {
  /** User code may throw causes that go round. */
  private static final int MOST_CAUSES = 100;

  private Failures() {}

  /**
   * What a disk refused is the environment's, whoever was writing; else what has a node or a file
   * as its place is the project's, all else the environment's.
   */
  static CommandException of(RunException e) {
    Problem p = e.problem();
    Place place = p.place();
    boolean project = place.nodeId() != null || place.nodeName() != null || place.file() != null;
    return new CommandException(
        project && !isByDisk(e) ? Exit.PROJECT : Exit.ENVIRONMENT, List.of(p));
  }

  private static boolean isByDisk(RunException e) {
    int depth = 0;
    for (Throwable t = e; t != null && depth < MOST_CAUSES; t = t.getCause(), depth++) {
      if (t instanceof DiskException) {
        return true;
      }
    }
    return false;
  }
}
