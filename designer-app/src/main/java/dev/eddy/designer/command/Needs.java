package dev.eddy.designer.command;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Run;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;

/** Why commands cannot act, where several share the reason. Empty where nothing stands against. */
final class Needs {
  private Needs() {}

  static String project(AppState s) {
    return s.open() == null ? "No project is open" : "";
  }

  static String nodes(AppState s) {
    return s.selection().nodes().isEmpty() ? "No operator is selected" : "";
  }

  static String oneNode(AppState s) {
    return s.selectedNode() == null ? "Select one operator" : "";
  }

  static String selection(AppState s) {
    return s.selection().isEmpty() ? "Nothing is selected" : "";
  }

  static String noRun(AppState s) {
    if (s.open() == null) {
      return "No project is open";
    }
    Run run = s.run();
    if (run == null || run.stage() == Run.Stage.GONE) {
      return "";
    }
    boolean over =
        run.look()
            || run.status() != null
                && !run.isPast()
                && (run.status().phase() == Status.Phase.FINISHED
                    || run.status().phase() == Status.Phase.FAILED);
    return over ? "" : "A run is going on";
  }

  static String wayOn(AppState s) {
    Run run = s.run();
    if (run == null || !run.isStopped()) {
      return "Nothing is paused";
    }
    boolean over = !run.isPausedNow() && !run.isPast() || run.look() && !run.isPast();
    return over ? "At the live edge" : "";
  }

  static String wayBack(AppState s) {
    Run run = s.run();
    if (run == null || !run.isStopped() || run.status() == null) {
      return "Nothing is paused";
    }
    return run.status().at().compareTo(Moment.START) <= 0 ? "At the start of the run" : "";
  }
}
