package dev.eddy.flink.type;

import dev.eddy.model.row.Row;
import dev.eddy.model.row.ValueCodec;
import dev.eddy.model.type.Schema;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Rows of one schema as {@link ValueCodec} writes them; the schema is in the snapshot. */
public final class RowSerializer extends TypeSerializer<Row> {
  private static final long serialVersionUID = 1L;

  private final String[] schema;
  private transient @Nullable ValueCodec codec;

  public RowSerializer(Schema schema) {
    this(SchemaText.of(schema));
  }

  RowSerializer(String[] schema) {
    this.schema = schema;
  }

  private ValueCodec codec() {
    ValueCodec c = codec;
    if (c == null) {
      c = new ValueCodec(SchemaText.parse(schema));
      codec = c;
    }
    return c;
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  /** The codec has no state, so one serializer serves all threads. */
  @Override
  public TypeSerializer<Row> duplicate() {
    return this;
  }

  @Override
  public Row createInstance() {
    return new Row(schema.length / 2);
  }

  @Override
  public Row copy(Row from) {
    return from.copy();
  }

  @Override
  public Row copy(Row from, Row reuse) {
    return from.copy();
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Row row, DataOutputView target) throws IOException {
    codec().write(row, target);
  }

  @Override
  public Row deserialize(DataInputView source) throws IOException {
    return codec().read(source);
  }

  @Override
  public Row deserialize(Row reuse, DataInputView source) throws IOException {
    return codec().read(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RowSerializer r && Arrays.equals(schema, r.schema);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(schema);
  }

  @Override
  public TypeSerializerSnapshot<Row> snapshotConfiguration() {
    return new RowSerializerSnapshot(schema);
  }
}
