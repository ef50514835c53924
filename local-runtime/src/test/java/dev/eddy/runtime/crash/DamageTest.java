package dev.eddy.runtime.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.problem.Problem;
import dev.eddy.operator.torture.FaultyDisk;
import dev.eddy.operator.torture.FaultyDisk.Fate;
import dev.eddy.operator.torture.FaultyDisk.Operation;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.Replay;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.Stop;
import dev.eddy.runtime.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cuts off and changes the files of a run that was killed right after a checkpoint, before its rows
 * were committed.
 */
class DamageTest {
  private static final int ROWS = 400;

  @TempDir static Path shared;
  private static Reference reference;
  private static Path halted;
  private static Path haltedOut;
  private static Path out;

  @TempDir Path temp;
  private Path recording;

  @BeforeAll
  static void runAndDie() throws Exception {
    reference = Reference.of(ROWS, shared.resolve("reference"));
    halted = shared.resolve("halted");
    out = shared.resolve("out");
    int[] checkpoints = {5};
    FaultyDisk.Script dies =
        new FaultyDisk.Script() {
          @Override
          public Fate fate(Operation operation, Path file) {
            if (checkpoints[0] == 0) {
              return Fate.STRUCK_BEFORE;
            }
            boolean checkpoint =
                operation == Operation.REPLACE && file.getParent().endsWith("checkpoints");
            return checkpoint && --checkpoints[0] == 0 ? Fate.STRUCK_AFTER : Fate.DONE;
          }

          @Override
          public IOException strike(Operation operation, Path file) {
            return new IOException("dead");
          }
        };
    RunOptions options = options(halted).withDisk(new FaultyDisk(Disk.LOCAL, dies));
    try (LocalRun run = reference.start(out, options)) {
      run.advance(() -> false);
    } catch (RunException e) {
      assertThat(e).hasMessageContaining("dead");
    }
    haltedOut = shared.resolve("halted-out");
    Folders.copy(out, haltedOut);
    assertThat(names(halted.resolve("checkpoints"))).hasSize(5).anyMatch(n -> n.contains("+"));
    assertThat(names(out)).anyMatch(n -> n.contains(".pending-"));
  }

  private static RunOptions options(Path recording) {
    return RunOptions.defaults(recording)
        .withCheckpointRows(60)
        .withAsynchronous(false)
        .withIncrementalFrom(20);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private void restore() throws IOException {
    recording = temp.resolve("recording");
    if (Files.exists(recording)) {
      Folders.delete(recording);
    }
    Folders.delete(out);
    Folders.copy(halted, recording);
    Folders.copy(haltedOut, out);
  }

  /** Resumes to the end; gives what it said, or what it was refused with. */
  private List<Problem> resume(String what) throws Exception {
    List<Problem> notices;
    try (LocalRun run =
        LocalRun.resume(
            recording, CrashPipeline.PROVIDERS, CrashPipeline.LOADER, options(recording))) {
      assertThat(run.advance(() -> false)).as(what).isEqualTo(Stop.END);
      run.finish();
      notices = run.notices();
    } catch (RunException e) {
      return List.of(e.problem());
    }
    reference.requireFiles(Disk.LOCAL, out, what);
    reference.requireRecording(recording, what);
    return notices;
  }

  private static Path newest(Path recording) throws IOException {
    try (Stream<Path> all = Files.list(recording.resolve("checkpoints"))) {
      return all.max((a, b) -> Integer.compare(number(a), number(b))).orElseThrow();
    }
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().split("-")[0]);
  }

  private static void flip(Path file, int at, int bit) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= (byte) (1 << bit);
    Files.write(file, bytes);
  }

  @Test
  void withoutDamageNothingIsSaid() throws Exception {
    restore();
    assertThat(resume("no damage")).isEmpty();
  }

  @Test
  void aDamagedCheckpointIsNamedAndTheOneBeforeIsTaken() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 12; i++) {
      restore();
      Path newest = newest(recording);
      byte[] bytes = Files.readAllBytes(newest);
      if (i % 3 == 0) {
        Files.write(newest, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
      } else {
        flip(newest, random.nextInt(bytes.length), random.nextInt(8));
      }
      assertThat(resume("damage " + i))
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.isError()).isFalse();
                assertThat(p.message())
                    .contains(newest.toString())
                    .containsAnyOf("is damaged", "is cut off")
                    .contains("goes on from checkpoint 4, at event 241");
              });
    }
  }

  @Test
  void aDamagedBaseCostsAllThatIsBuiltOnIt() throws Exception {
    restore();
    Path newest = newest(recording);
    while (!newest.getFileName().toString().contains("+")) {
      Files.delete(newest);
      newest = newest(recording);
    }
    String number = newest.getFileName().toString().replaceAll(".*\\+", "");
    Path base =
        recording
            .resolve("checkpoints")
            .resolve(
                names(recording.resolve("checkpoints")).stream()
                    .filter(n -> n.startsWith(number + "-"))
                    .findFirst()
                    .orElseThrow());
    flip(base, (int) Files.size(base) / 2, 3);
    assertThat(resume("base"))
        .singleElement()
        .satisfies(
            p ->
                assertThat(p.message())
                    .containsOnlyOnce(base.toString())
                    .contains("the run goes on from checkpoint " + (Long.parseLong(number) - 1)));
  }

  @Test
  void aDamagedJournalIsNamedAndTheNewestCheckpointBeforeTheDamageIsTaken() throws Exception {
    Random random = new Random(2);
    int behind = 0;
    for (int i = 0; i < 12; i++) {
      restore();
      Path journal = recording.resolve("journal");
      int size = (int) Files.size(journal);
      int at = random.nextInt(size);
      if (i % 3 == 0) {
        Files.write(journal, Arrays.copyOf(Files.readAllBytes(journal), at));
      } else {
        flip(journal, at, random.nextInt(8));
      }
      List<Problem> said = resume("journal at " + at);
      if (!said.isEmpty()) {
        behind++;
        assertThat(said)
            .singleElement()
            .satisfies(
                p ->
                    assertThat(p.message())
                        .contains(journal.toString())
                        .containsAnyOf("is no use", "does not fit"));
      }
    }
    assertThat(behind).isGreaterThan(8);
  }

  @Test
  void aDamagedPlanOrDescriptionIsRefusedByName() throws Exception {
    Random random = new Random(3);
    for (String name : List.of("plan", "recording.json")) {
      for (int i = 0; i < 6; i++) {
        restore();
        Path file = recording.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        if (i % 2 == 0) {
          Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        } else {
          flip(file, random.nextInt(bytes.length), random.nextInt(7));
        }
        String what = name + " " + i;
        assertThat(resume(what))
            .as(what)
            .singleElement()
            .satisfies(
                p -> {
                  assertThat(p.isError()).as(what).isTrue();
                  assertThat(p.message()).as(what).contains(name);
                  assertThat(p.remedy()).as(what).isNotBlank();
                });
      }
    }
  }

  @Test
  void damagedOrMissingPendingRowsOfASinkAreMadeAgainFromTheCheckpointBefore() throws Exception {
    restore();
    List<String> pending = names(out).stream().filter(n -> n.startsWith(".")).toList();
    assertThat(pending).hasSizeGreaterThanOrEqualTo(3);
    for (String name : pending) {
      for (int i = 0; i < 2; i++) {
        restore();
        Path file = out.resolve(name);
        if (i == 0) {
          flip(file, (int) Files.size(file) / 2, 2);
        } else if (name.contains(".table-")) {
          // The table is made again from its changes.
          continue;
        } else {
          Files.delete(file);
        }
        assertThat(resume(name))
            .as(name)
            .singleElement()
            .satisfies(
                p ->
                    assertThat(p.message())
                        .contains(name.replaceAll("^\\.|\\.(pending|table)-.*", ""))
                        .contains("goes on from checkpoint 4, at event 241"));
      }
    }
  }

  @Test
  void aFileOfASinkThatSomebodyDeletedIsMadeAgain() throws Exception {
    restore();
    Files.delete(out.resolve("rows.ndjson"));
    assertThat(resume("deleted"))
        .singleElement()
        .satisfies(
            p -> assertThat(p.message()).contains("rows.ndjson").contains("starts again at the"));
  }

  @Test
  void damagedDigestsCostNoRow() throws Exception {
    restore();
    Path digests = recording.resolve("digests");
    flip(digests, (int) Files.size(digests) / 2, 1);
    try (LocalRun run =
        LocalRun.resume(
            recording, CrashPipeline.PROVIDERS, CrashPipeline.LOADER, options(recording))) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      assertThat(run.notices())
          .singleElement()
          .satisfies(p -> assertThat(p.message()).contains(digests + " is damaged", "be verified"));
    }
    reference.requireFiles(Disk.LOCAL, out, "digests");
  }

  @Test
  void aVerificationThatLacksDigestsOrEventsIsNoSuccess() throws Exception {
    Random random = new Random(4);
    for (String name : List.of("digests", "journal")) {
      for (int i = 0; i < 4; i++) {
        restore();
        assertThat(resume("to the end")).isEmpty();
        Path file = recording.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        int at = random.nextInt(bytes.length);
        switch (i) {
          case 0 -> Files.delete(file);
          case 1 -> Files.write(file, Arrays.copyOf(bytes, at));
          default -> flip(file, at, random.nextInt(8));
        }
        String what = name + " " + i + " at " + at;
        Verification v = Replay.verify(recording, CrashPipeline.PROVIDERS, CrashPipeline.LOADER);
        assertThat(v.ok()).as(what).isFalse();
        assertThat(v)
            .as(what)
            .isInstanceOfSatisfying(
                Verification.Incomplete.class,
                part ->
                    assertThat(part.missing())
                        .contains(file.toString())
                        .containsAnyOf("is missing", "is cut off", "is damaged"));
        try (LocalRun run =
            LocalRun.open(recording, CrashPipeline.PROVIDERS, CrashPipeline.LOADER)) {
          assertThat(run.notices())
              .as(what)
              .singleElement()
              .satisfies(p -> assertThat(p.message()).contains(file.toString()));
        }
      }
    }
  }

  @Test
  void aRunThatWasKilledIsVerifiedAsFarAsItWasWritten() throws Exception {
    restore();
    assertThat(Replay.verify(recording, CrashPipeline.PROVIDERS, CrashPipeline.LOADER))
        .isInstanceOfSatisfying(
            Verification.Same.class, same -> assertThat(same.events()).isGreaterThan(240));
  }
}
