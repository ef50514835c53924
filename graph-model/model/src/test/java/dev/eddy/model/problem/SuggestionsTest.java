package dev.eddy.model.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  @Test
  void theNearestComesFirstAndWhatIsFarIsLeftOut() {
    assertThat(Suggestions.near("delay_minuts", List.of("delay", "delay_minute", "delay_minutes")))
        .containsExactly("delay_minute", "delay_minutes");
    assertThat(Suggestions.near("ORIGIN", List.of("origin", "destination")))
        .containsExactly("origin");
    assertThat(Suggestions.near("x", List.of("destination"))).isEmpty();
  }

  @Test
  void swappedNeighboursAreOneEdit() {
    assertThat(Suggestions.distance("orgiin", "origin")).isEqualTo(1);
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
  }

  @Property
  void theDistanceIsSymmetricAndZeroForEqualsOnly(
      @ForAll @AlphaChars @StringLength(max = 6) String a,
      @ForAll @AlphaChars @StringLength(max = 6) String b) {
    assertThat(Suggestions.distance(a, b)).isEqualTo(Suggestions.distance(b, a));
    assertThat(Suggestions.distance(a, b) == 0).isEqualTo(a.equals(b));
  }

  @Test
  void theSentenceAsksOrSaysTheOther() {
    assertThat(Suggestions.sentence(List.of("a", "b"), "No.")).isEqualTo("Did you mean a or b?");
    assertThat(Suggestions.sentence(List.of(), "No.")).isEqualTo("No.");
  }
}
