package dev.eddy.runtime.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.disk.Disk;
import dev.eddy.model.disk.DiskException;
import dev.eddy.operator.torture.FaultyDisk;
import dev.eddy.operator.torture.FaultyDisk.Fate;
import dev.eddy.operator.torture.FaultyDisk.Operation;
import dev.eddy.runtime.LocalRun;
import dev.eddy.runtime.RestartStrategy;
import dev.eddy.runtime.RestartingRun;
import dev.eddy.runtime.RestartingRun.Restart;
import dev.eddy.runtime.RunException;
import dev.eddy.runtime.RunOptions;
import dev.eddy.runtime.Stop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  private static final int ROWS = 400;
  private static final RestartStrategy AT_ONCE = new RestartStrategy.FixedDelay(3, Duration.ZERO);

  @TempDir static Path shared;
  @TempDir Path temp;
  private static Reference reference;
  private final List<Restart> restarts = new ArrayList<>();

  @BeforeAll
  static void runInPeace() throws Exception {
    reference = Reference.of(ROWS, shared);
  }

  @AfterEach
  void restoreHook() {
    CrashPipeline.passings = place -> {};
  }

  private RestartingRun start(RunOptions options, RestartStrategy strategy) throws RunException {
    return RestartingRun.start(
        CrashPipeline.plan(temp.resolve("out"), ROWS),
        CrashPipeline.PROVIDERS,
        CrashPipeline.LOADER,
        options,
        strategy,
        restarts::add);
  }

  private RunOptions options() {
    return RunOptions.defaults(temp.resolve("recording")).withCheckpointRows(50);
  }

  /** Fails every {@code n}-th passing of a place. */
  private static void failEvery(String failing, int n) {
    int[] count = {0};
    CrashPipeline.passings =
        place -> {
          if (place.equals(failing) && ++count[0] % n == 0) {
            throw new IOException("the outside is away");
          }
        };
  }

  @Test
  void aSourceThatIsLostNowAndThenLeavesWhatItWouldHaveLeft() throws Exception {
    failEvery("source.read", 90);
    try (RestartingRun run = start(options(), AT_ONCE)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      run.finish(() -> false);
      assertThat(run.restarts()).isGreaterThanOrEqualTo(4).isEqualTo(restarts.size());
      assertThat(run.run().status().reason()).isEqualTo("All sources have ended.");
    }
    CrashPipeline.passings = place -> {};
    reference.requireFiles(Disk.LOCAL, temp.resolve("out"), "restarts");
    reference.requireRecording(temp.resolve("recording"), "restarts");
    assertThat(restarts.get(0).text())
        .startsWith("restart 1 of 3 in 0 s: ")
        .contains("the outside is away");
  }

  @Test
  void sinksThatFailInAnyPhaseNowAndThenLeaveWhatTheyWouldHaveLeft() throws Exception {
    for (String place : List.of("sink.write", "sink.prepare.before", "sink.commit.after")) {
      failEvery(place, place.equals("sink.write") ? 150 : 7);
      Path recording = temp.resolve(place);
      try (RestartingRun run =
          start(RunOptions.defaults(recording).withCheckpointRows(50), AT_ONCE)) {
        assertThat(run.advance(() -> false)).as(place).isEqualTo(Stop.END);
        run.finish(() -> false);
        assertThat(run.restarts()).as(place).isPositive();
      }
      CrashPipeline.passings = p -> {};
      reference.requireFiles(Disk.LOCAL, temp.resolve("out"), place);
      reference.requireRecording(recording, place);
    }
  }

  @Test
  void aDiskThatFailsNowAndThenIsSurvived() throws Exception {
    Random random = new Random(7);
    int[] left = {60};
    FaultyDisk disk =
        new FaultyDisk(
            Disk.LOCAL,
            new FaultyDisk.Script() {
              @Override
              public synchronized Fate fate(Operation operation, Path file) {
                if (--left[0] > 0) {
                  return Fate.DONE;
                }
                left[0] = 100 + random.nextInt(60);
                return Fate.values()[1 + random.nextInt(3)];
              }

              @Override
              public IOException strike(Operation operation, Path file) {
                return new DiskException(file, "cannot be used", new IOException("I/O error"));
              }
            });
    try (RestartingRun run =
        start(options().withDisk(disk), new RestartStrategy.FixedDelay(50, Duration.ZERO))) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      run.finish(() -> false);
      assertThat(run.restarts()).isGreaterThan(2);
    }
    reference.requireFiles(Disk.LOCAL, temp.resolve("out"), "a bad disk");
    reference.requireRecording(temp.resolve("recording"), "a bad disk");
  }

  @Test
  void aPlaceThatAlwaysFailsEndsTheRunAfterTheAttempts() throws Exception {
    int[] rows = {0};
    CrashPipeline.passings =
        place -> {
          if (place.equals("sink.write") && ++rows[0] >= 30) {
            throw new IOException("no such host");
          }
        };
    try (RestartingRun run = start(options(), AT_ONCE)) {
      assertThatThrownBy(() -> run.advance(() -> false))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("no such host")
          .hasMessageContaining("after 3 restarts that came no further");
    }
    assertThat(restarts).extracting(Restart::attempt).endsWith(1, 2, 3);
    CrashPipeline.passings = place -> {};
    reference.finish(temp.resolve("out"), options(), "resumed");
    reference.requireFiles(Disk.LOCAL, temp.resolve("out"), "resumed");
  }

  @Test
  void anErrorOfTheProgramIsNotTriedAgain() throws Exception {
    CrashPipeline.passings =
        place -> {
          if (place.equals("source.read")) {
            throw new IllegalStateException("a bug");
          }
        };
    try (RestartingRun run = start(options(), AT_ONCE)) {
      assertThatThrownBy(() -> run.advance(() -> false)).hasMessageContaining("a bug");
    }
    assertThat(restarts).isEmpty();
  }

  @Test
  void withoutAStrategyTheFirstFailureEndsTheRun() throws Exception {
    failEvery("source.read", 90);
    try (RestartingRun run = start(options(), RestartStrategy.NONE)) {
      assertThatThrownBy(() -> run.advance(() -> false))
          .hasMessageContaining("the outside is away")
          .hasMessageNotContaining("restarts");
    }
    assertThat(restarts).isEmpty();
  }

  @Test
  void theWaitForTheNextAttemptCanBeInterrupted() throws Exception {
    failEvery("source.read", 90);
    RestartStrategy slow = new RestartStrategy.FixedDelay(3, Duration.ofHours(1));
    try (RestartingRun run = start(options(), slow)) {
      assertThat(run.advance(() -> !restarts.isEmpty())).isEqualTo(Stop.INTERRUPTED);
      assertThat(run.advance(() -> true)).as("it waits still").isEqualTo(Stop.INTERRUPTED);
      assertThatThrownBy(() -> run.finish(() -> false)).hasMessageContaining("the outside is away");
    }
    assertThat(restarts).hasSize(1);
    CrashPipeline.passings = place -> {};
    try (LocalRun run =
        LocalRun.resume(
            temp.resolve("recording"), CrashPipeline.PROVIDERS, CrashPipeline.LOADER, options())) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
  }

  @Test
  void delaysAreThoseOfTheStrategy() {
    RestartStrategy growing = RestartStrategy.parse("exponential-delay:10,1,8");
    assertThat(List.of(1, 2, 3, 4, 5, 10).stream().map(growing::delay))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 8L, 8L);
    assertThat(RestartStrategy.parse("fixed-delay:5,10"))
        .isEqualTo(new RestartStrategy.FixedDelay(5, Duration.ofSeconds(10)));
    assertThat(RestartStrategy.parse("fixed-delay").attempts()).isEqualTo(3);
    assertThat(RestartStrategy.parse("none")).isEqualTo(RestartStrategy.NONE);
    for (String bad : List.of("", "often", "none:1", "fixed-delay:x", "fixed-delay:1,2,3")) {
      assertThatThrownBy(() -> RestartStrategy.parse(bad))
          .as(bad)
          .hasMessageContaining("is no restart strategy");
    }
  }
}
