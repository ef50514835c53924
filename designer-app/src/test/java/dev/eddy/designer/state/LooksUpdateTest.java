package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.theme.Mood;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LooksUpdateTest {
  private static final Moment AT = new Moment(10, 1);
  private static final Stop THERE =
      Stop.of(Stop.Kind.WATERMARK, "w").withDetail("2001-01-03 13:00:00.000");

  private AppState state = AppState.start(Mood.LIGHT, List.of(), List.of());
  private List<Effect> effects = new ArrayList<>();

  private void send(Message m) {
    Next next = Update.update(state, m);
    state = next.state();
    effects = next.effects();
  }

  @BeforeEach
  void open() {
    Project project =
        new Project(
            Path.of("/p"),
            "p",
            "UTC",
            Map.of(),
            Map.of(),
            Map.of("main", new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT)),
            Value.Struct.EMPTY);
    send(new Message.Opened(project, "main", List.of()));
    send(new Message.StartRun(true));
    send(new Message.RunStarted(1, Path.of("/r")));
    status(Status.Phase.PAUSED, null);
  }

  private void status(Status.Phase phase, String breakpoint) {
    send(
        new Message.StatusCame(
            1,
            new Status(
                phase,
                AT,
                AT,
                "",
                breakpoint,
                "w",
                "e2",
                0,
                List.of(new Status.NodeCounts("w", 1, 1, 0, 1_000_000)),
                List.of()),
            1_000_000_000L));
  }

  private static Reply.StateOf entries(int from, int count, String next) {
    List<Reply.StateEntry> out = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      out.add(new Reply.StateEntry(List.of("k" + i), List.of("1"), AT));
    }
    return new Reply.StateOf(
        List.of(new Reply.StateTable("sums", List.of("k"), List.of("n"), out, 1_000_000, next)),
        List.of(),
        0);
  }

  private Reply.StateTable sums() {
    return state.run().state().tables().get(0);
  }

  private void more(String filter, Moment at, String after, Reply.StateOf entries) {
    send(new LooksMessage.MoreStateCame(1, "w", filter, at, "sums", after, entries));
  }

  @Test
  void aLargeStateIsReadPageByPageAsItComesIntoView() {
    send(new Message.StateCame(1, "w", "", AT, entries(0, 500, "c500")));
    send(new LooksMessage.MoreState("w", "sums"));
    assertThat(effects).containsExactly(new Effect.FetchMoreState(1, "w", "", AT, "sums", "c500"));
    more("", AT, "c500", entries(500, 500, "c1000"));
    assertThat(sums().entries()).hasSize(1_000);
    assertThat(sums().entries().get(700).key()).containsExactly("k700");
    assertThat(sums().total()).isEqualTo(1_000_000);
    assertThat(sums().next()).isEqualTo("c1000");
    send(new LooksMessage.MoreState("w", "nosuch"));
    assertThat(effects).isEmpty();
  }

  @Test
  void aPageThatDoesNotFollowWhatIsShownIsDropped() {
    send(new Message.StateCame(1, "w", "", AT, entries(0, 500, "c500")));
    Reply.StateTable before = sums();
    more("", AT, "c400", entries(400, 500, "c900"));
    more("k", AT, "c500", entries(500, 500, "c1000"));
    more("", new Moment(9, 0), "c500", entries(500, 500, "c1000"));
    assertThat(sums()).isSameAs(before);
    more("", AT, "c500", entries(500, 0, "c500"));
    assertThat(sums().next()).as("an empty page ends it").isEmpty();
    send(new LooksMessage.MoreState("w", "sums"));
    assertThat(effects).isEmpty();
  }

  private static StateDiff answered(StateDiff q) {
    return new StateDiff(q.node(), q.at(), q.other(), new Reply.DiffOf(List.of()), null);
  }

  @Test
  void aComparisonOfStateFollowsTheMomentShownUntilItIsClosed() {
    Moment other = Moment.before(3);
    send(new LooksMessage.CompareState("w", other));
    StateDiff first = state.run().looks().diff();
    assertThat(effects).containsExactly(new Effect.FetchDiff(1, first));
    Moment later = new Moment(20, 0);
    send(
        new Message.StatusCame(
            1,
            new Status(
                Status.Phase.PAUSED, later, later, "", null, "w", "e2", 0, List.of(), List.of()),
            2_000_000_000L));
    StateDiff second = state.run().looks().diff();
    assertThat(second.at()).isEqualTo(later);
    assertThat(second.other()).isEqualTo(other);
    assertThat(effects).contains(new Effect.FetchDiff(1, second));
    send(new LooksMessage.DiffCame(1, answered(first)));
    assertThat(state.run().looks().diff().answer()).as("of another moment").isNull();
    send(new LooksMessage.DiffCame(1, answered(second)));
    assertThat(state.run().looks().diff().answer()).isNotNull();
    send(new LooksMessage.CloseCompare());
    assertThat(state.run().looks().diff()).isNull();
  }

  @Test
  void aRunGoesOnToAPlaceOnlyWhenItKnowsThePlaceAndNoBreakpointStays() {
    Stop mine = Stop.of(Stop.Kind.WATERMARK, "w").withDetail("2001-01-05");
    send(new Message.SetStop(mine));
    send(new LooksMessage.RunTo(THERE));
    assertThat(effects).hasSize(1);
    Effect.SetStops set = (Effect.SetStops) effects.get(0);
    assertThat(set.then()).isEqualTo(new Request.Continue());
    assertThat(set.stops()).extracting(Stop::detail).containsExactly(mine.detail(), THERE.detail());
    assertThat(set.stops()).extracting(Stop::id).doesNotHaveDuplicates();
    assertThat(state.stops().values()).as("the user's own").containsExactly(mine);
    String once = set.stops().get(1).id();
    status(Status.Phase.PAUSED, once);
    assertThat(effects).contains(new Effect.SetStops(1, set.project(), "main", List.of(mine)));
  }

  private void stoppedAt(Moment at, String breakpoint) {
    send(
        new Message.StatusCame(
            1,
            new Status(
                Status.Phase.PAUSED, at, at, "", breakpoint, "w", "e2", 0, List.of(), List.of()),
            2_000_000_000L));
  }

  @Test
  void aRunThatStopsElsewhereOnItsWayForgetsTheWay() {
    send(new LooksMessage.RunTo(THERE));
    Effect.SetStops way = (Effect.SetStops) effects.get(0);
    status(Status.Phase.PAUSED, null);
    assertThat(effects)
        .as("the status from before it went is no stop on the way")
        .noneMatch(Effect.SetStops.class::isInstance);
    status(Status.Phase.RUNNING, null);
    Stop mine = Stop.of(Stop.Kind.WATERMARK, "w").withDetail("2001-01-05");
    send(new Message.SetStop(mine));
    assertThat(((Effect.SetStops) effects.get(0)).stops())
        .as("a breakpoint that is set meanwhile leaves the way")
        .containsExactly(mine, way.stops().get(0));
    stoppedAt(new Moment(20, 0), mine.id());
    assertThat(effects).contains(new Effect.SetStops(1, way.project(), "main", List.of(mine)));
    stoppedAt(new Moment(21, 0), null);
    assertThat(effects).as("once").noneMatch(Effect.SetStops.class::isInstance);
  }

  @Test
  void aRunThatRunsIsNotSentAnywhere() {
    status(Status.Phase.RUNNING, null);
    send(new LooksMessage.RunTo(THERE));
    assertThat(effects).isEmpty();
  }

  @Test
  void aWishThatIsRefusedIsToldAndIsNoFailureOfTheRun() {
    Problem gone = Problem.error("gone", Place.NOWHERE, "history is gone.", "Run again.");
    send(new LooksMessage.WishRefused(1, gone));
    assertThat(state.alert()).isEqualTo(gone);
    assertThat(state.run().problem()).isNull();
    send(new Message.CloseAlert());
    send(new LooksMessage.WishRefused(7, gone));
    assertThat(state.alert()).as("of another run").isNull();
  }

  @Test
  void aQuestionBehindAnotherTabIsAskedAnewForTheMomentWhenItIsLookedAt() {
    send(new Message.AskWhySilent("w"));
    send(new Message.ShowInspector(Panels.Inspector.STATE));
    Moment later = new Moment(20, 0);
    send(
        new Message.StatusCame(
            1,
            new Status(
                Status.Phase.PAUSED, later, later, "", null, "w", "e2", 0, List.of(), List.of()),
            2_000_000_000L));
    assertThat(effects).noneMatch(e -> e instanceof Effect.Ask);
    send(new Message.ShowInspector(Panels.Inspector.WHY));
    assertThat(effects).filteredOn(e -> e instanceof Effect.Ask).hasSize(1);
  }
}
