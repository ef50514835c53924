package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Breakpoint.HitCount;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request.Grain;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.fixture.DrawnPipeline;
import dev.eddy.runtime.fixture.DrawnQuery;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** Whatever stops a run on its way forward stops it on its way back. */
class TravelTest {
  private static final ClassLoader LOADER = TravelTest.class.getClassLoader();

  /** A recording of a random pipeline that has ended. */
  private static Path record(DrawnPipeline drawn, Path folder) throws RunException {
    RunOptions options = RunOptions.defaults(folder).withCheckpointRows(40);
    try (LocalRun run = LocalRun.start(drawn.plan(), drawn.providers(), LOADER, options)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    return folder;
  }

  private static Breakpoint breakpoint(Plan plan, String id, Random random) {
    HitCount hits = null;
    if (random.nextInt(3) == 0) {
      HitCount.Mode mode = HitCount.Mode.values()[random.nextInt(3)];
      hits = new HitCount(mode, 1 + random.nextInt(9));
    }
    return new Breakpoint(id, condition(plan, random), hits, "", true);
  }

  private static Condition condition(Plan plan, Random random) {
    List<String> keyed = new ArrayList<>();
    List<String> windows = new ArrayList<>();
    for (Plan.PlanNode n : plan.nodes()) {
      if (List.of("windows", "fold", "pairs").contains(n.operator())) {
        keyed.add(n.id());
      }
      if (n.operator().equals("windows")) {
        windows.add(n.id());
      }
    }
    String any = plan.nodes().get(random.nextInt(plan.nodes().size())).id();
    String stateful = keyed.isEmpty() ? any : keyed.get(random.nextInt(keyed.size()));
    String windowed = windows.isEmpty() ? any : windows.get(random.nextInt(windows.size()));
    List<@Nullable String> key =
        random.nextBoolean() ? List.of() : List.of("k" + random.nextInt(5));
    String edge = plan.edges().get(random.nextInt(plan.edges().size())).id();
    return switch (random.nextInt(8)) {
      case 0 -> new Condition.RowPasses(edge, "v % 10 = 7", Fixtures.sevens());
      case 1 -> new Condition.WatermarkPasses(any, random.nextInt(170));
      case 2 -> new Condition.CheckpointTaken();
      case 3 ->
          keyed.isEmpty()
              ? new Condition.RowPasses(edge, "", null)
              : new Condition.KeyIs(stateful, key);
      case 4 ->
          keyed.isEmpty()
              ? new Condition.NodeWorks(any)
              : new Condition.StateChanges(stateful, "", key, "", null);
      case 5 ->
          windows.isEmpty()
              ? new Condition.NodeWorks(any)
              : new Condition.TimerFires(windowed, random.nextBoolean() ? "" : "end", key);
      case 6 -> windows.isEmpty() ? new Condition.StepFails() : new Condition.LateRow(windowed);
      default -> new Condition.NodeWorks(any);
    };
  }

  @Property(tries = 10)
  void theStopsOfTheWayBackAreThoseOfTheWayForwardInReverse(
      @ForAll @LongRange(min = 0, max = 9_999) long seed) throws Exception {
    stopsAgree(seed);
  }

  @Tag("long")
  @Example
  void theyAreOverManySeeds() {
    Seeds.upTo(9_999, TravelTest::stopsAgree);
  }

  private static void stopsAgree(long seed) throws Exception {
    Path temp = Files.createTempDirectory("eddy-travel");
    try {
      Random random = new Random(seed);
      DrawnPipeline drawn = DrawnPipeline.of(random);
      Plan plan = drawn.plan();
      Path folder = record(drawn, temp.resolve("r"));
      List<Breakpoint> breakpoints = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(3); i++) {
        breakpoints.add(breakpoint(plan, "b" + i, random));
      }
      try (LocalRun run = LocalRun.open(folder, drawn.providers(), LOADER)) {
        run.breakpoints(breakpoints);
        List<String> forward = new ArrayList<>();
        for (Stop s = run.advance(() -> false); s.kind() == Stop.Kind.BREAKPOINT; ) {
          forward.add(run.at() + " " + s.breakpointId());
          if (random.nextInt(4) == 0) {
            // Where it was in between says nothing about where it stops next.
            Moment here = run.at();
            run.seek(new Moment(1 + random.nextInt(300), random.nextInt(4)));
            run.seek(here);
          }
          s = run.advance(() -> false);
        }
        assertThat(run.at()).isEqualTo(run.liveEdge());
        int at = forward.size();
        while (true) {
          Stop stop = run.reverse(() -> false);
          at--;
          if (at < 0) {
            assertThat(stop.kind()).as("%s", breakpoints).isEqualTo(Stop.Kind.END);
            assertThat(run.at()).isEqualTo(Moment.START);
            break;
          }
          assertThat(run.at() + " " + stop.breakpointId())
              .as("%s", breakpoints)
              .isEqualTo(forward.get(at));
          if (at > 40 && random.nextInt(4) == 0) {
            // Not all of very many: on from another one.
            at -= 1 + random.nextInt(at / 2);
            String moment = forward.get(at);
            run.seek(Moment.parse(moment.substring(0, moment.indexOf(' '))));
          }
        }
      }
    } finally {
      DeterminismTest.delete(temp);
    }
  }

  /** All that can be seen of a moment. */
  private record Sight(Moment at, List<Status.NodeCounts> nodes, List<Reply.StateOf> states) {}

  private static Sight sight(LocalRun run) throws RunException {
    List<Reply.StateOf> states = new ArrayList<>();
    for (Plan.PlanNode n : run.plan().nodes()) {
      states.add(run.state(n.id(), "", 1000));
    }
    return new Sight(run.at(), run.status().nodes(), states);
  }

  @Property(tries = 6)
  void asManyStepsBackAsForwardOfAnyGrainLeadToTheSameState(
      @ForAll @LongRange(min = 0, max = 9_999) long seed) throws Exception {
    stepsAgree(seed);
  }

  @Tag("long")
  @Example
  void theyDoOverManySeeds() {
    Seeds.upTo(9_999, TravelTest::stepsAgree);
  }

  @Tag("long")
  @Example
  void theyDoInManyPipelinesOfStandardOperators() {
    Seeds.upTo(
        9_999,
        seed -> {
          Random random = new Random(seed);
          stepsAgree(DrawnQuery.of(random), random);
        });
  }

  private static void stepsAgree(long seed) throws Exception {
    Random random = new Random(seed);
    stepsAgree(DrawnPipeline.of(random), random);
  }

  private static void stepsAgree(DrawnPipeline drawn, Random random) throws Exception {
    Path temp = Files.createTempDirectory("eddy-travel");
    try {
      Plan plan = drawn.plan();
      try (LocalRun run =
          LocalRun.open(record(drawn, temp.resolve("r")), drawn.providers(), LOADER)) {
        for (Grain grain : Grain.values()) {
          String node = plan.nodes().get(random.nextInt(plan.nodes().size())).id();
          run.seek(new Moment(1 + random.nextInt(150), random.nextInt(3)));
          // Onto a moment of the grain.
          run.step(grain, node, () -> false);
          List<Sight> seen = new ArrayList<>();
          for (int i = 0; i < 12; i++) {
            seen.add(sight(run));
            run.step(grain, node, () -> false);
          }
          for (int i = seen.size() - 1; i >= 0; i--) {
            if (seen.get(i).at().equals(run.liveEdge())) {
              continue;
            }
            run.stepBack(grain, node, () -> false);
            assertThat(sight(run)).as("%s of %s", grain, node).isEqualTo(seen.get(i));
          }
        }
      }
    } finally {
      DeterminismTest.delete(temp);
    }
  }
}
