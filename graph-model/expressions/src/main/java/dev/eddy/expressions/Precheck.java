package dev.eddy.expressions;

import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Suggestions;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Walks an expression before Calcite validates it, since Calcite stops at the first error and says
 * some things late or without a place: finds all names that do not exist, and everything that has
 * no place in an expression over one row.
 */
final class Precheck {
  /** Beyond this the generated code, and some parsers, run out of stack. */
  private static final int DEEPEST = 250;

  /** Beyond this a method would grow past what the JVM compiles, or takes at all. */
  private static final int MOST_NODES = 1000;

  private static final int LONGEST_LIST = 4000;
  private static final int LONGEST_TEXT = 20_000;

  private static final Set<String> AGGREGATES =
      Set.of(
          "COUNT",
          "SUM",
          "AVG",
          "MIN",
          "MAX",
          "STDDEV_POP",
          "STDDEV_SAMP",
          "VAR_POP",
          "VAR_SAMP",
          "COLLECT",
          "LISTAGG",
          "FIRST_VALUE",
          "LAST_VALUE",
          "SUM0",
          "ARRAY_AGG",
          "STDDEV",
          "VARIANCE",
          "ROW_NUMBER",
          "RANK",
          "DENSE_RANK",
          "LAG",
          "LEAD",
          "NTILE",
          "EVERY");

  private static final Set<String> WALL_CLOCK =
      Set.of(
          "CURRENT_TIMESTAMP",
          "LOCALTIMESTAMP",
          "CURRENT_DATE",
          "CURRENT_TIME",
          "LOCALTIME",
          "NOW",
          "PROCTIME",
          "CURRENT_ROW_TIMESTAMP",
          "RAND",
          "RAND_INTEGER",
          "UUID",
          "CURRENT_WATERMARK",
          "UNIX_TIMESTAMP");

  /** How other dialects call what is here under another name. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("LENGTH", "CHAR_LENGTH"),
          Map.entry("LEN", "CHAR_LENGTH"),
          Map.entry("UCASE", "UPPER"),
          Map.entry("LCASE", "LOWER"),
          Map.entry("NVL", "IFNULL"),
          Map.entry("ISNULL", "IFNULL"),
          Map.entry("IIF", "IF"),
          Map.entry("TRUNC", "TRUNCATE"),
          Map.entry("POW", "POWER"),
          Map.entry("INSTR", "LOCATE"),
          Map.entry("DATEDIFF", "TIMESTAMPDIFF"),
          Map.entry("DATE_ADD", "TIMESTAMPADD"),
          Map.entry("DATE_TRUNC", "FLOOR"),
          Map.entry("SAFE_CAST", "TRY_CAST"),
          Map.entry("REGEXP_LIKE", "REGEXP"),
          Map.entry("STRPOS", "POSITION"));

  private final Schema input;
  private final List<Problem> problems = new ArrayList<>();
  private int nodes;

  private Precheck(Schema input) {
    this.input = input;
  }

  static List<Problem> check(SqlNode node, Schema input) {
    Precheck p = new Precheck(input);
    p.walk(node, 0);
    return p.problems;
  }

  private void refuse(SqlNode at, String code, String message, String remedy) {
    problems.add(Problem.error(code, Refused.place(at.getParserPosition()), message, remedy));
  }

  private void notSupported(SqlNode at, String what, String remedy) {
    refuse(at, "not-supported", "not supported: " + what + ".", remedy);
  }

  private void walk(@org.jspecify.annotations.Nullable SqlNode node, int depth) {
    if (node == null) {
      return;
    }
    if (depth > DEEPEST) {
      if (problems.isEmpty()) {
        notSupported(node, "an expression nested deeper than " + DEEPEST, "Split it.");
      }
      return;
    }
    if (++nodes > MOST_NODES) {
      if (problems.isEmpty()) {
        notSupported(node, "an expression this large", "Split it.");
      }
      return;
    }
    if (node instanceof SqlLiteral literal) {
      if (literal.getTypeName() == SqlTypeName.CHAR && literal.toString().length() > LONGEST_TEXT) {
        notSupported(node, "a text this long", "Put it into a file and join.");
      }
    } else if (node instanceof SqlIdentifier id) {
      column(id);
    } else if (node instanceof SqlNodeList list) {
      if (list.size() > LONGEST_LIST) {
        notSupported(
            node,
            "a list of more than " + LONGEST_LIST + " values",
            "Put it into a file and join.");
        return;
      }
      boolean lookedUp = list.size() >= SetCode.FEWEST && list.stream().allMatch(SetCode::isPlain);
      if (!lookedUp) {
        list.forEach(n -> walk(n, depth + 1));
      }
    } else if (node instanceof SqlDataTypeSpec type) {
      type(type);
    } else if (node instanceof SqlDynamicParam) {
      notSupported(node, "the parameter ?", "Write ${name} for a parameter of the project.");
    } else if (node instanceof SqlCall call && callable(call)) {
      for (SqlNode n : call.getOperandList()) {
        // a long list of conditions is a deep tree for the parser and flat for the binder
        boolean same = n != null && n.getKind() == call.getKind();
        boolean flat = same && (call.getKind() == SqlKind.AND || call.getKind() == SqlKind.OR);
        walk(n, flat ? depth : depth + 1);
      }
    }
  }

  private void column(SqlIdentifier id) {
    if (id.isStar()) {
      refuse(id, "star", "* stands for no single value.", "Name a column.");
      return;
    }
    if (id.names.size() > 1) {
      notSupported(id, "the path " + id, "Name a column of the input.");
      return;
    }
    String name = id.getSimple();
    if (input.indexOf(name) >= 0) {
      return;
    }
    if (WALL_CLOCK.contains(name.toUpperCase(Locale.ROOT))) {
      wallClock(id, name);
      return;
    }
    List<String> near = Suggestions.near(name, input.names());
    String remedy =
        near.isEmpty()
            ? input.size() == 0
                ? "The input has no columns."
                : "The columns are " + listed(input.names()) + "."
            : Suggestions.sentence(near, "");
    problems.add(
        Problem.error(
                "unknown-column",
                Refused.place(id.getParserPosition()),
                "There is no column " + name + ".",
                remedy)
            .withFixes(near.stream().map(SqlText::quotedIfNeeded).toList()));
  }

  private static String listed(List<String> names) {
    int most = 12;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + ", …";
  }

  private void wallClock(SqlNode at, String name) {
    notSupported(
        at, name + ", which gives another value on each run", "Use a time column of the rows.");
  }

  private boolean callable(SqlCall call) {
    SqlOperator op = call.getOperator();
    String name = op.getName().toUpperCase(Locale.ROOT);
    switch (call.getKind()) {
      case SELECT, UNION, INTERSECT, EXCEPT, VALUES, WITH, ORDER_BY, EXISTS, SCALAR_QUERY -> {
        notSupported(call, "a sub-query in an expression", "Use a join.");
        return false;
      }
      case OVER -> {
        notSupported(call, "OVER in an expression", "Use a window or aggregate operator.");
        return false;
      }
      case FILTER, WITHIN_GROUP, WITHIN_DISTINCT, RESPECT_NULLS, IGNORE_NULLS -> {
        aggregate(call, name);
        return false;
      }
      default -> {
        // looked up by name below
      }
    }
    if (AGGREGATES.contains(name)) {
      aggregate(call, name);
      return false;
    }
    if (op instanceof SqlFunction && WALL_CLOCK.contains(name)) {
      wallClock(call, name + "()");
      return false;
    }
    List<SqlOperator> found = new ArrayList<>();
    Functions.TABLE.lookupOperatorOverloads(
        new SqlIdentifier(op.getName(), call.getParserPosition()),
        null,
        op.getSyntax(),
        found,
        Front.NAMES);
    if (!found.isEmpty() || call.getKind() == SqlKind.LITERAL_CHAIN) {
      return true;
    }
    if (!(op instanceof SqlFunction)
        || !Character.isLetter(name.isEmpty() ? ' ' : name.charAt(0))) {
      boolean difference = call.getKind() == SqlKind.MINUS;
      notSupported(
          call,
          difference ? "(a - b) unit" : name.isEmpty() ? call.toString() : name,
          difference ? "Write TIMESTAMPDIFF(unit, b, a)." : "");
      return false;
    }
    unknownFunction(call, name);
    return false;
  }

  private void unknownFunction(SqlCall call, String operatorName) {
    String name = operatorName.equals("TRANSLATE3") ? "TRANSLATE" : operatorName;
    String synonym = SYNONYMS.get(name);
    List<String> near = synonym != null ? List.of(synonym) : nearFunctions(name);
    Problem p =
        Problem.error(
            "unknown-function",
            Refused.place(SqlText.nameOf(call)),
            "not supported: the function " + name + ".",
            Suggestions.sentence(near, ""));
    problems.add(p.withFixes(near));
  }

  private static List<String> nearFunctions(String name) {
    Set<String> known = new java.util.TreeSet<>(Functions.helps().keySet());
    known.addAll(SYNONYMS.keySet());
    return Suggestions.near(name, known).stream()
        .map(n -> SYNONYMS.getOrDefault(n, n))
        .distinct()
        .toList();
  }

  private void aggregate(SqlCall call, String name) {
    refuse(
        call,
        "aggregate",
        name + " is an aggregate: it has no value for one row.",
        "Use a window or aggregate operator.");
  }

  private void type(SqlDataTypeSpec spec) {
    SqlTypeNameSpec name = spec.getTypeNameSpec();
    if (name instanceof SqlUserDefinedTypeNameSpec) {
      if (!name.getTypeName().isSimple()
          || !name.getTypeName().getSimple().equalsIgnoreCase("STRING")) {
        notSupported(spec, "the type " + spec, TYPES);
      }
      return;
    }
    SqlTypeName type =
        name instanceof SqlBasicTypeNameSpec
            ? SqlTypeName.get(name.getTypeName().getSimple().toUpperCase(Locale.ROOT))
            : null;
    int precision = name instanceof SqlBasicTypeNameSpec b ? b.getPrecision() : -1;
    int scale = name instanceof SqlBasicTypeNameSpec b ? b.getScale() : -1;
    if (type == null) {
      notSupported(spec, "the type " + spec, TYPES);
      return;
    }
    switch (type) {
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, REAL, DOUBLE, DATE -> {
        // taken as they are
      }
      case CHAR, VARCHAR -> {
        if (precision == 0) {
          refuse(spec, "type", "A length must be 1 at least.", "");
        }
      }
      case DECIMAL -> {
        if (precision > SqlTypes.MAX_DECIMAL || precision == 0 || scale > Math.max(precision, 0)) {
          refuse(spec, "type", "DECIMAL(p, s) needs 1 <= p <= 38 and 0 <= s <= p.", "");
        }
      }
      case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
        if (precision > 3) {
          notSupported(spec, spec + ": times have milliseconds at most", "Write (3).");
        }
      }
      default -> notSupported(spec, "the type " + spec, TYPES);
    }
  }

  private static final String TYPES =
      "The types are BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL(p, s),"
          + " CHAR(n), VARCHAR(n), STRING, DATE, TIME, TIMESTAMP(p).";
}
