package dev.eddy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.DebugSession;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.protocol.Status.Phase;
import dev.eddy.model.time.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real workers that run the real engine, and what becomes of an editor whose worker dies. */
@Timeout(180)
class WorkerRunTest {
  @TempDir Path folder;
  private WorkerProcess.Settings settings;
  private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();

  @BeforeEach
  void settings() throws IOException {
    settings =
        new WorkerProcess.Settings(
            128,
            MisbehavingOperators.classPath(folder.resolve("plugins")),
            List.of("-XX:TieredStopAtLevel=1"));
  }

  private WorkerProcess start() throws IOException {
    WorkerProcess worker = WorkerProcess.start(settings);
    worker.session().onNotice(notices::add);
    return worker;
  }

  private Request.StartRun run(String operator, boolean paused) {
    return new Request.StartRun(
        PlanFiles.write(MisbehavingOperators.plan(operator)),
        folder.resolve(operator).toString(),
        1,
        paused,
        List.of());
  }

  private static Reply ask(DebugSession session, Request request) throws Exception {
    return session.send(request).get(30, TimeUnit.SECONDS);
  }

  private Status next(Predicate<Status> wanted) throws InterruptedException {
    while (true) {
      Notice n = notices.poll(30, TimeUnit.SECONDS);
      assertThat(n).as("a notice within 30 s").isNotNull();
      if (n instanceof Notice.StatusChanged s && wanted.test(s.status())) {
        return s.status();
      }
    }
  }

  @Test
  void aKilledWorkerCostsTheRunAndItsRecordingOpensInANewOne() throws Exception {
    Status last;
    try (WorkerProcess worker = start()) {
      ask(worker.session(), run("passing", false));
      last = next(s -> s.at().sequence() > 50_000);
      assertThat(last.phase()).isEqualTo(Phase.RUNNING);
      ProcessHandle.of(worker.pid()).orElseThrow().destroyForcibly();
      assertThat(worker.session().gone().get(30, TimeUnit.SECONDS)).contains("killed (signal 9)");
    }
    try (WorkerProcess worker = start()) {
      Reply.Opened opened =
          (Reply.Opened)
              ask(
                  worker.session(),
                  new Request.OpenRecording(folder.resolve("passing").toString()));
      assertThat(PlanFiles.read(opened.plan()).pipeline()).isEqualTo("passing");
      Moment edge = opened.status().liveEdge();
      assertThat(edge.sequence()).isGreaterThan(1_000);
      Status middle =
          ((Reply.At) ask(worker.session(), new Request.Seek(Moment.before(777)))).status();
      assertThat(middle.at()).isEqualTo(Moment.before(777));
      Reply.Rows rows = (Reply.Rows) ask(worker.session(), new Request.GetEdgeRows("e", 3));
      assertThat(rows.rows())
          .extracting(r -> r.cells().get(0))
          .containsExactly("774", "775", "776");
      ask(worker.session(), new Request.StepBack());
      notices.clear();
      ask(worker.session(), new Request.Continue());
      assertThat(next(s -> s.phase() != Phase.RUNNING).at()).isEqualTo(edge);
    }
  }

  @Test
  void aRunWithSeveralSubtasksHasOneAfterAStepBackAndGoesOn() throws Exception {
    try (WorkerProcess worker = start()) {
      DebugSession session = worker.session();
      Request.StartRun one = run("passing", false);
      Request.StartRun four =
          new Request.StartRun(one.plan(), one.recording(), 100, false, List.of(), "", "", 4, "");
      ask(session, four);
      next(s -> s.at().sequence() > 10_000);
      assertThat(subtasks(session)).isEqualTo(4);
      ask(session, new Request.Pause());
      Moment at = next(s -> s.phase() == Phase.PAUSED).at();
      assertThat(subtasks(session)).isEqualTo(4);
      Moment back = ((Reply.At) ask(session, new Request.StepBack())).status().at();
      assertThat(back).isLessThan(at);
      assertThat(subtasks(session)).isEqualTo(1);
      ask(session, new Request.Continue());
      next(s -> s.at().compareTo(at) > 0);
    }
  }

  private int subtasks(DebugSession session) throws Exception {
    return ((Reply.MetricsOf) ask(session, new Request.GetMetrics())).subtasks();
  }

  @Test
  void aNumberOfSubtasksThatNoRunHasIsRefused() throws Exception {
    try (WorkerProcess worker = start()) {
      Request.StartRun one = run("passing", false);
      Request.StartRun wrong =
          new Request.StartRun(one.plan(), one.recording(), 1, false, List.of(), "", "", -3, "");
      assertThatThrownBy(() -> ask(worker.session(), wrong))
          .hasMessageContaining("not supported: -3 subtasks");
    }
  }

  @Test
  void aRunKeepsItsStateWhereItIsTold() throws Exception {
    try (WorkerProcess worker = start()) {
      Request.StartRun one = run("passing", true);
      Request.StartRun wrong =
          new Request.StartRun(one.plan(), one.recording(), 1, true, List.of(), "", "", 1, "tape");
      assertThatThrownBy(() -> ask(worker.session(), wrong))
          .hasMessageContaining("not supported: state in 'tape'");
      Request.StartRun rocks =
          new Request.StartRun(
              one.plan(), one.recording(), 1, true, List.of(), "", "", 1, "rocksdb");
      ask(worker.session(), rocks);
      next(s -> s.phase() == Phase.PAUSED);
      assertThat(Path.of(one.recording()).resolve("state")).isDirectory();
    }
  }

  @Test
  void userCodeThatLoopsIsEndedWithItsWorker() throws Exception {
    try (WorkerProcess worker = start()) {
      ask(worker.session(), run("looping", true));
      assertThatThrownBy(
              () -> {
                while (true) {
                  worker.session().send(new Request.Step()).get(5, TimeUnit.SECONDS);
                }
              })
          .isInstanceOf(TimeoutException.class);
      worker.close();
      assertThat(worker.session().gone().get(30, TimeUnit.SECONDS)).isEmpty();
    }
    try (WorkerProcess next = start()) {
      assertThat(ask(next.session(), run("passing", true))).isEqualTo(new Reply.Done());
    }
  }

  @Test
  void userCodeThatLoopsIsNamedWithItsRowAndEndsTheWorkerByItself() throws Exception {
    WorkerProcess.Settings impatient =
        new WorkerProcess.Settings(
            settings.heapMegabytes(), settings.classPath(), settings.jvmOptions(), 1);
    try (WorkerProcess worker = WorkerProcess.start(impatient)) {
      worker.session().onNotice(notices::add);
      ask(worker.session(), run("looping", false));
      String words = worker.session().gone().get(60, TimeUnit.SECONDS);
      assertThat(words).contains("user code did not come back").contains("seventh");
      Problem named = null;
      for (Notice n : notices) {
        named = n instanceof Notice.Failed f ? f.problem() : named;
      }
      assertThat(named).isNotNull();
      assertThat(named.place().nodeName()).isEqualTo("seventh");
      assertThat(named.message()).contains("at event 7").contains("n = 7").contains("Looping");
    }
  }

  private void requireThatTheSeventhIsNamed() {
    assertThat(notices)
        .filteredOn(n -> n instanceof Notice.Failed)
        .singleElement()
        .satisfies(
            n -> assertThat(((Notice.Failed) n).problem().place().nodeName()).isEqualTo("seventh"));
  }

  @Test
  void userCodeThatEndsTheProcessIsNamedWithItsRow() throws Exception {
    try (WorkerProcess worker = start()) {
      ask(worker.session(), run("leaving", false));
      assertThat(worker.session().gone().get(60, TimeUnit.SECONDS))
          .startsWith("The worker was ended by user code.")
          .contains("seventh", "System.exit at event 7 on the row +I (n = 7)", "Leaving");
      requireThatTheSeventhIsNamed();
    }
  }

  @Test
  void userCodeThatTakesAllMemoryIsNamedWithItsRowAndEndsTheWorker() throws Exception {
    try (WorkerProcess worker = start()) {
      ask(worker.session(), run("eating", false));
      assertThat(worker.session().gone().get(60, TimeUnit.SECONDS))
          .startsWith("The worker ran out of memory (its limit is 128 MB).")
          .contains("seventh", "on the row +I (n = 7)");
      requireThatTheSeventhIsNamed();
    }
  }

  @Test
  void aThreadOfUserCodeThatFindsNoMemoryForItsLastWordsEndsTheWorkerToo() throws Exception {
    try (WorkerProcess worker = start()) {
      ask(worker.session(), run("speechless", false));
      assertThat(worker.session().gone().get(30, TimeUnit.SECONDS))
          .startsWith("The worker ran out of memory (its limit is 128 MB).");
    }
  }

  @Test
  void userCodeThatThrowsFailsTheRunWithNodeAndRowAndTheWorkerLivesOn() throws Exception {
    try (WorkerProcess worker = start()) {
      ask(worker.session(), run("throwing", false));
      Notice.Failed failed = null;
      while (failed == null) {
        Notice n = notices.poll(30, TimeUnit.SECONDS);
        assertThat(n).isNotNull();
        failed = n instanceof Notice.Failed f ? f : null;
      }
      assertThat(failed.problem().place().nodeName()).isEqualTo("seventh");
      assertThat(failed.problem().message()).contains("seven is not liked here");
      next(s -> s.phase() == Phase.FAILED);
      Status before =
          ((Reply.At) ask(worker.session(), new Request.Seek(Moment.before(5)))).status();
      assertThat(before.at()).isEqualTo(Moment.before(5));
      assertThat(ask(worker.session(), run("passing", true))).isEqualTo(new Reply.Done());
    }
  }

  @Test
  void aWorkerDiesWithTheProcessThatStartedIt() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process parent =
        new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                settings.classPath(),
                Parent.class.getName(),
                settings.classPath())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String pid;
    try (var out = parent.inputReader()) {
      pid = out.readLine();
    }
    assertThat(pid).matches("\\d+");
    ProcessHandle worker = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    parent.destroyForcibly();
    worker.onExit().get(30, TimeUnit.SECONDS);
    assertThat(worker.isAlive()).isFalse();
  }

  /** A process that starts a worker, prints its pid and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws Exception {
      WorkerProcess worker =
          WorkerProcess.start(new WorkerProcess.Settings(64, args[0], List.of()));
      System.out.println(worker.pid());
      System.out.flush();
      worker.session().gone().join();
    }
  }
}
