package dev.eddy.designer.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final List<String> SURFACES =
      List.of("surface-0", "surface-1", "surface-2", "surface-3", "canvas");

  /** Texts and the surfaces that they may stand on beside the usual ones. */
  private static final Map<String, List<String>> TEXTS =
      Map.ofEntries(
          Map.entry("text", List.of("hover", "select", "changed-bg", "paused-bg", "past-bg")),
          Map.entry("text-2", List.of("hover", "paused-bg", "past-bg")),
          Map.entry("text-3", List.of()),
          Map.entry("accent", List.of("accent-bg")),
          Map.entry("ok", List.of("ok-bg")),
          Map.entry("warn", List.of("warn-bg")),
          Map.entry("error", List.of("error-bg")),
          Map.entry("paused", List.of("paused-bg")),
          Map.entry("past", List.of("past-bg", "past-canvas")),
          Map.entry("watermark", List.of("paused-bg", "past-canvas")),
          Map.entry("branch-b", List.of("branch-b-bg")),
          Map.entry("fam-source", List.of("paused-bg")),
          Map.entry("fam-transform", List.of("paused-bg")),
          Map.entry("fam-window", List.of("paused-bg")),
          Map.entry("fam-join", List.of("paused-bg")),
          Map.entry("fam-pattern", List.of("paused-bg")),
          Map.entry("fam-sink", List.of("paused-bg")));

  @Test
  void everyTextReachesFourAndAHalfOnEverySurfaceItStandsOn() {
    assertThat(tooLow(4.5, TEXTS)).isEmpty();
  }

  @Test
  void bordersOfControlsAndPortsReachThree() {
    assertThat(tooLow(3, Map.of("border-strong", List.of()))).isEmpty();
  }

  @Test
  void labelsOnFilledTagsReachFourAndAHalf() {
    List<String> low = new ArrayList<>();
    for (String fill : List.of("ok", "paused", "past", "error", "accent", "branch-b")) {
      for (Mood mood : Mood.values()) {
        String label = mood == Mood.DARK ? Tokens.bundled().color("surface-0", mood) : "#FFFFFF";
        double ratio = Contrast.ratio(label, Tokens.bundled().color(fill, mood));
        if (ratio < 4.5) {
          low.add(fill + " " + mood + " " + ratio);
        }
      }
    }
    for (Mood mood : Mood.values()) {
      double ratio =
          Contrast.ratio(
              Tokens.bundled().color("on-accent", mood),
              Tokens.bundled().color("accent-fill", mood));
      if (ratio < 4.5) {
        low.add("accent-fill " + mood + " " + ratio);
      }
    }
    assertThat(low).isEmpty();
  }

  @Test
  void blackOnWhiteHasTheGreatestContrast() {
    assertThat(Contrast.ratio("#000000", "#FFFFFF")).isEqualTo(21);
    assertThat(Contrast.ratio("#777777", "#777777")).isEqualTo(1);
  }

  @Test
  void everyTokenIsALookedUpColourOfTheGeneratedSheet() {
    String css = Theme.variables(Mood.DARK);
    Tokens.bundled()
        .all()
        .forEach((name, pair) -> assertThat(css).contains("-eddy-" + name + ": " + pair.dark()));
    assertThat(Tokens.bundled().all()).hasSizeGreaterThan(35);
  }

  @Test
  void noRuleTakesTheGroundFromAllTables() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            TokensTest.class.getResourceAsStream("/dev/eddy/designer/control/control.css"))) {
      String css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(css.lines().filter(l -> l.startsWith(".eddy-table {"))).hasSize(1);
    }
  }

  private static List<String> tooLow(double least, Map<String, List<String>> texts) {
    List<String> low = new ArrayList<>();
    texts.forEach(
        (text, more) -> {
          List<String> all = new ArrayList<>(SURFACES);
          all.addAll(more);
          for (String surface : all) {
            for (Mood mood : Mood.values()) {
              double ratio =
                  Contrast.ratio(
                      Tokens.bundled().color(text, mood), Tokens.bundled().color(surface, mood));
              if (ratio < least) {
                low.add(text + " on " + surface + " " + mood + " " + ratio);
              }
            }
          }
        });
    return low;
  }
}
