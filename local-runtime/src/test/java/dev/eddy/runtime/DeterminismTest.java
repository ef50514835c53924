package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.flow.GateClock;
import dev.eddy.runtime.flow.SpillSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;

/** Random pipelines give one result, however they are run. */
class DeterminismTest {
  private static final ClassLoader LOADER = DeterminismTest.class.getClassLoader();
  private static final Providers PROVIDERS = Fixtures.providers();
  private static final List<String> OPERATORS =
      List.of("drop", "explode", "merge", "windows", "fold", "pairs", "fade", "rules", "guard", "lull",
          "gather");

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void neitherThreadsNorCutsNorPathsNorSeeksNorKillsChangeARow(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws Exception {
    compare(seed);
  }

  @Tag("long")
  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void noneOfItChangesARowInManyPipelines(@ForAll long seed) throws Exception {
    compare(seed);
  }

  private static void compare(long seed) throws Exception {
    Path temp = Files.createTempDirectory("eddy-determinism");
    try {
      Random random = new Random(seed);
      Plan plan = plan(random);
      Map<String, List<String>> expected = whole(plan, temp.resolve("a"), 1, 1000);
      for (int parallelism : new int[] {1, 2, 3, 4}) {
        int epoch = List.of(1, 7, 100, 10_000).get(random.nextInt(4));
        assertThat(whole(plan, temp.resolve("p" + parallelism), parallelism, epoch))
            .as("parallelism %d, epoch %d", parallelism, epoch)
            .isEqualTo(expected);
      }
      assertThat(stepped(plan, temp.resolve("s"))).as("the slow path").isEqualTo(expected);
      assertThat(switching(plan, temp.resolve("t"), random)).as("both").isEqualTo(expected);
      assertThat(wandering(plan, temp.resolve("w"), random)).as("seeks").isEqualTo(expected);
      assertThat(killed(plan, temp.resolve("k"), random)).as("kills").isEqualTo(expected);
      bothPathsLeadToTheSameMoment(plan, temp, random);
    } finally {
      delete(temp);
    }
  }

  /** Every event goes step by step. */
  private static Map<String, List<String>> stepped(Plan plan, Path folder) throws RunException {
    try (LocalRun run =
        LocalRun.start(plan, PROVIDERS, LOADER, options(folder, 1, 10).withCheckpointRows(0))) {
      while (run.status().phase() != Status.Phase.FINISHED) {
        for (int i = 0; i < 32; i++) {
          run.step();
        }
      }
    }
    assertThat(Replay.verify(folder, PROVIDERS, LOADER)).isInstanceOf(Verification.Same.class);
    return rows(plan);
  }

  /** Between two gate events a breakpoint that never stops is set or taken away. */
  private static Map<String, List<String>> switching(Plan plan, Path folder, Random random)
      throws RunException {
    Condition never =
        new Condition.TimerFires(
            plan.nodes().get(plan.edges().get(0).to()).id(), "none such", List.of());
    int cut = 1 + random.nextInt(3);
    try (LocalRun run =
        LocalRun.start(plan, PROVIDERS, LOADER, options(folder, 1, cut).withCheckpointRows(0))) {
      while (true) {
        run.breakpoints(random.nextBoolean() ? List.of() : List.of(new Breakpoint("b", never)));
        int[] left = {1 + random.nextInt(40)};
        if (run.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          break;
        }
      }
    }
    assertThat(Replay.verify(folder, PROVIDERS, LOADER)).isInstanceOf(Verification.Same.class);
    return rows(plan);
  }

  /** Steps, counts, watermarks, state with its last writers: the same on both paths. */
  private static void bothPathsLeadToTheSameMoment(Plan plan, Path temp, Random random)
      throws RunException {
    long target = 20 + random.nextInt(100);
    try (LocalRun slow =
            LocalRun.start(
                plan, PROVIDERS, LOADER, options(temp.resolve("x"), 1, 1).withCheckpointRows(0));
        LocalRun fast = LocalRun.open(temp.resolve("s"), PROVIDERS, LOADER)) {
      while (slow.at().sequence() < target) {
        slow.step();
      }
      fast.seek(new Moment(target, 0));
      for (int i = 0; i < 12; i++) {
        assertThat(fast.at()).isEqualTo(slow.at());
        assertThat(counts(fast)).isEqualTo(counts(slow));
        for (Plan.PlanNode n : plan.nodes()) {
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

  static Plan plan(Random random) {
    return plan(random, OPERATORS);
  }

  static Plan plan(Random random, List<String> types) {
    PlanBuilder b = new PlanBuilder();
    List<String> streams = new ArrayList<>();
    List<String> unused = new ArrayList<>();
    int sources = 1 + random.nextInt(2);
    for (int s = 0; s < sources; s++) {
      List<List<Datum>> splits = new ArrayList<>();
      for (int split = 0; split <= random.nextInt(2); split++) {
        List<Datum> data = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
          data.add(new Datum(i + random.nextInt(12), "k" + random.nextInt(5), random.nextInt(100)));
        }
        splits.add(data);
      }
      Fixtures.DATA.put("data" + s, splits);
      b.source("s" + s, "data" + s, s == 0 || random.nextBoolean(), 0);
      streams.add("s" + s);
      unused.add("s" + s);
    }
    int operators = 2 + random.nextInt(6);
    for (int i = 0; i < operators; i++) {
      String type = types.get(random.nextInt(types.size()));
      String id = type + i;
      List<String> inputs = new ArrayList<>();
      int n =
          switch (type) {
            case "merge", "fold", "fade", "lull", "gather" -> 1 + random.nextInt(3);
            case "pairs", "cross", "rules", "guard" -> 2;
            default -> 1;
          };
      for (int k = 0; k < n; k++) {
        String from =
            !unused.isEmpty() && random.nextInt(3) > 0
                ? unused.get(random.nextInt(unused.size()))
                : streams.get(random.nextInt(streams.size()));
        unused.remove(from);
        String dealt =
            List.of("drop", "explode", "merge", "gather").contains(type)
                ? List.of("", "~", "=").get(random.nextInt(3))
                : "";
        inputs.add(
            n == 2 && !List.of("merge", "fold", "fade", "lull", "gather").contains(type)
                ? withPort(from) + ">" + k
                : dealt + withPort(from));
      }
      b.add(id, type, inputs.toArray(String[]::new));
      streams.add(id);
      unused.add(id);
      if (type.equals("windows")) {
        streams.add(id + ".1");
        unused.add(id + ".1");
      }
    }
    int sink = 0;
    for (String s : unused) {
      b.add("sink" + sink++, "store", withPort(s));
    }
    return b.build();
  }

  private static String withPort(String stream) {
    return stream.contains(".") ? stream : stream + ".0";
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

  private static RunOptions options(Path folder, int parallelism, int epoch) {
    return new RunOptions(folder, parallelism, epoch, 90, false)
        .withClock(GateClock.eventTime(1))
        .withSpillBytes(epoch >= 100 ? 1 : SpillSpace.DEFAULT_BYTES);
  }

  private static Map<String, List<String>> whole(Plan plan, Path folder, int parallelism, int epoch)
      throws RunException {
    try (LocalRun run =
        LocalRun.start(plan, PROVIDERS, LOADER, options(folder, parallelism, epoch))) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(Replay.verify(folder, PROVIDERS, LOADER)).isInstanceOf(Verification.Same.class);
    return rows(plan);
  }

  private static Map<String, List<String>> wandering(Plan plan, Path folder, Random random)
      throws RunException {
    int cut = 1 + random.nextInt(3);
    try (LocalRun run = LocalRun.start(plan, PROVIDERS, LOADER, options(folder, 1, cut))) {
      while (true) {
        int[] left = {1 + random.nextInt(60)};
        if (run.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          break;
        }
        for (int i = random.nextInt(4); i > 0; i--) {
          run.step();
        }
        Moment here = run.at();
        run.seek(new Moment(random.nextInt(320), random.nextInt(8)));
        run.stepBack();
        if (random.nextBoolean()) {
          run.seek(here);
          assertThat(run.at()).isEqualTo(here);
        }
      }
    }
    assertThat(Replay.verify(folder, PROVIDERS, LOADER)).isInstanceOf(Verification.Same.class);
    return rows(plan);
  }

  private static Map<String, List<String>> killed(Plan plan, Path folder, Random random)
      throws RunException {
    try (LocalRun run = LocalRun.start(plan, PROVIDERS, LOADER, options(folder, 2, 10))) {
      run.step();
    }
    while (true) {
      int parallelism = 1 + random.nextInt(3);
      int[] left = {parallelism == 1 ? 91 + random.nextInt(150) : 10 + random.nextInt(15)};
      int cut = parallelism == 1 ? 1 + random.nextInt(3) : 10;
      try (LocalRun run =
          LocalRun.resume(folder, PROVIDERS, LOADER, options(folder, parallelism, cut))) {
        if (run.advance(() -> left[0]-- <= 0).kind() == Stop.Kind.END) {
          break;
        }
      }
    }
    assertThat(Replay.verify(folder, PROVIDERS, LOADER)).isInstanceOf(Verification.Same.class);
    return rows(plan);
  }
}
