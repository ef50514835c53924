package dev.eddy.designer.control.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.designer.control.table.io.RowsAsText;
import dev.eddy.designer.control.table.io.RowsAsText.CellKind;
import dev.eddy.designer.control.table.io.RowsAsText.Heading;
import dev.eddy.designer.control.table.io.TextAsRows;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filtering, folding, statistics and the text forms of rows. */
class RowsTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("origin", "VARCHAR", Look.TEXT),
          new Column("delay", "INT", Look.NUMBER),
          new Column("at", "TIMESTAMP(3)", Look.TIME));

  private static Line line(@Nullable String origin, @Nullable String delay, String at) {
    return Line.of(Arrays.asList(origin, delay, at));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "phx | true",
        "ATL | false",
        "origin=PHX | true",
        "origin = phx | true",
        "origin!=PHX | false",
        "delay>9 | true",
        "delay>50 | false",
        "delay>=50 delay<51 | true",
        "delay = 50.0 | true",
        "origin:h | true",
        "delay!=null | true",
        "delay=null | false",
        "at='2001-01-03 13:15' | true",
        "at>'2001-01-03 13:14' | true",
        "origin = 'PHX' AND delay > 10 | true",
        "nothing=1 | false",
        "'' | true",
      })
  void aFilterReadsWordsAndComparisons(String text, boolean holds) {
    Line line = line("PHX", "50", "2001-01-03 13:15:00.000");
    assertThat(RowFilter.of(text, COLUMNS).test(line)).isEqualTo(holds);
  }

  @Test
  void nullFitsOnlyTheWordNull() {
    Line line = line(null, null, "2001-01-03 13:15:00.000");
    assertThat(RowFilter.of("delay=null", COLUMNS).test(line)).isTrue();
    assertThat(RowFilter.of("delay!=null", COLUMNS).test(line)).isFalse();
    assertThat(RowFilter.of("delay<100", COLUMNS).test(line)).isFalse();
    assertThat(RowFilter.of("delay!=3", COLUMNS).test(line)).isFalse();
  }

  @Property
  void aFilterNeverFailsWhateverIsTyped(@ForAll String text) {
    RowFilter.of(text, COLUMNS).test(line("PHX", "50", "2001-01-03 13:15:00.000"));
  }

  @Test
  void numbersAreOrderedByValueAndNullComesFirst() {
    List<@Nullable String> cells = new ArrayList<>(Arrays.asList("10", "9", null, "-1", "NaN"));
    cells.sort((a, b) -> RowFilter.order(Look.NUMBER, a, b));
    assertThat(cells).containsExactly(null, "-1", "9", "10", "NaN");
  }

  private static Reply.EdgeRow row(long n, String kind, @Nullable String... cells) {
    return new Reply.EdgeRow(new Moment(n, 0), kind, Arrays.asList(cells));
  }

  @Test
  void changesByKeyLeadToTheTableAtThisMoment() {
    List<Reply.EdgeRow> table =
        Changelog.table(
            List.of(
                row(1, "+I", "a", "1"),
                row(2, "+I", "b", "1"),
                row(3, "-U", "a", "1"),
                row(4, "+U", "a", "2"),
                row(5, "-D", "b", "1"),
                row(6, "+I", "c", "1")),
            List.of(0));
    assertThat(table)
        .extracting(Reply.EdgeRow::cells)
        .containsExactly(List.of("a", "2"), List.of("c", "1"));
    assertThat(table.get(0).moment()).isEqualTo(new Moment(4, 0));
  }

  @Test
  void changesWithoutAKeyCancelEqualRows() {
    List<Reply.EdgeRow> table =
        Changelog.table(
            List.of(row(1, "+I", "a"), row(2, "+I", "a"), row(3, "-D", "a"), row(4, "-D", "x")),
            List.of());
    assertThat(table).hasSize(1);
  }

  @Test
  void numbersHaveAHistogramAndAMean() {
    ColumnStats s = ColumnStats.of(COLUMNS.get(1), Arrays.asList("0", "0", "0", "16", null));
    assertThat(s.count()).isEqualTo(5);
    assertThat(s.nulls()).isEqualTo(1);
    assertThat(s.distinct()).isEqualTo(2);
    assertThat(s.least()).isEqualTo("0");
    assertThat(s.greatest()).isEqualTo("16");
    assertThat(s.mean()).isEqualTo("4");
    assertThat(s.bars()).hasSize(16).startsWith(1.0);
    assertThat(s.bars().get(15)).isEqualTo(1 / 3.0);
    assertThat(s.words(COLUMNS.get(1))).contains("5 rows", "1 null", "0 to 16", "mean 4");
  }

  @Test
  void textsHaveTheirMostFrequentValues() {
    ColumnStats s = ColumnStats.of(COLUMNS.get(0), List.of("b", "a", "b", "c"));
    assertThat(s.common())
        .containsExactly(
            java.util.Map.entry("b", 2), java.util.Map.entry("a", 1), java.util.Map.entry("c", 1));
    assertThat(s.bars()).containsExactly(1.0, 0.5, 0.5);
  }

  @Test
  void timesAreSpreadOverTheirRange() {
    ColumnStats s =
        ColumnStats.of(
            COLUMNS.get(2), List.of("2001-01-03 13:00:00.000", "2001-01-03 14:00:00.000"));
    assertThat(s.bars().get(0)).isEqualTo(1.0);
    assertThat(s.bars().get(15)).isEqualTo(1.0);
  }

  @Test
  void aColumnOfNullsAloneHasNoBars() {
    ColumnStats s = ColumnStats.of(COLUMNS.get(1), Arrays.asList(null, null));
    assertThat(s.bars()).isEmpty();
    assertThat(s.words(COLUMNS.get(1))).contains("2 null");
  }

  @Test
  void rowsAsSqlValuesKeepTheirTypes() {
    List<Heading> heads =
        List.of(
            new Heading("origin", CellKind.TEXT, "VARCHAR"),
            new Heading("delay minutes", CellKind.NUMBER, "INT"),
            new Heading("at", CellKind.TEXT, "TIMESTAMP(3)"),
            new Heading("late", CellKind.BOOLEAN, "BOOLEAN"));
    assertThat(
            RowsAsText.values(
                heads,
                List.of(
                    Arrays.asList("O'Hare", "-3", "2001-01-03 13:15:00.000", "true"),
                    Arrays.asList(null, null, null, null))))
        .isEqualTo(
            """
SELECT * FROM (VALUES
  ('O''Hare', -3, TIMESTAMP '2001-01-03 13:15:00.000', true),
  (CAST(NULL AS VARCHAR), CAST(NULL AS INT), CAST(NULL AS TIMESTAMP(3)), CAST(NULL AS BOOLEAN))
) AS t(origin, `delay minutes`, at, late)
""");
  }

  @Provide
  Arbitrary<List<List<@Nullable String>>> rows() {
    Arbitrary<@Nullable String> cell =
        Arbitraries.strings().withChars("a,\"\n\r '").ofMaxLength(5).injectNull(0.2);
    return cell.list().ofSize(2).list().ofMaxSize(6);
  }

  @Property
  void csvReadsBackWhatWasWritten(@ForAll("rows") List<List<@Nullable String>> rows) {
    List<Heading> heads =
        List.of(new Heading("a", CellKind.TEXT), new Heading("b,c", CellKind.TEXT));
    TextAsRows.Table back = TextAsRows.csv(RowsAsText.csv(heads, rows));
    assertThat(back.columns()).containsExactly("a", "b,c");
    assertThat(back.rows()).isEqualTo(rows);
  }

  @Property
  void jsonReadsBackWhatWasWritten(@ForAll("rows") List<List<@Nullable String>> rows) {
    List<Heading> heads = List.of(new Heading("a", CellKind.TEXT), new Heading("b", CellKind.TEXT));
    TextAsRows.Table back = TextAsRows.json(RowsAsText.json(heads, rows));
    assertThat(back.rows()).isEqualTo(rows);
  }

  @Test
  void jsonTakesObjectsInAnArrayOrOneALineAndKeepsWhatIsNested() {
    assertThat(TextAsRows.json("{\"a\":1}\n{\"b\":[1,2]}\n").rows())
        .containsExactly(Arrays.asList("1", null), Arrays.asList(null, "[1,2]"));
    assertThatThrownBy(() -> TextAsRows.json("[1]")).hasMessageContaining("something else");
    assertThatThrownBy(() -> TextAsRows.json("{")).hasMessageContaining("no JSON");
  }

  @Test
  void badCsvIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> TextAsRows.csv("")).hasMessage("it is empty");
    assertThatThrownBy(() -> TextAsRows.csv("a,b\n1\n"))
        .hasMessage("row 1 has 1 cells, the head 2");
    assertThatThrownBy(() -> TextAsRows.csv("a\n\"x"))
        .hasMessage("a quote is not closed that opens in line 2");
    assertThatThrownBy(() -> TextAsRows.csv("a\n\"x\"y\n")).hasMessageContaining("line 2");
  }

  @Test
  void structuresAreShownALineForEachValueAndOtherTextAsItIs() {
    assertThat(Nested.pretty("{\"a\":[1,\"x,y\"]}"))
        .isEqualTo("{\n  \"a\": [\n    1,\n    \"x,y\"\n  ]\n}");
    assertThat(Nested.pretty("[not closed")).isEqualTo("[not closed");
    assertThat(Nested.pretty("plain")).isEqualTo("plain");
    assertThat(Nested.pretty("{\"a\":\"\\\"}\"}")).contains("\"\\\"}\"");
  }

  @Test
  void pagedLinesAreMadeWhenTheyAreLookedAtAndEqualByTheirSource() {
    List<Integer> made = new ArrayList<>();
    Object source = new Object();
    PagedLines lines =
        new PagedLines(
            source,
            1_000_000,
            i -> {
              made.add(i);
              return i == 7 ? Line.of(List.of("x")) : null;
            });
    TableContent content = new TableContent(COLUMNS, lines, "");
    assertThat(made).isEmpty();
    assertThat(content.lines().get(7).cells()).containsExactly("x");
    assertThat(content.lines().get(8).mark()).isEqualTo(Mark.LOADING);
    assertThat(content)
        .isEqualTo(new TableContent(COLUMNS, new PagedLines(source, 1_000_000, i -> null), ""));
    assertThat(content)
        .isNotEqualTo(
            new TableContent(COLUMNS, new PagedLines(new Object(), 1_000_000, i -> null), ""));
    assertThat(content.current()).isEqualTo(-1);
    assertThat(made.size()).isLessThan(10);
  }

  @Test
  void linesThatHaveNotComeAreNotCopied() {
    PagedLines lines = new PagedLines("s", 2, i -> i == 0 ? Line.of(List.of("x", "1", "t")) : null);
    assertThat(new TableContent(COLUMNS, lines, "").csv(List.of(0, 1)))
        .isEqualTo("origin,delay,at\nx,1,t\n");
  }
}
