package dev.eddy.expressions;

import dev.eddy.expressions.RowCode.Term;
import dev.eddy.model.type.DataType;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Numbers: integers wrap, decimals round half up and become null where they do not fit. */
final class Arithmetic {
  static final SqlOperator PLUS = operator("+", SqlKind.PLUS, 40);
  static final SqlOperator MINUS = operator("-", SqlKind.MINUS, 40);
  static final SqlOperator TIMES = operator("*", SqlKind.TIMES, 60);
  static final SqlOperator DIVIDE = operator("/", SqlKind.DIVIDE, 60);
  static final SqlOperator REMAINDER = operator("%", SqlKind.MOD, 60);

  private Arithmetic() {}

  private static SqlOperator operator(String name, SqlKind kind, int precedence) {
    return new SqlBinaryOperator(
        name,
        kind,
        precedence,
        true,
        Arithmetic::resultType,
        InferTypes.FIRST_KNOWN,
        new Check(kind));
  }

  // ------------------------------------------------------------------------ types

  /** Which operands an operator takes. */
  record Check(SqlKind kind) implements SqlOperandTypeChecker {
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      boolean fits = fits(kind, binding.getOperandType(0), binding.getOperandType(1));
      if (!fits && throwOnFailure) {
        throw binding.newValidationSignatureError();
      }
      return fits;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.of(2);
    }

    @Override
    public String getAllowedSignatures(SqlOperator op, String name) {
      String numbers = "number " + name + " number";
      return switch (kind) {
        case PLUS, MINUS ->
            numbers
                + ", timestamp "
                + name
                + " interval, date "
                + name
                + " interval of days or months";
        case MOD -> "exact number % exact number";
        default -> numbers;
      };
    }
  }

  private static boolean fits(SqlKind kind, RelDataType l, RelDataType r) {
    if (SqlTypeUtil.isNumeric(l) && SqlTypeUtil.isNumeric(r)) {
      return kind == SqlKind.MOD
          ? SqlTypeUtil.isExactNumeric(l) && SqlTypeUtil.isExactNumeric(r)
          : !mixesFloat(l, r);
    }
    return switch (kind) {
      case PLUS -> shifts(l, r) || shifts(r, l);
      case MINUS -> shifts(l, r);
      default -> false;
    };
  }

  /** FLOAT beside DOUBLE or DECIMAL: Flink's result type depends on the order. */
  static boolean mixesFloat(RelDataType l, RelDataType r) {
    return isFloat(l) != isFloat(r) && !(isInteger(l) || isInteger(r));
  }

  private static boolean isFloat(RelDataType t) {
    return t.getSqlTypeName() == SqlTypeName.FLOAT || t.getSqlTypeName() == SqlTypeName.REAL;
  }

  private static boolean isInteger(RelDataType t) {
    return SqlTypeName.INT_TYPES.contains(t.getSqlTypeName());
  }

  private static boolean shifts(RelDataType time, RelDataType interval) {
    if (!SqlTypeUtil.isInterval(interval)) {
      return false;
    }
    return switch (time.getSqlTypeName()) {
      case TIMESTAMP -> true;
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          SqlTypeName.DAY_INTERVAL_TYPES.contains(interval.getSqlTypeName());
      case DATE ->
          interval.getSqlTypeName() == SqlTypeName.INTERVAL_DAY
              || SqlTypeName.YEAR_INTERVAL_TYPES.contains(interval.getSqlTypeName());
      default -> false;
    };
  }

  private static RelDataType resultType(SqlOperatorBinding b) {
    RelDataType l = b.getOperandType(0);
    RelDataType r = b.getOperandType(1);
    boolean nullable = l.isNullable() || r.isNullable();
    SqlKind kind = b.getOperator().getKind();
    if (!SqlTypeUtil.isNumeric(l) || !SqlTypeUtil.isNumeric(r)) {
      RelDataType time = SqlTypeUtil.isInterval(l) ? r : l;
      return SqlTypes.FACTORY.createTypeWithNullability(time, nullable);
    }
    if (kind == SqlKind.MOD) {
      return remainderType(b);
    }
    RelDataType t = decimalType(kind, l, r);
    if (t != null) {
      return SqlTypes.FACTORY.createTypeWithNullability(t, nullable || mayOverflow(t));
    }
    t = SqlTypes.FACTORY.leastRestrictive(List.of(l, r));
    return SqlTypes.FACTORY.createTypeWithNullability(t, nullable);
  }

  private static @Nullable RelDataType decimalType(SqlKind kind, RelDataType l, RelDataType r) {
    RelDataTypeFactory f = SqlTypes.FACTORY;
    RelDataTypeSystem system = f.getTypeSystem();
    return switch (kind) {
      case TIMES -> system.deriveDecimalMultiplyType(f, l, r);
      case DIVIDE -> system.deriveDecimalDivideType(f, l, r);
      case MOD -> system.deriveDecimalModType(f, l, r);
      default -> system.deriveDecimalPlusType(f, l, r);
    };
  }

  /** Whether the rule for the type had to give digits away, so that a result may not fit. */
  private static boolean mayOverflow(RelDataType decimal) {
    return decimal.getPrecision() == SqlTypes.MAX_DECIMAL;
  }

  static RelDataType remainderType(SqlOperatorBinding b) {
    RelDataType l = b.getOperandType(0);
    RelDataType r = b.getOperandType(1);
    if (!SqlTypeUtil.isExactNumeric(l) || !SqlTypeUtil.isExactNumeric(r)) {
      if (b instanceof SqlCallBinding call) {
        throw call.newValidationSignatureError();
      }
    }
    RelDataType t = decimalType(SqlKind.MOD, l, r);
    return SqlTypes.FACTORY.createTypeWithNullability(
        t == null ? r : t, l.isNullable() || r.isNullable());
  }

  static RelDataType roundedType(SqlOperatorBinding b) {
    RelDataType t = b.getOperandType(0);
    if (!SqlTypeUtil.isDecimal(t)) {
      return SqlTypes.FACTORY.createTypeWithNullability(t, Functions.anyNullable(b));
    }
    int digits = 0;
    if (b.getOperandCount() == 2) {
      if (!(b instanceof SqlCallBinding call) || !(call.operand(1) instanceof SqlLiteral literal)) {
        // the scale of the result must be known; the binder says so at the argument
        return Functions.nullable(t);
      }
      digits = literal.intValue(true);
    }
    DataType rounded = SqlTypes.rounded(SqlTypes.of(t), digits);
    return SqlTypes.rel(
        rounded.withNullable(t.isNullable() || rounded.precision() == SqlTypes.MAX_DECIMAL));
  }

  // ------------------------------------------------------------------------ code

  static Term generate(RowCode code, RexCall call) {
    List<Term> terms = code.terms(call);
    Term l = terms.get(0);
    Term r = terms.get(1);
    RelDataType type = call.getType();
    if (!SqlTypeUtil.isNumeric(type)) {
      return TimeCode.shift(code, call, l, r);
    }
    String op =
        switch (call.getOperator().getName()) {
          case "MOD" -> "%";
          default -> call.getOperator().getName();
        };
    if (type.getSqlTypeName() == SqlTypeName.DECIMAL) {
      String method =
          switch (op) {
            case "+" -> "add";
            case "-" -> "subtract";
            case "*" -> "multiply";
            case "/" -> "divide";
            default -> "mod";
          };
      String java =
          "Numbers." + method + "(" + asDecimal(l) + ", " + asDecimal(r) + sized(type) + ")";
      return type.isNullable()
          ? code.strictOrNull(type, terms, v -> java)
          : code.strict(type, terms, v -> java);
    }
    // % keeps its operands, for its type is that of the right one and the left may be wider
    String javaType = RowCode.javaType(type);
    String java =
        op.equals("%")
            ? l.value() + " % " + r.value()
            : "(" + javaType + ") " + paren(l) + " " + op + " (" + javaType + ") " + paren(r);
    return code.strict(type, terms, v -> "(" + javaType + ") (" + java + ")");
  }

  private static String paren(Term t) {
    return t.type().getSqlTypeName() == SqlTypeName.DECIMAL
        ? t.value() + ".doubleValue()"
        : "(" + t.value() + ")";
  }

  /** {@code , precision, scale}. */
  static String sized(RelDataType decimal) {
    return ", " + decimal.getPrecision() + ", " + decimal.getScale();
  }

  /** A Java text of an exact number as a BigDecimal. */
  static String asDecimal(Term t) {
    return t.type().getSqlTypeName() == SqlTypeName.DECIMAL
        ? t.value()
        : "BigDecimal.valueOf((long) " + "(" + t.value() + "))";
  }

  static Term negate(RowCode code, RexCall call) {
    List<Term> terms = code.terms(call);
    String javaType = RowCode.javaType(call.getType());
    return code.strict(
        call.getType(),
        terms,
        v ->
            javaType.equals("BigDecimal")
                ? v.get(0) + ".negate()"
                : "(" + javaType + ") (-(" + v.get(0) + "))");
  }

  static Term abs(RowCode code, RexCall call) {
    List<Term> terms = code.terms(call);
    String javaType = RowCode.javaType(call.getType());
    return code.strict(
        call.getType(),
        terms,
        v ->
            javaType.equals("BigDecimal")
                ? v.get(0) + ".abs()"
                : "(" + javaType + ") Math.abs(" + v.get(0) + ")");
  }

  static Term sign(RowCode code, RexCall call) {
    List<Term> terms = code.terms(call);
    String javaType = RowCode.javaType(call.getType());
    return code.strict(
        call.getType(),
        terms,
        v ->
            switch (javaType) {
              case "BigDecimal" -> "Numbers.sign(" + v.get(0) + ")";
              case "double", "float" -> "Math.signum(" + v.get(0) + ")";
              default -> "(" + javaType + ") Long.signum((long) (" + v.get(0) + "))";
            });
  }

  /** ROUND and TRUNCATE. */
  static Term round(RowCode code, RexCall call) {
    List<Term> terms = code.terms(call);
    RelDataType type = call.getType();
    String javaType = RowCode.javaType(type);
    String method = call.getOperator().getName().equals("ROUND") ? "round" : "truncate";
    String digits = terms.size() == 2 ? terms.get(1).value() : "0";
    String v = terms.get(0).value();
    if (javaType.equals("BigDecimal")) {
      String java = "Numbers." + method + "(" + v + ", " + digits + sized(type) + ")";
      return type.isNullable()
          ? code.strictOrNull(type, terms, x -> java)
          : code.strict(type, terms, x -> java);
    }
    boolean whole = SqlTypes.of(type).root().isInteger();
    String as = whole ? "(long) (" : "(double) (";
    return code.strict(
        type,
        terms,
        x -> "(" + javaType + ") Numbers." + method + "(" + as + v + "), " + digits + ")");
  }
}
