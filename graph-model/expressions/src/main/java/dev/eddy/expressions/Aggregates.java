package dev.eddy.expressions;

import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.expression.Expressions.Function;
import dev.eddy.model.expression.Expressions.TypedAggregate;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** One aggregate call: COUNT(*), or a function of an expression, of distinct values, filtered. */
final class Aggregates {
  private static final int REGEX = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  private static final String REMEDY =
      "Write one of COUNT(*), COUNT(x), SUM(x), AVG(x), MIN(x), MAX(x), FIRST_VALUE(x),"
          + " LAST_VALUE(x), LISTAGG(x), VAR_POP(x), VAR_SAMP(x), STDDEV_POP(x), STDDEV_SAMP(x),"
          + " with DISTINCT before x or FILTER (WHERE condition) behind.";

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

  private static final Pattern FILTER =
      Pattern.compile("\\s*FILTER\\s*\\(\\s*WHERE\\b(.*)\\)\\s*", REGEX);
  private static final Pattern DISTINCT = Pattern.compile("\\s*DISTINCT\\b(.*)", REGEX);

  static TypedAggregate of(String name, String text, Schema input, int argumentColumn)
      throws Front.Errors {
    SqlNode node = Front.parse(text, input);
    SqlParserPos at = node.getParserPosition();
    if (!(node instanceof SqlCall outer)) {
      throw Front.error(at, "no-aggregate", "This is no aggregate.", REMEDY);
    }
    switch (outer.getKind()) {
      case OVER, WITHIN_GROUP, WITHIN_DISTINCT, RESPECT_NULLS, IGNORE_NULLS ->
          throw unsupported(at, outer.getOperator().getName() + " in an aggregate");
      default -> {
        // a call, or what is refused below
      }
    }
    String filter = "";
    SqlCall call = outer;
    if (outer.getKind() == SqlKind.FILTER && outer.operand(0) instanceof SqlCall filtered) {
      SqlNode condition = outer.operand(1);
      call = filtered;
      DataType type = Front.bind(condition, input).type();
      if (type.root() != TypeRoot.BOOLEAN) {
        throw Front.error(
            condition.getParserPosition(),
            "type",
            "FILTER takes a condition, not " + type.sql() + ".",
            "Write a comparison after WHERE.");
      }
      SqlParserPos inner = call.getParserPosition();
      int end = SqlText.offset(text, inner.getEndLineNum(), inner.getEndColumnNum()) + 1;
      Matcher m = FILTER.matcher(text.substring(end));
      if (!m.matches()) {
        throw unsupported(at, "such a FILTER in an aggregate");
      }
      filter = m.group(1).strip();
    }
    return typed(name, text, input, argumentColumn, call, filter);
  }

  private static TypedAggregate typed(
      String name, String text, Schema input, int argumentColumn, SqlCall call, String filter)
      throws Front.Errors {
    SqlParserPos at = call.getParserPosition();
    String called = call.getOperator().getName().toUpperCase(Locale.ROOT);
    Optional<AggregateFunction> found =
        Arrays.stream(AggregateFunction.values()).filter(f -> f.name().equals(called)).findFirst();
    if (found.isEmpty()) {
      throw Front.error(at, "no-aggregate", called + " is no aggregate that Eddy knows.", REMEDY);
    }
    AggregateFunction function = found.get();
    boolean distinct = isDistinct(call);
    int operands = call.operandCount();
    if (operands != 1 && !(function == AggregateFunction.LISTAGG && operands == 2)) {
      throw Front.error(at, "arguments", called + " takes one argument.", REMEDY);
    }
    SqlNode operand = call.operand(0);
    if (operand instanceof SqlIdentifier id && id.isStar()) {
      if (function != AggregateFunction.COUNT || distinct) {
        throw Front.error(
            operand.getParserPosition(), "star", called + " needs an argument.", REMEDY);
      }
      if (filter.isEmpty()) {
        return new TypedAggregate(
            new AggregateCall(name, function, null, null, -1, DataType.BIGINT.notNull()),
            List.of());
      }
      return filtered(name, function, filter, "1", input, argumentColumn, false, "");
    }
    String separator = operands == 2 ? separator(call.operand(1)) : defaultSeparator(function);
    String argument = argumentText(text, at, operands == 2 ? call.operand(1) : null, distinct);
    Front.Bound bound = Front.bind(operand, input);
    DataType result = resultType(function, bound.type(), operand.getParserPosition());
    if (!filter.isEmpty()) {
      return filtered(name, function, filter, argument, input, argumentColumn, distinct, separator);
    }
    return new TypedAggregate(
        new AggregateCall(
            name, function, argument, bound.type(), argumentColumn, result, distinct, separator),
        bound.warnings());
  }

  private static boolean isDistinct(SqlCall call) throws Front.Errors {
    SqlLiteral quantifier = call.getFunctionQuantifier();
    if (quantifier == null) {
      return false;
    }
    if (!quantifier.toString().equalsIgnoreCase("DISTINCT")) {
      throw unsupported(quantifier.getParserPosition(), quantifier + " in an aggregate");
    }
    return true;
  }

  private static String defaultSeparator(AggregateFunction function) {
    return function == AggregateFunction.LISTAGG ? "," : "";
  }

  private static String separator(SqlNode node) throws Front.Errors {
    if (node instanceof SqlCharStringLiteral literal) {
      return literal.getValueAs(String.class);
    }
    throw Front.error(
        node.getParserPosition(),
        "arguments",
        "The separator of LISTAGG is a text in quotes.",
        "Write it as in LISTAGG(x, ';').");
  }

  /** A call of which nulls are skipped, so that a filter is the same as a null elsewhere. */
  private static TypedAggregate filtered(
      String name,
      AggregateFunction function,
      String filter,
      String argument,
      Schema input,
      int argumentColumn,
      boolean distinct,
      String separator)
      throws Front.Errors {
    String folded = "CASE WHEN (" + closed(filter) + ") THEN (" + closed(argument) + ") END";
    SqlNode node = Front.parse(folded, input);
    Front.Bound bound = Front.bind(node, input);
    DataType result = resultType(function, bound.type(), node.getParserPosition());
    return new TypedAggregate(
        new AggregateCall(
            name, function, folded, bound.type(), argumentColumn, result, distinct, separator),
        bound.warnings());
  }

  /** A text that what follows it stays outside of, where it ends in a comment. */
  private static String closed(String text) {
    return text.contains("--") || text.contains("//") ? text + "\n" : text;
  }

  private static Front.Errors unsupported(SqlParserPos at, String what) {
    return Front.error(at, "not-supported", "not supported: " + what + ".", REMEDY);
  }

  /**
   * What stands between the parentheses of the call: its first argument.
   *
   * @param second the second one, or null
   */
  private static String argumentText(
      String text, SqlParserPos call, @Nullable SqlNode second, boolean distinct) {
    int start = SqlText.offset(text, call.getLineNum(), call.getColumnNum());
    int open = text.indexOf('(', start);
    int close = SqlText.offset(text, call.getEndLineNum(), call.getEndColumnNum());
    String inside = text.substring(open + 1, close);
    if (second != null) {
      SqlParserPos p = second.getParserPosition();
      int end = SqlText.offset(text, p.getLineNum(), p.getColumnNum());
      inside = text.substring(open + 1, text.lastIndexOf(',', end));
    }
    if (distinct) {
      Matcher m = DISTINCT.matcher(inside);
      if (m.matches()) {
        inside = m.group(1);
      }
    }
    return inside.strip();
  }

  /** By Flink's rules; a sum of decimals is null where it does not fit. */
  private static DataType resultType(AggregateFunction function, DataType t, SqlParserPos at)
      throws Front.Errors {
    return switch (function) {
      case COUNT -> DataType.BIGINT.notNull();
      case MIN, MAX -> t;
      case FIRST_VALUE, LAST_VALUE -> t;
      case LISTAGG -> {
        if (!t.root().isText()) {
          throw Front.error(
              at, "type", "LISTAGG of " + t.sql() + " is not possible.", "Cast it to VARCHAR.");
        }
        yield DataType.VARCHAR.withNullable(t.nullable());
      }
      case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> {
        if (t.root() != TypeRoot.DOUBLE) {
          throw Front.error(
              at,
              "type",
              "not supported: " + function + " of " + t.sql() + ".",
              "Cast it to DOUBLE: Flink would compute in " + t.sql() + ", whole numbers and all.");
        }
        yield DataType.DOUBLE;
      }
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
