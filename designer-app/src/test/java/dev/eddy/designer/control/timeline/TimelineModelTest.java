package dev.eddy.designer.control.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.designer.control.DemoData;
import dev.eddy.designer.control.timeline.TimelineModel.Bar;
import dev.eddy.designer.control.timeline.TimelineModel.Tick;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.time.Moment;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimelineModelTest {
  private final TimelineModel model = DemoData.timeline(false);
  private final TimeScale whole = new TimeScale(0, model.end(), 700);

  @Test
  void barsCoverTheRunAndLoseNoRow() {
    List<Bar> bars = model.bars("flights", whole, 4);
    assertThat(bars.stream().mapToLong(Bar::rows).sum())
        .isEqualTo(model.rowsUpTo("flights", Double.MAX_VALUE));
    assertThat(bars.stream().mapToDouble(Bar::height).max().orElse(0)).isEqualTo(1);
  }

  @Property
  void joinedBarsAreWideEnoughAndKeepTheSum(@ForAll @IntRange(min = 10, max = 2000) int width) {
    TimeScale s = new TimeScale(0, model.end(), width);
    List<Bar> bars = model.bars("flights", s, 4);
    assertThat(bars.stream().mapToLong(Bar::rows).sum())
        .isEqualTo(model.rowsUpTo("flights", Double.MAX_VALUE));
    // The last bar may be cut by the end of the run.
    for (Bar b : bars.subList(0, Math.max(0, bars.size() - 1))) {
      assertThat(s.x(b.to()) - s.x(b.from())).isGreaterThan(3.9);
    }
  }

  @Test
  void anUnknownNodeHasNoBars() {
    assertThat(model.bars("nobody", whole, 4)).isEmpty();
    assertThat(model.rowsUpTo("nobody", 100)).isZero();
  }

  @Test
  void theValueIsExactAtTheMomentOfTheStatusAndOutOfTheBucketsElsewhere() {
    TimelineModel.NodeTrack hourly = model.tracks().get(1);
    assertThat(model.value(hourly, model.status().at())).isEqualTo("→ 5\u202f244");
    assertThat(model.value(hourly, Moment.before(502))).isEqualTo("460");
  }

  @Test
  void marksStandAtRoundTimesFarEnoughApart() {
    List<Tick> ticks = model.ticks(whole, 76);
    assertThat(ticks)
        .extracting(Tick::text)
        .containsExactly(
            "08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30", "12:00", "12:30");
    for (int i = 1; i < ticks.size(); i++) {
      assertThat(whole.x(ticks.get(i).sequence()) - whole.x(ticks.get(i - 1).sequence()))
          .isGreaterThanOrEqualTo(60);
    }
  }

  @Test
  void nearerThereAreMoreMarksOnTheSameTimes() {
    TimeScale near = new TimeScale(2_000, 8_000, 700);
    assertThat(model.ticks(near, 76)).extracting(Tick::text).contains("09:00", "08:50");
  }

  @Test
  void withoutAClockTheMarksAreSequences() {
    TimelineModel bare =
        new TimelineModel(
            List.of(),
            new Reply.TimelineOf(
                new long[] {0, 100}, Map.of(), new long[] {Long.MIN_VALUE}, List.of(), List.of()),
            model.status());
    assertThat(bare.ticks(new TimeScale(0, 100, 500), 76))
        .extracting(Tick::text)
        .containsExactly("0", "20", "40", "60", "80", "100");
  }

  @Test
  void theLagIsClockLessWatermark() {
    assertThat(model.lagAt(model.status().at())).isEqualTo("15 min");
    assertThat(model.lags()).hasSize(79).as("the first bucket has no watermark yet");
  }

  @Test
  void withoutAClockTheWatermarksOwnWayIsDrawn() {
    TimelineModel bare =
        new TimelineModel(
            List.of(),
            new Reply.TimelineOf(
                new long[] {0, 100, 200, 300},
                Map.of(),
                new long[] {Long.MIN_VALUE, 60_000, 180_000},
                List.of(),
                List.of()),
            model.status());
    assertThat(bare.hasClock()).isFalse();
    assertThat(bare.watermarkSteps())
        .containsExactly(
            new TimelineModel.Step(100, 200, 0), new TimelineModel.Step(200, 300, 120_000));
    assertThat(bare.lagAt(Moment.before(250))).isEqualTo("00:03");
  }

  @Test
  void checkpointsAndHitsAreCountedUpToThePlayhead() {
    assertThat(model.checkpointAt(Moment.START)).isEqualTo("none");
    assertThat(model.checkpointAt(model.status().at())).isEqualTo("#10");
    assertThat(model.hitsAt(new Moment(36_400, 2))).isEqualTo("2");
    assertThat(model.hitsAt(new Moment(36_400, 1))).isEqualTo("1");
  }

  @Test
  void theNextHitAndCheckpointAreFoundInBothDirections() {
    assertThat(model.hitFrom(new Moment(36_400, 2), true)).contains(new Moment(37_000, 2));
    assertThat(model.hitFrom(new Moment(36_400, 2), false)).contains(new Moment(36_100, 2));
    assertThat(model.hitFrom(new Moment(36_100, 2), false)).isEmpty();
    assertThat(model.checkpointFrom(Moment.START, true)).contains(Moment.before(3_514));
    assertThat(model.checkpointFrom(Moment.START, false)).isEmpty();
  }

  @Test
  void aPlaceIsToldInWords() {
    assertThat(model.about(510, model.tracks().get(0)))
        .isEqualTo(
            "event 510 · clock 2001-01-03 08:33\nflights: 517 rows in events 502 … 1\u202f003");
    assertThat(model.about(-10, null)).startsWith("event 0");
  }

  @Test
  void aSeekNeverLeavesTheRun() {
    assertThat(model.clamp(-5)).isEqualTo(Moment.START);
    assertThat(model.clamp(12.4)).isEqualTo(Moment.before(12));
    assertThat(model.clamp(1e12)).isEqualTo(model.status().liveEdge());
  }

  @Property
  void zoomHoldsThePointUnderThePointerUnlessAnEndIsReached(
      @ForAll @DoubleRange(min = 0.2, max = 5) double factor,
      @ForAll @DoubleRange(min = 0, max = 700) double x) {
    TimeScale s = new TimeScale(10_000, 20_000, 700);
    TimeScale z = s.zoomed(factor, x, 40_000);
    assertThat(z.from()).isGreaterThanOrEqualTo(0);
    assertThat(z.to()).isLessThanOrEqualTo(40_000.001);
    if (z.from() > 0 && z.to() < 40_000) {
      assertThat(z.sequence(x)).isCloseTo(s.sequence(x), within(0.01));
    }
  }

  @Property
  void aPointAndItsSequenceAreInverse(@ForAll @DoubleRange(min = 0, max = 700) double x) {
    TimeScale s = new TimeScale(123, 4_567, 700);
    assertThat(s.x(s.sequence(x))).isCloseTo(x, within(1e-6));
  }

  @Test
  void movingBeyondAnEndStopsThere() {
    TimeScale s = new TimeScale(100, 200, 700).moved(-500, 1_000);
    assertThat(s.from()).isZero();
    assertThat(s.to()).isEqualTo(100);
    assertThat(new TimeScale(100, 200, 700).moved(5_000, 1_000).to()).isEqualTo(1_000);
  }

  @Test
  void aStretchWithoutHistoryIsTakenForWhatItIs() {
    Reply.TimelineOf t = model.timeline();
    TimelineModel m =
        new TimelineModel(
            model.tracks(),
            new Reply.TimelineOf(
                t.bounds(),
                t.rowsIn(),
                t.watermarks(),
                t.checkpoints(),
                t.hits(),
                t.clocks(),
                List.of(new Reply.Gap(100, 200, "the file was edited"))),
            model.status());
    assertThat(m.gapAt(99)).isEmpty();
    assertThat(m.gapAt(100)).isEqualTo("the file was edited");
    assertThat(m.gapAt(200)).isEmpty();
    assertThat(m.about(150, null)).isEqualTo("event 150\nNo history here: the file was edited");
    assertThat(model.gaps()).isEmpty();
  }
}
