package dev.eddy.model.row;

import dev.eddy.model.type.Schema;
import dev.eddy.model.type.TypeRoot;
import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
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
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Schema schema;
  private final TypeRoot[] roots;
  private final int[] scales;
  private final boolean number;
  private final boolean numbers;

  public KeyCodec(Schema schema) {
    this.schema = schema;
    this.roots = new TypeRoot[schema.size()];
    this.scales = new int[roots.length];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = schema.type(i).root();
      scales[i] = roots[i] == TypeRoot.DECIMAL ? schema.type(i).scale() : 0;
    }
    boolean all = true;
    for (TypeRoot r : roots) {
      all &= !r.isText() && r != TypeRoot.DECIMAL;
    }
    numbers = all;
    number = all && roots.length == 1;
  }

  public Schema schema() {
    return schema;
  }

  /**
   * Whether keys of this schema are one number: then the bytes of one that is not null are 1 and
   * the eight bytes of {@link #number}.
   */
  public boolean isNumber() {
    return number;
  }

  /** Whether all columns are held in words, so that equal words and nulls are equal keys. */
  public boolean isNumbers() {
    return numbers;
  }

  /**
   * The last eight of the nine bytes of a number in a key, which is not null; the first is 1.
   *
   * @param i which column of the key
   * @param column of the row
   */
  public long number(int i, Row row, int column) {
    return roots[i] == TypeRoot.FLOAT || roots[i] == TypeRoot.DOUBLE
        ? floating(row.getDouble(column))
        : row.getLong(column) ^ Long.MIN_VALUE;
  }

  private static long floating(double d) {
    long bits = Double.doubleToLongBits(d == 0.0 ? 0.0 : d);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }

  /** Bytes of the key that stands in {@code columns} of the row, in the order of the key schema. */
  public byte[] encode(Row row, int[] columns) {
    KeyBuffer out = new KeyBuffer(9 * columns.length + 16);
    encode(row, columns, out);
    return out.toBytes();
  }

  /**
   * Appends the bytes of the key that stands in {@code columns} of the row; allocates no buffer.
   */
  public void encode(Row row, int[] columns, KeyBuffer out) {
    for (int i = 0; i < columns.length; i++) {
      put(out, row, columns[i], roots[i], scales[i]);
    }
  }

  /** Bytes of a row that is the key itself. */
  public byte[] encode(Row key) {
    KeyBuffer out = new KeyBuffer(9 * key.columns() + 16);
    encode(key, out);
    return out.toBytes();
  }

  /** Appends the bytes of a row that is the key itself. */
  public void encode(Row key, KeyBuffer out) {
    for (int i = 0; i < roots.length; i++) {
      put(out, key, i, roots[i], scales[i]);
    }
  }

  private static void put(KeyBuffer out, Row row, int c, TypeRoot root, int scale) {
    if (row.isNull(c)) {
      out.putByte(0);
      return;
    }
    out.putByte(1);
    switch (root) {
      case FLOAT, DOUBLE -> out.putLong(floating(row.getDouble(c)));
      case CHAR, VARCHAR -> putText(out, row.getString(c));
      case DECIMAL -> putDecimal(out, row.getDecimal(c), scale);
      default -> out.putLong(row.getLong(c) ^ Long.MIN_VALUE);
    }
  }

  private static void putText(KeyBuffer out, String text) {
    int n = text.length();
    int i = 0;
    for (; i < n; i++) {
      char ch = text.charAt(i);
      if (ch == 0 || ch >= 0x80) {
        break;
      }
      out.putByte(ch);
    }
    if (i < n) {
      // The rest may hold surrogates, which only the JDK's encoder takes as it always did.
      for (byte b : text.substring(i).getBytes(StandardCharsets.UTF_8)) {
        out.putByte(b);
        if (b == 0) {
          out.putByte(255);
        }
      }
    }
    out.putByte(0);
    out.putByte(0);
  }

  /** All decimals of a column have one scale, so the unscaled number, 17 bytes big endian. */
  private static void putDecimal(KeyBuffer out, BigDecimal value, int scale) {
    BigInteger unscaled = value.setScale(scale).unscaledValue();
    byte[] bytes = unscaled.toByteArray();
    byte fill = (byte) (unscaled.signum() < 0 ? 0xff : 0);
    for (int i = 0; i < 17; i++) {
      int from = i - (17 - bytes.length);
      byte b = from < 0 ? fill : bytes[from];
      out.putByte(i == 0 ? b ^ 0x80 : b);
    }
  }

  /**
   * The key again, as a row of the key schema.
   *
   * @throws IllegalArgumentException where the bytes are no key of this schema
   */
  public Row decode(byte[] bytes) {
    Row row = new Row(schema.size());
    decode(bytes, 0, bytes.length, row);
    return row;
  }

  /**
   * The key again, from the bytes {@code from} to {@code end}, into a row of the key schema.
   *
   * @throws IllegalArgumentException where the bytes are no key of this schema
   */
  public void decode(byte[] bytes, int from, int end, Row into) {
    int at = from;
    try {
      for (int i = 0; i < roots.length; i++) {
        at = take(bytes, at, end, into, i);
      }
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("damaged key: it ends too early", e);
    }
    if (at > end) {
      throw new IllegalArgumentException("damaged key: it ends too early");
    }
    if (at != end) {
      throw new IllegalArgumentException("damaged key: it has " + (end - at) + " bytes too many");
    }
  }

  /** Number of bytes of the key that begins at {@code from}; what stands behind it is not read. */
  public int length(byte[] bytes, int from) {
    int at = from;
    for (int i = 0; i < roots.length; i++) {
      byte marker = bytes[at++];
      if (marker == 0) {
        continue;
      } else if (marker != 1) {
        throw new IllegalArgumentException("damaged key: marker " + marker);
      }
      at =
          switch (roots[i]) {
            case CHAR, VARCHAR -> endOfText(bytes, at, bytes.length) + 2;
            case DECIMAL -> at + 17;
            default -> at + 8;
          };
    }
    return at - from;
  }

  /** Gives the position behind the column. */
  private int take(byte[] in, int from, int end, Row row, int c) {
    byte marker = in[from];
    int at = from + 1;
    if (marker == 0) {
      row.setNull(c);
      return at;
    } else if (marker != 1) {
      throw new IllegalArgumentException("damaged key: marker " + marker);
    }
    switch (roots[c]) {
      case FLOAT, DOUBLE -> {
        long bits = getLong(in, at);
        row.setLong(c, bits < 0 ? bits ^ Long.MIN_VALUE : ~bits);
        return at + 8;
      }
      case CHAR, VARCHAR -> {
        int stop = endOfText(in, at, end);
        row.setString(c, text(in, at, stop));
        return stop + 2;
      }
      case DECIMAL -> {
        byte[] bytes = new byte[17];
        System.arraycopy(in, at, bytes, 0, 17);
        bytes[0] ^= (byte) 0x80;
        row.setObject(c, new BigDecimal(new BigInteger(bytes), scales[c]));
        return at + 17;
      }
      default -> {
        row.setLong(c, getLong(in, at) ^ Long.MIN_VALUE);
        return at + 8;
      }
    }
  }

  /** Position of the two zero bytes that end a text. */
  private static int endOfText(byte[] in, int from, int end) {
    int at = from;
    while (true) {
      if (at + 1 >= end) {
        throw new IndexOutOfBoundsException(at);
      }
      if (in[at] == 0) {
        if (in[at + 1] == 0) {
          return at;
        }
        at++;
      }
      at++;
    }
  }

  private static String text(byte[] in, int from, int end) {
    for (int i = from; i < end; i++) {
      if (in[i] == 0) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int k = from; k < end; k++) {
          out.write(in[k]);
          if (in[k] == 0) {
            k++;
          }
        }
        return out.toString(StandardCharsets.UTF_8);
      }
    }
    return new String(in, from, end - from, StandardCharsets.UTF_8);
  }

  private static long getLong(byte[] in, int at) {
    return (long) LONG.get(in, at);
  }
}
