package dev.eddy.operator.torture;

import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows and schemas for tests, briefly. */
public final class TestRows {
  private TestRows() {}

  /** A schema out of {@code "name TYPE"}, such as {@code "time TIMESTAMP(3) NOT NULL"}. */
  public static Schema schema(String... columns) {
    List<Field> fields = new ArrayList<>();
    for (String c : columns) {
      int space = c.indexOf(' ');
      fields.add(
          new Field(
              c.substring(0, space),
              DataType.parse(c.substring(space + 1))
                  .orElseThrow(() -> new IllegalArgumentException(c))));
    }
    return new Schema(fields);
  }

  /**
   * A row: numbers, texts, booleans, decimals or null; a time also as text {@code 2001-01-01
   * 10:00:00} or as milliseconds.
   */
  public static Row row(Schema schema, @Nullable Object... values) {
    if (values.length != schema.size()) {
      throw new IllegalArgumentException(values.length + " values for " + schema);
    }
    Row row = new Row(values.length);
    for (int c = 0; c < values.length; c++) {
      set(row, c, schema.type(c), values[c]);
    }
    return row;
  }

  public static Row row(RowKind kind, Schema schema, @Nullable Object... values) {
    return row(schema, values).setKind(kind);
  }

  private static void set(Row row, int c, DataType type, @Nullable Object value) {
    if (value == null) {
      row.setNull(c);
    } else if (value instanceof Boolean b) {
      row.setBoolean(c, b);
    } else if (value instanceof BigDecimal d) {
      row.setObject(c, d.setScale(type.scale()));
    } else if (value instanceof String s && type.root().isTimestamp()) {
      row.setLong(c, millis(s));
    } else if (value instanceof String s) {
      row.setString(c, s);
    } else if (value instanceof Number n) {
      switch (type.root()) {
        case FLOAT, DOUBLE -> row.setDouble(c, n.doubleValue());
        case DECIMAL -> row.setObject(c, new BigDecimal(n.toString()).setScale(type.scale()));
        default -> row.setLong(c, n.longValue());
      }
    } else {
      throw new IllegalArgumentException(value + " into " + type);
    }
  }

  /** Milliseconds of {@code yyyy-MM-dd HH:mm:ss[.SSS]}. */
  public static long millis(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
