package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpdateTest {
  private static final Project PROJECT =
      new Project(
          Path.of("/projects/p"),
          "p",
          "UTC",
          Map.of(),
          Map.of(),
          Map.of("main", new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT)),
          Value.Struct.EMPTY);

  private AppState state = AppState.start(Mood.LIGHT, List.of(), List.of());
  private List<Effect> effects = new ArrayList<>();

  private void send(Message m) {
    Next next = Update.update(state, m);
    state = next.state();
    effects = next.effects();
  }

  private void open() {
    send(new Message.Opened(PROJECT, "main", List.of()));
  }

  private static Status status(Status.Phase phase, Moment at, Moment live) {
    return new Status(
        phase,
        at,
        live,
        "",
        null,
        "w",
        "e2",
        0,
        List.of(new Status.NodeCounts("w", 10, 4, 0, 3), new Status.NodeCounts("f", 10, 10, 0, -1)),
        List.of(new Status.EdgeCounts("e2", 10)));
  }

  private void run(Status status) {
    send(new Message.StartRun(true));
    send(new Message.RunStarted(1, Path.of("/recordings/p-1")));
    send(new Message.StatusCame(1, status, 1_000_000_000L));
  }

  @Test
  void openingAProjectRunsNothingAndChecksIt() {
    open();
    assertThat(effects)
        .hasSize(4)
        .hasAtLeastOneElementOfType(Effect.Check.class)
        .hasAtLeastOneElementOfType(Effect.ReadPins.class)
        .hasAtLeastOneElementOfType(Effect.Remember.class)
        .hasAtLeastOneElementOfType(Effect.Aim.class);
    assertThat(state.run()).isNull();
    assertThat(state.recents()).extracting(Recent::name).containsExactly("p");
    assertThat(state.open().isDirty()).isFalse();
  }

  @Test
  void anEditEntersTheHistoryAndUndoTakesItBack() {
    open();
    Node n = Pipelines.node("n", "filter");
    send(new Message.Apply(Edits.add(n, 0, 320), null, Selection.node("n")));
    assertThat(state.graph().nodes()).containsKey("n");
    assertThat(state.selection().single()).isEqualTo("n");
    assertThat(state.open().isDirty()).isTrue();
    send(new Message.Undo());
    assertThat(state.graph()).isEqualTo(Pipelines.GRAPH);
    assertThat(state.selection().isEmpty()).isTrue();
    send(new Message.Redo());
    assertThat(state.graph().nodes()).containsKey("n");
  }

  @Test
  void onlyMessagesWithAnEditEnterTheHistory() {
    open();
    for (Message m :
        List.of(
            new Message.Select(Selection.node("f")),
            new Message.SetMode(Mode.DEBUG),
            new Message.ShowPalette(false),
            new Message.ToggleStop("e1"),
            new Message.SetMood(Mood.DARK))) {
      send(m);
    }
    assertThat(state.open().history().canUndo()).isFalse();
    assertThat(state.open().revision()).isZero();
  }

  @Test
  void keystrokesInOneFieldAreOneUndoStep() {
    open();
    send(new Message.Apply(Edits.set("f", "condition", Value.of("a")), "f condition", null));
    send(new Message.Apply(Edits.set("f", "condition", Value.of("a >")), "f condition", null));
    send(new Message.Apply(Edits.set("f", "condition", Value.of("a > 1")), "f condition", null));
    send(new Message.Undo());
    assertThat(state.graph()).isEqualTo(Pipelines.GRAPH);
  }

  @Test
  void deletingANodeTakesItsEdgesAndTheirBreakpointsAlong() {
    open();
    send(new Message.ToggleStop("e1"));
    send(new Message.Select(Selection.node("f")));
    send(new Message.DeleteSelection());
    assertThat(state.graph().nodes()).doesNotContainKey("f");
    assertThat(state.graph().edges()).isEmpty();
    assertThat(state.stops()).isEmpty();
    send(new Message.Undo());
    assertThat(state.graph()).isEqualTo(Pipelines.GRAPH);
  }

  @Test
  void aDuplicateHasItsOwnNamesAndTheEdgesBetweenTheCopies() {
    open();
    send(new Message.Select(Selection.nodes(Set.of("s", "f"))));
    send(new Message.DuplicateSelection());
    assertThat(state.graph().nodes()).hasSize(6);
    assertThat(state.graph().edges()).hasSize(3);
    assertThat(state.graph().nodes().values()).extracting(Node::name).doesNotHaveDuplicates();
    assertThat(state.selection().nodes()).hasSize(2).doesNotContain("s", "f");
  }

  @Test
  void nudgesThatFollowEachOtherAreOneUndoStep() {
    open();
    send(new Message.Select(Selection.node("s")));
    send(new Message.Nudge(16, 0));
    send(new Message.Nudge(16, 0));
    assertThat(state.open().layout().positions().get("s")).isEqualTo(new Layout.Position(32, 0));
    send(new Message.Undo());
    assertThat(state.open().layout()).isEqualTo(Pipelines.LAYOUT);
  }

  @Test
  void anEditOfWhatIsGoneChangesNothingAndSaysSo() {
    open();
    send(new Message.Apply(Edits.rename("gone", "x")));
    assertThat(state.graph()).isEqualTo(Pipelines.GRAPH);
    assertThat(state.note()).contains("gone");
  }

  @Test
  void anOldCheckDoesNotReplaceANewerOne() {
    open();
    Problem p = Problem.error("x", Place.node("f", "node f"), "wrong", "");
    send(new Message.Checked("main", new Checks(5, List.of(p), Map.of(), Map.of())));
    send(new Message.Checked("main", new Checks(4, List.of(), Map.of(), Map.of())));
    assertThat(state.checks().errors()).isEqualTo(1);
    send(new Message.Checked("other", new Checks(9, List.of(), Map.of(), Map.of())));
    assertThat(state.checks().errors()).isEqualTo(1);
  }

  @Test
  void savingClearsTheDirtyMarkOnlyForTheRevisionThatWasWritten() {
    open();
    send(new Message.Apply(Edits.rename("f", "a")));
    send(new Message.Save());
    assertThat(effects).hasOnlyElementsOfType(Effect.WriteProject.class);
    Project written = state.open().current();
    send(new Message.Apply(Edits.rename("f", "b")));
    send(new Message.Saved(written));
    assertThat(state.open().isDirty()).isTrue();
    send(new Message.Saved(state.open().current()));
    assertThat(state.open().isDirty()).isFalse();
  }

  @Test
  void aPipelineWithErrorsIsNotRunAndTheProblemsAreShown() {
    open();
    Problem p = Problem.error("x", Place.node("f", "node f"), "wrong", "");
    send(new Message.Checked("main", new Checks(0, List.of(p), Map.of(), Map.of())));
    send(new Message.StartRun(false));
    assertThat(state.run()).isNull();
    assertThat(effects).isEmpty();
    assertThat(state.panels().bottom()).isEqualTo(Panels.Bottom.PROBLEMS);
  }

  @Test
  void aRunStartsWithItsBreakpointsAndShowsTheDebugArrangement() {
    open();
    send(new Message.ToggleStop("e2"));
    send(new Message.StartRun(true));
    Effect.Launch launch = (Effect.Launch) effects.get(0);
    assertThat(launch.paused()).isTrue();
    assertThat(launch.stops()).extracting(Stop::edgeId).containsExactly("e2");
    assertThat(state.mode()).isEqualTo(Mode.DEBUG);
  }

  @Test
  void atEveryStopTheDataAndTheStateOfTheMomentAreFetched() {
    open();
    run(status(Status.Phase.PAUSED, new Moment(7, 1), new Moment(7, 1)));
    assertThat(effects)
        .contains(
            new Effect.FetchTimeline(1),
            new Effect.FetchRows(1, "e2", new Moment(7, 1)),
            new Effect.FetchState(1, "w", "", new Moment(7, 1)));
  }

  @Test
  void whileRunningOnlyTheTimelineAndNumbersAreFetched() {
    open();
    run(status(Status.Phase.RUNNING, new Moment(7, 1), new Moment(7, 1)));
    assertThat(effects).containsExactly(new Effect.FetchTimeline(1), new Effect.FetchMetrics(1));
  }

  @Test
  void answersOfAnotherRunAreDropped() {
    open();
    run(status(Status.Phase.PAUSED, new Moment(7, 1), new Moment(7, 1)));
    AppState before = state;
    send(new Message.StatusCame(9, status(Status.Phase.FINISHED, Moment.START, Moment.START), 5));
    send(new Message.WorkerGone(9, "killed"));
    send(
        new Message.RowsCame(
            9, "e1", new Moment(7, 1), new Reply.Rows(List.of(), List.of(), false, null)));
    assertThat(state).isEqualTo(before);
  }

  @Test
  void rowsOfAnotherMomentAreDropped() {
    open();
    run(status(Status.Phase.PAUSED, new Moment(7, 1), new Moment(7, 1)));
    Reply.Rows rows = new Reply.Rows(List.of("a"), List.of(), false, null);
    send(new Message.RowsCame(1, "e2", new Moment(6, 0), rows));
    assertThat(state.run().rows()).isNull();
    send(new Message.RowsCame(1, "e2", new Moment(7, 1), rows));
    assertThat(state.run().rows()).isEqualTo(rows);
  }

  @Test
  void selectingAnEdgeWhilePausedFetchesItsRows() {
    open();
    run(status(Status.Phase.PAUSED, new Moment(7, 1), new Moment(7, 1)));
    send(new Message.Select(Selection.edge("e1")));
    assertThat(effects).containsExactly(new Effect.FetchRows(1, "e1", new Moment(7, 1)));
    send(new Message.Select(Selection.node("f")));
    assertThat(effects).doesNotHaveAnyElementsOfTypes(Effect.FetchState.class);
  }

  @Test
  void theDeathOfTheWorkerCostsTheRunAndNothingElse() {
    open();
    send(new Message.Apply(Edits.rename("f", "renamed")));
    run(status(Status.Phase.RUNNING, new Moment(7, 1), new Moment(7, 1)));
    send(new Message.WorkerGone(1, "killed"));
    assertThat(state.run().stage()).isEqualTo(Run.Stage.GONE);
    assertThat(state.run().recording()).isEqualTo(Path.of("/recordings/p-1"));
    assertThat(state.graph().nodes().get("f").name()).isEqualTo("renamed");
    assertThat(Commands.get("run.run").isEnabled(state)).isTrue();
  }

  @Test
  void nodesThatWereEditedSinceTheRunAreMarked() {
    open();
    run(status(Status.Phase.PAUSED, new Moment(7, 1), new Moment(7, 1)));
    assertThat(state.changedSinceRun()).isEmpty();
    send(new Message.Apply(Edits.rename("f", "renamed")));
    assertThat(state.changedSinceRun()).containsExactly("f");
  }

  @Test
  void aBreakpointGoesRoundNoneOnOffNoneAndALiveRunIsTold() {
    open();
    send(new Message.ToggleStop("e1"));
    assertThat(state.stops().get("e1").enabled()).isTrue();
    assertThat(effects).isEmpty();
    run(status(Status.Phase.PAUSED, new Moment(7, 1), new Moment(7, 1)));
    send(new Message.ToggleStop("e1"));
    assertThat(state.stops().get("e1").enabled()).isFalse();
    assertThat(effects).hasOnlyElementsOfType(Effect.SetStops.class);
    send(new Message.ToggleStop("e1"));
    assertThat(state.stops()).isEmpty();
    send(new Message.ToggleStop("gone"));
    assertThat(state.stops()).isEmpty();
  }

  @Test
  void transportCommandsKnowWhatCanBeDone() {
    open();
    assertThat(Commands.get("run.step").obstacle().apply(state)).isEqualTo("Nothing is paused");
    run(status(Status.Phase.PAUSED, new Moment(7, 1), new Moment(9, 0)));
    assertThat(Commands.get("run.step").isEnabled(state)).isTrue();
    assertThat(Commands.get("run.step-back").isEnabled(state)).isTrue();
    assertThat(Commands.get("run.live-edge").isEnabled(state)).isTrue();
    assertThat(Commands.get("run.run").isEnabled(state)).isFalse();
    send(new Message.StatusCame(1, status(Status.Phase.PAUSED, Moment.START, new Moment(9, 0)), 2));
    assertThat(Commands.get("run.step-back").obstacle().apply(state))
        .isEqualTo("At the start of the run");
  }

  @Test
  void theCheckpointBeforeIsTheNewestThatLiesBeforeTheMoment() {
    open();
    run(status(Status.Phase.PAUSED, new Moment(70, 1), new Moment(90, 0)));
    send(
        new Message.TimelineCame(
            1,
            new Reply.TimelineOf(
                new long[] {0, 90}, Map.of(), new long[] {0}, List.of(20L, 60L, 80L), List.of())));
    assertThat(Commands.get("run.checkpoint-before").message().apply(state))
        .isEqualTo(new Message.SeekTo(Moment.before(60)));
  }

  @Test
  void stoppingARunAsksItsWorkerToCommit() {
    open();
    run(status(Status.Phase.RUNNING, new Moment(7, 1), new Moment(7, 1)));
    send(new Message.StopRun());
    assertThat(effects).containsExactly(new Effect.Send(1, new Request.StopRun()));
  }

  @Test
  void ratesAreRowsASecondBetweenTwoStatuses() {
    open();
    run(status(Status.Phase.RUNNING, new Moment(7, 1), new Moment(7, 1)));
    Status later =
        new Status(
            Status.Phase.RUNNING,
            new Moment(8, 0),
            new Moment(8, 0),
            "",
            null,
            null,
            null,
            0,
            List.of(),
            List.of(new Status.EdgeCounts("e2", 1010)));
    send(new Message.StatusCame(1, later, 1_500_000_000L));
    assertThat(state.run().rates().get("e2")).isEqualTo(2000);
  }

  @Test
  void figuresThatStandStillFollowAgainAtAStop() {
    open();
    run(status(Status.Phase.RUNNING, new Moment(7, 1), new Moment(7, 1)));
    AppState before = state;
    send(new ShellMessage.Freeze(true));
    Status more =
        new Status(
            Status.Phase.RUNNING,
            new Moment(9, 0),
            new Moment(9, 0),
            "",
            null,
            null,
            null,
            0,
            List.of(),
            List.of(new Status.EdgeCounts("e2", 2010)));
    send(new Message.StatusCame(1, more, 2_000_000_000L));
    assertThat(state.run()).isSameAs(before.run());
    send(
        new Message.StatusCame(
            1, status(Status.Phase.PAUSED, new Moment(9, 0), new Moment(9, 0)), 2_100_000_000L));
    assertThat(state.run().status().phase()).isEqualTo(Status.Phase.PAUSED);
    send(new ShellMessage.Freeze(false));
    assertThat(state.frozen()).isFalse();
  }

  @Test
  void aDeployNeedsATargetAndKeepsItsFailure() {
    open();
    send(new Message.ShowDeploy(true));
    send(new Message.StartDeploy());
    assertThat(effects).isEmpty();
    send(new Message.SetTarget(" http://localhost:8081 "));
    send(new Message.StartDeploy());
    assertThat(((Effect.StartDeploy) effects.get(0)).target()).isEqualTo("http://localhost:8081");
    Problem p = Problem.error("down", Place.NOWHERE, "no cluster answers", "start one");
    send(new Message.DeployFailed(p));
    assertThat(state.deploy().problem()).isEqualTo(p);
    assertThat(state.deploy().busy()).isFalse();
  }

  @Test
  void aSavepointOfAStoppedJobIsWhereTheNextDeployStarts() {
    open();
    send(new Message.SetTarget("http://localhost:8081"));
    send(new Message.StartDeploy());
    send(new Message.JobCame("abc", "RUNNING"));
    send(new Message.DeployAt(Deploy.Step.WATCH, false, "the job runs"));
    send(new Message.StopJob(true));
    assertThat(effects).containsExactly(new Effect.StopJob("http://localhost:8081", "abc", true));
    send(new Message.JobStopped("file:/savepoints/1"));
    assertThat(state.deploy().savepoint()).isEqualTo("file:/savepoints/1");
  }
}
