package dev.eddy.designer.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.time.Moment;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void thousandsStandApartByANarrowSpace() {
    assertThat(Figures.number(40_169)).isEqualTo("40\u202f169");
    assertThat(Figures.number("-1234567.25")).isEqualTo("\u22121\u202f234\u202f567.25");
    assertThat(Figures.number("999")).isEqualTo("999");
  }

  @Test
  void whatIsNoNumberStaysAsItIs() {
    assertThat(Figures.number("NaN")).isEqualTo("NaN");
    assertThat(Figures.number("")).isEmpty();
    assertThat(Figures.number("-")).isEqualTo("-");
    assertThat(Figures.number("1e9")).isEqualTo("1e9");
  }

  @Test
  void aMomentIsSequenceDotStep() {
    assertThat(Figures.moment(new Moment(40_169, 2))).isEqualTo("40\u202f169·2");
  }

  @Property
  void aShownMomentIsReadAgain(@ForAll long sequence, @ForAll int step) {
    Moment m = new Moment(sequence & Long.MAX_VALUE, step & Integer.MAX_VALUE);
    assertThat(Moment.parse(Figures.moment(m))).isEqualTo(m);
  }

  @Test
  void durationsHaveTheTwoLargestUnits() {
    assertThat(Figures.duration(20_760_000)).isEqualTo("5 h 46 min");
    assertThat(Figures.duration(180_000)).isEqualTo("3 min");
    assertThat(Figures.duration(61_000)).isEqualTo("1 min 1 s");
    assertThat(Figures.duration(999)).isEqualTo("999 ms");
    assertThat(Figures.duration(90_000_000)).isEqualTo("1 d 1 h");
    assertThat(Figures.duration(Long.MIN_VALUE)).startsWith("\u2212");
  }

  @Test
  void timesOutsideOfTimeAreWords() {
    assertThat(Figures.clock(Long.MIN_VALUE)).isEqualTo("none yet");
    assertThat(Figures.clock(Long.MAX_VALUE)).isEqualTo("end");
    assertThat(Figures.clock(0)).isEqualTo("00:00");
    assertThat(Figures.clock(1_000)).isEqualTo("00:00:01");
  }
}
