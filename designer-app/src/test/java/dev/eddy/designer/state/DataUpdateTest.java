package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataUpdateTest {
  private static final Project PROJECT =
      new Project(
          Path.of("/projects/p"),
          "p",
          "UTC",
          Map.of(),
          Map.of(),
          Map.of("main", new Project.Pipeline("main", Pipelines.GRAPH, Pipelines.LAYOUT)),
          Value.Struct.EMPTY);
  private static final Schema ROW = Schema.of(new Field("k", DataType.VARCHAR));
  private static final Contract APPEND = Contract.append(ROW, null, true);
  private static final Moment AT = new Moment(10, 1);

  private AppState state = AppState.start(Mood.LIGHT, List.of(), List.of());
  private List<Effect> effects = new ArrayList<>();

  private void send(Message m) {
    Next next = Update.update(state, m);
    state = next.state();
    effects = next.effects();
  }

  @BeforeEach
  void open() {
    send(new Message.Opened(PROJECT, "main", List.of()));
    send(
        new Message.Checked(
            "main",
            new Checks(
                0,
                List.of(),
                Map.of(),
                Map.of("s.out", APPEND, "f.out", APPEND, "w.out", APPEND, "w.late", APPEND))));
  }

  private static Status status(Status.Phase phase, long rows, String breakpoint) {
    return new Status(
        phase,
        AT,
        AT,
        "",
        breakpoint,
        "w",
        "e2",
        0,
        List.of(new Status.NodeCounts("w", rows, 0, 0, 3)),
        List.of(new Status.EdgeCounts("e2", rows), new Status.EdgeCounts("~w.out", 7)));
  }

  private void stopped(long rows) {
    send(new Message.StartRun(true));
    send(new Message.RunStarted(1, Path.of("/recordings/p-1")));
    send(new Message.StatusCame(1, status(Status.Phase.PAUSED, rows, null), 1_000_000_000L));
  }

  private static Reply.Rows last(int count) {
    List<Reply.EdgeRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(new Reply.EdgeRow(new Moment(i + 1, 1), "+I", List.of("v" + i)));
    }
    return new Reply.Rows(List.of("k"), rows, true, null);
  }

  private EdgeData data() {
    return state.run().looks().data();
  }

  @Test
  void rowsThatComeKnowTheirNumberAmongAllThatPassed() {
    stopped(1_000_000);
    send(new Message.RowsCame(1, "e2", AT, last(200)));
    assertThat(data().total()).isEqualTo(1_000_000);
    assertThat(data().row(999_999).cells()).containsExactly("v199");
    assertThat(effects)
        .as("a sample for the statistics of the heads")
        .containsExactly(new Effect.FetchSample(1, "e2", AT, 1_000_000, Sample.SMALL));
  }

  @Test
  void aPageInViewIsFetchedOnceAndOnlyWhileTheRunRests() {
    stopped(1_000_000);
    send(new Message.RowsCame(1, "e2", AT, last(200)));
    send(new Message.WantPage("e2", 4_000));
    assertThat(effects).containsExactly(new Effect.FetchPage(1, "e2", 400_000, EdgeData.PAGE));
    List<Reply.EdgeRow> page = last(100).rows();
    send(new Message.PageCame(1, new Reply.Page("e2", 400_000, List.of("k"), page)));
    assertThat(data().row(400_007).cells()).containsExactly("v7");
    send(new Message.WantPage("e2", 4_000));
    assertThat(effects).isEmpty();
    send(new Message.WantPage("e1", 3));
    assertThat(effects).as("nobody looks at that edge").isEmpty();
  }

  @Test
  void rowsToTryExpressionsOnAreThoseOfTheMomentShown() {
    stopped(1_000);
    Samples late = new Samples(1, "e2", new Moment(3, 0), last(20));
    send(new FormsMessage.SamplesCame(late));
    assertThat(state.samples()).as("asked before the playhead was moved").isEmpty();
    Samples now = new Samples(1, "e2", AT, last(20));
    send(new FormsMessage.SamplesCame(now));
    assertThat(state.samples()).containsExactly(java.util.Map.entry("e2", now));
  }

  @Test
  void thePageOfAnotherRunIsDropped() {
    stopped(1_000);
    send(new Message.RowsCame(1, "e2", AT, last(200)));
    EdgeData before = data();
    send(new Message.PageCame(7, new Reply.Page("e2", 0, List.of("k"), last(3).rows())));
    assertThat(data()).isSameAs(before);
  }

  @Test
  void sortingAsksForManyRowsAndAnotherEdgeForgetsIt() {
    stopped(50_000);
    send(new Message.RowsCame(1, "e2", AT, last(200)));
    send(new Message.ViewRows(state.desk().view().sortedBy("k")));
    assertThat(effects).containsExactly(new Effect.FetchSample(1, "e2", AT, 50_000, Sample.LARGE));
    send(new Message.Select(Selection.edge("e1")));
    assertThat(state.desk().view().isListed()).isFalse();
  }

  @Test
  void aClickOnAHeadGoesUpDownAndBack() {
    DataView v = DataView.PLAIN.sortedBy("k");
    assertThat(v.descending()).isFalse();
    assertThat(v.sortedBy("k").descending()).isTrue();
    assertThat(v.sortedBy("k").sortedBy("k").sort()).isEmpty();
    assertThat(v.sortedBy("k").sortedBy("other").descending()).isFalse();
  }

  @Test
  void aQuestionShowsItsPanelAndTheAnswerOfAnotherIsDropped() {
    stopped(10);
    Reply.EdgeRow row = last(1).rows().get(0);
    send(new Message.AskWhyRow("e2", List.of("k"), row));
    assertThat(state.panels().inspector()).isEqualTo(Panels.Inspector.WHY);
    Looks.Question.WhyRow asked = (Looks.Question.WhyRow) ((Effect.Ask) effects.get(0)).question();
    Looks.Question.WhyRow answered =
        new Looks.Question.WhyRow(
            "e2", asked.columns(), row, AT, new Reply.LineageOf(List.of(), List.of(), false), null);
    send(new Message.AskWhySilent("w"));
    send(new Message.Answered(1, answered));
    assertThat(state.run().looks().question()).isInstanceOf(Looks.Question.WhySilent.class);
    send(new Message.CloseQuestion());
    assertThat(state.run().looks().question()).isNull();
    assertThat(state.panels().inspector()).isEqualTo(Panels.Inspector.STATE);
  }

  @Test
  void whatHoldsANodeBackIsAskedAgainAtAnotherMoment() {
    stopped(10);
    send(new Message.AskWhySilent("w"));
    Status later =
        new Status(
            Status.Phase.PAUSED,
            new Moment(11, 0),
            new Moment(11, 0),
            "",
            null,
            null,
            null,
            0,
            List.of(),
            List.of());
    send(new Message.StatusCame(1, later, 2_000_000_000L));
    Effect.Ask again =
        (Effect.Ask)
            effects.stream().filter(Effect.Ask.class::isInstance).findFirst().orElseThrow();
    Looks.Question.WhySilent answered =
        new Looks.Question.WhySilent(
            "w",
            again.question().at(),
            null,
            Problem.error("x", Place.NOWHERE, "no answer", "Ask again."));
    assertThat(answered.at()).isEqualTo(later.at());
    send(new Message.Answered(1, answered));
    assertThat(state.run().looks().question()).isEqualTo(answered);
    send(new Message.Answered(1, new Looks.Question.WhySilent("w", AT, null, answered.refused())));
    assertThat(state.run().looks().question()).as("of the moment before").isEqualTo(answered);
  }

  @Test
  void aPreviewStaysInTheModeRunsADeskGraphAndStopsItself() {
    send(new Message.StartPreview("f"));
    assertThat(state.mode()).isEqualTo(Mode.AUTHOR);
    Effect.Launch launch =
        (Effect.Launch)
            effects.stream().filter(Effect.Launch.class::isInstance).findFirst().orElseThrow();
    assertThat(launch.stops()).extracting(Stop::hits).containsExactly("1001");
    assertThat(launch.project().pipelines().get("main").graph().nodes()).doesNotContainKey("w");
    assertThat(state.run().graph()).as("what is drawn").isEqualTo(Pipelines.GRAPH);
    send(new Message.RunStarted(1, Path.of("/r")));
    send(new Message.StatusCame(1, status(Status.Phase.PAUSED, 1_000, "e2"), 1L));
    assertThat(effects).contains(new Effect.Send(1, new Request.StopRun()));
  }

  @Test
  void aPinIsWrittenAndTheNextRunReadsIt() {
    Pin pin = new Pin("f", "out", List.of("k"), List.of(List.of("x")));
    send(new Message.SetPin(pin));
    assertThat(effects).containsExactly(new Effect.WritePin(Path.of("/projects/p"), "main", pin));
    assertThat(state.open().isDirty()).as("a pin is no part of the pipeline").isFalse();
    send(new Message.StartRun(false));
    Effect.Launch launch =
        (Effect.Launch)
            effects.stream().filter(Effect.Launch.class::isInstance).findFirst().orElseThrow();
    assertThat(launch.project().pipelines().get("main").graph().nodes().get("f").operator())
        .isEqualTo("sample-rows");
    assertThat(state.open().current().pipelines().get("main").graph())
        .as("what is deployed")
        .isEqualTo(Pipelines.GRAPH);
    send(new Message.Unpin("f"));
    assertThat(effects).containsExactly(new Effect.DeletePin(Path.of("/projects/p"), "main", pin));
    assertThat(state.desk().pins()).isEmpty();
  }

  @Test
  void aPinThatNoLongerFitsStopsTheRunWithWords() {
    send(new Message.SetPin(new Pin("f", "out", List.of("gone"), List.of())));
    send(new Message.StartRun(false));
    assertThat(state.run()).isNull();
    assertThat(state.alert().code()).isEqualTo("pin-outdated");
  }

  @Test
  void rowsThatUpdateAreNotPinned() {
    send(
        new Message.Checked(
            "main",
            new Checks(
                1,
                List.of(),
                Map.of(),
                Map.of("f.out", APPEND.updating(ChangelogMode.UPSERT, List.of("k"))))));
    send(new Message.SetPin(new Pin("f", "out", List.of("k"), List.of())));
    assertThat(state.desk().pins()).isEmpty();
    assertThat(state.alert().message()).startsWith("not supported: ");
  }

  @Test
  void generatedRowsFitTheColumnsAndAreTheSameForASeed() {
    send(new Message.GeneratePin("f", "out", 50, 3));
    Pin first = state.desk().pins().get("f");
    assertThat(first.fits(ROW)).isTrue();
    assertThat(first.rows()).hasSize(50);
    send(new Message.GeneratePin("f", "out", 50, 3));
    assertThat(state.desk().pins().get("f")).isEqualTo(first);
    send(new Message.GeneratePin("f", "out", 50, 4));
    assertThat(state.desk().pins().get("f")).isNotEqualTo(first);
  }

  @Test
  void pinsOfNodesThatAreGoneAreLeftAlone() {
    Pin kept = new Pin("f", "out", List.of("k"), List.of());
    Pin gone = new Pin("x", "out", List.of("k"), List.of());
    send(new Message.PinsRead("main", List.of(kept, gone), List.of()));
    assertThat(state.desk().pins()).containsOnlyKeys("f");
    send(new Message.PinsRead("other", List.of(), List.of()));
    assertThat(state.desk().pins()).containsOnlyKeys("f");
    send(
        new Message.PinsRead(
            "main", List.of(), List.of(Problem.error("x", Place.NOWHERE, "bad file", ""))));
    assertThat(state.alert().message()).isEqualTo("bad file");
  }

  @Test
  void anUnconnectedOutputIsSeenThroughItsTap() {
    send(new Message.Select(Selection.node("w")));
    assertThat(state.observedEdge()).isEqualTo("~w.out");
    assertThat(state.observedPort()).hasToString("w.out");
  }

  @Test
  void metricsBecomeASeriesOnlyWhileTheRunRuns() {
    stopped(10);
    Reply.MetricsOf m = new Reply.MetricsOf(AT, 0, -1, -1, List.of(), List.of());
    send(new Message.MetricsCame(1, m, 5));
    assertThat(state.run().looks().metrics()).isEqualTo(m);
    assertThat(state.run().looks().series().points()).isEmpty();
    send(new Message.StatusCame(1, status(Status.Phase.RUNNING, 20, null), 2_000_000_000L));
    send(new Message.MetricsCame(1, m, 6));
    assertThat(state.run().looks().series().points()).hasSize(1);
  }

  @Test
  void linesOfLogPointsAreKeptUpToAThousand() {
    stopped(10);
    for (int i = 0; i < 1_200; i++) {
      send(
          new Message.LinesLogged(
              1, List.of(new Notice.Logged("e2", new Moment(i + 1, 0), "line " + i))));
    }
    assertThat(state.run().looks().log()).hasSize(1_000);
    assertThat(state.run().looks().log().get(999).text()).isEqualTo("line 1199");
  }
}
