package dev.eddy.designer.effect;

import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

  ShellEffects(Folders folders, Consumer<Message> answer, Executor files) {
    this.folders = folders;
    this.answer = answer;
    this.files = files;
  }

  synchronized void run(Effect.Shell effect) {
    if (effect instanceof Effect.WriteSettings e) {
      onFiles("settings", () -> SettingsFile.write(folders.config(), e.settings()));
    } else if (effect instanceof Effect.KeepDraft e) {
      keep(e);
    } else if (effect instanceof Effect.DropDraft e) {
      draft = null;
      onFiles("unsaved changes", () -> folders.drafts().drop(e.folder()));
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
    boolean waits = draft != null && nextDraft != null && !nextDraft.isDone();
    draft = e;
    if (!waits) {
      nextDraft = later.schedule(this::keepNow, DRAFT_DELAY_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void keepNow() {
    Effect.KeepDraft e;
    synchronized (this) {
      e = draft;
      draft = null;
    }
    if (e != null) {
      onFiles("unsaved changes", () -> folders.drafts().keep(e.project(), e.onDisk()));
    }
  }

  /** What follows when a project was read: its folder is watched, and what was left is told. */
  synchronized void opened(Project project) {
    if (watch != null) {
      watch.close();
      watch = null;
    }
    try {
      Path folder = project.folder();
      watch = FolderWatch.start(List.of(folder, folder.resolve("pipelines")), () -> reread(folder));
    } catch (IOException e) {
      answer.accept(
          new Message.ShowNote(
              "Changes of the files by others are not seen here: " + e.getMessage() + "."));
    }
    folders
        .drafts()
        .find(project.folder())
        .ifPresent(
            d ->
                answer.accept(
                    new ShellMessage.DraftFound(
                        project.folder(),
                        d.documents(),
                        TIME.format(d.when().atZone(ZoneId.systemDefault())))));
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

  /** Whether a file that is about to be written holds what nobody here has seen. */
  boolean isForeign(Project now, Effect.WriteProject write) {
    Map<String, PipelineDocument> theirs = new LinkedHashMap<>();
    now.pipelines()
        .forEach((name, p) -> theirs.put(name, new PipelineDocument(p.graph(), p.layout())));
    return write.project().pipelines().keySet().stream()
        .anyMatch(
            name -> {
              PipelineDocument their = theirs.get(name);
              Project.Pipeline mine = write.project().pipelines().get(name);
              return their != null
                  && !their.equals(write.onDisk().get(name))
                  && mine != null
                  && !their.equals(new PipelineDocument(mine.graph(), mine.layout()));
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
