package dev.eddy.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class CastFixesTest {
  private static final Schema INPUT =
      Schema.of(
          new Field("n", DataType.INT),
          new Field("s", DataType.VARCHAR),
          new Field("t", DataType.TIMESTAMP));

  private static List<String> fixes(String text) {
    List<Problem> problems = new SqlExpressions().typeOf(text, INPUT).problems();
    assertThat(problems).hasSize(1);
    return problems.get(0).fixes();
  }

  @Test
  void twoTypesThatDoNotCompareAreCastToOneAnother() {
    assertThat(fixes("n = s")).contains("n = CAST(s AS INT)", "CAST(n AS VARCHAR) = s");
  }

  @Test
  void anArgumentOfAFunctionIsCastToWhatItTakes() {
    assertThat(fixes("UPPER(n) = 'A'")).containsExactly("UPPER(CAST(n AS VARCHAR))");
  }

  @Test
  void theReplacementFitsIntoTheWholeExpression() {
    String text = "n > 0 AND t > s";
    Problem p = new SqlExpressions().typeOf(text, INPUT).problems().get(0);
    assertThat(p.fixes()).isNotEmpty();
    assertThat(
            new SqlExpressions().typeOf(text.replace("t > s", p.fixes().get(0)), INPUT).problems())
        .isEmpty();
  }

  @Test
  void whereNoCastHelpsNoneIsOffered() {
    assertThat(fixes("SUBSTRING(s, t)")).allMatch(f -> !f.isEmpty());
    assertThat(fixes("nosuch > 1")).isEmpty();
  }
}
