package dev.eddy.flink.type;

import dev.eddy.model.row.KeyCodec;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import org.apache.flink.api.java.functions.KeySelector;
import org.jspecify.annotations.Nullable;

/** The key that stands in some columns of a row. */
public final class RowKeySelector implements KeySelector<Row, KeyBytes> {
  private static final long serialVersionUID = 1L;

  private final String[] keySchema;
  private final int[] columns;
  private transient @Nullable KeyCodec codec;

  public RowKeySelector(Schema input, int[] columns) {
    this.keySchema = SchemaText.of(input.select(columns));
    this.columns = columns.clone();
  }

  @Override
  public KeyBytes getKey(Row row) {
    KeyCodec c = codec;
    if (c == null) {
      c = new KeyCodec(SchemaText.parse(keySchema));
      codec = c;
    }
    return new KeyBytes(c.encode(row, columns));
  }
}
