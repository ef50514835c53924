package dev.eddy.designer.effect;

import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out background effects on threads of its own and answers with messages, from whatever
 * thread; whoever listens puts them on the FX thread.
 */
public final class Effects implements AutoCloseable {
  private static final long CHECK_DELAY_MS = 60;

  private final Consumer<Message> answer;
  private final Checker checker;
  private final Folders folders;
  private final ShellEffects shell;
  private final LayoutEffects layouts;
  private final RunEffects runs;
  private final DataEffects data;
  private final ClusterEffects cluster;
  private final ExecutorService files =
      Executors.newSingleThreadExecutor(r -> daemon("eddy-files", r));

  /** Pinned rows, which a run waits for: they must not stand behind what may take long. */
  private final ExecutorService pins =
      Executors.newSingleThreadExecutor(r -> daemon("eddy-pins", r));

  private final ScheduledExecutorService checks =
      Executors.newSingleThreadScheduledExecutor(r -> daemon("eddy-checks", r));
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(r -> daemon("eddy-clock", r));
  private final Busy busy;
  private @Nullable ScheduledFuture<?> nextCheck;
  private @Nullable ScheduledFuture<?> nextPlan;

  public Effects(
      Consumer<Message> answer,
      Checker checker,
      Workbench bench,
      ClusterDesk cluster,
      Folders folders,
      Catalog catalog) {
    this.answer = answer;
    this.checker = checker;
    this.folders = folders;
    this.shell = new ShellEffects(folders, answer, files);
    this.busy = new Busy(answer, clock);
    this.layouts = new LayoutEffects(catalog, answer);
    this.runs = new RunEffects(bench, pins, answer);
    this.data = new DataEffects(runs::session, files, pins, answer);
    this.cluster = new ClusterEffects(cluster, bench, answer);
  }

  /** Returns at once. */
  public void run(Effect.Background effect) {
    if (effect instanceof Effect.ReadProject e) {
      busy.run(
          "open",
          "Opening " + e.folder().getFileName(),
          files,
          to -> read(e.folder(), e.pipeline(), to));
    } else if (effect instanceof Effect.CopyExample e) {
      busy.run("open", "Copying " + e.example().title(), files, to -> copy(e, to));
    } else if (effect instanceof Effect.CancelWork e) {
      busy.cancel(e.id());
    } else if (effect instanceof Effect.WriteProject e) {
      files.execute(() -> shell.write(e));
    } else if (effect instanceof Effect.Remember e) {
      files.execute(() -> remember(e));
    } else if (effect instanceof Effect.CreateProject e) {
      files.execute(() -> create(e));
    } else if (effect instanceof Effect.Shell e) {
      shell.run(e);
    } else if (effect instanceof Effect.Check e) {
      check(e);
    } else if (effect instanceof Effect.PlanRefactor e) {
      plan(e);
    } else if (effect instanceof Effect.LayOut e) {
      layouts.layOut(e);
    } else if (effect instanceof Effect.SampleFiles e) {
      busy.run("sample", "Looking at the files", files, to -> to.accept(FileDrops.sources(e)));
    } else if (effect instanceof Effect.WriteExport e) {
      busy.run(
          "export",
          "Exporting " + e.file().getFileName(),
          files,
          to -> to.accept(Exchange.write(e)));
    } else if (effect instanceof Effect.ReadImport e) {
      busy.run(
          "import",
          "Importing " + e.file().getFileName(),
          files,
          to -> to.accept(Exchange.read(e)));
    } else if (effect instanceof Effect.ReadCommitted e) {
      busy.run("git", "Asking git", files, to -> to.accept(GitVersions.read(e)));
    } else if (effect instanceof Effect.CancelLayOut) {
      layouts.cancel();
    } else if (effect instanceof Effect.Launch e) {
      runs.launch(e);
    } else if (effect instanceof Effect.LookAt e) {
      runs.look(e);
    } else if (effect instanceof Effect.Send e) {
      runs.send(e);
    } else if (effect instanceof Effect.SetStops e) {
      runs.stops(e);
    } else if (effect instanceof Effect.FetchRows e) {
      runs.rows(e);
    } else if (effect instanceof Effect.FetchSamples e) {
      runs.samples(e);
    } else if (effect instanceof Effect.FetchState e) {
      runs.state(e);
    } else if (effect instanceof Effect.FetchTimeline e) {
      runs.timeline(e);
    } else if (effect instanceof Effect.Data e) {
      data.run(e);
    } else if (effect instanceof Effect.EndRun e) {
      runs.end(e.run());
    } else if (effect instanceof Effect.StartDeploy e) {
      cluster.deploy(e);
    } else if (effect instanceof Effect.StartCluster e) {
      cluster.start(e);
    } else if (effect instanceof Effect.StopJob e) {
      cluster.stop(e);
    }
  }

  /**
   * Answers with what the start page shows: recent projects, examples, and the projects that were
   * left with changes that no file has. Returns at once.
   */
  public void readStart() {
    files.execute(
        () -> {
          answer.accept(new Message.RecentsRead(folders.readRecents()));
          answer.accept(new Message.ExamplesRead(folders.listExamples()));
          List<Path> left = folders.drafts().left();
          if (!left.isEmpty()) {
            answer.accept(new ShellMessage.DraftsLeft(left));
          }
        });
  }

  private void read(Path folder, String pipeline, Consumer<Message> to) {
    ProjectFiles.ReadResult result = ProjectFiles.read(folder);
    Project project = result.project();
    if (project == null) {
      to.accept(new Message.OpenFailed(folder, result.problems()));
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      // Given up: whoever cancelled works on with what is open.
      return;
    }
    to.accept(
        new Message.Opened(
            project, pipeline, result.problems(), folders.trust().covers(project.folder())));
    shell.opened(project, project.pipelines().containsKey(pipeline));
  }

  private void copy(Effect.CopyExample e, Consumer<Message> to) {
    try {
      Path copy = folders.copy(e.example());
      folders.trust().add(copy);
      read(copy, e.example().pipeline(), to);
    } catch (IOException | UncheckedIOException ex) {
      to.accept(
          new Message.OpenFailed(
              e.example().folder(), List.of(file("copy", folders.projects(), ex))));
    }
  }

  private void create(Effect.CreateProject e) {
    try {
      Project project =
          e.from() == null
              ? empty(e)
              : ProjectFiles.read(folders.copy(e.from(), e.folder())).project();
      if (project == null) {
        throw new IOException("the example cannot be read");
      }
      Files.createDirectories(e.folder());
      ProjectFiles.write(
          new Project(
              project.folder(),
              e.name(),
              e.timeZone(),
              project.parameters(),
              project.environments(),
              project.pipelines(),
              project.unknown()));
      folders.trust().add(e.folder());
      read(e.folder(), e.from() == null ? "pipeline" : e.from().pipeline(), answer);
    } catch (IOException | UncheckedIOException ex) {
      answer.accept(new Message.OpenFailed(e.folder(), List.of(file("make", e.folder(), ex))));
    }
  }

  private static Project empty(Effect.CreateProject e) {
    return new Project(
        e.folder(),
        e.name(),
        e.timeZone(),
        Map.of(),
        Map.of(
            Project.LOCAL,
            new Project.Environment(Project.LOCAL, Map.of(), Map.of(), "out", Value.Struct.EMPTY)),
        Map.of("pipeline", new Project.Pipeline("pipeline", Graph.EMPTY, Layout.EMPTY)),
        Value.Struct.EMPTY);
  }

  private void remember(Effect.Remember e) {
    try {
      answer.accept(new Message.RecentsRead(folders.remember(e.recents())));
    } catch (IOException ex) {
      answer.accept(
          new Message.ShowNote(
              "The list of recent projects could not be written: " + ex.getMessage() + "."));
    }
  }

  /** Of a future that failed: what it failed of, which futures behind it wrap. */
  static Throwable cause(Throwable e) {
    return e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
  }

  /** What went wrong where nothing should. */
  static Problem fault(Throwable e) {
    return Problem.error(
        "internal-error", Place.NOWHERE, "Eddy failed: " + e + ".", "Please report this.");
  }

  static Problem file(String verb, Path folder, Exception e) {
    return Problem.error(
        "files",
        Place.file(folder.toString()),
        "could not " + verb + ": " + e.getMessage() + ".",
        "Look whether the folder can be written and the disk has room.");
  }

  // Typing makes a check of each stroke stale, so it waits a moment; the newest wins.
  private synchronized void check(Effect.Check e) {
    if (nextCheck != null) {
      nextCheck.cancel(false);
    }
    nextCheck =
        checks.schedule(
            () ->
                busy.run(
                    "check",
                    "Checking " + e.pipeline(),
                    Runnable::run,
                    to ->
                        to.accept(
                            new Message.Checked(
                                e.pipeline(),
                                checker.check(e.project(), e.pipeline(), e.revision())))),
            CHECK_DELAY_MS,
            TimeUnit.MILLISECONDS);
  }

  private synchronized void plan(Effect.PlanRefactor e) {
    if (nextPlan != null) {
      nextPlan.cancel(false);
    }
    nextPlan =
        checks.schedule(
            () ->
                answer.accept(
                    new FormsMessage.Planned(
                        e.wish(), checker.plan(e.project(), e.pipeline(), e.wish()), e.revision())),
            CHECK_DELAY_MS,
            TimeUnit.MILLISECONDS);
  }

  /** Ends workers and threads; a save that is under way is finished first. */
  @Override
  public void close() {
    runs.close();
    shell.close();
    layouts.close();
    checks.shutdownNow();
    clock.shutdownNow();
    files.shutdown();
    pins.shutdown();
    try {
      boolean done =
          files.awaitTermination(5, TimeUnit.SECONDS) && pins.awaitTermination(5, TimeUnit.SECONDS);
      if (!done) {
        files.shutdownNow();
        pins.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cluster.close();
  }

  static Thread daemon(String name, Runnable work) {
    Thread t = new Thread(work, name);
    t.setDaemon(true);
    return t;
  }

  /** For a future whose outcome is handled by what was attached to it. */
  static void forget(CompletableFuture<?> future) {
    future.isDone();
  }
}
