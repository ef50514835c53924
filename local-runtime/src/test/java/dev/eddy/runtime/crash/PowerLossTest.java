package dev.eddy.runtime.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.operator.torture.FaultyDisk;
import dev.eddy.operator.torture.FaultyDisk.Fate;
import dev.eddy.operator.torture.FaultyDisk.Operation;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.Stop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the power away at a random file operation, on a disk that forgets what was not forced,
 * again and again until the run comes to its end.
 */
class PowerLossTest {
  private static final int ROWS = 300;

  @TempDir static Path shared;
  private static Reference reference;
  private int losses;

  @BeforeAll
  static void runInPeace() throws Exception {
    reference = Reference.of(ROWS, shared);
  }

  @Test
  void whatWasCommittedSurvivesALossOfPowerAtAnyOperation() throws Exception {
    for (int seed = 0; seed < 60; seed++) {
      play(seed);
    }
    assertThat(losses).isGreaterThan(100);
  }

  @Test
  @Tag("long")
  void whatWasCommittedSurvivesThousandsOfLossesOfPower() throws Exception {
    long first = Long.getLong("seed", System.nanoTime());
    long until = System.nanoTime() + Integer.getInteger("seconds", 240) * 1_000_000_000L;
    int runs = 0;
    while (System.nanoTime() < until) {
      play(first + runs++);
    }
    System.out.println(losses + " losses of power in " + runs + " runs from seed " + first);
  }

  private static final class PowerCut extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Lets nothing work any more from some operation on. */
  private static final class Cut implements FaultyDisk.Script {
    private int left;

    Cut(int left) {
      this.left = left;
    }

    @Override
    public synchronized Fate fate(Operation operation, Path file) {
      return --left > 0 ? Fate.DONE : left == 0 ? Fate.STRUCK_HALFWAY : Fate.STRUCK_BEFORE;
    }

    @Override
    public IOException strike(Operation operation, Path file) {
      return new PowerCut();
    }
  }

  private void play(long seed) throws Exception {
    Random random = new Random(seed);
    ForgetfulDisk disk = new ForgetfulDisk();
    Path out = Path.of("/simulated/out");
    RunOptions options =
        RunOptions.defaults(Path.of("/simulated/recording"))
            .withParallelism(1 + random.nextInt(2))
            .withEpochRows(1 + random.nextInt(60))
            .withCheckpointRows(20 + random.nextInt(60))
            // Else the seed alone does not say what happens; every fourth run is as in life.
            .withAsynchronous(random.nextInt(4) == 0)
            .withIncrementalFrom(random.nextBoolean() ? 10 : 5000);
    String what = "seed " + seed;
    for (int cut = 0; cut < 6; cut++) {
      FaultyDisk faulty = new FaultyDisk(disk, new Cut(1 + random.nextInt(250)));
      boolean begun = disk.size(options.recording().resolve("recording.json")) >= 0;
      RunOptions now = options.withDisk(faulty);
      try (LocalRun run =
          begun
              ? LocalRun.resume(now.recording(), CrashPipeline.PROVIDERS, CrashPipeline.LOADER, now)
              : reference.start(out, now)) {
        assertThat(run.notices()).as(what).isEmpty();
        if (run.advance(() -> false).equals(Stop.END)) {
          break;
        }
      } catch (RunException e) {
        assertThat(e.problem().message()).as(what).isNotBlank();
        assertThat(root(e)).as(what).isInstanceOf(PowerCut.class);
      }
      losses++;
      disk.losePower(random);
    }
    reference.finish(out, options.withDisk(disk), what);
    reference.requireFiles(disk, out, what);
  }

  private static Throwable root(Throwable e) {
    Throwable t = e;
    while (t.getCause() != null) {
      t = t.getCause();
    }
    return t;
  }
}
