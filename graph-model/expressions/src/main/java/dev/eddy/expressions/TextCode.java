package dev.eddy.expressions;

import dev.eddy.expressions.RowCode.Term;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.jspecify.annotations.Nullable;

/** Strings and patterns. */
final class TextCode {
  private TextCode() {}

  static @Nullable String literalText(RexNode node) {
    return node instanceof RexLiteral l && !l.isNull() ? l.getValueAs(String.class) : null;
  }

  static Term concat(RowCode code, RexCall call) {
    return code.strict(
        call.getType(), code.terms(call), v -> v.size() == 1 ? v.get(0) : v.get(0) + tail(v));
  }

  private static String tail(List<String> values) {
    StringBuilder b = new StringBuilder();
    for (String v : values.subList(1, values.size())) {
      b.append(".concat(").append(v).append(')');
    }
    return b.toString();
  }

  /** CONCAT_WS: only a null separator makes the result null. */
  static Term join(RowCode code, RexCall call) {
    List<Term> terms = code.terms(call);
    List<String> parts = new ArrayList<>();
    for (Term t : terms.subList(1, terms.size())) {
      parts.add(t.alwaysNull() ? "(String) null" : t.value());
    }
    String array = "new String[] {" + String.join(", ", parts) + "}";
    return code.strict(
        call.getType(), terms.subList(0, 1), v -> "Texts.join(" + v.get(0) + ", " + array + ")");
  }

  static Term trim(RowCode code, RexCall call) {
    SqlTrimFunction.Flag flag =
        java.util.Objects.requireNonNull(
            ((RexLiteral) call.getOperands().get(0)).getValueAs(SqlTrimFunction.Flag.class));
    List<Term> terms =
        List.of(code.term(call.getOperands().get(1)), code.term(call.getOperands().get(2)));
    String method =
        switch (flag) {
          case BOTH -> "trim";
          case LEADING -> "trimLeft";
          case TRAILING -> "trimRight";
        };
    return code.strict(
        call.getType(), terms, v -> "Texts." + method + "(" + v.get(1) + ", " + v.get(0) + ")");
  }

  /** LTRIM and RTRIM of blanks. */
  static Term trimSide(RowCode code, RexCall call) {
    String method = call.getOperator().getName().equals("LTRIM") ? "trimLeft" : "trimRight";
    return code.strict(
        call.getType(), code.terms(call), v -> "Texts." + method + "(" + v.get(0) + ", \" \")");
  }

  static Term digest(RowCode code, RexCall call) {
    String algorithm =
        switch (call.getOperator().getName()) {
          case "MD5" -> "MD5";
          case "SHA1" -> "SHA-1";
          default -> "SHA-256";
        };
    return code.strict(
        call.getType(),
        code.terms(call),
        v -> "Texts.digest(" + v.get(0) + ", \"" + algorithm + "\")");
  }

  // ------------------------------------------------------------------------ patterns

  static Term like(RowCode code, RexCall call) {
    List<RexNode> operands = call.getOperands();
    String pattern = literalText(operands.get(1));
    String escape = operands.size() < 3 ? "" : literalText(operands.get(2));
    if (pattern == null || escape == null) {
      List<Term> terms = code.terms(call);
      return code.strict(
          call.getType(),
          terms,
          v ->
              "Patterns.matches("
                  + v.get(0)
                  + ", Patterns.like("
                  + v.get(1)
                  + ", "
                  + (v.size() < 3 ? "\"\"" : v.get(2))
                  + "))");
    }
    List<Term> text = List.of(code.term(operands.get(0)));
    String simple = escape.isEmpty() ? withoutRegex(text.get(0).value(), pattern) : null;
    if (simple != null) {
      return code.strict(call.getType(), text, v -> simple);
    }
    String field =
        code.constant(
            "java.util.regex.Pattern",
            "Patterns.like(" + RowCode.quoted(pattern) + ", " + RowCode.quoted(escape) + ")");
    return code.strict(
        call.getType(), text, v -> "Patterns.matches(" + v.get(0) + ", " + field + ")");
  }

  /** Java for {@code x}, {@code x%}, {@code %x} and {@code %x%}; null for other patterns. */
  private static @Nullable String withoutRegex(String text, String pattern) {
    if (pattern.indexOf('_') >= 0) {
      return null;
    }
    boolean start = pattern.startsWith("%");
    boolean end = pattern.length() > 1 && pattern.endsWith("%");
    String inner = pattern.substring(start ? 1 : 0, pattern.length() - (end ? 1 : 0));
    if (inner.indexOf('%') >= 0) {
      return null;
    }
    String quoted = RowCode.quoted(inner);
    String method = start && end ? "contains" : start ? "endsWith" : end ? "startsWith" : "equals";
    return text + "." + method + "(" + quoted + ")";
  }

  static Term similar(RowCode code, RexCall call) {
    String pattern = java.util.Objects.requireNonNull(literalText(call.getOperands().get(1)));
    String field =
        code.constant(
            "java.util.regex.Pattern", "Patterns.similar(" + RowCode.quoted(pattern) + ")");
    return code.strict(
        call.getType(),
        List.of(code.term(call.getOperands().get(0))),
        v -> "Patterns.matches(" + v.get(0) + ", " + field + ")");
  }

  /** REGEXP, REGEXP_EXTRACT and REGEXP_REPLACE. */
  static Term regex(RowCode code, RexCall call) {
    List<Term> terms = code.terms(call);
    String literal = literalText(call.getOperands().get(1));
    String pattern =
        literal == null
            ? "Patterns.regex(" + terms.get(1).value() + ")"
            : code.constant(
                "java.util.regex.Pattern", "Patterns.regex(" + RowCode.quoted(literal) + ")");
    String name = call.getOperator().getName();
    if (name.equals("REGEXP")) {
      return code.strict(
          call.getType(), terms, v -> "Patterns.find(" + v.get(0) + ", " + pattern + ")");
    }
    String method = name.equals("REGEXP_EXTRACT") ? "extract" : "replace";
    return code.strictOrNull(
        call.getType(),
        terms,
        v ->
            "Patterns."
                + method
                + "("
                + v.get(0)
                + ", "
                + pattern
                + ", "
                + (v.size() < 3 ? "0" : v.get(2))
                + ")");
  }
}
