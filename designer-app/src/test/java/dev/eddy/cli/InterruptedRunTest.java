package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code eddy run} in a process of its own that is ended on the way, and {@code eddy resume}. */
@Timeout(180)
class InterruptedRunTest {
  private static final List<String> FILES =
      List.of(
          "report.ndjson",
          "late-rows.ndjson",
          "delay-counts.ndjson",
          "delay-counts.changelog.ndjson");

  @TempDir Path folder;
  private Path project;
  private Path recording;

  @BeforeEach
  void makeASlowProject() throws IOException {
    recording = folder.resolve("recording");
    project =
        Example.copy(
            folder.resolve("p"),
            60_000,
            text ->
                text.replace(
                    "\"event_time\": \"scheduled_departure\"",
                    "\"rate\": 20000, \"event_time\": \"scheduled_departure\""));
  }

  private Process start(String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(EddyMain.class.getName());
    command.addAll(List.of("run", project.toString(), "--out", folder.resolve("out").toString()));
    command.addAll(List.of("--record", recording.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("stdout").toFile())
        .redirectError(folder.resolve("stderr").toFile())
        .start();
  }

  /** Starts the run and answers once its first checkpoint is there. */
  private Process startAndAwaitACheckpoint() throws Exception {
    Process run = start();
    while (!hasCheckpoint() && !run.waitFor(5, TimeUnit.MILLISECONDS)) {
      assertThat(run.isAlive() || hasCheckpoint()).isTrue();
    }
    assertThat(run.isAlive()).as(Files.readString(folder.resolve("stderr"))).isTrue();
    return run;
  }

  private boolean hasCheckpoint() throws IOException {
    Path checkpoints = recording.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return false;
    }
    try (var all = Files.list(checkpoints)) {
      return all.anyMatch(p -> !p.getFileName().toString().contains("tmp"));
    }
  }

  private void assertResumedAsIfNothingHadHappened() throws IOException {
    Shell shell = new Shell(folder);
    Result resumed = shell.run("resume", recording.toString());
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.err()).startsWith("goes on at ");
    Result undisturbed =
        shell.run("run", project.toString(), "--out", folder.resolve("whole").toString());
    assertThat(undisturbed.exit()).as(undisturbed.err()).isZero();
    for (String file : FILES) {
      assertThat(folder.resolve("out").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
    }
    assertThat(shell.run("replay", recording.toString(), "--verify").exit()).isZero();
  }

  @Test
  void aRunThatIsToldToEndStopsAtACheckpointAndIsResumed() throws Exception {
    Process run = startAndAwaitACheckpoint();
    run.destroy();
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(folder.resolve("stderr")))
        .contains("Stopped at a checkpoint, at ")
        .contains("eddy resume " + recording);
    assertResumedAsIfNothingHadHappened();
  }

  @Test
  void aRunThatIsKilledIsResumedFromItsNewestCheckpoint() throws Exception {
    Process run = startAndAwaitACheckpoint();
    run.destroyForcibly();
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertResumedAsIfNothingHadHappened();
  }

  @Test
  void aRunWhoseOperatorDoesNotComeBackIsEndedAndSaysWhereItWas() throws Exception {
    project =
        Example.copy(
            folder.resolve("caught"),
            500,
            text ->
                text.replace(
                    "delay_minutes BETWEEN -30 AND 360",
                    "REGEXP('" + "a".repeat(60) + "' || origin, '^(a+)+b\\\\1?$')"));
    Process run = start("--step-limit", "1");
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(folder.resolve("stderr"));
    assertThat(run.exitValue()).as(said).isEqualTo(1);
    assertThat(said)
        .contains("the recording so far: " + recording)
        .contains("valid rows: has not come back for 1 s at event ")
        .contains("origin = LAX");
  }
}
