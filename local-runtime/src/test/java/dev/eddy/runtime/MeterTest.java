package dev.eddy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final long FAST = 100;

  private long now;
  private long sequence;
  private final Meter meter = new Meter(1, 1, () -> now);

  /** Lets events through of which each takes a time; gives how many were measured. */
  private long events(long count, long nanosEach) {
    long before = meter.events();
    for (long end = sequence + count; sequence < end; sequence++) {
      meter.begin(sequence);
      assertThat(meter.next(sequence)).isGreaterThan(sequence);
      now += nanosEach;
      meter.end();
    }
    return meter.events() - before;
  }

  @Test
  void oneOfSixtyFourIsMeasuredAtFirst() {
    assertThat(events(1_000, FAST)).isEqualTo(16);
  }

  @Test
  void slowEventsGoOnSo() {
    events(10_000, TimeUnit.MILLISECONDS.toNanos(1));
    assertThat(events(6_400, TimeUnit.MILLISECONDS.toNanos(1))).isEqualTo(100);
  }

  @Test
  void ofFastEventsSomeHundredAreMeasuredInASecond() {
    events(100_000, FAST);
    assertThat(events(TimeUnit.SECONDS.toNanos(1) / FAST, FAST)).isBetween(50L, 300L);
  }

  @Test
  void whenFastEventsBecomeSlowTheyAreMeasuredAgainSoon() {
    events(5_000_000, FAST);
    long slow = TimeUnit.MILLISECONDS.toNanos(100);
    assertThat(events(20, slow)).isPositive();
    events(1_000, slow);
    assertThat(events(640, slow)).isGreaterThanOrEqualTo(10);
  }

  @Test
  void anEpochThatTookLongMeasuresItsNextEvents() {
    events(5_000_000, FAST);
    now += TimeUnit.SECONDS.toNanos(2);
    meter.epochDone();
    meter.pushed(sequence);
    meter.epochDone();
    long measured = meter.events();
    meter.pushed(sequence + 1);
    meter.epochDone();
    assertThat(meter.events()).isEqualTo(measured);
    assertThat(measured).isGreaterThan(64);
  }
}
