package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Update;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateMomentsTest {
  private AppState state = AppState.start(Mood.LIGHT, List.of(), List.of());

  private void send(Message m) {
    state = Update.update(state, m).state();
  }

  private List<StateMoments.Offer> offered(Moment at, Moment edge, List<Reply.Gap> gaps) {
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
    send(
        new Message.StatusCame(
            1,
            new Status(
                Status.Phase.PAUSED, at, edge, "", null, null, null, 0, List.of(), List.of()),
            1));
    send(
        new Message.TimelineCame(
            1,
            new Reply.TimelineOf(
                new long[] {1, 100},
                Map.of(),
                new long[] {0},
                List.of(20L, 40L, 80L),
                List.of(new Moment(11, 1), new Moment(50, 2), new Moment(90, 1)),
                new long[0],
                gaps)));
    return StateMoments.offered(state.run());
  }

  @Test
  void theNearestMomentsThatMatterAreOfferedOnceEach() {
    assertThat(offered(new Moment(60, 2), new Moment(99, 0), List.of()))
        .extracting(StateMoments.Offer::title)
        .containsExactly(
            "Before the last event · 60·0",
            "Breakpoint hit · 50·2",
            "Breakpoint hit · 11·1",
            "Next breakpoint hit · 90·1",
            "Checkpoint before · 40·0",
            "Start of the run · 0·0",
            "Live edge · 99·0");
  }

  @Test
  void theMomentItselfIsNoneOfThemNorIsOneWhoseHistoryIsGone() {
    assertThat(
            offered(new Moment(50, 2), new Moment(50, 2), List.of(new Reply.Gap(1, 30, "too old"))))
        .extracting(StateMoments.Offer::moment)
        .doesNotContain(new Moment(50, 2), new Moment(11, 1))
        .contains(Moment.before(40), new Moment(90, 1));
  }
}
