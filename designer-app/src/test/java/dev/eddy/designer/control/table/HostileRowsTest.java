package dev.eddy.designer.control.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.eddy.designer.control.table.TableContent.Column;
import dev.eddy.designer.control.table.TableContent.Line;
import dev.eddy.designer.control.table.TableContent.Look;
import dev.eddy.designer.control.table.TableContent.Mark;
import dev.eddy.designer.control.table.io.TextAsRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cells of files that somebody wrote, and filters that somebody pasted. */
class HostileRowsTest {
  private static final Column NUMBER = new Column("n", "INT", Look.NUMBER);
  private static final Column TIME = new Column("t", "TIMESTAMP(3)", Look.TIME);
  private static final Column WORD = new Column("w", "STRING", Look.WORD);
  private static final List<String> ODD =
      Arrays.asList(
          null,
          "",
          "abc",
          "1",
          "-2.5",
          "\u22127",
          "1e999999999",
          "-1e-999999999",
          "NaN",
          "Infinity",
          "-Infinity",
          "0x1p3",
          "2001-01-03 13:00:00.000",
          "25:99",
          "2001-02-30",
          "\u0000",
          "1".repeat(2_000),
          "2".repeat(2_000));

  @Provide
  Arbitrary<@Nullable String> cells() {
    return Arbitraries.of(ODD);
  }

  /** As many tries as there are triples, so that each is tried. */
  @Property(tries = 6_000)
  void theOrderOfAnyThreeCellsIsAnOrder(
      @ForAll("cells") @Nullable String a,
      @ForAll("cells") @Nullable String b,
      @ForAll("cells") @Nullable String c) {
    for (Look look : List.of(Look.NUMBER, Look.TIME, Look.WORD)) {
      int ab = Integer.signum(RowFilter.order(look, a, b));
      assertThat(Integer.signum(RowFilter.order(look, b, a))).isEqualTo(-ab);
      if (ab <= 0 && RowFilter.order(look, b, c) <= 0) {
        assertThat(RowFilter.order(look, a, c)).as("%s %s %s", a, b, c).isLessThanOrEqualTo(0);
      }
    }
  }

  @Test
  void whatIsNoNumberComesLastAndNullFirst() {
    List<@Nullable String> cells = new ArrayList<>(Arrays.asList("abc", "NaN", "3", null, "-1"));
    cells.sort((a, b) -> RowFilter.order(Look.NUMBER, a, b));
    assertThat(cells).containsExactly(null, "-1", "3", "NaN", "abc");
  }

  @Test
  void statisticsOfOddCellsAreSoonThereAndSayWhatTheyCan() {
    ColumnStats stats = ColumnStats.of(NUMBER, ODD);
    assertThat(stats.count()).isEqualTo(ODD.size());
    assertThat(stats.nulls()).isEqualTo(1);
    assertThat(stats.bars()).allMatch(b -> b >= 0 && b <= 1);
    assertThat(stats.words(NUMBER)).startsWith(ODD.size() + " rows");
    assertThatCode(() -> ColumnStats.of(TIME, ODD).words(TIME)).doesNotThrowAnyException();
    assertThatCode(() -> ColumnStats.of(WORD, ODD).words(WORD)).doesNotThrowAnyException();
    ColumnStats none = ColumnStats.of(NUMBER, List.of());
    assertThat(none.bars()).isEmpty();
    assertThat(none.mean()).isEmpty();
  }

  @Test
  void aFilterOfHundredThousandCharactersIsReadLikeAShortOne() {
    String big = "'" + "x''".repeat(50_000) + "'";
    for (String text :
        List.of(
            big,
            "'" + "y".repeat(100_000),
            "\"" + "z".repeat(100_000) + "\"",
            "w = " + big,
            "a=".repeat(50_000),
            " ".repeat(100_000),
            "' ' ".repeat(10_000))) {
      assertThatCode(() -> RowFilter.of(text, List.of(WORD)).test(line("x")))
          .as(text.substring(0, 6))
          .doesNotThrowAnyException();
    }
    assertThat(RowFilter.of(big, List.of(WORD)).test(line("x'".repeat(50_000)))).isTrue();
  }

  private static Line line(@Nullable String... cells) {
    return new Line(Arrays.asList(cells), Map.of(), Mark.NORMAL, Set.of());
  }

  @Test
  void aFilterComparesWhatIsNoNumberAsText() {
    RowFilter f = RowFilter.of("n > 5", List.of(NUMBER));
    assertThat(f.test(line("abc"))).isTrue();
    assertThat(f.test(line("10"))).isTrue();
    assertThat(f.test(line("1e999999999"))).isFalse();
    assertThat(f.test(line((String) null))).isFalse();
  }

  @Test
  void aValueNestedWithoutEndStaysAsItIs() {
    String deep = "[".repeat(60_000) + "]".repeat(60_000);
    assertThat(Nested.pretty(deep)).isSameAs(deep);
    String fine = "[".repeat(50) + "]".repeat(50);
    assertThat(Nested.pretty(fine)).startsWith("[\n  [\n    [");
    for (String text : List.of("{]", "[}", "[\"", "{\"a\":\"\\", "][", "[[]", "{}}")) {
      assertThatCode(() -> Nested.pretty(text)).as(text).doesNotThrowAnyException();
    }
  }

  @Property(tries = 300)
  void noTextFailsOtherwiseThanWithASentence(@ForAll String text) {
    refusesWithASentence(text);
  }

  @Test
  void deepAndCutOffFilesAreRefusedWithASentence() {
    for (String text :
        List.of(
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "[{\"a\": [" + "[".repeat(5_000) + "1" + "]".repeat(5_000) + "]}]",
            "[{\"a\": 1}, 2]",
            "[{\"a\": 1e99999999999}]",
            "{\"a\"",
            "a,b\n\"1",
            "a,b\n\"1\"x,2\n",
            "\u0000\u0000\u0000")) {
      refusesWithASentence(text);
    }
  }

  private static void refusesWithASentence(String text) {
    for (boolean json : List.of(true, false)) {
      try {
        TextAsRows.Table table = json ? TextAsRows.json(text) : TextAsRows.csv(text);
        table.rows().forEach(r -> assertThat(r).isNotNull());
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception");
        assertThat(e.getMessage().length()).isLessThan(500);
      }
    }
  }
}
