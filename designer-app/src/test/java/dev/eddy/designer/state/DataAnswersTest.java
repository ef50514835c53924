package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.io.CellText;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Notice;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Rows, questions and pins where something is missing, late, too large or of another run. */
class DataAnswersTest {
  private static final Moment NOW = new Moment(8, 1);
  private static final Pin PIN = new Pin("s", "out", List.of("k", "n"), List.of(List.of("a", "1")));

  private static AppState unchecked() {
    return Situations.opened();
  }

  @Test
  void withoutAProjectNoMessageAboutDataDoesAnything() {
    AppState s = Situations.start();
    for (Message m :
        List.of(
            new Message.ViewRows(DataView.PLAIN.withTable(true)),
            new Message.ShowTour(0),
            new Message.StartPreview("f"),
            new Message.SetPin(PIN),
            new Message.Unpin("s"),
            new Message.WantPage("e1", 0))) {
      assertThat(Update.update(s, m)).isEqualTo(Next.of(s));
    }
  }

  @Test
  void withoutARunNothingIsFetchedAndNobodyIsAsked() {
    AppState s = Situations.checked();
    for (Message m :
        List.of(
            new Message.WantPage("e1", 0),
            new Message.PageCame(1, new Reply.Page("e1", 0, List.of(), List.of())),
            new Message.AskWhySilent("w"),
            new Message.AskWhyRow("e1", List.of("k"), Situations.rows().rows().get(0)),
            new Message.CloseQuestion(),
            new Message.LinesLogged(1, List.of(new Notice.Logged("e1", NOW, "x"))))) {
      assertThat(Update.update(s, m)).as(m.toString()).isEqualTo(Next.of(s));
    }
    Next view = Update.update(s, new Message.ViewRows(DataView.PLAIN.withTable(true)));
    assertThat(view.state().desk().view().table()).isTrue();
    assertThat(view.effects()).isEmpty();
  }

  @Test
  void whileARunMovesNobodyIsAskedWhy() {
    AppState s = Situations.running();
    assertThat(Update.update(s, new Message.AskWhySilent("w"))).isEqualTo(Next.of(s));
    assertThat(
            Update.update(
                s, new Message.AskWhyRow("e1", List.of("k"), Situations.rows().rows().get(0))))
        .isEqualTo(Next.of(s));
  }

  @Test
  void aPageBeyondTheLastRowOrOneThatIsThereIsNotFetched() {
    AppState s = Situations.looking();
    assertThat(Update.update(s, new Message.WantPage("e2", 5)).effects()).isEmpty();
    assertThat(Update.update(s, new Message.WantPage("e2", 0)).effects())
        .as("the last rows are the first page")
        .isEmpty();
    assertThat(Update.update(s, new Message.WantPage("e1", 0)).effects())
        .as("another edge is in view")
        .isEmpty();
  }

  @Test
  void aPageOfAnEdgeThatIsNotInViewAnyMoreIsDropped() {
    AppState s = Situations.looking();
    Message late = new Message.PageCame(1, new Reply.Page("e1", 0, List.of("k"), List.of()));
    assertThat(Update.update(s, late)).isEqualTo(Next.of(s));
  }

  private static Moment now(AppState s) {
    return s.run().status().at();
  }

  @Test
  void aSampleOfAnEdgeThatIsNotInViewAnyMoreIsDropped() {
    AppState s = Situations.looking();
    List<Reply.EdgeRow> rows = Situations.rows().rows();
    Sample here = new Sample("e2", 10, Sample.SMALL, List.of("k", "n"), rows);
    Sample there = new Sample("e1", 10, Sample.SMALL, List.of("k", "n"), rows);
    assertThat(States.after(s, new Message.SampleCame(1, now(s), here)).run().looks().sample())
        .isEqualTo(here);
    assertThat(Update.update(s, new Message.SampleCame(1, now(s), there))).isEqualTo(Next.of(s));
    assertThat(Update.update(s, new Message.SampleCame(2, now(s), here))).isEqualTo(Next.of(s));
    assertThat(here.isWhole()).isTrue();
    assertThat(new Sample("e2", 11, Sample.SMALL, List.of("k", "n"), rows).isWhole()).isFalse();
  }

  @Test
  void theSampleThatSortingNeedsIsAskedForOnce() {
    AppState s = Situations.looking();
    Next sorted = Update.update(s, new Message.ViewRows(DataView.PLAIN.sortedBy("k")));
    assertThat(sorted.effects())
        .containsExactly(new Effect.FetchSample(1, "e2", now(s), 10, Sample.LARGE));
    AppState there =
        States.after(
            sorted.state(),
            new Message.SampleCame(
                1,
                now(s),
                new Sample("e2", 10, Sample.LARGE, List.of("k", "n"), Situations.rows().rows())));
    assertThat(
            Update.update(there, new Message.ViewRows(DataView.PLAIN.withFilter("n > 3")))
                .effects())
        .isEmpty();
  }

  @Test
  void theQuestionIsOfTheMomentAtWhichItWasAsked() {
    Reply.EdgeRow row = Situations.rows().rows().get(0);
    Next next =
        Update.update(Situations.looking(), new Message.AskWhyRow("e2", List.of("k", "n"), row));
    Looks.Question asked = next.state().run().looks().question();
    assertThat(asked)
        .isEqualTo(new Looks.Question.WhyRow("e2", List.of("k", "n"), row, NOW, null, null));
    assertThat(next.effects()).containsExactly(new Effect.Ask(1, asked));
    Looks.Question.WhyRow refused =
        new Looks.Question.WhyRow("e2", List.of("k", "n"), row, NOW, null, Situations.ERROR);
    AppState answered = States.after(next.state(), new Message.Answered(1, refused));
    assertThat(answered.run().looks().question().refused()).isEqualTo(Situations.ERROR);
    assertThat(Update.update(next.state(), new Message.Answered(9, refused)))
        .isEqualTo(Next.of(next.state()));
    AppState closed = States.after(next.state(), new Message.CloseQuestion());
    assertThat(States.after(closed, new Message.Answered(1, refused)).run().looks().question())
        .as("nobody asks any more")
        .isNull();
  }

  @Test
  void theTourIsShownFromAnyStepAndItsSecondOneOpensTheData() {
    AppState s = States.after(Situations.checked(), new Message.ShowBottom(Panels.Bottom.PROBLEMS));
    AppState rows = States.after(s, new Message.ShowTour(Tour.ROWS));
    assertThat(rows.panels().bottom()).isEqualTo(Panels.Bottom.DATA);
    assertThat(Tour.of(rows).title()).isEqualTo("See the rows");
    AppState ended = States.after(rows, new Message.ShowTour(Tour.NONE));
    assertThat(Tour.of(ended)).isNull();
    assertThat(Tour.of(States.after(s, new Message.ShowTour(Tour.size())))).isNull();
  }

  // Pins.

  @Test
  void rowsAreNeitherImportedNorMadeUpForColumnsThatNobodyKnows() {
    for (Message m :
        List.of(
            new Message.ImportPin("f", "out", Path.of("/x.csv")),
            new Message.GeneratePin("f", "out", 10, 1))) {
      Next next = Update.update(unchecked(), m);
      assertThat(next.effects()).isEmpty();
      assertThat(next.state().alert().message()).contains("columns are not known");
      assertThat(next.state().alert().place().nodeName()).isEqualTo("node f");
    }
  }

  @Test
  void anImportReadsTheFileWithTheColumnsOfTheOutput() {
    Next next =
        Update.update(
            Situations.checked(), new Message.ImportPin("f", "out", Path.of("/x/rows.csv")));
    assertThat(next.effects())
        .containsExactly(
            new Effect.ImportRows("main", "f", "out", Path.of("/x/rows.csv"), Situations.ROW));
    AppState failed = States.after(next.state(), new Message.PinFailed(Situations.ERROR));
    assertThat(failed.alert()).isEqualTo(Situations.ERROR);
    assertThat(failed.desk().pins()).isEmpty();
  }

  @Test
  void moreRowsThanAPersonReadsAreNotPinned() {
    List<List<String>> many = Collections.nCopies(Pin.MOST_ROWS + 1, List.of("a", "1"));
    Next next =
        Update.update(
            Situations.checked(),
            new Message.SetPin(new Pin("s", "out", List.of("k", "n"), List.copyOf(many))));
    assertThat(next.effects()).isEmpty();
    assertThat(next.state().desk().pins()).isEmpty();
    assertThat(next.state().alert().message()).startsWith("not supported: ");
  }

  @Test
  void aWishForMoreMadeUpRowsThanMayBePinnedIsRefusedBeforeTheyAreMade() {
    for (int rows : List.of(Pin.MOST_ROWS + 1, Integer.MAX_VALUE, -1)) {
      Next next = Update.update(Situations.checked(), new Message.GeneratePin("s", "out", rows, 1));
      assertThat(next.effects()).as("%d", rows).isEmpty();
      assertThat(next.state().desk().pins()).isEmpty();
      assertThat(next.state().alert().code()).isEqualTo("pin-too-large");
    }
  }

  @Test
  void aPinOfAnotherPortOfTheNodeReplacesTheFirstWithItsFile() {
    AppState s = Situations.checked();
    Pin out = new Pin("w", "out", List.of("k", "n"), List.of());
    Pin late = new Pin("w", "late", List.of("k", "n"), List.of());
    Next next = Update.update(States.after(s, new Message.SetPin(out)), new Message.SetPin(late));
    assertThat(next.effects())
        .containsExactly(
            new Effect.DeletePin(Situations.FOLDER, "main", out),
            new Effect.WritePin(Situations.FOLDER, "main", late));
    assertThat(next.state().desk().pins()).containsExactly(Map.entry("w", late));
    assertThat(late.file("main")).isEqualTo("data/pins/main/w.late.csv");
  }

  @Test
  void aPinOfANodeThatIsGoneIsNotSet() {
    AppState s = Situations.checked();
    Message set = new Message.SetPin(new Pin("gone", "out", List.of("k", "n"), List.of()));
    assertThat(Update.update(s, set)).isEqualTo(Next.of(s));
    assertThat(Update.update(s, new Message.Unpin("gone"))).isEqualTo(Next.of(s));
  }

  @Test
  void whatWasPinnedAndUnpinnedIsSaidWithTheNameOfTheOperator() {
    AppState pinned = States.after(Situations.checked(), new Message.SetPin(PIN));
    assertThat(pinned.note()).contains("1 row is pinned on node s");
    assertThat(States.after(pinned, new Message.Unpin("s")).note()).isEqualTo("node s runs again.");
  }

  @Test
  void thePinsOfAnotherPipelineAreNotShownWithThisOne() {
    Problem file = Problem.error("csv", Place.file("x.csv"), "broken", "");
    AppState s = Situations.checked();
    Message other = new Message.PinsRead("second", List.of(PIN), List.of(file));
    assertThat(Update.update(s, other)).isEqualTo(Next.of(s));
    AppState read = States.after(s, new Message.PinsRead("main", List.of(PIN), List.of(file)));
    assertThat(read.desk().pins()).containsOnlyKeys("s");
    assertThat(read.alert()).isEqualTo(file);
  }

  private static DataType type(String sql) {
    return DataType.parse(sql).orElseThrow();
  }

  private static final List<DataType> TYPES =
      List.of(
          DataType.BOOLEAN,
          DataType.INT,
          DataType.BIGINT,
          DataType.DOUBLE,
          DataType.VARCHAR,
          type("VARCHAR(3)"),
          type("CHAR(12)"),
          type("TINYINT"),
          type("SMALLINT"),
          type("FLOAT"),
          type("DECIMAL(5, 2)"),
          type("DECIMAL(1, 0)"),
          type("DECIMAL(38, 18)"),
          type("DATE"),
          type("TIME(0)"),
          type("TIMESTAMP(3)"),
          type("TIMESTAMP_LTZ(3)"));

  @Property(tries = 60)
  void madeUpRowsOfAnyTypeAreRowsOfTheType(@ForAll long seed) {
    List<Field> fields = new ArrayList<>();
    for (DataType type : TYPES) {
      fields.add(new Field("c" + fields.size(), type));
      fields.add(new Field("c" + fields.size(), type.notNull()));
    }
    Schema schema = new Schema(fields);
    List<List<String>> rows = GeneratedRows.of(Contract.append(schema, null, true), 20, seed);
    assertThat(rows)
        .hasSize(20)
        .isEqualTo(GeneratedRows.of(Contract.append(schema, null, true), 20, seed));
    Row read = new Row(schema.size());
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        Field f = schema.field(i);
        String cell = row.get(i);
        if (cell == null) {
          assertThat(f.type().nullable()).as(f.toString()).isTrue();
        } else {
          CellText.set(read, i, f.type(), cell);
          assertThat(CellText.of(read, i, f.type())).as(f.toString()).isEqualTo(cell);
        }
      }
    }
  }

  @Test
  void madeUpRowsOfAWindowLieInWholeWindowsOneHourEach() {
    Schema schema =
        Schema.of(
            new Field("window_start", type("TIMESTAMP(3)")),
            new Field("window_end", type("TIMESTAMP(3)")));
    Contract c =
        Contract.append(schema, null, true)
            .withWindow(new Contract.Window("window_start", "window_end"));
    List<List<String>> rows = GeneratedRows.of(c, 25, 3);
    assertThat(rows.get(0)).containsExactly("2024-01-01 10:00:00.000", "2024-01-01 11:00:00.000");
    assertThat(rows.get(9)).isEqualTo(rows.get(0));
    assertThat(rows.get(10).get(0)).isEqualTo(rows.get(0).get(1));
    assertThat(rows.get(24).get(0)).isEqualTo("2024-01-01 12:00:00.000");
  }
}
