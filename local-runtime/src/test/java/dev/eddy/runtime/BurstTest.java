package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Providers;
import dev.eddy.operator.Shape;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends a burst of rows in its midst leaves the run where single events would. */
class BurstTest {
  private static final ClassLoader LOADER = BurstTest.class.getClassLoader();
  private final Memory memory = new Memory();

  /** Where edges have passed so many rows that none is kept any more, and bursts are long. */
  private static final int AT = 5000;

  @TempDir Path temp;

  /** Passes rows on, and nothing that goes wrong behind it. */
  private static final class Deaf implements ProcessProvider, Operator {
    @Override
    public OperatorDescriptor descriptor() {
      return new OperatorDescriptor(
          "deaf",
          "deaf",
          "deaf",
          "",
          Family.TRANSFORM,
          List.of(new InputPort("in", "in", Set.of(ChangelogMode.APPEND), false)),
          List.of(OutputPort.main()),
          List.of(),
          List.of());
    }

    @Override
    public void infer(Inference inference) {
      inference.output(0, Fixtures.CONTRACT);
    }

    @Override
    public Shape shape(OperatorSetup setup) {
      return Shape.STATELESS;
    }

    @Override
    public Operator create(OperatorSetup setup) {
      return this;
    }

    @Override
    public void onRow(int port, Row row, OperatorContext c) {
      try {
        c.emit(0, row);
      } catch (RuntimeException e) {
        // As user code does.
      }
    }
  }

  private Providers providers() {
    return memory.providersWith(new Deaf());
  }

  @BeforeEach
  void data() {
    memory.put("good", List.of(rows("a")));
    memory.put("other", List.of(rows("a")));
  }

  /** Rows of which only the one at {@link #AT} has another key. */
  private static List<Datum> rows(String other) {
    List<Datum> rows = new ArrayList<>();
    for (int i = 1; i <= 2 * AT; i++) {
      rows.add(new Datum(i, i == AT ? other : "a", i == AT ? 66 : 3));
    }
    return rows;
  }

  private RunOptions options(String name) {
    return RunOptions.defaults(temp.resolve(name));
  }

  private LocalRun start(Plan plan, RunOptions o) throws RunException {
    return LocalRun.start(plan, providers(), LOADER, o);
  }

  private List<String> stored(String sink) {
    return memory.rows(sink);
  }

  @Test
  void anOperatorThatFailsHasDoneTheRowsBefore() throws Exception {
    Plan plan =
        new PlanBuilder()
            .source("s", "good")
            .add("weak", "fragile", "s")
            .add("weak out", "store", "weak")
            .build();
    failsAt(plan, new Moment(AT, 1));
  }

  @Test
  void aFailureThatAnOperatorHidesIsTold() throws Exception {
    Plan plan =
        new PlanBuilder()
            .source("s", "good")
            .add("deaf", new Deaf().descriptor(), Map.of(), "s")
            .add("weak", "fragile", "deaf")
            .add("deaf out", "store", "weak")
            .build();
    failsAt(plan, new Moment(AT, 2));
  }

  @Test
  void aFailureBehindALongChainIsToldAsOneOfAShortOne() throws Exception {
    // Longer than what is compiled as one.
    int places = 20;
    PlanBuilder plan = new PlanBuilder().source("s", "good");
    String last = "s";
    for (int i = 0; i < places; i++) {
      plan.add("deaf " + i, new Deaf().descriptor(), Map.of(), last);
      last = "deaf " + i;
    }
    plan.add("weak", "fragile", last).add("weak out", "store", "weak");
    failsAt(plan.build(), new Moment(AT, places + 1));
  }

  private void failsAt(Plan plan, Moment moment) throws Exception {
    RunOptions o = options("failing");
    try (LocalRun run = start(plan, o)) {
      assertThatThrownBy(() -> run.advance(() -> false))
          .hasMessageContaining("weak")
          .hasMessageContaining(moment.sequence() + "." + moment.step())
          .hasMessageContaining("v = 66");
      assertThat(run.status().phase()).isEqualTo(Status.Phase.FAILED);
      assertThat(run.at()).isEqualTo(moment);
      assertThat(run.liveEdge()).isEqualTo(moment);
      // The row itself only where it was not the first operator that failed on it.
      assertThat(run.past().edgePage("e0", AT - 10, 100).rows())
          .hasSize(moment.step() == 1 ? 9 : 10);
    }
    try (LocalRun run = LocalRun.open(o.recording(), providers(), LOADER)) {
      assertThatThrownBy(() -> run.advance(() -> false)).hasMessageContaining("v = 66");
      assertThat(run.at()).isEqualTo(moment);
    }
  }

  @Test
  void aRowThatCannotBeReadKeepsThoseBefore() throws Exception {
    memory.put("spoilt", List.of(rows("bad")));
    Plan plan = new PlanBuilder().source("s", "spoilt").add("spoilt out", "store", "s").build();
    RunOptions o = options("spoilt");
    try (LocalRun run = start(plan, o)) {
      assertThatThrownBy(() -> run.advance(() -> false))
          .hasMessageContaining("data line " + AT)
          .hasMessageContaining("Mend the line.");
      assertThat(run.status().phase()).isEqualTo(Status.Phase.FAILED);
      assertThat(run.liveEdge()).isEqualTo(new Moment(AT, 0));
    }
    assertThat(stored("spoilt out")).hasSize(AT - 1);
    memory.put("spoilt", List.of(rows("mended")));
    goesOn(o, "spoilt out", 2 * AT);
  }

  @Test
  void aSourceThatCannotBeOpenedWhenItsTurnComesKeepsThoseBefore() throws Exception {
    Plan plan =
        new PlanBuilder()
            .source("first", "good", false, 0)
            .source("second", "other")
            .add("drop", "explode", "first")
            .add("first out", "store", "first")
            .add("drop out", "store", "drop")
            .add("second out", "store", "second")
            .build();
    RunOptions o = options("closed");
    List<List<Datum>> other;
    try (LocalRun run = start(plan, o)) {
      other = memory.remove("other");
      assertThatThrownBy(() -> run.advance(() -> false)).hasMessageContaining("second");
      assertThat(run.status().phase()).isEqualTo(Status.Phase.FAILED);
      assertThat(run.liveEdge()).isEqualTo(new Moment(2 * AT + 2, 0));
    }
    assertThat(stored("first out")).hasSize(2 * AT);
    memory.put("other", other);
    goesOn(o, "second out", 2 * AT);
    assertThat(stored("first out")).hasSize(2 * AT);
  }

  private void goesOn(RunOptions o, String sink, int rows) throws Exception {
    try (LocalRun run = LocalRun.resume(o.recording(), providers(), LOADER, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(stored(sink)).hasSize(rows);
    assertThat(Replay.verify(o.recording(), providers(), LOADER))
        .isInstanceOf(Verification.Same.class);
  }

  @Test
  void interruptsBetweenChangeNoRow() throws Exception {
    List<List<String>> results = new ArrayList<>();
    for (String name : List.of("whole", "pieces")) {
      Plan plan =
          new PlanBuilder()
              .source("s", "good")
              .add("fold", "fold", "s")
              .add(name, "store", "fold")
              .build();
      Random random = new Random(1);
      int interrupted = 0;
      try (LocalRun run = start(plan, options(name))) {
        while (run.advance(() -> name.equals("pieces") && random.nextInt(5) == 0) != Stop.END) {
          interrupted++;
          assertThat(run.at().step()).isZero();
          assertThat(run.caught(1, "").place().nodeId()).isNull();
        }
      }
      assertThat(interrupted > 0).isEqualTo(name.equals("pieces"));
      results.add(stored(name));
      assertThat(Replay.verify(temp.resolve(name), providers(), LOADER))
          .isInstanceOf(Verification.Same.class);
    }
    assertThat(results.get(1)).hasSize(2 * AT).isEqualTo(results.get(0));
  }
}
