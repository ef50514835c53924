package dev.eddy.designer.control.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.designer.control.expression.SampleRows.Result;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

class SamplesTest {
  private static final Duration LONG = Duration.ofMinutes(1);
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
    return tried(new SampleTrials(LONG), text, use, ROWS);
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
    List<Result> results = tried(new SampleTrials(LONG), "n + 1", Use.VALUE, odd);
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
    assertThat(tried(new SampleTrials(LONG), "n", Use.VALUE, SampleRows.NONE)).isEmpty();
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

  private static SampleRows texts(String... texts) {
    return new SampleRows(List.of("s"), Arrays.stream(texts).map(SamplesTest::row).toList(), "run");
  }

  private static List<Result> tried(SampleTrials trials, String text, Use use, SampleRows rows) {
    return trials
        .start(
            rows.rows().size(),
            () -> SampleRun.compile(new SqlExpressions(), text, INPUT, use, rows))
        .join();
  }

  private static List<Result> tried(SampleTrials trials, String text, SampleRows rows) {
    return tried(trials, text, Use.VALUE, rows);
  }

  private static void awaitIdle(SampleTrials trials) throws TimeoutException {
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> trials.busy() == 0);
  }

  @Test
  void aRowThatTakesTooLongIsGivenUpAndThoseBeforeItKeepTheirResults() {
    SampleTrials trials = new SampleTrials(Duration.ofMillis(600));
    String endless = "a".repeat(60) + "!";
    List<Result> results = tried(trials, "REGEXP(s, '^(a+)+b\\1?$')", texts("ab", endless, "ab"));
    assertThat(results).hasSize(3);
    assertThat(results.get(0)).isEqualTo(new Result("true", null));
    assertThat(results.get(1).error()).isEqualTo("takes longer than 600 ms: given up");
    assertThat(results.get(2).error()).startsWith("not tried");
  }

  @Test
  void theThreadOfAMatchThatWasGivenUpEnds() throws Exception {
    SampleTrials trials = new SampleTrials(Duration.ofMillis(20));
    for (int i = 0; i < 12; i++) {
      List<Result> results =
          tried(trials, "REGEXP(s, '^(a+)+b\\1?$')", texts("a".repeat(60 + i) + "!"));
      assertThat(results.get(0).error()).startsWith("takes longer");
      awaitIdle(trials);
    }
  }

  @Test
  void functionsThatHeedNoInterruptAreNotPiledUp() throws Exception {
    SampleTrials trials = new SampleTrials(Duration.ofMillis(20));
    CountDownLatch stuck = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      trials.start(
          1,
          () -> {
            boolean waits = true;
            while (waits) {
              try {
                stuck.await();
                waits = false;
              } catch (InterruptedException e) {
                // it heeds none
              }
            }
            return null;
          });
    }
    assertThat(tried(trials, "s", texts("a")).get(0).error()).startsWith("not tried: functions");
    stuck.countDown();
    awaitIdle(trials);
    assertThat(tried(trials, "s", texts("a"))).containsExactly(new Result("a", null));
  }

  @Test
  void aRegularExpressionThatNestsTooDeeplyFailsForItsRowOnly() {
    List<Result> results =
        tried(
            new SampleTrials(LONG), "REGEXP(s, '^((a|b)+)+$')", texts("ab".repeat(200_000), "ab"));
    assertThat(results.get(0).error()).isEqualTo("needs too much of the stack");
    assertThat(results.get(1).value()).isEqualTo("true");
  }

  @Test
  void aFormWithMoreExpressionsThanThreadsHasAllOfItsResults() throws Exception {
    SampleTrials trials = new SampleTrials(LONG);
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<List<Result>>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String text = "n + " + i;
      answers.add(
          trials.start(
              ROWS.rows().size(),
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return SampleRun.compile(new SqlExpressions(), text, INPUT, Use.VALUE, ROWS);
              }));
    }
    assertThat(trials.busy()).as("threads").isEqualTo(3);
    go.countDown();
    for (int i = 0; i < 12; i++) {
      assertThat(answers.get(i).get(60, TimeUnit.SECONDS))
          .extracting(Result::value)
          .containsExactly(String.valueOf(4 + i), String.valueOf(i), null);
    }
    awaitIdle(trials);
  }

  @Test
  void anExpressionWhoseTryingBreaksDoesNotKeepTheOthersFromTheirTurn() throws Exception {
    SampleTrials trials = new SampleTrials(LONG);
    for (int i = 0; i < 5; i++) {
      CompletableFuture<List<Result>> broken =
          trials.start(
              1,
              () -> {
                throw new StackOverflowError();
              });
      assertThat(broken)
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableOfType(java.util.concurrent.ExecutionException.class)
          .withCauseInstanceOf(StackOverflowError.class);
    }
    awaitIdle(trials);
    assertThat(tried(trials, "s", texts("a"))).containsExactly(new Result("a", null));
  }
}
