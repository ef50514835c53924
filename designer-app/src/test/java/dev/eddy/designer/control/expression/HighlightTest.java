package dev.eddy.designer.control.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.expression.Highlight.Span;
import dev.eddy.designer.control.expression.Highlight.Squiggle;
import dev.eddy.designer.control.expression.SqlTokens.Kind;
import dev.eddy.designer.control.expression.SqlTokens.Token;
import dev.eddy.model.expression.Expressions.Completion;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class HighlightTest {
  private static List<String> kinds(String text) {
    return SqlTokens.of(text).stream()
        .map(t -> t.kind() + " " + text.substring(t.start(), t.end()))
        .toList();
  }

  private static Problem at(int line, int column, int endLine, int endColumn) {
    return Problem.error(
        "c", Place.NOWHERE.withRange(new Place.Range(line, column, endLine, endColumn)), "m", "");
  }

  @Test
  void keywordsFunctionsNumbersAndTextsHaveColours() {
    assertThat(kinds("AVG(CASE WHEN delay > 1.5e3 THEN 'it''s' ELSE 0 END)"))
        .containsExactly(
            "FUNCTION AVG",
            "KEYWORD CASE",
            "KEYWORD WHEN",
            "NUMBER 1.5e3",
            "KEYWORD THEN",
            "TEXT 'it''s'",
            "KEYWORD ELSE",
            "NUMBER 0",
            "KEYWORD END");
  }

  @Test
  void quotedNamesAndColumnsNamedLikeKeywordsBehindADotHaveNone() {
    assertThat(kinds("\"order by\" + t.end + `case`")).isEmpty();
  }

  @Test
  void anUnclosedTextReachesToTheEnd() {
    assertThat(SqlTokens.of("a = 'x")).containsExactly(new Token(Kind.TEXT, 4, 6));
  }

  @Property
  void spansCoverAnyTextWithoutAGap(
      @ForAll
          @Chars({'\'', '"', '-', '(', '\n', '.', '*', '/', ' '})
          @CharRange(from = '0', to = 'z')
          String text,
      @ForAll int line,
      @ForAll int column) {
    List<Squiggle> squiggles =
        Highlight.squiggles(text, List.of(at(line & 7, column & 15, line & 7, column & 31)));
    for (Squiggle s : squiggles) {
      assertThat(s.start()).isBetween(0, text.length());
      assertThat(s.end()).isBetween(s.start(), text.length());
      assertThat(text.isEmpty() || s.end() > s.start()).isTrue();
    }
    List<Span> spans = Highlight.spans(text, squiggles);
    assertThat(spans.stream().mapToInt(Span::length).sum()).isEqualTo(text.length());
  }

  @Test
  void aRangeOnTheSecondLineIsFound() {
    Squiggle s = Highlight.squiggles("abc\ndef ghi", List.of(at(2, 5, 2, 8))).get(0);
    assertThat("abc\ndef ghi".substring(s.start(), s.end())).isEqualTo("ghi");
  }

  @Test
  void anEmptyRangeIsAtTheWordItTouches() {
    Squiggle s = Highlight.squiggles("a + delay", List.of(at(1, 5, 1, 5))).get(0);
    assertThat("a + delay".substring(s.start(), s.end())).isEqualTo("delay");
  }

  @Test
  void aProblemAtTheEndOfTheTextMarksTheLastCharacter() {
    Squiggle s = Highlight.squiggles("a +", List.of(at(1, 4, 1, 4))).get(0);
    assertThat(s.start()).isEqualTo(2);
    assertThat(s.end()).isEqualTo(3);
  }

  @Test
  void aProblemWithoutARangeIsAtTheWholeText() {
    Problem p = Problem.error("c", Place.NOWHERE, "m", "");
    assertThat(Highlight.squiggles("abc", List.of(p))).containsExactly(new Squiggle(0, 3, p));
  }

  @Test
  void theWorseOfTwoProblemsGivesTheSquiggle() {
    Problem warning = Problem.warning("w", Place.NOWHERE, "m", "");
    List<Span> spans =
        Highlight.spans("ab cd", Highlight.squiggles("ab cd", List.of(warning, at(1, 1, 1, 3))));
    assertThat(spans)
        .containsExactly(
            new Span(2, List.of("squiggle-error")), new Span(3, List.of("squiggle-warning")));
  }

  @Test
  void aPopupThatOffersWhatStandsThereDoesNotHelp() {
    Completion same = new Completion("delay", "delay", "INT", Completion.Kind.COLUMN, 0);
    assertThat(new CompletionModel(List.of(same), 0, 5).helps("delay")).isFalse();
    assertThat(new CompletionModel(List.of(same), 0, 3).helps("del")).isTrue();
    assertThat(new CompletionModel(List.of(), 0, 3).helps("del")).isFalse();
  }

  @Test
  void theChosenCompletionStaysInViewAndInTheList() {
    List<Completion> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      many.add(new Completion("c" + i, "c" + i, "", Completion.Kind.COLUMN, 0));
    }
    CompletionModel m = new CompletionModel(many, 0, 1).move(-1);
    assertThat(m.selected()).isZero();
    m = m.move(100);
    assertThat(m.selected()).isEqualTo(19);
    assertThat(m.firstShown() + m.shown()).isEqualTo(20);
  }

  @Test
  void theTypedPartOfALabelIsCutOut() {
    assertThat(CompletionModel.cut("DELAY_minutes", "del"))
        .containsExactly("", "DEL", "AY_minutes");
    assertThat(CompletionModel.cut("origin", "x")).containsExactly("origin", "", "");
  }
}
