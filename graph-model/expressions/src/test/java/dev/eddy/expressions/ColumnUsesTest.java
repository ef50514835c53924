package dev.eddy.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.expression.Expressions.ColumnUse;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnUsesTest {
  private static List<String> uses(String text) {
    return new SqlExpressions()
        .columns(text).stream()
            .map(u -> u.column() + "=" + text.substring(u.from(), u.to()))
            .toList();
  }

  @Test
  void everyNameOfAColumnIsFoundWithItsPlace() {
    assertThat(uses("delay > 15 AND (delay + taxi) * 2 < UPPER(origin)"))
        .containsExactly("delay=delay", "delay=delay", "taxi=taxi", "origin=origin");
  }

  @Test
  void quotesBelongToThePlaceAndNotToTheName() {
    assertThat(uses("`at` = `a``b`")).containsExactly("at=`at`", "a`b=`a``b`");
  }

  @Test
  void placesAreRightOnLaterLines() {
    assertThat(uses("a\n  AND\n  bcd\n")).containsExactly("a=a", "bcd=bcd");
  }

  @Test
  void typesUnitsFunctionsAndLiteralsAreNoColumns() {
    assertThat(uses("CAST(x AS STRING) LIKE 'y' AND t > TIMESTAMP '2020-01-01 00:00:00'"))
        .containsExactly("x=x", "t=t");
    assertThat(uses("EXTRACT(YEAR FROM t) + TIMESTAMPDIFF(DAY, a, b)"))
        .containsExactly("t=t", "a=a", "b=b");
    assertThat(uses("CASE WHEN a THEN b ELSE c END")).containsExactly("a=a", "b=b", "c=c");
  }

  @Test
  void anAggregateIsReadToo() {
    assertThat(uses("AVG(CAST(delay AS DOUBLE))")).containsExactly("delay=delay");
    assertThat(uses("COUNT(*)")).isEmpty();
  }

  @Test
  void whatDoesNotParseHasNoUses() {
    assertThat(new SqlExpressions().columns("a >")).isEqualTo(List.<ColumnUse>of());
  }

  @Test
  void functionsAndAggregatesAreFoundInAnyCase() {
    SqlExpressions e = new SqlExpressions();
    assertThat(e.function("upper"))
        .hasValueSatisfying(f -> assertThat(f.signature()).contains("("));
    assertThat(e.function("Avg")).isPresent();
    assertThat(e.function("NOSUCH")).isEmpty();
    assertThat(e.function("+")).isEmpty();
  }
}
