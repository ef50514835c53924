package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.operator.MapState;
import dev.eddy.operator.OperatorContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An aggregate of distinct values: each value is counted, and only the first one goes on. */
final class Distinct extends Aggregate {
  private final Aggregate inner;
  private final int argument;
  private final String stateName;
  private final Row value = new Row(1);
  private final Row count = new Row(1);
  private @Nullable MapState values;

  /**
   * @param stateName of map state from the value to its count
   */
  Distinct(Aggregate inner, int argument, String stateName) {
    this.inner = inner;
    this.argument = argument;
    this.stateName = stateName;
  }

  @Override
  void open(OperatorContext context) {
    values = context.mapState(stateName);
    inner.open(context);
  }

  @Override
  void reset(Row accumulators) {
    inner.reset(accumulators);
  }

  private MapState values() {
    return Objects.requireNonNull(values, "not open");
  }

  /** Counts the argument up or down; gives how often it was there before. */
  private long count(Row arguments, int by) {
    value.setFrom(0, arguments, argument);
    Row before = values().get(value);
    long n = before == null ? 0 : before.getLong(0);
    if (n + by <= 0) {
      values().remove(value);
    } else {
      count.setLong(0, n + by);
      values().put(value, count);
    }
    return n;
  }

  @Override
  void add(Row accumulators, Row arguments) {
    if (!arguments.isNull(argument) && count(arguments, 1) == 0) {
      inner.add(accumulators, arguments);
    }
  }

  @Override
  void retract(Row accumulators, Row arguments) {
    if (!arguments.isNull(argument) && count(arguments, -1) == 1) {
      inner.retract(accumulators, arguments);
    }
  }

  @Override
  void clear() {
    values().clear();
    inner.clear();
  }

  @Override
  void merge(Row accumulators, Row other) {
    throw new IllegalStateException("distinct values of two panes cannot be told apart");
  }

  @Override
  void result(Row accumulators, Row out, int column) {
    inner.result(accumulators, out, column);
  }
}
