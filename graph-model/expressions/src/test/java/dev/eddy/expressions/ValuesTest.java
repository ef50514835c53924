package dev.eddy.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of single functions, with the edges where SQL engines differ. */
class ValuesTest {
  private static final Schema NUMBERS =
      Generated.schema(
          "a BIGINT", "b BIGINT", "i INT", "j INT", "t TINYINT", "d DOUBLE", "e DOUBLE");

  private static Object number(String text, Object... values) {
    Row row = Generated.row(NUMBERS, values);
    Object v = Generated.value(text, NUMBERS, row);
    assertThat(v).as(text).isNotNull();
    return java.util.Objects.requireNonNull(v);
  }

  @Property(tries = 40)
  void integersWrap(@ForAll long a, @ForAll long b, @ForAll int i, @ForAll int j, @ForAll byte t) {
    Object[] row = {a, b, i, j, (int) t};
    assertThat(number("a + b", row)).isEqualTo(a + b);
    assertThat(number("a * b - a", row)).isEqualTo(a * b - a);
    assertThat(number("i * j", row)).isEqualTo((long) (i * j));
    assertThat(number("-i", row)).isEqualTo((long) -i);
    assertThat(number("t + t", row)).isEqualTo((long) (byte) (t + t));
    assertThat(number("ABS(i)", row)).isEqualTo((long) Math.abs(i));
    assertThat(number("CAST(a AS INT)", row)).isEqualTo((long) (int) a);
    assertThat(number("CAST(i AS TINYINT)", row)).isEqualTo((long) (byte) i);
    if (j != 0) {
      assertThat(number("i / j", row)).isEqualTo((long) (i / j));
      assertThat(number("i % j", row)).isEqualTo((long) (i % j));
      assertThat(number("MOD(a, j)", row)).isEqualTo((long) (int) (a % j));
    }
  }

  @Property(tries = 40)
  void doublesAreJavas(@ForAll double d, @ForAll double e) {
    Object[] row = {0L, 0L, 0, 0, 0, d, e};
    assertThat(number("d + e", row)).isEqualTo(d + e);
    assertThat(number("d / e", row)).isEqualTo(d / e);
    assertThat(number("d < e", row)).isEqualTo(d < e);
    assertThat(number("d = d", row)).isEqualTo(true);
    assertThat(number("CAST(d AS INT)", row)).isEqualTo((long) (int) d);
    assertThat(number("CAST(d AS STRING)", row)).isEqualTo(Double.toString(d));
    assertThat(number("CAST(CAST(d AS STRING) AS DOUBLE)", row)).isEqualTo(d);
  }

  @Property(tries = 60)
  void decimalsRoundHalfUp(
      @ForAll @BigRange(min = "-9999999", max = "9999999") @Scale(2) BigDecimal x,
      @ForAll @BigRange(min = "-9999999", max = "9999999") @Scale(3) BigDecimal y) {
    Schema s = Generated.schema("x DECIMAL(12, 2)", "y DECIMAL(10, 3)");
    BigDecimal a = x.setScale(2);
    BigDecimal b = y.setScale(3);
    Row row = Generated.row(s, a, b);
    assertThat(Generated.value("x + y", s, row)).isEqualTo(a.add(b));
    assertThat(Generated.value("x * y", s, row)).isEqualTo(a.multiply(b));
    assertThat(Generated.value("x > y", s, row)).isEqualTo(a.compareTo(b) > 0);
    assertThat(Generated.value("CAST(y AS DECIMAL(10, 1))", s, row))
        .isEqualTo(b.setScale(1, RoundingMode.HALF_UP));
    if (b.signum() != 0) {
      BigDecimal quotient =
          a.divide(b, new MathContext(38, RoundingMode.HALF_UP)).setScale(13, RoundingMode.HALF_UP);
      assertThat(Generated.value("x / y", s, row)).isEqualTo(quotient);
      assertThat(Generated.value("MOD(x, y)", s, row)).isEqualTo(a.remainder(b).setScale(3));
    }
  }

  @Test
  void aDecimalThatDoesNotFitIsNull() {
    assertThat(Generated.value("CAST(123.45 AS DECIMAL(4, 2))")).isNull();
    assertThat(Generated.value("CAST('12345.6' AS DECIMAL(6, 2))")).isNull();
    assertThat(Generated.value("TRY_CAST('1e999999999' AS DECIMAL(6, 2))")).isNull();
    assertThat(Generated.value("TRY_CAST('1e-999999999' AS DECIMAL(6, 2))"))
        .isEqualTo(new BigDecimal("0.00"));
    String nines = "9".repeat(38);
    assertThat(Generated.value(nines + " + 1")).isNull();
    assertThat(Generated.SQL.typeOf(nines + " + 1", Schema.EMPTY).type())
        .isEqualTo(DataType.decimal(38, 0));
  }

  @Test
  void divisionByZeroFailsForWholeNumbersOnly() {
    assertThatThrownBy(() -> number("i / j", 0L, 0L, 1, 0)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Generated.value("1.5 / 0")).isInstanceOf(ArithmeticException.class);
    assertThat(Generated.value("1e0 / 0")).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource({
    "' 42 ', 42",
    "'1.9', 1",
    "'-7', -7",
    "'+7', 7",
    "'2147483647', 2147483647",
    "'2147483648', ",
    "'-2147483648', -2147483648",
    "'', ",
    "'-', ",
    "'1e3', ",
    "'1.x', ",
    "'x', ",
    "'99999999999999999999999', ",
    "'-9223372036854775808', "
  })
  void textBecomesAnIntegerOrNull(String text, String expected) {
    Object v = Generated.value("TRY_CAST('" + text.replace("'", "''") + "' AS INT)");
    assertThat(v).isEqualTo(expected == null ? null : Long.valueOf(expected));
  }

  @Test
  void theGreatestLongsComeOutOfText() {
    assertThat(Generated.value("CAST('9223372036854775807' AS BIGINT)")).isEqualTo(Long.MAX_VALUE);
    assertThat(Generated.value("CAST('-9223372036854775808' AS BIGINT)")).isEqualTo(Long.MIN_VALUE);
    assertThat(Generated.value("TRY_CAST('9223372036854775808' AS BIGINT)")).isNull();
    assertThat(Generated.value("TRY_CAST('-9223372036854775809' AS BIGINT)")).isNull();
  }

  @Test
  void aCastThatFailsNamesTheTextAndTheWayOut() {
    assertThatThrownBy(() -> Generated.value("CAST('ATL' AS INT)"))
        .hasMessage("cannot cast 'ATL' to INT; TRY_CAST gives NULL instead");
    assertThatThrownBy(() -> Generated.value("CAST('2024-02-30' AS DATE)"))
        .hasMessageContaining("'2024-02-30' to DATE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "SUBSTRING('héllo🙂', 0, 2)|hé",
        "SUBSTRING('héllo🙂', -2)|o🙂",
        "SUBSTRING('abc', -9)|",
        "SUBSTRING('abc', 2, 99)|bc",
        "LEFT('🙂b', 1)|🙂",
        "RIGHT('a🙂', 1)|🙂",
        "REVERSE('a🙂')|🙂a",
        "LPAD('abc', 2, 'x')|ab",
        "RPAD('a', 4, 'xy')|axyx",
        "TRIM(BOTH 'xy' FROM 'xyaxy')|a",
        "TRIM(LEADING 'x' FROM 'xax')|ax",
        "TRIM(TRAILING FROM 'a  ')|a",
        "REPEAT('ab', 2)|abab",
        "OVERLAY('abcdef' PLACING 'XX' FROM 3)|abXXef",
        "SPLIT_INDEX('a,b,c', ',', 1)|b",
        "CONCAT_WS('-', 'a', CAST(NULL AS STRING), 'b')|a-b",
        "REGEXP_REPLACE('a1b22', '[0-9]+', '$')|a$b$",
        "REGEXP_EXTRACT('k=v', '(.)=(.)', 2)|v",
        "INITCAP('o''neil smith')|O'Neil Smith",
        "CAST(TRUE AS STRING)|TRUE",
        "CAST(1.50 AS STRING)|1.50",
        "CAST(1e8 AS STRING)|1.0E8",
        "CONCAT(CAST('ab' AS CHAR(4)), '!')|ab  !",
        "CAST('abcdef' AS VARCHAR(3))|abc",
        "CAST(DATE '2024-02-29' AS STRING)|2024-02-29",
        "CAST(TIMESTAMP '2024-02-29 01:02:03.4' AS STRING)|2024-02-29 01:02:03.4",
        "DATE_FORMAT(TIMESTAMP '2024-02-29 01:02:03', 'dd.MM.yy HH')|29.02.24 01",
        "IF(1 > 2, 'a', 'bcd')|bcd",
        "CASE 2 WHEN 1 THEN 'one' WHEN 2 THEN 'two' END|two",
        "GREATEST('a', 'c', 'b')|c",
        "UPPER('straße')|STRASSE",
      })
  void textsComeOut(String expression, String expected) {
    String wanted = expected == null ? "" : expected;
    assertThat(Generated.value(expression)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "EXTRACT(WEEK FROM DATE '2021-01-03')|53",
        "DAYOFWEEK(DATE '2024-02-25')|1",
        "DAYOFYEAR(DATE '2024-12-31')|366",
        "QUARTER(DATE '2024-10-01')|4",
        "HOUR(TIMESTAMP '1969-12-31 23:59:59')|23",
        "SECOND(TIME '12:34:56')|56",
        "CHAR_LENGTH('🙂🙂')|2",
        "POSITION('l' IN 'hello')|3",
        "LOCATE('l', 'hello', 4)|4",
        "TIMESTAMPDIFF(MONTH, TIMESTAMP '2024-01-31 00:00:00', TIMESTAMP '2024-02-29 00:00:00')|1",
        "TIMESTAMPDIFF(DAY, TIMESTAMP '2024-01-02 00:00:00', TIMESTAMP '2024-01-01 00:00:01')|0",
        "ASCII('é')|-61",
        "SIGN(-5)|-1",
      })
  void numbersComeOut(String expression, long expected) {
    assertThat(Generated.value(expression)).isEqualTo(expected);
  }

  @Property(tries = 40)
  void timesAreFloored(
      @ForAll @LongRange(min = -9_000_000_000_000L, max = 9_000_000_000_000L) long t) {
    Schema s = Generated.schema("t TIMESTAMP(3) NOT NULL");
    Row row = Generated.row(s, t);
    LocalDateTime at = LocalDateTime.ofEpochSecond(Math.floorDiv(t, 1000L), 0, ZoneOffset.UTC);
    assertThat(Generated.value("FLOOR(t TO HOUR)", s, row))
        .isEqualTo(millis(at.truncatedTo(ChronoUnit.HOURS)));
    assertThat(Generated.value("FLOOR(t TO MONTH)", s, row))
        .isEqualTo(millis(at.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1)));
    assertThat(Generated.value("t - INTERVAL '30' MINUTE", s, row)).isEqualTo(t - 1_800_000);
    assertThat(Generated.value("YEAR(t)", s, row)).isEqualTo((long) at.getYear());
    assertThat(Generated.value("CEIL(t TO DAY)", s, row))
        .isEqualTo(-Math.floorDiv(-t, 86_400_000L) * 86_400_000L);
    if (at.getYear() > 0 && at.getYear() < 9999) {
      assertThat(Generated.value("CAST(CAST(t AS STRING) AS TIMESTAMP(3))", s, row)).isEqualTo(t);
      assertThat(Generated.value("t + INTERVAL '1' MONTH", s, row))
          .isEqualTo(millis(at.plusMonths(1)) + Math.floorMod(t, 1000L));
    }
  }

  private static long millis(LocalDateTime t) {
    return t.toEpochSecond(ZoneOffset.UTC) * 1000;
  }

  @Test
  void theEmptyTextHasATypeThatAColumnCanHave() {
    DataType type = Generated.SQL.typeOf("''", Schema.EMPTY).type();
    assertThat(type).isEqualTo(DataType.parse("VARCHAR(1) NOT NULL").orElseThrow());
    assertThat(Generated.value("''")).isEqualTo("");
    assertThat(Generated.value("CHAR_LENGTH('' || TRIM('  '))")).isEqualTo(0L);
    assertThat(Generated.value("CASE WHEN 1 > 2 THEN 'ab' ELSE '' END")).isEqualTo("");
  }

  @Test
  void textsCompareByCodePoint() {
    assertThat(Generated.value("'🙂' > '\uff5e'")).isEqualTo(true);
    assertThat(Generated.value("'a' = 'a '")).isEqualTo(false);
    assertThat(Generated.value("'Z' < 'a'")).isEqualTo(true);
  }

  @Property(tries = 60)
  void likeAgreesWithAPlainMatcher(
      @ForAll("texts") String text, @ForAll("patterns") String pattern) {
    Schema s = Generated.schema("x VARCHAR NOT NULL");
    Object actual = Generated.value("x LIKE '" + pattern + "'", s, Generated.row(s, text));
    assertThat(actual).as("%s LIKE %s", text, pattern).isEqualTo(like(text, 0, pattern, 0));
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> texts() {
    return net.jqwik.api.Arbitraries.strings().withChars("ab.%").ofMaxLength(5);
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> patterns() {
    return net.jqwik.api.Arbitraries.strings().withChars("ab.%_").ofMaxLength(5);
  }

  private static boolean like(String s, int i, String p, int j) {
    if (j == p.length()) {
      return i == s.length();
    }
    if (p.charAt(j) == '%') {
      return like(s, i, p, j + 1) || i < s.length() && like(s, i + 1, p, j);
    }
    return i < s.length()
        && (p.charAt(j) == '_' || p.charAt(j) == s.charAt(i))
        && like(s, i + 1, p, j + 1);
  }
}
