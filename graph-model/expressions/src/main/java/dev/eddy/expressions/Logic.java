package dev.eddy.expressions;

import dev.eddy.expressions.RowCode.Term;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Comparison, three-valued logic, and the choice between values. */
final class Logic {
  private Logic() {}

  // ------------------------------------------------------------------------ comparison

  /** Whether Flink compares values of these types without a cast. */
  static boolean comparable(RelDataType l, RelDataType r) {
    if (SqlTypeUtil.isNumeric(l) && SqlTypeUtil.isNumeric(r)) {
      return true;
    }
    if (SqlTypeUtil.inCharFamily(l) && SqlTypeUtil.inCharFamily(r)) {
      return true;
    }
    return l.getSqlTypeName() == r.getSqlTypeName() && SqlTypes.isColumnType(l);
  }

  static Term compare(RowCode code, RexCall call) {
    List<Term> terms = code.terms(call);
    return code.strict(
        call.getType(), terms, v -> comparison(call.getKind(), terms.get(0), terms.get(1)));
  }

  /** Java text of a comparison of two values that are not null. */
  private static String comparison(SqlKind kind, Term l, Term r) {
    String sign =
        switch (kind) {
          case EQUALS -> "==";
          case NOT_EQUALS -> "!=";
          case LESS_THAN -> "<";
          case LESS_THAN_OR_EQUAL -> "<=";
          case GREATER_THAN -> ">";
          case GREATER_THAN_OR_EQUAL -> ">=";
          default -> throw new IllegalStateException(kind.toString());
        };
    SqlTypeName lt = l.type().getSqlTypeName();
    SqlTypeName rt = r.type().getSqlTypeName();
    if (SqlTypeUtil.inCharFamily(l.type())) {
      boolean equality = kind == SqlKind.EQUALS || kind == SqlKind.NOT_EQUALS;
      return equality
          ? (kind == SqlKind.EQUALS ? "" : "!") + l.value() + ".equals(" + r.value() + ")"
          : "Texts.compare(" + l.value() + ", " + r.value() + ") " + sign + " 0";
    }
    if (lt == SqlTypeName.DECIMAL || rt == SqlTypeName.DECIMAL) {
      boolean exact = SqlTypeUtil.isExactNumeric(l.type()) && SqlTypeUtil.isExactNumeric(r.type());
      return exact
          ? Arithmetic.asDecimal(l) + ".compareTo(" + Arithmetic.asDecimal(r) + ") " + sign + " 0"
          : "Double.compare(" + asDouble(l) + ", " + asDouble(r) + ") " + sign + " 0";
    }
    if (lt == SqlTypeName.BOOLEAN && !sign.equals("==") && !sign.equals("!=")) {
      return "Boolean.compare(" + l.value() + ", " + r.value() + ") " + sign + " 0";
    }
    return l.value() + " " + sign + " " + r.value();
  }

  private static String asDouble(Term t) {
    return RowCode.passed(t, Parameter.NUMBER);
  }

  /** IS [NOT] DISTINCT FROM. */
  static Term distinct(RowCode code, RexCall call) {
    List<Term> terms = code.terms(call);
    Term l = terms.get(0);
    Term r = terms.get(1);
    String v = code.declare("boolean", l.nil() + " != " + r.nil());
    if (!l.alwaysNull() && !r.alwaysNull()) {
      String guard = RowCode.anyNull(terms);
      String assign = v + " = " + comparison(SqlKind.NOT_EQUALS, l, r) + ";";
      code.line(guard.equals("false") ? assign : "if (!(" + guard + ")) { " + assign + " }");
    }
    boolean not = call.getKind() == SqlKind.IS_NOT_DISTINCT_FROM;
    return new Term("false", not ? "!" + v : v, call.getType());
  }

  // ------------------------------------------------------------------------ three values

  static Term and(RowCode code, RexCall call) {
    return junction(code, call, true);
  }

  static Term or(RowCode code, RexCall call) {
    return junction(code, call, false);
  }

  /** AND stops at the first false operand, OR at the first true one. */
  private static Term junction(RowCode code, RexCall call, boolean and) {
    String v = code.declare("boolean", String.valueOf(and));
    String nil = code.declare("boolean", "false");
    String label = "done" + v;
    code.line(label + ": do {");
    boolean nulls = false;
    for (RexNode operand : call.getOperands()) {
      Term t = code.term(operand);
      String decided = (and ? "!" : "") + "(" + t.value() + ")";
      if (!t.neverNull()) {
        nulls = true;
        code.line("if (" + t.nil() + ") {");
        code.line("  " + nil + " = true;");
        code.line("} else if (" + decided + ") {");
      } else {
        code.line("if (" + decided + ") {");
      }
      code.line("  " + v + " = " + !and + ";");
      code.line("  " + nil + " = false;");
      code.line("  break " + label + ";");
      code.line("}");
    }
    code.line("} while (false);");
    return new Term(nulls ? nil : "false", v, call.getType());
  }

  static Term not(RowCode code, RexCall call) {
    Term t = code.term(call.getOperands().get(0));
    return t.alwaysNull() ? t : new Term(t.nil(), "!(" + t.value() + ")", call.getType());
  }

  /** IS [NOT] NULL and IS [NOT] UNKNOWN. */
  static Term isNull(RowCode code, RexCall call) {
    Term t = code.term(call.getOperands().get(0));
    boolean not = call.getOperator().getName().startsWith("IS NOT");
    return new Term("false", not ? "!" + t.nil() : t.nil(), call.getType());
  }

  /** IS [NOT] TRUE and IS [NOT] FALSE. */
  static Term truth(RowCode code, RexCall call) {
    Term t = code.term(call.getOperands().get(0));
    String name = call.getOperator().getName();
    String is = (name.endsWith("FALSE") ? "!" : "") + "(" + t.value() + ")";
    String v = "(!" + t.nil() + " && " + is + ")";
    return new Term("false", name.startsWith("IS NOT") ? "!" + v : v, call.getType());
  }

  // ------------------------------------------------------------------------ choices

  /** CASE: condition, value, condition, value, …, else; all values are of the result's type. */
  static Term choose(RowCode code, RexCall call) {
    RelDataType type = call.getType();
    String nil = code.declare("boolean", "true");
    String v = code.declare(RowCode.javaType(type), RowCode.defaultOf(type));
    String label = "done" + v;
    List<RexNode> operands = call.getOperands();
    code.line(label + ": do {");
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      Term when = code.term(operands.get(i));
      code.line("if (!" + when.nil() + " && " + when.value() + ") {");
      assign(code, nil, v, code.term(operands.get(i + 1)));
      code.line("break " + label + ";");
      code.line("}");
    }
    assign(code, nil, v, code.term(operands.get(operands.size() - 1)));
    code.line("} while (false);");
    return new Term(type.isNullable() ? nil : "false", v, type);
  }

  private static void assign(RowCode code, String nil, String v, Term t) {
    code.line(nil + " = " + t.nil() + ";");
    code.line(v + " = " + t.value() + ";");
  }

  /** COALESCE and IFNULL; all operands are of the result's type. */
  static Term coalesce(RowCode code, RexCall call) {
    RelDataType type = call.getType();
    String nil = code.declare("boolean", "true");
    String v = code.declare(RowCode.javaType(type), RowCode.defaultOf(type));
    String label = "done" + v;
    code.line(label + ": do {");
    for (RexNode operand : call.getOperands()) {
      Term t = code.term(operand);
      assign(code, nil, v, t);
      code.line("if (!" + nil + ") { break " + label + "; }");
    }
    code.line("} while (false);");
    return new Term(type.isNullable() ? nil : "false", v, type);
  }

  static Term nullIf(RowCode code, RexCall call) {
    List<Term> terms = code.terms(call);
    Term a = terms.get(0);
    Term b = terms.get(1);
    if (a.alwaysNull() || b.alwaysNull()) {
      return a;
    }
    String nil = code.declare("boolean", a.nil());
    String guard = RowCode.anyNull(terms);
    String assign = nil + " = " + comparison(SqlKind.EQUALS, a, b) + ";";
    code.line(guard.equals("false") ? assign : "if (!(" + guard + ")) { " + assign + " }");
    String none = RowCode.defaultOf(call.getType());
    return new Term(
        nil,
        code.declare(RowCode.javaType(call.getType()), nil + " ? " + none + " : " + a.value()),
        call.getType());
  }

  /** GREATEST and LEAST; all operands are of the result's type. */
  static Term extreme(RowCode code, RexCall call) {
    List<Term> terms = code.terms(call);
    RelDataType type = call.getType();
    if (RowCode.anyNull(terms).equals("true")) {
      return code.nullOf(type);
    }
    boolean greatest = call.getOperator().getName().equals("GREATEST");
    SqlKind better = greatest ? SqlKind.GREATER_THAN : SqlKind.LESS_THAN;
    String guard = RowCode.anyNull(terms);
    String nil = guard.equals("false") ? guard : code.declare("boolean", guard);
    String v = code.declare(RowCode.javaType(type), RowCode.defaultOf(type));
    code.line("if (!" + nil + ") {");
    code.line(v + " = " + terms.get(0).value() + ";");
    Term best = new Term("false", v, type);
    for (Term t : terms.subList(1, terms.size())) {
      code.line("if (" + comparison(better, t, best) + ") { " + v + " = " + t.value() + "; }");
    }
    code.line("}");
    return new Term(nil, v, type);
  }
}
