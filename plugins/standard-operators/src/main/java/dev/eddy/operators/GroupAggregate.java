package dev.eddy.operators;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.RowPredicate;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.Operator;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.ProcessProvider;
import dev.eddy.operator.Shape;
import dev.eddy.operator.StateSpec;
import dev.eddy.operator.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A running aggregate by key without a window: an updating stream. The first row of a key gives +I,
 * each further one that changes the result -U with the old and +U with the new, and nothing where
 * the result stays. When the last row of a key is taken away, -D (Flink's GroupAggFunction).
 */
public final class GroupAggregate implements ProcessProvider {
  private static final String STATE = "accumulators";

  private static final OperatorDescriptor DESCRIPTOR =
      new OperatorDescriptor(
              "group-aggregate",
              "Group aggregate",
              "Keeps a running aggregate for each key: an updating stream.",
              "aggregate",
              Family.WINDOW,
              List.of(
                  new InputPort(
                      "in", "in", Set.of(ChangelogMode.APPEND, ChangelogMode.RETRACT), false)),
              List.of(OutputPort.main()),
              List.of(
                  ParameterSpec.optional(
                      "where",
                      "Where",
                      new ParameterType.Condition(0),
                      null,
                      "Only rows for which this is TRUE are aggregated."),
                  ParameterSpec.optional(
                      "keys",
                      "Group by",
                      new ParameterType.Columns(0),
                      null,
                      "One result for each value of these columns; none: one for all rows."),
                  ParameterSpec.required(
                      "aggregates",
                      "Aggregates",
                      new ParameterType.Aggregates(0),
                      "What is kept up to date: COUNT, SUM, AVG, MIN, MAX, FIRST_VALUE, LAST_VALUE,"
                          + " LISTAGG, VAR_POP and others, with DISTINCT and FILTER (WHERE …)."),
                  StateLifetime.parameter()),
              List.of("group by", "running", "count", "sum", "avg", "min", "max", "table"))
          .depending(StateLifetime.dependence());

  @Override
  public OperatorDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void infer(Inference inference) {
    List<AggregateCall> calls = inference.aggregates("aggregates");
    if (calls == null) {
      return;
    }
    List<String> keys = inference.parameters().columns("keys");
    Outputs.of(inference, keys, List.of(), calls)
        .ifPresent(
            schema ->
                inference.output(
                    0,
                    Contract.append(schema, null, inference.input(0).bounded())
                        .updating(ChangelogMode.RETRACT, keys)
                        .partitionedBy(keys)));
  }

  @Override
  public String describe(Parameters parameters) {
    List<String> calls =
        parameters.named("aggregates").stream().map(Parameters.Named::expression).toList();
    return Words.cut(String.join(", ", calls) + Words.by(parameters.columns("keys")));
  }

  @Override
  public Map<String, String> meanings(OperatorSetup setup) {
    return Accumulators.meanings(setup);
  }

  @Override
  public Shape shape(OperatorSetup setup) {
    int[] keys = setup.inputSchema(0).indexesOf(setup.parameters().columns("keys"));
    boolean retracting = setup.input(0).isUpdating();
    Accumulators accumulators = Accumulators.of(setup, retracting);
    List<StateSpec> states = new ArrayList<>();
    states.add(StateSpec.value(STATE, stateSchema(accumulators.schema(), retracting)));
    states.addAll(accumulators.states());
    return new Shape(List.of(keys), StateLifetime.with(setup.parameters(), states));
  }

  /** The accumulators and, where rows may be taken away, how many rows there are. */
  private static Schema stateSchema(Schema accumulators, boolean retracting) {
    if (!retracting) {
      return accumulators;
    }
    List<Field> fields = new ArrayList<>(accumulators.fields());
    String name = "rows";
    while (accumulators.indexOf(name) >= 0) {
      name += "_";
    }
    fields.add(new Field(name, DataType.BIGINT.notNull()));
    return new Schema(fields);
  }

  @Override
  public Operator create(OperatorSetup setup) {
    boolean retracting = setup.input(0).isUpdating();
    Accumulators accumulators = Accumulators.of(setup, retracting);
    return new Groups(
        Setups.predicateOrTrue(setup, "where"),
        setup.parameters().columns("keys").size(),
        accumulators,
        stateSchema(accumulators.schema(), retracting).size(),
        setup.outputSchema(0).size(),
        retracting);
  }

  private static final class Groups implements Operator {
    private final RowPredicate where;
    private final int keys;
    private final Accumulators accumulators;
    private final Row current;

    /** Results alone: the key is written once more, into the row that leaves. */
    private final Row before;

    private final Row after;
    private final boolean retracting;
    private @Nullable ValueState state;

    Groups(
        RowPredicate where,
        int keys,
        Accumulators accumulators,
        int stateColumns,
        int outputColumns,
        boolean retracting) {
      this.where = where;
      this.keys = keys;
      this.accumulators = accumulators;
      this.current = new Row(stateColumns);
      this.before = new Row(outputColumns - keys);
      this.after = new Row(outputColumns - keys);
      this.retracting = retracting;
    }

    @Override
    public void open(OperatorContext context) {
      state = context.valueState(STATE);
      accumulators.open(context);
    }

    @Override
    public void onRow(int port, Row row, OperatorContext context) {
      if (!where.test(row)) {
        return;
      }
      ValueState value = Objects.requireNonNull(state);
      Row old = value.get();
      boolean adding = row.kind().isAdding();
      if (old == null) {
        if (!adding) {
          return;
        }
        accumulators.reset(current);
        if (retracting) {
          current.setLong(current.columns() - 1, 0);
        }
      } else {
        current.setAll(old);
        accumulators.results(current, before, 0);
      }
      if (adding) {
        accumulators.add(current, row);
      } else {
        accumulators.retract(current, row);
      }
      if (retracting && countRow(adding) == 0) {
        value.clear();
        accumulators.clearStates();
        emit(before, RowKind.DELETE, context);
        return;
      }
      value.set(current);
      accumulators.results(current, after, 0);
      if (old == null) {
        emit(after, RowKind.INSERT, context);
      } else if (!after.equals(before)) {
        emit(before, RowKind.UPDATE_BEFORE, context);
        emit(after, RowKind.UPDATE_AFTER, context);
      }
    }

    private long countRow(boolean adding) {
      int column = current.columns() - 1;
      current.setLong(column, current.getLong(column) + (adding ? 1 : -1));
      return current.getLong(column);
    }

    private void emit(Row results, RowKind kind, OperatorContext context) {
      Row key = context.key();
      Row out = context.output(0);
      for (int k = 0; k < keys; k++) {
        out.setFrom(k, key, k);
      }
      for (int c = 0, n = results.columns(); c < n; c++) {
        out.setFrom(keys + c, results, c);
      }
      context.emit(0, out.setKind(kind));
    }
  }
}
