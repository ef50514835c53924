package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.table.TableContent;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.DataView;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Pin;
import dev.eddy.designer.state.Sample;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.States;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The panels of data and time while nothing has come, something failed, or came too late. */
class DataStatesTest {
  private static DataModel data(AppState s) {
    return DataModel.of(DataModel.input(s));
  }

  private static AppState on(AppState s, Message... messages) {
    return States.after(s, messages);
  }

  private static Reply.EdgeRow row(int i, String kind, @Nullable String... cells) {
    return new Reply.EdgeRow(new Moment(i, 0), kind, Arrays.asList(cells));
  }

  private static AppState rows(AppState s, String edge, Reply.EdgeRow... rows) {
    return on(
        s,
        new Message.RowsCame(
            s.run().id(),
            edge,
            s.run().status().at(),
            new Reply.Rows(List.of("k", "n"), List.of(rows), false, null)));
  }

  // Data

  @Test
  void nothingIsShownAndNothingIsClaimedBeforeThereIsARun() {
    for (String name :
        List.of("start page", "opened", "checked", "a node", "an edge", "starting")) {
      DataModel m = data(Situations.all().get(name));
      assertThat(m.content().lines()).as(name).isEmpty();
      assertThat(m.status()).as(name).isEmpty();
      assertThat(m.title()).as(name).doesNotContain("as of", "null");
    }
  }

  @Test
  void whileTheRunRunsItIsSaidHowToSeeRows() {
    AppState s = on(Situations.running(), new Message.Select(Selection.edge("e1")));
    assertThat(data(s).title()).endsWith("· pause to see rows");
  }

  @Test
  void rowsThatWereAskedForAndHaveNotComeAreNoRowsAndNoLie() {
    AppState s = on(Situations.paused(), new Message.Select(Selection.edge("e1")));
    DataModel.Input in = DataModel.input(s);
    assertThat(in.data()).isNull();
    assertThat(in.isFetching()).as("nothing is listed that would have to wait").isFalse();
    assertThat(data(s).content().lines()).isEmpty();
    assertThat(data(s).title()).doesNotContain("as of");
  }

  @Test
  void rowsOfAnotherEdgeThatComeLateAreNotShownForTheOneThatIsLookedAtNow() {
    AppState s = on(Situations.paused(), new Message.Select(Selection.edge("e1")));
    AppState late = rows(s, "e2", row(1, "+I", "of e2", "1"));
    assertThat(DataModel.input(late).data()).isNull();
    AppState right = rows(s, "e1", row(1, "+I", "of e1", "1"));
    assertThat(DataModel.input(right).data()).isNotNull();
    AppState away = on(right, new Message.Select(Selection.edge("e2")));
    assertThat(data(away).content().lines()).isEmpty();
  }

  @Test
  void rowsOfAMomentThatIsLeftMeanwhileAreDropped() {
    AppState s = on(Situations.paused(), new Message.Select(Selection.edge("e1")));
    AppState moved =
        on(
            s,
            new Message.StatusCame(
                s.run().id(), Situations.status(Status.Phase.PAUSED, 3, 8), 2_000_000_000L));
    AppState late =
        on(
            moved,
            new Message.RowsCame(
                s.run().id(),
                "e1",
                s.run().status().at(),
                new Reply.Rows(
                    List.of("k", "n"), List.of(row(8, "+I", "late", "1")), false, null)));
    assertThat(DataModel.input(late).data()).isNull();
  }

  @Test
  void rowsOfTheRunBeforeAreDropped() {
    AppState s = on(Situations.paused(), new Message.Select(Selection.edge("e1")));
    AppState again = on(s, new Message.StartRun(true));
    AppState late =
        on(
            again,
            new Message.RowsCame(
                s.run().id(),
                "e1",
                s.run().status().at(),
                new Reply.Rows(
                    List.of("k", "n"), List.of(row(8, "+I", "late", "1")), false, null)));
    assertThat(data(late).content().lines()).isEmpty();
  }

  @Test
  void anEdgeThatNothingHasPassedHasNoRowsAndNoColumnsToHideThat() {
    AppState s = rows(on(Situations.paused(), new Message.Select(Selection.edge("e1"))), "e1");
    DataModel.Input in = DataModel.input(s);
    // The counts say ten passed; the answer of the worker is what is shown.
    assertThat(in.data()).isNotNull();
    assertThat(data(s).title()).contains("as of");
  }

  @Test
  void aRowThatIsAboutToBeHandledStandsLastAndIsMarked() {
    AppState s = on(Situations.paused(), new Message.Select(Selection.edge("e1")));
    AppState next =
        on(
            s,
            new Message.RowsCame(
                s.run().id(),
                "e1",
                s.run().status().at(),
                new Reply.Rows(
                    List.of("k", "n"),
                    List.of(row(7, "+I", "a", "1")),
                    false,
                    row(8, "+I", "b", "2"))));
    TableContent c = data(next).content();
    assertThat(c.lines().get(c.lines().size() - 1).mark()).isEqualTo(Mark.CURRENT);
    assertThat(c.current()).isEqualTo(c.lines().size() - 1);
    DataModel.Input sorted =
        DataModel.input(on(next, new Message.ViewRows(DataView.PLAIN.withSort("k", false))));
    assertThat(sorted.isFetching()).as("for sorting all rows must be there").isTrue();
    assertThat(DataModel.of(sorted).status()).isEqualTo("fetching rows…");
  }

  @Test
  void aFilterThatFitsNothingSaysOfHowMany() {
    AppState s =
        on(Situations.looking(), new Message.ViewRows(DataView.PLAIN.withFilter("k=nosuch")));
    AppState sampled = sample(s, Situations.rows().rows());
    DataModel m = data(sampled);
    assertThat(m.content().lines()).isEmpty();
    assertThat(m.content().columns()).as("the heads stay, to filter by").isNotEmpty();
    assertThat(m.status()).isEqualTo("0 of 10 rows");
  }

  private static AppState sample(AppState s, List<Reply.EdgeRow> rows) {
    return on(
        s,
        new Message.SampleCame(
            s.run().id(),
            s.run().status().at(),
            new Sample("e2", rows.size(), Sample.LARGE, List.of("k", "n"), rows)));
  }

  @Test
  void aSortByAColumnThatIsGoneLeavesTheRowsAsTheyCame() {
    AppState s =
        sample(
            on(Situations.looking(), new Message.ViewRows(DataView.PLAIN.withSort("gone", true))),
            Situations.rows().rows());
    assertThat(data(s).content().lines())
        .extracting(l -> l.cells().get(0))
        .startsWith("1.0", "2.0", "3.0");
  }

  @Test
  void aColumnThatIsCalledLikeTheOnesOfTheTableIsSortedByItsOwnValues() {
    AppState s = on(Situations.paused(), new Message.Select(Selection.edge("e2")));
    List<Reply.EdgeRow> rows =
        List.of(row(1, "+I", "c", "5"), row(2, "+I", "a", "3"), row(3, "+I", "b", "4"));
    AppState came =
        on(
            s,
            new Message.RowsCame(
                s.run().id(),
                "e2",
                s.run().status().at(),
                new Reply.Rows(List.of("moment", "op"), rows, false, null)),
            new Message.ViewRows(DataView.PLAIN.withSort("moment", false)),
            new Message.SampleCame(
                s.run().id(),
                s.run().status().at(),
                new Sample("e2", 10, Sample.LARGE, List.of("moment", "op"), rows)));
    DataModel m = data(came);
    assertThat(m.content().lines())
        .extracting(l -> l.cells().get(1))
        .containsExactly("a", "b", "c");
    Line first = m.content().lines().get(0);
    assertThat(DataModel.row(first, m.content()).cells()).containsExactly("a", "3");
    assertThat(DataModel.row(first, m.content()).kind()).isEqualTo("+I");
  }

  @Test
  void changesKeepTheirKindsAlsoWhileThePipelineThatRanIsBeingBroken() {
    AppState s = on(Situations.paused(), new Message.Select(Selection.edge("e2")));
    List<Reply.EdgeRow> changes =
        List.of(row(1, "+I", "a", "1"), row(2, "-U", "a", "1"), row(3, "+U", "a", "2"));
    AppState came =
        on(
            s,
            new Message.RowsCame(
                s.run().id(),
                "e2",
                s.run().status().at(),
                new Reply.Rows(List.of("k", "n"), changes, false, null)),
            new Message.SampleCame(
                s.run().id(),
                s.run().status().at(),
                new Sample("e2", 10, Sample.LARGE, List.of("k", "n"), changes)));
    // An error while typing: nothing is known of the columns of what is drawn.
    AppState broken =
        on(
            came,
            new Message.Checked(
                "main",
                new dev.eddy.designer.state.Checks(
                    came.open().revision(), List.of(Situations.ERROR), Map.of(), Map.of())));
    DataModel m = data(broken);
    assertThat(m.content().columns())
        .extracting(TableContent.Column::look)
        .as("a deletion must not look like a row")
        .contains(Look.ROW_KIND);
    assertThat(m.updating()).isTrue();
  }

  @Test
  void pinsAreShownWhereNothingRanAndGiveWayToTheRowsOfARun() {
    Pin pin = new Pin("s", "out", List.of("k", "n"), List.of(List.of("p", "1")));
    AppState pinned =
        on(Situations.checked(), new Message.Select(Selection.node("s")), new Message.SetPin(pin));
    assertThat(data(pinned).status()).isEqualTo("1 pinned row");
    AppState filtered = on(pinned, new Message.ViewRows(DataView.PLAIN.withFilter("nosuch")));
    assertThat(data(filtered).status()).isEqualTo("0 of 1 pinned row");
    AppState unpinned = on(pinned, new Message.Unpin("s"));
    assertThat(data(unpinned).content().lines()).isEmpty();
  }

  @Test
  void aPinWhoseColumnsAreOthersByNowIsShownWithItsOwn() {
    Pin old = new Pin("s", "out", List.of("gone", "k"), List.of(Arrays.asList(null, "x")));
    AppState s =
        on(
            Situations.checked(),
            new Message.Select(Selection.node("s")),
            new Message.PinsRead("main", List.of(old), List.of()));
    DataModel m = data(s);
    assertThat(m.content().columns())
        .extracting(TableContent.Column::name)
        .containsExactly("gone", "k");
    assertThat(DataModel.stats(DataModel.input(s))).containsKeys("gone", "k");
  }

  @Property(tries = 300)
  void anyFilterAndSortOfAnyRowsShowsSomeOfThemAndEachOnce(
      @ForAll("filters") String filter, @ForAll("columns") String column, @ForAll boolean down) {
    AppState s =
        sample(
            on(
                Situations.looking(),
                new Message.ViewRows(DataView.PLAIN.withSort(column, down).withFilter(filter))),
            Situations.rows().rows());
    DataModel m = data(s);
    Set<Moment> seen = new LinkedHashSet<>();
    for (Line l : m.content().lines()) {
      assertThat(seen.add(l.moments().get(0))).as("shown twice").isTrue();
      assertThat(Situations.rows().rows()).contains(DataModel.row(l, m.content()));
    }
    assertThat(m.status()).isNotBlank();
  }

  @Provide
  Arbitrary<String> filters() {
    return Arbitraries.of(
        "",
        " ",
        "key",
        "k=key 1",
        "n>3",
        "n<=3 k:2",
        "n>x",
        "=",
        "k=",
        "'",
        "n!=''",
        "nosuch=1",
        "moment>2",
        "\"key",
        "k='key 1'",
        "(",
        "null",
        "n=null");
  }

  @Provide
  Arbitrary<String> columns() {
    return Arbitraries.of("", "k", "n", "moment", "op", "nosuch");
  }

  // The moment bar

  @Test
  void everySituationHasOneSentenceOfTheMomentWithoutHoles() {
    Situations.all()
        .forEach(
            (name, s) -> {
              MomentModel m = MomentModel.of(s);
              assertThat(m.spoken()).as(name).isNotBlank().doesNotContain("null", "{", "  ·");
              assertThat(m.chip()).as(name).isNotBlank();
              assertThat(m.words()).as(name).noneMatch(w -> w.text().isEmpty());
              boolean lives = s.run() != null && s.run().status() != null && s.run().isLive();
              assertThat(m.transport()).as(name).isEqualTo(lives);
            });
  }

  @Test
  void aRunThatCouldNotStartSaysWhyAndOffersNothingToMoveIn() {
    AppState s = Situations.starting();
    AppState refused =
        on(
            s,
            new Message.RunRefused(
                s.run().id(),
                List.of(Problem.error("x", Place.node("f", "node f"), "no memory.", "Buy some."))));
    MomentModel m = MomentModel.of(refused);
    assertThat(m.spoken()).contains("node f").contains("no memory.").contains("Buy some.");
    assertThat(m.tone()).isEqualTo("error");
    assertThat(m.transport()).isFalse();
    AppState bare = on(s, new Message.RunRefused(s.run().id(), List.of()));
    assertThat(MomentModel.of(bare).spoken()).doesNotContain("null");
  }

  @Test
  void aRunThatFailsInThePastOfItsRowsKeepsItsReasonAndItsMoment() {
    AppState s = Situations.running();
    AppState failed =
        on(
            s,
            new Message.RunFailed(
                s.run().id(), Problem.error("x", Place.node("w", "node w"), "divided by 0.", "")),
            new Message.StatusCame(
                s.run().id(), Situations.status(Status.Phase.FAILED, 8, 8), 3_000_000_000L));
    MomentModel m = MomentModel.of(failed);
    assertThat(m.chip()).isEqualTo("Failed");
    assertThat(m.spoken()).contains("node w").contains("divided by 0.").contains("8·1");
    AppState back =
        on(
            failed,
            new Message.StatusCame(
                s.run().id(), Situations.status(Status.Phase.FAILED, 2, 8), 4_000_000_000L));
    assertThat(MomentModel.of(back).action()).isEqualTo(MomentModel.Action.LIVE_EDGE);
  }

  @Test
  void aWorkerThatDiesBeforeItsFirstWordIsLost() {
    AppState s = Situations.starting();
    AppState gone = on(s, new Message.WorkerGone(s.run().id(), ""));
    assertThat(MomentModel.of(gone).chip()).isEqualTo("Run lost");
    AppState words = on(s, new Message.WorkerGone(s.run().id(), "out of memory.\nat x\nat y"));
    assertThat(MomentModel.of(words).spoken()).contains("out of memory").doesNotContain("at x");
    AppState recorded =
        on(
            s,
            new Message.RunStarted(s.run().id(), Path.of("/recordings/p-7")),
            new Message.WorkerGone(s.run().id(), "killed"));
    assertThat(MomentModel.of(recorded).spoken()).contains("the recording is kept: p-7");
  }

  @Test
  void whatIsFarBackIsCountedInRowsWhereNoClockIsKnown() {
    AppState past = Situations.past();
    assertThat(MomentModel.distance(past, past.run().status())).isEqualTo("3 rows");
    List<String> all = new ArrayList<>();
    for (int at = 0; at <= 8; at++) {
      all.add(MomentModel.distance(past, Situations.status(Status.Phase.PAUSED, at, 8)));
    }
    assertThat(all).contains("1 row", "8 rows", "a few steps").doesNotContain("0 rows");
  }
}
