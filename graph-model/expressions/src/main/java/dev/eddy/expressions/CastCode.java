package dev.eddy.expressions;

import dev.eddy.expressions.RowCode.Term;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.TypeRoot;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlCastFunction;

/** CAST and TRY_CAST by Flink's rules. */
final class CastCode {
  static final SqlFunction CAST = new Cast("CAST", SqlKind.CAST);
  static final SqlFunction TRY_CAST = new Cast("TRY_CAST", SqlKind.SAFE_CAST);

  private CastCode() {}

  private static final class Cast extends SqlCastFunction {
    Cast(String name, SqlKind kind) {
      super(name, kind);
    }

    /** The binder asks {@link #castable}, and knows how to say it. */
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      return true;
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding b) {
      RelDataType from = b.getOperandType(0);
      RelDataType to = b.getOperandType(1);
      boolean nullable = from.isNullable() || getKind() == SqlKind.SAFE_CAST;
      if (SqlTypes.isColumnType(to) && SqlTypes.isColumnType(from)) {
        nullable |= mayNotFit(SqlTypes.of(from), SqlTypes.of(to));
      }
      return SqlTypes.FACTORY.createTypeWithNullability(to, nullable);
    }
  }

  /** A number that a DECIMAL does not hold becomes null, in a plain CAST as well. */
  private static boolean mayNotFit(DataType from, DataType to) {
    if (to.root() != TypeRoot.DECIMAL) {
      return false;
    }
    if (from.root().isInteger() || from.root() == TypeRoot.DECIMAL) {
      DataType f = SqlTypes.asDecimal(from);
      boolean rounds = f.scale() > to.scale();
      return f.precision() - f.scale() + (rounds ? 1 : 0) > to.precision() - to.scale();
    }
    return from.root() != TypeRoot.BOOLEAN || to.precision() == to.scale();
  }

  static boolean castable(DataType from, DataType to) {
    TypeRoot f = from.root();
    TypeRoot t = to.root();
    if (t.isText()) {
      return f != TypeRoot.TIMESTAMP_LTZ && !(f == TypeRoot.TIME && from.precision() > 0);
    }
    return switch (f) {
      case BOOLEAN -> t == TypeRoot.BOOLEAN || t.isNumeric();
      case TINYINT, SMALLINT, INT, BIGINT, DECIMAL -> t == TypeRoot.BOOLEAN || t.isNumeric();
      case FLOAT, DOUBLE -> t.isNumeric();
      case CHAR, VARCHAR -> t != TypeRoot.TIMESTAMP_LTZ;
      case DATE -> t == TypeRoot.DATE || t == TypeRoot.TIMESTAMP;
      case TIME -> t == TypeRoot.TIME;
      case TIMESTAMP -> t == TypeRoot.TIMESTAMP || t == TypeRoot.DATE || t == TypeRoot.TIME;
      case TIMESTAMP_LTZ -> t == TypeRoot.TIMESTAMP_LTZ;
    };
  }

  static Term generate(RowCode code, RexCall call) {
    Term operand = code.term(call.getOperands().get(0));
    return cast(code, operand, call.getType(), call.getOperator() == TRY_CAST);
  }

  private static Term cast(RowCode code, Term operand, RelDataType type, boolean attempt) {
    if (operand.alwaysNull()) {
      return code.nullOf(type);
    }
    DataType from = SqlTypes.of(operand.type());
    DataType to = SqlTypes.of(type);
    List<Term> one = List.of(operand);
    String v = operand.value();
    if (from.withNullable(true).equals(to.withNullable(true))) {
      return new Term(operand.nil(), v, type);
    }
    if (to.root() == TypeRoot.DECIMAL) {
      String java = toDecimal(from, v, Arithmetic.sized(type), to.scale(), attempt);
      return type.isNullable()
          ? code.strictOrNull(type, one, x -> java)
          : code.strict(type, one, x -> java);
    }
    if (from.root().isText() && !to.root().isText()) {
      String java = fromText(to, v, attempt);
      if (attempt) {
        return code.strictOrNull(type, one, x -> java);
      }
      return code.strict(type, one, x -> "(" + RowCode.javaType(type) + ") " + java);
    }
    String java = plain(from, to, v);
    return code.strict(type, one, x -> java);
  }

  private static String toDecimal(
      DataType from, String v, String sized, int scale, boolean attempt) {
    TypeRoot f = from.root();
    if (f.isText()) {
      return "Casts." + (attempt ? "tryDecimal(" : "toDecimal(") + v + sized + ")";
    }
    if (f == TypeRoot.BOOLEAN) {
      return "Numbers.fit(Casts.decimal(" + v + ", " + scale + ")" + sized + ")";
    }
    if (f == TypeRoot.DECIMAL) {
      return "Numbers.fit(" + v + sized + ")";
    }
    return "Casts.decimal(" + (f.isInteger() ? "(long) (" : "(double) (") + v + ")" + sized + ")";
  }

  /** With {@code attempt} an object or null, else a primitive. */
  private static String fromText(DataType to, String v, boolean attempt) {
    String call = attempt ? "Casts.try" : "Casts.to";
    return switch (to.root()) {
      case BOOLEAN -> call + "Boolean(" + v + ")";
      case TINYINT -> integer(v, attempt, "-128L, 127L", "TINYINT");
      case SMALLINT -> integer(v, attempt, "-32768L, 32767L", "SMALLINT");
      case INT -> integer(v, attempt, "-2147483648L, 2147483647L", "INT");
      case BIGINT -> integer(v, attempt, "Long.MIN_VALUE, Long.MAX_VALUE", "BIGINT");
      case FLOAT -> call + "Float(" + v + ")";
      case DOUBLE -> call + "Double(" + v + ")";
      case DATE -> attempt ? "Times.tryDate(" + v + ")" : "Casts.toDate(" + v + ")";
      case TIME -> attempt ? "Times.tryTime(" + v + ")" : "Casts.toTime(" + v + ")";
      case TIMESTAMP ->
          (attempt ? "Times.tryTimestamp(" : "Casts.toTimestamp(")
              + v
              + ", "
              + to.precision()
              + ")";
      default -> throw new IllegalStateException(to.toString());
    };
  }

  private static String integer(String v, boolean attempt, String bounds, String type) {
    return attempt
        ? "Casts.tryInteger(" + v + ", " + bounds + ")"
        : "Casts.toInteger(" + v + ", " + bounds + ", \"" + type + "\")";
  }

  private static String plain(DataType from, DataType to, String v) {
    TypeRoot f = from.root();
    return switch (to.root()) {
      case CHAR -> "Casts.padded(" + toText(from, v) + ", " + to.precision() + ")";
      case VARCHAR ->
          to.precision() == DataType.UNBOUNDED
                  || f == TypeRoot.VARCHAR && from.precision() <= to.precision()
                  || f == TypeRoot.CHAR && from.precision() <= to.precision()
              ? toText(from, v)
              : "Casts.cut(" + toText(from, v) + ", " + to.precision() + ")";
      case BOOLEAN -> f == TypeRoot.DECIMAL ? v + ".signum() != 0" : v + " != 0";
      case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE -> number(from, to, v);
      case DATE -> "Times.day(" + v + ")";
      case TIME -> f == TypeRoot.TIMESTAMP ? time(to, "Times.clock(" + v + ")") : time(to, v);
      case TIMESTAMP ->
          f == TypeRoot.DATE
              ? "Times.timestamp(" + v + ")"
              : "Times.cut(" + v + ", " + to.precision() + ")";
      case TIMESTAMP_LTZ -> "Times.cut(" + v + ", " + to.precision() + ")";
      case DECIMAL -> throw new IllegalStateException();
    };
  }

  private static String time(DataType to, String v) {
    return "(int) Times.cut(" + v + ", " + to.precision() + ")";
  }

  private static String number(DataType from, DataType to, String v) {
    String java = RowCode.javaType(SqlTypes.rel(to));
    boolean whole = to.root().isInteger();
    return switch (from.root()) {
      case BOOLEAN -> "(" + java + ") (" + v + " ? 1 : 0)";
      case DECIMAL ->
          whole
              ? "(" + java + ") Casts.integerPart(" + v + ")"
              : v + (java.equals("float") ? ".floatValue()" : ".doubleValue()");
      default -> "(" + java + ") (" + v + ")";
    };
  }

  private static String toText(DataType from, String v) {
    return switch (from.root()) {
      case CHAR, VARCHAR -> v;
      case DATE -> "Times.dateText(" + v + ")";
      case TIME -> "Times.timeText(" + v + ")";
      case TIMESTAMP -> "Times.timestampText(" + v + ", " + from.precision() + ")";
      case TINYINT, SMALLINT, INT, BIGINT -> "Casts.text((long) (" + v + "))";
      default -> "Casts.text(" + v + ")";
    };
  }
}
