package dev.eddy.flink.type;

import dev.eddy.model.row.Row;
import dev.eddy.model.row.ValueCodec;
import dev.eddy.model.type.Schema;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The schema and the codec version of rows in Flink's state. State is taken over where the columns
 * are of the same types in the same order (renamed and newly nullable ones are fine, since the
 * bytes are positional); anything else is refused.
 */
public final class RowSerializerSnapshot implements TypeSerializerSnapshot<Row> {
  private static final int SNAPSHOT_VERSION = 1;

  private String[] schema;

  /** For Flink, which fills it by {@link #readSnapshot}. */
  public RowSerializerSnapshot() {
    this(new String[0]);
  }

  RowSerializerSnapshot(String[] schema) {
    this.schema = schema;
  }

  @Override
  public int getCurrentVersion() {
    return SNAPSHOT_VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeInt(ValueCodec.VERSION);
    out.writeInt(schema.length);
    for (String text : schema) {
      out.writeUTF(text);
    }
  }

  @Override
  public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
    int codec = in.readInt();
    if (version != SNAPSHOT_VERSION || codec != ValueCodec.VERSION) {
      throw new IOException(
          "state was written by a newer Eddy (snapshot " + version + ", rows " + codec + ")");
    }
    String[] texts = new String[in.readInt()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = in.readUTF();
    }
    schema = texts;
  }

  @Override
  public TypeSerializer<Row> restoreSerializer() {
    return new RowSerializer(schema);
  }

  @Override
  public TypeSerializerSchemaCompatibility<Row> resolveSchemaCompatibility(
      TypeSerializerSnapshot<Row> old) {
    return old instanceof RowSerializerSnapshot o && readsRowsOf(o)
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }

  private boolean readsRowsOf(RowSerializerSnapshot old) {
    Schema before = SchemaText.parse(old.schema);
    Schema now = SchemaText.parse(schema);
    if (before.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      boolean nullableBefore = before.type(i).nullable();
      if (!now.type(i).notNull().equals(before.type(i).notNull())
          || nullableBefore && !now.type(i).nullable()) {
        return false;
      }
    }
    return true;
  }
}
