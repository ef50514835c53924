package dev.eddy.designer.control.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class BracketsTest {
  @Test
  void theBracketBeforeTheCaretHasItsPartner() {
    String text = "f(a, (b))";
    assertThat(Brackets.at(text, 2)).isEqualTo(new Brackets.Pair(1, 8));
    assertThat(Brackets.at(text, 9)).isEqualTo(new Brackets.Pair(8, 1));
    assertThat(Brackets.at(text, 5)).isEqualTo(new Brackets.Pair(5, 7));
    assertThat(Brackets.at(text, 3)).isNull();
  }

  @Test
  void aBracketWithoutAPartnerSaysSo() {
    assertThat(Brackets.at("(a", 1)).isEqualTo(new Brackets.Pair(0, -1));
    assertThat(Brackets.at("a)", 2)).isEqualTo(new Brackets.Pair(1, -1));
  }

  @Test
  void bracketsInTextsDoNotCount() {
    assertThat(Brackets.at("f('(' , x)", 2)).isEqualTo(new Brackets.Pair(1, 9));
    assertThat(Brackets.at("f('(' , x)", 4)).isNull();
  }

  @Test
  void theInnermostCallAroundTheCaretIsKnownWithItsArgument() {
    String text = "ROUND(ABS(x), 2) + 1";
    assertThat(Brackets.call(text, 6)).isEqualTo(new Brackets.Call("ROUND", 5, 0));
    assertThat(Brackets.call(text, 11)).isEqualTo(new Brackets.Call("ABS", 9, 0));
    assertThat(Brackets.call(text, 14)).isEqualTo(new Brackets.Call("ROUND", 5, 1));
    assertThat(Brackets.call(text, 18)).isNull();
    assertThat(Brackets.call("f(a, (b + c", 11)).isEqualTo(new Brackets.Call("f", 1, 1));
    assertThat(Brackets.call("f('a,b", 6)).isEqualTo(new Brackets.Call("f", 1, 0));
  }

  @Test
  void theArgumentAtTheCaretStandsAlone() {
    assertThat(SignatureModel.parts("ROUND(number [, digits])", 0))
        .containsExactly(
            new SignatureModel.Part("ROUND(", false),
            new SignatureModel.Part("number", true),
            new SignatureModel.Part(" [, digits])", false));
    assertThat(SignatureModel.parts("ROUND(number [, digits])", 1))
        .extracting(SignatureModel.Part::text)
        .containsExactly("ROUND(number [, ", "digits", "])");
    assertThat(SignatureModel.parts("CONCAT(a, …)", 5))
        .extracting(SignatureModel.Part::text)
        .contains("…");
    assertThat(SignatureModel.parts("PI", 0))
        .isEqualTo(List.of(new SignatureModel.Part("PI", false)));
  }

  @Test
  void theColumnAtTheCaretIsFoundAlsoInQuotes() {
    Schema s = Schema.of(new Field("a", DataType.INT), new Field("x y", DataType.INT));
    assertThat(ExpressionMenu.columnAt("a > `x y`", 1, s)).isEqualTo("a");
    assertThat(ExpressionMenu.columnAt("a > `x y`", 6, s)).isEqualTo("x y");
    assertThat(ExpressionMenu.columnAt("b > 1", 1, s)).isNull();
  }

  @Test
  void whatIsDroppedIntoATextDoesNotGrowTogetherWithAWord() {
    assertThat(SqlTokens.apart("a > 1", 5, "origin")).isEqualTo(" origin");
    assertThat(SqlTokens.apart("a > 1", 0, "origin")).isEqualTo("origin ");
    assertThat(SqlTokens.apart("a > 1", 2, "origin")).isEqualTo("origin");
    assertThat(SqlTokens.apart("", 0, "`a b`")).isEqualTo("`a b`");
  }
}
