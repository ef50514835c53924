package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.runtime.fixture.Fixtures;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KeyframesTest {
  @Property(tries = 20)
  void noGapIsLongAndThoseNearTheHeadAreShort(@ForAll @IntRange(min = 300, max = 8_000) int count)
      throws Exception {
    Fixtures.DATA.put("keyframes", List.of(List.of()));
    LoadedPlan plan =
        LoadedPlan.load(
            new PlanBuilder().source("s", "keyframes").add("out", "store", "s").build(),
            Fixtures.providers(),
            KeyframesTest.class.getClassLoader());
    Keyframes keyframes = new Keyframes(Long.MAX_VALUE);
    try (Network network = Network.build(plan, new int[] {1}, 1)) {
      for (int i = 0; i < count; i++) {
        keyframes.put(1 + i * 1_000L, network.frame());
      }
    }
    long head = 1 + (count - 1) * 1_000L;
    long longest = 0;
    long next = head;
    for (long at = head; at > 1; at = next - 1) {
      long floor = Objects.requireNonNull(keyframes.floor(at)).getKey();
      longest = Math.max(longest, next - floor);
      next = floor;
    }
    // 256 even ones would lie count / 256 apart.
    assertThat(longest).isLessThanOrEqualTo(4 * Math.max(1_000, head / 256));
    long near = Objects.requireNonNull(keyframes.floor(head - 1)).getKey();
    assertThat(head - near).isLessThanOrEqualTo(2_000);
  }
}
