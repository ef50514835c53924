package dev.eddy.expressions;

import dev.eddy.expressions.RowCode.Term;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Dates, times and intervals. */
final class TimeCode {
  /** Units of a fixed length, in milliseconds. */
  static final Map<TimeUnitRange, Long> FIXED =
      Map.of(
          TimeUnitRange.SECOND, 1_000L,
          TimeUnitRange.MINUTE, 60_000L,
          TimeUnitRange.HOUR, 3_600_000L,
          TimeUnitRange.DAY, 86_400_000L,
          TimeUnitRange.WEEK, 604_800_000L);

  static final Map<TimeUnitRange, Integer> MONTHS =
      Map.of(TimeUnitRange.MONTH, 1, TimeUnitRange.QUARTER, 3, TimeUnitRange.YEAR, 12);

  private static final Map<TimeUnitRange, String> DAY_PARTS =
      Map.of(
          TimeUnitRange.YEAR, "year",
          TimeUnitRange.QUARTER, "quarter",
          TimeUnitRange.MONTH, "month",
          TimeUnitRange.WEEK, "week",
          TimeUnitRange.DAY, "dayOfMonth",
          TimeUnitRange.DOY, "dayOfYear",
          TimeUnitRange.DOW, "dayOfWeek");

  private static final Map<TimeUnitRange, String> CLOCK_PARTS =
      Map.of(
          TimeUnitRange.HOUR, "hour",
          TimeUnitRange.MINUTE, "minute",
          TimeUnitRange.SECOND, "second");

  private TimeCode() {}

  private static TimeUnitRange unit(RexNode flag) {
    return Objects.requireNonNull(((RexLiteral) flag).getValueAs(TimeUnitRange.class));
  }

  static boolean extracts(TimeUnitRange unit, RelDataType from) {
    boolean day = Parameter.DAY.takes(from);
    boolean clock = Parameter.CLOCK.takes(from);
    return DAY_PARTS.containsKey(unit) && day || CLOCK_PARTS.containsKey(unit) && clock;
  }

  static Term extract(RowCode code, RexCall call) {
    TimeUnitRange unit = unit(call.getOperands().get(0));
    Term t = code.term(call.getOperands().get(1));
    String part = DAY_PARTS.get(unit);
    String java =
        part != null
            ? "Times." + part + "(" + RowCode.passed(t, Parameter.DAY) + ")"
            : "Times." + CLOCK_PARTS.get(unit) + "(" + RowCode.passed(t, Parameter.CLOCK) + ")";
    return code.strict(call.getType(), List.of(t), v -> java);
  }

  /** A timestamp or date plus or minus an interval. */
  static Term shift(RowCode code, RexCall call, Term left, Term right) {
    Term time = SqlTypeUtil.isInterval(left.type()) ? right : left;
    Term interval = time == left ? right : left;
    String sign = call.getOperator() == Arithmetic.MINUS ? "-" : "";
    boolean months = SqlTypeName.YEAR_INTERVAL_TYPES.contains(interval.type().getSqlTypeName());
    boolean date = time.type().getSqlTypeName() == SqlTypeName.DATE;
    String by = sign + "(" + interval.value() + ")";
    String java =
        months
            ? "Times.addMonths(" + time.value() + ", " + by + ")"
            : date
                ? "(int) (" + time.value() + " + " + by + " / 86400000L)"
                : time.value() + " + " + by;
    return code.strict(call.getType(), List.of(time, interval), v -> java);
  }

  static Term add(RowCode code, RexCall call) {
    TimeUnitRange unit = unit(call.getOperands().get(0));
    List<Term> terms =
        List.of(code.term(call.getOperands().get(1)), code.term(call.getOperands().get(2)));
    Long fixed = FIXED.get(unit);
    return code.strict(
        call.getType(),
        terms,
        v ->
            fixed != null
                ? v.get(1) + " + (long) (" + v.get(0) + ") * " + fixed + "L"
                : "Times.addMonths("
                    + v.get(1)
                    + ", (long) ("
                    + v.get(0)
                    + ") * "
                    + MONTHS.get(unit)
                    + ")");
  }

  static Term difference(RowCode code, RexCall call) {
    TimeUnitRange unit = unit(call.getOperands().get(0));
    Term from = asTimestamp(code.term(call.getOperands().get(1)));
    Term to = asTimestamp(code.term(call.getOperands().get(2)));
    Long fixed = FIXED.get(unit);
    return code.strict(
        call.getType(),
        List.of(from, to),
        v ->
            fixed != null
                ? "(int) ((" + v.get(1) + " - " + v.get(0) + ") / " + fixed + "L)"
                : "Times.monthsBetween(" + v.get(1) + ", " + v.get(0) + ") / " + MONTHS.get(unit));
  }

  private static Term asTimestamp(Term t) {
    return t.type().getSqlTypeName() == SqlTypeName.DATE
        ? new Term(t.nil(), "Times.timestamp(" + t.value() + ")", t.type())
        : t;
  }

  /** FLOOR and CEIL of numbers and of timestamps. */
  static Term floor(RowCode code, RexCall call) {
    boolean floor = call.getOperator().getName().equals("FLOOR");
    Term t = code.term(call.getOperands().get(0));
    RelDataType type = call.getType();
    String method = floor ? "floor" : "ceil";
    if (call.getOperands().size() == 1) {
      return switch (RowCode.javaType(type)) {
        case "BigDecimal" ->
            code.strict(type, List.of(t), v -> "Numbers." + method + "(" + v.get(0) + ")");
        case "double", "float" ->
            code.strict(
                type,
                List.of(t),
                v -> "(" + RowCode.javaType(type) + ") Math." + method + "(" + v.get(0) + ")");
        default -> t;
      };
    }
    TimeUnitRange unit = unit(call.getOperands().get(1));
    boolean date = type.getSqlTypeName() == SqlTypeName.DATE;
    if (unit == TimeUnitRange.WEEK || MONTHS.containsKey(unit)) {
      String name =
          switch (unit) {
            case WEEK -> "floorWeek";
            case MONTH -> "floorMonth";
            case QUARTER -> "floorQuarter";
            default -> "floorYear";
          };
      String java = "Times." + name + "(" + RowCode.passed(t, Parameter.DAY) + ")";
      return code.strict(type, List.of(t), v -> date ? java : "Times.timestamp(" + java + ")");
    }
    if (date) {
      return t;
    }
    return code.strict(
        type, List.of(t), v -> "Times." + method + "(" + v.get(0) + ", " + FIXED.get(unit) + "L)");
  }

  static Term toTimestamp(RowCode code, RexCall call) {
    List<Term> terms = code.terms(call);
    return code.strictOrNull(
        call.getType(),
        terms,
        v -> "Times.tryTimestamp(" + v.get(0) + ", " + (v.size() == 1 ? "3" : v.get(1)) + ")");
  }
}
