package dev.eddy.designer.state;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What concerns the frame around the canvas: settings, tabs, search, files that changed. */
public sealed interface ShellMessage extends Message {
  /** The user has set something. */
  record Set(Settings settings) implements ShellMessage {}

  /** Makes an operator a favourite of the palette, or none where it is one. */
  record Favourite(String operator) implements ShellMessage {}

  /** How many subtasks each operator of the open project has in a run on this machine. */
  record SetSubtasks(int count) implements ShellMessage {}

  /** Where the open project keeps the state of keys in a run on this machine. */
  record SetState(Settings.State state) implements ShellMessage {}

  /** The desktop has become light or dark. */
  record DesktopIs(Mood mood) implements ShellMessage {}

  record ShowLeft(Panels.Left tab) implements ShellMessage {}

  /** Shows a panel of the bottom in a window of its own, or at its place again. */
  record Float(Panels.Bottom tab, boolean floats) implements ShellMessage {}

  /** Puts the inspector into a window of its own, or back to its place. */
  record FloatInspector(boolean floats) implements ShellMessage {}

  /** Panels as they are in the mode when Eddy is new. */
  record ResetPanels() implements ShellMessage {}

  /**
   * @param from what it begins as a copy of; null for an empty pipeline
   */
  record CreateProject(Path folder, String name, String timeZone, @Nullable Example from)
      implements ShellMessage {}

  /** Says something in passing. */
  record Say(Notice notice) implements ShellMessage {}

  /** Work that takes longer than a moment goes on. */
  record Working(String id, String words) implements ShellMessage {}

  /** It is done, or given up. */
  record Worked(String id) implements ShellMessage {}

  record CancelWork(String id) implements ShellMessage {}

  /** Lets the figures of a run stand still while it goes on, or follow it again. */
  record Freeze(boolean frozen) implements ShellMessage {}

  /** Takes a notice away, answered or not. */
  record Dismiss(String id) implements ShellMessage {}

  /** Tabs of pipelines. */
  sealed interface Tab extends ShellMessage {}

  record CloseTab(String pipeline) implements Tab {}

  record CloseOtherTabs(String pipeline) implements Tab {}

  /**
   * @param index where the tab stands afterwards
   */
  record MoveTab(String pipeline, int index) implements Tab {}

  /**
   * @param by 1 for the tab to the right, -1 to the left; round at the ends
   */
  record StepTab(int by) implements Tab {}

  /** A pipeline without operators, in a tab of its own. */
  record NewPipeline(String name) implements Tab {}

  /** Nodes that go to the clipboard and come from it. */
  sealed interface Clipboard extends ShellMessage {}

  record Copy(boolean cut) implements Clipboard {}

  /** Has the view read the clipboard, which answers with {@link Paste}. */
  record AskPaste(Effect.TakeText effect) implements Clipboard {}

  /**
   * @param text what the clipboard holds, of whatever origin
   * @param connect whether edges from nodes outside of the copy are drawn again
   */
  record Paste(String text, boolean connect) implements Clipboard {}

  /** Search in the pipeline. */
  sealed interface Search extends ShellMessage {}

  record ShowFind(boolean shown) implements Search {}

  record FindText(String query) implements Search {}

  /**
   * @param by 1 for the next hit, -1 for the one before; round at the ends
   */
  record StepFind(int by) implements Search {}

  /** Shows a pipeline and in it a node. */
  record Reveal(String pipeline, String node) implements Search {}

  /** Pipelines in files for others. */
  sealed interface Exchange extends ShellMessage {}

  record Export(Path file, Exported content) implements Exchange {}

  record Import(Path file) implements Exchange {}

  /**
   * A file was read for a project.
   *
   * @param name that the file suggests
   */
  record Imported(Path folder, String name, PipelineDocument document) implements Exchange {}

  /** How the window of a project was left, or is now. */
  sealed interface Window extends ShellMessage {}

  /**
   * How the window was left that shows the project which was just opened.
   *
   * @param named whether a pipeline was asked for by its name: then that one is shown
   */
  record ArrangementRead(Path folder, Arrangement arrangement, boolean named) implements Window {}

  record Arranged(Path folder, Arrangement arrangement) implements Window {}

  /** The pipeline beside an earlier version of it. */
  sealed interface Version extends ShellMessage {}

  record Compare(Versions.Source source) implements Version {}

  /**
   * A pipeline as the last commit has it.
   *
   * @param detail the commit, for people
   */
  record VersionRead(String pipeline, String detail, PipelineDocument base) implements Version {}

  record EndComparison() implements Version {}

  /** Makes a node what it was in the version that is compared with. */
  record TakeBack(String node) implements Version {}

  /** Files of the project, and what was kept of it in the state folder. */
  sealed interface Disk extends ShellMessage {}

  /** The files of the project as they are now: somebody may have changed them. */
  record FilesRead(Project project, List<Problem> problems) implements Disk {}

  /** How a pipeline that both sides have changed goes on. */
  enum Choice {
    THEIRS,
    MERGE,
    MINE
  }

  record Settle(String pipeline, PipelineDocument theirs, Choice choice) implements Disk {}

  /**
   * What an earlier session left of a project.
   *
   * @param slot where it is kept until the user has answered
   * @param when the time of the last change, as it is said to the user
   */
  record DraftFound(Path folder, String slot, Map<String, PipelineDocument> documents, String when)
      implements Disk {}

  record RestoreDraft(Path folder, String slot, Map<String, PipelineDocument> documents)
      implements Disk {}

  /**
   * @param slot of what was left; empty for all that was left of the project
   */
  record ForgetDraft(Path folder, String slot) implements Disk {}

  /** The user leaves the changes that no file has: they shall not come back. */
  record Abandon() implements Disk {}

  /** The project's folder, or the file that makes it a project, is not there any more. */
  record ProjectGone(Path folder) implements Disk {}

  /**
   * Writes anew what was removed outside.
   *
   * @param pipeline empty for the whole project
   */
  record WriteAgain(String pipeline) implements Disk {}

  /** Follows the removal of a pipeline's file: it is closed here, too. */
  record LetGo(String pipeline) implements Disk {}

  /** Projects that were left with changes that no file has. */
  record DraftsLeft(List<Path> folders) implements Disk {}

  /** From now on the open project may run. */
  record TrustProject() implements Disk {}
}
