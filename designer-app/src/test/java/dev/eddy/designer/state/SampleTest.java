package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static Sample sample(long total, int limit) {
    return new Sample("e", total, limit, List.of(), List.of());
  }

  @Test
  void statisticsMayBeATenthOldWhatIsListedMayNot() {
    assertThat(Sample.wanted(sample(1_000, Sample.SMALL), "e", 1_050, false)).isZero();
    assertThat(Sample.wanted(sample(1_000, Sample.SMALL), "e", 1_200, false))
        .isEqualTo(Sample.SMALL);
    assertThat(Sample.wanted(sample(1_000, Sample.LARGE), "e", 1_001, true))
        .isEqualTo(Sample.LARGE);
    assertThat(Sample.wanted(sample(1_000, Sample.LARGE), "e", 1_000, true)).isZero();
  }

  @Test
  void aSmallSampleDoesNotServeForSorting() {
    assertThat(Sample.wanted(sample(1_000, Sample.SMALL), "e", 1_000, true))
        .isEqualTo(Sample.LARGE);
  }

  @Test
  void rowsOfAnotherEdgeServeForNothing() {
    assertThat(Sample.wanted(sample(1_000, Sample.LARGE), "f", 1_000, false))
        .isEqualTo(Sample.SMALL);
    assertThat(Sample.wanted(null, "f", 0, false)).as("nothing has passed").isZero();
  }
}
