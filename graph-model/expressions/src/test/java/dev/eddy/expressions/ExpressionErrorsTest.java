package dev.eddy.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.expression.Expressions.Typed;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with an expression, where, and how to mend it. */
class ExpressionErrorsTest {
  private static final Schema FLIGHTS =
      Generated.schema(
          "scheduled_departure TIMESTAMP(3) NOT NULL",
          "delay_minutes INT",
          "distance_miles INT",
          "origin VARCHAR",
          "fare DECIMAL(8, 2)",
          "value INT",
          "ratio FLOAT",
          "share DOUBLE");

  private static Problem problem(String text) {
    Typed typed = Generated.SQL.typeOf(text, FLIGHTS);
    assertThat(typed.type()).as(text).isNull();
    assertThat(typed.problems()).as(text).hasSize(1);
    return typed.problems().get(0);
  }

  private static String marked(String text, Problem p) {
    var range = Objects.requireNonNull(p.place().range());
    assertThat(range.startLine()).isEqualTo(range.endLine());
    String line = text.split("\n", -1)[range.startLine() - 1];
    return line.substring(range.startColumn() - 1, Math.min(line.length(), range.endColumn() - 1));
  }

  @Test
  void aMisspeltColumnIsMarkedAndGuessed() {
    String text = "delay_minuts > 15";
    Problem p = problem(text);
    assertThat(p.code()).isEqualTo("unknown-column");
    assertThat(marked(text, p)).isEqualTo("delay_minuts");
    assertThat(p.remedy()).isEqualTo("Did you mean delay_minutes?");
    assertThat(p.fixes()).containsExactly("delay_minutes");
  }

  @Test
  void allMisspeltNamesAreFoundAtOnce() {
    Typed typed = Generated.SQL.typeOf("delay_minuts > 15 AND uper(orign) = 'ATL'", FLIGHTS);
    assertThat(typed.problems())
        .extracting(Problem::code)
        .containsExactly("unknown-column", "unknown-function");
  }

  @Test
  void aPlaceOnALaterLineIsCountedThere() {
    String text = "delay_minutes > 15\n  AND orign = 'ATL'";
    Problem p = problem(text);
    assertThat(p.place().range()).hasToString("2:7");
    assertThat(marked(text, p)).isEqualTo("orign");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "delay_minutes = '15'|delay_minutes = '15'|without quotes",
        "scheduled_departure > '2001-01-01'|scheduled_departure > '2001-01-01'|TIMESTAMP '",
        "UPPER(delay_minutes)|UPPER(delay_minutes)|UPPER(text)",
        "1 + UPPER(origin, 2)|UPPER(origin, 2)|UPPER(text)",
        "origin + 1|origin + 1|number + number",
        "ratio * share|ratio * share|CAST it",
        "ROUND(fare, delay_minutes)|delay_minutes|Write a number",
        "CASE WHEN TRUE THEN 1 ELSE origin END|CASE WHEN TRUE THEN 1 ELSE origin END|CAST",
        "value + 1|value|`value`",
        "origin = 'ATL|'ATL|Close it",
        "DATE_FORMAT(scheduled_departure, 'bogus')|'bogus'|yyyy-MM-dd",
        "LENGTH(origin)|LENGTH|CHAR_LENGTH",
        "CAST(origin AS TIMESTAMP(6))|TIMESTAMP(6)|(3)",
        "CAST(origin AS MONEY)|MONEY|DECIMAL(p, s)",
        "origin LIKE '#a' ESCAPE '#'|'#a'|\"\"",
      })
  void theWrongPartIsMarkedAndTheRemedyNamed(String text, String part, String remedy) {
    Problem p = problem(text);
    assertThat(marked(text, p)).isEqualTo(part);
    assertThat(p.remedy()).contains(remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "1 + COUNT(*)|COUNT(*)|aggregate",
        "SUM(delay_minutes) OVER () > 1|SUM(delay_minutes) OVER ()|not-supported",
        "delay_minutes IN (SELECT 1)|(SELECT 1)|not-supported",
        "1 + CURRENT_TIMESTAMP|CURRENT_TIMESTAMP|not-supported",
        "RAND() > 1|RAND()|not-supported",
        "f.origin|f.origin|not-supported",
        "ARRAY[1]|ARRAY[1]|not-supported",
        "delay_minutes > ?|?|not-supported",
        "origin IS JSON|origin IS JSON|not-supported",
        "INTERVAL '1' DAY|INTERVAL '1' DAY|not-supported",
        "CEIL(scheduled_departure TO MONTH)|CEIL(scheduled_departure TO MONTH)|not-supported",
        "NULL|NULL|type",
      })
  void whatHasNoPlaceInARowIsRefusedThere(String text, String part, String code) {
    Problem p = problem(text);
    assertThat(p.code()).isEqualTo(code);
    if (!part.equals("(SELECT 1)")) {
      assertThat(marked(text, p)).isEqualTo(part);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "(",
        ")",
        "1 +",
        "'",
        "`",
        "\"a\"",
        "a b",
        "CASE",
        "CASE WHEN",
        "SELECT",
        ";",
        "--",
        "/*",
        "1 = = 2",
        "CAST(1 AS",
        "NOT",
        "U&'\\q'",
        "X'1'",
        "1e999",
        "INTERVAL 'x' DAY",
        "DATE '2024-13-01'",
        "TIMESTAMP 'x'",
        "{fn x()}",
        "💥",
        "a\u0000b",
        "ROW(1, 2)",
        "DEFAULT",
        "NEXT VALUE FOR x",
        "origin[1]",
        "origin.x",
        "CURSOR(SELECT 1)",
        "EXISTS (SELECT 1)",
        "PERIOD(1, 2)",
        "MULTISET[1]",
        "TRANSLATE('a' USING x)",
        "'a' 'b'",
        "(1, 2) = (1, 2)"
      })
  void whateverIsTypedGivesAProblemWithAPlace(String text) {
    Typed typed = Generated.SQL.typeOf(text, FLIGHTS);
    assertThat(typed.type()).isNull();
    assertThat(typed.problems())
        .isNotEmpty()
        .allSatisfy(
            p -> {
              assertThat(p.place().range()).isNotNull();
              assertThat(p.message()).isNotBlank().doesNotContain("Exception", "Was expecting");
            });
  }

  @Test
  void everyPrefixOfAnExpressionIsHandled() {
    String text =
        "CASE WHEN delay_minutes BETWEEN -30 AND 360 AND origin LIKE 'A%' ESCAPE '#' THEN"
            + " TIMESTAMPDIFF(DAY, scheduled_departure - INTERVAL '30' MINUTE, TIMESTAMP"
            + " '2001-01-01 00:00:00') ELSE CAST(SUBSTRING(origin FROM 1 FOR 2) AS INT) END";
    for (int i = 0; i <= text.length(); i++) {
      Typed typed = Generated.SQL.typeOf(text.substring(0, i), FLIGHTS);
      assertThat(typed.type() != null || !typed.problems().isEmpty()).isTrue();
    }
    assertThat(Generated.SQL.typeOf(text, FLIGHTS).type()).isEqualTo(DataType.INT);
  }

  @Test
  void deepNestingIsRefusedAndNotAnOverflow() {
    for (int depth : new int[] {300, 100_000 / 2 - 10}) {
      String text = "(".repeat(depth) + "1" + ")".repeat(depth);
      Typed typed = Generated.SQL.typeOf(text, FLIGHTS);
      if (typed.type() == null) {
        assertThat(typed.problems()).extracting(Problem::code).containsExactly("not-supported");
      }
    }
    Problem p = problem("ABS(".repeat(400) + "1" + ")".repeat(400));
    assertThat(p.code()).isEqualTo("not-supported");
  }

  @Test
  void anExpressionThatWouldBeTooLargeAMethodIsRefused() {
    String text = "delay_minutes" + " + delay_minutes".repeat(200);
    assertThat(Generated.SQL.typeOf(text, FLIGHTS).type()).isEqualTo(DataType.INT);
    assertThat(problem("1" + " + 1".repeat(2000)).code()).isEqualTo("not-supported");
  }

  @Test
  void theLargestAcceptedConditionCompiles() {
    String text = "delay_minutes = 1" + " OR fare / 3 > delay_minutes".repeat(150);
    assertThat(Generated.SQL.typeOf(text, FLIGHTS).type()).isNotNull();
    Generated.predicate(text, FLIGHTS);
    StringBuilder list = new StringBuilder("origin IN ('x0'");
    for (int i = 1; i < 4000; i++) {
      list.append(", 'x").append(i).append('\'');
    }
    var row = Generated.row(FLIGHTS, 0L, 1, 2, "x3999");
    assertThat(Generated.predicate(list + ")", FLIGHTS).test(row)).isTrue();
    String numbers = "share IN (0" + ", 1.5".repeat(199) + ")";
    assertThat(Generated.predicate(numbers, FLIGHTS).test(row)).isFalse();
    assertThat(problem("share IN (0" + ", 1.5".repeat(200) + ")").code())
        .isEqualTo("not-supported");
  }

  @Test
  void aRegexThatIsNoneIsAWarning() {
    Typed typed = Generated.SQL.typeOf("REGEXP(origin, '[')", FLIGHTS);
    assertThat(typed.type()).isEqualTo(DataType.BOOLEAN);
    assertThat(typed.problems()).extracting(Problem::isError).containsExactly(false);
  }

  @Test
  void namesThatNeedQuotesAreTakenInBackticks() {
    Schema s = Schema.of(new Field("avg delay", DataType.INT), new Field("Größe", DataType.INT));
    assertThat(Generated.SQL.typeOf("`avg delay` + `Größe`", s).type()).isEqualTo(DataType.INT);
    assertThat(Generated.SQL.typeOf("`AVG DELAY`", s).type()).isNull();
  }
}
