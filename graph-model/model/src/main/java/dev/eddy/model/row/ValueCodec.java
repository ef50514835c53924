package dev.eddy.model.row;

import dev.eddy.model.type.Schema;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Positional bytes of a row. The schema is not in the bytes: whoever stores them writes it once per
 * file or snapshot, together with {@link #VERSION}. Layout: kind, null bits (a bit per column,
 * rounded up to bytes), then each column that is not null: numbers and times as zigzag varints,
 * doubles as 8 bytes, text and the unscaled number of decimals with a length before them.
 */
public final class ValueCodec {
  public static final int VERSION = 1;

  /** Longest text or decimal that is read back; a longer one means damaged bytes. */
  private static final int MAX_LENGTH = 1 << 26;

  private final Schema schema;

  public ValueCodec(Schema schema) {
    this.schema = schema;
  }

  public Schema schema() {
    return schema;
  }

  public void write(Row row, DataOutput out) throws IOException {
    int n = schema.size();
    out.writeByte(row.kind().code());
    for (int c = 0; c < n; c += 8) {
      int bits = 0;
      for (int i = c; i < Math.min(n, c + 8); i++) {
        bits |= row.isNull(i) ? 1 << (i - c) : 0;
      }
      out.writeByte(bits);
    }
    for (int c = 0; c < n; c++) {
      if (row.isNull(c)) {
        continue;
      }
      switch (schema.type(c).root()) {
        case FLOAT, DOUBLE -> out.writeLong(row.getLong(c));
        case CHAR, VARCHAR -> writeText(out, row.getString(c));
        case DECIMAL -> writeBytes(out, row.getDecimal(c).unscaledValue().toByteArray());
        default -> writeVarLong(out, row.getLong(c));
      }
    }
  }

  /** Reads a row; throws IOException where the bytes are none of this schema. */
  public Row read(DataInput in) throws IOException {
    Row row = new Row(schema.size());
    read(in, row);
    return row;
  }

  /** As {@link #read(DataInput)}, over a row of the schema's width. */
  public void read(DataInput in, Row row) throws IOException {
    int n = schema.size();
    row.clear();
    int kind = in.readUnsignedByte();
    if (kind > 3) {
      throw new IOException("damaged row: kind " + kind);
    }
    row.setKind(RowKind.ofCode(kind));
    long bits = 0;
    for (int c = 0; c < n; c += 8) {
      bits |= (long) in.readUnsignedByte() << (c & 63);
      if (c + 8 >= n) {
        row.setNullBits(c >>> 6, (n & 63) == 0 ? bits : bits | -1L << (n & 63));
      } else if ((c & 63) == 56) {
        row.setNullBits(c >>> 6, bits);
        bits = 0;
      }
    }
    for (int c = 0; c < n; c++) {
      if (row.isNull(c)) {
        continue;
      }
      switch (schema.type(c).root()) {
        case FLOAT, DOUBLE -> row.setLong(c, in.readLong());
        case CHAR, VARCHAR -> row.setString(c, new String(readBytes(in), StandardCharsets.UTF_8));
        case DECIMAL -> {
          byte[] bytes = readBytes(in);
          if (bytes.length == 0) {
            throw new IOException("damaged row: a decimal without digits");
          }
          row.setObject(c, new BigDecimal(new BigInteger(bytes), schema.type(c).scale()));
        }
        default -> row.setLong(c, readVarLong(in));
      }
    }
  }

  private static void writeText(DataOutput out, String text) throws IOException {
    if (out instanceof CompactOutput compact) {
      compact.writeText(text);
    } else {
      writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
    writeVarLong(out, bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    long length = readVarLong(in);
    if (length < 0 || length > MAX_LENGTH) {
      throw new IOException("damaged row: length " + length);
    }
    // In pieces, so that a damaged length costs no memory before the bytes run out.
    byte[] bytes = new byte[(int) Math.min(length, 4096)];
    int done = 0;
    while (true) {
      in.readFully(bytes, done, bytes.length - done);
      done = bytes.length;
      if (done == length) {
        return bytes;
      }
      bytes = java.util.Arrays.copyOf(bytes, (int) Math.min(length, done * 2L));
    }
  }

  /** Writes a zigzag varint. */
  public static void writeVarLong(DataOutput out, long value) throws IOException {
    if (out instanceof CompactOutput compact) {
      compact.writeVarLong(value);
      return;
    }
    long v = value << 1 ^ value >> 63;
    while ((v & ~0x7fL) != 0) {
      out.writeByte((int) (v & 0x7f | 0x80));
      v >>>= 7;
    }
    out.writeByte((int) v);
  }

  public static long readVarLong(DataInput in) throws IOException {
    long v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = in.readUnsignedByte();
      v |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return v >>> 1 ^ -(v & 1);
      }
    }
    throw new IOException("damaged number: more than ten bytes");
  }
}
