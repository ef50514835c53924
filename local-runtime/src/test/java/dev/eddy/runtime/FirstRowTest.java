package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstRowTest {
  @TempDir Path temp;

  @Test
  void theFirstRowThatASinkTakesIsToldOfOnce() throws Exception {
    Memory memory = new Memory();
    // The filter drops the first two.
    memory.put(
        "few", List.of(List.of(new Datum(1, "k", 3), new Datum(2, "k", 6), new Datum(3, "k", 7))));
    Plan plan =
        new PlanBuilder()
            .source("s", "few")
            .add("drop", "drop", "s")
            .add("out", "store", "drop")
            .add("other", "store", "drop")
            .build();
    List<Long> told = new ArrayList<>();
    try (LocalRun run =
        LocalRun.start(
            plan,
            memory.providers(),
            FirstRowTest.class.getClassLoader(),
            RunOptions.defaults(temp.resolve("r")))) {
      run.onFirstRow(() -> told.add(run.status().nodes().get(0).rowsOut()));
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(told).containsExactly(3L);
    assertThat(memory.rows("out")).hasSize(1);
    assertThat(memory.rows("other")).hasSize(1);
  }
}
