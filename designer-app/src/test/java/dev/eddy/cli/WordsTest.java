package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void numbersHaveAGapEveryThreeDigits() {
    assertThat(Words.number(0)).isEqualTo("0");
    assertThat(Words.number(999)).isEqualTo("999");
    assertThat(Words.number(1_000)).isEqualTo("1 000");
    assertThat(Words.number(-1_234_567)).isEqualTo("-1 234 567");
  }

  @Test
  void watermarksAreTimesOrWords() {
    assertThat(Words.watermark(Long.MIN_VALUE)).isEqualTo("none");
    assertThat(Words.watermark(Long.MAX_VALUE)).isEqualTo("end");
    assertThat(Words.watermark(0)).isEqualTo("1970-01-01 00:00:00");
  }

  @Test
  void whatAShellWouldTakeApartIsQuoted() {
    assertThat(Words.shell("/tmp/a-1")).isEqualTo("/tmp/a-1");
    assertThat(Words.shell("/tmp/it's here")).isEqualTo("'/tmp/it'\\''s here'");
  }
}
