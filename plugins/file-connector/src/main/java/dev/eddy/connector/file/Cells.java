package dev.eddy.connector.file;

import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the bytes of a field into a column of its type. Not thread-safe: it keeps short texts, so
 * that a column of few values does not make a string for each row.
 */
final class Cells {
  private static final int CACHE = 1 << 12;
  private static final int CACHED_LENGTH = 24;
  private static final int SHOWN = 40;
  private static final long DAY = 86_400_000;
  private static final double[] TEN = new double[23];

  static {
    TEN[0] = 1;
    for (int i = 1; i < TEN.length; i++) {
      TEN[i] = TEN[i - 1] * 10;
    }
  }

  private final String[] cache = new String[CACHE];

  /** Reads {@code [from, to)} into a column; throws where the bytes are none of the type. */
  void read(byte[] b, int from, int to, DataType type, Row row, int column) throws BadCell {
    switch (type.root()) {
      case CHAR, VARCHAR -> row.setString(column, text(b, from, to, type));
      default -> {
        int f = from;
        int t = to;
        while (f < t && b[f] == ' ') {
          f++;
        }
        while (t > f && b[t - 1] == ' ') {
          t--;
        }
        if (!number(b, f, t, type, row, column)) {
          throw new BadCell(shown(b, from, to) + " is no " + type.sql());
        }
      }
    }
  }

  private static boolean number(byte[] b, int from, int to, DataType type, Row row, int column)
      throws BadCell {
    switch (type.root()) {
      case TINYINT:
        return integer(b, from, to, Byte.MIN_VALUE, Byte.MAX_VALUE, row, column);
      case SMALLINT:
        return integer(b, from, to, Short.MIN_VALUE, Short.MAX_VALUE, row, column);
      case INT:
        return integer(b, from, to, Integer.MIN_VALUE, Integer.MAX_VALUE, row, column);
      case BIGINT:
        return integer(b, from, to, Long.MIN_VALUE, Long.MAX_VALUE, row, column);
      case FLOAT:
        return floating(b, from, to, true, row, column);
      case DOUBLE:
        return floating(b, from, to, false, row, column);
      case BOOLEAN:
        return bool(b, from, to, row, column);
      case DECIMAL:
        return decimal(b, from, to, type, row, column);
      case DATE:
        return date(b, from, to, row, column);
      case TIME:
        return time(b, from, to, type.precision(), row, column);
      case TIMESTAMP:
        return timestamp(b, from, to, type.precision(), row, column);
      case TIMESTAMP_LTZ:
        return to > from
            && b[to - 1] == 'Z'
            && timestamp(b, from, to - 1, type.precision(), row, column);
      default:
        throw new BadCell("not supported: " + type.sql() + " in CSV");
    }
  }

  private static boolean integer(
      byte[] b, int from, int to, long min, long max, Row row, int column) {
    int p = from;
    boolean minus = false;
    if (p < to && (b[p] == '-' || b[p] == '+')) {
      minus = b[p] == '-';
      p++;
    }
    if (p == to) {
      return false;
    }
    // Counted downwards, since there is one more negative number.
    long v = 0;
    long limit = minus ? min : -max;
    for (; p < to; p++) {
      int d = b[p] - '0';
      if (d < 0 || d > 9 || v < Long.MIN_VALUE / 10) {
        return false;
      }
      v = v * 10;
      if (v < limit + d) {
        return false;
      }
      v -= d;
    }
    row.setLong(column, minus ? v : -v);
    return true;
  }

  private static boolean floating(byte[] b, int from, int to, boolean single, Row row, int column) {
    long mantissa = 0;
    int digits = 0;
    int scale = 0;
    int p = from;
    boolean minus = p < to && b[p] == '-';
    if (minus) {
      p++;
    }
    boolean point = false;
    boolean simple = true;
    for (; p < to; p++) {
      int d = b[p] - '0';
      if (d >= 0 && d <= 9) {
        mantissa = mantissa * 10 + d;
        digits++;
        scale += point ? 1 : 0;
      } else if (b[p] == '.' && !point) {
        point = true;
      } else {
        simple = false;
        break;
      }
    }
    double value;
    if (simple && digits > 0 && digits <= 15 && !single) {
      // Both are exact, so that one division rounds correctly (Clinger's fast path).
      value = mantissa / TEN[scale];
      value = minus ? -value : value;
    } else {
      String text = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
      if (!isNumber(text) && !text.matches("NaN|-?Infinity")) {
        return false;
      }
      try {
        value = single ? Float.parseFloat(text) : Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return false;
      }
    }
    row.setDouble(column, value);
    return true;
  }

  /** Only what SQL takes for a number: no hexadecimal digits, no trailing letter. */
  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean bool(byte[] b, int from, int to, Row row, int column) {
    String text = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
    boolean value = text.equalsIgnoreCase("true");
    if (!value && !text.equalsIgnoreCase("false")) {
      return false;
    }
    row.setBoolean(column, value);
    return true;
  }

  private static boolean decimal(byte[] b, int from, int to, DataType type, Row row, int column)
      throws BadCell {
    String text = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
    if (!isNumber(text)) {
      return false;
    }
    BigDecimal v;
    try {
      v = new BigDecimal(text);
    } catch (NumberFormatException e) {
      return false;
    }
    int scale = type.scale();
    // Judged by the exponent first: a number such as 1e999999999 must not be written out.
    long whole = (long) v.precision() - v.scale();
    if (v.signum() != 0 && whole < -scale - 1L) {
      v = BigDecimal.ZERO;
    } else if (v.signum() == 0) {
      v = BigDecimal.ZERO;
    } else if (whole > type.precision() - scale) {
      throw new BadCell(shown(b, from, to) + " does not fit into " + type.sql());
    }
    v = v.setScale(scale, RoundingMode.HALF_UP);
    if (v.precision() > type.precision()) {
      throw new BadCell(shown(b, from, to) + " does not fit into " + type.sql());
    }
    row.setObject(column, v);
    return true;
  }

  private static boolean date(byte[] b, int from, int to, Row row, int column) {
    long days = to - from == 10 ? days(b, from) : Long.MIN_VALUE;
    if (days == Long.MIN_VALUE) {
      return false;
    }
    row.setLong(column, days);
    return true;
  }

  private static boolean time(byte[] b, int from, int to, int precision, Row row, int column) {
    long millis = millisOfDay(b, from, to, precision);
    if (millis < 0) {
      return false;
    }
    row.setLong(column, millis);
    return true;
  }

  private static boolean timestamp(byte[] b, int from, int to, int precision, Row row, int column) {
    if (to - from < 19 || b[from + 10] != ' ' && b[from + 10] != 'T') {
      return false;
    }
    long days = days(b, from);
    long millis = millisOfDay(b, from + 11, to, precision);
    if (days == Long.MIN_VALUE || millis < 0) {
      return false;
    }
    row.setLong(column, days * DAY + millis);
    return true;
  }

  /** Days since 1970 of {@code yyyy-MM-dd}, or Long.MIN_VALUE. */
  private static long days(byte[] b, int at) {
    int century = two(b, at);
    int yearOfCentury = two(b, at + 2);
    int month = two(b, at + 5);
    int day = two(b, at + 8);
    if (century < 0 || yearOfCentury < 0 || b[at + 4] != '-' || b[at + 7] != '-') {
      return Long.MIN_VALUE;
    }
    int year = century * 100 + yearOfCentury;
    if (month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) {
      return Long.MIN_VALUE;
    }
    // Days from civil, Howard Hinnant: years begin in March.
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146_097L + doe - 719_468;
  }

  private static int lengthOfMonth(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  /** Milliseconds of {@code HH:mm:ss[.fraction]}, cut to the precision, or -1. */
  private static long millisOfDay(byte[] b, int from, int to, int precision) {
    if (to - from < 8 || b[from + 2] != ':' || b[from + 5] != ':') {
      return -1;
    }
    int h = two(b, from);
    int m = two(b, from + 3);
    int s = two(b, from + 6);
    if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59) {
      return -1;
    }
    int millis = 0;
    if (to - from > 8) {
      if (b[from + 8] != '.' || to - from == 9 || to - from > 18) {
        return -1;
      }
      int weight = 100;
      for (int p = from + 9; p < to; p++) {
        int d = b[p] - '0';
        if (d < 0 || d > 9) {
          return -1;
        }
        if (p - from - 9 < precision) {
          millis += d * weight;
        }
        weight /= 10;
      }
    }
    return (h * 60L + m) * 60_000 + s * 1000L + millis;
  }

  private static int two(byte[] b, int at) {
    int x = b[at] - '0';
    int y = b[at + 1] - '0';
    return x < 0 || x > 9 || y < 0 || y > 9 ? -1 : x * 10 + y;
  }

  private String text(byte[] b, int from, int to, DataType type) throws BadCell {
    String s = string(b, from, to);
    if (type.precision() != DataType.UNBOUNDED
        && s.length() > type.precision()
        && s.codePointCount(0, s.length()) > type.precision()) {
      throw new BadCell(shown(b, from, to) + " is longer than " + type.sql());
    }
    return s;
  }

  private String string(byte[] b, int from, int to) throws BadCell {
    int length = to - from;
    int h = 0;
    int or = 0;
    for (int p = from; p < to; p++) {
      h = h * 31 + b[p];
      or |= b[p];
    }
    if (or < 0) {
      return utf8(b, from, to);
    }
    if (length > CACHED_LENGTH) {
      return new String(b, from, length, StandardCharsets.ISO_8859_1);
    }
    int slot = (h ^ h >>> 12) & (CACHE - 1);
    String kept = cache[slot];
    if (kept != null && same(kept, b, from, length)) {
      return kept;
    }
    String s = new String(b, from, length, StandardCharsets.ISO_8859_1);
    cache[slot] = s;
    return s;
  }

  private static boolean same(String s, byte[] b, int from, int length) {
    if (s.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (s.charAt(i) != b[from + i]) {
        return false;
      }
    }
    return true;
  }

  private static String utf8(byte[] b, int from, int to) throws BadCell {
    String s = new String(b, from, to - from, StandardCharsets.UTF_8);
    // The decoder puts U+FFFD for what is wrong; where the bytes hold none, they were wrong.
    if (s.indexOf('\uFFFD') >= 0) {
      byte[] again = s.getBytes(StandardCharsets.UTF_8);
      if (!Arrays.equals(again, 0, again.length, b, from, to)) {
        throw new BadCell(shown(b, from, to) + " is not UTF-8");
      }
    }
    return s;
  }

  /** A field for a message: in quotes, cut when it is long. */
  static String shown(byte[] b, int from, int to) {
    String s = new String(b, from, Math.min(to - from, 4 * SHOWN), StandardCharsets.UTF_8);
    boolean cut = s.length() > SHOWN || to - from > 4 * SHOWN;
    return '"' + s.substring(0, Math.min(s.length(), SHOWN)) + (cut ? "…" : "") + '"';
  }
}
