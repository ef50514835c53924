package dev.eddy.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Three-valued logic, beside a model in Java, and what must not be computed. */
class LogicTest {
  private static final Schema BOOLS = Generated.schema("a BOOLEAN", "b BOOLEAN", "c BOOLEAN");

  /** A condition as text and as a model. */
  private record Condition(String text, Model model) {
    interface Model {
      @Nullable Boolean of(@Nullable Boolean[] row);
    }
  }

  @Provide
  Arbitrary<Condition> conditions() {
    Arbitrary<Condition> leaf =
        Arbitraries.of(
            new Condition("a", r -> r[0]),
            new Condition("b", r -> r[1]),
            new Condition("c", r -> r[2]),
            new Condition("TRUE", r -> true),
            new Condition("FALSE", r -> false),
            new Condition("UNKNOWN", r -> null));
    return grown(grown(grown(leaf)));
  }

  private static Arbitrary<Condition> grown(Arbitrary<Condition> parts) {
    return Arbitraries.integers()
        .between(0, 9)
        .flatMap(kind -> parts.flatMap(x -> parts.map(y -> made(kind, x, y))));
  }

  private static Condition made(int kind, Condition x, Condition y) {
    String l = "(" + x.text + ")";
    String r = "(" + y.text + ")";
    return switch (kind) {
      case 0, 1 -> new Condition(l + " AND " + r, row -> and(x.model.of(row), y.model.of(row)));
      case 2, 3 ->
          new Condition(
              l + " OR " + r, row -> not(and(not(x.model.of(row)), not(y.model.of(row)))));
      case 4 -> new Condition("NOT " + l, row -> not(x.model.of(row)));
      case 5 -> new Condition(l + " IS NULL", row -> x.model.of(row) == null);
      case 6 -> new Condition(l + " IS NOT FALSE", row -> !Boolean.FALSE.equals(x.model.of(row)));
      case 7 ->
          new Condition(
              l + " IS DISTINCT FROM " + r,
              row -> !Objects.equals(x.model.of(row), y.model.of(row)));
      case 8 ->
          new Condition(
              "CASE WHEN " + l + " THEN " + r + " ELSE a END",
              row -> Boolean.TRUE.equals(x.model.of(row)) ? y.model.of(row) : row[0]);
      default ->
          new Condition(
              "COALESCE(" + l + ", " + r + ")",
              row -> x.model.of(row) != null ? x.model.of(row) : y.model.of(row));
    };
  }

  private static @Nullable Boolean and(@Nullable Boolean x, @Nullable Boolean y) {
    if (Boolean.FALSE.equals(x) || Boolean.FALSE.equals(y)) {
      return false;
    }
    return x == null || y == null ? null : true;
  }

  private static @Nullable Boolean not(@Nullable Boolean x) {
    return x == null ? null : !x;
  }

  @Property(tries = 60)
  void everyConditionIsTrueFalseOrUnknownAsInTheModel(@ForAll("conditions") Condition condition) {
    if (Generated.SQL.typeOf(condition.text, BOOLS).type() == null) {
      // NULL beside NULL is refused, and only that
      assertThat(condition.text).contains("UNKNOWN");
      return;
    }
    RowFunction f = Generated.function(List.of(condition.text), BOOLS);
    var p = Generated.predicate(condition.text, BOOLS);
    @Nullable Boolean[] values = {null, true, false};
    Row out = new Row(1);
    for (Boolean a : values) {
      for (Boolean b : values) {
        for (Boolean c : values) {
          Row row = Generated.row(BOOLS, a, b, c);
          Boolean expected = condition.model.of(new Boolean[] {a, b, c});
          f.apply(row, out);
          assertThat(Generated.get(out, 0, DataType.BOOLEAN))
              .as("%s of %s", condition.text, Arrays.asList(a, b, c))
              .isEqualTo(expected);
          assertThat(p.test(row)).isEqualTo(Boolean.TRUE.equals(expected));
        }
      }
    }
  }

  @Test
  void aGuardKeepsTheDivisionFromRunning() {
    Schema s = Generated.schema("i INT");
    for (String text :
        List.of(
            "i <> 0 AND 10 / i > 2",
            "NOT (i = 0 OR 10 / i <= 2)",
            "CASE WHEN i = 0 THEN FALSE ELSE 10 / i > 2 END",
            "IF(i = 0, FALSE, 10 / i > 2)",
            "COALESCE(NULLIF(i, i) > 1, i <> 0 AND 10 / i > 2)")) {
      var p = Generated.predicate(text, s);
      assertThat(p.test(Generated.row(s, 0))).as(text).isFalse();
      assertThat(p.test(Generated.row(s, 3))).as(text).isTrue();
    }
  }

  @Test
  void membershipIsUnknownBesideANull() {
    Schema s = Generated.schema("i INT", "s VARCHAR");
    Row row = Generated.row(s, 7, "g");
    assertThat(Generated.value("i IN (1, NULL)", s, row)).isNull();
    assertThat(Generated.value("i IN (7, NULL)", s, row)).isEqualTo(true);
    assertThat(Generated.value("i NOT IN (1, NULL)", s, row)).isNull();
    assertThat(Generated.value("i IN (1, 2, 3, 4, 5, 6, 7, 8)", s, row)).isEqualTo(true);
    assertThat(Generated.value("i NOT IN (1, 2, 3, 4, 5, 6, 8)", s, row)).isEqualTo(true);
    assertThat(Generated.value("s IN ('a', 'b', 'c', 'd', 'e', 'f', 'g')", s, row)).isEqualTo(true);
    Row none = Generated.row(s, null, null);
    assertThat(Generated.value("i IN (1, 2, 3, 4, 5, 6, 7, 8)", s, none)).isNull();
    assertThat(Generated.value("i BETWEEN 1 AND NULL", s, row)).isNull();
    assertThat(Generated.value("i BETWEEN 9 AND NULL", s, row)).isEqualTo(false);
  }

  @Property(tries = 60)
  void longAndShortListsAgree(@ForAll List<Long> values, @ForAll long asked) {
    List<Long> some = new ArrayList<>(values.subList(0, Math.min(20, values.size())));
    some.add(42L);
    if (asked % 2 == 0) {
      some.add(asked);
    }
    StringBuilder list = new StringBuilder();
    some.forEach(
        v ->
            list.append(list.length() == 0 ? "" : ", ")
                .append("CAST('")
                .append(v)
                .append("' AS BIGINT)"));
    StringBuilder plain = new StringBuilder();
    some.forEach(v -> plain.append(plain.length() == 0 ? "" : ", ").append(v));
    Schema s = Generated.schema("v BIGINT");
    Row row = Generated.row(s, asked);
    assertThat(Generated.value("v IN (" + plain + ")", s, row))
        .isEqualTo(Generated.value("v IN (" + list + ")", s, row))
        .isEqualTo(some.contains(asked));
  }
}
