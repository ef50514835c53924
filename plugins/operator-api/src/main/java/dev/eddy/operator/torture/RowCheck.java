package dev.eddy.operator.torture;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Whether a row is one of a schema. */
final class RowCheck {
  private RowCheck() {}

  /** Throws where a column is null that must not be, or holds what its type cannot hold. */
  static void require(Row row, Schema schema, String what) {
    if (row.columns() != schema.size()) {
      throw new AssertionError(
          what + " has " + row.columns() + " columns, its schema is " + schema);
    }
    for (int c = 0; c < schema.size(); c++) {
      String problem = problem(row, c, schema.type(c));
      if (problem != null) {
        throw new AssertionError(
            what + ", column " + schema.field(c).name() + ": " + problem + " in " + row);
      }
    }
  }

  private static @Nullable String problem(Row row, int c, DataType type) {
    if (row.isNull(c)) {
      return type.nullable() ? null : "null, but it is " + type;
    }
    Object ref = row.getObject(c);
    long v = row.getLong(c);
    boolean fits =
        switch (type.root()) {
          case BOOLEAN -> ref == null && (v == 0 || v == 1);
          case TINYINT -> ref == null && v == (byte) v;
          case SMALLINT -> ref == null && v == (short) v;
          case INT, DATE, TIME -> ref == null && v == (int) v;
          case FLOAT ->
              ref == null
                  && Double.doubleToLongBits((float) row.getDouble(c))
                      == Double.doubleToLongBits(row.getDouble(c));
          case CHAR, VARCHAR -> ref instanceof String;
          case DECIMAL ->
              ref instanceof BigDecimal d
                  && d.scale() == type.scale()
                  && d.precision() <= type.precision();
          default -> ref == null;
        };
    return fits ? null : "no " + type;
  }
}
