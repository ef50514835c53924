package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.control.table.PagedLines;
import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Checks;
import dev.eddy.designer.state.DataView;
import dev.eddy.designer.state.Looks.Question;
import dev.eddy.designer.state.LooksMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Pin;
import dev.eddy.designer.state.Sample;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Series;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.state.Update;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Lineage;
import dev.eddy.model.protocol.Lineage.Kind;
import dev.eddy.model.protocol.Lineage.Why;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The models of the panels of data and time, without a screen. */
class DataPanelsTest {
  private static final Schema ROW =
      Schema.of(new Field("k", DataType.VARCHAR), new Field("n", DataType.INT));
  private static final Contract APPEND = Contract.append(ROW, null, true);
  private static final Moment AT = new Moment(40_169, 2);
  private static final long NOON = 978_523_200_000L; // 2001-01-03 12:00

  private AppState state = AppState.start(Mood.LIGHT, List.of(), List.of());

  private void send(Message m) {
    state = Update.update(state, m).state();
  }

  @BeforeEach
  void run() {
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
    outputs(APPEND);
    send(new Message.StartRun(true));
    send(new Message.RunStarted(1, Path.of("/r")));
    status(Status.Phase.PAUSED, 300);
  }

  private void outputs(Contract f) {
    send(
        new Message.Checked(
            "main",
            new Checks(
                0, List.of(), Map.of(), Map.of("s.out", APPEND, "f.out", f, "w.out", APPEND))));
  }

  private void status(Status.Phase phase, long rows) {
    send(
        new Message.StatusCame(
            1,
            new Status(
                phase,
                AT,
                AT,
                "",
                null,
                "w",
                "e2",
                NOON + 3_600_000,
                List.of(
                    new Status.NodeCounts("s", 0, rows, NOON, -1),
                    new Status.NodeCounts("f", rows, rows, NOON, -1),
                    new Status.NodeCounts("w", rows, 0, NOON, 3)),
                List.of(new Status.EdgeCounts("e1", rows), new Status.EdgeCounts("e2", rows))),
            1L));
  }

  private static Reply.EdgeRow row(long n, String kind, @Nullable String... cells) {
    return new Reply.EdgeRow(new Moment(n, 1), kind, Arrays.asList(cells));
  }

  private static List<Reply.EdgeRow> rows(int from, int to) {
    List<Reply.EdgeRow> out = new ArrayList<>();
    for (int i = from; i < to; i++) {
      out.add(row(i + 1, "+I", i % 2 == 0 ? "a" : "b", String.valueOf(i)));
    }
    return out;
  }

  private DataModel model() {
    return DataModel.of(DataModel.input(state));
  }

  private void rowsCame() {
    send(
        new Message.RowsCame(
            1,
            "e2",
            AT,
            new Reply.Rows(ROW.names(), rows(100, 300), true, row(301, "+I", "c", null))));
  }

  private void sampled(List<Reply.EdgeRow> rows, long total) {
    send(new Message.SampleCame(1, AT, new Sample("e2", total, Sample.LARGE, ROW.names(), rows)));
  }

  // Rows.

  @Test
  void allRowsThatPassedAreListedWhetherTheyAreHereOrNot() {
    rowsCame();
    TableContent c = model().content();
    assertThat(c.lines()).isInstanceOf(PagedLines.class).hasSize(301);
    assertThat(c.lines().get(0).mark()).isEqualTo(Mark.LOADING);
    assertThat(c.lines().get(299).cells()).containsExactly("300.1", "b", "299");
    assertThat(c.current()).as("the row about to be handled").isEqualTo(300);
    assertThat(model().status()).isEqualTo("300 rows");
    assertThat(model().title()).isEqualTo("input of node w · as of 40\u202f169·2");
  }

  @Test
  void aFilterListsRowsAndSaysOfHowMany() {
    rowsCame();
    send(new Message.ViewRows(DataView.PLAIN.withFilter("k=b n>250")));
    assertThat(model().status()).isEqualTo("fetching rows…");
    sampled(rows(0, 300), 300);
    assertThat(model().content().lines()).hasSize(25);
    assertThat(model().status()).isEqualTo("25 of 300 rows");
    status(Status.Phase.PAUSED, 5_000);
    rowsCame();
    assertThat(model().status()).as("a sample of another moment").isEqualTo("fetching rows…");
    sampled(rows(0, 300), 5_000);
    assertThat(model().status()).isEqualTo("25 of the last 300 of 5\u202f000 rows");
  }

  @Test
  void aSampleOfAMomentThatIsNoLongerShownIsNotShown() {
    rowsCame();
    send(new Message.ViewRows(DataView.PLAIN.withFilter("k=b")));
    send(
        new Message.SampleCame(
            1, new Moment(7, 0), new Sample("e2", 300, Sample.LARGE, ROW.names(), rows(0, 300))));
    assertThat(model().status()).isEqualTo("fetching rows…");
    sampled(rows(0, 300), 300);
    assertThat(model().status()).isEqualTo("150 of 300 rows");
  }

  @Test
  void rowsThatAreLeftFromAStopSayOfWhichMomentTheyAre() {
    send(new Message.Select(Selection.edge("e2")));
    rowsCame();
    send(
        new Message.StatusCame(
            1,
            new Status(
                Status.Phase.RUNNING,
                new Moment(50_000, 0),
                new Moment(50_000, 0),
                "",
                null,
                null,
                null,
                NOON,
                List.of(),
                List.of()),
            2L));
    assertThat(model().title()).isEqualTo("input of node w · as of 40\u202f169·2");
  }

  @Test
  void manyRowsAreGoneThroughOffTheThreadThatAsksAndOnlyTheNewestQuestionIsAnswered() {
    rowsCame();
    send(new Message.ViewRows(DataView.PLAIN.withFilter("k=b")));
    status(Status.Phase.PAUSED, 1_000);
    rowsCame();
    sampled(rows(0, 1_000), 1_000);
    DataModel.Input first = DataModel.input(state);
    send(new Message.ViewRows(DataView.PLAIN.withFilter("k=a")));
    DataModel.Input second = DataModel.input(state);
    Deque<Runnable> worker = new ArrayDeque<>();
    Deque<Runnable> back = new ArrayDeque<>();
    List<RowsWork.Answer> answers = new ArrayList<>();
    RowsWork work = new RowsWork(worker::add, back::add);
    work.ask(first, answers::add);
    worker.remove().run();
    work.ask(second, answers::add);
    back.remove().run();
    assertThat(answers).as("the question was another meanwhile").isEmpty();
    worker.remove().run();
    back.remove().run();
    assertThat(answers).hasSize(1);
    assertThat(answers.get(0).in()).isSameAs(second);
    assertThat(answers.get(0).model().status()).isEqualTo("500 of 1\u202f000 rows");
    assertThat(answers.get(0).stats()).containsKeys("k", "n");
  }

  @Test
  void rowsAreSortedByTheValueOfAColumn() {
    rowsCame();
    send(new Message.ViewRows(DataView.PLAIN.withSort("n", true)));
    sampled(rows(0, 300), 300);
    assertThat(model().content().lines().get(0).cells()).endsWith("299");
  }

  @Test
  void anUpdatingStreamShowsItsChangesOrTheTableAtThisMoment() {
    outputs(APPEND.updating(ChangelogMode.UPSERT, List.of("k")));
    rowsCame();
    assertThat(model().updating()).isTrue();
    assertThat(model().content().columns().get(1).name()).isEqualTo("op");
    assertThat(model().status()).isEqualTo("300 changes");
    send(new Message.ViewRows(DataView.PLAIN.withTable(true)));
    status(Status.Phase.PAUSED, 3);
    send(new Message.RowsCame(1, "e2", AT, new Reply.Rows(ROW.names(), rows(0, 3), false, null)));
    sampled(List.of(row(1, "+I", "a", "1"), row(2, "+U", "a", "2"), row(3, "-D", "b", "1")), 3);
    assertThat(model().content().lines()).hasSize(1);
    assertThat(model().status()).isEqualTo("1 row after 3 changes");
    assertThat(model().content().indexOf("op")).isEqualTo(-1);
  }

  @Test
  void aLineLeadsBackToTheRowOfTheRun() {
    outputs(APPEND.updating(ChangelogMode.UPSERT, List.of("k")));
    rowsCame();
    TableContent c = model().content();
    assertThat(DataModel.row(c.lines().get(299), c)).isEqualTo(row(300, "+I", "b", "299"));
    assertThat(DataModel.row(Line.of(List.of("x")), c)).isNull();
  }

  @Test
  void pinnedRowsAreShownWhereNothingHasRun() {
    send(new Message.SetPin(new Pin("f", "out", ROW.names(), List.of(List.of("x", "7")))));
    assertThat(model().status()).isEqualTo("1 pinned row");
    assertThat(model().content().lines().get(0).cells()).containsExactly("x", "7");
    assertThat(DataModel.stats(DataModel.input(state))).containsOnlyKeys("k", "n");
    rowsCame();
    assertThat(model().status()).as("rows of the run go before").isEqualTo("300 rows");
  }

  @Test
  void statisticsAreOfTheSample() {
    rowsCame();
    assertThat(DataModel.stats(DataModel.input(state))).isEmpty();
    sampled(rows(0, 100), 100);
    assertThat(DataModel.stats(DataModel.input(state)).get("n").greatest()).isEqualTo("99");
  }

  @Test
  void editedPinsAreCheckedAgainstTheColumns() {
    Pin pin = new Pin("f", "out", ROW.names(), List.of());
    assertThat(PinEditor.parse(pin, ROW, "k,n\n,1\n").rows())
        .containsExactly(Arrays.asList(null, "1"));
    assertThatThrownBy(() -> PinEditor.parse(pin, ROW, "n,k\n"))
        .hasMessage("the first line must be k,n");
    assertThatThrownBy(() -> PinEditor.parse(pin, ROW, "k,n\na,x\n"))
        .hasMessage("row 1, n: 'x' is no INT");
    Schema strict = Schema.of(ROW.fields().get(0), new Field("n", DataType.INT.notNull()));
    assertThatThrownBy(() -> PinEditor.parse(pin, strict, "k,n\na,\n"))
        .hasMessage("row 1, n: null, but it is NOT NULL");
  }

  // Why.

  private static Lineage.Step step(long n, int at, String node, Kind kind, String... cells) {
    return new Lineage.Step(
        new Moment(n, at),
        node,
        kind,
        null,
        cells.length == 0 ? "" : "+I",
        List.of(cells),
        kind == Kind.TIMER ? "window" : "",
        kind == Kind.TIMER ? NOON : 0);
  }

  private WhyModel whyRow(Reply.LineageOf answer) {
    return WhyModel.of(
        state, new Question.WhyRow("e2", ROW.names(), row(9, "+I", "a", "3"), AT, answer, null));
  }

  @Test
  void theChainOfARowGoesFromItsResultToTheSourcesAndCountsTheirRows() {
    List<Lineage.Step> steps =
        List.of(
            step(1, 0, "s", Kind.GATE, "a", "1"),
            step(1, 1, "f", Kind.ROW, "a", "1"),
            step(2, 0, "s", Kind.GATE, "a", "2"),
            step(2, 1, "f", Kind.ROW, "a", "2"),
            step(9, 0, "s", Kind.GATE, "z", "0"),
            step(9, 3, "w", Kind.TIMER));
    List<Lineage.Link> links =
        List.of(
            new Lineage.Link(0, 1, Why.ROW),
            new Lineage.Link(2, 3, Why.ROW),
            new Lineage.Link(1, 5, Why.STATE),
            new Lineage.Link(3, 5, Why.STATE),
            new Lineage.Link(4, 5, Why.TIME));
    WhyModel m = whyRow(new Reply.LineageOf(steps, links, false));
    assertThat(m.row()).isEqualTo("k a · n 3");
    assertThat(m.chain()).extracting(WhyModel.Link::node).containsExactly("w", "f", "s");
    assertThat(m.chain().get(0).words()).isEqualTo("the timer “window” of 2001-01-03 12:00 fired");
    assertThat(m.chain().get(2).words())
        .isEqualTo("2 rows read; row 9 moved the watermark: (z, 0)");
    assertThat(m.chain().get(2).rows()).hasSize(3);
    assertThat(m.sentences().get(0)).startsWith("It comes from 2 rows of the sources");
    assertThat(m.tags()).containsEntry("s", "2 rows").containsEntry("w", "this row");
  }

  @Test
  void whatIsLeftOutOfALineageIsSaid() {
    WhyModel m =
        whyRow(new Reply.LineageOf(List.of(step(1, 0, "s", Kind.GATE, "a")), List.of(), true));
    assertThat(m.sentences()).anyMatch(t -> t.startsWith("Older steps are left out"));
  }

  @Test
  void aRefusalIsShownWithItsRemedy() {
    WhyModel m =
        WhyModel.of(
            state,
            new Question.WhySilent(
                "w",
                AT,
                null,
                Problem.error("gone", Place.NOWHERE, "history is gone", "Run again.")));
    assertThat(m.sentences()).containsExactly("history is gone", "Run again.");
  }

  private WhyModel silent(Reply.Finding... findings) {
    Reply.Holder holder = new Reply.Holder("s", 0, "flights.csv", NOON, NOON + 1_800_000);
    return WhyModel.of(
        state,
        new Question.WhySilent(
            "w",
            AT,
            new Reply.WhyOf(
                "w",
                NOON,
                List.of(new Reply.InputFacts("e2", "f", 300, NOON, holder)),
                List.of(findings)),
            null));
  }

  @Test
  void aNodeThatWaitsFollowsTheWatermarkToItsSourceAndOffersToRunThere() {
    WhyModel m =
        silent(
            new Reply.Finding(
                Reply.Finding.Cause.WAITS_FOR_WATERMARK,
                "w",
                null,
                139,
                NOON + 3_600_000,
                NOON + 5_400_000,
                "It holds 139 timers."));
    assertThat(m.title()).isEqualTo("It waits for the watermark");
    assertThat(m.chain()).extracting(WhyModel.Link::node).containsExactly("w", "f", "s");
    assertThat(m.chain()).extracting(WhyModel.Link::right).containsOnly("12:00");
    assertThat(m.chain().get(2).words()).contains("newest row 2001-01-03 12:30", "minus 30 min");
    assertThat(m.box().title())
        .isEqualTo("It comes with the next row of 2001-01-03 13:30 or later");
    assertThat(m.box().actions())
        .extracting(WhyModel.Action::title)
        .containsExactly("Run to there", "Go to node s", "Its last rows");
    Stop stop = ((LooksMessage.RunTo) m.box().actions().get(0).messages().get(0)).stop();
    assertThat(stop.detail()).isEqualTo("2001-01-03 13:00:00.000");
    assertThat(m.box().actions().get(1).messages())
        .contains(new Message.Select(Selection.node("s")));
    assertThat(m.box().actions().get(2).messages())
        .contains(new Message.Select(Selection.edge("e1")));
    assertThat(m.tags()).containsEntry("s", "watermark 12:00");
  }

  @Test
  void whereTheRunHasEndedNothingOffersToGoOn() {
    status(Status.Phase.FINISHED, 300);
    WhyModel m =
        silent(
            new Reply.Finding(
                Reply.Finding.Cause.WAITS_FOR_WATERMARK, "w", null, 1, NOON, NOON, "It waits."));
    assertThat(m.box().words()).isEqualTo("The run has ended, so it does not come any more.");
    assertThat(m.box().actions())
        .extracting(WhyModel.Action::title)
        .containsExactly("Go to node s", "Its last rows");
  }

  @Test
  void theChainIsThatOfTheRunThoughTheDrawingIsAnotherByNow() {
    send(new Message.Apply(new GraphEdit.RemoveEdge("e1")));
    assertThat(silent().chain()).extracting(WhyModel.Link::node).containsExactly("w", "f", "s");
  }

  @Test
  void whereNothingIsHeldBackItSaysSoAndOffersNothing() {
    WhyModel m = silent();
    assertThat(m.title()).isEqualTo("Nothing is held back");
    assertThat(m.box()).isNull();
  }

  @Test
  void anotherCauseLeadsToItsPlace() {
    WhyModel m =
        silent(
            new Reply.Finding(
                Reply.Finding.Cause.DROPS_ALL, "f", null, 300, 0, 0, "node f let none pass."));
    assertThat(m.box().actions().get(0).messages())
        .contains(new Message.Select(Selection.node("f")));
    assertThat(m.box().actions().get(1).messages())
        .as("the rows that it drops")
        .contains(new Message.Select(Selection.edge("e1")));
    assertThat(m.sentences()).containsExactly("node f let none pass.");
  }

  // Numbers.

  private static Reply.MetricsOf metrics() {
    return new Reply.MetricsOf(
        AT,
        100,
        2_500,
        40_000,
        List.of(
            new Reply.NodeMetrics("s", 0, 300, NOON, null, -1, -1, 0, 250),
            new Reply.NodeMetrics(
                "w", 300, 2, NOON, new Reply.Holder("s", 0, "x", NOON, NOON), 3, 14_300, 2, 500),
            new Reply.NodeMetrics("~w.out", 2, 0, NOON, null, -1, -1, 0, 1)),
        List.of(new Reply.EdgeMetrics("e2", 300, 1_500_000, 4)));
  }

  @Test
  void figuresArePaintedAnewWhereWhatTheyAreOfIsRenamed() {
    MetricsPanel.Shown before = MetricsPanel.Shown.of(state);
    assertThat(MetricsPanel.Shown.of(state).isSame(before)).isTrue();
    send(new Message.Apply(new GraphEdit.RenameNode("w", "another name")));
    assertThat(MetricsPanel.Shown.of(state).isSame(before)).isFalse();
  }

  @Test
  void figuresAreOfWhatIsSelected() {
    assertThat(MetricsPanel.figures(state, metrics()))
        .extracting(f -> f[1])
        .containsExactly("2.5 µs", "40 µs", "100");
    send(new Message.Select(Selection.node("w")));
    assertThat(MetricsPanel.figures(state, metrics()))
        .extracting(f -> f[1])
        .containsExactly("300", "2", "50.0 %", "3", "14.3 KB", "2");
    send(new Message.Select(Selection.edge("e2")));
    assertThat(MetricsPanel.figures(state, metrics()))
        .extracting(f -> f[1])
        .containsExactly("300", "1.5 MB", "4");
  }

  @Test
  void whatTheRunDoesNotHaveHasNoFiguresOfTheWholeRun() {
    send(new Message.Select(Selection.edge("e1")));
    assertThat(MetricsPanel.figures(state, metrics()))
        .extracting(f -> f[1])
        .containsExactly("has no such edge");
    send(new Message.Select(Selection.node("f")));
    assertThat(MetricsPanel.figures(state, metrics()))
        .extracting(f -> f[1])
        .containsExactly("has no such operator");
    assertThat(MetricsPanel.whose(state)).isEqualTo("node f");
    assertThat(MetricsPanel.bytes(999_949)).isEqualTo("999.9 KB");
    assertThat(MetricsPanel.bytes(999_950)).isEqualTo("1.0 MB");
    assertThat(MetricsPanel.bytes(1_500_000_000L)).isEqualTo("1.5 GB");
    assertThat(MetricsPanel.bytes(999)).isEqualTo("999 B");
  }

  @Test
  void aBreakpointSaysWhereItStandsAndWhenItsPlaceIsGone() {
    assertThat(BreakpointsPanel.where(new Stop("e2", "", true), state.graph()))
        .isEqualTo("node f → node w");
    assertThat(BreakpointsPanel.where(new Stop("~w.out", "", true), state.graph()))
        .isEqualTo("output of node w");
    assertThat(BreakpointsPanel.where(Stop.of(Stop.Kind.CHECKPOINT, ""), state.graph()))
        .isEqualTo("anywhere");
    send(new Message.Apply(new GraphEdit.RemoveEdge("e2")));
    assertThat(BreakpointsPanel.where(new Stop("e2", "", true), state.graph()))
        .isEqualTo("its edge is gone");
    assertThat(BreakpointsPanel.where(Stop.of(Stop.Kind.LATE, "nobody"), state.graph()))
        .isEqualTo("its operator is gone");
  }

  @Test
  void ratesAreOfWhatIsSelectedAndOfTheSourcesWithoutASelection() {
    assertThat(MetricsPanel.rate(state, Series.EMPTY).lines())
        .extracting(l -> l.name())
        .containsExactly("sources");
    send(new Message.Select(Selection.node("f")));
    assertThat(MetricsPanel.rate(state, Series.EMPTY).lines())
        .extracting(l -> l.name())
        .containsExactly("in", "out");
    assertThat(MetricsPanel.latency(Series.EMPTY).isEmpty()).isTrue();
  }

  @Test
  void watermarksSayWhoHoldsThemAndTapsAreNoOperators() {
    TableContent c = WatermarksPanel.watermarks(state, metrics(), NOON + 3_600_000, "w");
    assertThat(c.lines()).hasSize(2);
    assertThat(c.lines().get(1).cells())
        .containsExactly("node w", "2001-01-03 12:00", "1 h", "node s", "2");
    assertThat(c.current()).isEqualTo(1);
    assertThat(WatermarksPanel.behind(Long.MAX_VALUE, NOON)).isEmpty();
  }

  @Test
  void queuesCountTheRowAboutToBeHandled() {
    TableContent c = WatermarksPanel.queues(state, metrics(), state.run().status());
    assertThat(c.lines().get(0).cells()).containsExactly("node f → node w", "5", "300", "1.5 MB");
  }

  // Breakpoints.

  @Test
  void breakpointsAreOfferedWhereTheirKindFits() {
    send(new Message.Select(Selection.node("w")));
    assertThat(BreakpointsPanel.offered(state, Stop.Kind.LATE))
        .isEqualTo(Stop.of(Stop.Kind.LATE, "w"));
    assertThat(BreakpointsPanel.offered(state, Stop.Kind.ROW).edgeId()).isEqualTo("e2");
    send(new Message.Select(Selection.edge("e1")));
    assertThat(BreakpointsPanel.offered(state, Stop.Kind.ROW).edgeId()).isEqualTo("e1");
    assertThat(BreakpointsPanel.offered(state, Stop.Kind.CHECKPOINT)).isNotNull();
  }

  @Test
  void linesOfTheLogNameTheKindOfTheirBreakpoint() {
    send(new Message.SetStop(new Stop("e2", "", true)));
    TableContent c = LogPanel.content(state, List.of(new Notice.Logged("e2", AT, "seen PHX")));
    assertThat(c.lines().get(0).cells()).containsExactly("40169.2", "seen PHX", "row");
    assertThat(LogPanel.content(state, List.of())).isEqualTo(TableContent.EMPTY);
  }
}
