package dev.eddy.operators;

import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.expression.RowFunction;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.operator.OperatorContext;
import dev.eddy.operator.OperatorSetup;
import dev.eddy.operator.StateSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of a node over one row of accumulators, with the meaning and the result types of
 * Flink SQL. Not thread-safe: it holds a scratch row for the arguments.
 *
 * <p>In retracting form rows can be taken away again: SUM counts the values that are not null, MIN
 * and MAX keep how often each value is there in map state of their own.
 */
final class Accumulators {
  private final Schema schema;
  private final List<StateSpec> states;
  private final Aggregate[] aggregates;
  private final @Nullable RowFunction arguments;
  private final Row argumentRow;

  private Accumulators(
      Schema schema,
      List<StateSpec> states,
      List<Aggregate> aggregates,
      @Nullable RowFunction arguments,
      int argumentColumns) {
    this.schema = schema;
    this.states = states;
    this.aggregates = aggregates.toArray(Aggregate[]::new);
    this.arguments = arguments;
    this.argumentRow = new Row(argumentColumns);
  }

  /** The aggregates of the parameter {@code aggregates}. */
  static Accumulators of(OperatorSetup setup, boolean retracting) {
    List<AggregateCall> calls = setup.aggregates("aggregates");
    Columns columns = new Columns();
    List<Aggregate> aggregates = new ArrayList<>();
    List<StateSpec> states = new ArrayList<>();
    int width = 0;
    for (AggregateCall call : calls) {
      width = Math.max(width, call.argumentColumn() + 1);
      aggregates.add(aggregate(call, columns, states, retracting));
    }
    return new Accumulators(
        columns.schema(),
        states,
        aggregates,
        width == 0 ? null : Setups.function(setup, "aggregates"),
        width);
  }

  /** What is accumulated, by the name of the result: variances and their roots keep the same. */
  static Map<String, String> meanings(OperatorSetup setup) {
    Map<String, String> out = new HashMap<>();
    for (AggregateCall call : setup.aggregates("aggregates")) {
      String function =
          call.argumentColumn() < 0
              ? "COUNT(*)"
              : call.function().isVariance() ? "a variance" : call.function().name();
      out.put(call.name(), call.distinct() && !isExtreme(call) ? function + " DISTINCT" : function);
    }
    return out;
  }

  private static Aggregate aggregate(
      AggregateCall call, Columns columns, List<StateSpec> states, boolean retracting) {
    Aggregate plain = plain(call, columns, states, retracting);
    DataType type = call.argumentType();
    if (!call.distinct() || type == null || isExtreme(call)) {
      return plain;
    }
    StateSpec values =
        StateSpec.map(
            call.name() + "_distinct",
            Schema.of(new Field("value", type.notNull())),
            Schema.of(new Field("count", DataType.BIGINT.notNull())));
    states.add(values);
    return new Distinct(plain, call.argumentColumn(), values.name());
  }

  /** Which MIN and MAX are: whether values are equal makes no difference to them. */
  private static boolean isExtreme(AggregateCall call) {
    return call.function() == AggregateFunction.MIN || call.function() == AggregateFunction.MAX;
  }

  /** The aggregate of all values. */
  private static Aggregate plain(
      AggregateCall call, Columns columns, List<StateSpec> states, boolean retracting) {
    String name = call.name();
    int argument = call.argumentColumn();
    DataType type = call.argumentType();
    if (argument < 0 || type == null) {
      return new Aggregate.CountRows(columns.add(name, DataType.BIGINT.notNull()));
    }
    DataType result = call.resultType();
    return switch (call.function()) {
      case COUNT -> new Aggregate.Count(columns.add(name, DataType.BIGINT.notNull()), argument);
      case SUM -> {
        int sum = columns.add(name, result.withNullable(true));
        int count = retracting ? columns.add(name + "_count", DataType.BIGINT.notNull()) : -1;
        yield new Aggregate.Sum(sum, count, argument, Arithmetic.of(result));
      }
      case AVG -> {
        DataType sumType = averageSum(type);
        int sum = columns.add(name + "_sum", sumType);
        int count = columns.add(name + "_count", DataType.BIGINT.notNull());
        yield new Aggregate.Average(sum, count, argument, sumType, result);
      }
      case MIN, MAX -> {
        boolean max = call.function() == AggregateFunction.MAX;
        int extreme = columns.add(name, type.withNullable(true));
        ValueOrder order = ValueOrder.of(type);
        if (!retracting) {
          yield new Aggregate.Extreme(extreme, argument, order, max);
        }
        StateSpec values =
            StateSpec.map(
                name + "_values",
                Schema.of(new Field("value", type.notNull())),
                Schema.of(new Field("count", DataType.BIGINT.notNull())));
        states.add(values);
        yield new Aggregate.ExtremeOfValues(extreme, argument, order, max, values.name());
      }
      case FIRST_VALUE, LAST_VALUE, LISTAGG -> {
        if (!retracting) {
          int value = columns.add(name, result.withNullable(true));
          yield new Ordered.Appending(call.function(), value, argument, call.separator());
        }
        int next = columns.add(name + "_next", DataType.BIGINT.notNull());
        StateSpec kept =
            StateSpec.map(
                name + "_values",
                Schema.of(new Field("number", DataType.BIGINT.notNull())),
                Schema.of(new Field("value", type.notNull())));
        states.add(kept);
        yield new Ordered.Retracting(
            call.function(), next, argument, call.separator(), kept.name());
      }
      case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> {
        AggregateFunction f = call.function();
        int squares = columns.add(name + "_squares", DataType.DOUBLE.notNull());
        int sum = columns.add(name + "_sum", DataType.DOUBLE.notNull());
        int count = columns.add(name + "_count", DataType.BIGINT.notNull());
        yield new Variance(
            squares,
            sum,
            count,
            argument,
            f == AggregateFunction.VAR_SAMP || f == AggregateFunction.STDDEV_SAMP,
            f == AggregateFunction.STDDEV_POP || f == AggregateFunction.STDDEV_SAMP);
      }
    };
  }

  /** What an average sums in: Flink's choice by the type of the argument. */
  private static DataType averageSum(DataType type) {
    return switch (type.root()) {
      case TINYINT, SMALLINT, INT, BIGINT -> DataType.BIGINT;
      case DECIMAL -> DataType.decimal(38, type.scale());
      default -> DataType.DOUBLE;
    };
  }

  /** The columns of a row of accumulators. */
  Schema schema() {
    return schema;
  }

  /** Further state, needed where rows can be taken away. */
  List<StateSpec> states() {
    return states;
  }

  void open(OperatorContext context) {
    for (Aggregate a : aggregates) {
      a.open(context);
    }
  }

  /** Makes a row of accumulators, whatever it holds, that of no rows. */
  void reset(Row accumulators) {
    accumulators.clear();
    for (Aggregate a : aggregates) {
      a.reset(accumulators);
    }
  }

  void add(Row accumulators, Row input) {
    Row args = argumentsOf(input);
    for (Aggregate a : aggregates) {
      a.add(accumulators, args);
    }
  }

  void retract(Row accumulators, Row input) {
    Row args = argumentsOf(input);
    for (Aggregate a : aggregates) {
      a.retract(accumulators, args);
    }
  }

  /** Adds other accumulators of the same key to these. */
  void merge(Row accumulators, Row other) {
    for (Aggregate a : aggregates) {
      a.merge(accumulators, other);
    }
  }

  /** Forgets the further state of the current key. */
  void clearStates() {
    for (Aggregate a : aggregates) {
      a.clear();
    }
  }

  private Row argumentsOf(Row input) {
    if (arguments != null) {
      arguments.apply(input, argumentRow);
    }
    return argumentRow;
  }

  /** Writes one column for each aggregate, beginning at {@code column}. */
  void results(Row accumulators, Row out, int column) {
    for (int i = 0; i < aggregates.length; i++) {
      aggregates[i].result(accumulators, out, column + i);
    }
  }
}
