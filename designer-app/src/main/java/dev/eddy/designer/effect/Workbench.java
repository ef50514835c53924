package dev.eddy.designer.effect;

import dev.eddy.designer.state.Stop;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.DebugSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs need: a compiler and workers. All methods block and are called off the FX thread. */
public interface Workbench {
  /**
   * A compiled pipeline, or why there is none.
   *
   * @param plan as the protocol carries it; null where a problem is an error
   */
  record Compiled(byte @Nullable [] plan, List<Problem> problems) {}

  Compiled compile(Project project, String pipeline);

  /** Breakpoints with their conditions compiled; one whose condition is wrong is left out. */
  Stops compileStops(Project project, String pipeline, List<Stop> stops);

  /** What came of breakpoints. */
  record Stops(List<Breakpoint> breakpoints, List<Problem> problems) {}

  /** Starts a worker and greets it. */
  DebugSession start() throws IOException;

  /** A folder for the recording of a new run. */
  Path newRecording(Project project) throws IOException;

  /** The graph of a plan, as far as the designer needs it to know what has changed. */
  Graph graphOf(byte[] plan, Graph shown);
}
