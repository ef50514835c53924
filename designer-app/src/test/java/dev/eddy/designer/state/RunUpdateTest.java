package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.command.Commands;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunUpdateTest {
  private static final Path RECORDING = Path.of("/recordings/p-1");
  private static final Problem WHY = Problem.error("x", Place.NOWHERE, "broken", "mend it");
  private static final Moment NOW = new Moment(8, 1);

  private static <T extends Effect> T only(Next next, Class<T> type) {
    return next.effects().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .reduce(
            (a, b) -> {
              throw new AssertionError("two of " + type);
            })
        .orElseThrow();
  }

  @Test
  void aRunIsOfAFrozenCopyOfWhatIsDrawn() {
    Next next = Update.update(Situations.checked(), new Message.StartRun(false));
    Run run = next.state().run();
    assertThat(run.stage()).isEqualTo(Run.Stage.STARTING);
    assertThat(run.graph()).isEqualTo(Situations.MAIN.graph());
    assertThat(run.look()).isFalse();
    assertThat(run.looks().preview()).isNull();
    Effect.Launch launch = only(next, Effect.Launch.class);
    assertThat(launch.run()).isEqualTo(run.id());
    assertThat(launch.pipeline()).isEqualTo("main");
    assertThat(launch.paused()).isFalse();
    assertThat(launch.project().folder()).isEqualTo(Situations.FOLDER);
    AppState edited = States.after(next.state(), new Message.Apply(Edits.rename("f", "x")));
    assertThat(edited.run().graph()).isEqualTo(Situations.MAIN.graph());
    assertThat(edited.changedSinceRun()).containsExactly("f");
  }

  @Test
  void aRunHasTheSubtasksOfItsProjectAndAPreviewHasOne() {
    AppState s = States.after(Situations.checked(), new ShellMessage.SetSubtasks(4));
    Next next = Update.update(s, new Message.StartRun(false));
    assertThat(only(next, Effect.Launch.class).subtasks()).isEqualTo(4);
    assertThat(next.state().run().whole().subtasks()).isEqualTo(4);
    assertThat(States.after(s, new ShellMessage.SetSubtasks(99)).settings().subtasks())
        .containsExactly(Map.entry(Situations.FOLDER.toString(), Settings.MOST_SUBTASKS));
    assertThat(States.after(s, new ShellMessage.SetSubtasks(1)).settings().subtasks()).isEmpty();
    Next preview = Update.update(s, new Message.StartPreview("f"));
    assertThat(only(preview, Effect.Launch.class).subtasks()).isEqualTo(1);
  }

  @Test
  void aRunKeepsStateWhereItsProjectSaysAndAPreviewInTheHeap() {
    AppState s =
        States.after(Situations.checked(), new ShellMessage.SetState(Settings.State.ROCKSDB));
    Next next = Update.update(s, new Message.StartRun(false));
    assertThat(only(next, Effect.Launch.class).state()).isEqualTo(Settings.State.ROCKSDB);
    assertThat(next.state().run().whole().state()).isEqualTo(Settings.State.ROCKSDB);
    Next preview = Update.update(s, new Message.StartPreview("f"));
    assertThat(only(preview, Effect.Launch.class).state()).isEqualTo(Settings.State.HEAP);
    AppState back = States.after(s, new ShellMessage.SetState(Settings.State.HEAP));
    assertThat(back.settings().states()).isEmpty();
    assertThat(only(Update.update(back, new Message.StartRun(false)), Effect.Launch.class).state())
        .isEqualTo(Settings.State.HEAP);
  }

  @Test
  void inThePastOfARunThatIsOverStopLetsGoOfItAndRunAgainBeginsANewOne() {
    AppState over = Situations.finished();
    int id = over.run().id();
    AppState past =
        States.after(
            over, new Message.StatusCame(id, Situations.status(Status.Phase.PAUSED, 5, 8), 2_000));
    assertThat(past.run().isPast()).isTrue();
    assertThat(past.run().whole().ended()).isTrue();
    Next stopped = Update.update(past, new Message.StopRun());
    assertThat(stopped.state().run()).isNull();
    assertThat(stopped.effects()).containsExactly(new Effect.EndRun(id));
    assertThat(Commands.get("run.run").isEnabled(past)).isFalse();
    assertThat(Commands.get("run.again").isEnabled(past)).isTrue();
    Next again = Update.update(past, Commands.get("run.again").message().apply(past));
    assertThat(again.effects()).startsWith(new Effect.EndRun(id));
    assertThat(only(again, Effect.Launch.class).run()).isEqualTo(id + 1);
    assertThat(again.state().run().whole().ended()).isFalse();
  }

  @Test
  void aRunThatGoesOnIsStoppedByItsWorkerAlsoInItsPast() {
    assertThat(Update.update(Situations.past(), new Message.StopRun()).effects())
        .containsExactly(new Effect.Send(1, new Request.StopRun()));
  }

  @Test
  void aSecondRunEndsTheFirst() {
    AppState first = Situations.paused();
    Next next = Update.update(first, new Message.StartRun(true));
    assertThat(next.effects().get(0)).isEqualTo(new Effect.EndRun(first.run().id()));
    assertThat(next.state().run().id()).isEqualTo(first.run().id() + 1);
    assertThat(next.state().run().status()).isNull();
  }

  @Test
  void aBreakpointOfSomethingThatWasDeletedIsNotSentAlong() {
    AppState s =
        States.after(
            Situations.checked(),
            new Message.SetStop(Stop.of(Stop.Kind.TIMER, "w")),
            new Message.ToggleStop("e1"),
            new Message.SetStop(Stop.of(Stop.Kind.FAILURE, "")),
            new Message.SetStop(Stop.of(Stop.Kind.LATE, "gone")));
    assertThat(s.stops()).containsOnlyKeys("timer:w", "e1", "failure:");
    s = States.after(s, new Message.Select(Selection.node("w")), new Message.DeleteSelection());
    assertThat(s.stops()).containsOnlyKeys("e1", "failure:");
    Effect.Launch launch = only(Update.update(s, new Message.StartRun(false)), Effect.Launch.class);
    assertThat(launch.stops()).extracting(Stop::id).containsExactly("e1", "failure:");
  }

  @Test
  void aStopAtAnUnconnectedOutputIsHonouredByTheRunThatTapsIt() {
    AppState s = States.after(Situations.checked(), new Message.Select(Selection.node("w")));
    assertThat(s.observedEdge()).isEqualTo("~w.out");
    assertThat(States.after(s, new Message.ToggleStop("~w.out")).stops())
        .as("no edge of the drawing")
        .isEmpty();
  }

  @Test
  void aRecordingIsLookedAtInTheDebugMode() {
    AppState before = Situations.paused();
    Next next = Update.update(before, new Message.OpenRecording(RECORDING));
    assertThat(next.effects())
        .containsExactly(
            new Effect.EndRun(before.run().id()),
            new Effect.LookAt(before.run().id() + 1, RECORDING, Situations.MAIN.graph()));
    assertThat(next.state().run().look()).isTrue();
    assertThat(next.state().mode()).isEqualTo(Mode.DEBUG);
  }

  @Test
  void aRecordingShowsTheGraphThatItRan() {
    AppState s = States.after(Situations.checked(), new Message.OpenRecording(RECORDING));
    Graph ran = Graph.of(List.of(), List.of());
    Next next =
        Update.update(
            s,
            new Message.RecordingOpened(
                s.run().id(), RECORDING, ran, Situations.status(Status.Phase.PAUSED, 0, 8)));
    assertThat(next.state().run().graph()).isEqualTo(ran);
    assertThat(next.state().run().recording()).isEqualTo(RECORDING);
    assertThat(next.state().run().isPast()).isTrue();
    assertThat(next.effects()).contains(new Effect.FetchTimeline(s.run().id()));
  }

  @Test
  void stoppingAsksALiveRunAndEndsOneThatIsStartingOrOnlyLookedAt() {
    Next asked = Update.update(Situations.running(), new Message.StopRun());
    assertThat(asked.effects()).containsExactly(new Effect.Send(1, new Request.StopRun()));
    assertThat(asked.state().run().isRunning()).as("until it says that it rests").isTrue();
    Next starting = Update.update(Situations.starting(), new Message.StopRun());
    assertThat(starting.state().run()).isNull();
    assertThat(starting.effects()).containsExactly(new Effect.EndRun(1));
    AppState look = States.after(Situations.checked(), new Message.OpenRecording(RECORDING));
    look =
        States.after(
            look,
            new Message.RecordingOpened(
                1, RECORDING, look.graph(), Situations.status(Status.Phase.PAUSED, 0, 8)));
    Next closed = Update.update(look, new Message.StopRun());
    assertThat(closed.state().run()).isNull();
    assertThat(closed.effects()).containsExactly(new Effect.EndRun(1));
    AppState dead = States.after(Situations.running(), new Message.WorkerGone(1, "killed"));
    assertThat(States.after(dead, new Message.StopRun()).run()).isNull();
    assertThat(Update.update(Situations.checked(), new Message.StopRun()))
        .isEqualTo(Next.of(Situations.checked()));
  }

  @Test
  void wishesGoToALiveWorkerOnly() {
    List<Message> wishes =
        List.of(
            new Message.Wish(new Request.Continue()),
            new Message.Wish(new Request.Step()),
            new Message.SeekTo(new Moment(3, 0)));
    List<Request> requests =
        List.of(new Request.Continue(), new Request.Step(), new Request.Seek(new Moment(3, 0)));
    AppState dead = States.after(Situations.running(), new Message.WorkerGone(1, "killed"));
    for (int i = 0; i < wishes.size(); i++) {
      assertThat(Update.update(Situations.paused(), wishes.get(i)).effects())
          .containsExactly(new Effect.Send(1, requests.get(i)));
      for (AppState s : List.of(dead, Situations.starting(), Situations.checked())) {
        assertThat(Update.update(s, wishes.get(i))).isEqualTo(Next.of(s));
      }
    }
  }

  @Test
  void aRefusedRunShowsItsProblemsAndNeverLived() {
    Next next = Update.update(Situations.starting(), new Message.RunRefused(1, List.of(WHY)));
    AppState s = next.state();
    assertThat(s.run().stage()).isEqualTo(Run.Stage.GONE);
    assertThat(s.run().problem()).isEqualTo(WHY);
    assertThat(s.checks().problems()).containsExactly(WHY);
    assertThat(s.checks().outputs())
        .as("columns stay known")
        .isEqualTo(Situations.CHECKS.outputs());
    assertThat(s.panels().bottom()).isEqualTo(Panels.Bottom.PROBLEMS);
    assertThat(next.effects()).isEmpty();
    assertThat(
            States.after(Situations.starting(), new Message.RunRefused(1, List.of()))
                .run()
                .problem())
        .isNull();
  }

  @Test
  void aFailureOfARunIsKeptWhereverTheRunStands() {
    AppState failed = States.after(Situations.running(), new Message.RunFailed(1, WHY));
    assertThat(failed.run().problem()).isEqualTo(WHY);
    assertThat(failed.run().stage()).as("its past can still be seen").isEqualTo(Run.Stage.LIVE);
    AppState gone = States.after(failed, new Message.WorkerGone(1, "killed by the system"));
    assertThat(gone.run().problem()).as("the first cause").isEqualTo(WHY);
    assertThat(gone.run().words()).isEqualTo("killed by the system");
    assertThat(gone.run().stage()).isEqualTo(Run.Stage.GONE);
  }

  @Test
  void noAnswerOfAnotherRunChangesAnything() {
    AppState s = Situations.looking();
    Status status = Situations.status(Status.Phase.FINISHED, 9, 9);
    Reply.StateOf state = new Reply.StateOf(List.of(), List.of(), 0);
    Reply.TimelineOf timeline =
        new Reply.TimelineOf(new long[] {0, 9}, Map.of(), new long[] {0}, List.of(), List.of());
    for (Message late :
        List.of(
            new Message.RunStarted(7, RECORDING),
            new Message.RecordingOpened(7, RECORDING, s.graph(), status),
            new Message.RunRefused(7, List.of(WHY)),
            new Message.StatusCame(7, status, 5),
            new Message.RowsCame(7, "e2", NOW, Situations.rows()),
            new Message.StateCame(7, "w", "", NOW, state),
            new Message.TimelineCame(7, timeline),
            new Message.WorkerGone(7, "killed"),
            new Message.RunFailed(7, WHY))) {
      assertThat(Update.update(s, late)).as(late.toString()).isEqualTo(Next.of(s));
    }
  }

  @Test
  void rowsAndStateOfAMomentThatIsNotShownAnyMoreAreDropped() {
    AppState s = Situations.paused();
    Moment before = new Moment(7, 0);
    Reply.StateOf state = new Reply.StateOf(List.of(), List.of(), 0);
    for (Message stale :
        List.of(
            new Message.RowsCame(1, "e2", before, Situations.rows()),
            new Message.StateCame(1, "w", "", before, state),
            new Message.StateCame(1, "w", "another filter", NOW, state))) {
      assertThat(Update.update(s, stale)).isEqualTo(Next.of(s));
    }
    assertThat(States.after(s, new Message.StateCame(1, "w", "", NOW, state)).run().state())
        .isEqualTo(state);
  }

  @Test
  void theTimelineOfTheRunReplacesTheOneBefore() {
    Reply.TimelineOf t =
        new Reply.TimelineOf(
            new long[] {0, 9}, Map.of("w", new long[] {1}), new long[] {0}, List.of(3L), List.of());
    Next next = Update.update(Situations.running(), new Message.TimelineCame(1, t));
    assertThat(next.state().run().timeline()).isSameAs(t);
    assertThat(next.effects()).isEmpty();
  }

  @Test
  void aFilterOfTheStateIsAskedForWhereThereIsState() {
    Next w = Update.update(Situations.paused(), new Message.FilterState("PHX"));
    assertThat(w.state().run().stateFilter()).isEqualTo("PHX");
    assertThat(w.effects()).containsExactly(new Effect.FetchState(1, "w", "PHX", NOW));
    AppState f = States.after(Situations.paused(), new Message.Select(Selection.node("f")));
    assertThat(Update.update(f, new Message.FilterState("PHX")).effects()).isEmpty();
    assertThat(Update.update(Situations.running(), new Message.FilterState("PHX")).effects())
        .as("the state of a moving run is not shown")
        .isEmpty();
  }

  @Test
  void theFilterStaysWhenTheRunStepsOn() {
    AppState s = States.after(Situations.paused(), new Message.FilterState("PHX"));
    Next stepped =
        Update.update(
            s, new Message.StatusCame(1, Situations.status(Status.Phase.PAUSED, 9, 9), 2));
    assertThat(stepped.effects()).contains(new Effect.FetchState(1, "w", "PHX", new Moment(9, 1)));
  }

  @Test
  void whatIsFetchedAtAStatusIsWhatIsInView() {
    record Case(Status.Phase phase, boolean looks) {}
    for (Case c :
        List.of(
            new Case(Status.Phase.IDLE, false),
            new Case(Status.Phase.RUNNING, false),
            new Case(Status.Phase.PAUSED, true),
            new Case(Status.Phase.FINISHED, true),
            new Case(Status.Phase.FAILED, true))) {
      Next next =
          Update.update(
              Situations.running(),
              new Message.StatusCame(1, Situations.status(c.phase(), 8, 8), 2));
      assertThat(next.effects())
          .as(c.phase().name())
          .contains(new Effect.FetchTimeline(1), new Effect.FetchMetrics(1));
      assertThat(next.effects().contains(new Effect.FetchRows(1, "e2", NOW)))
          .as(c.phase().name())
          .isEqualTo(c.looks());
      assertThat(next.effects().contains(new Effect.FetchState(1, "w", "", NOW)))
          .as(c.phase().name())
          .isEqualTo(c.looks());
      assertThat(next.state().run().isStopped()).isEqualTo(c.looks());
    }
  }

  @Test
  void breakpointsGoToALiveRunAtOnceAndToADeadOneNever() {
    Stop late = Stop.of(Stop.Kind.LATE, "w").withLog("late: {k}");
    Next live = Update.update(Situations.paused(), new Message.SetStop(late));
    Effect.SetStops sent = only(live, Effect.SetStops.class);
    assertThat(sent.run()).isEqualTo(1);
    assertThat(sent.stops()).containsExactly(late);
    assertThat(sent.pipeline()).isEqualTo("main");
    assertThat(Update.update(live.state(), new Message.RemoveStop(late.id())).effects())
        .containsExactly(new Effect.SetStops(1, live.state().open().current(), "main", List.of()));
    AppState dead = States.after(Situations.running(), new Message.WorkerGone(1, "killed"));
    Next none = Update.update(dead, new Message.SetStop(late));
    assertThat(none.state().stops()).containsOnlyKeys("late:w");
    assertThat(none.effects()).isEmpty();
  }

  @Test
  void aStopThatIsSetAgainKeepsItsPlaceAndTakesTheNewWords() {
    AppState s =
        States.after(
            Situations.checked(),
            new Message.ToggleStop("e1"),
            new Message.ToggleStop("e2"),
            new Message.SetStop(new Stop("e1", "n > 3", true).withHits("every 5")));
    assertThat(s.stops().keySet()).containsExactly("e1", "e2");
    assertThat(s.stops().get("e1").words()).isEqualTo("n > 3 hit every 5");
    assertThat(s.stops().get("e1").isConditional()).isTrue();
    s = States.after(s, new Message.ToggleStop("e1"));
    assertThat(s.stops().get("e1").enabled()).isFalse();
    assertThat(s.stops().get("e1").condition()).as("kept while it is off").isEqualTo("n > 3");
  }

  @Test
  void aPreviewTakesNoBreakpointsAndStopsTheWorkerWhenItHasItsRows() {
    AppState s = States.after(Situations.checked(), new Message.ToggleStop("e1"));
    Next next = Update.update(s, new Message.StartPreview("f"));
    assertThat(only(next, Effect.Launch.class).stops())
        .extracting(Stop::edgeId)
        .containsExactly("e2");
    assertThat(next.state().run().looks().preview()).isEqualTo("f");
    assertThat(next.state().panels().bottom()).isEqualTo(Panels.Bottom.DATA);
    assertThat(next.state().selection()).isEqualTo(Selection.node("f"));
    assertThat(next.state().stops()).as("they are kept for a real run").containsOnlyKeys("e1");
    assertThat(Update.update(s, new Message.StartPreview("gone"))).isEqualTo(Next.of(s));
  }

  @Test
  void ratesNeedTwoStatusesAndNeverGoBelowNothing() {
    AppState s = Situations.running();
    assertThat(s.run().rates()).isEmpty();
    Status back =
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
            List.of(new Status.EdgeCounts("e1", 4), new Status.EdgeCounts("e2", 60)));
    AppState later = States.after(s, new Message.StatusCame(1, back, 2_000_000_000L));
    assertThat(later.run().rates()).containsEntry("e1", 0.0).containsEntry("e2", 50.0);
  }

  @Test
  void withAnErrorNeitherARunNorAPreviewStarts() {
    AppState s = Situations.all().get("with an error");
    for (Message start : List.of(new Message.StartRun(false), new Message.StartPreview("f"))) {
      Next next = Update.update(s, start);
      assertThat(next.state().run()).isNull();
      assertThat(next.state().note()).contains("has errors");
      assertThat(next.effects()).isEmpty();
    }
  }

  @Test
  void nothingOfAnUntrustedProjectRunsAndTheUserIsAskedForTrust() {
    AppState s = Situations.all().get("untrusted");
    for (Message start :
        List.of(
            new Message.StartRun(false),
            new Message.StartPreview("f"),
            new Message.OpenRecording(RECORDING))) {
      Next next = Update.update(s, start);
      assertThat(next.state().run()).isNull();
      assertThat(next.effects()).isEmpty();
      assertThat(next.state().note()).contains("not trusted");
      assertThat(next.state().notices())
          .extracting(dev.eddy.designer.state.Notice::id)
          .containsExactly("trust");
    }
    Next trusted = Update.update(s, new ShellMessage.TrustProject());
    assertThat(trusted.effects()).containsExactly(new Effect.Trust(Situations.FOLDER));
    assertThat(trusted.state().notices()).isEmpty();
    assertThat(Update.update(trusted.state(), new Message.StartRun(false)).effects())
        .hasAtLeastOneElementOfType(Effect.Launch.class);
  }

  @Test
  void samplesForExpressionsAreOfTheRunThatRests() {
    Next asked = Update.update(Situations.paused(), new FormsMessage.WantSamples("e1"));
    assertThat(asked.effects()).containsExactly(new Effect.FetchSamples(1, "e1", NOW));
    for (AppState s : List.of(Situations.checked(), Situations.starting(), Situations.running())) {
      assertThat(Update.update(s, new FormsMessage.WantSamples("e1"))).isEqualTo(Next.of(s));
    }
    AppState s =
        States.after(
            asked.state(),
            new FormsMessage.SamplesCame(new Samples(1, "e1", NOW, Situations.rows())),
            new FormsMessage.SamplesCame(new Samples(1, "e2", NOW, Situations.rows())),
            new FormsMessage.SamplesCame(new Samples(9, "e3", NOW, Situations.rows())));
    assertThat(s.samples().keySet()).isEqualTo(Set.of("e1", "e2"));
    AppState second = States.after(s, new Message.StartRun(true));
    int run = second.run().id();
    second =
        States.after(
            second,
            new Message.RunStarted(run, Path.of("/recordings/p-2")),
            new Message.StatusCame(run, s.run().status(), 1_000_000_000L),
            new FormsMessage.SamplesCame(new Samples(run, "e1", NOW, Situations.rows())));
    assertThat(second.samples()).as("those of the run before are gone").containsOnlyKeys("e1");
  }
}
