package dev.eddy.flink.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RowSerializerTest {
  private static final Schema SCHEMA =
      Schema.of(
          new Field("name", DataType.VARCHAR.notNull()),
          new Field("price", DataType.decimal(12, 2)),
          new Field("at", DataType.TIMESTAMP));

  @Test
  void theSnapshotAloneGivesASerializerThatReadsTheRows() throws IOException {
    Row row = new Row(3);
    row.setString(0, "a");
    row.setObject(1, new BigDecimal("12.30"));
    DataOutputSerializer out = new DataOutputSerializer(64);
    RowSerializer serializer = new RowSerializer(SCHEMA);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    serializer.serialize(row, out);

    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    TypeSerializerSnapshot<Row> snapshot =
        TypeSerializerSnapshot.readVersionedSnapshot(in, getClass().getClassLoader());

    assertThat(snapshot.restoreSerializer().deserialize(in)).isEqualTo(row);
    assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
  }

  @Test
  void stateIsTakenOverWhereTheBytesMeanTheSame() {
    Schema widened =
        Schema.of(
            new Field("title", DataType.VARCHAR),
            new Field("price", DataType.decimal(12, 2)),
            new Field("at", DataType.TIMESTAMP));

    assertThat(compatible(SCHEMA, SCHEMA)).isTrue();
    assertThat(compatible(SCHEMA, widened)).isTrue();
    assertThat(compatible(widened, SCHEMA)).as("null where none may be").isFalse();
    assertThat(compatible(SCHEMA, SCHEMA.select(0, 1))).as("a column is gone").isFalse();
    assertThat(compatible(SCHEMA, SCHEMA.select(1, 0, 2))).as("other order").isFalse();
  }

  private static boolean compatible(Schema before, Schema now) {
    return new RowSerializer(now)
        .snapshotConfiguration()
        .resolveSchemaCompatibility(new RowSerializer(before).snapshotConfiguration())
        .isCompatibleAsIs();
  }
}
