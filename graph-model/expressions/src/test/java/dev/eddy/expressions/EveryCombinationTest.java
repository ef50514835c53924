package dev.eddy.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.expression.Expressions.Typed;
import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every operator and function over columns of every type: what is typed must compile, run on nulls
 * and on edge values, and give a value that its type can hold; what is not typed must say why.
 */
class EveryCombinationTest {
  private static final List<String> TYPES =
      List.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INT",
          "BIGINT",
          "FLOAT",
          "DOUBLE",
          "DECIMAL(12, 2)",
          "DECIMAL(38, 10)",
          "CHAR(3)",
          "VARCHAR",
          "VARCHAR(4)",
          "DATE",
          "TIME(0)",
          "TIMESTAMP(3)",
          "TIMESTAMP(0)",
          "TIMESTAMP_LTZ(3)");

  /**
   * For each type a nullable column, {@code n0, n1, …}, and one that is never null, {@code v0, …}.
   */
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < TYPES.size(); i++) {
      fields.add("n" + i + " " + TYPES.get(i));
      fields.add("v" + i + " " + TYPES.get(i) + " NOT NULL");
    }
    return Generated.schema(fields.toArray(String[]::new));
  }

  private static List<String> columns() {
    return SCHEMA.names();
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int edge = 0; edge < 3; edge++) {
      Row row = new Row(SCHEMA.size());
      Row half = new Row(SCHEMA.size());
      for (int c = 0; c < SCHEMA.size(); c++) {
        Object value = value(SCHEMA.type(c), edge);
        Generated.set(row, c, SCHEMA.type(c), value);
        Generated.set(half, c, SCHEMA.type(c), SCHEMA.type(c).nullable() ? null : value);
      }
      rows.add(row);
      rows.add(half);
    }
    return rows;
  }

  /** A plain value, the least and the greatest. */
  private static Object value(DataType t, int edge) {
    return switch (t.root()) {
      case BOOLEAN -> edge != 1;
      case TINYINT -> new long[] {3, -128, 127}[edge];
      case SMALLINT -> new long[] {3, -32768, 32767}[edge];
      case INT -> new long[] {3, Integer.MIN_VALUE, Integer.MAX_VALUE}[edge];
      case BIGINT -> new long[] {3, Long.MIN_VALUE, Long.MAX_VALUE}[edge];
      case FLOAT -> new double[] {1.5, -Float.MAX_VALUE, Float.NaN}[edge];
      case DOUBLE -> new double[] {1.5, Double.NEGATIVE_INFINITY, Double.MAX_VALUE}[edge];
      case DECIMAL ->
          edge == 0
              ? new BigDecimal("2.50").setScale(t.scale())
              : new BigDecimal((edge == 1 ? "-" : "") + "9".repeat(t.precision()))
                  .movePointLeft(t.scale());
      case CHAR -> new String[] {"abc", "   ", "é🙂z"}[edge];
      case VARCHAR -> new String[] {"2", "", "🙂é2"}[edge];
      case DATE -> new long[] {19_782, -719_162, 2_932_896}[edge];
      case TIME -> new long[] {45_296_000, 0, 86_399_000}[edge];
      case TIMESTAMP, TIMESTAMP_LTZ ->
          new long[] {1_709_160_000_000L, -62_135_596_800_000L, 253_402_300_799_000L}[edge];
    };
  }

  /** Types all texts, compiles and runs those that are taken; gives their number. */
  private static int run(List<String> texts) {
    Map<String, DataType> taken = new LinkedHashMap<>();
    for (String text : texts) {
      Typed typed = Generated.SQL.typeOf(text, SCHEMA);
      if (typed.type() != null) {
        taken.put(text, typed.type());
      } else {
        assertThat(typed.problems())
            .as(text)
            .isNotEmpty()
            .noneMatch(p -> p.message().startsWith("not supported: this expression"));
      }
    }
    List<String> list = new ArrayList<>(taken.keySet());
    for (int from = 0; from < list.size(); from += 150) {
      check(list.subList(from, Math.min(list.size(), from + 150)), taken);
    }
    return list.size();
  }

  private static void check(List<String> texts, Map<String, DataType> types) {
    RowFunction all = Generated.function(texts, SCHEMA);
    for (Row row : rows()) {
      Row out = new Row(texts.size());
      try {
        all.apply(row, out);
      } catch (IllegalArgumentException | ArithmeticException e) {
        // one of them fails on this row, as it may: the others are run one by one
        for (int c = 0; c < texts.size(); c++) {
          alone(texts.get(c), row, out, c);
        }
      }
      for (int c = 0; c < texts.size(); c++) {
        DataType type = java.util.Objects.requireNonNull(types.get(texts.get(c)));
        assertHolds(texts.get(c), type, Generated.get(out, c, type), row);
      }
    }
  }

  private static final Map<String, RowFunction> ALONE = new LinkedHashMap<>();

  private static void alone(String text, Row row, Row out, int c) {
    RowFunction f = ALONE.computeIfAbsent(text, t -> Generated.function(List.of(t), SCHEMA));
    Row one = new Row(1);
    try {
      f.apply(row, one);
      out.setFrom(c, one, 0);
    } catch (IllegalArgumentException | ArithmeticException e) {
      assertThat(e.getMessage()).as(text).isNotBlank();
      // any value of the type will do: there is none
      DataType type = java.util.Objects.requireNonNull(Generated.SQL.typeOf(text, SCHEMA).type());
      Generated.set(out, c, type, value(type, 0));
      if (type.root() == TypeRoot.DECIMAL) {
        out.setObject(c, BigDecimal.ZERO.setScale(type.scale()));
      } else if (type.root() == TypeRoot.CHAR) {
        out.setString(c, "x".repeat(type.precision()));
      } else if (type.root() == TypeRoot.VARCHAR) {
        out.setString(c, "");
      }
    }
  }

  private static void assertHolds(String text, DataType type, @Nullable Object value, Row row) {
    if (value == null) {
      assertThat(type.nullable()).as("%s is null for %s", text, row).isTrue();
      return;
    }
    switch (type.root()) {
      case TINYINT -> assertThat((Long) value).as(text).isBetween(-128L, 127L);
      case SMALLINT -> assertThat((Long) value).as(text).isBetween(-32768L, 32767L);
      case INT, DATE, TIME ->
          assertThat((Long) value)
              .as(text)
              .isBetween((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE);
      case DECIMAL -> {
        assertThat(((BigDecimal) value).scale()).as(text).isEqualTo(type.scale());
        assertThat(((BigDecimal) value).precision()).as(text).isLessThanOrEqualTo(type.precision());
      }
      case CHAR, VARCHAR -> {
        String s = (String) value;
        assertThat(s.codePointCount(0, s.length()))
            .as("%s of type %s", text, type)
            .isLessThanOrEqualTo(type.precision());
      }
      default -> assertThat(value).isNotNull();
    }
  }

  private static List<String> pairs(Function<String[], String> text) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < TYPES.size(); i++) {
      for (int j = 0; j < TYPES.size(); j++) {
        out.add(text.apply(new String[] {"n" + i, "v" + j}));
      }
      out.add(text.apply(new String[] {"v" + i, "v" + i}));
    }
    return out;
  }

  @Test
  void arithmetic() {
    int taken = 0;
    for (String op : List.of("+", "-", "*", "/", "%")) {
      taken += run(pairs(p -> p[0] + " " + op + " " + p[1]));
    }
    assertThat(taken).isEqualTo(ARITHMETIC);
  }

  @Test
  void comparisons() {
    int taken = 0;
    for (String op : List.of("=", "<>", "<", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM")) {
      taken += run(pairs(p -> p[0] + " " + op + " " + p[1]));
    }
    taken += run(pairs(p -> p[0] + " IN (" + p[1] + ", NULL)"));
    assertThat(taken).isEqualTo(COMPARISONS);
  }

  @Test
  void casts() {
    List<String> texts = new ArrayList<>();
    for (String c : columns()) {
      for (String t : TYPES) {
        texts.add("CAST(" + c + " AS " + t.replace("TIMESTAMP_LTZ(3)", "BIGINT") + ")");
        texts.add("TRY_CAST(" + c + " AS " + t.replace("TIMESTAMP_LTZ(3)", "BIGINT") + ")");
      }
    }
    assertThat(run(texts)).isEqualTo(CASTS);
  }

  @Test
  void choices() {
    int taken = run(pairs(p -> "CASE WHEN v0 THEN " + p[0] + " ELSE " + p[1] + " END"));
    taken += run(pairs(p -> "COALESCE(" + p[0] + ", " + p[1] + ")"));
    taken += run(pairs(p -> "NULLIF(" + p[0] + ", " + p[1] + ")"));
    taken += run(pairs(p -> "GREATEST(" + p[0] + ", " + p[1] + ")"));
    taken += run(pairs(p -> "LEAST(" + p[0] + ", " + p[1] + ")"));
    taken += run(pairs(p -> "IF(n0, " + p[0] + ", " + p[1] + ")"));
    assertThat(taken).isEqualTo(CHOICES);
  }

  @Test
  void functions() {
    List<String> texts = new ArrayList<>();
    for (String f : Generated.SQL.functions().keySet()) {
      for (int i = 0; i < TYPES.size(); i++) {
        String a = (i % 2 == 0 ? "n" : "v") + i;
        texts.add(f + "(" + a + ")");
        texts.add(f + "(" + a + ", 2)");
        texts.add(f + "(" + a + ", n10)");
        texts.add(f + "(" + a + ", v10, 2)");
        texts.add(f + "(n10, " + a + ", 'x')");
        texts.add(f + "(v10, 'b', " + a + ")");
        texts.add(f + "(DAY, " + a + ", v14)");
        texts.add(f + "(" + a + " TO HOUR)");
      }
    }
    assertThat(run(texts)).isEqualTo(FUNCTIONS);
  }

  @Test
  void unaryOperatorsAndTimes() {
    List<String> texts = new ArrayList<>();
    List<String> units =
        List.of(
            "YEAR",
            "QUARTER",
            "MONTH",
            "WEEK",
            "DAY",
            "DOW",
            "DOY",
            "HOUR",
            "MINUTE",
            "SECOND",
            "MILLISECOND",
            "EPOCH");
    for (String a : columns()) {
      texts.addAll(List.of("-" + a, "+" + a, "NOT " + a, a + " IS NULL", a + " IS NOT TRUE"));
      texts.addAll(List.of(a + " LIKE '%a_'", a + " SIMILAR TO 'a|b'", a + " || 'x'"));
      texts.addAll(List.of(a + " + INTERVAL '1' DAY", a + " - INTERVAL '2' MONTH"));
      texts.addAll(List.of(a + " - INTERVAL '30' MINUTE", "INTERVAL '1' YEAR + " + a));
      texts.add("TRIM(BOTH 'a' FROM " + a + ")");
      for (String u : units) {
        texts.add("EXTRACT(" + u + " FROM " + a + ")");
        texts.add("FLOOR(" + a + " TO " + u + ")");
        texts.add("CEIL(" + a + " TO " + u + ")");
        texts.add("TIMESTAMPADD(" + u + ", n3, " + a + ")");
        texts.add("TIMESTAMPDIFF(" + u + ", v14, " + a + ")");
      }
    }
    assertThat(run(texts)).isEqualTo(OTHERS);
  }

  // How many are taken: a change here is a change of what Eddy can do.
  private static final int ARITHMETIC = 306;
  private static final int COMPARISONS = 686;
  private static final int CASTS = 712;
  private static final int CHOICES = 588;
  private static final int FUNCTIONS = 483;
  private static final int OTHERS = 320;
}
