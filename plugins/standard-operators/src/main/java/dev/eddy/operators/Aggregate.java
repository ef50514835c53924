package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.operator.MapState;
import dev.eddy.operator.OperatorContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One aggregate over its columns in a row of accumulators. */
abstract class Aggregate {
  void open(OperatorContext context) {}

  /** Sets its columns, which are null, to what no rows give. */
  void reset(Row accumulators) {}

  abstract void add(Row accumulators, Row arguments);

  abstract void retract(Row accumulators, Row arguments);

  /** Adds what other accumulators hold: those of other rows of the same key. */
  abstract void merge(Row accumulators, Row other);

  /** Forgets state of the current key beside the accumulators. */
  void clear() {}

  abstract void result(Row accumulators, Row out, int column);

  /** COUNT(*). */
  static final class CountRows extends Aggregate {
    private final int count;

    CountRows(int count) {
      this.count = count;
    }

    @Override
    void reset(Row accumulators) {
      accumulators.setLong(count, 0);
    }

    @Override
    void add(Row accumulators, Row arguments) {
      accumulators.setLong(count, accumulators.getLong(count) + 1);
    }

    @Override
    void retract(Row accumulators, Row arguments) {
      accumulators.setLong(count, accumulators.getLong(count) - 1);
    }

    @Override
    void merge(Row accumulators, Row other) {
      accumulators.setLong(count, accumulators.getLong(count) + other.getLong(count));
    }

    @Override
    void result(Row accumulators, Row out, int column) {
      out.setLong(column, accumulators.getLong(count));
    }
  }

  /** COUNT(x): nulls do not count. */
  static final class Count extends Aggregate {
    private final int count;
    private final int argument;

    Count(int count, int argument) {
      this.count = count;
      this.argument = argument;
    }

    @Override
    void reset(Row accumulators) {
      accumulators.setLong(count, 0);
    }

    @Override
    void add(Row accumulators, Row arguments) {
      if (!arguments.isNull(argument)) {
        accumulators.setLong(count, accumulators.getLong(count) + 1);
      }
    }

    @Override
    void retract(Row accumulators, Row arguments) {
      if (!arguments.isNull(argument)) {
        accumulators.setLong(count, accumulators.getLong(count) - 1);
      }
    }

    @Override
    void merge(Row accumulators, Row other) {
      accumulators.setLong(count, accumulators.getLong(count) + other.getLong(count));
    }

    @Override
    void result(Row accumulators, Row out, int column) {
      out.setLong(column, accumulators.getLong(count));
    }
  }

  /** SUM(x): null where no value is there. */
  static final class Sum extends Aggregate {
    private final int sum;
    private final int count;
    private final int argument;
    private final Arithmetic arithmetic;

    /**
     * @param count column that counts the values, or -1 where none is ever taken away
     */
    Sum(int sum, int count, int argument, Arithmetic arithmetic) {
      this.sum = sum;
      this.count = count;
      this.argument = argument;
      this.arithmetic = arithmetic;
    }

    @Override
    void reset(Row accumulators) {
      if (count >= 0) {
        accumulators.setLong(count, 0);
      }
    }

    @Override
    void add(Row accumulators, Row arguments) {
      if (arguments.isNull(argument)) {
        return;
      }
      if (accumulators.isNull(sum)) {
        accumulators.setFrom(sum, arguments, argument);
      } else {
        arithmetic.add(accumulators, sum, arguments, argument, false);
      }
      if (count >= 0) {
        accumulators.setLong(count, accumulators.getLong(count) + 1);
      }
    }

    @Override
    void retract(Row accumulators, Row arguments) {
      if (arguments.isNull(argument) || accumulators.isNull(sum)) {
        return;
      }
      arithmetic.add(accumulators, sum, arguments, argument, true);
      accumulators.setLong(count, accumulators.getLong(count) - 1);
      if (accumulators.getLong(count) == 0) {
        accumulators.setNull(sum);
      }
    }

    @Override
    void merge(Row accumulators, Row other) {
      if (other.isNull(sum)) {
        return;
      }
      if (accumulators.isNull(sum)) {
        accumulators.setFrom(sum, other, sum);
      } else {
        arithmetic.add(accumulators, sum, other, sum, false);
      }
      if (count >= 0) {
        accumulators.setLong(count, accumulators.getLong(count) + other.getLong(count));
      }
    }

    @Override
    void result(Row accumulators, Row out, int column) {
      out.setFrom(column, accumulators, sum);
    }
  }

  /** AVG(x): null where no value is there; of integers an integer, cut towards zero. */
  static final class Average extends Aggregate {
    private final int sum;
    private final int count;
    private final int argument;
    private final Arithmetic arithmetic;
    private final DataType sumType;
    private final DataType result;

    Average(int sum, int count, int argument, DataType sumType, DataType result) {
      this.sum = sum;
      this.count = count;
      this.argument = argument;
      this.arithmetic = Arithmetic.of(sumType);
      this.sumType = sumType;
      this.result = result;
    }

    @Override
    void reset(Row accumulators) {
      arithmetic.zero(accumulators, sum, sumType);
      accumulators.setLong(count, 0);
    }

    @Override
    void add(Row accumulators, Row arguments) {
      step(accumulators, arguments, false);
    }

    @Override
    void retract(Row accumulators, Row arguments) {
      step(accumulators, arguments, true);
    }

    private void step(Row accumulators, Row arguments, boolean minus) {
      if (arguments.isNull(argument)) {
        return;
      }
      // A decimal sum that has overflowed is null and stays it.
      if (!accumulators.isNull(sum)) {
        arithmetic.add(accumulators, sum, arguments, argument, minus);
      }
      accumulators.setLong(count, accumulators.getLong(count) + (minus ? -1 : 1));
    }

    @Override
    void merge(Row accumulators, Row other) {
      if (other.isNull(sum)) {
        accumulators.setNull(sum);
      } else if (!accumulators.isNull(sum)) {
        arithmetic.add(accumulators, sum, other, sum, false);
      }
      accumulators.setLong(count, accumulators.getLong(count) + other.getLong(count));
    }

    @Override
    void result(Row accumulators, Row out, int column) {
      long n = accumulators.getLong(count);
      if (n == 0 || accumulators.isNull(sum)) {
        out.setNull(column);
      } else {
        arithmetic.average(accumulators, sum, n, out, column, result);
      }
    }
  }

  /** MIN(x) or MAX(x) of values that are never taken away. */
  static final class Extreme extends Aggregate {
    private final int extreme;
    private final int argument;
    private final ValueOrder order;
    private final boolean max;

    Extreme(int extreme, int argument, ValueOrder order, boolean max) {
      this.extreme = extreme;
      this.argument = argument;
      this.order = order;
      this.max = max;
    }

    @Override
    void add(Row accumulators, Row arguments) {
      if (arguments.isNull(argument)) {
        return;
      }
      if (accumulators.isNull(extreme) || isBetter(arguments, argument, accumulators)) {
        accumulators.setFrom(extreme, arguments, argument);
      }
    }

    private boolean isBetter(Row row, int column, Row accumulators) {
      int c = order.compare(row, column, accumulators, extreme);
      return max ? c > 0 : c < 0;
    }

    @Override
    void retract(Row accumulators, Row arguments) {
      throw new IllegalStateException("an append-only aggregate was asked to take a row away");
    }

    @Override
    void merge(Row accumulators, Row other) {
      if (!other.isNull(extreme)
          && (accumulators.isNull(extreme) || isBetter(other, extreme, accumulators))) {
        accumulators.setFrom(extreme, other, extreme);
      }
    }

    @Override
    void result(Row accumulators, Row out, int column) {
      out.setFrom(column, accumulators, extreme);
    }
  }

  /** MIN(x) or MAX(x) of values that may be taken away: each value is counted in map state. */
  static final class ExtremeOfValues extends Aggregate {
    private final int extreme;
    private final int argument;
    private final ValueOrder order;
    private final boolean max;
    private final String stateName;
    private final Row value = new Row(1);
    private final Row count = new Row(1);
    private @Nullable MapState values;

    ExtremeOfValues(int extreme, int argument, ValueOrder order, boolean max, String stateName) {
      this.extreme = extreme;
      this.argument = argument;
      this.order = order;
      this.max = max;
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
    void add(Row accumulators, Row arguments) {
      if (arguments.isNull(argument)) {
        return;
      }
      count(arguments, 1);
      if (!accumulators.isNull(extreme)) {
        int c = order.compare(arguments, argument, accumulators, extreme);
        if (max ? c <= 0 : c >= 0) {
          return;
        }
      }
      accumulators.setFrom(extreme, arguments, argument);
    }

    @Override
    void retract(Row accumulators, Row arguments) {
      if (arguments.isNull(argument)) {
        return;
      }
      boolean gone = count(arguments, -1) == 0;
      if (!gone
          || accumulators.isNull(extreme)
          || order.compare(arguments, argument, accumulators, extreme) != 0) {
        return;
      }
      // Key bytes are in the order of the values, so the new extreme stands at an end.
      List<MapState.Entry> left = values().entries();
      if (left.isEmpty()) {
        accumulators.setNull(extreme);
      } else {
        accumulators.setFrom(extreme, left.get(max ? left.size() - 1 : 0).key(), 0);
      }
    }

    /** Counts a value up or down and gives what is left of it. */
    private long count(Row arguments, int by) {
      value.setFrom(0, arguments, argument);
      Row before = values().get(value);
      long after = (before == null ? 0 : before.getLong(0)) + by;
      if (after == 0) {
        values().remove(value);
      } else {
        count.setLong(0, after);
        values().put(value, count);
      }
      return after;
    }

    @Override
    void clear() {
      values().clear();
    }

    @Override
    void merge(Row accumulators, Row other) {
      throw new IllegalStateException("values that are counted one by one cannot be merged");
    }

    @Override
    void result(Row accumulators, Row out, int column) {
      out.setFrom(column, accumulators, extreme);
    }
  }
}
