package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.RunOptions.State;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.flow.GateClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Where state is kept changes no row, whatever happens to the run. */
class BackendsTest {
  private static final ClassLoader LOADER = BackendsTest.class.getClassLoader();
  private static final Providers PROVIDERS = Fixtures.providers();

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void rocksdbGivesTheRowsOfTheHeap(@ForAll long seed) throws Exception {
    check(seed);
  }

  @Tag("long")
  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void rocksdbGivesTheRowsOfTheHeapOverManySeeds(@ForAll long seed) throws Exception {
    check(seed);
  }

  private static void check(long seed) throws IOException, RunException {
    Path temp = Files.createTempDirectory("backends");
    try {
      Random random = new Random(seed);
      Plan plan = DeterminismTest.plan(random);
      Map<String, List<String>> expected = whole(plan, options(temp.resolve("heap"), 1));
      RunOptions other = options(temp.resolve("rocks"), 1).withStateBackend(State.ROCKSDB);
      assertThat(whole(plan, other)).as("RocksDB").isEqualTo(expected);
      assertThat(wandering(plan, temp.resolve("w"), random)).as("seeks").isEqualTo(expected);
      assertThat(killed(plan, temp.resolve("k"), random))
          .as("a checkpoint of one backend opened by the other")
          .isEqualTo(expected);
    } finally {
      DeterminismTest.delete(temp);
    }
  }

  private static RunOptions options(Path folder, int parallelism) {
    return new RunOptions(folder, parallelism, parallelism == 1 ? 2 : 10, 90, false)
        .withClock(GateClock.eventTime(1));
  }

  private static Map<String, List<String>> rows(Plan plan) {
    Map<String, List<String>> out = new LinkedHashMap<>();
    for (Plan.PlanNode n : plan.nodes()) {
      if (n.operator().equals("store")) {
        out.put(n.id(), Fixtures.STORES.get(n.id()).rows());
      }
    }
    return out;
  }

  private static Map<String, List<String>> whole(Plan plan, RunOptions options)
      throws RunException {
    try (LocalRun run = LocalRun.start(plan, PROVIDERS, LOADER, options)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(options.recording().resolve("state")).doesNotExist();
    return rows(plan);
  }

  private static Map<String, List<String>> wandering(Plan plan, Path folder, Random random)
      throws RunException {
    RunOptions options = options(folder, 1).withStateBackend(State.ROCKSDB);
    try (LocalRun run = LocalRun.start(plan, PROVIDERS, LOADER, options)) {
      while (true) {
        int[] left = {50 + random.nextInt(100)};
        if (run.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          break;
        }
        Moment here = run.at();
        run.seek(new Moment(random.nextInt(320), random.nextInt(8)));
        run.seek(here);
        assertThat(run.at()).isEqualTo(here);
      }
    }
    assertThat(Replay.verify(folder, PROVIDERS, LOADER)).isInstanceOf(Verification.Same.class);
    return rows(plan);
  }

  private static Map<String, List<String>> killed(Plan plan, Path folder, Random random)
      throws RunException {
    try (LocalRun run = LocalRun.start(plan, PROVIDERS, LOADER, options(folder, 2))) {
      run.step();
    }
    int resumed = 0;
    while (true) {
      int parallelism = 1 + random.nextInt(3);
      RunOptions options =
          options(folder, parallelism).withStateBackend(State.values()[resumed++ % 2]);
      int[] left = {parallelism == 1 ? 91 + random.nextInt(150) : 10 + random.nextInt(15)};
      try (LocalRun run = LocalRun.resume(folder, PROVIDERS, LOADER, options)) {
        if (run.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          break;
        }
      }
    }
    return rows(plan);
  }
}
