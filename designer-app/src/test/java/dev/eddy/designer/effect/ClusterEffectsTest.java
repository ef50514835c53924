package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Deploy.Step;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Situations;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deploys against a cluster that says what a test wants. */
class ClusterEffectsTest {
  private static final String URL = "http://localhost:8081";

  private final BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
  private final FakeBench bench = new FakeBench();
  private final Desk desk = new Desk();
  private final ClusterEffects effects = new ClusterEffects(desk, bench, answers::add);

  private static final class Desk implements ClusterDesk {
    private final Deque<String> states = new ArrayDeque<>(List.of("RUNNING", "FINISHED"));
    private volatile String refuses = "";
    private volatile RuntimeException bug;
    private volatile String startedFrom = "";
    private volatile String job = "job-1";
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile CountDownLatch held = new CountDownLatch(0);

    private void maybe(String what) throws Refusal {
      if (bug != null) {
        throw bug;
      }
      if (refuses.equals(what)) {
        throw new Refusal(FakeBench.problem("no " + what));
      }
    }

    @Override
    public String deploy(
        byte[] plan, String target, Optional<String> savepoint, Consumer<String> progress)
        throws Refusal {
      maybe("deploy");
      startedFrom = savepoint.orElse("nothing");
      progress.accept("bundling 3 operators");
      progress.accept("Uploading 2 MB");
      progress.accept("waiting for all operators");
      return job;
    }

    @Override
    public String state(String target, String jobId) throws Refusal {
      maybe("state");
      asked.countDown();
      if (jobId.equals("job-1")) {
        try {
          held.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return states.size() > 1 ? states.pop() : states.peek();
    }

    @Override
    public String startCluster(String version, Consumer<String> progress) throws Refusal {
      maybe("start");
      progress.accept("downloading");
      return URL;
    }

    @Override
    public Optional<String> stop(String target, String jobId, boolean savepoint) throws Refusal {
      maybe("stop");
      return savepoint ? Optional.of("file:/sp/1") : Optional.empty();
    }
  }

  @AfterEach
  void close() {
    effects.close();
  }

  private Message next() throws InterruptedException {
    Message m = answers.poll(60, TimeUnit.SECONDS);
    assertThat(m).as("an answer").isNotNull();
    return m;
  }

  private void deploy(String savepoint) {
    effects.deploy(new Effect.StartDeploy(Situations.PROJECT, "main", URL, savepoint));
  }

  @Test
  void aDeployTellsItsStepsThenWatchesTheJobToItsEnd() throws Exception {
    deploy("file:/sp/0");
    assertThat(next()).isEqualTo(new Message.DeployAt(Step.CHECK, true, "checking main"));
    assertThat(next()).isEqualTo(new Message.DeployAt(Step.BUNDLE, true, "bundling 3 operators"));
    assertThat(next()).isEqualTo(new Message.DeployAt(Step.UPLOAD, true, "Uploading 2 MB"));
    assertThat(next())
        .isEqualTo(new Message.DeployAt(Step.START, true, "waiting for all operators"));
    assertThat(next()).isEqualTo(new Message.JobCame("job-1", "RUNNING"));
    assertThat(next()).isEqualTo(new Message.DeployAt(Step.WATCH, false, "the job runs"));
    assertThat(next()).isEqualTo(new Message.JobCame("job-1", "RUNNING"));
    assertThat(next()).isEqualTo(new Message.JobCame("job-1", "FINISHED"));
    assertThat(desk.startedFrom).isEqualTo("file:/sp/0");
  }

  @Test
  void aPipelineWithErrorsNeverReachesTheCluster() throws Exception {
    bench.problems = List.of(FakeBench.problem("wrong type"));
    deploy(null);
    assertThat(next()).isInstanceOf(Message.DeployAt.class);
    assertThat(next()).isEqualTo(new Message.DeployFailed(FakeBench.problem("wrong type")));
    assertThat(desk.startedFrom).isEmpty();
  }

  @Test
  void eachRefusalOfTheClusterIsTold() throws Exception {
    desk.refuses = "deploy";
    deploy(null);
    next();
    assertThat(next()).isEqualTo(new Message.DeployFailed(FakeBench.problem("no deploy")));
    desk.refuses = "start";
    effects.start(new Effect.StartCluster("2.0"));
    assertThat(next()).isEqualTo(new Message.DeployFailed(FakeBench.problem("no start")));
    desk.refuses = "stop";
    effects.stop(new Effect.StopJob(URL, "job-1", true));
    assertThat(next()).isEqualTo(new Message.DeployFailed(FakeBench.problem("no stop")));
  }

  @Test
  void aJobThatCannotBeSeenAnyMoreIsToldOnce() throws Exception {
    desk.refuses = "state";
    deploy(null);
    Message before = next();
    Message m = next();
    while (!(m instanceof Message.DeployFailed)) {
      before = m;
      m = next();
    }
    assertThat(before).isEqualTo(new Message.JobCame("job-1", "UNKNOWN"));
    assertThat(m).isEqualTo(new Message.DeployFailed(FakeBench.problem("no state")));
  }

  @Test
  void aFaultOfEddysOwnWhileAJobIsWatchedIsToldAndTheJobIsNotSaidToRunOn() throws Exception {
    Message runs = new Message.DeployAt(Step.WATCH, false, "the job runs");
    desk.held = new CountDownLatch(1);
    deploy(null);
    while (!next().equals(runs)) {}
    desk.bug = new IllegalStateException("odd");
    desk.held.countDown();
    Message m = next();
    while (!m.equals(new Message.JobCame("job-1", "UNKNOWN"))) {
      m = next();
    }
    assertThat(((Message.DeployFailed) next()).problem().message()).contains("odd");
  }

  @Test
  void newsOfTheJobBeforeThatComesDuringADeployIsDropped() throws Exception {
    Message runs = new Message.DeployAt(Step.WATCH, false, "the job runs");
    desk.held = new CountDownLatch(1);
    deploy(null);
    while (!next().equals(runs)) {}
    assertThat(desk.asked.await(60, TimeUnit.SECONDS)).isTrue();
    desk.job = "job-2";
    deploy(null);
    while (!next().equals(runs)) {}
    desk.held.countDown();
    assertThat(((Message.JobCame) next()).id()).isEqualTo("job-2");
  }

  @Test
  void aFaultOfEddysOwnIsToldAndTheSheetIsNotBusyForever() throws Exception {
    desk.bug = new IllegalStateException("odd");
    deploy(null);
    next();
    assertThat(((Message.DeployFailed) next()).problem().message()).contains("odd");
    effects.start(new Effect.StartCluster("2.0"));
    assertThat(((Message.DeployFailed) next()).problem().message()).contains("odd");
    effects.stop(new Effect.StopJob(URL, "job-1", true));
    assertThat(((Message.DeployFailed) next()).problem().message()).contains("odd");
  }

  @Test
  void aClusterOfTheDeskAndTheEndOfAJobAreTold() throws Exception {
    effects.start(new Effect.StartCluster("2.0"));
    assertThat(next()).isEqualTo(new Message.DeployAt(Step.NONE, true, "downloading"));
    assertThat(next())
        .isEqualTo(new Message.ClusterCame(URL, "Flink 2.0 answers at http://localhost:8081"));
    effects.stop(new Effect.StopJob(URL, "job-1", true));
    assertThat(next()).isEqualTo(new Message.JobStopped("file:/sp/1"));
    effects.stop(new Effect.StopJob(URL, "job-1", false));
    assertThat(next()).isEqualTo(new Message.JobStopped(null));
  }
}
