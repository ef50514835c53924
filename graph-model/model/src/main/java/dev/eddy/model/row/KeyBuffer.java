package dev.eddy.model.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Growing bytes that {@link KeyCodec} encodes into, made once and used for every row. Not
 * thread-safe.
 */
public final class KeyBuffer {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int size;

  public KeyBuffer(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** The bytes themselves, of which the first {@link #size} count; another array after growing. */
  public byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /** Forgets all but the first bytes; with more than there are, the new ones are undefined. */
  public void resize(int to) {
    room(to - size);
    size = to;
  }

  public void putByte(int b) {
    room(1);
    bytes[size++] = (byte) b;
  }

  public void putBytes(byte[] from, int at, int length) {
    room(length);
    System.arraycopy(from, at, bytes, size, length);
    size += length;
  }

  /** Big endian. */
  public void putLong(long value) {
    room(8);
    LONG.set(bytes, size, value);
    size += 8;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
