package dev.eddy.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.problem.Place.Range;
import dev.eddy.model.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ParameterScopeTest {
  private static final ParameterScope SCOPE =
      new ParameterScope(
          Map.of(
              "n",
              Value.of(7),
              "big",
              new Value.Num(new BigDecimal("1E+3")),
              "t",
              Value.of("two\nlines"),
              "e",
              Value.of(""),
              "list",
              Value.ofTexts(List.of("a", "b")),
              "again",
              Value.of("${n}")));

  private static Value resolved(String text) {
    return SCOPE.resolve(Value.of(text)).value();
  }

  @Test
  void aTextThatIsOneReferenceTakesTheValueAsItIs() {
    assertThat(resolved("${n}")).isEqualTo(Value.of(7));
    assertThat(resolved("${ n }")).isEqualTo(Value.of(7));
    assertThat(resolved("${list}")).isEqualTo(Value.ofTexts(List.of("a", "b")));
  }

  @Test
  void elsewhereTheValueBecomesPartOfTheText() {
    assertThat(resolved("delay > ${n} OR ${big} > 1")).isEqualTo(Value.of("delay > 7 OR 1000 > 1"));
    assertThat(resolved("a${e}b")).isEqualTo(Value.of("ab"));
    assertThat(resolved("$n {n} $ {n}")).isEqualTo(Value.of("$n {n} $ {n}"));
  }

  @Test
  void valuesAreNotSearchedAgain() {
    assertThat(resolved("x ${again}")).isEqualTo(Value.of("x ${n}"));
  }

  @Test
  void textsInListsAndObjectsAreResolvedToo() {
    Value deep =
        new Value.Items(List.of(Value.Struct.EMPTY.with("expression", Value.of("a + ${n}"))));
    assertThat(SCOPE.resolve(deep).value())
        .isEqualTo(
            new Value.Items(List.of(Value.Struct.EMPTY.with("expression", Value.of("a + 7")))));
  }

  @Test
  void whatIsUnknownOrNoSingleValueIsTold() {
    ParameterScope.Resolution r = SCOPE.resolve(Value.of("${gone} and ${list}"));
    assertThat(r.isComplete()).isFalse();
    assertThat(r.unknown()).containsExactly("gone");
    assertThat(r.unfit()).containsExactly("list");
    assertThat(SCOPE.resolve(Value.of("${gone}")).unknown()).containsExactly("gone");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("${n}", "${t}", "${e}", "a", "b c", "\n", "(", "$")
        .list()
        .ofMaxSize(10)
        .map(parts -> String.join("", parts));
  }

  /** The range of one character of a text. */
  private static Range at(String text, int offset) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    int column = offset - start + 1;
    return new Range(line, column, line, column + 1);
  }

  @Property
  void everyCharacterThatWasNotReplacedIsFoundAgain(@ForAll("texts") String source) {
    Substitution s = SCOPE.substitute(source);
    int in = 0;
    int out = 0;
    while (in < source.length()) {
      String rest = source.substring(in);
      String replaced =
          rest.startsWith("${n}")
              ? "7"
              : rest.startsWith("${t}") ? "two\nlines" : rest.startsWith("${e}") ? "" : null;
      if (replaced == null) {
        if (source.charAt(in) != '\n') {
          assertThat(s.toSource(at(s.text(), out))).isEqualTo(at(source, in));
        }
        in++;
        out++;
      } else {
        if (!replaced.isEmpty()) {
          Range first = at(source, in);
          assertThat(s.toSource(at(s.text(), out)))
              .isEqualTo(
                  new Range(
                      first.startLine(),
                      first.startColumn(),
                      first.endLine(),
                      first.startColumn() + 4));
        }
        in += 4;
        out += replaced.length();
      }
    }
    assertThat(out).isEqualTo(s.text().length());
  }
}
