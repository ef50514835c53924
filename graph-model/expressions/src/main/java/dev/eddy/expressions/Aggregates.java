package dev.eddy.expressions;

import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.expression.Expressions.Function;
import dev.eddy.model.expression.Expressions.TypedAggregate;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** One aggregate call: COUNT(*), or COUNT, SUM, AVG, MIN, MAX of an expression. */
final class Aggregates {
  private static final String REMEDY =
      "Write one of COUNT(*), COUNT(x), SUM(x), AVG(x), MIN(x), MAX(x).";

  static final Map<String, Function> HELP =
      Map.of(
          "COUNT",
          new Function(
              "COUNT", "COUNT(*) or COUNT(value)", "Number of rows, or of values not null."),
          "SUM",
          new Function("SUM", "SUM(number)", "Sum of the values; null where there are none."),
          "AVG",
          new Function(
              "AVG", "AVG(number)", "Mean, of the argument's type: of INT it has no fraction."),
          "MIN",
          new Function("MIN", "MIN(value)", "Least value; nulls are passed over."),
          "MAX",
          new Function("MAX", "MAX(value)", "Greatest value; nulls are passed over."));

  private Aggregates() {}

  static TypedAggregate of(String name, String text, Schema input, int argumentColumn)
      throws Front.Errors {
    SqlNode node = Front.parse(text, input);
    SqlParserPos at = node.getParserPosition();
    if (!(node instanceof SqlCall call)) {
      throw Front.error(at, "no-aggregate", "This is no aggregate.", REMEDY);
    }
    switch (call.getKind()) {
      case FILTER -> throw unsupported(at, "FILTER in an aggregate");
      case OVER, WITHIN_GROUP, WITHIN_DISTINCT, RESPECT_NULLS, IGNORE_NULLS ->
          throw unsupported(at, call.getOperator().getName() + " in an aggregate");
      default -> {
        // a call, or what is refused below
      }
    }
    String called = call.getOperator().getName().toUpperCase(Locale.ROOT);
    Optional<AggregateFunction> found =
        Arrays.stream(AggregateFunction.values()).filter(f -> f.name().equals(called)).findFirst();
    if (found.isEmpty()) {
      throw Front.error(at, "no-aggregate", called + " is no aggregate that Eddy knows.", REMEDY);
    }
    if (call.getFunctionQuantifier() != null) {
      throw unsupported(
          call.getFunctionQuantifier().getParserPosition(),
          call.getFunctionQuantifier() + " in an aggregate");
    }
    if (call.operandCount() != 1) {
      throw Front.error(at, "arguments", called + " takes one argument.", REMEDY);
    }
    AggregateFunction function = found.get();
    SqlNode operand = call.operand(0);
    if (operand instanceof SqlIdentifier id && id.isStar()) {
      if (function != AggregateFunction.COUNT) {
        throw Front.error(
            operand.getParserPosition(), "star", called + " needs an argument.", REMEDY);
      }
      return new TypedAggregate(
          new AggregateCall(name, function, null, null, -1, DataType.BIGINT.notNull()), List.of());
    }
    String argument = argumentText(text, at);
    Front.Bound bound = Front.bind(operand, input);
    DataType result = resultType(function, bound.type(), operand.getParserPosition());
    return new TypedAggregate(
        new AggregateCall(name, function, argument, bound.type(), argumentColumn, result),
        bound.warnings());
  }

  private static Front.Errors unsupported(SqlParserPos at, String what) {
    return Front.error(at, "not-supported", "not supported: " + what + ".", REMEDY);
  }

  /** What stands between the parentheses of the call. */
  private static String argumentText(String text, SqlParserPos call) {
    int start = SqlText.offset(text, call.getLineNum(), call.getColumnNum());
    int open = text.indexOf('(', start);
    int close = SqlText.offset(text, call.getEndLineNum(), call.getEndColumnNum());
    return text.substring(open + 1, close).strip();
  }

  /** By Flink's rules; a sum of decimals is null where it does not fit. */
  private static DataType resultType(AggregateFunction function, DataType t, SqlParserPos at)
      throws Front.Errors {
    return switch (function) {
      case COUNT -> DataType.BIGINT.notNull();
      case MIN, MAX -> t;
      case SUM, AVG -> {
        if (!t.root().isNumeric()) {
          throw Front.error(
              at, "type", function + " of " + t.sql() + " is not possible.", "It takes a number.");
        }
        yield switch (t.root()) {
          case DECIMAL ->
              DataType.decimal(
                  SqlTypes.MAX_DECIMAL,
                  function == AggregateFunction.SUM ? t.scale() : Math.max(6, t.scale()));
          default -> t;
        };
      }
    };
  }
}
