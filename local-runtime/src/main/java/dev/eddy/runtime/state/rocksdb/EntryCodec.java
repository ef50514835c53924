package dev.eddy.runtime.state.rocksdb;

import dev.eddy.model.row.Row;
import dev.eddy.model.row.RowKind;
import dev.eddy.model.type.Schema;
import dev.eddy.runtime.state.Stored;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of an entry, as they stand in memory and in the database: the moment of its last writer,
 * then the value. Layout: sequence (8 bytes), step (4), kind (1), then the null bits in words of 8
 * bytes or, of at most 8 columns, in 1, then for each column that is not null 8 bytes, or a length
 * (4) and the bytes of a text or decimal. These bytes are read by the process that wrote them only.
 * Used by one thread.
 */
final class EntryCodec {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int STEP = 8;
  private static final int KIND = 12;
  private static final int NULLS = 13;

  /** In a length: the text is not plain ASCII and has two bytes for each char. */
  private static final int WIDE = 1 << 31;

  private enum Form {
    WORD,
    TEXT,
    DECIMAL
  }

  private final Form[] forms;
  private final int[] scales;
  private final int start;
  private byte[] bytes = new byte[256];
  private int length;

  EntryCodec(Schema value) {
    int n = value.size();
    this.forms = new Form[n];
    this.scales = new int[n];
    for (int c = 0; c < n; c++) {
      forms[c] =
          switch (value.type(c).root()) {
            case CHAR, VARCHAR -> Form.TEXT;
            case DECIMAL -> Form.DECIMAL;
            default -> Form.WORD;
          };
      scales[c] = forms[c] == Form.DECIMAL ? value.type(c).scale() : 0;
    }
    this.start = NULLS + (n <= 8 ? 1 : (n + 63) / 64 * 8);
  }

  /** How many bytes {@link #encode} wrote last. */
  int length() {
    return length;
  }

  /** Gives bytes of which the first {@link #length} are the entry; the next call writes over it. */
  byte[] encode(Row value, long sequence, int step) {
    room(start + 8 * forms.length);
    LONG.set(bytes, 0, sequence);
    INT.set(bytes, STEP, step);
    bytes[KIND] = (byte) value.kind().code();
    if (forms.length <= 8) {
      bytes[NULLS] = (byte) value.nullBits(0);
    } else {
      for (int at = NULLS, w = 0; at < start; at += 8, w++) {
        LONG.set(bytes, at, value.nullBits(w));
      }
    }
    int at = start;
    for (int c = 0; c < forms.length; c++) {
      if (value.isNull(c)) {
        continue;
      }
      switch (forms[c]) {
        case WORD -> {
          room(at + 8);
          LONG.set(bytes, at, value.getLong(c));
          at += 8;
        }
        case TEXT -> at = text(value.getString(c), at);
        case DECIMAL -> at = put(value.getDecimal(c).unscaledValue().toByteArray(), at);
      }
    }
    length = at;
    return bytes;
  }

  private void room(int size) {
    if (size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size, bytes.length * 2));
    }
  }

  private int put(byte[] from, int at) {
    room(at + 4 + from.length);
    INT.set(bytes, at, from.length);
    System.arraycopy(from, 0, bytes, at + 4, from.length);
    return at + 4 + from.length;
  }

  private int text(String text, int at) {
    // Of plain ASCII this is a copy, and of nothing else is it as long as the text.
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    int n = text.length();
    if (plain.length == n && isAscii(text, plain)) {
      return put(plain, at);
    }
    room(at + 4 + 2 * n);
    INT.set(bytes, at, n | WIDE);
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      bytes[at + 4 + 2 * i] = (byte) c;
      bytes[at + 5 + 2 * i] = (byte) (c >>> 8);
    }
    return at + 4 + 2 * n;
  }

  /** Half a surrogate pair becomes one byte too: a question mark. */
  private static boolean isAscii(String text, byte[] plain) {
    for (int i = 0; i < plain.length; i++) {
      if (plain[i] == '?' && text.charAt(i) != '?') {
        return false;
      }
    }
    return true;
  }

  static long sequence(byte[] from, int at) {
    return (long) LONG.get(from, at);
  }

  static int step(byte[] from, int at) {
    return (int) INT.get(from, at + STEP);
  }

  /** Writes the value at a place over a row of its width. */
  void decode(byte[] from, int begin, Row into) {
    into.clear();
    into.setKind(RowKind.ofCode(from[begin + KIND]));
    if (forms.length <= 8) {
      into.setNullBits(0, from[begin + NULLS] & 0xff | -1L << forms.length);
    } else {
      for (int at = begin + NULLS, w = 0; at < begin + start; at += 8, w++) {
        into.setNullBits(w, (long) LONG.get(from, at));
      }
    }
    int at = begin + start;
    for (int c = 0; c < forms.length; c++) {
      if (into.isNull(c)) {
        continue;
      }
      if (forms[c] == Form.WORD) {
        into.setWord(c, (long) LONG.get(from, at));
        at += 8;
        continue;
      }
      int n = (int) INT.get(from, at);
      at += 4;
      if (n < 0) {
        n &= ~WIDE;
        into.setReference(c, wide(from, at, n));
        at += 2 * n;
      } else {
        into.setReference(
            c,
            forms[c] == Form.TEXT
                ? new String(from, at, n, StandardCharsets.US_ASCII)
                : new BigDecimal(new BigInteger(from, at, n), scales[c]));
        at += n;
      }
    }
  }

  private static String wide(byte[] from, int at, int length) {
    char[] out = new char[length];
    for (int i = 0; i < length; i++) {
      out[i] = (char) (from[at + 2 * i] & 0xff | from[at + 2 * i + 1] << 8);
    }
    return new String(out);
  }

  Stored decode(byte[] from, int begin) {
    Row row = new Row(forms.length);
    decode(from, begin, row);
    return new Stored(row, sequence(from, begin), step(from, begin));
  }
}
