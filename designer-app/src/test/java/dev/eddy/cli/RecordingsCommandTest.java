package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.cli.Shell.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsCommandTest {
  @TempDir Path folder;
  private Path project;

  @BeforeEach
  void project() throws Exception {
    project = Example.copy(folder.resolve("p"), 500, text -> text);
  }

  private Result run(String... args) {
    return new Shell(folder).run(args);
  }

  private Result runProject(Shell shell) {
    return shell.run(
        "run", project.toString(), "--quiet", "--out", folder.resolve("out").toString());
  }

  private Path recording(int n) {
    return folder.resolve("state/eddy/recordings/flight-delays-" + n);
  }

  @Test
  void recordingsAreListedAndTakenAway() {
    assertThat(run("recordings").out()).startsWith("0 recordings, 0 B, in ");
    runProject(new Shell(folder));
    runProject(new Shell(folder));
    assertThat(run("recordings").out())
        .containsPattern("flight-delays-1 +hourly-delays +finished ")
        .containsPattern("flight-delays-2 +hourly-delays +finished ")
        .contains("2 recordings, ");
    assertThat(run("recordings", "--prune", "--older", "1").out()).startsWith("removed 0 ");
    assertThat(run("recordings", "--prune", "--max-size", "0").out()).startsWith("removed 1 ");
    assertThat(recording(1)).doesNotExist();
    assertThat(recording(2)).isDirectory();
    assertThat(run("recordings", "--prune", "--older", "0").out()).startsWith("removed 1 ");
    assertThat(recording(2)).doesNotExist();
  }

  @Test
  void aRunTakesTheOldestAwayWhereTheyTakeTooMuchAndSaysSo() {
    Shell small = new Shell(folder).with("EDDY_RECORDINGS_MAX", "1K");
    runProject(small);
    assertThat(recording(1)).isDirectory();
    Result second = small.run("run", project.toString(), "--out", folder.resolve("o").toString());
    assertThat(second.exit()).isZero();
    assertThat(second.err() + second.out())
        .contains("removed the 1 oldest recordings (")
        .contains("at most 1K are kept in ")
        .contains("EDDY_RECORDINGS_MAX changes that");
    assertThat(recording(1)).doesNotExist();
    assertThat(recording(2)).isDirectory();
  }

  @Test
  void wrongUsageIsSaid() {
    assertThat(run("recordings", "--older", "1").exit()).isEqualTo(2);
    assertThat(run("recordings", "--prune").exit()).isEqualTo(2);
    assertThat(run("recordings", "--prune", "--max-size", "much").exit()).isEqualTo(2);
  }

  @Test
  void sizesAreReadAndWrittenAsPeopleDo() throws Exception {
    assertThat(RecordingsCommand.bytes("500")).isEqualTo(500);
    assertThat(RecordingsCommand.bytes("20m")).isEqualTo(20_000_000);
    assertThat(RecordingsCommand.bytes("10GB")).isEqualTo(10_000_000_000L);
    assertThat(RecordingsCommand.bytes("999999999999T")).isEqualTo(Long.MAX_VALUE);
    assertThat(RecordingsCommand.size(999)).isEqualTo("999 B");
    assertThat(RecordingsCommand.size(1_000)).isEqualTo("1.0 KB");
    assertThat(RecordingsCommand.size(12_345_678)).isEqualTo("12.3 MB");
  }

  @Test
  void anUnknownRestartStrategyIsRefused() {
    Result r = run("run", project.toString(), "--restart", "often");
    assertThat(r.exit()).isEqualTo(2);
    assertThat(r.err()).contains("'often' is no restart strategy");
  }
}
