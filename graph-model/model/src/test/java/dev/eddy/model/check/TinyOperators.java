package dev.eddy.model.check;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A few operator types and an expression language of column names, for the tests of the checks. */
public final class TinyOperators implements Catalog {
  private final Map<String, OperatorType> types = new LinkedHashMap<>();

  record Type(OperatorDescriptor descriptor, Consumer<Inference> inference)
      implements OperatorType {
    @Override
    public void infer(Inference i) {
      inference.accept(i);
    }
  }

  public TinyOperators() {
    add(
        "source",
        List.of(),
        List.of(OutputPort.main()),
        List.of(
            ParameterSpec.required("columns", "Columns", new ParameterType.ColumnTypes(), ""),
            ParameterSpec.optional("event_time", "Time", new ParameterType.Column(-1), null, ""),
            ParameterSpec.optional(
                "watermark", "Watermark", new ParameterType.Expression(-1), null, ""),
            ParameterSpec.optional("rate", "Rate", new ParameterType.Int(0, 1_000), null, "")),
        i ->
            i.output(
                0,
                Contract.append(
                    i.parameters().columnTypes("columns"),
                    i.parameters().has("event_time") ? i.parameters().text("event_time") : null,
                    true)));
    add(
        "filter",
        List.of(InputPort.any("in")),
        List.of(OutputPort.main()),
        List.of(
            ParameterSpec.required(
                "condition", "Condition", new ParameterType.Condition(0), "Which rows stay.")),
        i -> i.output(0, i.input(0)));
    add(
        "project",
        List.of(InputPort.any("in")),
        List.of(OutputPort.main()),
        List.of(ParameterSpec.required("columns", "Columns", new ParameterType.Projection(0), "")),
        i -> {
          List<Field> fields = i.projection("columns");
          if (fields != null) {
            i.output(0, i.input(0).withSchema(new Schema(fields)));
          }
        });
    add(
        "count",
        List.of(InputPort.appendOnly("in")),
        List.of(OutputPort.main()),
        List.of(
            ParameterSpec.required("keys", "Keys", new ParameterType.Columns(0), ""),
            ParameterSpec.required("aggregates", "What", new ParameterType.Aggregates(0), ""),
            ParameterSpec.optional("size", "Size", new ParameterType.Duration(), null, ""),
            ParameterSpec.optional(
                "kind", "Kind", new ParameterType.Choice(List.of("tumbling", "session")), null, ""),
            ParameterSpec.optional("order", "Order", new ParameterType.Ordering(0), null, "")),
        i -> {
          List<Field> fields = new ArrayList<>();
          for (String k : i.parameters().columns("keys")) {
            fields.add(i.input(0).schema().find(k).orElseThrow());
          }
          List<AggregateCall> calls = i.aggregates("aggregates");
          if (calls != null) {
            calls.forEach(c -> fields.add(new Field(c.name(), c.resultType())));
            i.output(
                0,
                i.input(0)
                    .withSchema(new Schema(fields))
                    .updating(ChangelogMode.UPSERT, i.parameters().columns("keys")));
          }
        });
    add(
        "join",
        List.of(InputPort.appendOnly("left"), InputPort.appendOnly("right")),
        List.of(OutputPort.main(), OutputPort.side("late")),
        List.of(),
        i -> {
          i.output(0, i.input(0));
          i.output(1, i.input(0));
        });
    add(
        "union",
        List.of(new InputPort("in", "in", InputPort.ANY, true)),
        List.of(OutputPort.main()),
        List.of(),
        i -> i.output(0, i.input(0)));
    add("sink", List.of(InputPort.any("in")), List.of(), List.of(), i -> {});
    add("append-sink", List.of(InputPort.appendOnly("in")), List.of(), List.of(), i -> {});
    add(
        "broken",
        List.of(InputPort.any("in")),
        List.of(OutputPort.main()),
        List.of(),
        i -> {
          throw new IllegalStateException("oops");
        });
  }

  private void add(
      String id,
      List<InputPort> inputs,
      List<OutputPort> outputs,
      List<ParameterSpec> parameters,
      Consumer<Inference> inference) {
    OperatorDescriptor d =
        new OperatorDescriptor(
            id, id, id, "box", Family.TRANSFORM, inputs, outputs, parameters, List.of());
    types.put(id, new Type(d, inference));
  }

  @Override
  public Optional<OperatorType> find(String operatorId) {
    return Optional.ofNullable(types.get(operatorId));
  }

  @Override
  public Collection<OperatorType> all() {
    return types.values();
  }

  /** A text is a column, or a column and a comparison; an aggregate is COUNT(*) or MAX(column). */
  public static final class Words implements Expressions {
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public Typed typeOf(String text, Schema input) {
      asked.incrementAndGet();
      String[] words = text.strip().split("\\s+");
      Optional<Field> field = input.find(words[0]);
      if (field.isEmpty()) {
        int at = text.indexOf(words[0]);
        return new Typed(
            null,
            List.of(
                Problem.error(
                    "unknown-column",
                    Place.NOWHERE.withRange(
                        new Place.Range(1, at + 1, 1, at + 1 + words[0].length())),
                    "no " + words[0],
                    "")));
      }
      boolean comparison = words.length > 1 && words[1].matches("[<>=]+");
      return new Typed(comparison ? DataType.BOOLEAN : field.get().type(), List.of());
    }

    @Override
    public TypedAggregate aggregateOf(String name, String text, Schema input, int column) {
      if (text.equals("COUNT(*)")) {
        return new TypedAggregate(
            new AggregateCall(
                name, AggregateFunction.COUNT, null, null, -1, DataType.BIGINT.notNull()),
            List.of());
      }
      String argument = text.substring(4, text.length() - 1);
      Typed typed = typeOf(argument, input);
      return new TypedAggregate(
          typed.type() == null
              ? null
              : new AggregateCall(
                  name, AggregateFunction.MAX, argument, typed.type(), column, typed.type()),
          typed.problems());
    }

    @Override
    public List<Completion> complete(String text, int caret, Schema input) {
      return List.of();
    }

    @Override
    public GeneratedClass compileFunction(String name, List<String> texts, Schema input) {
      throw new UnsupportedOperationException();
    }

    @Override
    public GeneratedClass compilePredicate(String name, String text, Schema input) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> functions() {
      return Map.of();
    }

    @Override
    public List<ColumnUse> columns(String text) {
      int from = text.startsWith("MAX(") ? 4 : 0;
      int to = from;
      while (to < text.length() && Character.isJavaIdentifierPart(text.charAt(to))) {
        to++;
      }
      return to == from || text.equals("COUNT(*)")
          ? List.of()
          : List.of(new ColumnUse(text.substring(from, to), from, to));
    }

    @Override
    public String columnText(String column) {
      return column;
    }

    @Override
    public Optional<Function> function(String name) {
      return Optional.empty();
    }
  }
}
