package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.disk.Disk;
import dev.eddy.runtime.io.RecordingInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options of a run change, and what is refused before anything is written. */
class RunOptionsTest {
  @TempDir Path folder;

  private Path project;

  @BeforeEach
  void countsByKey() throws IOException {
    project = folder.resolve("p");
    Files.createDirectories(project.resolve("pipelines"));
    Files.createDirectories(project.resolve("data"));
    Files.writeString(project.resolve("data/in.csv"), "k\na\nb\na\n");
    Files.writeString(project.resolve("data/other.csv"), "k\nc\n");
    bind("{}");
    pipeline("k", "n");
  }

  private void bind(String bindings) throws IOException {
    Files.writeString(
        project.resolve("eddy.json"),
        "{\"format\": 1, \"name\": \"p\", \"environments\": {\"local\": {\"bindings\": "
            + bindings
            + "}}}");
  }

  private void pipeline(String key, String count) throws IOException {
    Files.writeString(
        project.resolve("pipelines/main.pipeline.json"),
        """
        {"format": 1, "nodes": [
          {"id": "s", "operator": "csv-source", "name": "in",
           "parameters": {"path": "data/in.csv",
             "columns": [{"name": "%1$s", "type": "VARCHAR NOT NULL"}]}},
          {"id": "g", "operator": "group-aggregate", "name": "counts",
           "parameters": {"keys": ["%1$s"],
             "aggregates": [{"name": "%2$s", "expression": "COUNT(*)"}]}},
          {"id": "k", "operator": "upsert-file-sink", "name": "out",
           "parameters": {"keys": ["%1$s"]}}],
         "edges": [
          {"id": "e1", "from": "s.out", "to": "g.in"},
          {"id": "e2", "from": "g.out", "to": "k.in"}]}
        """
            .formatted(key, count));
  }

  private Shell.Result run(String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("run", project.toString(), "--quiet", "--out", folder.resolve("o").toString()));
    all.addAll(List.of(options));
    return new Shell(folder).run(all.toArray(String[]::new));
  }

  private List<String> rows(String... options) throws IOException {
    Shell.Result r = run(options);
    assertThat(r.exit()).as(r.err()).isZero();
    return Files.readAllLines(folder.resolve("o/out.ndjson"));
  }

  @Test
  void aRunThatIsResumedKeepsItsStateWhereItWasAndCountsByItsClock() throws IOException {
    Path recording = folder.resolve("r");
    Path file = recording.resolve("recording.json");
    Shell shell = new Shell(folder);
    String[] run = {"run", project.toString(), "--record", recording.toString()};
    List<String> words = new ArrayList<>(List.of(run));
    words.addAll(List.of("--state", "rocksdb", "--clock", "event-time"));
    assertThat(shell.run(words.toArray(String[]::new)).exit()).isZero();
    Map<String, String> before = RecordingInfo.read(Disk.LOCAL, file).options();
    assertThat(before).containsEntry("state", "rocksdb").containsEntry("clock", "event-time");

    assertThat(shell.run("resume", recording.toString()).exit()).isZero();
    assertThat(RecordingInfo.read(Disk.LOCAL, file).options()).isEqualTo(before);

    assertThat(shell.run("resume", recording.toString(), "--state", "heap").exit()).isZero();
    assertThat(RecordingInfo.read(Disk.LOCAL, file).options())
        .containsEntry("state", "heap")
        .containsEntry("clock", "event-time");
  }

  @Test
  void aParameterOfANodeIsSetByNameOrIdAlsoWhereTheEnvironmentBindsIt() throws IOException {
    assertThat(rows("--set", "in.path=data/other.csv")).singleElement().asString().contains("c");
    bind("{\"main/s\": {\"path\": \"data/in.csv\"}}");
    assertThat(rows("--set", "s.path=data/other.csv")).singleElement().asString().contains("c");
  }

  @ParameterizedTest
  @CsvSource({"heap, wall", "heap, event-time", "rocksdb, wall"})
  void neitherBackendNorClockChangesARowThatNothingIsForgottenOf(String state, String clock)
      throws IOException {
    List<String> plain = rows();
    assertThat(plain).hasSize(2);
    assertThat(rows("--state", state, "--clock", clock)).isEqualTo(plain);
  }

  @Test
  void aRunGoesOnFromTheStateOfAnotherOneWhereColumnsThatHaveAnotherNameAreSaid()
      throws IOException {
    String before = folder.resolve("before").toString();
    String after = folder.resolve("after").toString();
    rows("--record", before);
    pipeline("k", "m");
    Shell.Result refused = run("--from", before);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).startsWith("error: counts: ").contains("The column m is new");
    Shell.Result named = run("--from", before, "--renamed", "m=n", "--record", after);
    assertThat(named.exit()).as(named.err()).isZero();
    Shell.Result state = new Shell(folder).run("inspect", after, "--at", "0", "--state", "counts");
    assertThat(state.out().lines().map(l -> l.strip().replaceAll(" +", " ")))
        .contains("k m last writer", "a 2 0.0", "b 1 0.0");
  }

  @Test
  void stateThatHasNoPlaceIsDroppedOnlyWhenAsked() throws IOException {
    String before = folder.resolve("before").toString();
    rows("--record", before);
    Path file = project.resolve("pipelines/main.pipeline.json");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"g\"", "\"h\"").replace("g.", "h."));
    Shell.Result refused = run("--from", before);
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("counts");
    Shell.Result dropped = run("--from", before, "--drop-state");
    assertThat(dropped.exit()).as(dropped.err()).isZero();
  }

  @Test
  void aReplayStopsAtTheMomentThatIsAskedFor() throws IOException {
    String recording = folder.resolve("r").toString();
    rows("--record", recording);
    Shell.Result there = new Shell(folder).run("replay", recording, "--to", "2");
    assertThat(there.exit()).as(there.err()).isZero();
    assertThat(there.out()).startsWith("replayed to 2.0 in ").contains("p / main at 2.0 of ");
    Shell.Result both = new Shell(folder).run("replay", recording, "--to", "2", "--verify");
    assertThat(both.err()).startsWith("error: --verify and --to exclude each other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--set | on.path=x          | the pipeline has no node 'on'",
        "--set | in.paths=x         | in has no parameter 'paths'; it has: ",
        "--set | in.columns=x       | not supported: to set in.columns on the command line",
        "--state | disk             | --state takes heap or rocksdb",
        "--clock | mine             | --clock takes wall or event-time",
        "--renamed | a              | --renamed takes NODE.NEW=OLD or NEW=OLD, not 'a'",
        "--renamed | a=b            | --renamed and --drop-state go with --from",
        "--from | nowhere           | nowhere",
      })
  void whatIsRefusedLeavesNoRecording(String option, String value, String words) {
    Shell.Result r = run(option, value);
    assertThat(r.exit()).isNotZero();
    assertThat(r.err()).startsWith("error: ").contains(words);
    assertThat(folder.resolve("state/eddy/recordings/p-1")).doesNotExist();
  }

  @Test
  void stateIsDroppedOnlyFromAnotherRun() {
    assertThat(run("--drop-state").err())
        .startsWith("error: --renamed and --drop-state go with --from");
  }
}
