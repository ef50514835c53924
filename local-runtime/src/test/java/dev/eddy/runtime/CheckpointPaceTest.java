package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CheckpointPaceTest {
  private static final long MANY = 100_000;
  private long millis;

  private CheckpointPace every(long events) {
    return new CheckpointPace(events, 1, () -> TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void oneIsDueAfterSoManyEvents() {
    CheckpointPace pace = every(50);
    assertThat(pace.until(1)).isEqualTo(50);
    assertThat(pace.isDue(50)).isFalse();
    assertThat(pace.isDue(51)).isTrue();
    pace.taken(60, 0, 0);
    assertThat(pace.until(60)).isEqualTo(50);
    assertThat(pace.isDue(110)).isTrue();
  }

  @Test
  void noneIsEverDueWithoutAPace() {
    assertThat(every(0).isDue(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void aLargeStateMakesThemRarer() {
    CheckpointPace pace = every(50);
    pace.taken(51, 1_000, 0);
    assertThat(pace.until(51)).isEqualTo(50);
    pace.taken(101, 1_000_000, 0);
    assertThat(pace.until(101)).isEqualTo(4_000_000);
  }

  @Test
  void afterManyEventsInAShortTimeItWaitsButNotForEver() {
    CheckpointPace pace = every(MANY);
    assertThat(pace.isDue(1 + MANY)).isFalse();
    assertThat(pace.until(1 + MANY)).isEqualTo(MANY / 4);
    long at = 1 + MANY;
    while (!pace.isDue(at)) {
      at += MANY / 4;
    }
    assertThat(at).isEqualTo(1 + 4 * MANY);
    pace.taken(at, 0, 0);
    assertThat(pace.until(at)).as("it does not wait on").isEqualTo(MANY);
  }

  @Test
  void afterALongTimeItWaitsForNothing() {
    CheckpointPace pace = every(MANY);
    millis = 100;
    assertThat(pace.isDue(1 + MANY)).isTrue();
  }

  @Test
  void oneIsDueAfterALongTimeHoweverFewEventsCame() {
    CheckpointPace pace = every(MANY);
    millis = 10_001;
    assertThat(pace.isDue(1)).as("nothing came").isFalse();
    assertThat(pace.isDue(2)).isTrue();
    pace.taken(2, 1_000_000, 0);
    millis += 50_000;
    assertThat(pace.isDue(3)).as("a large state is written more seldom").isFalse();
    millis += 1;
    assertThat(pace.isDue(3)).isTrue();
    pace.taken(3, 0, TimeUnit.SECONDS.toNanos(2));
    millis += 40_000;
    assertThat(pace.isDue(4)).as("one that took long is not taken often").isFalse();
    millis += 1;
    assertThat(pace.isDue(4)).isTrue();
    CheckpointPace few = every(50);
    millis += 60_000;
    assertThat(few.isDue(2)).as("few are meant as they are said").isFalse();
    assertThat(every(0).isDue(MANY)).as("none but at the end").isFalse();
  }
}
