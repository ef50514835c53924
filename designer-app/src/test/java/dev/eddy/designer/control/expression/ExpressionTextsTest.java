package dev.eddy.designer.control.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.expression.ExpressionAssistant.Checked;
import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.designer.control.expression.Highlight.Squiggle;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.expression.Expressions.Completion;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody types as an expression, with the SQL that really checks and runs it. */
class ExpressionTextsTest {
  private static final SqlExpressions SQL = new SqlExpressions();
  private static final ExpressionAssistant ASSISTANT = ExpressionAssistant.of(SQL, Runnable::run);
  private static final Schema INPUT =
      Schema.of(
          new Field("delay_minutes", DataType.INT),
          new Field("Delay Cause", DataType.VARCHAR),
          new Field("day", DataType.TIMESTAMP),
          new Field("origin", DataType.VARCHAR),
          new Field("größe", DataType.INT));

  private static List<Completion> offers(String textWithCaret, Use use) throws Exception {
    int caret = textWithCaret.indexOf('|');
    return ASSISTANT.complete(textWithCaret.replace("|", ""), caret, INPUT, use).get();
  }

  private static Checked check(String text, Use use) throws Exception {
    return ASSISTANT.check(text, INPUT, use).get();
  }

  /** What the squiggles of a text are under. */
  private static List<String> under(String text) throws Exception {
    List<String> out = new ArrayList<>();
    for (Squiggle s : Highlight.squiggles(text, check(text, Use.VALUE).problems())) {
      out.add(text.substring(s.start(), s.end()));
    }
    return out;
  }

  // Format

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delay_minutes>1   and  origin='A'",
        "case when delay_minutes>15 then 'late' when delay_minutes>0 then 'slow' else 'ok' end",
        "trim(both ' ' from origin)||'x'",
        "extract(hour from `day`)*60+extract(minute from `day`)",
        "origin like 'a!%%' escape '!'",
        "overlay(origin placing 'x' from 1 for 2)",
        "`day`+interval '1' day",
        "interval '1' hour+`day`",
        "cast(origin as decimal( 10,2 ))/2",
        "delay_minutes in(1,2,-3)",
        "not delay_minutes between -1 and+1 or origin is null",
        "- -delay_minutes- -1",
        "coalesce(`Delay Cause`,'none -- really','/* not */')",
        "_UTF8'abc'||origin",
        "char_length(U&'\\00e9')",
        "N'abc'",
        "größe*2--twice\n+1",
        "timestampdiff(day,`day`,TIMESTAMP '2001-01-01 00:00:00')",
        "floor(`day` to hour)",
        "1.5e3+.5",
        "position('a' in origin)>0",
        "delay_minutes<>1 and delay_minutes!=2",
        "((delay_minutes))",
        "true and not false or unknown is null"
      })
  void formatKeepsTypeAndMeaning(String text) throws Exception {
    Checked before = check(text, Use.VALUE);
    assertThat(before.problems()).as(text).isEmpty();
    String formatted = SqlFormat.format(text, INPUT.names());
    Checked after = check(formatted, Use.VALUE);
    assertThat(after.problems()).as(formatted).isEmpty();
    assertThat(after.type()).as(formatted).isEqualTo(before.type());
    SampleRows rows =
        new SampleRows(
            INPUT.names(),
            List.of(
                List.of("16", "it's", "2001-01-03 13:57:00.000", "ab", "3"),
                List.of("-1", "", "1969-12-31 23:59:59.999", "A%", "0")),
            "pinned");
    assertThat(ASSISTANT.tryOut(formatted, INPUT, Use.VALUE, rows).get())
        .as(formatted)
        .isEqualTo(ASSISTANT.tryOut(text, INPUT, Use.VALUE, rows).get())
        .hasSize(2);
  }

  @Test
  void aLiteralWithAWordInFrontIsOneTokenAndTwoWordsAreNot() {
    assertThat(SqlFormat.format("N'a'", List.of())).isEqualTo("N'a'");
    assertThat(SqlFormat.format("x'0F'", List.of())).isEqualTo("x'0F'");
    assertThat(SqlFormat.format("_UTF8'it''s'", List.of())).isEqualTo("_UTF8'it''s'");
    assertThat(SqlFormat.format("date'2001-01-01'", List.of())).isEqualTo("DATE '2001-01-01'");
    assertThat(SqlFormat.format("a like'x'", List.of())).isEqualTo("a LIKE 'x'");
  }

  @Test
  void aCharacterBeyondTheFirstPlaneIsNotTornApart() {
    String text = "\ud835\udcb3+1";
    assertThat(SqlFormat.format(text, List.of())).startsWith("\ud835\udcb3");
    assertThat(SqlLexer.of(text)).hasSize(3);
  }

  @Test
  void aWordOfAnotherScriptIsNoKeywordThoughItsCapitalsAreOne() {
    // Dotless i and long s: their capitals are those of IS and AS.
    assertThat(SqlFormat.format("\u0131s + a\u017f", List.of())).isEqualTo("\u0131s + a\u017f");
    assertThat(SqlTokens.isKeyword("\u0131s")).isFalse();
  }

  // Completions

  @Test
  void columnsComeBeforeFunctionsAndThoseBeforeWords() throws Exception {
    List<Completion.Kind> kinds =
        offers("|", Use.VALUE).stream().map(Completion::kind).distinct().toList();
    assertThat(kinds)
        .containsExactly(Completion.Kind.COLUMN, Completion.Kind.FUNCTION, Completion.Kind.KEYWORD);
    assertThat(offers("d|", Use.VALUE).get(0).kind()).isEqualTo(Completion.Kind.COLUMN);
    assertThat(offers("delay_minutes > 1 |", Use.CONDITION).get(0).insert()).isEqualTo("AND");
  }

  @Test
  void aggregatesAreOfferedWhereOneIsWantedAndNotInsideOfOne() throws Exception {
    assertThat(offers("su|", Use.AGGREGATE).get(0).insert()).isEqualTo("SUM(");
    assertThat(offers("su|", Use.VALUE)).extracting(Completion::insert).doesNotContain("SUM(");
    assertThat(offers("SUM(su|)", Use.AGGREGATE))
        .extracting(Completion::insert)
        .doesNotContain("SUM(");
    assertThat(offers("SUM(del|", Use.AGGREGATE).get(0).insert()).isEqualTo("delay_minutes");
  }

  @Test
  void everyOfferIsTakenByTheCheckWhereAValueIsWanted() throws Exception {
    for (Completion c : offers("|", Use.VALUE)) {
      if (c.kind() == Completion.Kind.COLUMN) {
        assertThat(check(c.insert(), Use.VALUE).problems()).as(c.insert()).isEmpty();
      }
    }
  }

  @Test
  void aCompletionReplacesTheWholeWordAndTheWholeNameInQuotes() {
    assertThat(SqlTokens.replacedUntil("delxy + 1", 0, 3)).isEqualTo(5);
    assertThat(SqlTokens.replacedUntil("`Del` + 1", 0, 4)).as("with the quote").isEqualTo(5);
    assertThat(SqlTokens.replacedUntil("`Del ay` + 1", 0, 4)).isEqualTo(8);
    assertThat(SqlTokens.replacedUntil("`Del + `x`", 0, 4))
        .as("the next quote opens another name")
        .isEqualTo(4);
    assertThat(SqlTokens.replacedUntil("`Del", 0, 4)).isEqualTo(4);
    assertThat(SqlTokens.replacedUntil("", 0, 0)).isZero();
  }

  @Property(tries = 300)
  void aCompletionIsAlwaysOfAPlaceBeforeTheCaret(
      @ForAll("halfTyped") String text, @ForAll @IntRange(max = 30) int at) throws Exception {
    int caret = Math.min(at, text.length());
    for (Completion c : ASSISTANT.complete(text, caret, INPUT, Use.VALUE).get()) {
      assertThat(c.from()).isBetween(0, caret);
      int end = SqlTokens.replacedUntil(text, c.from(), caret);
      assertThat(end).isBetween(caret, text.length());
    }
    new CompletionModel(ASSISTANT.complete(text, caret, INPUT, Use.VALUE).get(), 0, caret)
        .helps(text.substring(0, caret / 2));
  }

  @Provide
  Arbitrary<String> halfTyped() {
    return Arbitraries.of(
            "del",
            "`Del",
            "`",
            "'",
            "x'",
            "--",
            "/*",
            "*/",
            "\n",
            " ",
            "(",
            ")",
            "ROUND(",
            ",",
            "1",
            "1.",
            "AND ",
            "IS ",
            "case when ",
            "${p",
            "}",
            "\ud835\udcb3",
            "ß",
            "\"")
        .list()
        .ofMaxSize(8)
        .map(l -> String.join("", l));
  }

  @Property(tries = 300)
  void anyTextIsCheckedColouredAndHasItsSquigglesWithinIt(@ForAll("halfTyped") String text)
      throws ExecutionException, InterruptedException {
    for (Use use : Use.values()) {
      Checked c = ASSISTANT.check(text, INPUT, use).get();
      List<Squiggle> squiggles = Highlight.squiggles(text, c.problems());
      assertThat(squiggles)
          .allSatisfy(
              s -> {
                assertThat(s.start()).isBetween(0, text.length());
                assertThat(s.end()).isBetween(s.start(), text.length());
              });
      assertThat(Highlight.spans(text, squiggles).stream().mapToInt(Highlight.Span::length).sum())
          .isEqualTo(text.length());
    }
  }

  @Test
  void whatWasTypedIsFoundInALabelOfAnyScript() {
    // A capital I with a dot is two characters in small letters.
    assertThat(CompletionModel.cut("\u0130x", "x")).containsExactly("\u0130", "x", "");
    assertThat(CompletionModel.cut("Größe", "SE")).containsExactly("Größe", "", "");
    assertThat(CompletionModel.cut("Delay Cause", "cause")).containsExactly("Delay ", "Cause", "");
    assertThat(CompletionModel.cut("", "x")).containsExactly("", "", "");
  }

  @Test
  void anOfferForATextThatHasBecomeShorterMeanwhileStillHelps() {
    Completion c = new Completion("delay", "delay", "INT", Completion.Kind.COLUMN, 6);
    assertThat(new CompletionModel(List.of(c), 0, 9).helps("ab")).isTrue();
  }

  // Squiggles

  @Test
  void theSquiggleIsUnderWhatIsWrongAndNothingElse() throws Exception {
    assertThat(under("delay_minuts > 1")).containsExactly("delay_minuts");
    assertThat(under("delay_minutes /* of it */ + nosuch")).containsExactly("nosuch");
    assertThat(under("1 +\n\n  nosuch")).containsExactly("nosuch");
    assertThat(under("'é' || nosuch || 'x'")).containsExactly("nosuch");
    assertThat(under("`Delay Cuse`")).containsExactly("`Delay Cuse`");
    assertThat(under("nosuch(1)")).containsExactly("nosuch");
    assertThat(under("größe + nosuch")).containsExactly("nosuch");
    assertThat(under("\tnosuch")).as("a tabulator is one column").containsExactly("nosuch");
    assertThat(under("1 + 'a")).containsExactly("'a");
  }

  @Test
  void anExpressionThatEndsTooEarlyHasItsSquiggleAtTheEnd() throws Exception {
    for (String text : List.of("delay_minutes >", "(1", "1 +", "ROUND(", "delay_minutes > 1 AND")) {
      Squiggle s = Highlight.squiggles(text, check(text, Use.VALUE).problems()).get(0);
      assertThat(s.end()).as(text).isEqualTo(text.length());
      assertThat(s.end()).isGreaterThan(s.start());
    }
  }

  @Test
  void anEmptyTextHasNoSquiggleThatCouldBeSeen() throws Exception {
    for (String text : List.of("", " ", "\n")) {
      assertThat(Highlight.squiggles(text, check(text, Use.VALUE).problems()))
          .allSatisfy(s -> assertThat(s.end()).isLessThanOrEqualTo(text.length()));
    }
  }

  // Signatures

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ROUND(1, |; ROUND; 1",
        "ROUND(delay_minutes AND (1 + |; ROUND; 0",
        "COALESCE(1, CASE WHEN (delay_minutes > |; COALESCE; 1",
        "COALESCE(1, delay_minutes IN (1, 2|; COALESCE; 1",
        "COALESCE(1, NOT (|; COALESCE; 1",
        "ROUND(ABS(1), |; ROUND; 1",
        "ROUND((1, 2), |; ROUND; 1",
        "CONCAT('a, (b', |; CONCAT; 1",
      })
  void theSignatureIsOfTheCallAroundTheCaretWhateverGroupsStandBetween(
      String textWithCaret, String function, int argument) {
    int caret = textWithCaret.indexOf('|');
    Brackets.Call call = Brackets.call(textWithCaret.replace("|", ""), caret);
    assertThat(call).isNotNull();
    assertThat(call.function()).isEqualTo(function);
    assertThat(call.argument()).isEqualTo(argument);
  }

  @Test
  void everyFunctionShowsOneArgumentAtATimeAndAllOfItsSignature() {
    SQL.functions()
        .keySet()
        .forEach(
            name ->
                ASSISTANT
                    .function(name)
                    .ifPresent(
                        f -> {
                          for (int i = 0; i < 5; i++) {
                            List<SignatureModel.Part> parts =
                                SignatureModel.parts(f.signature(), i);
                            assertThat(String.join("", parts.stream().map(p -> p.text()).toList()))
                                .isEqualTo(f.signature());
                            assertThat(parts.stream().filter(SignatureModel.Part::current).count())
                                .as(f.signature())
                                .isLessThanOrEqualTo(1);
                          }
                        }));
  }

  @Property(tries = 500)
  void bracketsArePartnersOfEachOther(@ForAll("bracketed") String text) {
    for (int i = 0; i <= text.length(); i++) {
      Brackets.Pair p = Brackets.at(text, i);
      if (p != null && p.partner() >= 0) {
        Brackets.Pair back = Brackets.at(text, p.partner() + 1);
        assertThat(back).as("%s at %d", text, i).isNotNull();
        assertThat(back.at()).isEqualTo(p.partner());
        assertThat(back.partner()).isEqualTo(p.at());
      }
    }
  }

  @Provide
  Arbitrary<String> bracketed() {
    return Arbitraries.of("(", ")", "a", "'(", "'", "-- (\n", "/*(*/", ",", "`)`")
        .list()
        .ofMaxSize(12)
        .map(l -> String.join("", l));
  }
}
