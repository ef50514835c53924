package dev.eddy.flink.type;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.Schema;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** A type that Flink moves and stores but cannot look into. */
public final class EddyType<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final TypeSerializer<T> serializer;

  private EddyType(Class<T> type, TypeSerializer<T> serializer) {
    this.type = type;
    this.serializer = serializer;
  }

  /** Rows of a schema. */
  public static EddyType<Row> rows(Schema schema) {
    return new EddyType<>(Row.class, new RowSerializer(schema));
  }

  /** What a source with these output ports gives. */
  public static EddyType<PortRow> portRows(List<Schema> ports) {
    return new EddyType<>(PortRow.class, new PortRowSerializer(ports));
  }

  public static EddyType<KeyBytes> keys() {
    return new EddyType<>(KeyBytes.class, KeyBytesSerializer.INSTANCE);
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  /** What Flink 1.20 asks; gone in 2.x, where it is a method as any other. */
  @Override
  @Deprecated
  public TypeSerializer<T> createSerializer(ExecutionConfig config) {
    return serializer;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isKeyType() {
    return type == KeyBytes.class;
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EddyType<?> e && serializer.equals(e.serializer);
  }

  @Override
  public int hashCode() {
    return serializer.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof EddyType<?>;
  }
}
