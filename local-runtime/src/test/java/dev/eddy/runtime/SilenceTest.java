package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Reply.Finding.Cause;
import dev.eddy.model.time.Moment;
import dev.eddy.operator.Providers;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.flow.GateClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why there is no output. */
class SilenceTest {
  private static final ClassLoader LOADER = SilenceTest.class.getClassLoader();
  private final Memory memory = new Memory();
  private final Providers providers = memory.providers();

  @TempDir Path temp;

  private LocalRun at(Plan plan, Moment moment) throws RunException {
    LocalRun run = LocalRun.start(plan, providers, LOADER, RunOptions.defaults(temp.resolve("r")));
    run.advance(() -> false);
    run.seek(moment);
    return run;
  }

  @Test
  void aWindowThatWaitsNamesTheSplitThatHoldsTheWatermarkAndTheRowThatWouldReleaseIt()
      throws Exception {
    memory.put(
        "silence",
        List.of(
            List.of(new Datum(1, "a", 1), new Datum(8, "a", 2), new Datum(30, "a", 3)),
            List.of(new Datum(2, "a", 1), new Datum(40, "a", 3))));
    Plan plan =
        new PlanBuilder()
            .source("numbers", "silence")
            .add("windows", "windows", "numbers")
            .add("out", "store", "windows")
            .build();
    // Three rows are in: of times 1 and 8 of split 0, of time 2 of split 1.
    try (LocalRun run = at(plan, new Moment(4, 0))) {
      Reply.WhyOf why = run.past().why("out");
      assertThat(why.findings()).hasSize(1);
      Reply.Finding f = why.findings().get(0);
      assertThat(f.cause()).isEqualTo(Cause.WAITS_FOR_WATERMARK);
      assertThat(f.nodeId()).isEqualTo("windows");
      assertThat(f.count()).isEqualTo(1);
      assertThat(f.time()).isEqualTo(9);
      // The watermark is 5 behind event time.
      assertThat(f.eventTime()).isEqualTo(14);
      assertThat(f.text()).contains("part 1");
      assertThat(why.inputs()).hasSize(1);
      Reply.Holder holder = why.inputs().get(0).holder();
      assertThat(holder).isEqualTo(new Reply.Holder("numbers", 1, "part 1", -3, 8));
      // And so it is: at the first row of split 1 from that time on, the window fires.
      run.seek(new Moment(6, 0));
      assertThat(run.status().nodes().get(1).rowsOut()).isZero();
      run.seek(new Moment(7, 0));
      assertThat(run.status().nodes().get(1).rowsOut()).isPositive();
      assertThat(run.past().why("out").findings()).noneMatch(g -> g.time() == 9);
    }
  }

  @Test
  void aFilterThatDropsAllAndAJoinWithAnEmptySideAreFound() throws Exception {
    memory.put("silence", List.of(List.of(new Datum(1, "a", 3), new Datum(2, "a", 6))));
    Plan plan =
        new PlanBuilder()
            .source("numbers", "silence")
            .add("keep", "drop", "numbers")
            .add("pairs", "pairs", "numbers>0", "keep>1")
            .add("out", "store", "pairs")
            .build();
    try (LocalRun run = at(plan, new Moment(3, 0))) {
      assertThat(run.past().why("out").findings())
          .extracting(f -> f.cause() + " " + f.nodeId() + " " + f.edgeId())
          .containsExactly("DROPS_ALL keep null", "INPUT_EMPTY pairs e2", "DROPS_ALL pairs null");
    }
  }

  @Test
  void timersOfProcessingTimeWaitForTheClockAndAtTheEndForNothing() throws Exception {
    // The clock says 1 at the first row, which waits for 4, and 3 at the other one.
    memory.put("silence", List.of(List.of(new Datum(1, "a", 3), new Datum(3, "b", 3))));
    Plan plan =
        new PlanBuilder()
            .source("numbers", "silence")
            .add("lull", "lull", "numbers")
            .add("out", "store", "lull")
            .build();
    RunOptions o = RunOptions.defaults(temp.resolve("r")).withClock(GateClock.eventTime(1));
    try (LocalRun run = LocalRun.start(plan, providers, LOADER, o)) {
      assertThat(run.advance(() -> false)).isEqualTo(Stop.END);
      assertThat(memory.rows("out")).isEmpty();
      assertThat(run.state("lull", "", 10).timers())
          .containsExactly(
              new Reply.TimerGroup("quiet (processing time)", 4, 1),
              new Reply.TimerGroup("quiet (processing time)", 6, 1));
      assertThat(clockFinding(run).text()).contains("2 timers wait", "ticks no more");
      run.seek(new Moment(3, 0));
      Reply.Finding f = clockFinding(run);
      assertThat(f.nodeId()).isEqualTo("lull");
      assertThat(f.count()).isEqualTo(1);
      assertThat(f.time()).isEqualTo(4);
      assertThat(f.text()).contains("1 timer waits", "reaches 1970-01-01 00:00:00.004", ".001");
    }
  }

  private static Reply.Finding clockFinding(LocalRun run) throws RunException {
    List<Reply.Finding> findings = run.past().why("out").findings();
    assertThat(findings).extracting(Reply.Finding::cause).containsExactly(Cause.WAITS_FOR_CLOCK);
    return findings.get(0);
  }
}
