package dev.eddy.designer.control.form;

import dev.eddy.designer.control.expression.ExpressionAssistant.Use;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form of a node, computed from its descriptor and values. Pure.
 *
 * @param unknown parameters of the file that the descriptor does not know; they are kept
 */
public record FormModel(List<Entry> entries, List<Unknown> unknown) {
  public FormModel {
    entries = List.copyOf(entries);
    unknown = List.copyOf(unknown);
  }

  /**
   * What a form is of.
   *
   * @param inputs schemas of the inputs, empty ones where nothing is connected
   * @param problems all of the pipeline's or of the node's; those of other nodes are passed over
   * @param mixed parameters of which several nodes have several values
   */
  public record Input(
      String nodeId,
      OperatorDescriptor descriptor,
      Value.Struct values,
      List<Schema> inputs,
      List<Problem> problems,
      Set<String> mixed) {
    public Input {
      inputs = List.copyOf(inputs);
      problems = List.copyOf(problems);
      mixed = Set.copyOf(mixed);
    }

    public Input(
        String nodeId,
        OperatorDescriptor descriptor,
        Value.Struct values,
        List<Schema> inputs,
        List<Problem> problems) {
      this(nodeId, descriptor, values, inputs, problems, Set.of());
    }
  }

  /**
   * A parameter with its editor.
   *
   * @param set whether the file has a value
   * @param problems those at the parameter or at an item of it
   * @param mixed whether several nodes have several values
   */
  public record Entry(
      ParameterSpec spec, Editor editor, boolean set, List<Problem> problems, boolean mixed) {
    private static final int SHORT_HELP = 60;

    public Entry {
      problems = List.copyOf(problems);
    }

    public String name() {
      return spec.name();
    }

    /** Whether there is something to go back to, or to leave empty again. */
    public boolean canReset() {
      return (set || mixed) && !spec.required();
    }

    /** Short fields stand two in a row, if what is said below them is short as well. */
    public boolean isShort() {
      ParameterType t = spec.type();
      boolean narrow =
          t instanceof ParameterType.Int
              || t instanceof ParameterType.Duration
              || t instanceof ParameterType.Choice
              || t instanceof ParameterType.Text;
      return narrow && spec.help().length() <= SHORT_HELP;
    }

    /** The problems at item {@code index} of a list. */
    public List<Problem> problemsOfItem(int index) {
      String place = name() + "[" + index + "]";
      return problems.stream()
          .filter(
              p -> {
                String at = p.place().parameter();
                return at != null && (at.equals(place) || at.startsWith(place + "."));
              })
          .toList();
    }
  }

  /** A parameter that this version does not know. */
  public record Unknown(String name, String value) {}

  /** How a parameter is edited, and what the editor shows. */
  public sealed interface Editor {
    /** A line of text; {@code whenEmpty} says what holds while it is empty. */
    record Line(String text, String whenEmpty, Kind kind) implements Editor {
      /** What the text stands for. */
      public enum Kind {
        TEXT,
        INTEGER,
        DURATION
      }
    }

    record Path(String text, ParameterType.Path type) implements Editor {}

    record Check(boolean on) implements Editor {}

    /**
     * One of the options; {@code chosen} may be none of them, or empty. {@code details} stand
     * beside options, as the type does beside a column.
     */
    record Choice(
        List<String> options, String chosen, boolean mayBeEmpty, Map<String, String> details)
        implements Editor {
      public Choice {
        details = Map.copyOf(details);
      }

      public Choice(List<String> options, String chosen, boolean mayBeEmpty) {
        this(options, chosen, mayBeEmpty, Map.of());
      }
    }

    /** Columns in order; {@code details} are their types. */
    record Chips(List<String> available, List<String> chosen, Map<String, String> details)
        implements Editor {
      public Chips {
        details = Map.copyOf(details);
      }

      public Chips(List<String> available, List<String> chosen) {
        this(available, chosen, Map.of());
      }
    }

    /** Items are structs of name and type. */
    record ColumnTypes(List<Value.Struct> rows) implements Editor {}

    /** Items are structs of column and order. */
    record Ordering(List<String> available, List<Value.Struct> rows) implements Editor {}

    record Expression(String text, Schema input, Use use) implements Editor {}

    /** Items are structs of name and expression. */
    record Named(List<Value.Struct> rows, Schema input, Use use) implements Editor {}

    /** A value of another shape than the parameter takes: shown as it is. */
    record Foreign(String value) implements Editor {}
  }

  public static FormModel of(Input input) {
    List<Entry> entries = new ArrayList<>();
    Parameters parameters = new Parameters(input.descriptor(), input.values());
    for (ParameterSpec spec : input.descriptor().parameters()) {
      Value own = input.values().get(spec.name());
      boolean set = own != null && !(own instanceof Value.Null);
      boolean mixed = input.mixed().contains(spec.name());
      List<Problem> problems = problems(input, spec.name());
      // What has no meaning beside the other values is out of the way, unless there is something.
      if (set || mixed || !problems.isEmpty() || spec.isUsed(parameters)) {
        Value shown = set ? own : mixed ? null : spec.defaultValue();
        entries.add(new Entry(spec, editor(spec, shown, input), set, problems, mixed));
      }
    }
    List<Unknown> unknown = new ArrayList<>();
    input
        .values()
        .fields()
        .forEach(
            (name, value) -> {
              if (input.descriptor().parameter(name).isEmpty()) {
                unknown.add(new Unknown(name, FormValues.inWords(value)));
              }
            });
    return new FormModel(entries, unknown);
  }

  /** The input that a parameter is about, as {@link ParameterType} counts them; 0 for none. */
  static int inputOf(ParameterType t) {
    if (t instanceof ParameterType.Condition c) {
      return c.input();
    } else if (t instanceof ParameterType.Expression e) {
      return e.input();
    } else if (t instanceof ParameterType.Projection p) {
      return p.input();
    } else if (t instanceof ParameterType.Aggregates a) {
      return a.input();
    }
    return 0;
  }

  private static List<Problem> problems(Input input, String parameter) {
    return input.problems().stream()
        .filter(p -> p.place().nodeId() == null || p.place().nodeId().equals(input.nodeId()))
        .filter(
            p -> {
              String at = p.place().parameter();
              return at != null && (at.equals(parameter) || at.startsWith(parameter + "["));
            })
        .toList();
  }

  private static Editor editor(ParameterSpec spec, @Nullable Value value, Input input) {
    ParameterType t = spec.type();
    String shown = FormValues.shown(value);
    boolean scalar = !(value instanceof Value.Items) && !(value instanceof Value.Struct);
    if (t instanceof ParameterType.Bool && (value == null || value instanceof Value.Bool)) {
      return new Editor.Check(value instanceof Value.Bool b && b.value());
    }
    if (t instanceof ParameterType.Columns c && isListOf(value, Value.Text.class)) {
      Schema schema = schema(c.input(), input);
      return new Editor.Chips(
          schema.names(),
          items(value, Value.Text.class).stream().map(Value.Text::text).toList(),
          types(schema));
    }
    if (isListOf(value, Value.Struct.class)) {
      List<Value.Struct> rows = items(value, Value.Struct.class);
      if (t instanceof ParameterType.ColumnTypes) {
        return new Editor.ColumnTypes(rows);
      }
      if (t instanceof ParameterType.Ordering o) {
        return new Editor.Ordering(schema(o.input(), input).names(), rows);
      }
      if (t instanceof ParameterType.Projection p) {
        return new Editor.Named(rows, schema(p.input(), input), Use.VALUE);
      }
      if (t instanceof ParameterType.Aggregates a) {
        return new Editor.Named(rows, schema(a.input(), input), Use.AGGREGATE);
      }
    }
    if (!scalar) {
      return new Editor.Foreign(shown);
    }
    if (t instanceof ParameterType.Text) {
      return new Editor.Line(shown, whenEmpty(spec, input), Editor.Line.Kind.TEXT);
    }
    if (t instanceof ParameterType.Int) {
      return new Editor.Line(shown, whenEmpty(spec, input), Editor.Line.Kind.INTEGER);
    }
    if (t instanceof ParameterType.Duration) {
      return new Editor.Line(shown, whenEmpty(spec, input), Editor.Line.Kind.DURATION);
    }
    if (t instanceof ParameterType.Choice c) {
      return new Editor.Choice(c.options(), shown, !spec.required() && spec.defaultValue() == null);
    }
    if (t instanceof ParameterType.Column c) {
      Schema schema = schema(c.input(), input);
      return new Editor.Choice(schema.names(), shown, !spec.required(), types(schema));
    }
    if (t instanceof ParameterType.Condition c) {
      return new Editor.Expression(shown, schema(c.input(), input), Use.CONDITION);
    }
    if (t instanceof ParameterType.Expression e) {
      return new Editor.Expression(shown, schema(e.input(), input), Use.VALUE);
    }
    if (t instanceof ParameterType.Path p) {
      return new Editor.Path(shown, p);
    }
    return new Editor.Foreign(shown);
  }

  private static Map<String, String> types(Schema schema) {
    Map<String, String> out = new LinkedHashMap<>();
    schema.fields().forEach(f -> out.put(f.name(), f.type().sql()));
    return out;
  }

  private static String whenEmpty(ParameterSpec spec, Input input) {
    if (input.mixed().contains(spec.name())) {
      return "several values";
    }
    String d = FormValues.shown(spec.defaultValue());
    return d.isEmpty() ? "" : d + " (default)";
  }

  /** Also true of nothing, which is an empty list. */
  private static boolean isListOf(@Nullable Value value, Class<? extends Value> type) {
    return value == null
        || value instanceof Value.Items i && i.items().stream().allMatch(type::isInstance);
  }

  private static <V extends Value> List<V> items(@Nullable Value value, Class<V> type) {
    return value instanceof Value.Items i ? i.items().stream().map(type::cast).toList() : List.of();
  }

  /** Schema of an input; of the operator's own columns for -1; of both inputs of a join. */
  private static Schema schema(int index, Input input) {
    if (index == ParameterType.BOTH_INPUTS) {
      return schema(0, input).beside(schema(1, input));
    }
    if (index < 0) {
      return new Parameters(input.descriptor(), input.values()).columnTypes("columns");
    }
    return index < input.inputs().size() ? input.inputs().get(index) : Schema.EMPTY;
  }
}
