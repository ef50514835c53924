package dev.eddy.model.check;

import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Suggestions;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import dev.eddy.model.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the parameters of one node by their types, and collects what expressions turn out to be.
 */
final class ParameterChecker {
  private static final List<String> TYPE_NAMES =
      List.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INT",
          "INTEGER",
          "BIGINT",
          "FLOAT",
          "DOUBLE",
          "DECIMAL",
          "CHAR",
          "VARCHAR",
          "STRING",
          "DATE",
          "TIME",
          "TIMESTAMP",
          "TIMESTAMP_LTZ");
  private static final String TYPES =
      "BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL(p, s), CHAR(n), VARCHAR,"
          + " DATE, TIME, TIMESTAMP(3) and TIMESTAMP_LTZ(3)";
  private static final Pattern TYPE_TEXT = Pattern.compile("\\s*(\\w+)(.*)");
  private static final String OWN_COLUMNS = "columns";

  private final Node node;
  private final OperatorDescriptor descriptor;
  private final Place place;
  private final List<@Nullable Schema> inputs;
  private final ParameterScope scope;
  private final Expressions expressions;
  private final Consumer<Problem> problems;

  private final Set<String> broken = new HashSet<>();
  private Parameters resolved;
  private @Nullable Schema own;
  private boolean usable = true;
  private int errors;

  final Map<String, DataType> types = new LinkedHashMap<>();
  final Map<String, List<Field>> projections = new LinkedHashMap<>();
  final Map<String, List<AggregateCall>> aggregates = new LinkedHashMap<>();

  ParameterChecker(
      Node node,
      OperatorDescriptor descriptor,
      List<@Nullable Schema> inputs,
      ParameterScope scope,
      Expressions expressions,
      Consumer<Problem> problems) {
    this.node = node;
    this.descriptor = descriptor;
    this.place = Place.node(node.id(), node.name());
    this.inputs = inputs;
    this.scope = scope;
    this.expressions = expressions;
    this.problems = problems;
    this.resolved = new Parameters(descriptor, Value.Struct.EMPTY);
  }

  /** Whether everything but expressions is right, so that the operator can infer. */
  boolean isUsable() {
    return usable;
  }

  /** References resolved, defaults filled in. */
  Parameters resolved() {
    return resolved;
  }

  void check() {
    resolve();
    for (ParameterSpec p : descriptor.parameters()) {
      if (p.type() instanceof ParameterType.ColumnTypes) {
        check(p);
        if (p.name().equals(OWN_COLUMNS) && !broken.contains(OWN_COLUMNS)) {
          own = resolved.columnTypes(OWN_COLUMNS);
        }
      }
    }
    for (ParameterSpec p : descriptor.parameters()) {
      if (!(p.type() instanceof ParameterType.ColumnTypes)) {
        check(p);
      }
    }
  }

  private void resolve() {
    Map<String, Value> values = new LinkedHashMap<>();
    node.parameters()
        .fields()
        .forEach(
            (name, value) -> {
              ParameterSpec spec = descriptor.parameter(name).orElse(null);
              if (spec == null) {
                reportUnknown(name);
                return;
              }
              ParameterScope.Resolution r = scope.resolve(value);
              r.unknown().forEach(u -> reportReference(name, u));
              for (String u : r.unfit()) {
                error(
                    "unfit-parameter",
                    name,
                    "The project parameter '"
                        + u
                        + "' is no single value, so it cannot be part of"
                        + " a text.",
                    "Use it alone, or make it a text or a number.");
              }
              if (!r.isComplete()) {
                broken.add(name);
              }
              values.put(name, r.value() == value ? value : asTyped(r.value(), spec.type()));
            });
    for (ParameterSpec p : descriptor.parameters()) {
      Value given = values.get(p.name());
      if ((given == null || given instanceof Value.Null) && p.defaultValue() != null) {
        values.put(p.name(), p.defaultValue());
      }
    }
    resolved = new Parameters(descriptor, new Value.Struct(values));
  }

  /** A number or truth value that came as text, for the command line knows texts only. */
  private static Value asTyped(Value value, ParameterType type) {
    if (value instanceof Value.Text t) {
      if (type instanceof ParameterType.Bool && t.text().matches("true|false")) {
        return Value.of(Boolean.parseBoolean(t.text()));
      } else if (type instanceof ParameterType.Int && t.text().matches("-?\\d{1,18}")) {
        return Value.of(Long.parseLong(t.text()));
      }
    }
    return value;
  }

  private void reportUnknown(String name) {
    List<String> near =
        Suggestions.near(name, descriptor.parameters().stream().map(ParameterSpec::name).toList());
    problems.accept(
        Problem.warning(
            "unknown-parameter",
            place.withParameter(name),
            "The operator " + descriptor.id() + " has no parameter '" + name + "'.",
            Suggestions.sentence(near, "It is kept in the file and has no effect.")));
  }

  private void reportReference(String parameter, String name) {
    List<String> near = Suggestions.near(name, scope.names());
    error(
        "unknown-reference",
        parameter,
        "The project has no parameter '" + name + "', to which ${" + name + "} refers.",
        Suggestions.sentence(near, "Add it to the parameters of the project."));
  }

  private void check(ParameterSpec p) {
    if (broken.contains(p.name())) {
      usable &= isExpression(p.type());
      return;
    }
    Value value = resolved.value(p.name());
    if (value == null || !resolved.has(p.name())) {
      if (p.required()) {
        error("missing-parameter", p.name(), "'" + p.title() + "' is empty.", remedy(p));
        fail(p);
      }
      return;
    }
    int before = errors;
    checkValue(p, value);
    if (errors > before) {
      fail(p);
    }
  }

  private void fail(ParameterSpec p) {
    broken.add(p.name());
    usable &= isExpression(p.type());
  }

  private static String remedy(ParameterSpec p) {
    return p.help().isEmpty() ? "Fill it in." : "Fill it in: " + p.help();
  }

  private static boolean isExpression(ParameterType t) {
    return t instanceof ParameterType.Condition
        || t instanceof ParameterType.Expression
        || t instanceof ParameterType.Projection
        || t instanceof ParameterType.Aggregates;
  }

  private void checkValue(ParameterSpec p, Value value) {
    ParameterType type = p.type();
    if (type instanceof ParameterType.Text || type instanceof ParameterType.Path) {
      text(p, value);
    } else if (type instanceof ParameterType.Int i) {
      integer(p, value, i);
    } else if (type instanceof ParameterType.Bool) {
      if (!(value instanceof Value.Bool)) {
        wrong(p.name(), "'" + p.title() + "' must be true or false.", "");
      }
    } else if (type instanceof ParameterType.Duration) {
      duration(p, value);
    } else if (type instanceof ParameterType.Choice c) {
      choice(p, value, c);
    } else if (type instanceof ParameterType.Column c) {
      String name = text(p, value);
      if (name != null) {
        column(p.name(), name, c.input());
      }
    } else if (type instanceof ParameterType.Columns c) {
      columns(p, value, c.input());
    } else if (type instanceof ParameterType.ColumnTypes) {
      columnTypes(p, value);
    } else if (type instanceof ParameterType.Ordering o) {
      ordering(p, value, o.input());
    } else if (type instanceof ParameterType.Condition c) {
      expression(p, value, c.input(), true);
    } else if (type instanceof ParameterType.Expression e) {
      expression(p, value, e.input(), false);
    } else if (type instanceof ParameterType.Projection x) {
      projection(p, value, x.input());
    } else if (type instanceof ParameterType.Aggregates a) {
      aggregates(p, value, a.input());
    }
  }

  private @Nullable String text(ParameterSpec p, Value value) {
    if (value instanceof Value.Text t) {
      return t.text();
    }
    wrong(p.name(), "'" + p.title() + "' must be a text.", "");
    return null;
  }

  private void integer(ParameterSpec p, Value value, ParameterType.Int bounds) {
    BigDecimal n = value instanceof Value.Num num ? num.number() : null;
    boolean fits =
        n != null
            && n.stripTrailingZeros().scale() <= 0
            && n.compareTo(BigDecimal.valueOf(bounds.min())) >= 0
            && n.compareTo(BigDecimal.valueOf(bounds.max())) <= 0;
    if (!fits) {
      wrong(p.name(), "'" + p.title() + "' must be a whole number" + between(bounds) + ".", "");
    }
  }

  private static String between(ParameterType.Int bounds) {
    if (bounds.max() >= Integer.MAX_VALUE) {
      return bounds.min() <= Integer.MIN_VALUE ? "" : " from " + bounds.min();
    }
    return " from " + bounds.min() + " to " + bounds.max();
  }

  private void duration(ParameterSpec p, Value value) {
    String text = text(p, value);
    if (text != null && Parameters.parseDuration(text).isEmpty()) {
      wrong(
          p.name(),
          "'" + text + "' is no duration.",
          "Write a number and a unit (ms, s, min, h, d), such as 30 s or 1 h.");
    }
  }

  private void choice(ParameterSpec p, Value value, ParameterType.Choice c) {
    String text = text(p, value);
    if (text != null && !c.options().contains(text)) {
      List<String> near = Suggestions.near(text, c.options());
      report(
          Problem.error(
                  "wrong-value",
                  place.withParameter(p.name()),
                  "'" + text + "' is none of the choices for '" + p.title() + "'.",
                  Suggestions.sentence(
                      near, "Choose one of " + String.join(", ", c.options()) + "."))
              .withFixes(near));
    }
  }

  /** Null where the schema is not known. */
  private @Nullable Schema schema(int input) {
    if (input == ParameterType.BOTH_INPUTS) {
      Schema left = schema(0);
      Schema right = schema(1);
      return left == null || right == null ? null : left.beside(right);
    }
    return input < 0 ? own : input < inputs.size() ? inputs.get(input) : null;
  }

  private @Nullable Field column(String parameter, String name, int input) {
    Schema schema = schema(input);
    if (schema == null) {
      return null;
    }
    Field field = schema.find(name).orElse(null);
    if (field == null) {
      List<String> near = Suggestions.near(name, schema.names());
      report(
          Problem.error(
                  "unknown-column",
                  place.withParameter(parameter),
                  "There is no column '" + name + "'" + where(input) + ".",
                  Suggestions.sentence(near, "The columns are " + shortened(schema.names()) + "."))
              .withFixes(near));
    }
    return field;
  }

  private String where(int input) {
    return input < 0
        ? ""
        : descriptor.inputs().size() == 1
            ? " in the input"
            : " in the input '" + descriptor.inputs().get(input).name() + "'";
  }

  private static String shortened(List<String> names) {
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 12)) + " and " + (names.size() - 12) + " more";
  }

  private List<Value> items(ParameterSpec p, Value value) {
    if (value instanceof Value.Items items) {
      return items.items();
    }
    wrong(p.name(), "'" + p.title() + "' must be a list.", "");
    return List.of();
  }

  private static String item(ParameterSpec p, int index) {
    return p.name() + "[" + index + "]";
  }

  private void columns(ParameterSpec p, Value value, int input) {
    Set<String> seen = new HashSet<>();
    int i = 0;
    for (Value v : items(p, value)) {
      String at = item(p, i++);
      if (!(v instanceof Value.Text t)) {
        wrong(at, "A column must be named by a text.", "");
      } else if (!seen.add(t.text())) {
        duplicate(at, t.text());
      } else {
        column(at, t.text(), input);
      }
    }
  }

  private void duplicate(String at, String name) {
    error("duplicate-column", at, "The column '" + name + "' is there twice.", "Remove one.");
  }

  private void columnTypes(ParameterSpec p, Value value) {
    Set<String> seen = new HashSet<>();
    int i = 0;
    for (Value v : items(p, value)) {
      String at = item(p, i++);
      if (!(v instanceof Value.Struct s)
          || !(s.get("name") instanceof Value.Text name)
          || !(s.get("type") instanceof Value.Text type)) {
        wrong(at, "A column needs a name and a type.", "Write {\"name\": …, \"type\": …}.");
        continue;
      }
      newName(at + ".name", name.text(), seen);
      if (DataType.parse(type.text()).isEmpty()) {
        List<String> near = nearTypes(type.text());
        report(
            Problem.error(
                    "unknown-type",
                    place.withParameter(at + ".type"),
                    "'"
                        + type.text()
                        + "' of the column '"
                        + name.text()
                        + "' is no type that is"
                        + " supported.",
                    Suggestions.sentence(near, "Use one of " + TYPES + "."))
                .withFixes(near));
      }
    }
  }

  /** Types whose name is near, with the length and nullability that the text has. */
  private static List<String> nearTypes(String text) {
    Matcher m = TYPE_TEXT.matcher(text);
    if (!m.matches()) {
      return List.of();
    }
    return Suggestions.near(m.group(1), TYPE_NAMES).stream()
        .map(name -> name + m.group(2))
        .filter(type -> DataType.parse(type).isPresent())
        .toList();
  }

  /** A name that the user gives to a column. */
  private boolean newName(String at, String name, Set<String> seen) {
    if (name.isBlank()) {
      error("missing-name", at, "A column has no name.", "Give it one.");
      return false;
    } else if (!seen.add(name)) {
      error(
          "duplicate-column",
          at,
          "Two columns have the name '" + name + "'.",
          "Rename one of them.");
      return false;
    }
    return true;
  }

  private void ordering(ParameterSpec p, Value value, int input) {
    int i = 0;
    for (Value v : items(p, value)) {
      String at = item(p, i++);
      if (!(v instanceof Value.Struct s) || !(s.get("column") instanceof Value.Text column)) {
        wrong(at, "An order needs a column.", "Write {\"column\": …, \"order\": \"asc\"}.");
        continue;
      }
      Value order = s.get("order");
      if (order != null && !(order instanceof Value.Text t && t.text().matches("(?i)asc|desc"))) {
        wrong(at, "The order of '" + column.text() + "' must be asc or desc.", "");
      }
      column(at, column.text(), input);
    }
  }

  private void expression(ParameterSpec p, Value value, int input, boolean condition) {
    Schema schema = schema(input);
    String text = text(p, value);
    if (text == null || schema == null) {
      return;
    }
    Substitution s = substitution(node.parameters().get(p.name()), text);
    DataType type = typed(p.name(), s, expressions.typeOf(s.text(), schema));
    if (type == null) {
      return;
    }
    if (condition && type.root() != TypeRoot.BOOLEAN) {
      error(
          "not-a-condition",
          p.name(),
          "The condition gives " + type.sql() + ", not BOOLEAN.",
          "Compare it with something, such as … > 0.");
      return;
    }
    types.put(p.name(), type);
  }

  private Substitution substitution(@Nullable Value original, String resolvedText) {
    if (original instanceof Value.Text t) {
      Substitution s = scope.substitute(t.text());
      if (s.text().equals(resolvedText)) {
        return s;
      }
    }
    return new Substitution.Builder(resolvedText).build();
  }

  private @Nullable DataType typed(String at, Substitution s, Expressions.Typed typed) {
    typed.problems().forEach(x -> reportExpression(at, s, x));
    return typed.type();
  }

  private void reportExpression(String at, Substitution s, Problem problem) {
    Place.Range range = problem.place().range();
    report(problem.at(place.withParameter(at).withRange(range == null ? null : s.toSource(range))));
  }

  /** A column that an expression makes: its name, and its text with the way back to the file's. */
  private record Named(String at, String name, Substitution text) {}

  private List<Named> named(ParameterSpec p, Value value) {
    List<Named> out = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<Value> items = items(p, value);
    for (int i = 0; i < items.size(); i++) {
      String at = item(p, i);
      if (items.get(i) instanceof Value.Struct s
          && s.get("name") instanceof Value.Text name
          && s.get("expression") instanceof Value.Text text) {
        if (newName(at + ".name", name.text(), seen)) {
          out.add(new Named(at, name.text(), substitution(originalExpression(p, i), text.text())));
        }
      } else {
        wrong(
            at,
            "A column needs a name and an expression.",
            "Write {\"name\": …, \"expression\": …}.");
      }
    }
    return out;
  }

  private @Nullable Value originalExpression(ParameterSpec p, int index) {
    return node.parameters().get(p.name()) instanceof Value.Items items
            && index < items.items().size()
            && items.items().get(index) instanceof Value.Struct s
        ? s.get("expression")
        : null;
  }

  private void projection(ParameterSpec p, Value value, int input) {
    Schema schema = schema(input);
    int before = errors;
    List<Named> named = named(p, value);
    if (schema == null) {
      return;
    }
    List<Field> fields = new ArrayList<>();
    for (Named n : named) {
      DataType type = typed(n.at(), n.text(), expressions.typeOf(n.text().text(), schema));
      if (type != null) {
        fields.add(new Field(n.name(), type));
      }
    }
    if (errors == before && fields.size() == named.size()) {
      projections.put(p.name(), List.copyOf(fields));
    }
  }

  private void aggregates(ParameterSpec p, Value value, int input) {
    Schema schema = schema(input);
    int before = errors;
    List<Named> named = named(p, value);
    if (schema == null) {
      return;
    }
    List<AggregateCall> calls = new ArrayList<>();
    int arguments = 0;
    for (Named n : named) {
      Expressions.TypedAggregate typed =
          expressions.aggregateOf(n.name(), n.text().text(), schema, arguments);
      typed.problems().forEach(x -> reportExpression(n.at(), n.text(), x));
      if (typed.call() != null) {
        calls.add(typed.call());
        arguments += typed.call().argumentColumn() < 0 ? 0 : 1;
      }
    }
    if (errors == before && calls.size() == named.size()) {
      aggregates.put(p.name(), List.copyOf(calls));
    }
  }

  private void wrong(String parameter, String message, String remedy) {
    error("wrong-value", parameter, message, remedy);
  }

  private void error(String code, String parameter, String message, String remedy) {
    report(Problem.error(code, place.withParameter(parameter), message, remedy));
  }

  private void report(Problem problem) {
    errors += problem.isError() ? 1 : 0;
    problems.accept(problem);
  }
}
