package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.cli.Shell.Result;
import dev.eddy.model.io.Json;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Projects that are damaged, or made to harm, at the command line: one sentence, exit code 1. */
class HostileProjectCommandTest {
  private static final String PIPELINE = "pipelines/p.pipeline.json";
  private static final String GOOD =
      """
      {"format": 1,
       "nodes": [
         {"id": "a", "operator": "csv-source", "name": "rows",
          "parameters": {"path": "x.csv", "columns": [{"name": "c", "type": "INT"}]}},
         {"id": "b", "operator": "filter", "name": "big", "parameters": {"condition": "c > 1"}},
         {"id": "k", "operator": "file-sink", "name": "out"}],
       "edges": [
         {"id": "e1", "from": "a.out", "to": "b.in"},
         {"id": "e2", "from": "b.out", "to": "k.in"}]}
      """;

  @TempDir private Path folder;
  private Path project;

  @BeforeEach
  void make() throws IOException {
    project = folder.resolve("project");
    Files.createDirectories(project.resolve("pipelines"));
    write("eddy.json", "{\"format\": 1, \"name\": \"p\"}");
    write("x.csv", "c\n1\n2\n3\n");
    write(PIPELINE, GOOD);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(project.resolve(file), text);
  }

  private Result shell(String... args) {
    return new Shell(folder).run(args);
  }

  @Test
  void whatIsGoodIsRun() {
    Result r = shell("run", project.toString(), "--out", folder.resolve("o").toString());
    assertThat(r.exit()).as(r.err()).isZero();
  }

  static Stream<Arguments> damages() {
    String two = GOOD.replace("\"id\": \"b\"", "\"id\": \"a\"");
    String circle =
        GOOD.replace(
            "\"to\": \"k.in\"}",
            "\"to\": \"k.in\"}, {\"id\":\"e3\",\"from\":\"b.out\",\"to\":\"b.in\"}");
    return Stream.of(
        Arguments.of("cut off", GOOD.substring(0, 200), "ends in the middle"),
        Arguments.of("empty", "", "empty"),
        Arguments.of("a list", "[]", "object"),
        Arguments.of("conflict markers", "<<<<<<< HEAD\n" + GOOD, "conflict"),
        Arguments.of("a newer format", GOOD.replace("\"format\": 1", "\"format\": 7"), "format 7"),
        Arguments.of("no format", GOOD.replace("\"format\": 1,", ""), "format"),
        Arguments.of("an id twice", two, "\"a\""),
        Arguments.of("an unknown operator", GOOD.replace("filter", "filtre"), "filtre"),
        Arguments.of("a circle", circle, "big"),
        Arguments.of("an edge to nowhere", GOOD.replace("b.in", "gone.in"), "gone"),
        Arguments.of("a port that is none", GOOD.replace("b.in", "b.left"), "left"),
        Arguments.of("a number in place of a text", GOOD.replace("\"c > 1\"", "17"), "condition"),
        Arguments.of("a NUL", GOOD.replace("c > 1", "c > \u0000 1"), "PIPELINE"),
        Arguments.of("a column that is none", GOOD.replace("c > 1", "d > 1"), "d"),
        Arguments.of("deep", "{\"format\":1,\"x\":" + "[".repeat(100_000), "deep"),
        Arguments.of("itself as a sub-graph", GOOD.replace("\"filter\"", "\"subgraph:p\""), "p"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void aDamagedPipelineIsRefusedWithItsPlaceByCheckAndByRun(String what, String text, String words)
      throws IOException {
    write(PIPELINE, text);
    Result check = shell("check", project.toString());
    assertThat(check.exit()).as(check.toString()).isEqualTo(1);
    assertThat(check.out()).contains("error: ").doesNotContain("\tat ", "Exception");
    if (!words.equals("PIPELINE")) {
      assertThat(check.out()).contains(words);
    }
    Result run = shell("run", project.toString(), "p", "--out", folder.resolve("o").toString());
    assertThat(run.exit()).as(run.toString()).isEqualTo(1);
    assertThat(run.err()).contains("error: ").doesNotContain("\tat ", "Exception");
    assertThat(folder.resolve("o/out.ndjson")).doesNotExist();
    assertThat(Files.readString(project.resolve(PIPELINE))).as("never touched").isEqualTo(text);
  }

  @Test
  void whereverTheFileIsCutItIsRefusedAndNeverTouched() throws IOException {
    byte[] whole = GOOD.strip().getBytes(StandardCharsets.UTF_8);
    for (int n = 0; n < whole.length; n += 41) {
      byte[] part = Arrays.copyOf(whole, n);
      Files.write(project.resolve(PIPELINE), part);
      Result r = shell("check", project.toString());
      assertThat(r.exit()).as("%d bytes: %s", n, r).isEqualTo(1);
      assertThat(r.err() + r.out()).doesNotContain("\tat ");
      assertThat(Files.readAllBytes(project.resolve(PIPELINE))).isEqualTo(part);
    }
  }

  @Test
  void problemsForScriptsAreOneArrayWhateverIsWrong() throws IOException {
    write(PIPELINE, GOOD.replace("c > 1", "d \"quoted\" \\u0007 > 1"));
    Result r = shell("check", project.toString(), "--json");
    assertThat(r.exit()).isEqualTo(1);
    Value v = Json.read(r.out().getBytes(StandardCharsets.UTF_8), Json.Limits.FILE);
    assertThat(v).isInstanceOf(Value.Items.class);
    for (Value item : ((Value.Items) v).items()) {
      Map<String, Value> fields = ((Value.Struct) item).fields();
      assertThat(fields).containsKeys("severity", "code", "message");
    }
    write("eddy.json", "{");
    Result broken = shell("check", project.toString(), "--json");
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(Json.read(broken.out().getBytes(StandardCharsets.UTF_8), Json.Limits.FILE))
        .isInstanceOfSatisfying(Value.Items.class, i -> assertThat(i.items()).hasSize(1));
  }

  @Test
  void aFolderAFileAndNothingInThePlaceOfAProjectAreTold() throws IOException {
    Files.delete(project.resolve("eddy.json"));
    Files.createDirectories(project.resolve("eddy.json"));
    for (String where :
        List.of(
            project.toString(),
            project.resolve("x.csv").toString(),
            folder.resolve("nowhere").toString())) {
      Result r = shell("check", where);
      assertThat(r.exit()).as(where).isEqualTo(1);
      assertThat(r.out() + r.err()).contains("error: ").contains("no Eddy project");
    }
  }

  @Test
  void aWrongLimitForRecordingsCostsNoRunThatWasFine() {
    Result r =
        new Shell(folder)
            .with("EDDY_RECORDINGS_MAX", "much")
            .run("run", project.toString(), "--out", folder.resolve("o").toString());
    assertThat(r.exit()).as(r.toString()).isZero();
    assertThat(r.err()).contains("EDDY_RECORDINGS_MAX");
  }
}
