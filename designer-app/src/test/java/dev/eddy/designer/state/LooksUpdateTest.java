package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
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
            new Status(phase, AT, AT, "", breakpoint, "w", "e2", 0, List.of(), List.of()),
            1_000_000_000L));
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
    assertThat(effects)
        .contains(new Effect.SetStops(1, set.project(), "main", List.of(mine)));
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
