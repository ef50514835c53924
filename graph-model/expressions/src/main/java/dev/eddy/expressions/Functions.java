package dev.eddy.expressions;

import static dev.eddy.expressions.Parameter.ANY;
import static dev.eddy.expressions.Parameter.BOOLEAN;
import static dev.eddy.expressions.Parameter.CLOCK;
import static dev.eddy.expressions.Parameter.DAY;
import static dev.eddy.expressions.Parameter.INT;
import static dev.eddy.expressions.Parameter.NUMBER;
import static dev.eddy.expressions.Parameter.TEXT;
import static dev.eddy.expressions.Parameter.TIMESTAMP;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.TypeRoot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * The table of everything that an expression may call. One row drives validation (what is not here
 * does not validate), completion, help and generation. A function that is here means what Flink SQL
 * 1.20 computes; where its help names an exception, that is the exception.
 */
final class Functions {
  /** Turns a checked call into Java. */
  interface Generator {
    RowCode.Term generate(RowCode code, RexCall call);
  }

  /**
   * A row of the table.
   *
   * @param name as it is called; for an operator its sign
   * @param signature how it is written
   * @param help one line
   */
  record Row(
      String name, String signature, String help, SqlOperator operator, Generator generator) {
    boolean isFunction() {
      return Character.isLetter(name.charAt(0)) && operator instanceof SqlFunction;
    }
  }

  private static final List<Row> ROWS = new ArrayList<>();
  private static final Map<String, List<SqlOperator>> BY_NAME = new HashMap<>();
  private static final Map<SqlOperator, Generator> GENERATORS;

  private static final RelDataType TEXT_TYPE = SqlTypes.rel(DataType.VARCHAR);

  // ------------------------------------------------------------------------ the table

  static {
    syntax(
        "+", "a + b", "Sum; a timestamp plus an interval.", Arithmetic.PLUS, Arithmetic::generate);
    syntax(
        "-",
        "a - b",
        "Difference; a timestamp minus an interval.",
        Arithmetic.MINUS,
        Arithmetic::generate);
    syntax("*", "a * b", "Product. Integers wrap.", Arithmetic.TIMES, Arithmetic::generate);
    syntax(
        "/",
        "a / b",
        "Quotient; of integers without the fraction. Fails on division by an integer zero.",
        Arithmetic.DIVIDE,
        Arithmetic::generate);
    syntax(
        "%", "a % b", "Remainder, with the sign of a.", Arithmetic.REMAINDER, Arithmetic::generate);
    syntax("-", "-a", "Negation.", SqlStdOperatorTable.UNARY_MINUS, Arithmetic::negate);
    syntax(
        "+",
        "+a",
        "The number itself.",
        SqlStdOperatorTable.UNARY_PLUS,
        (c, call) -> c.term(call.getOperands().get(0)));
    syntax(
        "=",
        "a = b",
        "Equal; unknown where one is null.",
        SqlStdOperatorTable.EQUALS,
        Logic::compare);
    syntax("<>", "a <> b", "Not equal.", SqlStdOperatorTable.NOT_EQUALS, Logic::compare);
    syntax("<", "a < b", "Less.", SqlStdOperatorTable.LESS_THAN, Logic::compare);
    syntax(
        "<=", "a <= b", "Less or equal.", SqlStdOperatorTable.LESS_THAN_OR_EQUAL, Logic::compare);
    syntax(">", "a > b", "Greater.", SqlStdOperatorTable.GREATER_THAN, Logic::compare);
    syntax(
        ">=",
        "a >= b",
        "Greater or equal.",
        SqlStdOperatorTable.GREATER_THAN_OR_EQUAL,
        Logic::compare);
    syntax(
        "IS DISTINCT FROM",
        "a IS DISTINCT FROM b",
        "Not equal, where two nulls are equal.",
        SqlStdOperatorTable.IS_DISTINCT_FROM,
        Logic::distinct);
    syntax(
        "IS NOT DISTINCT FROM",
        "a IS NOT DISTINCT FROM b",
        "Equal, where two nulls are equal.",
        SqlStdOperatorTable.IS_NOT_DISTINCT_FROM,
        Logic::distinct);
    syntax(
        "AND",
        "a AND b",
        "Both; b is not computed where a is false.",
        SqlStdOperatorTable.AND,
        Logic::and);
    syntax(
        "OR",
        "a OR b",
        "One of both; b is not computed where a is true.",
        SqlStdOperatorTable.OR,
        Logic::or);
    syntax(
        "NOT",
        "NOT a",
        "The opposite; unknown stays unknown.",
        SqlStdOperatorTable.NOT,
        Logic::not);
    syntax(
        "IS NULL",
        "a IS NULL",
        "Whether there is no value.",
        SqlStdOperatorTable.IS_NULL,
        Logic::isNull);
    syntax(
        "IS NOT NULL",
        "a IS NOT NULL",
        "Whether there is a value.",
        SqlStdOperatorTable.IS_NOT_NULL,
        Logic::isNull);
    syntax(
        "IS TRUE",
        "a IS TRUE",
        "Neither false nor unknown.",
        SqlStdOperatorTable.IS_TRUE,
        Logic::truth);
    syntax(
        "IS NOT TRUE",
        "a IS NOT TRUE",
        "False or unknown.",
        SqlStdOperatorTable.IS_NOT_TRUE,
        Logic::truth);
    syntax(
        "IS FALSE",
        "a IS FALSE",
        "Neither true nor unknown.",
        SqlStdOperatorTable.IS_FALSE,
        Logic::truth);
    syntax(
        "IS NOT FALSE",
        "a IS NOT FALSE",
        "True or unknown.",
        SqlStdOperatorTable.IS_NOT_FALSE,
        Logic::truth);
    syntax(
        "IS UNKNOWN",
        "a IS UNKNOWN",
        "Neither true nor false.",
        SqlStdOperatorTable.IS_UNKNOWN,
        Logic::isNull);
    syntax(
        "IS NOT UNKNOWN",
        "a IS NOT UNKNOWN",
        "True or false.",
        SqlStdOperatorTable.IS_NOT_UNKNOWN,
        Logic::isNull);
    syntax(
        "BETWEEN",
        "a BETWEEN b AND c",
        "a >= b AND a <= c.",
        SqlStdOperatorTable.BETWEEN,
        Functions::rewritten);
    syntax(
        "NOT BETWEEN",
        "a NOT BETWEEN b AND c",
        "a < b OR a > c.",
        SqlStdOperatorTable.NOT_BETWEEN,
        Functions::rewritten);
    syntax(
        "IN", "a IN (b, c)", "Equal to one of them.", SqlStdOperatorTable.IN, Functions::rewritten);
    syntax(
        "NOT IN",
        "a NOT IN (b, c)",
        "Equal to none of them; never true where one is null.",
        SqlStdOperatorTable.NOT_IN,
        Functions::rewritten);
    syntax(
        "LIKE",
        "a LIKE 'x%_' ESCAPE '#'",
        "% is any text, _ any character.",
        SqlStdOperatorTable.LIKE,
        TextCode::like);
    syntax(
        "NOT LIKE",
        "a NOT LIKE 'x%'",
        "The opposite of LIKE.",
        SqlStdOperatorTable.NOT_LIKE,
        Functions::rewritten);
    syntax(
        "SIMILAR TO",
        "a SIMILAR TO '(x|y)%'",
        "A SQL regular expression; no character classes.",
        SqlStdOperatorTable.SIMILAR_TO,
        TextCode::similar);
    syntax(
        "NOT SIMILAR TO",
        "a NOT SIMILAR TO '(x|y)%'",
        "The opposite of SIMILAR TO.",
        SqlStdOperatorTable.NOT_SIMILAR_TO,
        Functions::rewritten);
    syntax(
        "||", "a || b", "One text behind the other.", SqlStdOperatorTable.CONCAT, TextCode::concat);
    syntax(
        "CASE",
        "CASE WHEN c THEN a ELSE b END",
        "The first whose condition is true.",
        SqlStdOperatorTable.CASE,
        Logic::choose);
    special(
        "CAST",
        "CAST(a AS type)",
        "a as another type; fails where the data does not allow it.",
        CastCode.CAST,
        CastCode::generate);
    special(
        "TRY_CAST",
        "TRY_CAST(a AS type)",
        "a as another type; NULL where the data does not allow it.",
        CastCode.TRY_CAST,
        CastCode::generate);

    own(
        "COALESCE",
        List.of(ANY),
        1,
        true,
        Functions::firstNotNull,
        "COALESCE(a, b, …)",
        "The first that is not null.",
        Logic::coalesce);
    own(
        "IFNULL",
        List.of(ANY, ANY),
        2,
        false,
        Functions::firstNotNull,
        "IFNULL(a, b)",
        "b where a is null.",
        Logic::coalesce);
    own(
        "NULLIF",
        List.of(ANY, ANY),
        2,
        false,
        b -> nullable(b.getOperandType(0)),
        "NULLIF(a, b)",
        "Null where a = b, else a.",
        Logic::nullIf);
    own(
        "IF",
        List.of(BOOLEAN, ANY, ANY),
        3,
        false,
        b -> least(b, 1),
        "IF(condition, a, b)",
        "a where the condition is true, else b.",
        Functions::rewritten);
    own(
        "GREATEST",
        List.of(ANY),
        1,
        true,
        Functions::leastNullable,
        "GREATEST(a, b, …)",
        "The greatest; null where one is null.",
        Logic::extreme);
    own(
        "LEAST",
        List.of(ANY),
        1,
        true,
        Functions::leastNullable,
        "LEAST(a, b, …)",
        "The least; null where one is null.",
        Logic::extreme);

    own(
        "ABS",
        List.of(NUMBER),
        1,
        false,
        Functions::first,
        "ABS(number)",
        "Without its sign.",
        Arithmetic::abs);
    own(
        "SIGN",
        List.of(NUMBER),
        1,
        false,
        Functions::first,
        "SIGN(number)",
        "-1, 0 or 1, of the number's type.",
        Arithmetic::sign);
    own(
        "MOD",
        List.of(NUMBER, NUMBER),
        2,
        false,
        Arithmetic::remainderType,
        "MOD(a, b)",
        "The remainder of a / b, of b's type.",
        Arithmetic::generate);
    own(
        "ROUND",
        List.of(NUMBER, INT),
        1,
        false,
        Arithmetic::roundedType,
        "ROUND(number, digits)",
        "Rounded half up to digits behind the point.",
        Arithmetic::round);
    own(
        "TRUNCATE",
        List.of(NUMBER, INT),
        1,
        false,
        Arithmetic::roundedType,
        "TRUNCATE(number, digits)",
        "Cut to digits behind the point.",
        Arithmetic::round);
    special(
        "FLOOR",
        "FLOOR(number) or FLOOR(timestamp TO unit)",
        "Down to an integer or to a unit; a WEEK begins on Sunday.",
        SqlStdOperatorTable.FLOOR,
        TimeCode::floor);
    special(
        "CEIL",
        "CEIL(number) or CEIL(timestamp TO unit)",
        "Up to an integer or to a unit (DAY at most).",
        SqlStdOperatorTable.CEIL,
        TimeCode::floor);
    number("SQRT", "Math.pow($, 0.5d)", "The square root.");
    number("EXP", "Math.exp($)", "e to that power.");
    number("LN", "Math.log($)", "The natural logarithm.");
    number("LOG10", "Math.log10($)", "The logarithm to base 10.");
    number("SIN", "Math.sin($)", "Of an angle in radians.");
    number("COS", "Math.cos($)", "Of an angle in radians.");
    number("TAN", "Math.tan($)", "Of an angle in radians.");
    number("ASIN", "Math.asin($)", "The angle in radians.");
    number("ACOS", "Math.acos($)", "The angle in radians.");
    number("ATAN", "Math.atan($)", "The angle in radians.");
    number("DEGREES", "Math.toDegrees($)", "Radians as degrees.");
    number("RADIANS", "Math.toRadians($)", "Degrees as radians.");
    helper(
        "POWER",
        List.of(NUMBER, NUMBER),
        2,
        DataType.DOUBLE,
        false,
        "Math.pow",
        "POWER(a, b)",
        "a to the power b.");
    helper(
        "ATAN2",
        List.of(NUMBER, NUMBER),
        2,
        DataType.DOUBLE,
        false,
        "Math.atan2",
        "ATAN2(y, x)",
        "The angle of the point (x, y).");

    text("UPPER", "Texts.upper", "In upper case.");
    text("LOWER", "Texts.lower", "In lower case.");
    text("INITCAP", "Texts.initcap", "Words with a first capital; knows ASCII letters only.");
    text("REVERSE", "Texts.reverse", "Back to front.");
    helper(
        "CHAR_LENGTH",
        List.of(TEXT),
        1,
        DataType.INT,
        false,
        "Texts.length",
        "CHAR_LENGTH(text)",
        "How many characters.");
    helper(
        "CHARACTER_LENGTH",
        List.of(TEXT),
        1,
        DataType.INT,
        false,
        "Texts.length",
        "CHARACTER_LENGTH(text)",
        "How many characters.");
    special(
        "TRIM",
        "TRIM(BOTH 'x' FROM text)",
        "Without blanks, or these characters, around; LEADING, TRAILING or BOTH.",
        SqlStdOperatorTable.TRIM,
        TextCode::trim);
    own(
        "LTRIM",
        List.of(TEXT),
        1,
        false,
        Functions::textOf,
        "LTRIM(text)",
        "Without blanks in front.",
        TextCode::trimSide);
    own(
        "RTRIM",
        List.of(TEXT),
        1,
        false,
        Functions::textOf,
        "RTRIM(text)",
        "Without blanks behind.",
        TextCode::trimSide);
    helper(
        "SUBSTRING",
        List.of(TEXT, INT, INT),
        2,
        DataType.VARCHAR,
        true,
        "Texts.substring",
        "SUBSTRING(text FROM start FOR length)",
        "A part, counted from 1; a negative start counts from the end.");
    helper(
        "SUBSTR",
        List.of(TEXT, INT, INT),
        2,
        DataType.VARCHAR,
        true,
        "Texts.substring",
        "SUBSTR(text, start, length)",
        "A part, counted from 1; a negative start counts from the end.");
    helper(
        "LEFT",
        List.of(TEXT, INT),
        2,
        DataType.VARCHAR,
        false,
        "Texts.left",
        "LEFT(text, length)",
        "The first characters.");
    helper(
        "RIGHT",
        List.of(TEXT, INT),
        2,
        DataType.VARCHAR,
        false,
        "Texts.right",
        "RIGHT(text, length)",
        "The last characters.");
    helper(
        "POSITION",
        List.of(TEXT, TEXT),
        2,
        DataType.INT,
        false,
        "Texts.position",
        "POSITION(part IN text)",
        "Where the part begins, from 1; 0 for nowhere.");
    helper(
        "LOCATE",
        List.of(TEXT, TEXT, INT),
        2,
        DataType.INT,
        false,
        "Texts.position",
        "LOCATE(part, text, start)",
        "Where the part begins, from 1; 0 for nowhere.");
    helper(
        "REPLACE",
        List.of(TEXT, TEXT, TEXT),
        3,
        DataType.VARCHAR,
        false,
        "Texts.replace",
        "REPLACE(text, part, by)",
        "With every such part replaced.");
    helper(
        "LPAD",
        List.of(TEXT, INT, TEXT),
        3,
        DataType.VARCHAR,
        true,
        "Texts.padLeft",
        "LPAD(text, length, pad)",
        "Filled in front, or cut, to a length.");
    helper(
        "RPAD",
        List.of(TEXT, INT, TEXT),
        3,
        DataType.VARCHAR,
        true,
        "Texts.padRight",
        "RPAD(text, length, pad)",
        "Filled behind, or cut, to a length.");
    helper(
        "REPEAT",
        List.of(TEXT, INT),
        2,
        DataType.VARCHAR,
        false,
        "Texts.repeat",
        "REPEAT(text, times)",
        "The text so many times.");
    helper(
        "OVERLAY",
        List.of(TEXT, TEXT, INT, INT),
        3,
        DataType.VARCHAR,
        false,
        "Texts.overlay",
        "OVERLAY(text PLACING by FROM start FOR length)",
        "With a part overwritten.");
    helper(
        "SPLIT_INDEX",
        List.of(TEXT, TEXT, INT),
        3,
        DataType.VARCHAR,
        true,
        "Texts.split",
        "SPLIT_INDEX(text, separator, index)",
        "A part between separators, counted from 0.");
    helper(
        "ASCII",
        List.of(TEXT),
        1,
        DataType.INT,
        false,
        "Texts.ascii",
        "ASCII(text)",
        "The first byte of its UTF-8 text, negative beyond ASCII.");
    own(
        "CONCAT",
        List.of(TEXT),
        1,
        true,
        Functions::textOf,
        "CONCAT(a, b, …)",
        "One behind the other; null where one is null.",
        TextCode::concat);
    own(
        "CONCAT_WS",
        List.of(TEXT),
        1,
        true,
        Functions::textOf,
        "CONCAT_WS(separator, a, b, …)",
        "Joined by a separator; skips nulls.",
        TextCode::join);
    own(
        "MD5",
        List.of(TEXT),
        1,
        false,
        b -> hex(b, 32),
        "MD5(text)",
        "Digest in hexadecimal digits.",
        TextCode::digest);
    own(
        "SHA1",
        List.of(TEXT),
        1,
        false,
        b -> hex(b, 40),
        "SHA1(text)",
        "Digest in hexadecimal digits.",
        TextCode::digest);
    own(
        "SHA256",
        List.of(TEXT),
        1,
        false,
        b -> hex(b, 64),
        "SHA256(text)",
        "Digest in hexadecimal digits.",
        TextCode::digest);
    text("TO_BASE64", "Texts.toBase64", "Base 64 of its UTF-8 text.");
    own(
        "REGEXP",
        List.of(TEXT, TEXT),
        2,
        false,
        b -> typed(b, DataType.BOOLEAN),
        "REGEXP(text, regex)",
        "Whether a part matches a Java regular expression.",
        TextCode::regex);
    own(
        "REGEXP_EXTRACT",
        List.of(TEXT, TEXT, INT),
        2,
        false,
        b -> TEXT_TYPE,
        "REGEXP_EXTRACT(text, regex, group)",
        "A group of the first match; null without one.",
        TextCode::regex);
    own(
        "REGEXP_REPLACE",
        List.of(TEXT, TEXT, TEXT),
        3,
        false,
        b -> TEXT_TYPE,
        "REGEXP_REPLACE(text, regex, by)",
        "With every match replaced.",
        TextCode::regex);

    special(
        "EXTRACT",
        "EXTRACT(unit FROM timestamp)",
        "A part of a date or time; WEEK is the ISO week, DOW counts from Sunday = 1.",
        SqlStdOperatorTable.EXTRACT,
        TimeCode::extract);
    part("YEAR", DAY, "Times.year", "The year.");
    part("QUARTER", DAY, "Times.quarter", "The quarter, 1 to 4.");
    part("MONTH", DAY, "Times.month", "The month, 1 to 12.");
    part("WEEK", DAY, "Times.week", "The ISO week, 1 to 53.");
    part("DAYOFYEAR", DAY, "Times.dayOfYear", "The day of the year, from 1.");
    part("DAYOFMONTH", DAY, "Times.dayOfMonth", "The day of the month, from 1.");
    part("DAYOFWEEK", DAY, "Times.dayOfWeek", "The day of the week, Sunday is 1.");
    part("HOUR", CLOCK, "Times.hour", "The hour, 0 to 23.");
    part("MINUTE", CLOCK, "Times.minute", "The minute, 0 to 59.");
    part("SECOND", CLOCK, "Times.second", "The second, 0 to 59.");
    special(
        "TIMESTAMPADD",
        "TIMESTAMPADD(unit, count, timestamp)",
        "So many units later.",
        SqlStdOperatorTable.TIMESTAMP_ADD,
        TimeCode::add);
    special(
        "TIMESTAMPDIFF",
        "TIMESTAMPDIFF(unit, from, to)",
        "How many whole units lie between.",
        SqlStdOperatorTable.TIMESTAMP_DIFF,
        TimeCode::difference);
    helper(
        "TO_DATE",
        List.of(TEXT),
        1,
        DataType.DATE,
        true,
        "Times.tryDate",
        "TO_DATE(text)",
        "A date written yyyy-MM-dd; null for anything else.");
    own(
        "TO_TIMESTAMP",
        List.of(TEXT, TEXT),
        1,
        false,
        b -> SqlTypes.rel(DataType.TIMESTAMP),
        "TO_TIMESTAMP(text, pattern)",
        "A timestamp written yyyy-MM-dd HH:mm:ss, or as the pattern says; null for anything else.",
        TimeCode::toTimestamp);
    helper(
        "DATE_FORMAT",
        List.of(TIMESTAMP, TEXT),
        2,
        DataType.VARCHAR,
        false,
        "Times.format",
        "DATE_FORMAT(timestamp, pattern)",
        "Written by a pattern such as 'yyyy-MM-dd HH:mm'.");

    // The table as Calcite asks for it.
    Map<SqlOperator, Generator> generators = new java.util.IdentityHashMap<>();
    for (Row r : ROWS) {
      generators.put(r.operator(), r.generator());
      BY_NAME
          .computeIfAbsent(r.operator().getName().toUpperCase(Locale.ROOT), k -> new ArrayList<>())
          .add(r.operator());
    }
    generators.put(SetCode.IN_SET, SetCode::generate);
    GENERATORS = generators;
  }

  private Functions() {}

  // ------------------------------------------------------------------------ look-ups

  static List<Row> rows() {
    return Collections.unmodifiableList(ROWS);
  }

  static Generator generatorOf(SqlOperator operator) {
    Generator g = GENERATORS.get(operator);
    if (g == null) {
      throw new IllegalStateException("no generator for " + operator);
    }
    return g;
  }

  static boolean contains(SqlOperator operator) {
    return GENERATORS.containsKey(operator);
  }

  /** The row of a function or operator, however its name is written. */
  static @Nullable Row named(String name) {
    for (Row r : ROWS) {
      if (r.name().equalsIgnoreCase(name)) {
        return r;
      }
    }
    return null;
  }

  static Map<String, String> helps() {
    Map<String, String> out = new LinkedHashMap<>();
    for (Row r : ROWS) {
      if (r.isFunction()) {
        out.put(r.name(), r.signature() + ": " + r.help());
      }
    }
    return out;
  }

  static final SqlOperatorTable TABLE =
      new SqlOperatorTable() {
        @Override
        public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
          String key = name.names.get(name.names.size() - 1).toUpperCase(Locale.ROOT);
          for (SqlOperator op : BY_NAME.getOrDefault(key, List.of())) {
            if (op.getSyntax() == syntax
                || syntax == SqlSyntax.FUNCTION && op instanceof SqlFunction) {
              found.add(op);
            }
          }
        }

        @Override
        public List<SqlOperator> getOperatorList() {
          return ROWS.stream().map(Row::operator).toList();
        }
      };

  // ------------------------------------------------------------------------ how rows are made

  private static void syntax(
      String name, String signature, String help, SqlOperator op, Generator generator) {
    ROWS.add(new Row(name, signature, help, op, generator));
  }

  private static void special(
      String name, String signature, String help, SqlFunction op, Generator generator) {
    ROWS.add(new Row(name, signature, help, op, generator));
  }

  private static void own(
      String name,
      List<Parameter> parameters,
      int required,
      boolean variadic,
      Function<SqlOperatorBinding, RelDataType> type,
      String signature,
      String help,
      Generator generator) {
    EddyFunction f = new EddyFunction(name, parameters, required, variadic, type);
    ROWS.add(new Row(name, signature, help, f, generator));
  }

  /** A call of one static method; with {@code orNull} the method may give null. */
  private static void helper(
      String name,
      List<Parameter> parameters,
      int required,
      DataType type,
      boolean orNull,
      String method,
      String signature,
      String help) {
    own(
        name,
        parameters,
        required,
        false,
        b -> orNull ? SqlTypes.rel(type) : typed(b, type),
        signature,
        help,
        (code, call) -> {
          EddyFunction f = (EddyFunction) call.getOperator();
          List<RowCode.Term> terms = code.terms(call);
          Function<List<String>, String> java = values -> method + arguments(f, terms);
          return orNull
              ? code.strictOrNull(call.getType(), terms, java)
              : code.strict(call.getType(), terms, java);
        });
  }

  private static String arguments(EddyFunction f, List<RowCode.Term> terms) {
    List<String> passed = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      passed.add(RowCode.passed(terms.get(i), f.parameter(i)));
    }
    return "(" + String.join(", ", passed) + ")";
  }

  private static void number(String name, String java, String help) {
    own(
        name,
        List.of(NUMBER),
        1,
        false,
        b -> typed(b, DataType.DOUBLE),
        name + "(number)",
        help,
        (code, call) -> {
          List<RowCode.Term> terms = code.terms(call);
          String x = RowCode.passed(terms.get(0), NUMBER);
          return code.strict(call.getType(), terms, v -> java.replace("$", x));
        });
  }

  private static void text(String name, String method, String help) {
    helper(name, List.of(TEXT), 1, DataType.VARCHAR, false, method, name + "(text)", help);
  }

  private static void part(String name, Parameter p, String method, String help) {
    helper(name, List.of(p), 1, DataType.BIGINT, false, method, name + "(" + p.word() + ")", help);
  }

  /** The binder has put other calls in this one's place. */
  private static RowCode.Term rewritten(RowCode code, RexCall call) {
    throw new IllegalStateException("not rewritten: " + call);
  }

  // ------------------------------------------------------------------------ result types

  static RelDataType nullable(RelDataType t) {
    return SqlTypes.FACTORY.createTypeWithNullability(t, true);
  }

  /** The type, nullable where an operand is. */
  static RelDataType typed(SqlOperatorBinding b, DataType type) {
    return SqlTypes.rel(type.withNullable(anyNullable(b)));
  }

  static boolean anyNullable(SqlOperatorBinding b) {
    for (int i = 0; i < b.getOperandCount(); i++) {
      if (b.getOperandType(i).isNullable()) {
        return true;
      }
    }
    return false;
  }

  private static RelDataType first(SqlOperatorBinding b) {
    return b.getOperandType(0);
  }

  private static RelDataType textOf(SqlOperatorBinding b) {
    boolean nullable =
        b.getOperator().getName().equals("CONCAT_WS")
            ? b.getOperandType(0).isNullable()
            : anyNullable(b);
    return SqlTypes.rel(DataType.VARCHAR.withNullable(nullable));
  }

  private static RelDataType hex(SqlOperatorBinding b, int length) {
    return typed(b, new DataType(TypeRoot.CHAR, length, 0, true));
  }

  private static RelDataType least(SqlOperatorBinding b, int from) {
    List<RelDataType> types = new ArrayList<>();
    for (int i = from; i < b.getOperandCount(); i++) {
      types.add(b.getOperandType(i));
    }
    RelDataType t = SqlTypes.FACTORY.leastRestrictive(types);
    if (t == null || !SqlTypes.isColumnType(t)) {
      if (b instanceof org.apache.calcite.sql.SqlCallBinding call) {
        throw call.newValidationSignatureError();
      }
      throw new IllegalArgumentException(types.toString());
    }
    return t;
  }

  private static RelDataType leastNullable(SqlOperatorBinding b) {
    return SqlTypes.FACTORY.createTypeWithNullability(least(b, 0), anyNullable(b));
  }

  private static RelDataType firstNotNull(SqlOperatorBinding b) {
    boolean all = true;
    for (int i = 0; i < b.getOperandCount(); i++) {
      all &= b.getOperandType(i).isNullable();
    }
    return SqlTypes.FACTORY.createTypeWithNullability(least(b, 0), all);
  }
}
