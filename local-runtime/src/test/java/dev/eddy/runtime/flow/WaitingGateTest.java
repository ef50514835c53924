package dev.eddy.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.plan.Plan;
import dev.eddy.operator.SplitPosition;
import dev.eddy.runtime.fixture.Fixtures.Datum;
import dev.eddy.runtime.fixture.HandClock;
import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** A gate whose source gives a row a second, by a clock that goes on only while it waits. */
class WaitingGateTest {
  private static final long NONE = Long.MAX_VALUE;

  private final HandClock hand = new HandClock(100);

  /** Timers that are due, by time; a tick fires them. */
  private final TreeSet<Long> timers = new TreeSet<>();

  @Test
  void itTicksWhenATimerIsDueThoughNoRowComes() throws Exception {
    timers.addAll(List.of(301L, 755L));
    assertThat(events(hand, this::first, 2))
        .containsExactly("tick 1", "row", "tick 301", "tick 761", "tick 1001", "row", "end");
  }

  @Test
  void itDoesNotTickWhileNothingIsDue() throws Exception {
    assertThat(events(hand, this::first, 3))
        .containsExactly("tick 1", "row", "tick 1001", "row", "tick 2001", "row", "end");
  }

  @Test
  void itTicksNoOftenerThanTheClocksResolution() throws Exception {
    assertThat(events(hand, () -> 0, 2))
        .containsExactly(
            "tick 1",
            "row",
            "tick 101",
            "tick 201",
            "tick 301",
            "tick 401",
            "tick 501",
            "tick 601",
            "tick 701",
            "tick 801",
            "tick 901",
            "tick 1001",
            "row",
            "end");
  }

  @Test
  void theTimeOfEventsStandsStillMeanwhile() throws Exception {
    GateClock eventTime = GateClock.eventTime(1);
    GateClock waiting =
        new GateClock() {
          @Override
          public long now(long time) {
            return eventTime.now(time);
          }

          @Override
          public long resolution() {
            return 1;
          }

          @Override
          public long nanos() {
            return hand.nanos();
          }

          @Override
          public void pause(long nanos) {
            hand.pause(nanos);
          }
        };
    assertThat(events(waiting, () -> 0, 2))
        .containsExactly("tick 10", "row", "tick 11", "row", "end");
  }

  @Test
  void whoWaitsIsInterruptedAndGoesOnWaiting() throws Exception {
    timers.add(505L);
    int[] asked = {0};
    try (Gate gate = gate(hand, this::first, 2)) {
      List<String> out = new ArrayList<>();
      while (!gate.ended()) {
        GateEvent e = gate.next(() -> asked[0]++ % 7 == 3);
        out.add(e == null ? "interrupted" : text(e));
      }
      assertThat(out).contains("interrupted");
      out.removeIf("interrupted"::equals);
      assertThat(out).containsExactly("tick 1", "row", "tick 511", "tick 1001", "row", "end");
    }
  }

  private long first() {
    return timers.isEmpty() ? NONE : timers.first();
  }

  private List<String> events(GateClock clock, LongSupplier first, int rows) throws Exception {
    List<String> out = new ArrayList<>();
    try (Gate gate = gate(clock, first, rows)) {
      while (!gate.ended()) {
        GateEvent e = gate.next(() -> false);
        out.add(e == null ? "nothing" : text(e));
      }
    }
    return out;
  }

  private String text(GateEvent e) {
    if (e.port() == GateEvent.TICK) {
      timers.headSet(e.row().getLong(0), true).clear();
      return "tick " + e.row().getLong(0);
    }
    return e.port() == GateEvent.END ? "end" : "row";
  }

  private static Gate gate(GateClock clock, LongSupplier first, int rows) throws FlowException {
    Memory memory = new Memory();
    List<Datum> data = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      data.add(new Datum(10 + i, "k", i));
    }
    memory.put("slow", List.of(data));
    Plan plan = new PlanBuilder().source("s", "slow", true, 1).add("out", "store", "s").build();
    LoadedPlan loaded =
        LoadedPlan.load(plan, memory.providers(), WaitingGateTest.class.getClassLoader());
    Gate gate =
        new Gate(
            Sources.open(loaded), Arrays.asList(SplitPosition.START), new boolean[1], clock, true);
    gate.timers(first);
    return gate;
  }
}
