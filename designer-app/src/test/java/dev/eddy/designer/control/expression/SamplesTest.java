package dev.eddy.designer.control.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.designer.control.expression.SampleRows.Result;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final Schema INPUT =
      Schema.of(
          new Field("n", DataType.INT),
          new Field("s", DataType.VARCHAR),
          new Field("t", DataType.TIMESTAMP));
  private static final SampleRows ROWS =
      new SampleRows(
          List.of("n", "s", "t"),
          List.of(
              row("4", "a", "2001-01-01 10:00:00.000"),
              row("0", "b", "2001-01-02 11:30:00.000"),
              row(null, null, null)),
          "last run");

  private static List<@Nullable String> row(@Nullable String... cells) {
    return Arrays.asList(cells);
  }

  private static List<Result> run(String text, Use use) {
    return SampleRun.of(new SqlExpressions(), text, INPUT, use, ROWS);
  }

  @Test
  void eachRowHasItsResultAsTheRunWouldHaveIt() {
    assertThat(run("n * 2 + 1", Use.VALUE))
        .containsExactly(new Result("9", null), new Result("1", null), new Result(null, null));
    assertThat(run("EXTRACT(HOUR FROM t)", Use.VALUE).get(1).value()).isEqualTo("11");
    assertThat(run("n > 1", Use.CONDITION))
        .extracting(Result::value)
        .containsExactly("true", "false", null);
  }

  @Test
  void aRowThatFailsSaysWhyAndTheOthersGoOn() {
    List<Result> results = run("10 / n", Use.VALUE);
    assertThat(results.get(0).value()).isEqualTo("2");
    assertThat(results.get(1).error()).isNotBlank();
    assertThat(results.get(2)).isEqualTo(new Result(null, null));
  }

  @Test
  void aCellThatIsNoValueOfItsTypeIsAnErrorOfItsRow() {
    SampleRows odd = new SampleRows(List.of("n"), List.of(row("x"), row("1")), "pinned");
    List<Result> results = SampleRun.of(new SqlExpressions(), "n + 1", INPUT, Use.VALUE, odd);
    assertThat(results.get(0).error()).contains("n: 'x' is no INT");
    assertThat(results.get(1).value()).isEqualTo("2");
  }

  @Test
  void ofAnAggregateTheArgumentIsShown() {
    assertThat(run("SUM(n + 1)", Use.AGGREGATE))
        .extracting(Result::value)
        .containsExactly("5", "1", null);
    assertThat(run("COUNT(*)", Use.AGGREGATE)).isEmpty();
  }

  @Test
  void whatIsNotRightHasNoResults() {
    assertThat(run("nosuch + 1", Use.VALUE)).isEmpty();
    assertThat(SampleRun.of(new SqlExpressions(), "n", INPUT, Use.VALUE, SampleRows.NONE))
        .isEmpty();
  }

  @Test
  void theColumnsThatAreNamedStandBesideTheResult() {
    SamplesModel m =
        SamplesModel.of(
            ROWS, List.of("n", "n", "s"), run("n > 1 AND s = 'a'", Use.CONDITION), Use.CONDITION);
    assertThat(m.head()).containsExactly("n", "s", "result");
    assertThat(m.lines().get(0).cells()).containsExactly("4", "a");
    assertThat(m.lines().get(0).result()).isEqualTo("true");
    assertThat(m.note()).isEqualTo("3 rows, last run · 1 kept");
  }

  @Test
  void failuresAreCounted() {
    assertThat(SamplesModel.of(ROWS, List.of("n"), run("10 / n", Use.VALUE), Use.VALUE).note())
        .isEqualTo("3 rows, last run · 1 fails");
    assertThat(SamplesModel.of(ROWS, List.of(), Collections.emptyList(), Use.VALUE))
        .isEqualTo(SamplesModel.EMPTY);
  }
}
