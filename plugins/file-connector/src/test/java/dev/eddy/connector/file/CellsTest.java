package dev.eddy.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
  private static Row read(String type, String text) throws BadCell {
    byte[] b = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    Row row = new Row(1);
    new Cells().read(b, 1, b.length - 1, DataType.parse(type).orElseThrow(), row, 0);
    return row;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "TINYINT|-128|-128",
        "TINYINT|127|127",
        "SMALLINT|-32768|-32768",
        "INT|2147483647|2147483647",
        "INT|+5|5",
        "INT| 7 |7",
        "INT|007|7",
        "BIGINT|-9223372036854775808|-9223372036854775808",
        "BIGINT|9223372036854775807|9223372036854775807",
        "BOOLEAN|TRUE|1",
        "BOOLEAN|false|0",
        "DATE|1970-01-02|1",
        "DATE|0001-01-01|-719162",
        "DATE|2000-02-29|11016",
        "TIME(3)|00:00:01.5|1500",
        "TIME|00:00:01.5|1000",
        "TIMESTAMP(3)|1970-01-01 00:00:00.001|1",
        "TIMESTAMP(3)|1970-01-01T00:00:01|1000",
        "TIMESTAMP(0)|1970-01-01 00:00:01.999|1000",
        "TIMESTAMP(3)|1970-01-01 00:00:00.123456789|123",
        "TIMESTAMP_LTZ(3)|1970-01-01 00:00:01.000Z|1000",
      })
  void aFieldIsReadAsItsTypeSays(String type, String text, long expected) throws BadCell {
    assertThat(read(type, text).getLong(0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "TINYINT|128",
        "TINYINT|-129",
        "SMALLINT|32768",
        "INT|2147483648",
        "INT|1.0",
        "INT|-",
        "INT|1 2",
        "BIGINT|9223372036854775808",
        "BIGINT|-9223372036854775809",
        "BIGINT|99999999999999999999",
        "DOUBLE|0x10p1",
        "DOUBLE|1d",
        "DOUBLE|.",
        "DOUBLE|1e",
        "FLOAT|1f",
        "BOOLEAN|yes",
        "DECIMAL(4, 2)|100",
        "DECIMAL(4, 2)|99.995",
        "DECIMAL(4, 2)|1e999999999",
        "DECIMAL(4, 2)|one",
        "DATE|2001-02-29",
        "DATE|2001-13-01",
        "DATE|01-01-2001",
        "DATE|2001-1-1",
        "TIME|24:00:00",
        "TIME|1:00:00",
        "TIMESTAMP(3)|2001-01-01",
        "TIMESTAMP(3)|2001-01-01 00:00",
        "TIMESTAMP(3)|2001-01-01 00:00:60",
        "TIMESTAMP(3)|2001-01-01 00:00:00.",
        "TIMESTAMP(3)|2001-01-01 00:00:00Z",
        "TIMESTAMP_LTZ(3)|2001-01-01 00:00:00",
        "VARCHAR(2)|abc",
      })
  void whatIsNoneOfTheTypeIsRefusedWithItsText(String type, String text) {
    assertThatExceptionOfType(BadCell.class)
        .isThrownBy(() -> read(type, text))
        .withMessageContaining(text);
  }

  @Test
  void decimalsAreRoundedToTheirScale() throws BadCell {
    assertThat(read("DECIMAL(4, 2)", "1.005").getDecimal(0)).isEqualTo(new BigDecimal("1.01"));
    assertThat(read("DECIMAL(4, 2)", "1e1").getDecimal(0)).isEqualTo(new BigDecimal("10.00"));
    assertThat(read("DECIMAL(4, 2)", "1e-999999999").getDecimal(0))
        .isEqualTo(new BigDecimal("0.00"));
    assertThat(read("DECIMAL(4, 2)", "0e999999999").getDecimal(0))
        .isEqualTo(new BigDecimal("0.00"));
    assertThat(read("DECIMAL(4, 2)", "-0.005").getDecimal(0)).isEqualTo(new BigDecimal("-0.01"));
  }

  @Test
  void lengthIsCountedInCodePoints() throws BadCell {
    assertThat(read("VARCHAR(2)", "😀😀").getString(0)).isEqualTo("😀😀");
  }

  @Test
  void theReplacementCharacterItselfIsText() throws BadCell {
    assertThat(read("VARCHAR", "a\ufffdb").getString(0)).isEqualTo("a\ufffdb");
  }

  @Property
  void doublesAreReadAsJavaReadsThem(@ForAll double value) throws BadCell {
    assertThat(read("DOUBLE", Double.toString(value)).getDouble(0)).isEqualTo(value);
  }

  @Property
  void shortDecimalFractionsAreReadAsJavaReadsThem(@ForAll int mantissa, @ForAll byte digits)
      throws BadCell {
    String text = BigDecimal.valueOf(mantissa, Math.floorMod(digits, 12)).toPlainString();

    assertThat(read("DOUBLE", text).getDouble(0)).isEqualTo(Double.parseDouble(text));
    assertThat(read("FLOAT", text).getDouble(0)).isEqualTo(Float.parseFloat(text));
  }

  @Property
  void timestampsAreReadAsJavaReadsThem(
      @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long millis)
      throws BadCell {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(millis, 1000),
            (int) Math.floorMod(millis, 1000) * 1_000_000,
            ZoneOffset.UTC);
    String text =
        String.format(
            "%04d-%02d-%02d %02d:%02d:%02d.%03d",
            time.getYear(),
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            time.getSecond(),
            time.getNano() / 1_000_000);

    assertThat(read("TIMESTAMP(3)", text).getLong(0)).isEqualTo(millis);
  }
}
