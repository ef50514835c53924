package dev.eddy.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RowJsonTest {
  private static final DataType TIME = new DataType(TypeRoot.TIME, 3, 0, true);
  private static final Schema ALL =
      Schema.of(
          new Field("b", DataType.BOOLEAN),
          new Field("i", DataType.INT),
          new Field("l", DataType.BIGINT),
          new Field("f", DataType.FLOAT),
          new Field("d", DataType.DOUBLE),
          new Field("n", DataType.decimal(10, 2)),
          new Field("s", DataType.VARCHAR),
          new Field("day", DataType.DATE),
          new Field("t", TIME),
          new Field("ts", DataType.TIMESTAMP),
          new Field("ltz", DataType.TIMESTAMP_LTZ));
  private final RowJson json = new RowJson(ALL);

  private static Row row() {
    Row r = new Row(ALL.size());
    r.setBoolean(0, true);
    r.setLong(1, -7);
    r.setLong(2, Long.MAX_VALUE);
    r.setDouble(3, 0.1f);
    r.setDouble(4, 2e-3);
    r.setObject(5, new BigDecimal("12.30"));
    r.setString(6, "a\"b\\\n\u00e9\ud83d\ude00");
    r.setLong(7, LocalDate.of(2024, 2, 29).toEpochDay());
    r.setLong(8, 3_661_000);
    r.setLong(9, LocalDateTime.of(2024, 1, 5, 13, 0).toInstant(ZoneOffset.UTC).toEpochMilli() + 7);
    r.setLong(10, -1);
    return r;
  }

  @Test
  void everyTypeIsWrittenAsTheSinksFormatSays() {
    assertThat(json.toJson(row()))
        .isEqualTo(
            "{\"b\":true,\"i\":-7,\"l\":9223372036854775807,\"f\":0.1,\"d\":0.002,\"n\":\"12.30\","
                + "\"s\":\"a\\\"b\\\\\\n\u00e9\ud83d\ude00\",\"day\":\"2024-02-29\",\"t\":\"01:01:01\","
                + "\"ts\":\"2024-01-05 13:00:00.007\",\"ltz\":\"1969-12-31 23:59:59.999Z\"}");
  }

  @Test
  void everyColumnIsThereAndNullIsNull() {
    assertThat(json.toJson(new Row(ALL.size()))).startsWith("{\"b\":null,\"i\":null,");
  }

  @Test
  void numbersThatJsonDoesNotKnowAreTexts() {
    Schema one = Schema.of(new Field("d", DataType.DOUBLE));
    Row r = new Row(1);
    r.setDouble(0, Double.NaN);
    assertThat(new RowJson(one).toJson(r)).isEqualTo("{\"d\":\"NaN\"}");
    r.setDouble(0, Double.NEGATIVE_INFINITY);
    assertThat(new RowJson(one).toJson(r)).isEqualTo("{\"d\":\"-Infinity\"}");
  }

  @Test
  void aRowIsReadAgain() throws Exception {
    assertThat(json.read(json.toJson(row()))).isEqualTo(row());
    assertThat(json.read(json.toJson(new Row(ALL.size())))).isEqualTo(new Row(ALL.size()));
  }

  @Test
  void aChangeCarriesItsKind() throws Exception {
    StringBuilder b = new StringBuilder();
    Row r = row().setKind(RowKind.UPDATE_AFTER);
    json.writeChange(r, b);
    assertThat(b).startsWith("{\"op\":\"+U\",\"row\":{\"b\":true");
    assertThat(json.read(b.toString())).isEqualTo(r);
  }

  @Property
  void everyDoubleIsReadAgain(@ForAll double d) throws Exception {
    RowJson one = new RowJson(Schema.of(new Field("d", DataType.DOUBLE)));
    Row r = new Row(1);
    r.setDouble(0, d);
    assertThat(one.read(one.toJson(r))).isEqualTo(r);
  }

  @Property
  void aTimestampIsWrittenAsJavaWouldWriteIt(
      @ForAll @LongRange(min = -62_167_219_200_000L, max = 253_402_300_799_999L) long millis) {
    LocalDateTime t =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(millis, 1_000L),
            (int) Math.floorMod(millis, 1_000L) * 1_000_000,
            ZoneOffset.UTC);
    assertThat(CellText.timestamp(millis))
        .isEqualTo(t.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS")));
  }

  @Test
  void aTextThatIsNoValueOfTheTypeIsRefused() {
    Row r = new Row(1);
    assertThatThrownBy(() -> CellText.set(r, 0, DataType.INT, "2147483648"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'2147483648' is no INT");
    assertThatThrownBy(() -> CellText.set(r, 0, DataType.decimal(4, 2), "1.234"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CellText.set(r, 0, DataType.decimal(4, 2), "1E+999999999"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CellText.set(r, 0, DataType.TIMESTAMP, "2024-02-30 00:00:00"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CellText.set(r, 0, DataType.TIMESTAMP, "2024-02-20 24:00:00"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLineThatIsNoRowIsRefused() {
    for (String line : new String[] {"", "[]", "{\"i\":\"x\"}", "{\"i\":{}}", "{\"i\":1", "{} 1"}) {
      assertThatThrownBy(() -> json.read(line)).as(line).isInstanceOf(JsonException.class);
    }
  }
}
