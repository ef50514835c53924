package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.cli.Shell.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private String announced = "";

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
    command.add(System.getProperty("java.class.path") + announced);
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
    String said = failing(start("--step-limit", "1"));
    assertThat(said)
        .contains("valid rows: has not come back for 1 s at event ")
        .contains("origin = LAX");
    requireTheWayToItsEvent(said);
  }

  /** What a run says that ends with exit code 1 by itself. */
  private String failing(Process run) throws Exception {
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(folder.resolve("stderr"));
    assertThat(run.exitValue()).as(said).isEqualTo(1);
    assertThat(said).contains("the recording so far: " + recording);
    return said;
  }

  /** The recording ends with the event that is named, and can be gone to right before it. */
  private void requireTheWayToItsEvent(String said) throws IOException {
    Matcher event = Pattern.compile("at event (\\d+)").matcher(said);
    assertThat(event.find()).isTrue();
    long at = Long.parseLong(event.group(1));
    Result shown = new Shell(folder).run("inspect", recording.toString(), "--at", at + ".0");
    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.out()).contains(" at " + at + ".0 of " + (at + 1) + ".0");
    assertThat(Files.readString(recording.resolve("recording.json")))
        .contains("\"failed\"")
        .contains("event " + at);
    assertThat(new Shell(folder).run("replay", recording.toString(), "--verify").exit()).isZero();
  }

  @Test
  void aRunWhoseOperatorEndsTheProcessIsNoSuccessAndSaysWhereItWas() throws Exception {
    project =
        Example.copy(
            folder.resolve("quits"),
            500,
            text ->
                text.replace("\"operator\": \"filter\"", "\"operator\": \"quitting\"")
                    .replace("\"condition\": \"delay_minutes BETWEEN -30 AND 360\"", ""));
    announced = File.pathSeparator + Quitting.announcedIn(folder.resolve("announced"));
    String said = failing(start());
    assertThat(said)
        .contains("valid rows: ends the process by System.exit at event 3477 on the row ")
        .contains("in app//dev.eddy.cli.Quitting");
    assertThat(Files.readString(recording.resolve("recording.json")))
        .contains("\"failed\"")
        .contains("System.exit");
  }
}
