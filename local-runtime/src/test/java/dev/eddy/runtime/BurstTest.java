package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends a burst of rows in its midst leaves the run where single events would. */
class BurstTest {
  private static final ClassLoader LOADER = BurstTest.class.getClassLoader();

  /** Where edges have passed so many rows that none is kept any more, and bursts are long. */
  private static final int AT = 5000;

  @TempDir Path temp;

  @BeforeEach
  void data() {
    Fixtures.DATA.put("good", List.of(rows("a")));
    Fixtures.DATA.put("other", List.of(rows("a")));
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

  private static LocalRun start(Plan plan, RunOptions o) throws RunException {
    return LocalRun.start(plan, Fixtures.providers(), LOADER, o);
  }

  private static List<String> stored(String sink) {
    return Fixtures.STORES.get(sink).rows();
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
      assertThat(run.past().edgePage("e0", AT - 10, 100).rows()).hasSize(8 + moment.step());
    }
    try (LocalRun run = LocalRun.open(o.recording(), Fixtures.providers(), LOADER)) {
      assertThatThrownBy(() -> run.advance(() -> false)).hasMessageContaining("v = 66");
      assertThat(run.at()).isEqualTo(moment);
    }
  }

  @Test
  void aRowThatCannotBeReadKeepsThoseBefore() throws Exception {
    Fixtures.DATA.put("spoilt", List.of(rows("bad")));
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
    Fixtures.DATA.put("spoilt", List.of(rows("mended")));
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
      other = Fixtures.DATA.remove("other");
      assertThatThrownBy(() -> run.advance(() -> false)).hasMessageContaining("second");
      assertThat(run.status().phase()).isEqualTo(Status.Phase.FAILED);
      assertThat(run.liveEdge()).isEqualTo(new Moment(2 * AT + 2, 0));
    }
    assertThat(stored("first out")).hasSize(2 * AT);
    Fixtures.DATA.put("other", other);
    goesOn(o, "second out", 2 * AT);
    assertThat(stored("first out")).hasSize(2 * AT);
  }

  private static void goesOn(RunOptions o, String sink, int rows) throws Exception {
    try (LocalRun run = LocalRun.resume(o.recording(), Fixtures.providers(), LOADER, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
    }
    assertThat(stored(sink)).hasSize(rows);
    assertThat(Replay.verify(o.recording(), Fixtures.providers(), LOADER))
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
        }
      }
      assertThat(interrupted > 0).isEqualTo(name.equals("pieces"));
      results.add(stored(name));
      assertThat(Replay.verify(temp.resolve(name), Fixtures.providers(), LOADER))
          .isInstanceOf(Verification.Same.class);
    }
    assertThat(results.get(1)).hasSize(2 * AT).isEqualTo(results.get(0));
  }
}
