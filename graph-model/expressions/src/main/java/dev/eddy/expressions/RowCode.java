package dev.eddy.expressions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Java source of one class of compiled expressions. Every sub-expression becomes a local variable
 * and, where it can be null, a boolean beside it; AND, OR, CASE and COALESCE run only what SQL
 * needs to run. The text is Java 8 without lambdas, for Janino, and refers to the JDK, to {@code
 * Row} and to the helpers of {@code dev.eddy.model.function}. One instance serves one class; not
 * thread-safe.
 */
final class RowCode {
  private final StringBuilder out = new StringBuilder();
  private final Map<Integer, Term> columns = new HashMap<>();
  private final StringBuilder reads = new StringBuilder();
  private final Map<String, String> constants = new LinkedHashMap<>();
  private int names;

  /**
   * A value at hand.
   *
   * @param nil Java text of whether it is null: {@code false}, {@code true} or a variable
   * @param value Java text; the type's default where it is null
   */
  record Term(String nil, String value, RelDataType type) {
    boolean neverNull() {
      return nil.equals("false");
    }

    boolean alwaysNull() {
      return nil.equals("true");
    }
  }

  /** Source of a RowFunction. */
  static String function(String className, List<RexNode> expressions) {
    RowCode code = new RowCode();
    StringBuilder methods = new StringBuilder();
    StringBuilder apply = new StringBuilder();
    boolean words = expressions.size() <= 64 && expressions.stream().allMatch(RowCode::isWord);
    if (words) {
      // No column is ever null: one write says so for all.
      long nulls = expressions.size() == 64 ? 0 : -1L << expressions.size();
      apply.append("    out.setNullBits(0, ").append(nulls).append("L);\n");
    }
    for (int i = 0; i < expressions.size(); i++) {
      RexNode e = expressions.get(i);
      if (e instanceof RexInputRef ref) {
        String from = "in, " + ref.getIndex();
        if (words) {
          apply.append("    out.setWord(").append(i).append(", in.getLong(");
          apply.append(ref.getIndex()).append("));\n");
        } else if (isWord(e)) {
          apply.append("    out.setLong(").append(i).append(", in.getLong(");
          apply.append(ref.getIndex()).append("));\n");
        } else {
          apply.append("    out.setFrom(").append(i).append(", ").append(from).append(");\n");
        }
        continue;
      }
      code.nextMethod();
      Term t = code.term(e);
      methods.append("  private static void column").append(i).append("(Row in, Row out) {\n");
      methods.append(code.reads).append(code.out);
      String set = setter(i, t);
      if (t.alwaysNull()) {
        methods.append("    out.setNull(").append(i).append(");\n");
      } else if (t.neverNull()) {
        methods.append("    ").append(set).append('\n');
      } else {
        methods.append("    if (").append(t.nil).append(") {\n      out.setNull(").append(i);
        methods.append(");\n    } else {\n      ").append(set).append("\n    }\n");
      }
      methods.append("  }\n\n");
      apply.append("    column").append(i).append("(in, out);\n");
    }
    return code.unit(
        className,
        "RowFunction",
        methods + "  public void apply(Row in, Row out) {\n" + apply + "  }\n");
  }

  /** Whether a value is never null and stands in a word of the row. */
  private static boolean isWord(RexNode e) {
    return !e.getType().isNullable()
        && switch (e.getType().getSqlTypeName()) {
          case DECIMAL, CHAR, VARCHAR, NULL -> false;
          default -> true;
        };
  }

  /** Source of a RowPredicate. */
  static String predicate(String className, RexNode condition) {
    RowCode code = new RowCode();
    Term t = code.term(condition);
    String result =
        t.neverNull() ? t.value : t.alwaysNull() ? "false" : "!" + t.nil + " && " + t.value;
    return code.unit(
        className,
        "RowPredicate",
        "  public boolean test(Row in) {\n"
            + code.reads
            + code.out
            + "    return "
            + result
            + ";\n  }\n");
  }

  private void nextMethod() {
    out.setLength(0);
    reads.setLength(0);
    columns.clear();
  }

  private String unit(String className, String type, String methods) {
    int dot = className.lastIndexOf('.');
    StringBuilder b = new StringBuilder();
    if (dot > 0) {
      b.append("package ").append(className, 0, dot).append(";\n\n");
    }
    b.append("import dev.eddy.model.expression.").append(type).append(";\n");
    b.append("import dev.eddy.model.function.*;\n");
    b.append("import dev.eddy.model.row.Row;\n");
    b.append("import java.math.BigDecimal;\n\n");
    b.append("public final class ").append(className.substring(dot + 1));
    b.append(" implements ").append(type).append(" {\n");
    constants.forEach(
        (init, name) ->
            b.append("  private static final ")
                .append(init.split(" ", 2)[0])
                .append(' ')
                .append(name)
                .append(" = ")
                .append(init.split(" ", 2)[1])
                .append(";\n"));
    return b.append('\n').append(methods).append("}\n").toString();
  }

  private static String setter(int i, Term t) {
    return switch (t.type.getSqlTypeName()) {
      case BOOLEAN -> "out.setBoolean(" + i + ", " + t.value + ");";
      case FLOAT, REAL, DOUBLE -> "out.setDouble(" + i + ", " + t.value + ");";
      case DECIMAL, CHAR, VARCHAR -> "out.setObject(" + i + ", " + t.value + ");";
      default -> "out.setLong(" + i + ", " + t.value + ");";
    };
  }

  // ------------------------------------------------------------------------------- terms

  Term term(RexNode node) {
    if (node instanceof RexInputRef ref) {
      return input(ref);
    }
    if (node instanceof RexLiteral literal) {
      return literal(literal);
    }
    RexCall call = (RexCall) node;
    return Functions.generatorOf(call.getOperator()).generate(this, call);
  }

  List<Term> terms(RexCall call) {
    List<Term> terms = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      terms.add(term(operand));
    }
    return terms;
  }

  /** Columns are read once, at the start of the method: that costs less than asking again. */
  private Term input(RexInputRef ref) {
    return columns.computeIfAbsent(ref.getIndex(), c -> column(ref));
  }

  private Term column(RexInputRef ref) {
    int c = ref.getIndex();
    RelDataType t = ref.getType();
    String read =
        switch (t.getSqlTypeName()) {
          case BOOLEAN -> "in.getBoolean(" + c + ")";
          case TINYINT -> "(byte) in.getLong(" + c + ")";
          case SMALLINT -> "(short) in.getLong(" + c + ")";
          case INTEGER, DATE, TIME -> "in.getInt(" + c + ")";
          case FLOAT, REAL -> "(float) in.getDouble(" + c + ")";
          case DOUBLE -> "in.getDouble(" + c + ")";
          case DECIMAL -> "(BigDecimal) in.getObject(" + c + ")";
          case CHAR, VARCHAR -> "(String) in.getObject(" + c + ")";
          default -> "in.getLong(" + c + ")";
        };
    String v = "c" + c;
    reads.append("    ").append(javaType(t)).append(' ').append(v).append(" = ").append(read);
    reads.append(";\n");
    if (!t.isNullable()) {
      return new Term("false", v, t);
    }
    String nil = "n" + c;
    reads.append("    boolean ").append(nil).append(" = in.isNull(").append(c).append(");\n");
    return new Term(nil, v, t);
  }

  private Term literal(RexLiteral literal) {
    RelDataType t = literal.getType();
    if (literal.isNull()) {
      return nullOf(t);
    }
    String v =
        switch (t.getSqlTypeName()) {
          case BOOLEAN -> String.valueOf(literal.getValueAs(Boolean.class));
          case TINYINT, SMALLINT, INTEGER, DATE, TIME ->
              String.valueOf(literal.getValueAs(Integer.class));
          case FLOAT, REAL, DOUBLE -> doubleText(required(literal.getValueAs(Double.class)));
          case DECIMAL ->
              constant(
                  "BigDecimal",
                  "new BigDecimal("
                      + quoted(
                          required(literal.getValueAs(BigDecimal.class))
                              .setScale(t.getScale())
                              .toPlainString())
                      + ")");
          case CHAR, VARCHAR -> quoted(required(literal.getValueAs(String.class)));
          default -> literal.getValueAs(Long.class) + "L";
        };
    return new Term("false", v, t);
  }

  private static <T> T required(@org.jspecify.annotations.Nullable T value) {
    return java.util.Objects.requireNonNull(value);
  }

  private static String doubleText(double d) {
    return d + "d";
  }

  Term nullOf(RelDataType t) {
    return new Term("true", defaultOf(t), t);
  }

  /** The result of a piece of Java that runs only where no operand is null. */
  Term strict(RelDataType type, List<Term> operands, Function<List<String>, String> expression) {
    List<String> values = operands.stream().map(Term::value).toList();
    String nil = anyNull(operands);
    if (nil.equals("true")) {
      return nullOf(type);
    }
    if (nil.equals("false")) {
      return new Term("false", declare(javaType(type), expression.apply(values)), type);
    }
    String n = nil.matches("\\w+") ? nil : declare("boolean", nil);
    String v = declare(javaType(type), defaultOf(type));
    line("if (!" + n + ") { " + v + " = " + expression.apply(values) + "; }");
    return new Term(n, v, type);
  }

  /** As {@link #strict} for a piece of Java that gives an object (boxed where needed) or null. */
  Term strictOrNull(
      RelDataType type, List<Term> operands, Function<List<String>, String> expression) {
    List<String> values = operands.stream().map(Term::value).toList();
    String nil = anyNull(operands);
    if (nil.equals("true")) {
      return nullOf(type);
    }
    String boxed = boxed(type);
    String object = declare(boxed, "null");
    String assign = object + " = " + expression.apply(values) + ";";
    line(nil.equals("false") ? assign : "if (!(" + nil + ")) { " + assign + " }");
    String n = declare("boolean", object + " == null");
    if (boxed.equals(javaType(type))) {
      return new Term(n, object, type);
    }
    String v = declare(javaType(type), n + " ? " + defaultOf(type) + " : " + unboxed(type, object));
    return new Term(n, v, type);
  }

  static String anyNull(List<Term> operands) {
    StringBuilder b = new StringBuilder();
    for (Term t : operands) {
      if (t.alwaysNull()) {
        return "true";
      }
      if (!t.neverNull()) {
        b.append(b.isEmpty() ? "" : " || ").append(t.nil);
      }
    }
    return b.isEmpty() ? "false" : b.toString();
  }

  /** A fresh variable with a first value. */
  String declare(String javaType, String value) {
    String name = "v" + names++;
    line(javaType + " " + name + " = " + value + ";");
    return name;
  }

  void line(String text) {
    out.append("    ").append(text).append('\n');
  }

  /** A static final field; the same text is the same field. */
  String constant(String javaType, String init) {
    return constants.computeIfAbsent(javaType + " " + init, k -> "C" + constants.size());
  }

  // ------------------------------------------------------------------------------- Java texts

  static String javaType(RelDataType t) {
    return switch (t.getSqlTypeName()) {
      case BOOLEAN -> "boolean";
      case TINYINT -> "byte";
      case SMALLINT -> "short";
      case INTEGER, DATE, TIME -> "int";
      case FLOAT, REAL -> "float";
      case DOUBLE -> "double";
      case DECIMAL -> "BigDecimal";
      case CHAR, VARCHAR -> "String";
      default -> "long";
    };
  }

  private static String boxed(RelDataType t) {
    return switch (javaType(t)) {
      case "boolean" -> "Boolean";
      case "float", "double" -> "Double";
      case "BigDecimal" -> "BigDecimal";
      case "String" -> "String";
      default -> "Long";
    };
  }

  private static String unboxed(RelDataType t, String object) {
    return switch (javaType(t)) {
      case "boolean" -> object + ".booleanValue()";
      case "float" -> object + ".floatValue()";
      case "double" -> object + ".doubleValue()";
      case "byte" -> object + ".byteValue()";
      case "short" -> object + ".shortValue()";
      case "int" -> object + ".intValue()";
      default -> object + ".longValue()";
    };
  }

  static String defaultOf(RelDataType t) {
    return switch (javaType(t)) {
      case "boolean" -> "false";
      case "BigDecimal", "String" -> "null";
      case "byte" -> "(byte) 0";
      case "short" -> "(short) 0";
      case "float" -> "0f";
      case "double" -> "0d";
      case "long" -> "0L";
      default -> "0";
    };
  }

  /** A Java string literal. */
  static String quoted(String s) {
    StringBuilder b = new StringBuilder("\"");
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> b.append("\\\"");
        case '\\' -> b.append("\\\\");
        case '\n' -> b.append("\\n");
        case '\r' -> b.append("\\r");
        default -> {
          if (c >= ' ' && c < 127) {
            b.append(c);
          } else {
            b.append(String.format("\\u%04x", (int) c));
          }
        }
      }
    }
    return b.append('"').toString();
  }

  /** The text of an operand as the Java type that a helper takes. */
  static String passed(Term t, Parameter p) {
    SqlTypeName type = t.type.getSqlTypeName();
    return switch (p) {
      case NUMBER -> type == SqlTypeName.DECIMAL ? t.value + ".doubleValue()" : t.value;
      case DAY -> type == SqlTypeName.TIMESTAMP ? "Times.day(" + t.value + ")" : t.value;
      case CLOCK -> type == SqlTypeName.TIMESTAMP ? "Times.clock(" + t.value + ")" : t.value;
      default -> t.value;
    };
  }
}
