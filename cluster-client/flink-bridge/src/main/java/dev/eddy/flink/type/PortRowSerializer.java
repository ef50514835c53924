package dev.eddy.flink.type;

import dev.eddy.model.type.Schema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A port's number and its row. Between a source and the operator that parts its ports, which are
 * chained, so that this is used only where a cluster forbids chaining; never in state.
 */
public final class PortRowSerializer extends TypeSerializer<PortRow> {
  private static final long serialVersionUID = 1L;

  private final RowSerializer[] ports;

  public PortRowSerializer(List<Schema> ports) {
    this.ports = ports.stream().map(RowSerializer::new).toArray(RowSerializer[]::new);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public TypeSerializer<PortRow> duplicate() {
    return this;
  }

  @Override
  public PortRow createInstance() {
    return new PortRow(0, ports[0].createInstance());
  }

  @Override
  public PortRow copy(PortRow from) {
    return new PortRow(from.port, from.row.copy());
  }

  @Override
  public PortRow copy(PortRow from, PortRow reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(PortRow value, DataOutputView target) throws IOException {
    target.writeByte(value.port);
    ports[value.port].serialize(value.row, target);
  }

  @Override
  public PortRow deserialize(DataInputView source) throws IOException {
    int port = source.readUnsignedByte();
    return new PortRow(port, ports[port].deserialize(source));
  }

  @Override
  public PortRow deserialize(PortRow reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PortRowSerializer p && Arrays.equals(ports, p.ports);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ports);
  }

  @Override
  public TypeSerializerSnapshot<PortRow> snapshotConfiguration() {
    throw new UnsupportedOperationException("rows with ports are never state");
  }
}
