package dev.eddy.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.io.Json;
import dev.eddy.model.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @Test
  void aFigureIsALineOfJson() throws Exception {
    Path file = folder.resolve("figures.json");
    try (Report report = new Report(terminal, file)) {
      report.figure("cpu \"per\" event", "eddy", "q0", 2, 12.5, "ns", -1);
      report.figure("not measured", "jet", "", 1, Double.NaN, "ns", 0);
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    Value.Struct first = (Value.Struct) parse(lines.get(0));
    assertThat(first.fields().keySet())
        .containsExactly(
            "figure", "engine", "query", "parallelism", "value", "unit", "checksum", "load");
    assertThat(first.get("figure")).isEqualTo(Value.of("cpu \"per\" event"));
    assertThat(((Value.Num) first.get("value")).number())
        .isEqualByComparingTo(new BigDecimal("12.5"));
    assertThat(first.get("checksum")).isEqualTo(Value.of("ffffffffffffffff"));
    assertThat(((Value.Struct) parse(lines.get(1))).get("value")).isInstanceOf(Value.Null.class);
  }

  private static Value parse(String line) throws Exception {
    return Json.read(line.getBytes(StandardCharsets.UTF_8), Json.Limits.FILE);
  }

  @Test
  void columnsOfATableStandUnderEachOther() throws Exception {
    try (Report report = new Report(terminal, null)) {
      report.table(List.of(List.of("query", "ns"), List.of("q0", "1060")));
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("query    ns", "q0     1060");
  }

  @Test
  void theMedianOfAnEvenNumberOfRoundsIsTheMeanOfTheTwoInTheMiddle() {
    assertThat(EngineBench.median(4, 1, 3, 2)).isEqualTo(2.5);
    assertThat(EngineBench.median(3, 1, 2)).isEqualTo(2);
  }
}
