package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterUpdateTest {
  private static final String URL = "http://localhost:8081";
  private static final Problem DOWN =
      Problem.error("down", Place.NOWHERE, "no cluster answers", "start one");

  private static AppState targeted() {
    return States.after(
        Situations.checked(), new Message.ShowDeploy(true), new Message.SetTarget(URL));
  }

  private static AppState deployed() {
    return States.after(
        targeted(),
        new Message.StartDeploy(),
        new Message.JobCame("abc", "RUNNING"),
        new Message.DeployAt(Deploy.Step.WATCH, false, "running"));
  }

  @Test
  void theJobOfAProjectThatWasClosedIsNotShownInTheNext() {
    AppState other =
        States.after(
            deployed(),
            new Message.Opened(
                Situations.project(java.nio.file.Path.of("/projects/q"), "q"), "main", List.of()));
    Message late = new Message.JobCame("abc", "RUNNING");
    assertThat(Update.update(other, late)).isEqualTo(Next.of(other));
  }

  @Test
  void theSheetIsOpenedAndClosedAndKeepsWhatWasTyped() {
    AppState s = States.after(targeted(), new Message.SetSavepoint(" file:/sp/1 "));
    assertThat(s.deploy().savepoint()).isEqualTo("file:/sp/1");
    AppState shut = States.after(s, new Message.ShowDeploy(false));
    assertThat(shut.deploy().open()).isFalse();
    assertThat(States.after(shut, new Message.ShowDeploy(true)).deploy()).isEqualTo(s.deploy());
  }

  @Test
  void whatIsDeployedIsTheDrawingWithItsUnsavedChangesAndWithoutPins() {
    AppState s =
        States.after(
            targeted(),
            new Message.Apply(Edits.rename("f", "renamed")),
            new Message.SetPin(new Pin("f", "out", List.of("k", "n"), List.of())));
    Next next = Update.update(s, new Message.StartDeploy());
    Effect.StartDeploy e = (Effect.StartDeploy) next.effects().get(0);
    assertThat(e.target()).isEqualTo(URL);
    assertThat(e.pipeline()).isEqualTo("main");
    assertThat(e.savepoint()).as("empty state").isNull();
    assertThat(e.project()).isEqualTo(s.open().current());
    assertThat(e.project().pipelines().get("main").graph().nodes().get("f").operator())
        .isEqualTo("filter");
    assertThat(next.state().deploy().busy()).isTrue();
    assertThat(next.state().deploy().step()).isEqualTo(Deploy.Step.CHECK);
  }

  @Test
  void aSavepointThatWasTypedIsWhereTheJobStarts() {
    Next next =
        Update.update(
            States.after(targeted(), new Message.SetSavepoint("file:/sp/1")),
            new Message.StartDeploy());
    assertThat(((Effect.StartDeploy) next.effects().get(0)).savepoint()).isEqualTo("file:/sp/1");
  }

  @Test
  void oneDeployAtATime() {
    AppState busy = States.after(targeted(), new Message.StartDeploy());
    for (Message again :
        List.of(
            new Message.StartDeploy(),
            new Message.StartLocalCluster("1.20"),
            new Message.StopJob(true))) {
      assertThat(Update.update(busy, again)).isEqualTo(Next.of(busy));
    }
  }

  @Test
  void eachStepSaysWhatItDoesAndTheLogKeepsIt() {
    AppState s =
        States.after(
            targeted(),
            new Message.StartDeploy(),
            new Message.DeployAt(Deploy.Step.BUNDLE, true, "bundling"),
            new Message.DeployAt(Deploy.Step.UPLOAD, true, "uploading 2 MB"),
            new Message.DeployAt(Deploy.Step.UPLOAD, true, ""));
    assertThat(s.deploy().step()).isEqualTo(Deploy.Step.UPLOAD);
    assertThat(s.deploy().log()).containsExactly("bundling", "uploading 2 MB");
    assertThat(s.deploy().busy()).isTrue();
  }

  @Test
  void aFailureStandsUntilTheNextTry() {
    AppState failed =
        States.after(
            targeted(),
            new Message.StartDeploy(),
            new Message.DeployAt(Deploy.Step.UPLOAD, true, "uploading"),
            new Message.DeployFailed(DOWN));
    assertThat(failed.deploy().problem()).isEqualTo(DOWN);
    assertThat(failed.deploy().busy()).isFalse();
    assertThat(failed.deploy().step()).as("where it failed").isEqualTo(Deploy.Step.UPLOAD);
    AppState again = States.after(failed, new Message.StartDeploy());
    assertThat(again.deploy().problem()).isNull();
    assertThat(again.deploy().log()).isEmpty();
  }

  @Test
  void aClusterOfTheDeskBecomesTheTarget() {
    AppState s = States.after(Situations.checked(), new Message.ShowDeploy(true));
    Next next = Update.update(s, new Message.StartLocalCluster("2.0"));
    assertThat(next.effects()).containsExactly(new Effect.StartCluster("2.0"));
    assertThat(next.state().deploy().words()).isEqualTo("starting Flink 2.0");
    assertThat(next.state().deploy().busy()).isTrue();
    AppState there = States.after(next.state(), new Message.ClusterCame(URL, "Flink 2.0 runs"));
    assertThat(there.deploy().target()).isEqualTo(URL);
    assertThat(there.deploy().busy()).isFalse();
    assertThat(there.deploy().log()).containsExactly("starting Flink 2.0", "Flink 2.0 runs");
  }

  @Test
  void aJobIsRunningFromItsCreationUntilItEnds() {
    AppState s = deployed();
    for (String state : List.of("FINISHED", "FAILED", "CANCELED", "SUSPENDED", "")) {
      s = States.after(s, new Message.JobCame("abc", state));
      assertThat(s.deploy().isJobRunning()).as(state).isFalse();
      assertThat(s.deploy().mayStop()).as(state).isFalse();
    }
    // One that restarts again and again is what one wants to stop, and not to deploy beside.
    for (String state :
        List.of("INITIALIZING", "CREATED", "RUNNING", "FAILING", "RESTARTING", "CANCELLING")) {
      s = States.after(s, new Message.JobCame("abc", state));
      assertThat(s.deploy().isJobRunning()).as(state).isTrue();
      assertThat(s.deploy().mayStop()).as(state).isTrue();
    }
    assertThat(targeted().deploy().isJobRunning()).isFalse();
  }

  @Test
  void aJobIsStoppedWithASavepointOrCancelled() {
    Next stop = Update.update(deployed(), new Message.StopJob(true));
    assertThat(stop.effects()).containsExactly(new Effect.StopJob(URL, "abc", true));
    assertThat(stop.state().deploy().words()).isEqualTo("stopping with a savepoint");
    assertThat(stop.state().deploy().busy()).isTrue();
    Next cancel = Update.update(deployed(), new Message.StopJob(false));
    assertThat(cancel.effects()).containsExactly(new Effect.StopJob(URL, "abc", false));
    AppState cancelled = States.after(cancel.state(), new Message.JobStopped(null));
    assertThat(cancelled.deploy().words()).isEqualTo("cancelled");
    assertThat(cancelled.deploy().savepoint()).isEmpty();
    AppState stopped = States.after(stop.state(), new Message.JobStopped("file:/sp/7"));
    assertThat(stopped.deploy().words()).isEqualTo("stopped; savepoint file:/sp/7");
    assertThat(stopped.deploy().savepoint()).isEqualTo("file:/sp/7");
    assertThat(stopped.deploy().busy()).isFalse();
  }

  @Test
  void aJobIsStoppedWhereItRunsWhateverTargetWasTypedSince() {
    AppState s = States.after(deployed(), new Message.SetTarget("http://elsewhere:8081"));
    assertThat(Update.update(s, new Message.StopJob(true)).effects())
        .containsExactly(new Effect.StopJob(URL, "abc", true));
  }

  @Test
  void aJobWhoseClusterHasGoneAwayMayBeTriedToStopAndIsNoObstacleToAnotherDeploy() {
    AppState lost =
        States.after(
            deployed(), new Message.JobCame("abc", Deploy.LOST), new Message.DeployFailed(DOWN));
    assertThat(lost.deploy().isJobRunning()).isFalse();
    assertThat(lost.deploy().mayStop()).isTrue();
    assertThat(lost.deploy().problem()).isEqualTo(DOWN);
    AppState elsewhere = States.after(lost, new Message.SetTarget("http://other:8081"));
    assertThat(Update.update(elsewhere, new Message.StartDeploy()).effects())
        .hasAtLeastOneElementOfType(Effect.StartDeploy.class);
    AppState stopped = States.after(lost, new Message.StopJob(false), new Message.JobStopped(null));
    assertThat(stopped.deploy().jobState()).isEqualTo("CANCELED");
    assertThat(stopped.deploy().mayStop()).isFalse();
  }

  @Test
  void aSavepointThatIsRefusedLeavesTheJobRunningAndSaysWhy() {
    AppState s =
        States.after(deployed(), new Message.StopJob(true), new Message.DeployFailed(DOWN));
    assertThat(s.deploy().isJobRunning()).isTrue();
    assertThat(s.deploy().busy()).isFalse();
    assertThat(s.deploy().problem()).isEqualTo(DOWN);
    assertThat(s.deploy().savepoint()).as("there is none to start from").isEmpty();
    assertThat(Update.update(s, new Message.StopJob(true)).effects())
        .as("it can be tried again")
        .hasSize(1);
  }

  @Test
  void aFailureThatComesWhileTheSheetIsClosedIsSaidInTheWindow() {
    AppState closed =
        States.after(targeted(), new Message.StartDeploy(), new Message.ShowDeploy(false));
    assertThat(States.after(closed, new Message.DeployFailed(DOWN)).alert()).isEqualTo(DOWN);
    AppState open = States.after(closed, new Message.ShowDeploy(true));
    assertThat(States.after(open, new Message.DeployFailed(DOWN)).alert())
        .as("the sheet says it itself")
        .isNull();
  }

  @Test
  void theJobIsCalledByThePipelineThatWasDeployedWhateverIsShown() {
    AppState s = States.after(deployed(), new Message.ShowPipeline("second"));
    assertThat(s.deploy().jobPipeline()).isEqualTo("main");
    assertThat(s.deploy().jobTarget()).isEqualTo(URL);
  }

  @Test
  void withoutAJobNothingIsStopped() {
    assertThat(Update.update(targeted(), new Message.StopJob(true))).isEqualTo(Next.of(targeted()));
  }

  @Test
  void withoutATargetOrAProjectNothingIsDeployed() {
    assertThat(Update.update(Situations.checked(), new Message.StartDeploy()).effects()).isEmpty();
    AppState start = States.after(Situations.start(), new Message.SetTarget(URL));
    assertThat(Update.update(start, new Message.StartDeploy()).effects()).isEmpty();
    AppState untrusted =
        States.after(Situations.all().get("untrusted"), new Message.SetTarget(URL));
    Next refused = Update.update(untrusted, new Message.StartDeploy());
    assertThat(refused.effects()).isEmpty();
    assertThat(refused.state().deploy().busy()).as("nothing is under way").isFalse();
  }
}
