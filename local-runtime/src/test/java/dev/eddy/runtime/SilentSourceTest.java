package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.fixture.DrawnPipeline;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.HandClock;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.fixture.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;

/** While a source with a rate gives nothing, timers of processing time fire all the same. */
class SilentSourceTest {
  private static final ClassLoader LOADER = SilentSourceTest.class.getClassLoader();
  private static final List<String> OPERATORS =
      List.of("lull", "fade", "lull", "drop", "explode", "fold", "windows", "guard", "lull");

  /** Has rows of a source that gives one in a second pass an operator. */
  private interface Slow {
    void look(LocalRun run, Memory memory) throws Exception;
  }

  private static void slow(String operator, Slow test) throws Exception {
    Path temp = Files.createTempDirectory("eddy-silent");
    try {
      Memory memory = new Memory();
      memory.put("slow", List.of(List.of(new Datum(1, "k", 3), new Datum(2, "k", 3))));
      Plan plan =
          new PlanBuilder()
              .source("s", "slow", true, 1)
              .add("slow", operator, "s.0")
              .add("out", "store", "slow")
              .build();
      RunOptions o = options(temp.resolve("r"), 1, new HandClock(1));
      try (LocalRun run = LocalRun.start(plan, memory.providers(), LOADER, o)) {
        test.look(run, memory);
      }
    } finally {
      DeterminismTest.delete(temp);
    }
  }

  @Example
  void timersOfProcessingTimeFireBetweenTwoRows() throws Exception {
    // At 1 the first row, whose timer is for 4; then "again" for 5. At 1001 the other row.
    slow(
        "lull",
        (run, memory) -> {
          while (run.status().nodes().get(0).rowsOut() < 2) {
            run.step();
          }
          assertThat(run.status().nodes().get(1).rowsOut())
              .as("before the second row")
              .isEqualTo(2);
          assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
          assertThat(memory.rows("out")).hasSize(2);
        });
  }

  @Example
  void aPipelineWithoutTimersIsSilentToo() throws Exception {
    slow(
        "fade",
        (run, memory) -> {
          assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
          // Two rows, each with a tick before it, and the end with one or none.
          assertThat(run.liveEdge().sequence()).isLessThanOrEqualTo(7);
        });
  }

  @Property(tries = 5)
  void whatTimersDoMeanwhileIsTheSameOnEveryWayAndInEveryReplay(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws Exception {
    compare(seed);
  }

  @Tag("long")
  @Example
  void theSameOfManyPipelines() {
    Seeds.upTo(9_999, SilentSourceTest::compare);
  }

  private static void compare(long seed) throws Exception {
    Path temp = Files.createTempDirectory("eddy-silent");
    try {
      Random random = new Random(seed);
      DrawnPipeline drawn =
          DrawnPipeline.of(random, OPERATORS, List.of(1, 7, 40).get(random.nextInt(3)));
      int resolution = List.of(1, 30, 100).get(random.nextInt(3));

      Map<String, List<String>> expected = whole(drawn, temp.resolve("1"), 1, resolution);
      for (int parallelism = 2; parallelism <= 3; parallelism++) {
        // With one event in an epoch all timers are known whenever the gate waits.
        assertThat(whole(drawn, temp.resolve("p" + parallelism), parallelism, resolution))
            .as("parallelism %d", parallelism)
            .isEqualTo(expected);
      }
      assertThat(stepped(drawn, temp.resolve("s"), resolution)).as("steps").isEqualTo(expected);
      assertThat(wandering(drawn, temp.resolve("w"), resolution, random))
          .as("seeks")
          .isEqualTo(expected);
      killed(drawn, temp.resolve("k"), resolution, random);
    } finally {
      DeterminismTest.delete(temp);
    }
  }

  private static Map<String, List<String>> whole(
      DrawnPipeline drawn, Path folder, int parallelism, int resolution) throws RunException {
    RunOptions o = options(folder, parallelism, new HandClock(resolution));
    try (LocalRun run = LocalRun.start(drawn.plan(), drawn.providers(), LOADER, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    return verified(drawn, folder);
  }

  private static Map<String, List<String>> stepped(DrawnPipeline drawn, Path folder, int resolution)
      throws RunException {
    RunOptions o = options(folder, 1, new HandClock(resolution));
    try (LocalRun run = LocalRun.start(drawn.plan(), drawn.providers(), LOADER, o)) {
      while (run.status().phase() != Status.Phase.FINISHED) {
        for (int i = 0; i < 32; i++) {
          run.step();
        }
      }
    }
    return verified(drawn, folder);
  }

  private static Map<String, List<String>> wandering(
      DrawnPipeline drawn, Path folder, int resolution, Random random) throws RunException {
    RunOptions o = options(folder, 1, new HandClock(resolution));
    try (LocalRun run = LocalRun.start(drawn.plan(), drawn.providers(), LOADER, o)) {
      while (true) {
        int[] left = {1 + random.nextInt(900)};
        if (run.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          break;
        }
        Moment here = run.at();
        run.seek(new Moment(random.nextInt(200), random.nextInt(8)));
        run.stepBack();
        run.seek(here);
        assertThat(run.at()).isEqualTo(here);
      }
    }
    return verified(drawn, folder);
  }

  /** The clock goes on while nobody runs, so the rows are others; they are those of the replay. */
  private static void killed(DrawnPipeline drawn, Path folder, int resolution, Random random)
      throws RunException {
    HandClock clock = new HandClock(resolution);
    try (LocalRun run =
        LocalRun.start(drawn.plan(), drawn.providers(), LOADER, options(folder, 2, clock))) {
      run.step();
    }
    for (int kills = 0; ; kills++) {
      int parallelism = 1 + random.nextInt(3);
      int[] left = {kills == 5 ? Integer.MAX_VALUE : 300 + random.nextInt(3_000)};
      RunOptions o = options(folder, parallelism, clock);
      try (LocalRun run = LocalRun.resume(folder, drawn.providers(), LOADER, o)) {
        if (run.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          break;
        }
      }
    }
    Map<String, List<String>> rows = verified(drawn, folder);
    try (LocalRun again = LocalRun.open(folder, drawn.providers(), LOADER)) {
      assertThat(again.advance(() -> false)).isEqualTo(Stop.END);
      rows.forEach(
          (sink, committed) ->
              assertThat(committed)
                  .as(sink)
                  .hasSize(
                      (int)
                          again.status().nodes().stream()
                              .filter(n -> n.nodeId().equals(sink))
                              .findFirst()
                              .orElseThrow()
                              .rowsIn()));
    }
  }

  private static Map<String, List<String>> verified(DrawnPipeline drawn, Path folder)
      throws RunException {
    assertThat(Replay.verify(folder, drawn.providers(), LOADER))
        .isInstanceOf(Verification.Same.class);
    return drawn.rows();
  }

  private static RunOptions options(Path folder, int parallelism, HandClock clock) {
    return new RunOptions(folder, parallelism, 1, 100, false).withClock(clock);
  }
}
