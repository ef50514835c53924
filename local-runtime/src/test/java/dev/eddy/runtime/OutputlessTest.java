package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorProvider;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User code that only looks. */
class OutputlessTest {
  private static final int ROWS = 1_000;

  @TempDir Path temp;
  private long seen;

  private final class Looking implements ProcessProvider {
    private static final OperatorDescriptor DESCRIPTOR =
        new OperatorDescriptor(
            "looking",
            "Looking",
            "",
            "",
            Family.TRANSFORM,
            List.of(InputPort.appendOnly("in")),
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
    public Operator create(OperatorSetup setup) {
      return (port, row, context) -> seen += row.getLong(2);
    }
  }

  @Test
  void anOperatorWithoutOutputsTakesItsRows() throws Exception {
    List<Datum> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(new Datum(i, "k", 1));
    }
    Memory memory = new Memory();
    memory.put("rows", List.of(rows));
    List<OperatorProvider> providers = new ArrayList<>(memory.providers().all());
    providers.add(new Looking());
    try (LocalRun run =
        LocalRun.start(
            new PlanBuilder()
                .source("s", "rows")
                .add("looking", Looking.DESCRIPTOR, Map.of(), "s")
                .add("out", "store", "s")
                .build(),
            Providers.of(providers),
            OutputlessTest.class.getClassLoader(),
            RunOptions.defaults(temp))) {
      assertThat(run.advance(() -> false).kind()).isEqualTo(Stop.Kind.END);
      assertThat(run.status().nodes().get(1).rowsIn()).isEqualTo(ROWS);
    }
    assertThat(seen).isEqualTo(ROWS);
  }
}
