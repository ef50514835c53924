package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.time.Moment;
import dev.eddy.runtime.RunOptions.State;
import dev.eddy.runtime.fixture.DrawnPipeline;
import dev.eddy.runtime.fixture.DrawnQuery;
import dev.eddy.runtime.fixture.Seeds;
import dev.eddy.runtime.flow.GateClock;
import dev.eddy.runtime.state.rocksdb.RocksBackend;
import java.io.IOException;
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

/** Where state is kept changes no row, whatever happens to the run. */
class BackendsTest {
  private static final ClassLoader LOADER = BackendsTest.class.getClassLoader();

  @Property(tries = 3)
  void rocksdbGivesTheRowsOfTheHeap(@ForAll @LongRange(min = 0, max = 9_999) long seed)
      throws Exception {
    check(seed);
  }

  @Tag("long")
  @Example
  void rocksdbGivesTheRowsOfTheHeapOverManySeeds() {
    Seeds.upTo(9_999, BackendsTest::check);
  }

  @Property(tries = 2)
  void norDoesItInPipelinesOfStandardOperators(@ForAll @LongRange(min = 0, max = 9_999) long seed)
      throws Exception {
    checkQuery(seed);
  }

  @Tag("long")
  @Example
  void norDoesItInManyPipelinesOfStandardOperators() {
    Seeds.upTo(9_999, BackendsTest::checkQuery);
  }

  private static void check(long seed) throws IOException, RunException {
    Random random = new Random(seed);
    check(DrawnPipeline.of(random), random, seed % 2 == 0);
  }

  private static void checkQuery(long seed) throws IOException, RunException {
    Random random = new Random(seed);
    check(DrawnQuery.of(random), random, seed % 2 == 0);
  }

  /**
   * @param small whether tables may be so small that they need no database
   */
  private static void check(DrawnPipeline drawn, Random random, boolean small)
      throws IOException, RunException {
    Path temp = Files.createTempDirectory("backends");
    System.setProperty(RocksBackend.SMALL, small + "");
    try {
      Map<String, List<String>> expected = whole(drawn, options(temp.resolve("heap"), 1));
      RunOptions other = options(temp.resolve("rocks"), 1).withStateBackend(State.ROCKSDB);
      assertThat(whole(drawn, other)).as("RocksDB").isEqualTo(expected);
      assertThat(wandering(drawn, temp.resolve("w"), random)).as("seeks").isEqualTo(expected);
      assertThat(killed(drawn, temp.resolve("k"), random))
          .as("a checkpoint of one backend opened by the other")
          .isEqualTo(expected);
    } finally {
      System.clearProperty(RocksBackend.SMALL);
      DeterminismTest.delete(temp);
    }
  }

  private static RunOptions options(Path folder, int parallelism) {
    return new RunOptions(folder, parallelism, parallelism == 1 ? 2 : 10, 40, false)
        .withClock(GateClock.eventTime(1));
  }

  private static Map<String, List<String>> whole(DrawnPipeline drawn, RunOptions options)
      throws RunException {
    try (LocalRun run = LocalRun.start(drawn.plan(), drawn.providers(), LOADER, options)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(options.recording().resolve("state")).doesNotExist();
    return drawn.rows();
  }

  private static Map<String, List<String>> wandering(
      DrawnPipeline drawn, Path folder, Random random) throws RunException {
    RunOptions options = options(folder, 1).withStateBackend(State.ROCKSDB);
    try (LocalRun run = LocalRun.start(drawn.plan(), drawn.providers(), LOADER, options)) {
      while (true) {
        int[] left = {50 + random.nextInt(100)};
        if (run.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          break;
        }
        Moment here = run.at();
        run.seek(new Moment(random.nextInt(200), random.nextInt(8)));
        run.seek(here);
        assertThat(run.at()).isEqualTo(here);
      }
    }
    assertThat(Replay.verify(folder, drawn.providers(), LOADER))
        .isInstanceOf(Verification.Same.class);
    looked(drawn, folder, random);
    return drawn.rows();
  }

  /** Who looks at a recording keeps state where the run did, and nothing of it in its folder. */
  private static void looked(DrawnPipeline drawn, Path folder, Random random) throws RunException {
    try (LocalRun run = LocalRun.open(folder, drawn.providers(), LOADER)) {
      for (int i = 0; i < 3; i++) {
        Moment to = new Moment(1 + random.nextInt((int) run.liveEdge().sequence()), 0);
        run.seek(to);
        // Before the first event there is nothing but the start.
        assertThat(run.at()).isEqualTo(to.sequence() == 1 ? Moment.START : to);
      }
      assertThat(folder.resolve("state")).doesNotExist();
    }
  }

  private static Map<String, List<String>> killed(DrawnPipeline drawn, Path folder, Random random)
      throws RunException {
    try (LocalRun run =
        LocalRun.start(drawn.plan(), drawn.providers(), LOADER, options(folder, 2))) {
      run.step();
    }
    int resumed = 0;
    while (true) {
      int parallelism = 1 + random.nextInt(3);
      RunOptions options =
          options(folder, parallelism).withStateBackend(State.values()[resumed++ % 2]);
      int[] left = {parallelism == 1 ? 41 + random.nextInt(60) : 5 + random.nextInt(8)};
      try (LocalRun run = LocalRun.resume(folder, drawn.providers(), LOADER, options)) {
        if (run.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          break;
        }
      }
    }
    return drawn.rows();
  }
}
