package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a run gives, and how it ends. */
class LocalRunTest extends RunsOfRows {
  @Test
  void aWindowGivesItsRowsWhenTheWatermarkPassesAndALateRowLeavesByItsOwnPort() throws Exception {
    try (LocalRun run = start(windows("few"), options())) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      assertThat(run.status().phase()).isEqualTo(Status.Phase.FINISHED);
    }
    assertThat(stored("late")).containsExactly("+I[3, b, 7]");
    // Windows [0, 10) of a and b, then [10, 20) and [30, 40) of a; each gives a sum and its rows.
    assertThat(stored("out"))
        .containsExactly(
            "+I[9, a, 218]",
            "+I[1, a, 6759]",
            "+I[9, b, 219]",
            "+I[2, b, 6791]",
            "+I[19, a, 209533]",
            "+I[12, a, 495509]",
            "+I[39, a, 360739]",
            "+I[30, a, 182881]");
  }

  @Test
  void aSinkSeesNothingBeforeTheCheckpointIsComplete() throws Exception {
    try (LocalRun run = start(windows("many"), options().withCheckpointRows(0))) {
      for (int i = 0; i < 5000; i++) {
        run.step();
      }
      assertThat(stored("late")).isEmpty();
      run.finish();
      assertThat(run.status().phase()).isEqualTo(Status.Phase.FINISHED);
    }
    assertThat(stored("out")).isNotEmpty();
  }

  @Test
  void twoSplitsInterleaveByEventTimeWhateverTheParallelism() throws Exception {
    List<String> expected = runWhole(windows("two"), options());
    for (int parallelism : new int[] {2, 3}) {
      for (int epoch : new int[] {1, 100, 10_000}) {
        assertThat(
                runWhole(
                    windows("two"), options().withParallelism(parallelism).withEpochRows(epoch)))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void anOperatorThatFailsIsNamedWithMomentAndRow() throws Exception {
    Plan plan =
        new PlanBuilder()
            .source("numbers", "many")
            .add("weak node", "fragile", "numbers")
            .add("out", "store", "weak node")
            .build();
    for (int parallelism : new int[] {1, 2}) {
      RunOptions o = options().withParallelism(parallelism);
      try (LocalRun run = start(plan, o)) {
        assertThatThrownBy(() -> run.advance(() -> false))
            .isInstanceOf(RunException.class)
            .hasMessageContaining("weak node")
            .hasMessageContaining("67.1")
            .hasMessageContaining("v = 66")
            .hasMessageContaining("66 is too much");
        assertThat(run.status().phase()).isEqualTo(Status.Phase.FAILED);
        assertThat(run.at()).isEqualTo(new Moment(67, 1));
        assertThat(run.state("weak node", "", 100).tables().get(0).entries())
            .extracting(e -> Long.parseLong(e.value().get(0)))
            .satisfies(v -> assertThat(v.stream().mapToLong(x -> x).sum()).isEqualTo(66));
        run.stepBack();
        assertThat(run.status().phase()).isEqualTo(Status.Phase.PAUSED);
      }
      try (LocalRun run = LocalRun.open(o.recording(), providers, LOADER)) {
        assertThat(run.status().reason()).contains("66 is too much");
        assertThatThrownBy(() -> run.advance(() -> false)).hasMessageContaining("67.1");
        assertThat(run.at()).isEqualTo(new Moment(67, 1));
      }
    }
  }

  @Test
  void aRowThatCannotBeReadKeepsWhatCameBefore() throws Exception {
    memory.put(
        "spoilt",
        List.of(List.of(new Datum(1, "a", 1), new Datum(2, "a", 2), new Datum(3, "bad", 3))));
    Plan plan =
        new PlanBuilder().source("numbers", "spoilt").add("out", "store", "numbers").build();
    RunOptions o = options();
    try (LocalRun run = start(plan, o)) {
      assertThatThrownBy(() -> run.advance(() -> false))
          .hasMessageContaining("numbers")
          .hasMessageContaining("data line 3")
          .hasMessageContaining("Mend the line.");
      assertThat(run.status().phase()).isEqualTo(Status.Phase.FAILED);
    }
    assertThat(stored("out")).hasSize(2);
    memory.put(
        "spoilt",
        List.of(List.of(new Datum(1, "a", 1), new Datum(2, "a", 2), new Datum(3, "c", 3))));
    try (LocalRun run = LocalRun.resume(o.recording(), providers, LOADER, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(stored("out")).hasSize(3);
  }

  @Test
  void aSourceWithARateCanBeInterrupted() throws Exception {
    Plan plan =
        new PlanBuilder().source("numbers", "many", true, 1).add("out", "store", "numbers").build();
    for (int parallelism : new int[] {1, 2}) {
      try (LocalRun run = start(plan, options().withParallelism(parallelism))) {
        long begin = System.nanoTime();
        assertThat(run.advance(() -> System.nanoTime() - begin > 200_000_000L))
            .isEqualTo(Stop.INTERRUPTED);
        assertThat(System.nanoTime() - begin).isLessThan(900_000_000L);
        assertThat(run.at().sequence()).isEqualTo(2);
        run.finish();
      }
      assertThat(stored("out")).hasSize(1);
    }
  }

  @Test
  void sourcesWithoutEventTimeComeFirstWhole() throws Exception {
    Plan plan =
        new PlanBuilder()
            .source("timed", "few")
            .source("table", "many", false, 0)
            .add("both", "merge", "timed", "table")
            .add("out", "store", "both")
            .build();
    runWhole(plan, options());
    assertThat(stored("out")).hasSize(3005);
    assertThat(stored("out").subList(3000, 3005).get(0)).isEqualTo("+I[1, a, 1]");
  }

  /** Notes, at each row, how far its run seems to be to another thread. */
  private static final class Looking implements ProcessProvider {
    final Set<Long> beats = ConcurrentHashMap.newKeySet();
    volatile @Nullable LocalRun run;

    @Override
    public OperatorDescriptor descriptor() {
      return OperatorDescriptor.transform("looking", "looking", "looking", "");
    }

    @Override
    public void infer(Inference inference) {
      inference.output(0, Fixtures.CONTRACT);
    }

    @Override
    public Shape shape(OperatorSetup setup) {
      return new Shape(List.of(new int[] {1}), List.of());
    }

    @Override
    public Operator create(OperatorSetup setup) {
      return new Operator() {
        @Override
        public void onRow(int port, Row row, OperatorContext c) {
          beats.add(Objects.requireNonNull(run).beats());
          c.emit(0, row);
        }
      };
    }
  }

  @Test
  void aRunOnSeveralThreadsIsSeenToGetOnWithinAnEpoch() throws Exception {
    Looking looking = new Looking();
    Plan plan =
        new PlanBuilder()
            .source("numbers", "many")
            .add("looking", looking.descriptor(), Map.of(), "numbers")
            .add("out", "store", "looking")
            .build();
    RunOptions o = options().withParallelism(2).withEpochRows(1000);
    try (LocalRun run = LocalRun.start(plan, memory.providersWith(looking), LOADER, o)) {
      looking.run = run;
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(stored("out")).hasSize(3000);
    assertThat(looking.beats).hasSizeGreaterThan(1000);
  }
}
