package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TourTest {
  private AppState state = AppState.start(Mood.LIGHT, List.of(), List.of());
  private int runs;

  private void send(Message m) {
    state = Update.update(state, m).state();
    state = Update.update(state, new Message.ShowTour(Tour.next(state))).state();
  }

  private void open() {
    send(
        new Message.Opened(
            new Project(
                Path.of("/p"),
                "p",
                "UTC",
                Map.of(),
                Map.of(),
                Map.of("main", new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT)),
                Value.Struct.EMPTY),
            "main",
            List.of()));
  }

  private void run(Status.Phase phase, Moment at, Moment live, String breakpoint) {
    send(new Message.StartRun(false));
    send(new Message.RunStarted(++runs, Path.of("/r")));
    status(phase, at, live, breakpoint);
  }

  private void status(Status.Phase phase, Moment at, Moment live, String breakpoint) {
    send(
        new Message.StatusCame(
            runs,
            new Status(phase, at, live, "", breakpoint, null, null, 0, List.of(), List.of()),
            runs));
  }

  @Test
  void theStepsAreDoneByDoingWhatTheySay() {
    open();
    send(new Message.ShowTour(0));
    Moment end = new Moment(100, 0);
    run(Status.Phase.FINISHED, end, end, null);
    assertThat(state.desk().tour()).isEqualTo(1);
    assertThat(state.panels().bottom()).isEqualTo(Panels.Bottom.DATA);
    send(new Message.Select(Selection.edge("e1")));
    send(new Message.RowsCame(1, "e1", end, new Reply.Rows(List.of("k"), List.of(), false, null)));
    assertThat(state.desk().tour()).isEqualTo(2);
    send(new Message.ToggleStop("e1"));
    assertThat(state.desk().tour()).isEqualTo(3);
    run(Status.Phase.PAUSED, new Moment(5, 1), new Moment(5, 1), "e1");
    assertThat(state.desk().tour()).isEqualTo(4);
    status(Status.Phase.PAUSED, new Moment(5, 0), new Moment(5, 1), null);
    assertThat(state.desk().tour()).isEqualTo(5);
    send(new Message.Apply(Edits.set("w", "size", Value.of("2 h"))));
    assertThat(state.desk().tour()).as("it is changed, not run yet").isEqualTo(5);
    run(Status.Phase.FINISHED, end, end, null);
    assertThat(state.desk().tour()).isEqualTo(Tour.NONE);
  }

  @Test
  void itPointsAtTheWindow() {
    open();
    assertThat(Tour.edge(state)).isEqualTo("e2");
    assertThat(Tour.node(state)).isEqualTo("w");
  }

  @Test
  void itIsOfferedWithTheFirstExampleAndNeverWithoutAProject() {
    Example example = new Example("x", "x", "x", Path.of("/x"), "main", PipelineDocument.EMPTY);
    send(new Message.OpenExample(example));
    assertThat(state.desk().tour()).isEqualTo(Tour.OFFERED);
    assertThat(Tour.of(state)).isNull();
    open();
    assertThat(state.desk().tour()).isEqualTo(Tour.OFFERED);
    send(new Message.OpenExample(example));
    assertThat(state.desk().tour()).as("they have been here").isEqualTo(Tour.NONE);
    assertThat(Optional.ofNullable(Tour.of(state))).isEmpty();
  }

  @Test
  void anOfferIsWithdrawnWhenTheUserDoesSomethingElse() {
    send(
        new Message.OpenExample(
            new Example("x", "x", "x", Path.of("/x"), "main", PipelineDocument.EMPTY)));
    open();
    assertThat(Tour.next(state)).isEqualTo(Tour.OFFERED);
    send(new Message.Select(Selection.edge("e1")));
    assertThat(Tour.next(state)).isEqualTo(Tour.NONE);
  }
}
