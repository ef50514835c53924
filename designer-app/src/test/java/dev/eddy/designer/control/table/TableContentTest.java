package dev.eddy.designer.control.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.DemoData;
import dev.eddy.designer.control.table.TableContent.CellText;
import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableContentTest {
  private static final Schema SCHEMA =
      Schema.of(
          new Field("name", DataType.VARCHAR),
          new Field("flights", DataType.BIGINT.notNull()),
          new Field("at", DataType.TIMESTAMP),
          new Field("late", DataType.BOOLEAN),
          new Field("share", DataType.decimal(5, 2)));

  private static String shown(Look look, String raw) {
    return TableContent.display(new Column("c", "", look), Line.of(Arrays.asList(raw)), 0).text();
  }

  @Test
  void notNullIsSpelledOutUnderTheName() {
    assertThat(TableContent.of(SCHEMA, List.of()).columns().get(1).caption())
        .isEqualTo("BIGINT NOT NULL");
  }

  @Test
  void nullIsAWordAndEmptyTextIsTwoQuotes() {
    Column c = new Column("c", "", Look.TEXT);
    assertThat(TableContent.display(c, Line.of(Arrays.asList((String) null)), 0))
        .isEqualTo(new CellText("null", true, false));
    assertThat(TableContent.display(c, Line.of(List.of("")), 0))
        .isEqualTo(new CellText("''", false, true));
    assertThat(TableContent.display(c, Line.of(List.of("null")), 0))
        .as("the text null is a value")
        .isEqualTo(new CellText("null", false, false));
  }

  @Test
  void numbersHaveThousandsAndTimesNoZeroFraction() {
    assertThat(shown(Look.NUMBER, "-1124")).isEqualTo("\u22121\u202f124");
    assertThat(shown(Look.TIME, "2001-01-03 13:15:00.000")).isEqualTo("2001-01-03 13:15:00");
    assertThat(shown(Look.TIME, "2001-01-03 13:15:00.250")).isEqualTo("2001-01-03 13:15:00.250");
    assertThat(shown(Look.TEXT, "1124")).isEqualTo("1124");
    assertThat(shown(Look.TEXT, "a\nb")).isEqualTo("a⏎b");
  }

  @Test
  void rowsOfAnEdgeHaveTheirMomentAndTheNextRowIsCurrent() {
    TableContent content = TableContent.of(DemoData.rows(3), DemoData.FLIGHTS);
    assertThat(content.columns())
        .extracting(Column::name)
        .startsWith("moment", "scheduled_departure");
    assertThat(content.lines()).hasSize(4);
    assertThat(content.current()).isEqualTo(3);
    assertThat(content.lines().get(0).moments()).containsEntry(0, new Moment(40_000, 2));
  }

  @Test
  void aColumnOfKindsIsThereOnlyWhenSomethingUpdates() {
    Reply.EdgeRow row = new Reply.EdgeRow(new Moment(1, 0), "+U", List.of("a"));
    Reply.Rows rows = new Reply.Rows(List.of("name"), List.of(row), false, null);
    assertThat(TableContent.of(rows, SCHEMA).columns())
        .extracting(Column::name)
        .containsExactly("moment", "op", "name");
    assertThat(TableContent.of(DemoData.rows(2), DemoData.FLIGHTS).indexOf("op")).isEqualTo(-1);
  }

  @Test
  void olderRowsThatAreLeftOutAreMentioned() {
    assertThat(TableContent.of(DemoData.rows(1000), DemoData.FLIGHTS).note())
        .isEqualTo("Only the last 1\u202f000 rows are shown.");
  }

  @Test
  void cellsThatDifferFromTheRowOfTheSameKeyAreMarked() {
    TableContent before =
        TableContent.of(SCHEMA, List.of(Arrays.asList("a", "1", "t", "true", "0.50")));
    TableContent after =
        TableContent.of(
                SCHEMA,
                List.of(
                    Arrays.asList("a", "2", "t", "true", null),
                    Arrays.asList("b", "1", "t", "true", "0.50")))
            .changedSince(before, List.of("name"));
    assertThat(after.lines().get(0).changed()).isEqualTo(Set.of(1, 4));
    assertThat(after.lines().get(1).changed()).isEqualTo(Set.of(0, 1, 2, 3, 4));
  }

  @Test
  void nothingIsMarkedAgainstAnEmptyTable() {
    TableContent c = TableContent.of(SCHEMA, List.of(List.of("a", "2", "t", "true", "1.00")));
    assertThat(c.changedSince(TableContent.EMPTY, List.of("name")).lines())
        .allMatch(l -> l.changed().isEmpty());
  }

  @Test
  void csvQuotesWhatNeedsItAndTellsNullFromEmpty() {
    TableContent c =
        TableContent.of(
            SCHEMA,
            List.of(
                Arrays.asList("a,\"b\"", "2", null, "true", "1.00"),
                Arrays.asList("", "1", "t", "false", null)));
    assertThat(c.csv(List.of(0, 1)))
        .isEqualTo(
            """
            name,flights,at,late,share
            "a,""b\""",2,,true,1.00
            "",1,t,false,
            """);
  }

  @Test
  void jsonHasNumbersAndBooleansBareAndDecimalsAsText() {
    TableContent c =
        TableContent.of(SCHEMA, List.of(Arrays.asList("é\"", "2", null, "true", "1.00")));
    assertThat(c.json(List.of(0)).replaceAll("\\s", ""))
        .isEqualTo(
            "[{\"name\":\"é\\\"\",\"flights\":2,\"at\":null,\"late\":true,\"share\":\"1.00\"}]");
  }

  @Test
  void whatIsNoJsonNumberIsTextInANumberColumn() {
    Schema s = Schema.of(new Field("d", DataType.DOUBLE));
    assertThat(TableContent.of(s, List.of(List.of("NaN"))).json(List.of(0))).contains("\"NaN\"");
    assertThat(TableContent.of(s, List.of(List.of("1.5E10"))).json(List.of(0)))
        .contains(": 1.5E10");
  }

  @Test
  void theMarkOfARowIsPartOfIt() {
    assertThat(Line.of(List.of("a")).mark()).isEqualTo(Mark.NORMAL);
  }

  @Test
  void rowsOfAnotherStretchAreElsewhereAndMoreOfTheSameAreNot() {
    TableContent three = TableContent.of(DemoData.rows(3), DemoData.FLIGHTS);
    Reply.Rows later =
        new Reply.Rows(DemoData.FLIGHTS.names(), List.of(DemoData.row(90_000)), true, null);
    TableContent other = TableContent.of(later, DemoData.FLIGHTS);
    Reply.Rows two =
        new Reply.Rows(
            DemoData.FLIGHTS.names(),
            List.of(DemoData.row(90_000), DemoData.row(90_001)),
            true,
            null);
    assertThat(DataTable.isElsewhere(three, other)).isTrue();
    assertThat(DataTable.isElsewhere(other, TableContent.of(two, DemoData.FLIGHTS))).isFalse();
    assertThat(DataTable.isElsewhere(TableContent.EMPTY, other)).isTrue();
    assertThat(DataTable.isElsewhere(other, TableContent.EMPTY)).isFalse();
  }
}
