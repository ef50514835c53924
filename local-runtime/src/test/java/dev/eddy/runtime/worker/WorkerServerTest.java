package dev.eddy.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.DebugSession;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.RefusedException;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.protocol.Status.Phase;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.flow.FlowException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerServerTest {
  private static final String TOKEN = "secret";

  private final CountingRun.Factory runs = new CountingRun.Factory();
  private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();
  private WorkerServer server;
  private WorkerClient client;

  @BeforeEach
  void start() throws IOException {
    server = WorkerServer.start(runs, TOKEN);
    client = WorkerClient.connect(server.port(), TOKEN);
    client.onNotice(notices::add);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
  }

  private static Reply ask(DebugSession session, Request request) throws Exception {
    return session.send(request).get(20, TimeUnit.SECONDS);
  }

  private Reply ask(Request request) throws Exception {
    return ask(client, request);
  }

  private static Request.StartRun run(String recording, boolean paused, Breakpoint... breakpoints) {
    byte[] plan = PlanFiles.write(new CountingRun("end-0", true).plan());
    return new Request.StartRun(plan, recording, 1000, paused, List.of(breakpoints));
  }

  private Status next(Predicate<Status> wanted) throws InterruptedException {
    while (true) {
      Notice n = notices.poll(20, TimeUnit.SECONDS);
      assertThat(n).as("a notice within 20 s").isNotNull();
      if (n instanceof Notice.StatusChanged s && wanted.test(s.status())) {
        return s.status();
      }
    }
  }

  private Status next(Phase phase) throws InterruptedException {
    return next(s -> s.phase() == phase);
  }

  @Test
  void aRunGoesToItsEndAndIsFinishedOnce() throws Exception {
    assertThat(ask(run("end-1000", false))).isEqualTo(new Reply.Done());
    Status end = next(Phase.FINISHED);
    assertThat(end.at()).isEqualTo(Moment.before(1000));
    assertThat(ask(new Request.Continue())).isEqualTo(new Reply.Done());
    next(Phase.FINISHED);
    assertThat(runs.last.finished).isEqualTo(1);
  }

  @Test
  void aRunForEverStopsAtAPauseAndShowsWhereItIsWhileItRuns() throws Exception {
    ask(run("for-ever", false));
    Status first = next(Phase.RUNNING);
    Status later = next(s -> s.at().compareTo(first.at()) > 0);
    assertThat(later.phase()).isEqualTo(Phase.RUNNING);
    ask(new Request.Pause());
    Status paused = next(Phase.PAUSED);
    assertThat(paused.at()).isEqualTo(paused.liveEdge());
  }

  @Test
  void lookingDoesNotStopARun() throws Exception {
    ask(run("for-ever", false));
    Reply.Rows a = (Reply.Rows) ask(new Request.GetEdgeRows("e", 10));
    Reply.Rows b = (Reply.Rows) ask(new Request.GetEdgeRows("e", 10));
    assertThat(b.rows().get(0).moment()).isGreaterThanOrEqualTo(a.rows().get(0).moment());
    notices.clear();
    assertThat(next(s -> true).phase()).isEqualTo(Phase.RUNNING);
  }

  @Test
  void aPausedRunWaitsBeforeItsFirstEvent() throws Exception {
    ask(run("end-1000", true));
    assertThat(next(Phase.PAUSED).at()).isEqualTo(Moment.START);
    Status s = ((Reply.At) ask(new Request.Step())).status();
    assertThat(s.at()).isEqualTo(Moment.before(1));
  }

  @Test
  void aBreakpointStopsTheRunAndIsNamed() throws Exception {
    ask(run("end-1000", false, new Breakpoint("b1", "e", "17", null, true)));
    Status hit = next(Phase.PAUSED);
    assertThat(hit.breakpointId()).isEqualTo("b1");
    assertThat(hit.at()).isEqualTo(Moment.before(17));
    ask(new Request.Continue());
    assertThat(next(Phase.FINISHED).breakpointId()).isNull();
  }

  @Test
  void thePastIsReachedByStepsAndSeeksAndContinueComesBackToTheEdge() throws Exception {
    ask(run("end-1000", false));
    next(Phase.FINISHED);
    Status back = ((Reply.At) ask(new Request.StepBack())).status();
    assertThat(back.at()).isEqualTo(Moment.before(999));
    assertThat(back.isPast()).isTrue();
    assertThat(((Reply.At) ask(new Request.Seek(Moment.before(5)))).status().at())
        .isEqualTo(Moment.before(5));
    ask(new Request.ReverseContinue());
    assertThat(next(s -> s.phase() == Phase.PAUSED).at()).isEqualTo(Moment.START);
    ask(new Request.Continue());
    assertThat(next(Phase.FINISHED).at()).isEqualTo(Moment.before(1000));
  }

  @Test
  void aRunThatFailsSaysWhyAndCanStillBeLookedAt() throws Exception {
    ask(run("fail-7", false));
    Notice failed = notices.poll(20, TimeUnit.SECONDS);
    while (!(failed instanceof Notice.Failed)) {
      failed = notices.poll(20, TimeUnit.SECONDS);
      assertThat(failed).isNotNull();
    }
    assertThat(((Notice.Failed) failed).problem()).isEqualTo(CountingRun.problem("failed"));
    assertThat(next(Phase.FAILED).at()).isEqualTo(Moment.before(7));
    assertThat(((Reply.At) ask(new Request.StepBack())).status().phase()).isEqualTo(Phase.PAUSED);
  }

  @Test
  void aRunThatIsStoppedIsFinishedAndCommitted() throws Exception {
    ask(run("for-ever", false));
    ask(new Request.StopRun());
    Status stopped = next(Phase.FINISHED);
    assertThat(stopped.reason()).isEqualTo("stopped");
    assertThat(runs.last.finished).isEqualTo(1);
  }

  @Test
  void aNewRunReplacesTheOld() throws Exception {
    ask(run("for-ever", false));
    CountingRun old = runs.last;
    ask(run("end-10", false));
    next(Phase.FINISHED);
    assertThat(old.closed).isTrue();
    assertThat(old.finished).isZero();
  }

  @Test
  void anOpenedRecordingIsNeverFinished() throws Exception {
    Reply.Opened opened = (Reply.Opened) ask(new Request.OpenRecording("end-50"));
    assertThat(PlanFiles.read(opened.plan()).pipeline()).isEqualTo("q");
    assertThat(opened.status().isPast()).isTrue();
    ask(new Request.Continue());
    next(s -> s.at().equals(Moment.before(50)));
    ask(new Request.StopRun());
    assertThat(runs.last.finished).isZero();
  }

  @Test
  void whatIsRefusedIsARefusalWithItsProblem() {
    assertThatThrownBy(() -> ask(run("refused", false)))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.problem()).isEqualTo(CountingRun.problem("refused")));
    assertThatThrownBy(() -> ask(new Request.Step()))
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.problem().code()).isEqualTo("no-run"));
  }

  @Test
  void anUnexpectedExceptionIsARefusalAndTheWorkerGoesOn() throws Exception {
    ask(run("end-5", true));
    assertThatThrownBy(() -> ask(new Request.GetEdgeRows("", 1)))
        .cause()
        .isInstanceOf(RefusedException.class);
    assertThat(ask(new Request.GetState("n", "", 5))).isInstanceOf(Reply.StateOf.class);
    assertThat(ask(new Request.GetTimeline(3))).isInstanceOf(Reply.TimelineOf.class);
  }

  @Test
  void aWrongTokenIsHungUpOnAndTheRightClientIsNotDisturbed() throws Exception {
    assertThatThrownBy(() -> WorkerClient.connect(server.port(), "guess"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> WorkerClient.connect(server.port(), TOKEN))
        .as("one client alone")
        .isInstanceOf(IOException.class);
    assertThat(ask(run("end-5", true))).isEqualTo(new Reply.Done());
    assertThat(server.left()).isNotDone();
  }

  @Test
  void randomBytesAreHungUpOnAndTheRightClientIsNotDisturbed() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[4 + random.nextInt(300)];
      random.nextBytes(bytes);
      // A negative length, or one beyond the limit: nothing to wait for.
      bytes[0] |= (byte) 0x40;
      assertHungUp(bytes);
    }
    assertHungUp(wire(Frame.VERSION, 0, "no JSON"));
    assertHungUp(wire(Frame.VERSION, 0, "{\"unknown\":{}}"));
    assertHungUp(wire(Frame.VERSION, 0, "[".repeat(10_000)));
    assertHungUp(wire(Frame.VERSION, 1, "{}"));
    assertHungUp(wire(Frame.VERSION + 1, 0, "{}"));
    assertThat(ask(run("end-5", true))).isEqualTo(new Reply.Done());
  }

  private static byte[] wire(int version, int kind, String body) {
    byte[] json = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return java.nio.ByteBuffer.allocate(4 + Frame.HEADER + json.length)
        .putInt(Frame.HEADER + json.length)
        .put((byte) version)
        .put((byte) kind)
        .putLong(1)
        .put(json)
        .array();
  }

  private void assertHungUp(byte[] bytes) throws IOException {
    try (Socket s = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      s.setSoTimeout(20_000);
      s.getOutputStream().write(bytes);
      InputStream in = s.getInputStream();
      int answer;
      try {
        answer = in.read();
      } catch (SocketException reset) {
        answer = -1;
      }
      assertThat(answer).as("hung up without a word").isEqualTo(-1);
    }
  }

  @Test
  void aRequestBeforeTheGreetingIsHungUpOn() throws Exception {
    byte[] json = dev.eddy.model.io.ProtocolJson.write(new Request.Pause());
    assertHungUp(wire(Frame.VERSION, 0, new String(json, java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Test
  void theServerIsLeftWhenItsClientHangsUp() throws Exception {
    client.close();
    server.left().get(20, TimeUnit.SECONDS);
    assertThat(client.gone().get(20, TimeUnit.SECONDS)).isEmpty();
    assertThatThrownBy(() -> ask(new Request.Pause())).cause().isInstanceOf(IOException.class);
  }

  @Test
  void quitIsAnsweredAndClosesTheRun() throws Exception {
    ask(run("for-ever", false));
    assertThat(ask(new Request.Quit())).isEqualTo(new Reply.Done());
    server.left().get(20, TimeUnit.SECONDS);
    assertThat(runs.last.closed).isTrue();
  }

  @Test
  void whoeverWaitsIsToldWhenTheWorkerIsGone() throws Exception {
    server.close();
    assertThat(client.gone().get(20, TimeUnit.SECONDS)).isNotEmpty();
  }

  @Test
  void aListenerThatFailsDoesNotEndTheSession() throws Exception {
    client.onNotice(
        n -> {
          throw new IllegalStateException("listener of the test");
        });
    ask(run("end-10", false));
    assertThat(ask(new Request.GetEdgeRows("e", 1))).isInstanceOf(Reply.Rows.class);
    assertThat(client.gone()).isNotDone();
  }

  @Test
  void aRunThatTakesAllMemoryToGetReadyForMovesEndsTheWorker() throws Exception {
    BlockingQueue<Problem> exhausted = new LinkedBlockingQueue<>();
    server.exhausted(exhausted::add);
    ask(run("starved", true));
    Problem problem = exhausted.poll(20, TimeUnit.SECONDS);
    assertThat(problem).isNotNull();
    assertThat(problem.code()).isEqualTo(FlowException.OUT_OF_MEMORY);
  }
}
