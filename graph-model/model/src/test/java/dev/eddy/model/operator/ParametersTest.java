package dev.eddy.model.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
          "op",
          "Op",
          "",
          "box",
          Family.TRANSFORM,
          List.of(),
          List.of(),
          List.of(
              ParameterSpec.optional(
                  "size", "Size", new ParameterType.Duration(), Value.of("1 h"), "")),
          List.of());

  private static Parameters of(Map<String, Value> values) {
    return new Parameters(DESCRIPTOR, new Value.Struct(values));
  }

  @Test
  void anAbsentOrNullValueHasItsDefault() {
    assertThat(of(Map.of()).duration("size")).contains(3_600_000L);
    assertThat(of(Map.of("size", new Value.Null())).text("size")).isEqualTo("1 h");
    assertThat(of(Map.of("size", Value.of("2 d"))).duration("size")).contains(172_800_000L);
  }

  @Test
  void durationsAreReadWithTheirUnits() {
    assertThat(Parameters.parseDuration("500ms")).contains(500L);
    assertThat(Parameters.parseDuration(" 30 S ")).contains(30_000L);
    assertThat(Parameters.parseDuration("5 m")).isEqualTo(Parameters.parseDuration("5 min"));
    for (String text : List.of("", "5", "h", "-1 h", "1.5 h", "1 w", "999999999999999 d")) {
      assertThat(Parameters.parseDuration(text)).as(text).isEmpty();
    }
  }

  @Test
  void emptyTextsAndListsAreAsGoodAsAbsent() {
    assertThat(of(Map.of("a", Value.of(" "))).has("a")).isFalse();
    assertThat(of(Map.of("a", new Value.Items(List.of()))).has("a")).isFalse();
    assertThat(of(Map.of("a", Value.of(0))).has("a")).isTrue();
  }

  @Test
  void whatCannotBeReadIsLeftOut() {
    Value item = Value.Struct.EMPTY.with("name", Value.of("n"));
    Parameters p =
        of(
            Map.of(
                "list",
                new Value.Items(List.of(Value.of(1), Value.of("a"), item)),
                "n",
                new Value.Num(new java.math.BigDecimal("1.5"))));
    assertThat(p.columns("list")).containsExactly("a");
    assertThat(p.named("list")).isEmpty();
    assertThat(p.ordering("list")).isEmpty();
    assertThat(p.columnTypes("list").size()).isZero();
    assertThat(p.integer("n", 7)).isEqualTo(7);
    assertThat(p.bool("n")).isFalse();
  }

  @Test
  void ordersAreAscendingUnlessTheySayDesc() {
    Value a = Value.Struct.EMPTY.with("column", Value.of("a")).with("order", Value.of("DESC"));
    Value b = Value.Struct.EMPTY.with("column", Value.of("b"));
    assertThat(of(Map.of("o", new Value.Items(List.of(a, b)))).ordering("o"))
        .containsExactly(new Parameters.Order("a", true), new Parameters.Order("b", false));
  }
}
