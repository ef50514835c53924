package dev.eddy.runtime.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.disk.DiskException;
import dev.eddy.model.problem.Problem;
import dev.eddy.operator.torture.FaultyDisk;
import dev.eddy.operator.torture.FaultyDisk.Fate;
import dev.eddy.operator.torture.FaultyDisk.Operation;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets the n-th file operation of a run fail, for n = 1 until there is no n-th any more. */
class FailingDiskTest {
  private static final int ROWS = 240;
  private static final int CHECKPOINT_ROWS = 60;
  private static final int STEP = Boolean.getBoolean("long") ? 1 : 3;

  /** Else it is by chance which operation is the n-th. */
  private static final boolean ASYNCHRONOUS = false;

  @TempDir static Path shared;
  @TempDir Path temp;
  private static Reference reference;

  @BeforeAll
  static void runInPeace() throws Exception {
    reference = Reference.of(ROWS, shared);
  }

  /** Fails at the n-th operation, and, where it is for good, at all later ones of its kind. */
  private static final class FailingOnce implements FaultyDisk.Script {
    private final Fate fate;
    private final String why;
    private final boolean lasting;
    private int left;
    private String point = "";

    FailingOnce(int n, Fate fate, String why, boolean lasting) {
      this.left = n;
      this.fate = fate;
      this.why = why;
      this.lasting = lasting;
    }

    boolean happened() {
      return !point.isEmpty();
    }

    @Override
    public Fate fate(Operation operation, Path file) {
      if (happened()) {
        return lasting && operation == Operation.WRITE ? fate : Fate.DONE;
      }
      if (--left > 0) {
        return Fate.DONE;
      }
      point = Points.of(operation, file, fate);
      return fate;
    }

    @Override
    public IOException strike(Operation operation, Path file) {
      return new DiskException(file, "cannot be used", new IOException(why));
    }
  }

  @Test
  void aFailureOfAnyOperationOfARunIsNamedAndTheRunGoesOnAfterwards() throws Exception {
    TreeSet<String> points = new TreeSet<>();
    int n = 1;
    for (boolean happened = true; happened; n += STEP) {
      FailingOnce script =
          switch (n % 3) {
            case 0 -> new FailingOnce(n, Fate.STRUCK_BEFORE, "Input/output error", false);
            case 1 -> new FailingOnce(n, Fate.STRUCK_HALFWAY, "No space left on device", true);
            default -> new FailingOnce(n, Fate.STRUCK_AFTER, "Input/output error", false);
          };
      Path folder = Files.createDirectory(temp.resolve("run" + n));
      Path out = folder.resolve("out");
      RunOptions options =
          RunOptions.defaults(folder.resolve("recording"))
              .withCheckpointRows(CHECKPOINT_ROWS)
              .withAsynchronous(ASYNCHRONOUS)
              .withIncrementalFrom(20);
      try (LocalRun run =
          reference.start(out, options.withDisk(new FaultyDisk(Disk.LOCAL, script)))) {
        assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      } catch (RunException e) {
        requireNamed(e.problem(), folder);
      }
      happened = script.happened();
      points.add(script.point);
      String what = "operation " + n + " (" + script.point + ")";
      reference.requireBeginnings(Disk.LOCAL, out, what);
      settle(options, out, what);
    }
    assertThat(n).isGreaterThan(100);
    assertThat(points).hasSizeGreaterThan(15);
  }

  @Test
  void aFailureOfAnyOperationOfAResumeIsNamedAndTheNextResumeGoesOn() throws Exception {
    Path halted = temp.resolve("halted");
    RunOptions options =
        RunOptions.defaults(halted.resolve("recording"))
            .withCheckpointRows(CHECKPOINT_ROWS)
            .withAsynchronous(ASYNCHRONOUS)
            .withIncrementalFrom(20);
    Path out = temp.resolve("out");
    FailingOnce half = new FailingOnce(180, Fate.STRUCK_HALFWAY, "No space left on device", true);
    try (LocalRun run = reference.start(out, options.withDisk(new FaultyDisk(Disk.LOCAL, half)))) {
      run.advance(() -> false);
    } catch (RunException e) {
      requireNamed(e.problem(), temp);
    }
    Path outBefore = temp.resolve("out-before");
    Folders.copy(out, outBefore);
    int n = 1;
    for (boolean happened = true; happened; n += STEP) {
      Path recording = temp.resolve("resumed" + n).resolve("recording");
      Folders.copy(halted.resolve("recording"), recording);
      Folders.delete(out);
      Folders.copy(outBefore, out);
      FailingOnce script =
          new FailingOnce(
              n,
              n % 2 == 0 ? Fate.STRUCK_BEFORE : Fate.STRUCK_HALFWAY,
              "Input/output error",
              false);
      RunOptions again =
          RunOptions.defaults(recording)
              .withCheckpointRows(CHECKPOINT_ROWS)
              .withAsynchronous(ASYNCHRONOUS)
              .withIncrementalFrom(20);
      try (LocalRun run = resume(again.withDisk(new FaultyDisk(Disk.LOCAL, script)))) {
        assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      } catch (RunException e) {
        requireNamed(e.problem(), temp);
      }
      happened = script.happened();
      String what = "operation " + n + " of the resume (" + script.point + ")";
      reference.requireBeginnings(Disk.LOCAL, out, what);
      settle(again, out, what);
    }
    assertThat(n).isGreaterThan(40);
  }

  private static LocalRun resume(RunOptions options) throws RunException {
    return LocalRun.resume(
        options.recording(), CrashPipeline.PROVIDERS, CrashPipeline.LOADER, options);
  }

  /** Goes on in peace, and requires that everything is as it should be. */
  private static void settle(RunOptions options, Path out, String what) throws Exception {
    reference.finish(out, options, what);
    reference.requireFiles(Disk.LOCAL, out, what);
    reference.requireRecording(options.recording(), what);
  }

  /** The message names a file of the run, and there is something to do about it. */
  private static void requireNamed(Problem problem, Path folder) {
    assertThat(problem.message() + problem.place()).contains(folder.toString());
    assertThat(problem.remedy()).isNotBlank();
    if (problem.message().contains("No space left")) {
      assertThat(problem.remedy()).contains("Make room");
    }
  }
}
