package dev.eddy.designer.control.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SqlFormatTest {
  private static String format(String text) {
    return SqlFormat.format(text, List.of("day"));
  }

  @Test
  void oneSpaceStandsBetweenTokensAndKeywordsAreCapitals() {
    assertThat(format("a>1   and  b<=2")).isEqualTo("a > 1 AND b <= 2");
    assertThat(format("round ( x ,2 )")).isEqualTo("round(x, 2)");
    assertThat(format("a in(1,2)")).isEqualTo("a IN (1, 2)");
    assertThat(format("CAST(x as decimal( 3,1 ))")).isEqualTo("CAST(x AS DECIMAL(3, 1))");
  }

  @Test
  void aSignKeepsToItsNumber() {
    assertThat(format("a between - 30 and 360")).isEqualTo("a BETWEEN -30 AND 360");
    assertThat(format("a-1")).isEqualTo("a - 1");
    assertThat(format("(-a)*-b")).isEqualTo("(-a) * -b");
  }

  @Test
  void aColumnIsNoKeywordWhateverItIsCalled() {
    assertThat(format("day=1 or hour=2")).isEqualTo("day = 1 OR HOUR = 2");
  }

  @Test
  void longConditionsStandOnLinesOfTheirOwn() {
    assertThat(
            format("delay_minutes between -30 and 360 and origin like 'A%' or destination = 'SFO'"))
        .isEqualTo(
            """
            delay_minutes BETWEEN -30 AND 360
            AND origin LIKE 'A%'
            OR destination = 'SFO'\
            """);
  }

  @Test
  void casesStandOnLinesOfTheirOwn() {
    assertThat(
            format(
                "case when delay_minutes > 15 then 'late' when delay_minutes > 0 then 'slow' else"
                    + " 'ok' end"))
        .isEqualTo(
            """
            CASE
              WHEN delay_minutes > 15 THEN 'late'
              WHEN delay_minutes > 0 THEN 'slow'
              ELSE 'ok'
            END\
            """);
  }

  @Test
  void textsCommentsAndReferencesStayAsTheyAre() {
    assertThat(format("a='x  AND y' -- as  is\n and b>${limit}"))
        .isEqualTo("a = 'x  AND y' -- as  is\n  AND b > ${limit}");
    assertThat(format("a=1 // as  is\n and b>2")).isEqualTo("a = 1 // as  is\n  AND b > 2");
    assertThat(SqlFormat.oneLine("a=1 // as  is\n and b>2", List.of()))
        .as("what follows must not become a part of the comment")
        .isEqualTo("a=1 // as  is\n and b>2");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a", "day", "b1", "and", "OR", "case", "when", "then", "end", "between", "not", "(",
            ")", ",", "+", "-", "*", "<=", "<>", "'it''s'", "12.5", "`x y`", "in", " ", "  ", "\n",
            "round", ".", "/* c */", "-- c\n", "// c\n", "${p}")
        .list()
        .ofMaxSize(25)
        .map(l -> String.join(" ", l));
  }

  @Property(tries = 1000)
  void onlyWhiteSpaceAndTheCaseOfKeywordsChange(@ForAll("texts") String text) {
    assertThat(tokens(format(text))).isEqualTo(tokens(text));
  }

  @Property(tries = 1000)
  void whatIsFormattedStaysAsItIs(@ForAll("texts") String text) {
    assertThat(format(format(text))).isEqualTo(format(text));
  }

  private static List<String> tokens(String text) {
    return SqlLexer.of(text).stream()
        .map(
            t ->
                t.kind() == SqlLexer.Kind.WORD && SqlTokens.isKeyword(t.text())
                    ? t.text().toUpperCase(java.util.Locale.ROOT)
                    : t.text())
        .toList();
  }
}
