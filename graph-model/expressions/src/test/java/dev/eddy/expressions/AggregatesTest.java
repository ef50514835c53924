package dev.eddy.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.expression.Expressions.TypedAggregate;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregate calls: their arguments and types. */
class AggregatesTest {
  private static final Schema SCHEMA =
      Generated.schema(
          "i INT",
          "b BIGINT NOT NULL",
          "d DOUBLE",
          "m DECIMAL(12, 2)",
          "s VARCHAR",
          "t TIMESTAMP(3) NOT NULL",
          "y TINYINT",
          "f FLOAT",
          "o BOOLEAN");

  private static AggregateCall call(String text) {
    TypedAggregate typed = Generated.SQL.aggregateOf("x", text, SCHEMA, 3);
    assertThat(typed.problems()).as(text).isEmpty();
    return Objects.requireNonNull(typed.call());
  }

  private static Problem problem(String text) {
    TypedAggregate typed = Generated.SQL.aggregateOf("x", text, SCHEMA, 3);
    assertThat(typed.call()).as(text).isNull();
    assertThat(typed.problems()).hasSize(1);
    return typed.problems().get(0);
  }

  @Test
  void countOfRowsHasNoArgument() {
    assertThat(call("count( * )"))
        .isEqualTo(
            new AggregateCall(
                "x", AggregateFunction.COUNT, null, null, -1, DataType.BIGINT.notNull()));
  }

  @Test
  void theArgumentIsKeptAsItIsWritten() {
    AggregateCall c = call("AVG( CAST((i) AS DOUBLE)\n )");
    assertThat(c.argument()).isEqualTo("CAST((i) AS DOUBLE)");
    assertThat(c.argumentType()).isEqualTo(DataType.DOUBLE);
    assertThat(c.argumentColumn()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COUNT(s)|BIGINT NOT NULL",
        "SUM(i)|INT",
        "SUM(y)|TINYINT",
        "SUM(b)|BIGINT NOT NULL",
        "SUM(m)|DECIMAL(38, 2)",
        "SUM(d)|DOUBLE",
        "AVG(i)|INT",
        "AVG(b)|BIGINT NOT NULL",
        "AVG(m)|DECIMAL(38, 6)",
        "AVG(f)|FLOAT",
        "AVG(CAST(i AS DOUBLE))|DOUBLE",
        "MIN(s)|VARCHAR",
        "MAX(t)|TIMESTAMP(3) NOT NULL",
        "MAX(m)|DECIMAL(12, 2)",
        "MIN(i + b)|BIGINT",
        "FIRST_VALUE(b)|BIGINT NOT NULL",
        "LISTAGG(s, '; ')|VARCHAR",
        "VAR_POP(d)|DOUBLE",
        "SUM(b) FILTER (WHERE o)|BIGINT",
        "COUNT(*) FILTER (WHERE o)|BIGINT NOT NULL",
      })
  void resultTypesAreFlinks(String text, String type) {
    assertThat(call(text).resultType()).isEqualTo(DataType.parse(type).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COUNT(DISTINCT *)|syntax",
        "SUM(ALL i)|not-supported",
        "SUM(i) FILTER (WHERE s)|type",
        "SUM(i) FILTER (WHERE nope)|unknown-column",
        "SUM(i) OVER ()|not-supported",
        "STDDEV_POP(i)|type",
        "LISTAGG(i)|type",
        "LISTAGG(s, s)|arguments",
        "MEDIAN(i)|no-aggregate",
        "i + 1|no-aggregate",
        "i|no-aggregate",
        "SUM(s)|type",
        "SUM(*)|star",
        "SUM(MAX(i))|aggregate",
        "COUNT(i, b)|arguments",
        "COUNT()|arguments",
        "AVG(nope)|unknown-column",
        "AVG(|syntax",
      })
  void whatIsNoAggregateIsRefused(String text, String code) {
    assertThat(problem(text).code()).isEqualTo(code);
  }

  @Test
  void aFilterIsANullWhereItDoesNotHold() {
    AggregateCall c = call("count( * ) filter (where i > (1) and o)");
    assertThat(c.argument()).isEqualTo("CASE WHEN (i > (1) and o) THEN (1) END");
    assertThat(c.argumentColumn()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(i) filter (where o -- only those\n)",
        "sum(i -- those\n) filter (where o)",
        "sum(i // those\n) filter (where o // only those\n)",
        "sum(i) filter (where s = '--' or o)",
      })
  void aCommentEndsWithItsLineInAFilterToo(String text) {
    AggregateCall c = call(text);
    assertThat(c.resultType()).isEqualTo(call("sum(i) filter (where o)").resultType());
    assertThat(c.argument()).endsWith("END");
  }

  @Test
  void distinctValuesAndSeparatorsAreApartFromTheArgument() {
    AggregateCall c = call("LISTAGG(distinct s || ',' , ', ')");
    assertThat(c.argument()).isEqualTo("s || ','");
    assertThat(c.distinct()).isTrue();
    assertThat(c.separator()).isEqualTo(", ");
    assertThat(call("LISTAGG(s)").separator()).isEqualTo(",");
    assertThat(call("SUM(DISTINCT (i))").argument()).isEqualTo("(i)");
  }

  @Test
  void aProblemInTheArgumentIsMarkedInTheWholeText() {
    assertThat(problem("AVG(CAST(nope AS DOUBLE))").place().range()).hasToString("1:10");
  }
}
