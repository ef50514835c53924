package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Problem;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.io.RecordingInfo;
import dev.eddy.runtime.state.rocksdb.RocksBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk that holds the state of a running pipeline gives out. */
class StateOnAFailingDiskTest {
  private static final ClassLoader LOADER = StateOnAFailingDiskTest.class.getClassLoader();

  /** More entries than a keyframe takes without files. */
  private static final int ROWS = 30_000;

  private final Memory memory = new Memory();
  private final Plan plan =
      new PlanBuilder()
          .source("numbers", "wide")
          .add("fold", "fold", "numbers")
          .add("out", "store", "fold")
          .build();

  @TempDir Path temp;

  @BeforeEach
  void data() {
    System.setProperty(RocksBackend.SMALL, "false");
    List<Datum> data = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      data.add(new Datum(i, "k" + i, i));
    }
    memory.put("wide", List.of(data));
  }

  @AfterEach
  void smallAgain() {
    System.clearProperty(RocksBackend.SMALL);
  }

  private RunOptions options(String name) {
    return new RunOptions(temp.resolve(name), 1, 1000, 2500, false)
        .withStateBackend(RunOptions.State.ROCKSDB);
  }

  private List<String> whole() throws RunException {
    try (LocalRun run = LocalRun.start(plan, memory.providers(), LOADER, options("whole"))) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    return List.copyOf(memory.rows("out"));
  }

  /** As a disk without room does: nothing can be made any more where the databases are. */
  private static void takeAway(Path recording) {
    try {
      Path state = recording.resolve("state");
      try (Stream<Path> all = Files.walk(state)) {
        for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(p);
        }
      }
      Files.writeString(state, "in the way");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void isNamedAndTheRunGoesOnWhenTheDiskIsBack() throws Exception {
    List<String> expected = whole();
    RunOptions o = options("failing");
    try (LocalRun run = LocalRun.start(plan, memory.providers(), LOADER, o)) {
      run.advance(() -> run.liveEdge().sequence() > 5000);
      takeAway(o.recording());
      assertThatThrownBy(() -> run.advance(() -> false))
          .isInstanceOfSatisfying(
              RunException.class,
              e -> {
                Problem p = e.problem();
                assertThat(p.message() + p.place()).contains(o.recording() + "/state");
                assertThat(p.remedy()).contains("resume the recording");
              });
    }
    assertThat(RecordingInfo.read(o.disk(), o.recording().resolve("recording.json")).status())
        .isEqualTo(RecordingInfo.Status.FAILED);
    Files.deleteIfExists(o.recording().resolve("state"));
    try (LocalRun run = LocalRun.resume(o.recording(), memory.providers(), LOADER, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(memory.rows("out")).isEqualTo(expected);
  }

  @Test
  void isAReasonToStartAgainByAStrategy() throws Exception {
    List<String> expected = whole();
    RunOptions o = options("failing");
    List<Problem> restarts = new ArrayList<>();
    try (RestartingRun run =
        RestartingRun.start(
            plan,
            memory.providers(),
            LOADER,
            o,
            new RestartStrategy.FixedDelay(3, Duration.ZERO),
            r -> restarts.add(r.cause()))) {
      boolean[] taken = {false};
      while (run.advance(() -> !taken[0] && run.run().liveEdge().sequence() > 5000).kind()
          != Stop.Kind.END) {
        takeAway(o.recording());
        taken[0] = true;
      }
    }
    assertThat(restarts).hasSize(1);
    assertThat(memory.rows("out")).isEqualTo(expected);
  }
}
