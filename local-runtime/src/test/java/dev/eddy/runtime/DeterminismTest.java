package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.fixture.DrawnPipeline;
import dev.eddy.runtime.fixture.DrawnQuery;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.fixture.Seeds;
import dev.eddy.runtime.flow.GateClock;
import dev.eddy.runtime.flow.SpillSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;

/** Random pipelines give one result, however they are run. */
class DeterminismTest {
  private static final ClassLoader LOADER = DeterminismTest.class.getClassLoader();

  @Property(tries = 4)
  void neitherThreadsNorCutsNorPathsNorSeeksNorKillsChangeARow(
      @ForAll @LongRange(min = 0, max = 9_999) long seed) throws Exception {
    compare(seed);
  }

  @Tag("long")
  @Example
  void noneOfItChangesARowInManyPipelines() {
    Seeds.upTo(9_999, DeterminismTest::compare);
  }

  @Property(tries = 3)
  void norInPipelinesOfStandardOperators(@ForAll @LongRange(min = 0, max = 9_999) long seed)
      throws Exception {
    compareQuery(seed);
  }

  @Tag("long")
  @Example
  void norInManyPipelinesOfStandardOperators() {
    Seeds.upTo(9_999, DeterminismTest::compareQuery);
  }

  /**
   * A timer may set one that is due and stands before it: at the same time, with a lesser name. It
   * fires next, and its rows stay behind those of the first where both met on several ways.
   */
  @Example
  void rowsOfATimerThatAnotherSetStayBehindThatOnesWhereWaysMeet() throws Exception {
    Memory memory = new Memory();
    Random random = new Random(7);
    List<Datum> data = new ArrayList<>();
    List<Datum> more = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      data.add(new Datum(i + random.nextInt(12), "k" + random.nextInt(5), random.nextInt(100)));
      more.add(new Datum(i + random.nextInt(12), "k" + random.nextInt(5), random.nextInt(100)));
    }
    memory.put("data", List.of(data));
    memory.put("more", List.of(more));
    Plan plan =
        new PlanBuilder()
            .source("s", "data")
            .source("m", "more")
            .add("lull", "lull", "s.0", "m.0")
            .add("explode", "explode", "~lull.0")
            .add("guard", "guard", "explode.0>0", "explode.0>1")
            .add("sink", "store", "guard.0")
            .build();
    Path temp = Files.createTempDirectory("eddy-determinism");
    try {
      List<String> expected = null;
      for (int parallelism = 1; parallelism <= 4; parallelism++) {
        RunOptions o = options(temp.resolve("p" + parallelism), parallelism, 10);
        try (LocalRun run = LocalRun.start(plan, memory.providers(), LOADER, o)) {
          assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
        }
        List<String> rows = memory.rows("sink");
        assertThat(rows).isNotEmpty();
        expected = expected == null ? rows : expected;
        assertThat(rows).as("parallelism %d", parallelism).isEqualTo(expected);
      }
    } finally {
      delete(temp);
    }
  }

  private static void compare(long seed) throws Exception {
    Random random = new Random(seed);
    compare(DrawnPipeline.of(random), random);
  }

  private static void compareQuery(long seed) throws Exception {
    Random random = new Random(seed);
    compare(DrawnQuery.of(random), random);
  }

  private static void compare(DrawnPipeline drawn, Random random) throws Exception {
    Path temp = Files.createTempDirectory("eddy-determinism");
    try {
      Map<String, List<String>> expected = whole(drawn, temp.resolve("a"), 1, 1000);
      for (int parallelism : new int[] {1, 2, 3, 4}) {
        int epoch = List.of(1, 7, 100, 10_000).get(random.nextInt(4));
        assertThat(whole(drawn, temp.resolve("p" + parallelism), parallelism, epoch))
            .as("parallelism %d, epoch %d", parallelism, epoch)
            .isEqualTo(expected);
      }
      assertThat(stepped(drawn, temp.resolve("s"))).as("the slow path").isEqualTo(expected);
      assertThat(switching(drawn, temp.resolve("t"), random)).as("both").isEqualTo(expected);
      assertThat(wandering(drawn, temp.resolve("w"), random)).as("seeks").isEqualTo(expected);
      assertThat(killed(drawn, temp.resolve("k"), random)).as("kills").isEqualTo(expected);
      bothPathsLeadToTheSameMoment(drawn, temp, random);
    } finally {
      delete(temp);
    }
  }

  /** Every event goes step by step. */
  private static Map<String, List<String>> stepped(DrawnPipeline drawn, Path folder)
      throws RunException {
    try (LocalRun run =
        LocalRun.start(
            drawn.plan(),
            drawn.providers(),
            LOADER,
            options(folder, 1, 10).withCheckpointRows(0))) {
      while (run.status().phase() != Status.Phase.FINISHED) {
        for (int i = 0; i < 32; i++) {
          run.step();
        }
      }
    }
    assertThat(Replay.verify(folder, drawn.providers(), LOADER))
        .isInstanceOf(Verification.Same.class);
    return drawn.rows();
  }

  /** Between two gate events a breakpoint that never stops is set or taken away. */
  private static Map<String, List<String>> switching(
      DrawnPipeline drawn, Path folder, Random random) throws RunException {
    Condition never =
        new Condition.TimerFires(
            drawn.plan().nodes().get(drawn.plan().edges().get(0).to()).id(),
            "none such",
            List.of());
    int cut = 1 + random.nextInt(3);
    try (LocalRun run =
        LocalRun.start(
            drawn.plan(),
            drawn.providers(),
            LOADER,
            options(folder, 1, cut).withCheckpointRows(0))) {
      while (true) {
        run.breakpoints(random.nextBoolean() ? List.of() : List.of(new Breakpoint("b", never)));
        int[] left = {1 + random.nextInt(40)};
        if (run.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          break;
        }
      }
    }
    assertThat(Replay.verify(folder, drawn.providers(), LOADER))
        .isInstanceOf(Verification.Same.class);
    return drawn.rows();
  }

  /** Steps, counts, watermarks, state with its last writers: the same on both paths. */
  private static void bothPathsLeadToTheSameMoment(DrawnPipeline drawn, Path temp, Random random)
      throws RunException {
    long target = 10 + random.nextInt(100);
    try (LocalRun slow =
            LocalRun.start(
                drawn.plan(),
                drawn.providers(),
                LOADER,
                options(temp.resolve("x"), 1, 1).withCheckpointRows(0));
        LocalRun fast = LocalRun.open(temp.resolve("s"), drawn.providers(), LOADER)) {
      while (slow.at().sequence() < target && slow.status().phase() != Status.Phase.FINISHED) {
        slow.step();
      }
      fast.seek(slow.at());
      for (int i = 0; i < 12; i++) {
        assertThat(fast.at()).isEqualTo(slow.at());
        assertThat(counts(fast)).isEqualTo(counts(slow));
        for (Plan.PlanNode n : drawn.plan().nodes()) {
          assertThat(fast.state(n.id(), "", 50)).isEqualTo(slow.state(n.id(), "", 50));
        }
        fast.step();
        slow.step();
      }
    }
  }

  private static List<String> counts(LocalRun run) {
    return run.status().nodes().stream()
        .map(n -> n.nodeId() + " " + n.rowsIn() + " " + n.rowsOut() + " " + n.watermark())
        .toList();
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }

  private static RunOptions options(Path folder, int parallelism, int epoch) {
    return new RunOptions(folder, parallelism, epoch, 40, false)
        .withClock(GateClock.eventTime(1))
        .withSpillBytes(epoch >= 100 ? 1 : SpillSpace.DEFAULT_BYTES);
  }

  private static Map<String, List<String>> whole(
      DrawnPipeline drawn, Path folder, int parallelism, int epoch) throws RunException {
    try (LocalRun run =
        LocalRun.start(
            drawn.plan(), drawn.providers(), LOADER, options(folder, parallelism, epoch))) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(Replay.verify(folder, drawn.providers(), LOADER))
        .isInstanceOf(Verification.Same.class);
    return drawn.rows();
  }

  private static Map<String, List<String>> wandering(
      DrawnPipeline drawn, Path folder, Random random) throws RunException {
    int cut = 1 + random.nextInt(3);
    // From the past on it comes to the end only if it is not sent back for long enough.
    int excursions = 6;
    try (LocalRun run =
        LocalRun.start(drawn.plan(), drawn.providers(), LOADER, options(folder, 1, cut))) {
      while (true) {
        int[] left = {1 + random.nextInt(60)};
        if (run.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          break;
        }
        for (int i = random.nextInt(4); i > 0; i--) {
          run.step();
        }
        Moment here = run.at();
        run.seek(new Moment(random.nextInt(200), random.nextInt(8)));
        run.stepBack();
        if (excursions == 0 || random.nextBoolean()) {
          run.seek(here);
          assertThat(run.at()).isEqualTo(here);
        } else {
          excursions--;
        }
      }
    }
    assertThat(Replay.verify(folder, drawn.providers(), LOADER))
        .isInstanceOf(Verification.Same.class);
    return drawn.rows();
  }

  private static Map<String, List<String>> killed(DrawnPipeline drawn, Path folder, Random random)
      throws RunException {
    try (LocalRun run =
        LocalRun.start(drawn.plan(), drawn.providers(), LOADER, options(folder, 2, 10))) {
      run.step();
    }
    while (true) {
      int parallelism = 1 + random.nextInt(3);
      int[] left = {parallelism == 1 ? 41 + random.nextInt(60) : 5 + random.nextInt(8)};
      int cut = parallelism == 1 ? 1 + random.nextInt(3) : 10;
      try (LocalRun run =
          LocalRun.resume(folder, drawn.providers(), LOADER, options(folder, parallelism, cut))) {
        if (run.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          break;
        }
      }
    }
    assertThat(Replay.verify(folder, drawn.providers(), LOADER))
        .isInstanceOf(Verification.Same.class);
    return drawn.rows();
  }
}
