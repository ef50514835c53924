package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Breakpoint;
import dev.eddy.model.protocol.Condition;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run long enough for keyframes on its way. */
class GoingBackTest {
  private static final ClassLoader LOADER = GoingBackTest.class.getClassLoader();
  private static final int EVENTS = 90_000;
  private final Memory memory = new Memory();
  private final Providers providers = memory.providers();

  /** Only these rows have a v that ends with 7, and only these the key "rare". */
  private static final List<Integer> RARE = List.of(55, 41_234, 88_000);

  @TempDir Path temp;
  private final Plan plan =
      new PlanBuilder()
          .source("s", "going-back")
          .add("fold", "fold", "s")
          .add("out", "store", "fold")
          .build();

  @BeforeEach
  void record() throws RunException {
    Random random = new Random(1);
    List<Fixtures.Datum> rows = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      boolean rare = RARE.contains(i);
      rows.add(new Fixtures.Datum(i, rare ? "rare" : "k" + random.nextInt(3000), rare ? 7 : 1));
    }
    memory.put("going-back", List.of(rows));
    RunOptions options = RunOptions.defaults(temp.resolve("r")).withCheckpointRows(0);
    try (LocalRun run = LocalRun.start(plan, providers, LOADER, options)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
  }

  private LocalRun open() throws RunException {
    return LocalRun.open(temp.resolve("r"), providers, LOADER);
  }

  private static Reply.StateOf state(LocalRun run) throws RunException {
    return run.state("fold", "", 100);
  }

  @Test
  void makingReadyChangesNothingThatCanBeSeen() throws RunException {
    Random random = new Random(2);
    try (LocalRun ready = open();
        LocalRun plain = open()) {
      ready.seek(new Moment(777, 1));
      int calls = 0;
      boolean more = true;
      while (more) {
        int[] left = {20_000};
        more = ready.prepare(() -> left[0]-- <= 0);
        calls++;
        assertThat(ready.at()).isEqualTo(new Moment(777, 1));
      }
      assertThat(calls).isBetween(3, 8);
      for (int i = 0; i < 12; i++) {
        Moment to = new Moment(1 + random.nextInt(EVENTS), random.nextInt(2));
        ready.seek(to);
        plain.seek(to);
        assertThat(ready.at()).isEqualTo(plain.at());
        assertThat(state(ready)).isEqualTo(state(plain));
        assertThat(ready.status().nodes()).isEqualTo(plain.status().nodes());
      }
    }
  }

  @Test
  void aSearchBackFindsARowFarAway() throws RunException {
    String edge = plan.edges().get(0).id();
    assertFound(new Condition.RowPasses(edge, "v % 10 = 7", Fixtures.sevens()), 1);
  }

  @Test
  void aSearchBackFindsARowBehindAnOperatorWithState() throws RunException {
    assertFound(new Condition.StateChanges("fold", "", List.of("rare"), "", null), 2);
  }

  @Test
  void aSearchBackFindsAKeyFarAway() throws RunException {
    assertFound(new Condition.KeyIs("fold", List.of("rare")), 1);
  }

  @Test
  void aSearchBackFromTheEndFindsTheCheckpointThere() throws RunException {
    try (LocalRun run = open()) {
      run.seek(new Moment(Long.MAX_VALUE, 0));
      Moment end = run.at();
      run.breakpoints(List.of(new Breakpoint("b", new Condition.CheckpointTaken())));
      assertThat(run.reverse(() -> false)).isEqualTo(Stop.at("b"));
      assertThat(run.at()).isEqualTo(end);
      assertThat(run.reverse(() -> false)).as("it stood there").isEqualTo(Stop.END);
      assertThat(run.at()).isEqualTo(Moment.START);
      assertThat(run.advance(() -> false)).isEqualTo(Stop.at("b"));
      assertThat(run.at()).isEqualTo(end);
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      assertThat(run.reverse(() -> false)).as("it was passed again").isEqualTo(Stop.at("b"));
    }
  }

  /** The rare rows are found on the way back as on the way forward, at a step of their events. */
  private void assertFound(Condition condition, int step) throws RunException {
    try (LocalRun run = open()) {
      run.seek(new Moment(Long.MAX_VALUE, 0));
      run.breakpoints(List.of(new Breakpoint("b", condition)));
      for (int i = RARE.size() - 1; i >= 0; i--) {
        assertThat(run.reverse(() -> false)).isEqualTo(Stop.at("b"));
        assertThat(run.at()).isEqualTo(new Moment(RARE.get(i) + 1, step));
        Reply.StateOf there = state(run);
        run.seek(new Moment(3, 0));
        run.seek(new Moment(RARE.get(i) + 1, step));
        assertThat(state(run)).isEqualTo(there);
      }
      assertThat(run.reverse(() -> false)).isEqualTo(Stop.END);
      for (int i : RARE) {
        assertThat(run.advance(() -> false)).isEqualTo(Stop.at("b"));
        assertThat(run.at()).isEqualTo(new Moment(i + 1, step));
      }
    }
  }
}
