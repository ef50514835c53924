package dev.eddy.designer.state;

import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Work outside of the state. It carries what it was made for, and answers with messages. */
public sealed interface Effect {
  /** Work that happens off the FX thread. */
  sealed interface Background extends Effect {}

  record ReadProject(Path folder, String pipeline) implements Background {}

  record CopyExample(Example example) implements Background {}

  /**
   * @param onDisk what the files should still hold: others may have written them since
   */
  record WriteProject(Project project, Map<String, PipelineDocument> onDisk)
      implements Background {}

  record Remember(List<Recent> recents) implements Background {}

  record Check(Project project, String pipeline, long revision) implements Background {}

  /** Works out what a refactoring would do. */
  record PlanRefactor(Project project, String pipeline, long revision, RefactorWish wish)
      implements Background {}

  /** Arranges nodes; the answer is a {@link CanvasMessage.LaidOut} of the same revision. */
  record LayOut(String pipeline, PipelineDocument document, Set<String> nodes, long revision)
      implements Background {}

  record CancelLayOut() implements Background {}

  /** Gives up work that takes long. */
  record CancelWork(String id) implements Background {}

  record WriteExport(Path file, Exported content) implements Background {}

  /**
   * @param folder of the project that it is for
   */
  record ReadImport(Path folder, Path file) implements Background {}

  /** Reads a pipeline as the last commit has it. */
  record ReadCommitted(Path folder, String pipeline) implements Background {}

  /** Looks at the beginning of dropped files; the answer is {@link CanvasMessage.FilesSampled}. */
  record SampleFiles(Path folder, String pipeline, List<Path> files, Layout.Position at)
      implements Background {}

  /**
   * @param subtasks of each operator
   * @param state where the state of keys is kept
   */
  record Launch(
      int run,
      Project project,
      String pipeline,
      boolean paused,
      List<Stop> stops,
      int subtasks,
      Settings.State state)
      implements Background {}

  record LookAt(int run, Path recording, Graph shown) implements Background {}

  record Send(int run, Request request) implements Background {}

  /**
   * @param then sent when the worker knows the breakpoints; null for nothing
   */
  record SetStops(
      int run, Project project, String pipeline, List<Stop> stops, @Nullable Request then)
      implements Background {
    public SetStops(int run, Project project, String pipeline, List<Stop> stops) {
      this(run, project, pipeline, stops, null);
    }
  }

  /**
   * @param at the moment shown when it was asked for: an answer for another is stale
   */
  record FetchRows(int run, String edge, Moment at) implements Background {}

  /** Some rows of an edge, to try expressions on. */
  record FetchSamples(int run, String edge, Moment at) implements Background {}

  record FetchState(int run, String node, String filter, Moment at) implements Background {}

  record FetchTimeline(int run) implements Background {}

  /** Looks at rows of a run, and pins. */
  sealed interface Data extends Background {}

  record FetchPage(int run, String edge, long first, int count) implements Data {}

  /**
   * @param at the moment shown when it was asked for
   * @param total rows that had passed the edge then
   */
  record FetchSample(int run, String edge, Moment at, long total, int limit) implements Data {}

  record Ask(int run, Looks.Question question) implements Data {}

  /** More entries of one declared state of a node, behind a cursor. */
  record FetchMoreState(int run, String node, String filter, Moment at, String table, String after)
      implements Data {}

  record FetchDiff(int run, StateDiff question) implements Data {}

  record FetchMetrics(int run) implements Data {}

  record ReadPins(Path folder, String pipeline) implements Data {}

  record WritePin(Path folder, String pipeline, Pin pin) implements Data {}

  record DeletePin(Path folder, String pipeline, Pin pin) implements Data {}

  /**
   * @param schema of the rows wanted
   */
  record ImportRows(String pipeline, String node, String port, Path file, Schema schema)
      implements Data {}

  /** Ends the worker of a run, if it is still there. */
  record EndRun(int run) implements Background {}

  record StartDeploy(Project project, String pipeline, String target, @Nullable String savepoint)
      implements Background {}

  record StartCluster(String version) implements Background {}

  record StopJob(String target, String jobId, boolean savepoint) implements Background {}

  /** What the shell around the canvas has done. */
  sealed interface Shell extends Background {}

  record WriteSettings(Settings settings) implements Shell {}

  /** Keeps what no file has, in case that Eddy is killed. */
  record KeepDraft(Project project, Map<String, PipelineDocument> onDisk) implements Shell {}

  /**
   * @param from what is copied; null for an empty pipeline
   */
  record CreateProject(Path folder, String name, String timeZone, @Nullable Example from)
      implements Background {}

  /** Forgets what this session keeps of a project. */
  record DropDraft(Path folder) implements Shell {}

  /**
   * Forgets what earlier sessions left of a project.
   *
   * @param slot empty for all of it
   */
  record ForgetDraft(Path folder, String slot) implements Shell {}

  /** Remembers that the projects of a folder may run. */
  record Trust(Path folder) implements Shell {}

  /** Answers with {@link Message.Save} once nothing has changed for a moment. */
  record SaveSoon() implements Shell {}

  /** Remembers how the window of a project looks. */
  record KeepArrangement(Path folder, Arrangement arrangement) implements Shell {}

  /** What a view carries out on the FX thread. */
  sealed interface Visible extends Effect {}

  record Aim(Kind kind, @Nullable String node) implements Visible {
    /** Where the camera goes. */
    public enum Kind {
      FIT,
      /** Where the camera was in this pipeline; all of it where it was not there yet. */
      RESUME,
      ACTUAL_SIZE,
      IN,
      OUT,
      REVEAL,
      FILL,
      SELECTION
    }

    public static Aim of(Kind kind) {
      return new Aim(kind, null);
    }
  }

  /** Has the canvas say how wide the selected operators are; it sends the message again. */
  record Measure(CanvasMessage.Measured wish) implements Visible {}

  /** Opens the text of a note, or the title of a frame. */
  record EditText(String note) implements Visible {}

  /** Gives the window, its panels and the camera the places that they had. */
  record Arrange(Arrangement arrangement) implements Visible {}

  /** The panels have the sizes that they begin with. */
  enum Sizes implements Visible {
    RESET
  }

  /** Puts a text on the clipboard. */
  record PutText(String text) implements Visible {}

  /** Answers with {@link ShellMessage.Paste} of what the clipboard holds. */
  record TakeText(boolean connect) implements Visible {}

  /** The ready-made remedies of what is wrong where the user is. */
  enum Fixes implements Visible {
    OFFER
  }

  /** Something to be asked in a window of its own. */
  enum Dialog implements Visible {
    OPEN_PROJECT,
    NEW_PROJECT,
    OPEN_RECORDING,
    COMMANDS,
    FIND_IN_PROJECT,
    KEYS,
    SETTINGS,
    NEW_PIPELINE,
    OPERATOR_HELP,
    RENAME,
    EXPORT,
    IMPORT,
    /** The first field of the selected operator's form gets the focus. */
    DETAILS,
    QUICK_ADD,
    NOTE,
    QUIT
  }
}
