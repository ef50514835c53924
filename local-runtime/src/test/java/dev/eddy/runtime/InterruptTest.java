package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.problem.Place;
import dev.eddy.model.row.Row;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Providers;
import dev.eddy.operator.Sink;
import dev.eddy.operator.SinkProvider;
import dev.eddy.operator.SinkWriter;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User code that interrupts the thread that it runs on: what fails by it is another's. */
class InterruptTest {
  private static final int ROWS = 3_000;
  private static final int CULPRIT = 1_234;

  @TempDir Path temp;
  private final Memory memory = new Memory();

  /** Passes rows on, and interrupts its thread at one. */
  private record Interrupting() implements ProcessProvider {
    static final OperatorDescriptor DESCRIPTOR =
        OperatorDescriptor.transform("interrupting", "Interrupting", "", "");

    @Override
    public OperatorDescriptor descriptor() {
      return DESCRIPTOR;
    }

    @Override
    public void infer(Inference inference) {}

    @Override
    public Operator create(OperatorSetup setup) {
      return (port, row, context) -> {
        Row out = context.output(0);
        out.setAll(row);
        context.emit(0, out);
        if (row.getLong(2) == CULPRIT) {
          Thread.currentThread().interrupt();
        }
      };
    }
  }

  /** Writes to a file by a channel, which an interrupt closes; many rows at once. */
  private record ToFile(Path file, int rowsAtOnce) implements SinkProvider {
    static final OperatorDescriptor DESCRIPTOR =
        new OperatorDescriptor(
            "to-file",
            "To file",
            "",
            "",
            Family.SINK,
            List.of(new InputPort("in", "in", InputPort.ANY, false)),
            List.of(),
            List.of(),
            List.of());

    @Override
    public OperatorDescriptor descriptor() {
      return DESCRIPTOR;
    }

    @Override
    public void infer(Inference inference) {}

    @Override
    public Sink create(OperatorSetup setup) {
      return snapshot -> new Writer(file, rowsAtOnce);
    }
  }

  private static final class Writer implements SinkWriter {
    private final FileChannel channel;
    private final int rowsAtOnce;
    private int rows;

    Writer(Path file, int rowsAtOnce) throws IOException {
      this.rowsAtOnce = rowsAtOnce;
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void write(Row row) throws IOException {
      if (++rows % rowsAtOnce == 0) {
        channel.write(ByteBuffer.wrap(new byte[1]));
      }
    }

    @Override
    public byte[] prepare(long checkpoint) {
      return new byte[0];
    }

    @Override
    public byte[] snapshot() {
      return new byte[0];
    }

    @Override
    public void commit(byte[] committable) {}

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @AfterEach
  void calm() {
    // Of the thread of other tests.
    Thread.interrupted();
  }

  private Providers providers(int rowsAtOnce) {
    return memory.providersWith(new Interrupting(), new ToFile(temp.resolve("f"), rowsAtOnce));
  }

  private RunException failure(int rowsAtOnce, int parallelism) throws RunException {
    List<Datum> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(new Datum(i, "k" + i % 5, i));
    }
    memory.put("interrupted", List.of(rows));
    try (LocalRun run =
        LocalRun.start(
            new PlanBuilder()
                .source("s", "interrupted")
                .add("culprit", Interrupting.DESCRIPTOR, Map.of(), "s")
                .add("out", ToFile.DESCRIPTOR, Map.of(), "culprit")
                .build(),
            providers(rowsAtOnce),
            InterruptTest.class.getClassLoader(),
            RunOptions.defaults(temp.resolve("r")).withParallelism(parallelism))) {
      RunException e = catchThrowableOfType(RunException.class, () -> run.advance(() -> false));
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
      return e;
    }
  }

  private static void assertNamed(RunException e) {
    assertThat(e.problem().place()).isEqualTo(Place.node("culprit", "culprit"));
    assertThat(e.problem().message())
        .contains("interrupted the thread")
        .contains("at moment " + new Moment(CULPRIT + 1, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theOperatorIsNamedAndNotTheSinkThatCouldNotWrite(int parallelism) throws RunException {
    assertNamed(failure(500, parallelism));
  }

  @Test
  void norIsTheRecordingThatCouldNotBeWritten() throws RunException {
    assertNamed(failure(10 * ROWS, 1));
  }

  @Test
  void whatTheRunDidBeforeCanBeGoneTo() throws RunException {
    failure(500, 1);
    try (LocalRun run =
        LocalRun.open(temp.resolve("r"), providers(500), InterruptTest.class.getClassLoader())) {
      run.seek(new Moment(CULPRIT, 1));
      assertThat(run.at()).isEqualTo(new Moment(CULPRIT, 1));
    }
  }
}
