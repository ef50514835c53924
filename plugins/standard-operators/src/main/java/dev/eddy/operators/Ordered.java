package dev.eddy.operators;

import dev.eddy.model.expression.AggregateFunction;
import dev.eddy.model.row.Row;
import dev.eddy.operator.MapState;
import dev.eddy.operator.OperatorContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** FIRST_VALUE, LAST_VALUE and LISTAGG: the order of arrival shows. */
final class Ordered {
  private Ordered() {}

  /** Of values that are never taken away. */
  static final class Appending extends Aggregate {
    private final AggregateFunction function;
    private final int value;
    private final int argument;
    private final String separator;

    Appending(AggregateFunction function, int value, int argument, String separator) {
      this.function = function;
      this.value = value;
      this.argument = argument;
      this.separator = separator;
    }

    @Override
    void add(Row accumulators, Row arguments) {
      take(accumulators, arguments, argument);
    }

    private void take(Row accumulators, Row from, int column) {
      if (from.isNull(column)) {
        return;
      }
      boolean none = accumulators.isNull(value);
      switch (function) {
        case FIRST_VALUE -> {
          if (none) {
            accumulators.setFrom(value, from, column);
          }
        }
        case LAST_VALUE -> accumulators.setFrom(value, from, column);
        default -> {
          String text = from.getString(column);
          accumulators.setString(
              value, none ? text : accumulators.getString(value) + separator + text);
        }
      }
    }

    @Override
    void retract(Row accumulators, Row arguments) {
      throw new IllegalStateException("an append-only aggregate was asked to take a row away");
    }

    @Override
    void merge(Row accumulators, Row other) {
      take(accumulators, other, value);
    }

    @Override
    void result(Row accumulators, Row out, int column) {
      out.setFrom(column, accumulators, value);
    }
  }

  /**
   * Of values that may be taken away: each is kept under its number, of equal ones the first goes.
   */
  static final class Retracting extends Aggregate {
    private final AggregateFunction function;
    private final int next;
    private final int argument;
    private final String separator;
    private final String stateName;
    private final Row number = new Row(1);
    private final Row value = new Row(1);
    private @Nullable MapState values;

    /**
     * @param next column that holds the number of the next value
     * @param stateName of map state from numbers to values
     */
    Retracting(
        AggregateFunction function, int next, int argument, String separator, String stateName) {
      this.function = function;
      this.next = next;
      this.argument = argument;
      this.separator = separator;
      this.stateName = stateName;
    }

    @Override
    void open(OperatorContext context) {
      values = context.mapState(stateName);
    }

    private MapState values() {
      return Objects.requireNonNull(values, "not open");
    }

    @Override
    void reset(Row accumulators) {
      accumulators.setLong(next, 0);
    }

    @Override
    void add(Row accumulators, Row arguments) {
      if (!arguments.isNull(argument)) {
        long n = accumulators.getLong(next);
        number.setLong(0, n);
        value.setFrom(0, arguments, argument);
        values().put(number, value);
        accumulators.setLong(next, n + 1);
      }
    }

    @Override
    void retract(Row accumulators, Row arguments) {
      if (arguments.isNull(argument)) {
        return;
      }
      value.setFrom(0, arguments, argument);
      for (MapState.Entry e : values().entries()) {
        if (e.value().equals(value)) {
          values().remove(e.key());
          return;
        }
      }
    }

    @Override
    void clear() {
      values().clear();
    }

    @Override
    void merge(Row accumulators, Row other) {
      throw new IllegalStateException("values that are kept one by one cannot be merged");
    }

    @Override
    void result(Row accumulators, Row out, int column) {
      List<MapState.Entry> all = values().entries();
      if (all.isEmpty()) {
        out.setNull(column);
        return;
      }
      switch (function) {
        case FIRST_VALUE -> out.setFrom(column, all.get(0).value(), 0);
        case LAST_VALUE -> out.setFrom(column, all.get(all.size() - 1).value(), 0);
        default -> {
          StringBuilder b = new StringBuilder();
          for (MapState.Entry e : all) {
            b.append(b.isEmpty() && e == all.get(0) ? "" : separator)
                .append(e.value().getString(0));
          }
          out.setString(column, b.toString());
        }
      }
    }
  }
}
