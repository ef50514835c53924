package dev.eddy.operators;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;

/**
 * The order of two values that are not null, as Flink compares them: text by its UTF-8 bytes (which
 * is by code points), -0.0 like 0.0. NaN, which Flink leaves to chance, is the greatest.
 */
interface ValueOrder {
  int compare(Row a, int columnOfA, Row b, int columnOfB);

  static ValueOrder of(DataType type) {
    return switch (type.root()) {
      case FLOAT, DOUBLE ->
          (a, i, b, j) -> {
            double x = a.getDouble(i);
            double y = b.getDouble(j);
            return x < y ? -1 : x > y ? 1 : x == y ? 0 : Double.compare(x, y);
          };
      case CHAR, VARCHAR -> (a, i, b, j) -> compareText(a.getString(i), b.getString(j));
      case DECIMAL -> (a, i, b, j) -> a.getDecimal(i).compareTo(b.getDecimal(j));
      default -> (a, i, b, j) -> Long.compare(a.getLong(i), b.getLong(j));
    };
  }

  /** By code points: String.compareTo puts the letters beyond 0xFFFF in the wrong place. */
  static int compareText(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean xs = Character.isSurrogate(x);
        boolean ys = Character.isSurrogate(y);
        return xs == ys ? Character.compare(x, y) : xs ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** The columns of a schema that two rows are ordered by, nulls lowest. */
  record Term(int column, boolean descending, ValueOrder order) {
    static Term of(Schema schema, String column, boolean descending) {
      int index = schema.indexOf(column);
      Field field = schema.field(index);
      return new Term(index, descending, of(field));
    }

    private static ValueOrder of(Field field) {
      return ValueOrder.of(field.type());
    }

    int compare(Row a, Row b) {
      boolean aNull = a.isNull(column);
      boolean bNull = b.isNull(column);
      int c =
          aNull || bNull ? Boolean.compare(!aNull, !bNull) : order.compare(a, column, b, column);
      return descending ? -c : c;
    }
  }
}
