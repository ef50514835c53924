package dev.eddy.designer.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IconsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "file-text",
        "filter",
        "tumbling-window",
        "top-n",
        "lookup",
        "join",
        "union",
        "aggregate",
        "step",
        "step-back",
        "continue",
        "reverse-continue",
        "checkpoint-before",
        "live-edge",
        "pause",
        "alert-octagon",
        "alert-triangle",
        "info",
        "droplet",
        "group-aggregate",
        "project"
      })
  void theNamesThatTheDesignerUsesAreKnown(String name) {
    assertThat(Icons.knows(name)).isTrue();
  }

  @Test
  void anUnknownNameIsABox() {
    assertThat(Icons.knows("no such icon")).isFalse();
    assertThat(Icons.glyph("no such icon")).isEqualTo(Icons.glyph("box"));
  }

  @Test
  void ownGlyphsGoBeforeFeathers() {
    assertThat(Icons.glyph("tumbling-window")).isInstanceOf(Icons.Glyph.Drawing.class);
    assertThat(Icons.glyph("filter")).isInstanceOf(Icons.Glyph.Letter.class);
  }
}
