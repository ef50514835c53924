package dev.eddy.runtime;

import dev.eddy.model.disk.DiskException;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.runtime.flow.FlowException;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Sources;
import dev.eddy.runtime.record.DamagedFileException;
import dev.eddy.runtime.record.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens what a recording names, and says why it cannot be. */
final class Opening {
  private Opening() {}

  /** For who looks at a recording: state that was larger than the heap still is. */
  static RunOptions options(Recording opened) {
    String word = opened.info().options().getOrDefault(RunOptions.STATE, "");
    return RunOptions.defaults(opened.folder())
        .withStateBackend(RunOptions.State.of(word).orElse(RunOptions.State.HEAP));
  }

  /** The sources of a recording, whose splits must still be those that were recorded. */
  static Sources sources(Recording recording, LoadedPlan loaded) throws FlowException {
    Sources sources = Sources.open(loaded);
    List<String> recorded = recording.info().splits();
    if (!sources.names().equals(recorded)) {
      int i = 0;
      while (i < recorded.size()
          && i < sources.total()
          && recorded.get(i).equals(sources.names().get(i))) {
        i++;
      }
      Plan.PlanNode node = sources.nodeOf(Math.min(i, sources.total() - 1));
      throw new FlowException(
          Problem.error(
              "source-edited",
              Place.node(node.id(), node.name()),
              "the files that it reads are not those of the recording: "
                  + (i < recorded.size() ? recorded.get(i) + " is gone" : "there are more now"),
              "Put the files back to go on with this recording, or run again."),
          null);
    }
    return sources;
  }

  static RunException badRecording(Path folder, IOException e) {
    if (e instanceof dev.eddy.model.io.JsonException json) {
      return new RunException(json.problem(), e);
    }
    if (e instanceof DiskException d) {
      return new RunException(
          Problem.error(
              "bad-recording",
              Place.file(d.file().toString()),
              String.valueOf(d.getMessage()),
              d.remedy() + ", then try again."),
          e);
    }
    if (e instanceof DamagedFileException) {
      return new RunException(
          Problem.error(
              "bad-recording",
              Place.file(folder.toString()),
              String.valueOf(e.getMessage()),
              "Put a good copy of that file back, or run again."),
          e);
    }
    return new RunException(
        Problem.error(
            "bad-recording",
            Place.file(folder.toString()),
            e.getMessage() == null ? e.toString() : e.getMessage(),
            "Give the folder of a recording, or a new folder for a new one."),
        e);
  }

  static void closeQuietly(@Nullable Recording r) {
    if (r != null) {
      try {
        r.close();
      } catch (IOException e) {
        System.getLogger(Opening.class.getName())
            .log(System.Logger.Level.WARNING, "recording failed to close", e);
      }
    }
  }
}
