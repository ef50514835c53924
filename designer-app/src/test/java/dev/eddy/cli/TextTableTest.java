package dev.eddy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAreAlignedAndNumbersStandRight() {
    TextTable t = new TextTable("node", "rows");
    t.row(List.of("flights", "200 000"));
    t.row(List.of("late rows", "7"));
    assertThat(t.lines("> "))
        .containsExactly("> node          rows", "> flights    200 000", "> late rows        7");
  }

  @Test
  void nullIsAWordAndControlCharactersCannotDrawOnTheTerminal() {
    TextTable t = new TextTable("a", "b");
    t.row(Arrays.asList("x\u001b[31m\n", null));
    assertThat(t.lines("")).containsExactly("a        b", "x\ufffd[31m\ufffd  null");
  }

  @Test
  void aLongCellIsCutWhereThatIsWanted() {
    TextTable t = new TextTable("a").cutAt(60);
    t.row(List.of("x".repeat(500)));
    assertThat(t.lines("").get(1)).hasSize(60).endsWith("…");
  }
}
