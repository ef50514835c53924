package dev.eddy.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.flink.fixture.Ledger;
import dev.eddy.flink.fixture.Plans;
import dev.eddy.flink.fixture.Readings;
import dev.eddy.flink.plan.PlanHandle;
import dev.eddy.model.io.CellText;
import dev.eddy.model.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of small operators on Flink's own runtime, inside this JVM. */
class BridgeTest {
  private static final long ROWS = 3000;

  @TempDir Path folder;

  @Test
  void everyRowOfEveryPortArrivesWhereItsRuleSays() throws Exception {
    Plan plan = summing("ports", Long.toString(ROWS), "0", "");

    run(plan, 1);

    Expected expected = Expected.of(ROWS);
    assertThat(Ledger.rows("ports-sums")).containsExactlyElementsOf(expected.sums);
    assertThat(Ledger.rows("ports-late")).containsExactlyElementsOf(expected.late);
    assertThat(expected.late).isNotEmpty();
    assertThat(Ledger.rows("ports-errors")).hasSize((int) ROWS / 100);
  }

  @Test
  void twoSplitsMergeByEventTimeAndTwoSubtasksGiveTheSameSums() throws Exception {
    Plan plan =
        new Plans()
            .readings(
                "readings", "rows", "500", "splits", "2", "event_time", "at", "watermark", "x")
            .minutes("minutes")
            .edge(0, 0, 1, 0)
            .ledger("sums", 1, 0, "name", "merge-sums")
            .build();

    run(plan, 1);
    List<String> first = Ledger.rows("merge-sums");
    run(plan, 1);

    assertThat(first).isNotEmpty();
    assertThat(Ledger.rows("merge-sums")).containsExactlyElementsOf(first);
  }

  @Test
  void bothInputsOfAJoinShareTheKeysState() throws Exception {
    Plan plan =
        new Plans()
            .readings("left", "rows", "70", "splits", "1")
            .readings("right", "rows", "35", "splits", "1")
            .pairs("pairs")
            .edge(0, 0, 2, 0)
            .edge(1, 0, 2, 1)
            .ledger("out", 2, 0, "name", "pairs")
            .build();

    run(plan, 2);

    List<String> expected = new ArrayList<>();
    for (int l = 0; l < 70; l++) {
      for (int r = 0; r < 35; r++) {
        long[] left = Readings.reading(0, l);
        long[] right = Readings.reading(0, r);
        if (left[0] == right[0]) {
          expected.add(
              "{\"op\":\"+I\",\"row\":{\"sensor\":\"s%d\",\"at\":\"%s\",\"amount\":%d}}"
                  .formatted(left[0], CellText.timestamp(left[1]), left[2] * 1000 + right[2]));
        }
      }
    }
    assertThat(Ledger.rows("pairs")).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aBroadcastInputReachesTheStateOfEverySubtask() throws Exception {
    Plan plan =
        new Plans()
            .readings("in", "rows", "70", "splits", "1")
            .readings("tariffs", "rows", "35", "splits", "1")
            .tariffs("times")
            .edge(0, 0, 2, 0)
            .edge(1, 0, 2, 1)
            .ledger("out", 2, 0, "name", "tariffs")
            .build();

    run(plan, 3);

    assertThat(Ledger.rows("tariffs")).hasSize(7).allMatch(r -> r.contains("\"amount\":350"));
  }

  private static void assertFails(Plan plan, String... words) {
    assertThatThrownBy(() -> run(plan, 1))
        .satisfies(e -> assertThat(ExceptionUtils.stringifyException(e)).contains(words));
  }

  @Test
  void anOperatorThatFailsEndsTheJobAndNamesNodeAndRow() {
    Plan plan = summing("fails", Long.toString(ROWS), "0", "yes");

    assertFails(
        plan, "by the minute [n1]: ArithmeticException: / by zero, at the row +I (", "amount = 41");
  }

  @Test
  void soDoesOneThatFailsWhileItLooksThroughAList() {
    Plan plan =
        new Plans()
            .readings("left", "rows", "70", "splits", "1")
            .readings("right", "rows", "70", "splits", "1")
            .pairs("pairs", "divide_by", "yes")
            .edge(0, 0, 2, 0)
            .edge(1, 0, 2, 1)
            .ledger("out", 2, 0, "name", "failed-pairs")
            .build();

    assertFails(plan, "pairs [n2]: ArithmeticException: / by zero, at the row +I (", "amount = 41");
  }

  @Test
  void aRowThatCannotBeReadEndsTheJobAndSaysHowToMendIt() {
    Plan plan =
        new Plans()
            .readings("all readings", "rows", "50", "splits", "1", "broken", "20")
            .ledger("out", 0, 0, "name", "broken")
            .build();

    assertFails(plan, "all readings [n0]: readings row 20: no number Mend the row.");
  }

  @Test
  void aSinkThatFailedOnceHasEveryRowOnce() throws Exception {
    Plan plan =
        new Plans()
            .readings(
                "readings",
                "rows",
                Long.toString(ROWS),
                "splits",
                "1",
                "event_time",
                "at",
                "watermark",
                "x",
                "rate",
                "2000")
            .minutes("minutes")
            .edge(0, 0, 1, 0)
            .ledger("late", 1, 1, "name", "once-late", "fail_after", "200")
            .ledger("sums", 1, 0, "name", "once-sums")
            .build();

    run(plan, 1);

    Expected expected = Expected.of(ROWS);
    assertThat(Ledger.failures("once-late")).isPositive();
    assertThat(Ledger.rows("once-late")).containsExactlyElementsOf(expected.late);
    assertThat(Ledger.rows("once-sums")).containsExactlyElementsOf(expected.sums);
  }

  @Test
  void aJobStoppedWithASavepointGoesOnWithoutLossOrDouble() throws Exception {
    Plan slow = summing("resumed", Long.toString(ROWS), "1000", "");
    JobClient job = environment(slow, 1, null).executeAsync("slow");
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (Ledger.rows("resumed-late").size() < 50 && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    String savepoint =
        job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    int before = Ledger.rows("resumed-late").size();

    Plan fast = summing("resumed", Long.toString(ROWS), "0", "");
    environment(fast, 1, savepoint).execute("resumed");

    Expected expected = Expected.of(ROWS);
    assertThat(before).isBetween(50, expected.late.size() - 1);
    assertThat(Ledger.rows("resumed-late")).containsExactlyElementsOf(expected.late);
    assertThat(Ledger.rows("resumed-sums")).containsExactlyElementsOf(expected.sums);
  }

  @Test
  void timersOfProcessingTimeFireByFlinksClock() throws Exception {
    Plan plan =
        new Plans()
            .readings("in", "rows", "600", "splits", "1", "rate", "600")
            .lulls("lulls")
            .edge(0, 0, 1, 0)
            .ledger("out", 1, 0, "name", "lulls")
            .build();

    run(plan, 2);

    // What still waits at the end of the input never comes.
    long counted =
        Ledger.rows("lulls").stream()
            .mapToLong(r -> Long.parseLong(r.replaceAll(".*\"amount\":(\\d+).*", "$1")))
            .sum();
    assertThat(counted).isBetween(100L, 600L);
  }

  private static Plan gathering(String rate) {
    return new Plans()
        .readings("in", "rows", Long.toString(ROWS), "splits", "1", "rate", rate)
        .gathers("gathers")
        .edge(0, 0, 1, 0)
        .ledger("out", 1, 0, "name", "gathered")
        .build();
  }

  @Test
  void aListUnderNoKeySurvivesASavepointAndIsDealtOutToMoreSubtasks() throws Exception {
    JobClient job = environment(gathering("1000"), 1, null).executeAsync("slow");
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (Ledger.rows("gathered").size() < 200 && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    String savepoint =
        job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    int before = Ledger.rows("gathered").size();
    environment(gathering("0"), 2, savepoint).execute("resumed");

    List<String> rows = Ledger.rows("gathered");
    long readings = LongStream.range(0, ROWS).filter(n -> !Readings.isError(n)).count();
    assertThat(before).isBetween(200, (int) readings - 1);
    assertThat(rows).doesNotHaveDuplicates();
    // Fewer than ten stay in the list of each subtask.
    assertThat((long) rows.size()).isBetween(readings - 18, readings);
  }

  private static Plan summing(String name, String rows, String rate, String divideBy) {
    return new Plans()
        .readings(
            "readings",
            "rows",
            rows,
            "splits",
            "1",
            "event_time",
            "at",
            "watermark",
            "x",
            "rate",
            rate)
        .minutes("by the minute", "divide_by", divideBy)
        .edge(0, 0, 1, 0)
        .ledger("sums", 1, 0, "name", name + "-sums")
        .ledger("late", 1, 1, "name", name + "-late")
        .ledger("errors", 0, 1, "name", name + "-errors")
        .build();
  }

  private static void run(Plan plan, int parallelism) throws Exception {
    environment(plan, parallelism, null).execute("test");
  }

  private static StreamExecutionEnvironment environment(
      Plan plan, int parallelism, String savepoint) {
    Configuration c = new Configuration();
    c.setString("rest.port", "0");
    if (savepoint != null) {
      c.setString("execution.savepoint.path", savepoint);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, c);
    EddyJob.build(env, PlanHandle.of(plan), new JobOptions(parallelism, 100));
    return env;
  }

  /** The rules of the pipeline once more, without operators. */
  private record Expected(List<String> sums, List<String> late) {
    static Expected of(long rows) {
      Expected e = new Expected(new ArrayList<>(), new ArrayList<>());
      TreeMap<Long, TreeMap<Long, Long>> open = new TreeMap<>();
      long watermark = Long.MIN_VALUE;
      for (long n = 0; n < rows; n++) {
        if (Readings.isError(n)) {
          continue;
        }
        long[] r = Readings.reading(0, n);
        long start = Math.floorDiv(r[1], 60_000) * 60_000;
        if (start + 59_999 <= watermark) {
          e.late.add(change(r[0], "at", r[1], "amount", r[2]));
        } else {
          open.computeIfAbsent(start, s -> new TreeMap<>()).merge(r[0], r[2], Long::sum);
        }
        watermark = Math.max(watermark, r[1] - 5000);
        e.close(open, watermark);
      }
      e.close(open, Long.MAX_VALUE);
      return e;
    }

    private void close(TreeMap<Long, TreeMap<Long, Long>> open, long watermark) {
      while (!open.isEmpty() && open.firstKey() + 59_999 <= watermark) {
        long start = open.firstKey();
        open.pollFirstEntry().getValue().entrySet().stream()
            .sorted(
                java.util.Comparator.comparingInt(
                    s -> dev.eddy.model.row.KeyGroups.groupOf(sensorKey(s.getKey()), 128)))
            .forEach(s -> sums.add(change(s.getKey(), "start", start, "sum", s.getValue())));
      }
    }

    private static byte[] sensorKey(long sensor) {
      dev.eddy.model.row.Row row = new dev.eddy.model.row.Row(1);
      row.setString(0, "s" + sensor);
      return new dev.eddy.model.row.KeyCodec(
              dev.eddy.model.type.Schema.of(
                  new dev.eddy.model.type.Field("s", dev.eddy.model.type.DataType.VARCHAR)))
          .encode(row);
    }

    private static String change(long sensor, String time, long at, String name, long value) {
      return "{\"op\":\"+I\",\"row\":{\"sensor\":\"s%d\",\"%s\":\"%s\",\"%s\":%d}}"
          .formatted(sensor, time, CellText.timestamp(at), name, value);
    }
  }
}
