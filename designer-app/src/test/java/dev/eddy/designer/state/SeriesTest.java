package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static Reply.MetricsOf metrics(long rows, long p50) {
    return new Reply.MetricsOf(
        Moment.START, 1, p50, p50 * 2, List.of(), List.of(new Reply.EdgeMetrics("e", rows, 0, 0)));
  }

  @Test
  void aRateIsRowsBetweenTwoPointsByTheirTime() {
    Series s =
        Series.EMPTY
            .with(1_000_000_000L, metrics(0, -1))
            .with(1_500_000_000L, metrics(500, 2_000))
            .with(2_500_000_000L, metrics(2_500, 3_000));
    assertThat(s.rate(List.of("e")).values()).containsExactly(1_000, 2_000);
    assertThat(s.rate(List.of("e")).seconds()).containsExactly(0.5, 1.5);
    assertThat(s.rate(List.of("gone")).greatest()).isZero();
  }

  @Test
  void aLatencyThatWasNotMeasuredLeavesAGap() {
    Series s = Series.EMPTY.with(1, metrics(0, -1)).with(2, metrics(1, 2_000));
    double[] values = s.latency(Series.Point::p50).values();
    assertThat(values[0]).isNaN();
    assertThat(values[1]).isEqualTo(2.0);
  }

  @Test
  void aLongRunIsThinnedAndKeepsItsNewestPoint() {
    Series s = Series.EMPTY;
    for (int i = 1; i <= 5_000; i++) {
      s = s.with(i * 1_000L, metrics(i, 1));
    }
    assertThat(s.points()).hasSizeLessThanOrEqualTo(600);
    assertThat(s.points().get(s.points().size() - 1).nanos()).isEqualTo(5_000_000L);
    assertThat(s.points())
        .isSortedAccordingTo(java.util.Comparator.comparingLong(Series.Point::nanos));
  }

  @Test
  void aPointThatComesLateIsDropped() {
    Series s = Series.EMPTY.with(2_000, metrics(5, 1)).with(1_000, metrics(4, 1));
    assertThat(s.points()).hasSize(1);
  }

  @Test
  void theTimeInWhichARunStoodIsNoTimeOfThePlotAndItsRateIsNotKnown() {
    Series s =
        Series.EMPTY
            .with(1_000_000_000L, metrics(0, -1))
            .with(2_000_000_000L, metrics(1_000, 1))
            .stopped(2_500_000_000L)
            .stopped(9_000_000_000L)
            .with(302_500_000_000L, metrics(1_500, 1))
            .with(303_500_000_000L, metrics(3_500, 1));
    double[] rate = s.rate(List.of("e")).values();
    assertThat(rate[0]).isEqualTo(1_000);
    assertThat(rate[1]).as("nobody knows since when it ran again").isNaN();
    assertThat(rate[2]).isEqualTo(2_000);
    assertThat(s.rate(List.of("e")).seconds()).containsExactly(1, 1.5, 2.5);
  }

  @Test
  void thinningKeepsThatTheRunStood() {
    Series s = Series.EMPTY;
    for (int i = 1; i <= 599; i++) {
      s = s.with(i * 1_000L, metrics(i, 1));
    }
    s = s.stopped(599_500L).with(9_000_000L, metrics(600, 1));
    s = s.with(9_001_000L, metrics(601, 1));
    assertThat(s.points()).hasSize(301);
    assertThat(s.points()).filteredOn(Series.Point::resumed).hasSize(1);
  }
}
