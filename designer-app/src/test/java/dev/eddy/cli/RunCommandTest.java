package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.cli.Shell.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
  private static final UnaryOperator<String> AS_IT_IS = text -> text;

  @TempDir Path folder;

  private Result run(String... args) {
    return new Shell(folder).run(args);
  }

  private void assertSame(Path out, String actual, String expected) throws Exception {
    assertThat(Example.rows(out.resolve(actual)))
        .isEqualTo(Example.rows(Example.folder().resolve("expected").resolve(expected)));
  }

  @Test
  void theExampleGivesTheExpectedRowsInEverySink() throws Exception {
    Path out = folder.resolve("out");
    Result r = run("run", Example.folder().toString(), "--out", out.toString());
    assertThat(r.err()).isEmpty();
    assertThat(r.exit()).isZero();
    assertSame(out, "report.ndjson", "report.ndjson");
    assertSame(out, "late-rows.ndjson", "late-rows.ndjson.gz");
    assertSame(out, "delay-counts.ndjson", "delay-counts.ndjson");
    assertSame(out, "delay-counts.changelog.ndjson", "delay-counts.changelog.ndjson.gz");
    assertThat(r.out())
        .containsPattern("flights +200 000")
        .containsPattern("hourly delay by origin .* 46 678\n")
        .containsPattern("report +[0-9a-f]{16,}")
        .contains("203 376 rows in ")
        .contains("recording: " + folder.resolve("state/eddy/recordings/flight-delays-1"));
  }

  @Test
  void neitherParallelismNorEpochsChangeADigest() throws Exception {
    Path project = Example.copy(folder.resolve("p"), 5_000, AS_IT_IS);
    List<String> first = digests(project, "--parallelism", "1", "--epoch-rows", "1000");
    assertThat(first).hasSize(3);
    assertThat(digests(project, "--parallelism", "2", "--epoch-rows", "37")).isEqualTo(first);
  }

  private List<String> digests(Path project, String... options) {
    Path out = folder.resolve("o" + options[3]);
    List<String> args =
        new java.util.ArrayList<>(
            List.of("run", project.toString(), "--quiet", "--out", out.toString()));
    args.addAll(List.of(options));
    Result r = run(args.toArray(String[]::new));
    assertThat(r.exit()).as(r.err()).isZero();
    return r.out()
        .lines()
        .filter(l -> l.contains(".ndjson"))
        .map(l -> l.replace(out.toString(), "OUT"))
        .toList();
  }

  @Test
  void withoutOutTheSinksWriteWhereTheProjectBindsThem() throws Exception {
    Path project = Example.copy(folder.resolve("p"), 2_000, AS_IT_IS);
    assertThat(run("run", project.toString(), "hourly-delays", "--quiet").exit()).isZero();
    assertThat(project.resolve("out/report.ndjson")).isRegularFile();
    assertThat(project.resolve("out/late-rows.ndjson")).isRegularFile();
    assertThat(project.resolve("out/delay-counts.ndjson")).isRegularFile();
  }

  @Test
  void aRecordingIsInspectedReplayedAndResumed() throws Exception {
    Path project = Example.copy(folder.resolve("p"), 3_000, AS_IT_IS);
    String recording = folder.resolve("rec").toString();
    assertThat(run("run", project.toString(), "--record", recording).exit()).isZero();

    Result overview = run("inspect", recording, "--at", "1000");
    assertThat(overview.exit()).as(overview.err()).isZero();
    assertThat(overview.out()).startsWith("flight-delays / hourly-delays at 1000.0 of ");

    Result state = run("inspect", recording, "--at", "end", "--state", "delayed by origin");
    assertThat(state.exit()).as(state.err()).isZero();
    assertThat(state.out()).contains("origin").contains("last writer");

    Result edge = run("inspect", recording, "--at", "end", "--edge", "report");
    assertThat(edge.exit()).as(edge.err()).isZero();
    assertThat(edge.out()).startsWith("add airport name → report\n").contains("avg_delay");

    Result nobody = run("inspect", recording, "--at", "1", "--edge", "nobody");
    assertThat(nobody.exit()).isEqualTo(2);
    assertThat(nobody.err()).contains("no node 'nobody'").contains("valid rows");

    Result replay = run("replay", recording, "--verify");
    assertThat(replay.exit()).as(replay.err()).isZero();
    assertThat(replay.out()).startsWith("same: ");

    List<String> before = Files.readAllLines(project.resolve("out/report.ndjson"));
    Result resumed = run("resume", recording, "--quiet");
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(Files.readAllLines(project.resolve("out/report.ndjson"))).isEqualTo(before);
  }

  @Test
  void progressIsPaintedForAWatcherAndNotWhenQuiet() throws Exception {
    Path project = Example.copy(folder.resolve("p"), 100, AS_IT_IS);
    Result watched = new Shell(folder).watched().run("run", project.toString());
    assertThat(watched.err()).contains("\r\u001b[2K");
    Result quiet = new Shell(folder).watched().run("run", project.toString(), "--quiet");
    assertThat(quiet.err()).isEmpty();
    assertThat(quiet.out()).doesNotContain("rows in");
  }

  @Test
  void noColourMeansNoColour() {
    String nowhere = folder.resolve("nowhere").toString();
    assertThat(new Shell(folder).watched().run("run", nowhere).err()).contains("\u001b[31merror:");
    assertThat(new Shell(folder).watched().with("NO_COLOR", "1").run("run", nowhere).err())
        .startsWith("error:");
  }

  @Test
  void aParameterOfTheProjectIsSetByName() throws Exception {
    Path project =
        Example.copy(folder.resolve("p"), 2_000, t -> t.replace("\"n\": 3", "\"n\": \"${best}\""));
    String text = Files.readString(project.resolve("eddy.json"));
    Files.writeString(
        project.resolve("eddy.json"),
        text.replace("\"parameters\": {},\n  \"env", "\"parameters\": {\"best\": 3},\n  \"env"));
    assertThat(run("run", project.toString(), "--set", "best=one").err())
        .startsWith("error: the parameter best is a number, not 'one'\n");
    assertThat(run("run", project.toString(), "--set", "worst=1").err())
        .startsWith("error: the project has no parameter 'worst'; it has: best\n");
    assertThat(run("run", project.toString(), "--set", "best").exit()).isEqualTo(2);
    Result one = run("run", project.toString(), "--set", "best=1", "--quiet");
    assertThat(one.exit()).as(one.err()).isZero();
    assertThat(Files.readAllLines(project.resolve("out/report.ndjson")))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).contains("\"rank\":1,"));
  }

  /** What is wrong, what is replaced by what, and what the error names. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          missing file      | data/airports.csv               | data/airport.csv           | airports · path
          wrong expression  | delay_minutes BETWEEN -30       | delay_minute BETWEEN -30   | valid rows · condition 1:1
          wrong type        | delay_minutes BETWEEN -30 AND 360 | delay_minutes             | valid rows · condition
          hole in the graph | "to": "late-rows.in"            | "to": "report.in"          | late rows
          unknown operator  | "operator": "top-n"             | "operator": "top-m"        | top 3 per hour
          unknown column    | "left_keys": ["origin"]         | "left_keys": ["orign"]     | add airport name · left_keys
          """)
  void aBrokenProjectIsRefusedWithItsPlaceByCheckAndByRun(
      String what, String from, String to, String place) throws Exception {
    Path project =
        Example.copy(
            folder.resolve("p"),
            10,
            text -> {
              assertThat(text).as(what).contains(from);
              return text.replace(from, to);
            });
    Result check = run("check", project.toString());
    assertThat(check.exit()).as(check.toString()).isEqualTo(1);
    assertThat(check.out()).contains("error: " + place);
    Result json = run("check", project.toString(), "--json");
    assertThat(json.exit()).isEqualTo(1);
    assertThat(json.out()).startsWith("[").contains("\"severity\": \"error\"");
    Result run = run("run", project.toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("error: " + place);
    assertThat(project.resolve("out")).doesNotExist();
    assertThat(folder.resolve("state")).as("no recording of what never ran").doesNotExist();
  }

  @Test
  void aRowThatCannotBeReadFailsTheRunWithFileLineAndColumn() throws Exception {
    Path project = Example.copy(folder.resolve("p"), 500, AS_IT_IS);
    Path flights = project.resolve("data/flights-arrivals-200k.csv.gz");
    rewrite(flights, 300, line -> line.replaceFirst(",-?\\d+,", ",much,"));
    Result r = run("run", project.toString());
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.err())
        .contains("error: flights")
        .contains("flights-arrivals-200k.csv.gz")
        .contains("300")
        .contains("delay_minutes")
        .contains("the recording so far: ");
  }

  @Test
  void aRowWithTooFewColumnsFailsTheRun() throws Exception {
    Path project = Example.copy(folder.resolve("p"), 500, AS_IT_IS);
    rewrite(project.resolve("data/flights-arrivals-200k.csv.gz"), 300, line -> "2001-01-01 00:00");
    Result r = run("run", project.toString());
    assertThat(r.exit()).isEqualTo(1);
    assertThat(r.err()).contains("error: flights").contains("300");
  }

  private static void rewrite(Path packed, int line, UnaryOperator<String> change)
      throws Exception {
    List<String> lines;
    try (var in = Example.gunzip(packed)) {
      lines = new java.util.ArrayList<>(in.lines().toList());
    }
    lines.set(line - 1, change.apply(lines.get(line - 1)));
    try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write((String.join("\n", lines) + "\n").getBytes());
    }
  }

  @Test
  void whatIsNotThereIsNamed() throws Exception {
    Result noProject = run("run", folder.resolve("nowhere").toString());
    assertThat(noProject.exit()).isEqualTo(1);
    assertThat(noProject.err()).contains("holds no Eddy project");
    Result noPipeline = run("run", Example.folder().toString(), "daily");
    assertThat(noPipeline.exit()).isEqualTo(1);
    assertThat(noPipeline.err())
        .contains("has no pipeline 'daily'")
        .contains("It has: hourly-delays.");
    Result noRecording = run("resume", folder.resolve("nowhere").toString());
    assertThat(noRecording.exit()).isEqualTo(1);
    assertThat(noRecording.err()).contains("There is no recording at ");
    Path used = Files.createDirectories(folder.resolve("used/by-others")).getParent();
    Result full = run("run", Example.folder().toString(), "--record", used.toString());
    assertThat(full.exit()).isEqualTo(2);
    assertThat(full.err()).contains("is not empty");
  }

  @Test
  void theExampleHasNoProblems() {
    Result r = run("check", Example.folder().toString());
    assertThat(r.exit()).as(r.out()).isZero();
    assertThat(r.err()).isEqualTo("no problems in 1 pipeline\n");
    assertThat(run("check", Example.folder().toString(), "--json").out()).isEqualTo("[]\n");
  }

  @Test
  void withoutADisplayTheExampleRunsInTheTerminal() {
    Result r = run();
    assertThat(r.exit()).as(r.err()).isZero();
    assertThat(r.out())
        .contains("first rows of report:\n  {\"window_start\":\"2001-01-01 00:00:00.000\"")
        .contains("recording: ");
    assertThat(r.err()).contains("--xvfb");
    Result open = run("open", Example.folder().toString());
    assertThat(open.exit()).isEqualTo(3);
    assertThat(open.err()).contains("--xvfb");
  }
}
