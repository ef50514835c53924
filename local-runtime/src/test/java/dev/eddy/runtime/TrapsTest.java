package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Breakpoint.HitCount;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.fixture.DrawnPipeline;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.fixture.Seeds;
import dev.eddy.runtime.flow.GateClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** Breakpoints at rows let the run go by the fast path, and stop it where steps would. */
class TrapsTest {
  private static final ClassLoader LOADER = TrapsTest.class.getClassLoader();

  private static final int BACK = 6;

  @Property(tries = 5)
  void theFastPathStopsWhereStepsWouldWithTheSameCountsAndRows(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) throws Exception {
    compare(seed);
  }

  private static void compare(long seed) throws Exception {
    Path temp = Files.createTempDirectory("eddy-traps");
    try {
      Random random = new Random(seed);
      DrawnPipeline drawn = DrawnPipeline.of(random);
      Plan plan = drawn.plan();
      List<Breakpoint> rows = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(3); i++) {
        String edge = plan.edges().get(random.nextInt(plan.edges().size())).id();
        rows.add(
            new Breakpoint(
                "b" + i,
                new Condition.RowPasses(edge, "v % 10 = 7", Fixtures.sevens()),
                hits(random),
                random.nextInt(3) == 0 ? "{moment} {node} {key} {v}" : "",
                true));
      }
      List<Breakpoint> slow = new ArrayList<>(rows);
      String node = plan.nodes().get(plan.edges().get(0).to()).id();
      slow.add(new Breakpoint("never", new Condition.TimerFires(node, "none such", List.of())));
      int skip = random.nextInt(4);

      List<String> expected = stops(drawn, temp.resolve("slow"), slow, skip);
      assertThat(stops(drawn, temp.resolve("fast"), rows, skip)).isEqualTo(expected);
    } finally {
      DeterminismTest.delete(temp);
    }
  }

  private static Breakpoint.@Nullable HitCount hits(Random random) {
    HitCount.Mode[] modes = HitCount.Mode.values();
    return random.nextBoolean()
        ? null
        : new HitCount(modes[random.nextInt(modes.length)], 1 + random.nextInt(12));
  }

  @Tag("long")
  @Example
  void soItIsOfManyPipelines() {
    Seeds.upTo(9_999, TrapsTest::compare);
  }

  /** Who steps asks at every event whether to stop. */
  @Example
  void rowsThatSpringNoTrapGoByInBursts() throws Exception {
    Path temp = Files.createTempDirectory("eddy-traps");
    try {
      int rows = 3000;
      List<Datum> data = new ArrayList<>();
      for (int i = 1; i <= rows; i++) {
        data.add(new Datum(i, "k", i == rows ? 7 : 1));
      }
      Memory memory = new Memory();
      memory.put("rare", List.of(data));
      Plan plan =
          new PlanBuilder()
              .source("s", "rare")
              .add("drop", "drop", "s")
              .add("out", "store", "drop")
              .build();
      int[] asked = {0};
      try (LocalRun run =
          LocalRun.start(
              plan, memory.providers(), LOADER, RunOptions.defaults(temp.resolve("r")))) {
        run.breakpoints(
            List.of(
                new Breakpoint(
                    "b", new Condition.RowPasses("e1", "v % 10 = 7", Fixtures.sevens()))));
        BooleanSupplier never =
            () -> {
              asked[0]++;
              return false;
            };
        assertThat(run.advance(never)).isEqualTo(Stop.at("b"));
        assertThat(run.at().sequence()).isEqualTo(rows);
      }
      assertThat(asked[0]).isLessThan(rows / 2);
    } finally {
      DeterminismTest.delete(temp);
    }
  }

  /** All stops on new ground and then on old ground, and what sinks have at the end. */
  private static List<String> stops(DrawnPipeline drawn, Path folder, List<Breakpoint> at, int skip)
      throws RunException {
    List<String> out = new ArrayList<>();
    RunOptions options = new RunOptions(folder, 1, 3, 90, false).withClock(GateClock.eventTime(1));
    try (LocalRun run = LocalRun.start(drawn.plan(), drawn.providers(), LOADER, options)) {
      run.breakpoints(at);
      run.onLog(line -> out.add(line.breakpointId() + " " + line.moment() + " " + line.text()));
      int n = 0;
      while (run.advance(() -> false).kind() != Stop.Kind.END) {
        out.add(look(run));
        n++;
        if (skip > 0 && n % (5 * skip) == 0) {
          Moment here = run.at();
          run.stepBack();
          run.seek(new Moment(here.sequence() / 2, 0));
          run.seek(here);
        }
        if (skip > 1 && n % skip == 0) {
          run.step();
        }
      }
      run.seek(Moment.START);
      while (run.advance(() -> false).kind() != Stop.Kind.END) {
        out.add("again " + look(run));
      }
      for (int i = 0; i < BACK; i++) {
        if (run.reverse(() -> false).kind() == Stop.Kind.END) {
          break;
        }
        out.add("back " + look(run) + " " + run.status().reason());
      }
      // Counts are of the moment, whichever way it was come to.
      if (run.advance(() -> false).kind() != Stop.Kind.END) {
        out.add("forth " + look(run) + " " + run.status().reason());
      }
      out.add(run.digests().toString());
    }
    out.add(drawn.rows().toString());
    assertThat(Replay.verify(folder, drawn.providers(), LOADER))
        .isInstanceOf(Verification.Same.class);
    return out;
  }

  private static String look(LocalRun run) {
    StringBuilder out = new StringBuilder();
    out.append(run.at()).append(' ').append(run.liveEdge()).append(' ');
    var status = run.status();
    out.append(status.breakpointId()).append(' ').append(status.edgeId());
    status
        .nodes()
        .forEach(n -> out.append(' ').append(n.nodeId()).append(n.rowsIn()).append(n.rowsOut()));
    return out.toString();
  }
}
