package dev.eddy.model.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MomentTest {
  @Property
  void aMomentIsReadAsItIsWritten(
      @ForAll @LongRange(min = 0) long sequence, @ForAll @IntRange(min = 0) int step) {
    Moment m = new Moment(sequence, step);
    assertThat(Moment.parse(m.toString())).isEqualTo(m);
  }

  @Test
  void theSpellingsOfWindowAndShellAreRead() {
    for (String text :
        List.of("40169.2", "40169·2", "40 169·2", "40\u202f169·2", "40\u00a0169.2")) {
      assertThat(Moment.parse(text)).isEqualTo(new Moment(40_169, 2));
    }
    assertThat(Moment.parse("7")).isEqualTo(Moment.before(7));
  }

  @Test
  void whatIsNoMomentIsRefused() {
    for (String text : List.of("", ".", "1.", ".1", "-1", "1.-2", "1.2.3", "x", "9".repeat(30))) {
      assertThatThrownBy(() -> Moment.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void momentsAreOrderedBySequenceThenStep() {
    assertThat(
            List.of(new Moment(2, 0), new Moment(1, 9), Moment.START, new Moment(1, 0)).stream()
                .sorted())
        .containsExactly(Moment.START, new Moment(1, 0), new Moment(1, 9), new Moment(2, 0));
  }
}
