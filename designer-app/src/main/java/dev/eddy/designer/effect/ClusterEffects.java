package dev.eddy.designer.effect;

import dev.eddy.designer.state.Deploy;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Deploys on a thread of its own, and asks twice a second how the job is. */
final class ClusterEffects implements AutoCloseable {
  private static final long WATCH_MS = 500;

  private final ClusterDesk desk;
  private final Workbench bench;
  private final Consumer<Message> answer;
  private final ExecutorService work =
      Executors.newSingleThreadExecutor(r -> Effects.daemon("eddy-cluster", r));
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(r -> Effects.daemon("eddy-watch", r));
  private volatile @Nullable ScheduledFuture<?> watching;
  private volatile String watched = "";

  ClusterEffects(ClusterDesk desk, Workbench bench, Consumer<Message> answer) {
    this.desk = desk;
    this.bench = bench;
    this.answer = answer;
  }

  /** Something to be done with a cluster. */
  private interface Task {
    void run() throws ClusterDesk.Refusal;
  }

  /** However it ends, the sheet is told: it waits for that. */
  private void execute(Task task) {
    work.execute(
        () -> {
          try {
            task.run();
          } catch (ClusterDesk.Refusal r) {
            answer.accept(new Message.DeployFailed(r.problem()));
          } catch (RuntimeException | StackOverflowError e) {
            answer.accept(new Message.DeployFailed(Effects.fault(e)));
          }
        });
  }

  void deploy(Effect.StartDeploy e) {
    execute(
        () -> {
          // News of the job before would be taken for those of this one.
          stopWatching();
          at(Deploy.Step.CHECK, "checking " + e.pipeline());
          Workbench.Compiled compiled = bench.compile(e.project(), e.pipeline());
          byte[] plan = compiled.plan();
          if (plan == null) {
            answer.accept(
                new Message.DeployFailed(
                    compiled.problems().stream()
                        .filter(Problem::isError)
                        .findFirst()
                        .orElseGet(
                            () ->
                                Problem.error(
                                    "check", Place.NOWHERE, "the pipeline has errors.", ""))));
            return;
          }
          String id =
              desk.deploy(
                  plan,
                  e.target(),
                  Optional.ofNullable(e.savepoint()),
                  words -> at(step(words), words));
          answer.accept(new Message.JobCame(id, "RUNNING"));
          answer.accept(new Message.DeployAt(Deploy.Step.WATCH, false, "the job runs"));
          watch(e.target(), id);
        });
  }

  private void at(Deploy.Step step, String words) {
    answer.accept(new Message.DeployAt(step, true, words));
  }

  // Progress comes as words; the step that they belong to is named by their first one.
  private static Deploy.Step step(String words) {
    String w = words.toLowerCase(Locale.ROOT);
    if (w.startsWith("check")) {
      return Deploy.Step.CHECK;
    }
    if (w.startsWith("bundl")) {
      return Deploy.Step.BUNDLE;
    }
    return w.startsWith("upload") ? Deploy.Step.UPLOAD : Deploy.Step.START;
  }

  private void watch(String target, String id) {
    stopWatching();
    watched = id;
    watching =
        watch.scheduleWithFixedDelay(
            () -> {
              try {
                String state = desk.state(target, id);
                if (!id.equals(watched)) {
                  return;
                }
                answer.accept(new Message.JobCame(id, state));
                if (Deploy.isOver(state)) {
                  stopWatching();
                }
              } catch (ClusterDesk.Refusal r) {
                lost(id, r.jobState(), r.problem());
              } catch (RuntimeException e) {
                // Unsaid, the job would look as it did last for ever.
                lost(id, Deploy.LOST, Effects.fault(e));
              }
            },
            WATCH_MS,
            WATCH_MS,
            TimeUnit.MILLISECONDS);
  }

  private void lost(String id, String state, Problem why) {
    if (id.equals(watched)) {
      stopWatching();
      answer.accept(new Message.JobCame(id, state));
      answer.accept(new Message.DeployFailed(why));
    }
  }

  private void stopWatching() {
    ScheduledFuture<?> w = watching;
    watching = null;
    watched = "";
    if (w != null) {
      w.cancel(false);
    }
  }

  void start(Effect.StartCluster e) {
    execute(
        () -> {
          String url = desk.startCluster(e.version(), words -> at(Deploy.Step.NONE, words));
          answer.accept(
              new Message.ClusterCame(url, "Flink " + e.version() + " answers at " + url));
        });
  }

  void stop(Effect.StopJob e) {
    execute(
        () -> {
          Optional<String> savepoint = desk.stop(e.target(), e.jobId(), e.savepoint());
          answer.accept(new Message.JobStopped(savepoint.orElse(null)));
        });
  }

  @Override
  public void close() {
    work.shutdownNow();
    watch.shutdownNow();
  }
}
