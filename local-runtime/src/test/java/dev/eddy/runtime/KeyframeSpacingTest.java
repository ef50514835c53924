package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.runtime.fixture.Memory;
import dev.eddy.runtime.fixture.PlanBuilder;
import dev.eddy.runtime.flow.LoadedPlan;
import dev.eddy.runtime.flow.Network;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyframeSpacingTest {
  /** More than lies between two keyframes. */
  private static final long MANY = 30_000;

  private static final long FEW = 10_000;
  private final Memory memory = new Memory();
  private final Keyframes keyframes = new Keyframes(Long.MAX_VALUE);
  private final KeyframeSpacing spacing = new KeyframeSpacing(keyframes);
  private Network network;

  @BeforeEach
  void build() throws Exception {
    memory.put("spacing", List.of(List.of()));
    LoadedPlan plan =
        LoadedPlan.load(
            new PlanBuilder().source("s", "spacing").add("out", "store", "s").build(),
            memory.providers(),
            KeyframeSpacingTest.class.getClassLoader());
    network = Network.build(plan, new int[] {1}, 1);
    keyframes.put(1, network.frame());
  }

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void aKeyframeIsTakenWhenStepsHaveAddedUp() {
    spacing.played(FEW);
    spacing.offer(network, 100, true);
    assertThat(keyframes.has(100)).isFalse();
    spacing.played(MANY - FEW);
    spacing.offer(network, 200, true);
    assertThat(keyframes.has(200)).isTrue();
    spacing.played(FEW);
    spacing.offer(network, 300, true);
    assertThat(keyframes.has(300)).as("they add up from the last one on").isFalse();
  }

  @Test
  void stepsAreCountedFromTheKeyframeThatWasPutBack() {
    spacing.played(MANY);
    spacing.restart(1);
    spacing.offer(network, 200, true);
    assertThat(keyframes.has(200)).isFalse();
  }

  @Test
  void onOldGroundNoneIsTakenShortlyBeforeAnotherOne() {
    keyframes.put(10_000, network.frame());
    spacing.restart(1);
    spacing.played(MANY);
    spacing.offer(network, 9_999, false);
    assertThat(keyframes.has(9_999)).isFalse();
    spacing.restart(1);
    spacing.played(MANY);
    spacing.offer(network, 200, false);
    assertThat(keyframes.has(200)).isTrue();
  }
}
