package dev.eddy.expressions;

import dev.eddy.model.function.Patterns;
import dev.eddy.model.function.Times;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/**
 * Turns a validated expression into a RexNode and refuses what Calcite takes and Flink does not,
 * while the place of everything is still known. BETWEEN, IN, IF and the NOT forms become the
 * operators that they stand for.
 */
final class Binder {
  private final SqlValidatorImpl validator;
  private final Schema input;
  private final RexBuilder rex = new RexBuilder(SqlTypes.FACTORY);
  private final List<Problem> warnings = new ArrayList<>();

  Binder(SqlValidatorImpl validator, Schema input) {
    this.validator = validator;
    this.input = input;
  }

  List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  /** The whole expression, which must be of a type that a column can have. */
  RexNode bindRoot(SqlNode node) {
    if (isNullLiteral(node)) {
      throw new Refused(
          node.getParserPosition(),
          "type",
          "NULL alone has no type.",
          "Write CAST(NULL AS INT), or another type.");
    }
    RexNode bound = bind(node);
    if (!SqlTypes.isColumnType(bound.getType())) {
      throw Refused.notSupported(
          node.getParserPosition(), "a column of type " + SqlTypes.text(bound.getType()), "");
    }
    return bound;
  }

  private RelDataType typeOf(SqlNode node) {
    return validator.getValidatedNodeType(node);
  }

  private static boolean isNullLiteral(SqlNode node) {
    return SqlUtil.isNullLiteral(node, false);
  }

  // ------------------------------------------------------------------------ nodes

  private RexNode bind(SqlNode node) {
    if (node instanceof SqlIdentifier id) {
      int column = input.indexOf(id.getSimple());
      return rex.makeInputRef(SqlTypes.rel(input.type(column)), column);
    }
    if (node instanceof SqlLiteral literal) {
      return literal(literal);
    }
    if (node instanceof SqlCall call) {
      return call(call);
    }
    throw Refused.notSupported(node.getParserPosition(), node.toString(), "");
  }

  /** The expression as a value of a type, widened where SQL does that silently. */
  private RexNode bindAs(SqlNode node, RelDataType type) {
    if (isNullLiteral(node)) {
      return rex.makeNullLiteral(Functions.nullable(type));
    }
    return widened(node, bind(node), type);
  }

  private RexNode widened(SqlNode node, RexNode value, RelDataType type) {
    RelDataType from = value.getType();
    RelDataType to = SqlTypes.FACTORY.createTypeWithNullability(type, from.isNullable());
    if (from.equals(to)) {
      return value;
    }
    boolean silent =
        SqlTypeUtil.isNumeric(from) && SqlTypeUtil.isNumeric(to)
            || SqlTypeUtil.inCharFamily(from) && SqlTypeUtil.inCharFamily(to)
            || from.getSqlTypeName() == to.getSqlTypeName();
    if (!silent) {
      throw incompatible(node, from, to);
    }
    return rex.makeCall(to, CastCode.CAST, List.of(value));
  }

  private static Refused incompatible(SqlNode at, RelDataType from, RelDataType to) {
    return new Refused(
        at.getParserPosition(),
        "type",
        SqlTypes.text(from) + " does not become " + SqlTypes.text(to) + " by itself.",
        "Write CAST(… AS " + SqlTypes.text(to) + ").");
  }

  private RexNode literal(SqlLiteral unresolved) {
    SqlLiteral literal = validator.resolveLiteral(unresolved);
    RelDataType type = typeOf(unresolved);
    if (literal instanceof SqlIntervalLiteral interval) {
      return interval(interval, type);
    }
    if (literal.getTypeName() == SqlTypeName.BOOLEAN && literal.getValue() == null) {
      return rex.makeNullLiteral(booleanType());
    }
    if (isNullLiteral(literal)) {
      throw new Refused(
          literal.getParserPosition(),
          "type",
          "NULL has no type here.",
          "Write CAST(NULL AS INT), or another type.");
    }
    return switch (literal.getTypeName()) {
      case BOOLEAN -> rex.makeLiteral(literal.booleanValue());
      case DECIMAL -> rex.makeExactLiteral(literal.getValueAs(BigDecimal.class), type);
      case DOUBLE -> rex.makeApproxLiteral(literal.getValueAs(BigDecimal.class), type);
      case CHAR -> text(literal, type);
      case DATE -> rex.makeDateLiteral(literal.getValueAs(DateString.class));
      case TIME -> time(literal);
      case TIMESTAMP -> timestamp(literal);
      default ->
          throw Refused.notSupported(literal.getParserPosition(), "the literal " + literal, "");
    };
  }

  private RexNode text(SqlLiteral literal, RelDataType type) {
    NlsString s = literal.getValueAs(NlsString.class);
    return rex.makeLiteral(
        s.getValue(), SqlTypes.FACTORY.createTypeWithNullability(plainChar(type), false), false);
  }

  /** Without the charset of a literal such as U&'…'. */
  private static RelDataType plainChar(RelDataType type) {
    return SqlTypes.rel(SqlTypes.of(type));
  }

  private RexNode timestamp(SqlLiteral literal) {
    TimestampString t = literal.getValueAs(TimestampString.class);
    if (!t.equals(t.round(3))) {
      throw Refused.notSupported(
          literal.getParserPosition(), "a timestamp beyond milliseconds", "Cut its fraction.");
    }
    return rex.makeTimestampLiteral(t, fractionDigits(t.toString()));
  }

  private RexNode time(SqlLiteral literal) {
    TimeString t = literal.getValueAs(TimeString.class);
    return rex.makeTimeLiteral(t, Math.min(3, fractionDigits(t.toString())));
  }

  private static int fractionDigits(String text) {
    int dot = text.indexOf('.');
    return dot < 0 ? 0 : text.length() - dot - 1;
  }

  private RexNode interval(SqlIntervalLiteral literal, RelDataType type) {
    SqlIntervalLiteral.IntervalValue value =
        literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
    SqlIntervalQualifier qualifier = value.getIntervalQualifier();
    BigDecimal amount =
        SqlTypeName.YEAR_INTERVAL_TYPES.contains(type.getSqlTypeName())
            ? BigDecimal.valueOf(SqlParserUtil.intervalToMonths(value))
            : BigDecimal.valueOf(SqlParserUtil.intervalToMillis(value));
    return rex.makeIntervalLiteral(amount, qualifier);
  }

  // ------------------------------------------------------------------------ calls

  private RexNode call(SqlCall call) {
    SqlOperator op = call.getOperator();
    return switch (call.getKind()) {
      case AND, OR -> junction(call);
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM ->
          comparison(call, op, call.operand(0), call.operand(1));
      case BETWEEN -> between(call);
      case IN, NOT_IN -> in(call);
      case CASE -> choose((SqlCase) call);
      case CAST, SAFE_CAST -> cast(call);
      case LIKE, SIMILAR -> like(call);
      case MINUS_PREFIX, PLUS_PREFIX -> sign(call);
      case TRIM -> trim(call);
      case EXTRACT -> extract(call);
      case FLOOR, CEIL -> floor(call);
      case TIMESTAMP_ADD, TIMESTAMP_DIFF -> timestampCall(call);
      case LITERAL_CHAIN ->
          throw Refused.notSupported(
              call.getParserPosition(), "a text in two parts", "Join them with ||.");
      default -> function(call);
    };
  }

  private RexNode make(SqlCall call, SqlOperator op, List<RexNode> operands) {
    return rex.makeCall(typeOf(call), op, operands);
  }

  private List<RexNode> operands(SqlCall call) {
    List<RexNode> out = new ArrayList<>();
    for (SqlNode n : call.getOperandList()) {
      out.add(bind(n));
    }
    return out;
  }

  /** AND and OR lose their nesting, so that a long list is no deep tree. */
  private RexNode junction(SqlCall call) {
    List<RexNode> operands = new ArrayList<>();
    flatten(call, call.getKind(), operands);
    return make(call, call.getOperator(), operands);
  }

  private void flatten(SqlNode node, SqlKind kind, List<RexNode> out) {
    if (node.getKind() == kind) {
      ((SqlCall) node).getOperandList().forEach(n -> flatten(n, kind, out));
      return;
    }
    out.add(bindAs(node, booleanType()));
  }

  private static RelDataType booleanType() {
    return SqlTypes.rel(DataType.BOOLEAN);
  }

  private RelDataType booleanOf(List<RexNode> operands) {
    boolean nullable = operands.stream().anyMatch(o -> o.getType().isNullable());
    return SqlTypes.rel(DataType.BOOLEAN.withNullable(nullable));
  }

  private RexNode not(RexNode operand) {
    return rex.makeCall(operand.getType(), SqlStdOperatorTable.NOT, List.of(operand));
  }

  private RexNode comparison(SqlCall at, SqlOperator op, SqlNode left, SqlNode right) {
    boolean leftNull = isNullLiteral(left);
    boolean rightNull = isNullLiteral(right);
    if (leftNull && rightNull) {
      throw new Refused(at.getParserPosition(), "type", "NULL beside NULL is always unknown.", "");
    }
    RexNode l = leftNull ? null : bind(left);
    RexNode r = rightNull ? null : bind(right);
    if (l == null) {
      l = rex.makeNullLiteral(Functions.nullable(java.util.Objects.requireNonNull(r).getType()));
    }
    if (r == null) {
      r = rex.makeNullLiteral(Functions.nullable(l.getType()));
    }
    return compared(at, op, l, r);
  }

  private RexNode compared(SqlCall at, SqlOperator op, RexNode l, RexNode r) {
    if (!Logic.comparable(l.getType(), r.getType())) {
      throw new Refused(
          at.getParserPosition(),
          "type",
          SqlTypes.text(l.getType())
              + " and "
              + SqlTypes.text(r.getType())
              + " are not comparable.",
          remedyFor(l.getType(), r.getType()));
    }
    boolean definite =
        op.getKind() == SqlKind.IS_DISTINCT_FROM || op.getKind() == SqlKind.IS_NOT_DISTINCT_FROM;
    RelDataType type =
        definite ? SqlTypes.rel(DataType.BOOLEAN.notNull()) : booleanOf(List.of(l, r));
    return rex.makeCall(type, op, List.of(l, r));
  }

  private static String remedyFor(RelDataType l, RelDataType r) {
    RelDataType other = SqlTypeUtil.inCharFamily(l) ? r : SqlTypeUtil.inCharFamily(r) ? l : null;
    if (other == null) {
      return "CAST one of them to the type of the other.";
    }
    return switch (other.getSqlTypeName()) {
      case TIMESTAMP -> "Write TIMESTAMP '2024-01-31 12:00:00', or CAST the text.";
      case DATE -> "Write DATE '2024-01-31', or CAST the text.";
      case TIME -> "Write TIME '12:00:00', or CAST the text.";
      default -> "Write the value without quotes, or CAST the text.";
    };
  }

  private RexNode between(SqlCall call) {
    SqlNode value = call.operand(0);
    RexNode low =
        comparison(call, SqlStdOperatorTable.GREATER_THAN_OR_EQUAL, value, call.operand(1));
    RexNode high = comparison(call, SqlStdOperatorTable.LESS_THAN_OR_EQUAL, value, call.operand(2));
    RexNode both =
        rex.makeCall(booleanOf(List.of(low, high)), SqlStdOperatorTable.AND, List.of(low, high));
    return call.getOperator() == SqlStdOperatorTable.NOT_BETWEEN ? not(both) : both;
  }

  private RexNode in(SqlCall call) {
    if (!(call.operand(1) instanceof SqlNodeList list)) {
      throw Refused.notSupported(call.getParserPosition(), "IN with a sub-query", "Use a join.");
    }
    RexNode member = inSet(call, list);
    if (member != null) {
      return call.getKind() == SqlKind.NOT_IN ? not(member) : member;
    }
    if (list.size() > SetCode.MOST_COMPARED) {
      throw Refused.notSupported(
          list.getParserPosition(),
          "a list of more than "
              + SetCode.MOST_COMPARED
              + " values that are not all texts or"
              + " whole numbers of the column's kind",
          "Put it into a file and join.");
    }
    List<RexNode> equalities = new ArrayList<>();
    for (SqlNode n : list) {
      equalities.add(comparison(call, SqlStdOperatorTable.EQUALS, call.operand(0), n));
    }
    RexNode any =
        equalities.size() == 1
            ? equalities.get(0)
            : rex.makeCall(booleanOf(equalities), SqlStdOperatorTable.OR, equalities);
    return call.getKind() == SqlKind.NOT_IN ? not(any) : any;
  }

  /** A longer list of plain literals is looked up instead of compared one by one. */
  private @Nullable RexNode inSet(SqlCall call, SqlNodeList list) {
    if (list.size() < SetCode.FEWEST || !list.stream().allMatch(SetCode::isPlain)) {
      return null;
    }
    RexNode value = bind(call.operand(0));
    List<RexNode> operands = new ArrayList<>();
    operands.add(value);
    for (SqlNode n : list) {
      RexNode literal = bind(n);
      if (!SetCode.fits(value.getType(), literal.getType())) {
        return null;
      }
      operands.add(literal);
    }
    return rex.makeCall(booleanOf(List.of(value)), SetCode.IN_SET, operands);
  }

  private RexNode choose(SqlCase call) {
    RelDataType type = typeOf(call);
    SqlNodeList whens = call.getWhenOperands();
    SqlNodeList thens = call.getThenOperands();
    List<RexNode> operands = new ArrayList<>();
    for (int i = 0; i < whens.size(); i++) {
      operands.add(bindAs(whens.get(i), booleanType()));
      operands.add(bindAs(thens.get(i), type));
    }
    SqlNode otherwise = call.getElseOperand();
    operands.add(
        otherwise == null
            ? rex.makeNullLiteral(Functions.nullable(type))
            : bindAs(otherwise, type));
    return rex.makeCall(type, SqlStdOperatorTable.CASE, operands);
  }

  private RexNode cast(SqlCall call) {
    RelDataType to = typeOf(call);
    SqlOperator op = call.getKind() == SqlKind.SAFE_CAST ? CastCode.TRY_CAST : CastCode.CAST;
    SqlNode operand = call.operand(0);
    if (isNullLiteral(operand)) {
      return rex.makeNullLiteral(Functions.nullable(to));
    }
    RexNode value = bind(operand);
    boolean castable =
        SqlTypes.isColumnType(value.getType())
            && SqlTypes.isColumnType(to)
            && CastCode.castable(SqlTypes.of(value.getType()), SqlTypes.of(to));
    if (!castable) {
      throw Refused.notSupported(
          call.getParserPosition(),
          "a cast of " + SqlTypes.text(value.getType()) + " to " + SqlTypes.text(to),
          "");
    }
    return rex.makeCall(to, op, List.of(value));
  }

  private RexNode sign(SqlCall call) {
    RexNode value = bind(call.operand(0));
    if (!SqlTypeUtil.isNumeric(value.getType())) {
      throw Refused.notSupported(
          call.getParserPosition(), "the sign of " + SqlTypes.text(value.getType()), "");
    }
    return rex.makeCall(value.getType(), call.getOperator(), List.of(value));
  }

  private RexNode like(SqlCall call) {
    List<RexNode> operands = new ArrayList<>();
    for (SqlNode n : call.getOperandList()) {
      operands.add(bindAs(n, SqlTypes.rel(DataType.VARCHAR)));
    }
    SqlNode pattern = call.operand(1);
    String text = literalText(pattern);
    boolean similar = call.getKind() == SqlKind.SIMILAR;
    if (similar) {
      checkSimilar(call, pattern, text);
    } else {
      checkLike(call, pattern, text);
    }
    SqlOperator positive = similar ? SqlStdOperatorTable.SIMILAR_TO : SqlStdOperatorTable.LIKE;
    // literals keep their own types, so that the generator sees them
    operands.clear();
    for (SqlNode n : call.getOperandList()) {
      operands.add(isNullLiteral(n) ? bindAs(n, SqlTypes.rel(DataType.VARCHAR)) : bind(n));
    }
    RexNode made = rex.makeCall(booleanOf(operands), positive, operands);
    return call.getOperator() == positive ? made : not(made);
  }

  private static @Nullable String literalText(SqlNode node) {
    return node instanceof SqlLiteral l && l.getTypeName() == SqlTypeName.CHAR
        ? l.getValueAs(String.class)
        : null;
  }

  private static void checkLike(SqlCall call, SqlNode pattern, @Nullable String text) {
    String escape = "";
    if (call.operandCount() == 3) {
      SqlNode node = call.operand(2);
      String e = literalText(node);
      if (e == null || e.length() != 1 || e.equals("\\")) {
        throw Refused.notSupported(
            node.getParserPosition(),
            "an escape that is not one character other than \\",
            "Write ESCAPE '#'.");
      }
      escape = e;
    }
    if (text == null) {
      return;
    }
    if (escape.isEmpty() && text.indexOf('\\') >= 0) {
      throw Refused.notSupported(
          pattern.getParserPosition(), "\\ in a pattern without ESCAPE", "Write ESCAPE '#'.");
    }
    try {
      Patterns.likeRegex(text, escape);
    } catch (IllegalArgumentException e) {
      throw new Refused(
          pattern.getParserPosition(), "pattern", String.valueOf(e.getMessage()) + ".", "");
    }
  }

  private static void checkSimilar(SqlCall call, SqlNode pattern, @Nullable String text) {
    if (text == null
        || call.operandCount() == 3
        || text.indexOf('[') >= 0
        || text.indexOf('\\') >= 0) {
      throw Refused.notSupported(
          pattern.getParserPosition(),
          "SIMILAR TO with a computed pattern, an escape or a character class",
          "Use REGEXP.");
    }
    try {
      Patterns.similar(text);
    } catch (PatternSyntaxException e) {
      throw new Refused(
          pattern.getParserPosition(), "pattern", "This is no SIMILAR TO pattern.", "");
    }
  }

  private RexNode trim(SqlCall call) {
    SqlLiteral flag = call.operand(0);
    List<RexNode> operands = new ArrayList<>();
    operands.add(rex.makeFlag((Enum<?>) java.util.Objects.requireNonNull(flag.getValue())));
    operands.add(bindAs(call.operand(1), SqlTypes.rel(DataType.VARCHAR)));
    operands.add(bindAs(call.operand(2), SqlTypes.rel(DataType.VARCHAR)));
    boolean nullable =
        operands.get(1).getType().isNullable() || operands.get(2).getType().isNullable();
    return rex.makeCall(
        SqlTypes.rel(DataType.VARCHAR.withNullable(nullable)), SqlStdOperatorTable.TRIM, operands);
  }

  // ------------------------------------------------------------------------ times

  private static TimeUnitRange unit(SqlNode node) {
    if (node instanceof SqlIntervalQualifier q && q.timeFrameName == null) {
      return q.timeUnitRange;
    }
    throw Refused.notSupported(node.getParserPosition(), "the unit " + node, "");
  }

  private RexNode extract(SqlCall call) {
    TimeUnitRange unit = unit(call.operand(0));
    RexNode from = bind(call.operand(1));
    if (!TimeCode.extracts(unit, from.getType())) {
      throw Refused.notSupported(
          call.getParserPosition(), unit + " of " + SqlTypes.text(from.getType()), "");
    }
    return rex.makeCall(
        SqlTypes.rel(DataType.BIGINT.withNullable(from.getType().isNullable())),
        SqlStdOperatorTable.EXTRACT,
        List.of(rex.makeFlag(unit), from));
  }

  private RexNode floor(SqlCall call) {
    RexNode value = bind(call.operand(0));
    RelDataType type = value.getType();
    if (call.operandCount() == 1) {
      if (!SqlTypeUtil.isNumeric(type)) {
        throw Refused.notSupported(
            call.getParserPosition(),
            call.getOperator().getName() + " of " + SqlTypes.text(type),
            "Say to which unit: FLOOR(time TO HOUR).");
      }
      return rex.makeCall(typeOf(call), operatorOf(call), List.of(value));
    }
    TimeUnitRange unit = unit(call.operand(1));
    boolean date = type.getSqlTypeName() == SqlTypeName.DATE;
    boolean time = type.getSqlTypeName() == SqlTypeName.TIMESTAMP || date;
    boolean wide = TimeCode.MONTHS.containsKey(unit) || unit == TimeUnitRange.WEEK;
    boolean known = wide || TimeCode.FIXED.containsKey(unit);
    boolean ceil = call.getKind() == SqlKind.CEIL;
    boolean withinDay = known && !wide && unit != TimeUnitRange.DAY;
    if (!time || !known || ceil && wide || date && withinDay) {
      throw Refused.notSupported(
          call.getParserPosition(),
          call.getOperator().getName() + " of " + SqlTypes.text(type) + " to " + unit,
          "");
    }
    return rex.makeCall(type, operatorOf(call), List.of(value, rex.makeFlag(unit)));
  }

  private static SqlOperator operatorOf(SqlCall call) {
    return call.getKind() == SqlKind.CEIL ? SqlStdOperatorTable.CEIL : SqlStdOperatorTable.FLOOR;
  }

  private RexNode timestampCall(SqlCall call) {
    TimeUnitRange unit = unit(call.operand(0));
    RexNode a = bind(call.operand(1));
    RexNode b = bind(call.operand(2));
    boolean add = call.getKind() == SqlKind.TIMESTAMP_ADD;
    boolean known = TimeCode.FIXED.containsKey(unit) || TimeCode.MONTHS.containsKey(unit);
    boolean fits =
        add
            ? Parameter.INT.takes(a.getType()) && Parameter.TIMESTAMP.takes(b.getType())
            : Parameter.DAY.takes(a.getType()) && Parameter.DAY.takes(b.getType());
    if (!known || !fits) {
      throw Refused.notSupported(
          call.getParserPosition(),
          call.getOperator().getName()
              + "("
              + unit
              + ", "
              + SqlTypes.text(a.getType())
              + ", "
              + SqlTypes.text(b.getType())
              + ")",
          "");
    }
    boolean nullable = a.getType().isNullable() || b.getType().isNullable();
    RelDataType type =
        add
            ? SqlTypes.FACTORY.createTypeWithNullability(b.getType(), nullable)
            : SqlTypes.rel(DataType.INT.withNullable(nullable));
    SqlOperator op = add ? SqlStdOperatorTable.TIMESTAMP_ADD : SqlStdOperatorTable.TIMESTAMP_DIFF;
    return rex.makeCall(type, op, List.of(rex.makeFlag(unit), a, b));
  }

  // ------------------------------------------------------------------------ functions

  private RexNode function(SqlCall call) {
    SqlOperator op = call.getOperator();
    RelDataType type = typeOf(call);
    String name = op.getName().toUpperCase(Locale.ROOT);
    switch (name) {
      case "IF" -> {
        return rex.makeCall(
            type,
            SqlStdOperatorTable.CASE,
            List.of(
                bindAs(call.operand(0), booleanType()),
                bindAs(call.operand(1), type),
                bindAs(call.operand(2), type)));
      }
      case "COALESCE", "IFNULL", "GREATEST", "LEAST" -> {
        List<RexNode> operands = new ArrayList<>();
        for (SqlNode n : call.getOperandList()) {
          operands.add(bindAs(n, type));
        }
        return rex.makeCall(type, op, operands);
      }
      case "NULLIF" -> {
        RexNode equal =
            comparison(call, SqlStdOperatorTable.EQUALS, call.operand(0), call.operand(1));
        return rex.makeCall(type, op, ((org.apache.calcite.rex.RexCall) equal).getOperands());
      }
      case "ROUND", "TRUNCATE" -> checkDigits(call);
      case "REGEXP", "REGEXP_EXTRACT", "REGEXP_REPLACE" -> checkRegex(call);
      case "TO_TIMESTAMP", "DATE_FORMAT" -> checkPattern(call);
      default -> {
        // nothing to check beyond the types
      }
    }
    if (!Functions.contains(op)) {
      throw Refused.notSupported(call.getParserPosition(), name, "");
    }
    return make(call, op, operands(call));
  }

  private void checkDigits(SqlCall call) {
    boolean decimal = SqlTypeUtil.isDecimal(typeOf(call.operand(0)));
    if (decimal && call.operandCount() == 2 && !(call.operand(1) instanceof SqlLiteral)) {
      throw Refused.notSupported(
          call.operand(1).getParserPosition(),
          "computed digits for a DECIMAL",
          "Write a number: the scale of the result must be known.");
    }
  }

  private void checkRegex(SqlCall call) {
    String regex = literalText(call.operand(1));
    if (regex != null && Patterns.regex(regex) == null) {
      warnings.add(
          Problem.warning(
              "pattern",
              Refused.place(call.operand(1).getParserPosition()),
              "This is no regular expression: nothing matches it.",
              "See java.util.regex.Pattern."));
    }
  }

  private static void checkPattern(SqlCall call) {
    String pattern = call.operandCount() < 2 ? null : literalText(call.operand(1));
    if (pattern == null) {
      return;
    }
    String error = Times.patternError(pattern);
    if (error != null) {
      throw new Refused(
          call.operand(1).getParserPosition(),
          "pattern",
          "This is no pattern of a time: " + error + ".",
          "Write one such as 'yyyy-MM-dd HH:mm:ss'.");
    }
  }
}
