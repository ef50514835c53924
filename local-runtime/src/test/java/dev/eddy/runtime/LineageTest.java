package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.JournalEdit;
import dev.eddy.model.protocol.Lineage;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.fixture.DrawnPipeline;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.fixture.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a row comes from, held against what happens without it. */
class LineageTest {
  private static final ClassLoader LOADER = LineageTest.class.getClassLoader();

  @TempDir Path temp;

  private static LocalRun recorded(Plan plan, Providers providers, Path folder, int parallelism)
      throws RunException {
    RunOptions options =
        RunOptions.defaults(folder).withParallelism(parallelism).withCheckpointRows(60);
    try (LocalRun run = LocalRun.start(plan, providers, LOADER, options)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    return LocalRun.open(folder, providers, LOADER);
  }

  private static LocalRun few(Path folder) throws RunException {
    Memory memory = new Memory();
    memory.put(
        "lineage",
        List.of(
            List.of(
                new Datum(1, "a", 1),
                new Datum(2, "b", 2),
                new Datum(4, "a", 4),
                new Datum(12, "a", 8),
                new Datum(30, "b", 5))));
    Plan plan =
        new PlanBuilder()
            .source("numbers", "lineage")
            .add("windows", "windows", "numbers")
            .add("out", "store", "windows")
            .build();
    return recorded(plan, memory.providers(), folder, 1);
  }

  private static Set<Long> events(Reply.LineageOf lineage, Lineage.Why... by) {
    Set<Integer> wanted = new HashSet<>();
    for (Lineage.Link l : lineage.links()) {
      if (by.length == 0 || List.of(by).contains(l.why())) {
        wanted.add(l.cause());
      }
    }
    Set<Long> out = new HashSet<>();
    for (int i = 0; i < lineage.steps().size(); i++) {
      Lineage.Step s = lineage.steps().get(i);
      if (s.kind() == Lineage.Kind.GATE && (by.length == 0 || wanted.contains(i))) {
        out.add(s.moment().sequence());
      }
    }
    return out;
  }

  @Test
  void theSumOfAWindowComesFromTheRowsOfItsKeyInIt() throws Exception {
    try (LocalRun run = few(temp.resolve("r"))) {
      // The first row of the sink is the sum of window [0, 10) of a, which event 5 sets off.
      Moment first = run.past().rowOfEdge("e1", 1);
      assertThat(first).isNotNull();
      assertThat(first.sequence()).isEqualTo(5);
      Reply.LineageOf lineage = run.past().lineage(new Lineage.OfRow(first), 100);
      assertThat(lineage.more()).isFalse();
      assertThat(events(lineage, Lineage.Why.ROW)).containsExactlyInAnyOrder(1L, 3L, 4L);
      assertThat(events(lineage, Lineage.Why.TIME)).containsExactly(5L);
      assertThat(run.at()).isEqualTo(Moment.START);
    }
  }

  @Test
  void anEntryComesFromTheRowsThatWroteIt() throws Exception {
    try (LocalRun run = few(temp.resolve("r"))) {
      run.seek(new Moment(4, 0));
      Reply.StateEntry sum = run.state("windows", "a", 10).tables().get(0).entries().get(0);
      assertThat(sum.value()).containsExactly("5");
      Reply.LineageOf lineage =
          run.past().lineage(new Lineage.OfEntry("windows", sum.lastWriter()), 100);
      assertThat(events(lineage)).containsExactlyInAnyOrder(1L, 3L);
      assertThat(run.at()).isEqualTo(new Moment(4, 0));
    }
  }

  @Test
  void anAnswerThatIsCutSaysSo() throws Exception {
    try (LocalRun run = few(temp.resolve("r"))) {
      Moment first = run.past().rowOfEdge("e1", 1);
      assertThat(first).isNotNull();
      Reply.LineageOf lineage = run.past().lineage(new Lineage.OfRow(first), 3);
      assertThat(lineage.more()).isTrue();
      assertThat(lineage.steps()).hasSize(3);
    }
  }

  /** The moments and texts of rows that reached sinks, by edge into the sink. */
  private static Map<String, List<Reply.EdgeRow>> sinkRows(LocalRun run) throws RunException {
    Map<String, List<Reply.EdgeRow>> out = new HashMap<>();
    for (Plan.PlanEdge e : run.plan().edges()) {
      if (run.plan().nodes().get(e.to()).operator().equals("store")) {
        out.put(e.id(), run.edgeRows(e.id(), 100_000).rows());
      }
    }
    return out;
  }

  private static boolean raisesWatermark(LocalRun run, long event) throws RunException {
    run.seek(new Moment(event, 0));
    List<Long> before = run.status().nodes().stream().map(Status.NodeCounts::watermark).toList();
    run.seek(new Moment(event + 1, 0));
    return !before.equals(run.status().nodes().stream().map(Status.NodeCounts::watermark).toList());
  }

  @Property(tries = 6)
  void anEventThatIsNotInTheLineageOfARowCanGoWithoutChangingTheRow(
      @ForAll @LongRange(min = 0, max = 9_999) long seed) throws Exception {
    lineageHolds(seed);
  }

  @Tag("long")
  @Example
  void itCanOverManySeeds() {
    Seeds.upTo(9_999, LineageTest::lineageHolds);
  }

  private static void lineageHolds(long seed) throws Exception {
    Path folder = Files.createTempDirectory("eddy-lineage");
    Random random = new Random(seed);
    List<String> types = List.of("drop", "explode", "merge", "windows", "fold", "cross");
    DrawnPipeline drawn = DrawnPipeline.of(random, types);
    while (choosesByResults(drawn.plan()) || joinsJoins(drawn.plan())) {
      drawn = DrawnPipeline.of(random, types);
    }
    // With several splits, an event may raise the watermark of its split alone, which shows only
    // when the other splits have caught up.
    drawn.joinSplits();
    try (LocalRun run =
        recorded(drawn.plan(), drawn.providers(), folder.resolve("r"), 1 + random.nextInt(2))) {
      run.seek(new Moment(Long.MAX_VALUE, 0));
      Map<String, List<Reply.EdgeRow>> rows = sinkRows(run);
      List<String> edges = new ArrayList<>(rows.keySet());
      for (int i = 0; i < 6; i++) {
        String edge = edges.get(random.nextInt(edges.size()));
        List<Reply.EdgeRow> of = rows.get(edge);
        if (of.isEmpty()) {
          continue;
        }
        Reply.EdgeRow row = of.get(random.nextInt(of.size()));
        if (of.stream().filter(r -> r.cells().equals(row.cells())).count() > 1) {
          continue;
        }
        Reply.LineageOf lineage = run.past().lineage(new Lineage.OfRow(row.moment()), 100_000);
        assertThat(lineage.more()).isFalse();
        Set<Long> causes = events(lineage);
        assertThat(causes).isNotEmpty();
        effectsAgree(run, causes.iterator().next(), row);
        for (int k = 0; k < 12; k++) {
          long event = 1 + random.nextInt((int) row.moment().sequence());
          run.seek(new Moment(event, 0));
          if (causes.contains(event) || isEnd(run, event) || raisesWatermark(run, event)) {
            continue;
          }
          Reply.BranchOf branch =
              run.past()
                  .branch(List.of(new JournalEdit.Drop(event)), null, 1, Long.MAX_VALUE, 100_000);
          String sink = run.plan().nodes().get(to(run.plan(), edge)).id();
          for (Reply.SinkChange change : branch.sinks()) {
            if (change.sinkId().equals(sink)) {
              assertThat(change.missingRows())
                  .as("%s without event %d; its lineage is %s", row, event, causes)
                  .noneMatch(r -> r.cells().equals(row.cells()));
            }
          }
          // Nor is the row among what the event caused.
          effectsLack(run, event, row);
        }
      }
    } finally {
      DeterminismTest.delete(folder);
    }
  }

  /**
   * Whether an operator that lets rows pass, or keys them anew, by their values stands behind one
   * whose results depend on several rows: there, without an event, rows may appear that never were,
   * and what never was has no lineage.
   */
  private static boolean choosesByResults(Plan plan) {
    boolean[] result = new boolean[plan.nodes().size()];
    for (int rank = 0; rank < result.length; rank++) {
      String type = plan.nodes().get(rank).operator();
      for (Plan.PlanEdge e : plan.edges()) {
        result[rank] |= e.to() == rank && result[e.from()];
      }
      if (result[rank] && List.of("drop", "explode", "cross").contains(type)) {
        return true;
      }
      result[rank] |= List.of("fold", "windows").contains(type);
    }
    return false;
  }

  /** Whether a join stands behind a join: the third of a row of them gives millions of rows. */
  private static boolean joinsJoins(Plan plan) {
    boolean[] joined = new boolean[plan.nodes().size()];
    for (int rank = 0; rank < joined.length; rank++) {
      for (Plan.PlanEdge e : plan.edges()) {
        joined[rank] |= e.to() == rank && joined[e.from()];
      }
      if (plan.nodes().get(rank).operator().equals("cross")) {
        if (joined[rank]) {
          return true;
        }
        joined[rank] = true;
      }
    }
    return false;
  }

  private static int to(Plan plan, String edgeId) {
    return plan.edges().stream().filter(e -> e.id().equals(edgeId)).findFirst().orElseThrow().to();
  }

  private static boolean isEnd(LocalRun run, long event) throws RunException {
    Reply.LineageOf effects =
        run.past().lineage(new Lineage.OfEvent(event, new Moment(event + 1, 0)), 1);
    return effects.steps().get(0).cells().isEmpty();
  }

  private static void effectsAgree(LocalRun run, long event, Reply.EdgeRow row)
      throws RunException {
    assertThat(effects(run, event, row)).contains(row.moment());
  }

  private static void effectsLack(LocalRun run, long event, Reply.EdgeRow row) throws RunException {
    assertThat(effects(run, event, row)).doesNotContain(row.moment());
  }

  private static List<Moment> effects(LocalRun run, long event, Reply.EdgeRow row)
      throws RunException {
    Moment end = new Moment(row.moment().sequence() + 1, 0);
    Reply.LineageOf effects = run.past().lineage(new Lineage.OfEvent(event, end), 1_000_000);
    assertThat(effects.more()).isFalse();
    return effects.steps().stream().map(Lineage.Step::moment).toList();
  }
}
