package dev.eddy.runtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final long NEVER = Long.MIN_VALUE;

  @Test
  void theClockDoesNotTickBeforeAnyEventTimeIsKnown() {
    assertThat(Gate.isDue(NEVER, NEVER, 1)).isFalse();
    assertThat(Gate.isDue(0, NEVER, 1_000)).isTrue();
  }

  @Test
  void theClockTicksAgainAfterItsResolution() {
    assertThat(Gate.isDue(1_999, 1_000, 1_000)).isFalse();
    assertThat(Gate.isDue(2_000, 1_000, 1_000)).isTrue();
  }

  @Property
  void theClockNeverTicksTwiceAtOneTime(
      @ForAll long now, @ForAll @LongRange(min = 1) long resolution) {
    assertThat(Gate.isDue(now, now, resolution)).isFalse();
  }
}
