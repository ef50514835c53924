package dev.eddy.expressions;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.Lex;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;
import org.apache.calcite.sql.validate.SqlMoniker;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorTable;
import org.jspecify.annotations.Nullable;

/**
 * From text to a typed RexNode: Calcite's parser and validator, without its planner. The validator
 * is made anew for each expression, for it is not thread-safe; everything else here is immutable.
 */
final class Front {
  private static final int LONGEST = 100_000;

  static final SqlNameMatcher NAMES = SqlNameMatchers.withCaseSensitive(false);

  private static final SqlConformance CONFORMANCE =
      new SqlDelegatingConformance(SqlConformanceEnum.DEFAULT) {
        @Override
        public boolean isPercentRemainderAllowed() {
          return true;
        }

        @Override
        public boolean isBangEqualAllowed() {
          return true;
        }
      };

  static final SqlParser.Config PARSER =
      SqlParser.config()
          .withLex(Lex.JAVA)
          .withConformance(CONFORMANCE)
          .withIdentifierMaxLength(256);

  private static final Pattern ENCOUNTERED =
      Pattern.compile("Encountered \"(.*?)\" at line", Pattern.DOTALL);

  private static final Pattern SIGNATURE =
      Pattern.compile(
          "Cannot apply '(.*)' to arguments of type '(.*?)'\\. Supported form\\(s\\): (.*)",
          Pattern.DOTALL);

  private Front() {}

  /** A typed expression; warnings do not keep it from running. */
  record Bound(RexNode rex, DataType type, List<Problem> warnings) {}

  /** A list of problems that keep an expression from running. */
  static final class Errors extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    Errors(List<Problem> problems) {
      super(problems.toString(), null, false, false);
      this.problems = problems;
    }

    List<Problem> problems() {
      return problems;
    }
  }

  static SqlNode parse(String text, Schema input) throws Errors {
    if (text.isBlank()) {
      throw error(pos(1, 1), "empty", "There is no expression.", "Write one.");
    }
    if (text.length() > LONGEST) {
      throw error(pos(1, 1), "not-supported", "not supported: an expression this long.", "");
    }
    try {
      return SqlParser.create(text, PARSER).parseExpression();
    } catch (SqlParseException e) {
      if (e.getCause() instanceof StackOverflowError) {
        throw tooDeep();
      }
      throw parseError(text, input, e);
    } catch (StackOverflowError e) {
      throw tooDeep();
    } catch (RuntimeException e) {
      throw error(pos(1, 1), "syntax", "This is no SQL expression.", "");
    }
  }

  /** Types an expression that has been parsed. */
  static Bound bind(SqlNode node, Schema input) throws Errors {
    List<Problem> found = Precheck.check(node, input);
    if (!found.isEmpty()) {
      throw new Errors(found);
    }
    try {
      Validator validator = new Validator();
      Map<String, RelDataType> columns = new HashMap<>();
      for (Field f : input.fields()) {
        columns.put(f.name(), SqlTypes.rel(f.type()));
      }
      SqlNode valid = validator.validateParameterizedExpression(node, columns);
      Binder binder = new Binder(validator, input);
      RexNode rex = binder.bindRoot(valid);
      return new Bound(rex, SqlTypes.of(rex.getType()), binder.warnings());
    } catch (Refused e) {
      throw new Errors(List.of(e.problem()));
    } catch (CalciteContextException e) {
      throw typeError(e);
    } catch (StackOverflowError e) {
      throw tooDeep();
    } catch (RuntimeException | AssertionError e) {
      // Calcite fails without a place on some rare shapes; that is no reason to lose the editor
      throw error(
          node.getParserPosition(),
          "not-supported",
          "not supported: this expression (" + firstLine(e) + ").",
          "");
    }
  }

  static Bound bind(String text, Schema input) throws Errors {
    return bind(parse(text, input), input);
  }

  private static Errors tooDeep() {
    return error(
        pos(1, 1), "not-supported", "not supported: an expression nested this deep.", "Split it.");
  }

  static Errors error(SqlParserPos at, String code, String message, String remedy) {
    return new Errors(List.of(Problem.error(code, Refused.place(at), message, remedy)));
  }

  private static SqlParserPos pos(int line, int column) {
    return new SqlParserPos(line, column);
  }

  private static String firstLine(Throwable e) {
    String m = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    int end = m.indexOf('\n');
    return end < 0 ? m : m.substring(0, end);
  }

  // ------------------------------------------------------------------------ messages

  private static Errors parseError(String text, Schema input, SqlParseException e) {
    SqlParserPos at = e.getPos() == null ? pos(1, 1) : e.getPos();
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (text.chars().filter(c -> c == '\'').count() % 2 == 1) {
      return error(
          spanOf(text, text.lastIndexOf('\''), text.length()),
          "syntax",
          "The text that begins here has no end.",
          "Close it with a ' (a ' inside is written '').");
    }
    if (message.startsWith("Lexical error")) {
      return error(at, "syntax", "A character here has no meaning in SQL.", "");
    }
    Errors reserved = reservedWord(text, input, at);
    if (reserved != null) {
      return reserved;
    }
    Matcher m = ENCOUNTERED.matcher(message);
    if (!m.find()) {
      return error(at, "syntax", firstLine(e), "");
    }
    String encountered = m.group(1);
    if (encountered.contains("<EOF>") && at.getColumnNum() >= 1) {
      String before = encountered.replace("<EOF>", "").trim();
      return error(
          at,
          "syntax",
          before.isEmpty()
              ? "The expression ends too early."
              : "The expression ends too early, after " + before + ".",
          "");
    }
    String token = encountered.trim().split("\\s+")[0];
    return error(firstToken(at, token), "syntax", token + " does not belong here.", "");
  }

  /** Whether the word at the error is a column whose name must be quoted. */
  private static @Nullable Errors reservedWord(String text, Schema input, SqlParserPos at) {
    int from = SqlText.offset(text, at.getLineNum(), at.getColumnNum());
    int to = from;
    while (to < text.length() && Character.isJavaIdentifierPart(text.charAt(to))) {
      to++;
    }
    String token = text.substring(from, to);
    for (String column : input.names()) {
      if (column.equalsIgnoreCase(token) && SqlText.isReserved(token)) {
        String quoted = "`" + column + "`";
        Problem p =
            Problem.error(
                "reserved-word",
                Refused.place(firstToken(at, token)),
                token + " is a word of SQL.",
                "Write the column as " + quoted + ".");
        return new Errors(List.of(p.withFixes(List.of(quoted))));
      }
    }
    return null;
  }

  private static SqlParserPos firstToken(SqlParserPos at, String token) {
    return new SqlParserPos(
        at.getLineNum(),
        at.getColumnNum(),
        at.getLineNum(),
        at.getColumnNum() + Math.max(1, token.length()) - 1);
  }

  private static SqlParserPos spanOf(String text, int from, int to) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < from; i++) {
      column = text.charAt(i) == '\n' ? 1 : column + 1;
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
    int end = text.indexOf('\n', from);
    int length = (end < 0 ? to : end) - from;
    return new SqlParserPos(line, column, line, column + Math.max(1, length) - 1);
  }

  private static Errors typeError(CalciteContextException e) {
    SqlParserPos at =
        new SqlParserPos(e.getPosLine(), e.getPosColumn(), e.getEndPosLine(), e.getEndPosColumn());
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    Matcher m = SIGNATURE.matcher(message);
    if (m.matches()) {
      return wrongTypes(at, m.group(1), m.group(2), m.group(3));
    }
    if (message.startsWith("Illegal mixing of types")) {
      return error(
          at, "type", "The results have types that do not go together.", "CAST them to one type.");
    }
    if (message.startsWith("No match found for function signature")) {
      String name = message.replaceAll(".*signature ([^(]+)\\(.*", "$1");
      Functions.Row row = Functions.named(name);
      return error(
          at,
          "type",
          readable(message.replaceAll(".*signature ", "")) + " is not possible.",
          row == null ? "" : "Write " + row.signature() + ".");
    }
    if (message.startsWith("Invalid number of arguments")) {
      String name = message.replaceAll(".*function '([^']+)'.*", "$1");
      Functions.Row row = Functions.named(name);
      return error(
          at,
          "arguments",
          name.toUpperCase(Locale.ROOT) + " does not take that many arguments.",
          row == null ? "" : "Write " + row.signature() + ".");
    }
    return error(at, "type", message.endsWith(".") ? message : message + ".", "");
  }

  private static Errors wrongTypes(
      SqlParserPos at, String operator, String given, String supported) {
    if (supported.contains("COMPARABLE_TYPE")) {
      return error(
          at,
          "type",
          readable(given) + " is not possible: the types are not comparable.",
          "CAST one of them to the type of the other.");
    }
    if (given.matches("<.*FLOAT.*> [-+*/] <.*>|<.*> [-+*/] <.*FLOAT.*>")) {
      return error(
          at,
          "type",
          readable(given) + " is not possible.",
          "FLOAT goes with integers and FLOAT alone: CAST it.");
    }
    String forms = supported.replace("'", "").trim().replaceAll("\\s*\\n\\s*", ", ");
    Functions.Row row = Functions.named(operator);
    return error(
        at,
        "type",
        readable(given) + " is not possible.",
        row == null || row.operator().getOperandTypeChecker() instanceof Arithmetic.Check
            ? "It takes " + readable(forms) + "."
            : "Write " + row.signature() + ".");
  }

  /** Calcite's signatures without angle brackets and with our names of types. */
  private static String readable(String signature) {
    return signature
        .replaceAll("^NOT<", "NOT <")
        .replace("<", "")
        .replace(">", "")
        .replace("INTEGER", "INT")
        .replace("(" + Integer.MAX_VALUE + ")", "")
        .replace("_WITH_LOCAL_TIME_ZONE", "_LTZ");
  }

  // ------------------------------------------------------------------------ Calcite's side

  /** Calcite's validator over our table of functions. */
  static final class Validator extends SqlValidatorImpl {
    Validator() {
      super(
          Functions.TABLE,
          NO_CATALOG,
          SqlTypes.FACTORY,
          SqlValidator.Config.DEFAULT
              .withConformance(CONFORMANCE)
              .withCallRewrite(false)
              .withTypeCoercionEnabled(false));
    }
  }

  /** There are no tables; the one named type is Flink's STRING. */
  private static final SqlValidatorCatalogReader NO_CATALOG =
      new SqlValidatorCatalogReader() {
        @Override
        public @Nullable SqlValidatorTable getTable(List<String> names) {
          return null;
        }

        @Override
        public @Nullable RelDataType getNamedType(SqlIdentifier name) {
          return name.isSimple() && name.getSimple().equalsIgnoreCase("STRING")
              ? SqlTypes.rel(DataType.VARCHAR.notNull())
              : null;
        }

        @Override
        public List<SqlMoniker> getAllSchemaObjectNames(List<String> names) {
          return List.of();
        }

        @Override
        public List<List<String>> getSchemaPaths() {
          return List.of(List.of());
        }

        @Override
        public @Nullable RelDataTypeField field(RelDataType rowType, String alias) {
          return rowType.getField(alias, true, false);
        }

        @Override
        public SqlNameMatcher nameMatcher() {
          return NAMES;
        }

        @Override
        public boolean matches(String a, String b) {
          return a.equals(b);
        }

        @Override
        public RelDataType createTypeFromProjection(RelDataType type, List<String> columns) {
          throw new UnsupportedOperationException();
        }

        @Override
        public boolean isCaseSensitive() {
          return true;
        }

        @Override
        public CalciteSchema getRootSchema() {
          throw new UnsupportedOperationException();
        }

        @Override
        public CalciteConnectionConfig getConfig() {
          return CalciteConnectionConfig.DEFAULT;
        }

        @Override
        public <C> @Nullable C unwrap(Class<C> type) {
          return type.isInstance(this) ? type.cast(this) : null;
        }
      };
}
