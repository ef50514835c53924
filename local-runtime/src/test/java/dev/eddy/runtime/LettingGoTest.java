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
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Providers;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails, everything is closed, and the first failure is the one that is told. */
class LettingGoTest {
  private static final ClassLoader LOADER = LettingGoTest.class.getClassLoader();
  private static final Schema NUMBER = Schema.of(new Field("n", DataType.BIGINT));
  private final Memory memory = new Memory();

  @TempDir Path temp;

  /** Passes rows on; counts its instances that are open. */
  private static final class Counted implements ProcessProvider {
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();
    volatile boolean breaking;
    volatile Schema state = NUMBER;

    @Override
    public OperatorDescriptor descriptor() {
      return new OperatorDescriptor(
          "counted",
          "counted",
          "counted",
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
      return new Shape(List.of(new int[] {1}), List.of(StateSpec.value("last", state)));
    }

    @Override
    public Operator create(OperatorSetup setup) {
      return new Operator() {
        @Override
        public void open(OperatorContext c) {
          open.incrementAndGet();
          opened.incrementAndGet();
        }

        @Override
        public void onRow(int port, Row row, OperatorContext c) {
          Row v = new Row(1);
          v.setLong(0, row.getLong(2));
          c.valueState("last").set(v);
          c.emit(0, row);
        }

        @Override
        public void close() {
          int left = open.decrementAndGet();
          if (breaking) {
            throw new AssertionError("no. " + left + " does not close");
          }
        }
      };
    }
  }

  private final Counted counted = new Counted();

  private Providers providers() {
    return memory.providersWith(counted);
  }

  private Plan plan(String sink) {
    return new PlanBuilder()
        .source("s", "letting")
        .add("a", counted.descriptor(), Map.of(), "s")
        .add("b", counted.descriptor(), Map.of(), "a")
        .add("c", counted.descriptor(), Map.of(), "b")
        .add(sink, "store", "c")
        .build();
  }

  @BeforeEach
  void data() {
    List<Datum> data = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      data.add(new Datum(i, "k" + i % 7, i));
    }
    memory.put("letting", List.of(data));
  }

  private RunOptions options(int parallelism) {
    return new RunOptions(temp.resolve("r"), parallelism, 20, 50, false);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whereOperatorsDoNotCloseAllOthersAreClosedAndTheRecordingIsFree(int parallelism)
      throws Exception {
    LocalRun run = LocalRun.start(plan("closing"), providers(), LOADER, options(parallelism));
    int[] left = {5};
    run.advance(() -> left[0]-- <= 0);
    assertThat(counted.open).hasValue(3 * parallelism);
    counted.breaking = true;

    assertThatThrownBy(run::close)
        .isInstanceOf(AssertionError.class)
        .hasMessage("no. " + (3 * parallelism - 1) + " does not close")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(3 * parallelism - 1));
    assertThat(counted.open).hasValue(0);

    // Its lock too: it can be gone on with at once.
    counted.breaking = false;
    try (LocalRun again =
        LocalRun.resume(temp.resolve("r"), providers(), LOADER, options(parallelism))) {
      assertThat(again.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(counted.open).hasValue(0);
    assertThat(memory.rows("closing")).hasSize(400);
  }

  @Test
  void aRunThatCannotLoadItsStateLeavesNothingOpen() throws Exception {
    int[] left = {5};
    try (LocalRun run = LocalRun.start(plan("unloaded"), providers(), LOADER, options(2))) {
      run.advance(() -> left[0]-- <= 0);
    }
    counted.opened.set(0);
    counted.state = Schema.of(new Field("other", DataType.BIGINT.notNull()));

    assertThatThrownBy(() -> LocalRun.resume(temp.resolve("r"), providers(), LOADER, options(2)))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("other");

    assertThat(counted.opened).hasPositiveValue();
    assertThat(counted.open).hasValue(0);
  }

  @Test
  void makingReadyLeavesAPausedRunOfManyThreadsAsItIs() throws Exception {
    int[] left = {5};
    try (LocalRun run = LocalRun.start(plan("paused"), providers(), LOADER, options(3))) {
      run.advance(() -> left[0]-- <= 0);
      int instances = counted.open.get();

      assertThat(run.prepare(() -> false)).isFalse();

      assertThat(instances).isEqualTo(9);
      assertThat(counted.open).hasValue(instances);
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
  }
}
