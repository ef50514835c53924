package dev.eddy.runtime.record;

import dev.eddy.model.row.CompactOutput;
import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Growing bytes that numbers and rows are written to. Not thread-safe. */
final class Bytes implements CompactOutput {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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
    byte[] to = bytes;
    int at = size;
    while ((v & ~0x7fL) != 0) {
      to[at++] = (byte) (v & 0x7f | 0x80);
      v >>>= 7;
    }
    to[at++] = (byte) v;
    size = at;
  }

  @Override
  public void writeVarLong(long value) {
    putLong(value);
  }

  @Override
  public void writeText(String text) {
    int n = text.length();
    putLong(n);
    int begin = size;
    ensure(n);
    byte[] to = bytes;
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // Longer than it was said to be.
        size = begin - lengthOf(n);
        putText(text);
        return;
      }
      to[begin + i] = (byte) c;
    }
    size = begin + n;
  }

  /** Bytes that a length takes. */
  private static int lengthOf(int length) {
    int n = 1;
    for (long v = (long) length << 1; v >= 0x80; v >>>= 7) {
      n++;
    }
    return n;
  }

  void putBytes(byte[] b) {
    putLong(b.length);
    write(b, 0, b.length);
  }

  void putText(String s) {
    putBytes(s.getBytes(StandardCharsets.UTF_8));
  }

  /** Numbers of two bytes each, big-endian. */
  void writeShorts(short[] values) {
    ensure(values.length * Short.BYTES);
    ByteBuffer.wrap(bytes, size, values.length * Short.BYTES).asShortBuffer().put(values);
    size += values.length * Short.BYTES;
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
  static final class Reader implements DataInput {
    private final byte[] bytes;
    private final int end;
    private int at;

    Reader(byte[] bytes, int from, int length) {
      this.bytes = bytes;
      this.at = from;
      this.end = from + length;
    }

    Reader(byte[] bytes) {
      this(bytes, 0, bytes.length);
    }

    /** For codecs: the same bytes, the same place. */
    DataInput data() {
      return this;
    }

    int remaining() {
      return end - at;
    }

    private int take(int n) throws EOFException {
      if (end - at < n) {
        throw new EOFException("damaged: cut off");
      }
      int from = at;
      at += n;
      return from;
    }

    long getLong() throws IOException {
      long v = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        if (at == end) {
          throw new IOException("damaged: cut off");
        }
        int b = bytes[at++];
        v |= (long) (b & 0x7f) << shift;
        if (b >= 0) {
          return v >>> 1 ^ -(v & 1);
        }
      }
      throw new IOException("damaged number: more than ten bytes");
    }

    /** A number of things that take at least {@code least} bytes each. */
    int getCount(int least) throws IOException {
      return count(getLong(), least);
    }

    /** As {@link #getCount}, of a number that has been read. */
    int count(long n, int least) throws IOException {
      if (n < 0 || n > remaining() / Math.max(1, least)) {
        throw new IOException("damaged: " + n + " items in " + remaining() + " bytes");
      }
      return (int) n;
    }

    byte[] getBytes() throws IOException {
      int n = getCount(1);
      int from = take(n);
      return Arrays.copyOfRange(bytes, from, from + n);
    }

    String getText() throws IOException {
      int n = getCount(1);
      return new String(bytes, take(n), n, StandardCharsets.UTF_8);
    }

    int getInt() throws IOException {
      return (int) INT.get(bytes, take(4));
    }

    long getFixedLong() throws IOException {
      return (long) LONG.get(bytes, take(8));
    }

    @Override
    public void readFully(byte[] b) throws IOException {
      readFully(b, 0, b.length);
    }

    @Override
    public void readFully(byte[] b, int off, int len) throws IOException {
      System.arraycopy(bytes, take(len), b, off, len);
    }

    @Override
    public int skipBytes(int n) {
      int skipped = Math.max(0, Math.min(n, remaining()));
      at += skipped;
      return skipped;
    }

    @Override
    public boolean readBoolean() throws IOException {
      return readByte() != 0;
    }

    @Override
    public byte readByte() throws IOException {
      return bytes[take(1)];
    }

    @Override
    public int readUnsignedByte() throws IOException {
      return bytes[take(1)] & 0xff;
    }

    @Override
    public short readShort() throws IOException {
      return (short) readUnsignedShort();
    }

    @Override
    public int readUnsignedShort() throws IOException {
      int from = take(2);
      return (bytes[from] & 0xff) << 8 | bytes[from + 1] & 0xff;
    }

    @Override
    public char readChar() throws IOException {
      return (char) readUnsignedShort();
    }

    @Override
    public int readInt() throws IOException {
      return getInt();
    }

    @Override
    public long readLong() throws IOException {
      return getFixedLong();
    }

    @Override
    public float readFloat() throws IOException {
      return Float.intBitsToFloat(readInt());
    }

    @Override
    public double readDouble() throws IOException {
      return Double.longBitsToDouble(readLong());
    }

    @Override
    public String readLine() throws IOException {
      throw new UTFDataFormatException("texts are read with getText");
    }

    @Override
    public String readUTF() throws IOException {
      throw new UTFDataFormatException("texts are read with getText");
    }
  }
}
