package dev.eddy.cli;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.runtime.RunException;
import java.util.List;

/** Sorts what went wrong in a run by whose it is. */
final class Failures {
  private Failures() {}

  /** What has a node or a file as its place is the project's, all else the environment's. */
  static CommandException of(RunException e) {
    Problem p = e.problem();
    Place place = p.place();
    boolean project = place.nodeId() != null || place.nodeName() != null || place.file() != null;
    return new CommandException(project ? Exit.PROJECT : Exit.ENVIRONMENT, List.of(p));
  }
}
