package dev.eddy.runtime.record;

import dev.eddy.model.row.ValueCodec;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Growing bytes that numbers and rows are written to. Not thread-safe. */
final class Bytes implements DataOutput {
  private byte[] bytes = new byte[256];
  private int size;

  int size() {
    return size;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** The backing array; the first {@link #size} bytes count. */
  byte[] array() {
    return bytes;
  }

  void clear() {
    size = 0;
  }

  /** A signed number as a varint; throws nothing, for memory takes it. */
  void putLong(long value) {
    long v = value << 1 ^ value >> 63;
    ensure(10);
    while ((v & ~0x7fL) != 0) {
      bytes[size++] = (byte) (v & 0x7f | 0x80);
      v >>>= 7;
    }
    bytes[size++] = (byte) v;
  }

  void putBytes(byte[] b) {
    putLong(b.length);
    write(b, 0, b.length);
  }

  void putText(String s) {
    putBytes(s.getBytes(StandardCharsets.UTF_8));
  }

  /** Numbers of four bytes each, big-endian. */
  void writeInts(int[] values) {
    ensure(values.length * Integer.BYTES);
    ByteBuffer.wrap(bytes, size, values.length * Integer.BYTES).asIntBuffer().put(values);
    size += values.length * Integer.BYTES;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  @Override
  public void write(int b) {
    ensure(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] b) {
    write(b, 0, b.length);
  }

  @Override
  public void write(byte[] b, int off, int len) {
    ensure(len);
    System.arraycopy(b, off, bytes, size, len);
    size += len;
  }

  @Override
  public void writeBoolean(boolean v) {
    write(v ? 1 : 0);
  }

  @Override
  public void writeByte(int v) {
    write(v);
  }

  @Override
  public void writeShort(int v) {
    write(v >>> 8);
    write(v);
  }

  @Override
  public void writeChar(int v) {
    writeShort(v);
  }

  @Override
  public void writeInt(int v) {
    ensure(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (v >>> shift);
    }
  }

  @Override
  public void writeLong(long v) {
    ensure(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (v >>> shift);
    }
  }

  @Override
  public void writeFloat(float v) {
    writeInt(Float.floatToIntBits(v));
  }

  @Override
  public void writeDouble(double v) {
    writeLong(Double.doubleToLongBits(v));
  }

  @Override
  public void writeBytes(String s) throws IOException {
    throw new UTFDataFormatException("texts are written with putText");
  }

  @Override
  public void writeChars(String s) throws IOException {
    throw new UTFDataFormatException("texts are written with putText");
  }

  @Override
  public void writeUTF(String s) throws IOException {
    throw new UTFDataFormatException("texts are written with putText");
  }

  /** Reads what was written; every length is checked against the bytes that are left. */
  static final class Reader {
    private final ByteBuffer buffer;
    private final DataInput data;

    Reader(byte[] bytes, int from, int length) {
      buffer = ByteBuffer.wrap(bytes, from, length);
      data = new DataInputStream(new Stream(buffer));
    }

    Reader(byte[] bytes) {
      this(bytes, 0, bytes.length);
    }

    /** For codecs: the same bytes, the same place. */
    DataInput data() {
      return data;
    }

    int remaining() {
      return buffer.remaining();
    }

    long getLong() throws IOException {
      try {
        return ValueCodec.readVarLong(data);
      } catch (EOFException e) {
        throw new IOException("damaged: cut off", e);
      }
    }

    /** A number of things that take at least {@code least} bytes each. */
    int getCount(int least) throws IOException {
      long n = getLong();
      if (n < 0 || n > buffer.remaining() / Math.max(1, least)) {
        throw new IOException("damaged: " + n + " items in " + buffer.remaining() + " bytes");
      }
      return (int) n;
    }

    byte[] getBytes() throws IOException {
      byte[] out = new byte[getCount(1)];
      buffer.get(out);
      return out;
    }

    String getText() throws IOException {
      return new String(getBytes(), StandardCharsets.UTF_8);
    }

    int getInt() throws IOException {
      if (buffer.remaining() < 4) {
        throw new EOFException("damaged: cut off");
      }
      return buffer.getInt();
    }

    long getFixedLong() throws IOException {
      if (buffer.remaining() < 8) {
        throw new EOFException("damaged: cut off");
      }
      return buffer.getLong();
    }
  }

  private static final class Stream extends java.io.InputStream {
    private final ByteBuffer buffer;

    Stream(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public int read() {
      return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] b, int off, int len) {
      if (!buffer.hasRemaining()) {
        return len == 0 ? 0 : -1;
      }
      int n = Math.min(len, buffer.remaining());
      buffer.get(b, off, n);
      return n;
    }
  }
}
