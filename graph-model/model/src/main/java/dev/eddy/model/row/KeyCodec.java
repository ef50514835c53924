package dev.eddy.model.row;

import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Canonical, unversioned, order-preserving bytes of a key: unsigned lexicographic order of the
 * bytes is the order of the columns, nulls first (Flink's order), doubles by their total order with
 * all NaN alike. Equal keys have equal bytes, and -0.0 equals 0.0 as in a Flink key comparison by
 * value. The bytes are a stored format: they decide key groups and never change.
 *
 * <p>By column: a byte 0 for null or 1, then integers and times as 8 bytes big endian with the sign
 * flipped; doubles as their bits, all inverted when negative, else the sign flipped; text as UTF-8
 * with 0 written 0 255, ended by 0 0; decimals as sign, exponent and digits (see {@code
 * putDecimal}).
 */
public final class KeyCodec {
  private final Schema schema;

  public KeyCodec(Schema schema) {
    this.schema = schema;
  }

  public Schema schema() {
    return schema;
  }

  /** Growing bytes without the locks of the JDK's; keys are on the path of every keyed row. */
  private static final class Buffer {
    private byte[] bytes;
    private int size;

    Buffer(int capacity) {
      bytes = new byte[capacity];
    }

    void write(int b) {
      if (size == bytes.length) {
        bytes = java.util.Arrays.copyOf(bytes, size * 2);
      }
      bytes[size++] = (byte) b;
    }

    byte[] toByteArray() {
      return java.util.Arrays.copyOf(bytes, size);
    }
  }

  /** Bytes of the key that stands in {@code columns} of the row, in the order of the key schema. */
  public byte[] encode(Row row, int[] columns) {
    Buffer out = new Buffer(9 * columns.length + 16);
    for (int i = 0; i < columns.length; i++) {
      put(out, row, columns[i], schema.type(i));
    }
    return out.toByteArray();
  }

  /** Bytes of a row that is the key itself. */
  public byte[] encode(Row key) {
    Buffer out = new Buffer(9 * key.columns() + 16);
    for (int i = 0; i < schema.size(); i++) {
      put(out, key, i, schema.type(i));
    }
    return out.toByteArray();
  }

  private static void put(Buffer out, Row row, int c, DataType type) {
    if (row.isNull(c)) {
      out.write(0);
      return;
    }
    out.write(1);
    switch (type.root()) {
      case FLOAT, DOUBLE -> {
        double d = row.getDouble(c);
        long bits = Double.doubleToLongBits(d == 0.0 ? 0.0 : d);
        putLong(out, bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
      }
      case CHAR, VARCHAR -> {
        for (byte b : row.getString(c).getBytes(StandardCharsets.UTF_8)) {
          out.write(b);
          if (b == 0) {
            out.write(255);
          }
        }
        out.write(0);
        out.write(0);
      }
      case DECIMAL -> putDecimal(out, row.getDecimal(c), type.scale());
      default -> putLong(out, row.getLong(c) ^ Long.MIN_VALUE);
    }
  }

  /** All decimals of a column have one scale, so the unscaled number, 17 bytes big endian. */
  private static void putDecimal(Buffer out, BigDecimal value, int scale) {
    BigInteger unscaled = value.setScale(scale).unscaledValue();
    byte[] bytes = unscaled.toByteArray();
    byte fill = (byte) (unscaled.signum() < 0 ? 0xff : 0);
    for (int i = 0; i < 17; i++) {
      int from = i - (17 - bytes.length);
      byte b = from < 0 ? fill : bytes[from];
      out.write(i == 0 ? b ^ 0x80 : b);
    }
  }

  private static void putLong(Buffer out, long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }

  /**
   * The key again, as a row of the key schema.
   *
   * @throws IllegalArgumentException where the bytes are no key of this schema
   */
  public Row decode(byte[] bytes) {
    Row row = new Row(schema.size());
    int[] at = {0};
    try {
      for (int i = 0; i < schema.size(); i++) {
        take(bytes, at, row, i, schema.type(i));
      }
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("damaged key: it ends too early", e);
    }
    if (at[0] != bytes.length) {
      throw new IllegalArgumentException(
          "damaged key: it has " + (bytes.length - at[0]) + " bytes too many");
    }
    return row;
  }

  /** Number of bytes of the key that begins at {@code from}; what stands behind it is not read. */
  public int length(byte[] bytes, int from) {
    Row row = new Row(schema.size());
    int[] at = {from};
    for (int i = 0; i < schema.size(); i++) {
      take(bytes, at, row, i, schema.type(i));
    }
    return at[0] - from;
  }

  private static void take(byte[] in, int[] at, Row row, int c, DataType type) {
    byte marker = in[at[0]++];
    if (marker == 0) {
      row.setNull(c);
      return;
    } else if (marker != 1) {
      throw new IllegalArgumentException("damaged key: marker " + marker);
    }
    switch (type.root()) {
      case FLOAT, DOUBLE -> {
        long bits = takeLong(in, at);
        row.setLong(c, bits < 0 ? bits ^ Long.MIN_VALUE : ~bits);
      }
      case CHAR, VARCHAR -> {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
          byte b = in[at[0]++];
          if (b == 0) {
            if (in[at[0]++] == 0) {
              break;
            }
          }
          text.write(b);
        }
        row.setString(c, text.toString(StandardCharsets.UTF_8));
      }
      case DECIMAL -> {
        byte[] bytes = new byte[17];
        System.arraycopy(in, at[0], bytes, 0, 17);
        at[0] += 17;
        bytes[0] ^= (byte) 0x80;
        row.setObject(c, new BigDecimal(new BigInteger(bytes), type.scale()));
      }
      default -> row.setLong(c, takeLong(in, at) ^ Long.MIN_VALUE);
    }
  }

  private static long takeLong(byte[] in, int[] at) {
    long v = 0;
    for (int i = 0; i < 8; i++) {
      v = v << 8 | (in[at[0]++] & 0xff);
    }
    return v;
  }
}
