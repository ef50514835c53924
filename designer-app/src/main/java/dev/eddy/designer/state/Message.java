package dev.eddy.designer.state;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened: a wish of the user, or an answer of an effect. */
public sealed interface Message
    permits Message.View,
        Message.Files,
        Message.Change,
        Message.Running,
        Message.Data,
        Message.Cluster,
        Message.Checked,
        FormsMessage,
        LooksMessage,
        CanvasMessage,
        ShellMessage {

  /** Looks, panels, selection: nothing that a file or a run would know. */
  sealed interface View extends Message {}

  record SetMood(Mood mood) implements View {}

  record SetMode(Mode mode) implements View {}

  record ShowPalette(boolean shown) implements View {}

  record ShowInspector(Panels.Inspector tab) implements View {}

  record ShowBottom(Panels.Bottom tab) implements View {}

  record OpenBottom(boolean shown) implements View {}

  record Select(Selection selection) implements View {}

  record SelectAll() implements View {}

  /** Selects what a problem is about and brings it into view. */
  record GoTo(Problem problem) implements View {}

  record MoveCamera(Effect.Aim aim) implements View {}

  record ShowNote(String words) implements View {}

  record CloseAlert() implements View {}

  /** Opens a window of its own; the view carries it out. */
  record Ask(Effect.Dialog dialog) implements View {}

  /** Projects and files. */
  sealed interface Files extends Message {}

  record Open(Path folder, String pipeline) implements Files {}

  /** Copies an example to the user's projects, then opens the copy. */
  record OpenExample(Example example) implements Files {}

  /**
   * @param pipeline to show; empty for the first
   * @param trusted whether anything of it may run
   */
  record Opened(Project project, String pipeline, List<Problem> problems, boolean trusted)
      implements Files {
    public Opened(Project project, String pipeline, List<Problem> problems) {
      this(project, pipeline, problems, true);
    }
  }

  record OpenFailed(Path folder, List<Problem> problems) implements Files {}

  record RecentsRead(List<Recent> recents) implements Files {}

  record ExamplesRead(List<Example> examples) implements Files {}

  record Save() implements Files {}

  /**
   * @param project what was written
   */
  record Saved(Project project) implements Files {}

  record SaveFailed(Problem problem) implements Files {}

  record ShowPipeline(String name) implements Files {}

  record CloseProject() implements Files {}

  /** Changes of the document: the only messages that enter the history, beside undo and redo. */
  sealed interface Change extends Message {}

  /**
   * @param key edits with one key that follow each other are one undo step; null for none
   * @param select what is selected afterwards; null for what was
   */
  record Apply(GraphEdit edit, @Nullable String key, @Nullable Selection select) implements Change {
    public Apply(GraphEdit edit) {
      this(edit, null, null);
    }
  }

  record Undo() implements Change {}

  record Redo() implements Change {}

  record DeleteSelection() implements Change {}

  record DuplicateSelection() implements Change {}

  /** Moves the selection by canvas units. */
  record Nudge(double dx, double dy) implements Change {}

  record Checked(String pipeline, Checks checks) implements Message {}

  /** Runs on the desk. */
  sealed interface Running extends Message {}

  /**
   * @param paused whether to stop before the first row
   */
  record StartRun(boolean paused) implements Running {}

  record StopRun() implements Running {}

  record OpenRecording(Path folder) implements Running {}

  record RunStarted(int run, Path recording) implements Running {}

  /**
   * @param graph what the recording ran; null where it is the run's own
   */
  record RecordingOpened(int run, Path recording, Graph graph, Status status) implements Running {}

  /** The pipeline could not be run as it is. */
  record RunRefused(int run, List<Problem> problems) implements Running {}

  record StatusCame(int run, Status status, long nanos) implements Running {}

  record RowsCame(int run, String edge, Moment at, Reply.Rows rows) implements Running {}

  record StateCame(int run, String node, String filter, Moment at, Reply.StateOf state)
      implements Running {}

  record TimelineCame(int run, Reply.TimelineOf timeline) implements Running {}

  record WorkerGone(int run, String words) implements Running {}

  record RunFailed(int run, Problem problem) implements Running {}

  /** A wish to the worker: pause, step, continue and the like. */
  record Wish(Request request) implements Running {}

  record SeekTo(Moment moment) implements Running {}

  record FilterState(String text) implements Running {}

  record ToggleStop(String edge) implements Running {}

  /** Sets a breakpoint at something that is shown. */
  record AddStop(Stop stop) implements Running {}

  record SetStop(Stop stop) implements Running {}

  record RemoveStop(String edge) implements Running {}

  /** Rows, what is asked of a run about them, and pins. */
  sealed interface Data extends Message {}

  /** How the data panel shows rows. */
  record ViewRows(DataView view) implements Data {}

  /** A page of the rows that are shown has come into view and is not there. */
  record WantPage(String edge, long page) implements Data {}

  record PageCame(int run, Reply.Page page) implements Data {}

  /**
   * @param at the moment for which it was asked
   */
  record SampleCame(int run, Moment at, Sample sample) implements Data {}

  /** Where does a row come from that passed an edge? */
  record AskWhyRow(String edge, List<String> columns, Reply.EdgeRow row) implements Data {}

  /** What holds back the output of a node? */
  record AskWhySilent(String node) implements Data {}

  record Answered(int run, Looks.Question question) implements Data {}

  record CloseQuestion() implements Data {}

  record MetricsCame(int run, Reply.MetricsOf metrics, long nanos) implements Data {}

  /** Lines of log points, in order. */
  record LinesLogged(int run, List<Notice.Logged> lines) implements Data {}

  /** Runs what a node needs, with sinks that write nothing, until it has given some rows. */
  record StartPreview(String node) implements Data {}

  record PinsRead(String pipeline, List<Pin> pins, List<Problem> problems) implements Data {}

  /** Pins rows, in place of what was pinned there. */
  record SetPin(Pin pin) implements Data {}

  record Unpin(String node) implements Data {}

  /** Pins the rows of a CSV or JSON file on a node. */
  record ImportPin(String node, String port, Path file) implements Data {}

  /** Rows that were read of a file for a node of a pipeline. */
  record RowsImported(String pipeline, Pin pin) implements Data {}

  /** Pins made-up rows on a node, the same ones for the same seed. */
  record GeneratePin(String node, String port, int rows, long seed) implements Data {}

  record PinFailed(Problem problem) implements Data {}

  /**
   * @param step from 0; {@link Tour#NONE} ends the tour
   */
  record ShowTour(int step) implements Data {}

  /** Jobs on a cluster. */
  sealed interface Cluster extends Message {}

  record ShowDeploy(boolean shown) implements Cluster {}

  record SetTarget(String url) implements Cluster {}

  record SetSavepoint(String path) implements Cluster {}

  record StartDeploy() implements Cluster {}

  record StartLocalCluster(String version) implements Cluster {}

  record DeployAt(Deploy.Step step, boolean busy, String words) implements Cluster {}

  record ClusterCame(String url, String words) implements Cluster {}

  record DeployFailed(Problem problem) implements Cluster {}

  record JobCame(String id, String state) implements Cluster {}

  record StopJob(boolean savepoint) implements Cluster {}

  record JobStopped(@Nullable String savepoint) implements Cluster {}
}
