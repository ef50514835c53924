package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.row.Row;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators that do what an operator must not do are found by a replay, and where they did it. */
class DivergenceTest {
  private static final ClassLoader LOADER = DivergenceTest.class.getClassLoader();
  private final Memory memory = new Memory();

  /** Deliberately bad: it outlives the operator, a seek and a replay. */
  private static final AtomicLong COUNTER = new AtomicLong();

  @TempDir Path temp;

  @BeforeEach
  void data() {
    List<Datum> data = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      data.add(new Datum(i / 2, "k" + i % 5, i));
    }
    memory.put("diverging", List.of(data));
    COUNTER.set(0);
  }

  /** Replaces the value of each row. */
  private record Changing(LongUnaryOperator change) implements ProcessProvider {
    @Override
    public OperatorDescriptor descriptor() {
      return OperatorDescriptor.transform("changing", "Changing", "", "");
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
      return new Operator() {
        @Override
        public void onRow(int port, Row row, OperatorContext c) {
          Row out = c.output(0);
          out.setLong(0, row.getLong(0));
          out.setString(1, row.getString(1));
          out.setLong(2, change.applyAsLong(row.getLong(2)));
          c.emit(0, out);
        }
      };
    }
  }

  private Verification recordAndVerify(LongUnaryOperator change) throws RunException {
    Changing bad = new Changing(change);
    Providers providers = memory.providersWith(bad);
    Path recording = temp.resolve("recording");
    try (LocalRun run =
        LocalRun.start(
            new PlanBuilder()
                .source("numbers", "diverging")
                .add("keep", "drop", "numbers")
                .add("suspect", bad.descriptor(), Map.of(), "keep")
                .add("fold", "fold", "suspect")
                .add("out", "store", "fold")
                .build(),
            providers,
            LOADER,
            RunOptions.defaults(recording))) {
      run.advance(() -> false);
    }
    return Replay.verify(recording, providers, LOADER);
  }

  private static Verification.Differs at(Verification v) {
    assertThat(v).isInstanceOf(Verification.Differs.class);
    Verification.Differs d = (Verification.Differs) v;
    assertThat(d.nodeId()).isEqualTo("suspect");
    assertThat(d.recorded()).startsWith("a row with hash");
    assertThat(d.replayed()).startsWith("a row with hash").contains("+I");
    return d;
  }

  @Test
  void anOperatorThatReadsTheWallClockIsFoundAtItsFirstRow() throws Exception {
    Verification.Differs d = at(recordAndVerify(v -> v + System.nanoTime()));
    assertThat(d.row()).isEqualTo(1);
    assertThat(d.moment().sequence()).isEqualTo(2);
  }

  @Test
  void anOperatorThatReadsTheWallClockForSomeRowsIsFoundAtTheFirstOfThem() throws Exception {
    // Of 0, 1, 2, ... every third is dropped before: 1999 is the 1333rd that is left.
    Verification.Differs d = at(recordAndVerify(v -> v == 1999 ? System.nanoTime() : v));
    assertThat(d.row()).isEqualTo(1333);
    assertThat(d.moment().sequence()).isEqualTo(2000);
  }

  @Test
  void aStaticCounterIsFoundAlthoughAFreshProcessCountsTheSame() throws Exception {
    Verification.Differs d = at(recordAndVerify(v -> v + COUNTER.getAndIncrement() / 10));
    assertThat(d.row()).isEqualTo(1);
    // As in a fresh process: the first replay counts as the run did.
    temp = temp.resolve("again");
    COUNTER.set(0);
    long[] calls = {0};
    d =
        at(
            recordAndVerify(
                v -> {
                  if (calls[0]++ == 1666) {
                    COUNTER.set(0);
                  }
                  return v + COUNTER.getAndIncrement() / 10;
                }));
    assertThat(d.row()).isLessThanOrEqualTo(10);
  }

  @Test
  void anOperatorThatKeepsToTheRulesIsTheSame() throws Exception {
    assertThat(recordAndVerify(v -> v * 31 + 7)).isInstanceOf(Verification.Same.class);
    assertThatThrownBy(() -> at(new Verification.Same(1, 1))).isInstanceOf(AssertionError.class);
  }
}
