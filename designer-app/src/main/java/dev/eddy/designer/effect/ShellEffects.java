package dev.eddy.designer.effect;

import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Notice;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries out the effects of the shell; files are touched on the thread that owns them. */
final class ShellEffects implements AutoCloseable {
  /** Typing goes on for so long before it is kept: a kill loses this and the time of a write. */
  private static final long DRAFT_DELAY_MS = 500;

  private static final long SAVE_DELAY_MS = 1_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private final Folders folders;
  private final Consumer<Message> answer;
  private final Executor files;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(r -> Effects.daemon("eddy-later", r));
  private Effect.@Nullable KeepDraft draft;
  private @Nullable ScheduledFuture<?> nextDraft;
  private @Nullable ScheduledFuture<?> nextSave;
  private @Nullable FolderWatch watch;
  // What the settings were when they were read or written last; only the thread of the files
  // touches it.
  private Settings known;
  // What was saved last; only the thread of the files touches it.
  private @Nullable Project written;

  ShellEffects(Folders folders, Consumer<Message> answer, Executor files) {
    this.folders = folders;
    this.answer = answer;
    this.files = files;
    known = SettingsFile.read(folders.config()).settings();
  }

  private void writeSettings(Settings settings) throws IOException {
    SettingsFile.write(folders.config(), settings, known);
    known = settings;
  }

  synchronized void run(Effect.Shell effect) {
    if (effect instanceof Effect.WriteSettings e) {
      onFiles("settings", () -> writeSettings(e.settings()));
    } else if (effect instanceof Effect.KeepDraft e) {
      keep(e);
    } else if (effect instanceof Effect.KeepArrangement e) {
      onFiles(
          "places of the window", () -> folders.arrangements().write(e.folder(), e.arrangement()));
    } else if (effect instanceof Effect.DropDraft e) {
      keepOthers(e.folder());
      draft = null;
      onFiles("unsaved changes", () -> folders.drafts().drop(e.folder()));
    } else if (effect instanceof Effect.ForgetDraft e) {
      // What was restored is kept in its new place first.
      keepNow();
      onFiles("unsaved changes", () -> folders.drafts().forget(e.folder(), e.slot()));
    } else if (effect instanceof Effect.Trust e) {
      onFiles("list of trusted folders", () -> folders.trust().add(e.folder()));
    } else if (effect instanceof Effect.SaveSoon) {
      if (nextSave != null) {
        nextSave.cancel(false);
      }
      nextSave =
          later.schedule(
              () -> answer.accept(new Message.Save()), SAVE_DELAY_MS, TimeUnit.MILLISECONDS);
    }
  }

  // The newest is kept, and while somebody types without a pause, twice a second.
  private void keep(Effect.KeepDraft e) {
    keepOthers(e.project().folder());
    boolean waits = draft != null && nextDraft != null && !nextDraft.isDone();
    draft = e;
    if (!waits) {
      nextDraft = later.schedule(this::keepNow, DRAFT_DELAY_MS, TimeUnit.MILLISECONDS);
    }
  }

  // What waits to be kept of a project that was left is not dropped with what is of another.
  private void keepOthers(Path folder) {
    if (draft != null && !draft.project().folder().equals(folder)) {
      keepNow();
    }
  }

  // Under the lock until it is handed over: a drop that comes meanwhile must come after it.
  private synchronized void keepNow() {
    Effect.KeepDraft e = draft;
    draft = null;
    if (e != null) {
      onFiles("unsaved changes", () -> folders.drafts().keep(e.project(), e.onDisk()));
    }
  }

  /**
   * What follows when a project was read: its folder is watched, and what was left is told.
   *
   * @param named whether a pipeline of it was asked for by its name
   */
  void opened(Project project, boolean named) {
    watch(project.folder());
    answer.accept(
        new ShellMessage.ArrangementRead(
            project.folder(), folders.arrangements().read(project.folder()), named));
    List<Drafts.Draft> left;
    try {
      left = adopt(project.folder());
    } catch (IOException | UncheckedIOException e) {
      answer.accept(
          new Message.ShowNote("What was not saved could not be read: " + e.getMessage() + "."));
      return;
    }
    for (Drafts.Draft d : left) {
      answer.accept(
          new ShellMessage.DraftFound(
              project.folder(),
              d.slot(),
              d.documents(),
              TIME.format(d.when().atZone(ZoneId.systemDefault()))));
    }
  }

  // What this session kept of it before it was closed and opened again is something left, too.
  private List<Drafts.Draft> adopt(Path folder) throws IOException {
    Effect.KeepDraft waiting = takeDraft(folder);
    if (waiting != null) {
      folders.drafts().keep(waiting.project(), waiting.onDisk());
    }
    return folders.drafts().adopt(folder);
  }

  // The lock is one that the FX thread takes, so nothing is read or written under it.
  private synchronized Effect.@Nullable KeepDraft takeDraft(Path folder) {
    Effect.KeepDraft waiting = draft;
    if (waiting == null || !waiting.project().folder().equals(folder)) {
      return null;
    }
    draft = null;
    return waiting;
  }

  private synchronized void watch(Path folder) {
    if (watch != null) {
      watch.close();
      watch = null;
    }
    try {
      watch = FolderWatch.start(List.of(folder, folder.resolve("pipelines")), () -> reread(folder));
    } catch (IOException e) {
      answer.accept(
          new Message.ShowNote(
              "Changes of the files by others are not seen here: " + e.getMessage() + "."));
    }
  }

  private void reread(Path folder) {
    try {
      files.execute(
          () -> {
            ProjectFiles.ReadResult now = ProjectFiles.read(folder);
            if (now.project() != null) {
              answer.accept(new ShellMessage.FilesRead(now.project(), now.problems()));
            }
          });
    } catch (RejectedExecutionException e) {
      // The window is closing.
      return;
    }
  }

  /** Writes a project, unless somebody else has written one of its files. */
  void write(Effect.WriteProject e) {
    ProjectFiles.ReadResult now = ProjectFiles.read(e.project().folder());
    Optional<String> broken = unreadable(now.project(), e.project());
    if (broken.isPresent()) {
      answer.accept(
          new Message.SaveFailed(
              Problem.error(
                  "files",
                  Place.file(broken.get()),
                  "not saved: what is in the file now cannot be read, and a save would lose it.",
                  "Mend or remove the file, then save again.")));
      return;
    }
    if (now.project() == null && !e.onDisk().isEmpty()) {
      // A save must not bring back what somebody has moved or removed.
      answer.accept(new ShellMessage.ProjectGone(e.project().folder()));
      return;
    }
    if (now.project() != null && isForeign(now.project(), e)) {
      // What to do is asked before the files are overwritten.
      answer.accept(new ShellMessage.FilesRead(now.project(), now.problems()));
      answer.accept(
          new ShellMessage.Say(
              Notice.passing("save", "Not saved yet: files were changed outside of Eddy.")));
      return;
    }
    // Nothing here changes the file of the project itself: it stays as it is found.
    Project project =
        now.project() == null
            ? e.project()
            : OpenProject.with(now.project(), e.project().pipelines());
    try {
      ProjectFiles.write(project);
      written = project;
      if (now.project() == null) {
        // The watch has gone with the folder that was there before.
        watch(project.folder());
      }
      answer.accept(new Message.Saved(project));
    } catch (IOException | UncheckedIOException ex) {
      answer.accept(new Message.SaveFailed(Effects.file("save", e.project().folder(), ex)));
    }
  }

  /** A file that is there and holds what nobody understands, such as a merge that is not done. */
  private static Optional<String> unreadable(@Nullable Project now, Project mine) {
    Stream<String> files =
        now == null
            ? Stream.of(ProjectFiles.PROJECT_FILE)
            : mine.pipelines().keySet().stream()
                .filter(name -> !now.pipelines().containsKey(name))
                .map(name -> "pipelines/" + name + ".pipeline.json");
    return files.filter(f -> Files.exists(mine.folder().resolve(f))).findFirst();
  }

  /** Whether a file that is about to be written holds what nobody here has seen. */
  boolean isForeign(Project now, Effect.WriteProject write) {
    Map<String, PipelineDocument> theirs = OpenProject.documentsOf(now);
    Map<String, PipelineDocument> mine = OpenProject.documentsOf(write.project());
    // A save that was wished before the one ahead of it was answered does not know what that wrote.
    Project last = written;
    Map<String, PipelineDocument> ours =
        last != null && last.folder().equals(write.project().folder())
            ? OpenProject.documentsOf(last)
            : Map.of();
    return mine.keySet().stream()
        .anyMatch(
            name -> {
              PipelineDocument their = theirs.get(name);
              if (their == null) {
                // Removed, and nobody has said yet that it is to be there again.
                return write.onDisk().containsKey(name);
              }
              return !their.equals(write.onDisk().get(name))
                  && !their.equals(mine.get(name))
                  && !their.equals(ours.get(name));
            });
  }

  /** Work on files, which may fail. */
  private interface FileWork {
    void run() throws IOException;
  }

  private void onFiles(String what, FileWork work) {
    try {
      files.execute(
          () -> {
            try {
              work.run();
            } catch (IOException | UncheckedIOException e) {
              answer.accept(
                  new Message.ShowNote(
                      "The " + what + " could not be written: " + e.getMessage() + "."));
            }
          });
    } catch (RejectedExecutionException e) {
      // The window is closing.
      return;
    }
  }

  @Override
  public synchronized void close() {
    later.shutdownNow();
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }
}
