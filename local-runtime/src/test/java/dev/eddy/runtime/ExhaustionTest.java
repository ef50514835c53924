package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.problem.Place;
import dev.eddy.model.row.Row;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Sink;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SinkWriter;
import dev.eddy.operator.Source;
import dev.eddy.operator.SourceProvider;
import dev.eddy.operator.SplitPosition;
import dev.eddy.operator.SplitReader;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.flow.FlowException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** User code that finds no memory left outside of a step of an operator. */
class ExhaustionTest {
  private enum At {
    SPLITS,
    READ,
    OPEN,
    SINK_OPEN,
    PREPARE,
    COMMIT
  }

  @TempDir Path temp;
  private final Memory memory = new Memory();

  private static void eat(At at, At due) {
    if (at == due) {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  private static OperatorDescriptor descriptor(
      String id, Family family, List<InputPort> inputs, List<OutputPort> outputs) {
    return new OperatorDescriptor(id, id, "", "", family, inputs, outputs, List.of(), List.of());
  }

  /** Gives some rows. */
  private record Giving(At due) implements SourceProvider {
    static final OperatorDescriptor DESCRIPTOR =
        ExhaustionTest.descriptor("giving", Family.SOURCE, List.of(), List.of(OutputPort.main()));

    @Override
    public OperatorDescriptor descriptor() {
      return DESCRIPTOR;
    }

    @Override
    public void infer(Inference inference) {
      inference.output(0, Fixtures.CONTRACT);
    }

    @Override
    public Source create(OperatorSetup setup) {
      return new Source() {
        @Override
        public List<String> splits() {
          eat(At.SPLITS, due);
          return List.of("one");
        }

        @Override
        public SplitReader open(String split, SplitPosition position) {
          return new Reader(due, position.rows());
        }
      };
    }
  }

  private static final class Reader implements SplitReader {
    private final At due;
    private long rows;

    Reader(At due, long rows) {
      this.due = due;
      this.rows = rows;
    }

    @Override
    public int next(Row[] outputs) {
      if (rows == 50) {
        eat(At.READ, due);
        return END;
      }
      outputs[0].setLong(0, rows);
      outputs[0].setString(1, "k");
      outputs[0].setLong(2, rows++);
      return 0;
    }

    @Override
    public SplitPosition position() {
      return new SplitPosition(rows, rows, 0);
    }

    @Override
    public long takeHash() {
      return rows;
    }

    @Override
    public void close() {}
  }

  private record Passing(At due) implements ProcessProvider {
    static final OperatorDescriptor DESCRIPTOR =
        OperatorDescriptor.transform("passing", "Passing", "", "");

    @Override
    public OperatorDescriptor descriptor() {
      return DESCRIPTOR;
    }

    @Override
    public void infer(Inference inference) {
      inference.output(0, Fixtures.CONTRACT);
    }

    @Override
    public Operator create(OperatorSetup setup) {
      return new Operator() {
        @Override
        public void open(OperatorContext context) {
          eat(At.OPEN, due);
        }

        @Override
        public void onRow(int port, Row row, OperatorContext context) {
          Row out = context.output(0);
          out.setAll(row);
          context.emit(0, out);
        }
      };
    }
  }

  private record Taking(At due) implements SinkProvider {
    static final OperatorDescriptor DESCRIPTOR =
        ExhaustionTest.descriptor(
            "taking",
            Family.SINK,
            List.of(new InputPort("in", "in", InputPort.ANY, false)),
            List.of());

    @Override
    public OperatorDescriptor descriptor() {
      return DESCRIPTOR;
    }

    @Override
    public void infer(Inference inference) {}

    @Override
    public Sink create(OperatorSetup setup) {
      return snapshot -> {
        eat(At.SINK_OPEN, due);
        return new Writer(due);
      };
    }
  }

  private record Writer(At due) implements SinkWriter {
    @Override
    public void write(Row row) {}

    @Override
    public byte[] prepare(long checkpoint) {
      eat(At.PREPARE, due);
      return new byte[1];
    }

    @Override
    public byte[] snapshot() {
      return new byte[0];
    }

    @Override
    public void commit(byte[] committable) {
      eat(At.COMMIT, due);
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @EnumSource
  void theNodeIsNamed(At at) {
    RunException e = catchThrowableOfType(RunException.class, () -> run(at));
    String node =
        switch (at) {
          case SPLITS, READ -> "giving";
          case OPEN -> "passing";
          case SINK_OPEN, PREPARE, COMMIT -> "taking";
        };
    assertThat(e.problem().place()).isEqualTo(Place.node(node, node));
    assertThat(e.problem().code()).isEqualTo(FlowException.OUT_OF_MEMORY);
    assertThat(e.problem().message()).startsWith("ran out of memory ");
  }

  private void run(At at) throws RunException {
    try (LocalRun run =
        LocalRun.start(
            new PlanBuilder()
                .add("giving", Giving.DESCRIPTOR, Map.of())
                .add("passing", Passing.DESCRIPTOR, Map.of(), "giving")
                .add("taking", Taking.DESCRIPTOR, Map.of(), "passing")
                .build(),
            memory.providersWith(new Giving(at), new Passing(at), new Taking(at)),
            ExhaustionTest.class.getClassLoader(),
            RunOptions.defaults(temp.resolve("r")))) {
      run.advance(() -> false);
    }
  }
}
