package dev.eddy.flink.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Keys as a length and their bytes, which are unversioned and never change. */
public final class KeyBytesSerializer extends TypeSerializerSingleton<KeyBytes> {
  private static final long serialVersionUID = 1L;

  public static final KeyBytesSerializer INSTANCE = new KeyBytesSerializer();

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public KeyBytes createInstance() {
    return new KeyBytes(new byte[0]);
  }

  @Override
  public KeyBytes copy(KeyBytes from) {
    return from;
  }

  @Override
  public KeyBytes copy(KeyBytes from, KeyBytes reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(KeyBytes key, DataOutputView target) throws IOException {
    target.writeInt(key.bytes().length);
    target.write(key.bytes());
  }

  @Override
  public KeyBytes deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return new KeyBytes(bytes);
  }

  @Override
  public KeyBytes deserialize(KeyBytes reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<KeyBytes> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format never changes, so the class says all. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeyBytes> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
