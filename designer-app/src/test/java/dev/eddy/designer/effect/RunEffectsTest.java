package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Looks.Question;
import dev.eddy.designer.state.LooksMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Pin;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.Stop;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.RefusedException;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of workers, and what is told of their answers, deaths and refusals. */
class RunEffectsTest {
  private static final Moment AT = new Moment(8, 1);
  private static final Status PAUSED = Situations.status(Status.Phase.PAUSED, 8, 8);

  private final BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
  private final FakeBench bench = new FakeBench();
  private final ExecutorService pins = Executors.newSingleThreadExecutor();
  private final RunEffects runs = new RunEffects(bench, pins, answers::add);
  private final DataEffects data =
      new DataEffects(runs::session, Runnable::run, Runnable::run, answers::add);

  @AfterEach
  void close() {
    runs.close();
    pins.shutdownNow();
  }

  private Message next() throws InterruptedException {
    Message m = answers.poll(60, TimeUnit.SECONDS);
    assertThat(m).as("an answer").isNotNull();
    return m;
  }

  private void launch(int run) throws InterruptedException {
    runs.launch(
        new Effect.Launch(
            run, Situations.PROJECT, "main", false, List.of(), 1, Settings.State.HEAP));
    assertThat(next()).isEqualTo(new Message.RunStarted(run, FakeBench.RECORDING));
  }

  private static Problem problem(String words) {
    return FakeBench.problem(words);
  }

  @Test
  void aRunIsCompiledThenStartedInAWorkerOfItsOwn() throws Exception {
    runs.launch(
        new Effect.Launch(4, Situations.PROJECT, "main", true, List.of(), 1, Settings.State.HEAP));
    assertThat(next()).isEqualTo(new Message.RunStarted(4, FakeBench.RECORDING));
    Request.StartRun start = bench.asked(Request.StartRun.class).get(0);
    assertThat(start.plan()).containsExactly(7);
    assertThat(start.paused()).isTrue();
    assertThat(start.recording()).isEqualTo("/recordings/p-1");
  }

  @Test
  void aRunWaitsUntilWhatWasPinnedBeforeItIsWritten() throws Exception {
    CountDownLatch slowDisk = new CountDownLatch(1);
    pins.execute(
        () -> {
          try {
            slowDisk.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          answers.add(new Message.PinFailed(problem("written")));
        });
    runs.launch(
        new Effect.Launch(4, Situations.PROJECT, "main", true, List.of(), 1, Settings.State.HEAP));
    assertThat(bench.workers).isEmpty();
    slowDisk.countDown();
    assertThat(next()).isEqualTo(new Message.PinFailed(problem("written")));
    assertThat(next()).isEqualTo(new Message.RunStarted(4, FakeBench.RECORDING));
  }

  @Test
  void aPipelineOrABreakpointThatDoesNotCompileStartsNoWorker() throws Exception {
    bench.stopProblems = List.of(problem("no such column"));
    runs.launch(
        new Effect.Launch(1, Situations.PROJECT, "main", false, List.of(), 1, Settings.State.HEAP));
    assertThat(next()).isEqualTo(new Message.RunRefused(1, bench.stopProblems));
    bench.problems = List.of(problem("wrong type"));
    runs.launch(
        new Effect.Launch(2, Situations.PROJECT, "main", false, List.of(), 1, Settings.State.HEAP));
    assertThat(next()).isEqualTo(new Message.RunRefused(2, bench.problems));
    assertThat(bench.workers).isEmpty();
  }

  @Test
  void aFaultOfEddysOwnEndsTheRunWithWordsAndTheNextOneStarts() throws Exception {
    bench.bug = new IllegalStateException("a fault in the compiler");
    runs.launch(
        new Effect.Launch(1, Situations.PROJECT, "main", false, List.of(), 1, Settings.State.HEAP));
    Message.RunFailed failed = (Message.RunFailed) next();
    assertThat(failed.run()).isEqualTo(1);
    assertThat(failed.problem().message()).contains("a fault in the compiler");
    assertThat(next()).isInstanceOf(Message.WorkerGone.class);
    runs.look(new Effect.LookAt(1, Path.of("/r"), Graph.EMPTY));
    assertThat(((Message.RunFailed) next()).problem()).isEqualTo(failed.problem());
    assertThat(next()).isInstanceOf(Message.WorkerGone.class);
    bench.bug = null;
    launch(2);
  }

  @Test
  void aWorkerThatDoesNotStartIsSaidAndTheRunIsOver() throws Exception {
    bench.noWorker = true;
    runs.launch(
        new Effect.Launch(3, Situations.PROJECT, "main", false, List.of(), 1, Settings.State.HEAP));
    Message.RunFailed failed = (Message.RunFailed) next();
    assertThat(failed.problem().message()).contains("the worker did not start: no memory");
    assertThat(next()).isEqualTo(new Message.WorkerGone(3, "did not start"));
    runs.look(new Effect.LookAt(4, Path.of("/r"), Graph.EMPTY));
    assertThat(next()).isInstanceOf(Message.RunFailed.class);
    assertThat(next()).isEqualTo(new Message.WorkerGone(4, "did not start"));
  }

  @Test
  void aWorkerThatRefusesToStartTheRunSaysWhy() throws Exception {
    bench.answers =
        r -> CompletableFuture.failedFuture(new RefusedException(problem("no room on the disk")));
    runs.launch(
        new Effect.Launch(1, Situations.PROJECT, "main", false, List.of(), 1, Settings.State.HEAP));
    assertThat(next()).isEqualTo(new Message.RunFailed(1, problem("no room on the disk")));
  }

  @Test
  void whatAWorkerSaysByItselfIsPassedOnWithTheNumberOfItsRun() throws Exception {
    launch(5);
    FakeBench.Worker w = bench.worker();
    w.says(new Notice.StatusChanged(PAUSED));
    assertThat(next())
        .isInstanceOfSatisfying(
            Message.StatusCame.class,
            m -> {
              assertThat(m.run()).isEqualTo(5);
              assertThat(m.status()).isEqualTo(PAUSED);
            });
    Notice.Logged line = new Notice.Logged("e1", AT, "late");
    w.says(line);
    assertThat(next()).isEqualTo(new Message.LinesLogged(5, List.of(line)));
    w.says(new Notice.Failed(problem("division by zero")));
    assertThat(next()).isEqualTo(new Message.RunFailed(5, problem("division by zero")));
  }

  @Test
  void theDeathOfAWorkerIsNewsAndItsOrderlyEndIsNone() throws Exception {
    launch(1);
    bench.worker().gone.complete("killed by signal 9");
    assertThat(next()).isEqualTo(new Message.WorkerGone(1, "killed by signal 9"));
    launch(2);
    FakeBench.Worker second = bench.worker();
    launch(3);
    assertThat(second.closed).as("one worker at a time").isTrue();
    runs.end(3);
    launch(4);
    assertThat(bench.workers.get(2).closed).isTrue();
    assertThat(answers).as("nobody is told of workers that were let go").isEmpty();
  }

  @Test
  void aRunThatHasEndedIsNotAskedAnyMore() throws Exception {
    launch(1);
    launch(2);
    int asked = bench.worker().asked.size();
    runs.send(new Effect.Send(1, new Request.Pause()));
    runs.rows(new Effect.FetchRows(1, "e1", AT));
    runs.samples(new Effect.FetchSamples(1, "e1", AT));
    runs.state(new Effect.FetchState(1, "w", "", AT));
    runs.timeline(new Effect.FetchTimeline(1));
    data.run(new Effect.FetchPage(1, "e1", 0, 100));
    data.run(new Effect.Ask(1, new Question.WhySilent("w", AT, null, null)));
    runs.end(1);
    launch(3);
    assertThat(bench.workers.get(1).asked).hasSize(asked);
    assertThat(bench.workers.get(0).asked).hasSize(1);
    assertThat(answers).isEmpty();
  }

  @Test
  void theMomentThatAStepLedToIsTold() throws Exception {
    launch(1);
    bench.worker().answers = r -> CompletableFuture.completedFuture(new Reply.At(PAUSED));
    for (Request r : List.of(new Request.Step(), new Request.Seek(AT))) {
      runs.send(new Effect.Send(1, r));
      assertThat(((Message.StatusCame) next()).status()).isEqualTo(PAUSED);
    }
  }

  @Test
  void aRefusalAndAnyOtherFailureOfARequestAreTold() throws Exception {
    launch(1);
    bench.worker().answers =
        r ->
            CompletableFuture.failedFuture(
                new CompletionException(new RefusedException(problem("not paused"))));
    runs.send(new Effect.Send(1, new Request.Step()));
    assertThat(next()).isEqualTo(new LooksMessage.WishRefused(1, problem("not paused")));
    bench.worker().answers = r -> CompletableFuture.failedFuture(new IllegalStateException("odd"));
    runs.send(new Effect.Send(1, new Request.Pause()));
    assertThat(((Message.RunFailed) next()).problem().message()).isEqualTo("odd");
  }

  @Test
  void whileTheHandleIsDraggedOnlyTheFirstAndTheNewestMomentAreSought() throws Exception {
    launch(1);
    CompletableFuture<Reply> first = new CompletableFuture<>();
    bench.worker().answers =
        r ->
            r instanceof Request.Seek s && s.moment().sequence() == 1
                ? first
                : CompletableFuture.completedFuture(new Reply.At(PAUSED));
    for (int i = 1; i <= 50; i++) {
      runs.send(new Effect.Send(1, new Request.Seek(new Moment(i, 0))));
    }
    first.complete(new Reply.At(PAUSED));
    next();
    next();
    assertThat(bench.asked(Request.Seek.class))
        .extracting(s -> s.moment().sequence())
        .containsExactly(1L, 50L);
  }

  @Test
  void breakpointsAreCompiledAnewForALiveRunAndWhatIsWrongWithThemIsSaid() throws Exception {
    launch(1);
    bench.stopProblems = List.of(problem("no such column"));
    runs.stops(
        new Effect.SetStops(
            1, Situations.PROJECT, "main", List.of(new Stop("e1", "nope > 1", true))));
    assertThat(next()).isEqualTo(new Message.ShowNote("no such column"));
    bench.stopProblems = List.of();
    runs.end(1);
    launch(2);
    assertThat(bench.workers.get(0).asked).hasAtLeastOneElementOfType(Request.SetBreakpoints.class);
  }

  @Test
  void eachLookIsAnsweredForTheMomentAtWhichItWasAsked() throws Exception {
    launch(1);
    Reply.StateOf state = new Reply.StateOf(List.of(), List.of(), 0);
    Reply.TimelineOf timeline =
        new Reply.TimelineOf(new long[] {0, 9}, Map.of(), new long[] {0}, List.of(), List.of());
    bench.worker().answers =
        r ->
            CompletableFuture.completedFuture(
                r instanceof Request.GetEdgeRows
                    ? Situations.rows()
                    : r instanceof Request.GetState ? state : timeline);
    runs.rows(new Effect.FetchRows(1, "e2", AT));
    assertThat(next()).isEqualTo(new Message.RowsCame(1, "e2", AT, Situations.rows()));
    runs.samples(new Effect.FetchSamples(1, "e2", AT));
    assertThat(((FormsMessage.SamplesCame) next()).samples().at()).isEqualTo(AT);
    runs.state(new Effect.FetchState(1, "w", "PHX", AT));
    assertThat(next()).isEqualTo(new Message.StateCame(1, "w", "PHX", AT, state));
    assertThat(bench.asked(Request.GetState.class).get(0).keyFilter()).isEqualTo("PHX");
    runs.timeline(new Effect.FetchTimeline(1));
    assertThat(next()).isEqualTo(new Message.TimelineCame(1, timeline));
  }

  @Test
  void aLookThatIsRefusedShowsNothingAndBlocksNoLaterOne() throws Exception {
    launch(1);
    bench.worker().answers =
        r -> CompletableFuture.failedFuture(new RefusedException(problem("no such node")));
    runs.state(new Effect.FetchState(1, "gone", "", AT));
    Reply.StateOf state = new Reply.StateOf(List.of(), List.of(), 0);
    bench.worker().answers = r -> CompletableFuture.completedFuture(state);
    runs.state(new Effect.FetchState(1, "w", "", AT));
    assertThat(next()).isEqualTo(new Message.StateCame(1, "w", "", AT, state));
  }

  @Test
  void aRecordingIsOpenedWithTheGraphThatItRan() throws Exception {
    bench.answers =
        r -> CompletableFuture.completedFuture(new Reply.Opened(new byte[] {1}, PAUSED));
    runs.look(new Effect.LookAt(2, Path.of("/recordings/old"), Situations.MAIN.graph()));
    assertThat(next())
        .isEqualTo(
            new Message.RecordingOpened(
                2, Path.of("/recordings/old"), Situations.MAIN.graph(), PAUSED));
    assertThat(bench.asked(Request.OpenRecording.class).get(0).recording())
        .isEqualTo("/recordings/old");
    bench.answers =
        r -> CompletableFuture.failedFuture(new RefusedException(problem("no recording there")));
    runs.look(new Effect.LookAt(3, Path.of("/nowhere"), Graph.EMPTY));
    assertThat(next()).isEqualTo(new Message.RunFailed(3, problem("no recording there")));
  }

  // Rows and questions.

  @Test
  void pagesSamplesAndMetricsAreOfTheRunThatLives() throws Exception {
    launch(1);
    Reply.Page page = new Reply.Page("e2", 400, List.of("k", "n"), Situations.rows().rows());
    Reply.MetricsOf metrics = new Reply.MetricsOf(AT, 0, -1, -1, List.of(), List.of());
    bench.worker().answers =
        r ->
            CompletableFuture.completedFuture(
                r instanceof Request.GetEdgePage
                    ? page
                    : r instanceof Request.GetMetrics ? metrics : Situations.rows());
    data.run(new Effect.FetchPage(1, "e2", 400, 100));
    assertThat(next()).isEqualTo(new Message.PageCame(1, page));
    data.run(new Effect.FetchSample(1, "e2", PAUSED.at(), 500, 1_000));
    Message.SampleCame sample = (Message.SampleCame) next();
    assertThat(sample.sample().total()).isEqualTo(500);
    assertThat(sample.sample().rows()).isEqualTo(Situations.rows().rows());
    assertThat(bench.asked(Request.GetEdgeRows.class).get(0).limit()).isEqualTo(1_000);
    data.run(new Effect.FetchMetrics(1));
    assertThat(((Message.MetricsCame) next()).metrics()).isEqualTo(metrics);
  }

  @Test
  void aQuestionIsAnsweredOrItsRefusalIsTheAnswer() throws Exception {
    launch(1);
    Reply.WhyOf why = new Reply.WhyOf("w", 0, List.of(), List.of());
    Question.WhySilent silent = new Question.WhySilent("w", AT, null, null);
    bench.worker().answers = r -> CompletableFuture.completedFuture(why);
    data.run(new Effect.Ask(1, silent));
    assertThat(next())
        .isEqualTo(new Message.Answered(1, new Question.WhySilent("w", AT, why, null)));
    Reply.EdgeRow row = Situations.rows().rows().get(3);
    Question.WhyRow question = new Question.WhyRow("e2", List.of("k"), row, AT, null, null);
    Reply.LineageOf lineage = new Reply.LineageOf(List.of(), List.of(), false);
    bench.worker().answers = r -> CompletableFuture.completedFuture(lineage);
    data.run(new Effect.Ask(1, question));
    assertThat(next())
        .isEqualTo(
            new Message.Answered(
                1, new Question.WhyRow("e2", List.of("k"), row, AT, lineage, null)));
    bench.worker().answers =
        r -> CompletableFuture.failedFuture(new RefusedException(problem("too long ago")));
    data.run(new Effect.Ask(1, silent));
    assertThat(((Message.Answered) next()).question().refused()).isEqualTo(problem("too long ago"));
    bench.worker().answers = r -> CompletableFuture.failedFuture(new IllegalStateException("odd"));
    data.run(new Effect.Ask(1, question));
    assertThat(((Message.Answered) next()).question().refused().message())
        .isEqualTo("the worker did not answer: odd");
  }

  @Test
  void pinsAreWrittenReadAndTakenAwayAsFiles(@TempDir Path folder) throws Exception {
    Pin pin = new Pin("s", "out", List.of("k", "n"), List.of(List.of("a", "1")));
    data.run(new Effect.WritePin(folder, "main", pin));
    assertThat(folder.resolve("data/pins/main/s.out.csv")).hasContent("k,n\na,1\n");
    data.run(new Effect.ReadPins(folder, "main"));
    assertThat(next()).isEqualTo(new Message.PinsRead("main", List.of(pin), List.of()));
    data.run(new Effect.DeletePin(folder, "main", pin));
    assertThat(folder.resolve("data/pins/main/s.out.csv")).doesNotExist();
    data.run(new Effect.ImportRows("main", "s", "out", folder.resolve("none.csv"), Situations.ROW));
    assertThat(next()).isInstanceOf(Message.PinFailed.class);
    assertThat(answers).isEmpty();
  }
}
