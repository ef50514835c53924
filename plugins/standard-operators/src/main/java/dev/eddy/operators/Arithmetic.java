package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.TypeRoot;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Adding up in a SQL type as Flink does it: integers wrap, a FLOAT rounds after each step, a
 * DECIMAL beyond its precision becomes null.
 */
enum Arithmetic {
  TINYINT {
    @Override
    void add(Row sum, int column, Row value, int from, boolean minus) {
      sum.setLong(column, (byte) integer(sum, column, value, from, minus));
    }
  },
  SMALLINT {
    @Override
    void add(Row sum, int column, Row value, int from, boolean minus) {
      sum.setLong(column, (short) integer(sum, column, value, from, minus));
    }
  },
  INT {
    @Override
    void add(Row sum, int column, Row value, int from, boolean minus) {
      sum.setLong(column, (int) integer(sum, column, value, from, minus));
    }
  },
  BIGINT {
    @Override
    void add(Row sum, int column, Row value, int from, boolean minus) {
      sum.setLong(column, integer(sum, column, value, from, minus));
    }
  },
  FLOAT {
    @Override
    void add(Row sum, int column, Row value, int from, boolean minus) {
      sum.setDouble(column, (float) floating(sum, column, value, from, minus));
    }
  },
  DOUBLE {
    @Override
    void add(Row sum, int column, Row value, int from, boolean minus) {
      sum.setDouble(column, floating(sum, column, value, from, minus));
    }
  },
  DECIMAL {
    @Override
    void add(Row sum, int column, Row value, int from, boolean minus) {
      BigDecimal v = value.getDecimal(from);
      BigDecimal s = sum.getDecimal(column);
      sum.setObject(column, inPrecision(minus ? s.subtract(v) : s.add(v)));
    }
  };

  private static final int MAX_PRECISION = 38;
  private static final MathContext DIVISION = new MathContext(MAX_PRECISION, RoundingMode.HALF_UP);

  static Arithmetic of(DataType type) {
    return switch (type.root()) {
      case TINYINT -> TINYINT;
      case SMALLINT -> SMALLINT;
      case INT -> INT;
      case BIGINT -> BIGINT;
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
      case DECIMAL -> DECIMAL;
      default -> throw new IllegalArgumentException("no sum of " + type);
    };
  }

  /** Adds a value, or takes it away; neither sum nor value is null, the sum may become it. */
  abstract void add(Row sum, int column, Row value, int from, boolean minus);

  /** Sets a column to zero. */
  void zero(Row sum, int column, DataType type) {
    switch (this) {
      case FLOAT, DOUBLE -> sum.setDouble(column, 0.0);
      case DECIMAL -> sum.setObject(column, BigDecimal.ZERO.setScale(type.scale()));
      default -> sum.setLong(column, 0);
    }
  }

  /** Writes sum / count in the type of an average; null where it does not fit. */
  void average(Row sum, int column, long count, Row out, int to, DataType result) {
    switch (this) {
      case DOUBLE, FLOAT -> {
        double average = sum.getDouble(column) / count;
        out.setDouble(to, result.root() == TypeRoot.FLOAT ? (float) average : average);
      }
      case DECIMAL ->
          out.setObject(
              to,
              inPrecision(
                  sum.getDecimal(column)
                      .divide(BigDecimal.valueOf(count), DIVISION)
                      .setScale(result.scale(), RoundingMode.HALF_UP)));
      default -> {
        long average = sum.getLong(column) / count;
        switch (result.root()) {
          case TINYINT -> out.setLong(to, (byte) average);
          case SMALLINT -> out.setLong(to, (short) average);
          case INT -> out.setLong(to, (int) average);
          default -> out.setLong(to, average);
        }
      }
    }
  }

  private static long integer(Row sum, int column, Row value, int from, boolean minus) {
    long v = value.getLong(from);
    return minus ? sum.getLong(column) - v : sum.getLong(column) + v;
  }

  private static double floating(Row sum, int column, Row value, int from, boolean minus) {
    double v = value.getDouble(from);
    return minus ? sum.getDouble(column) - v : sum.getDouble(column) + v;
  }

  private static @Nullable BigDecimal inPrecision(BigDecimal value) {
    return value.precision() > MAX_PRECISION ? null : value;
  }
}
