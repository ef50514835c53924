package dev.eddy.model.io;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import com.fasterxml.jackson.core.io.schubfach.FloatToDecimal;
import dev.eddy.model.row.Row;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One column of a row as text, as the sinks' JSON has it but without quotes: {@code 2024-01-05
 * 13:00:00.000}, {@code 12.30}, {@code true}. Floating numbers are written with as few digits as
 * tell them apart (Schubfach), the same on every Java version.
 */
public final class CellText {
  private static final Pattern DATE = Pattern.compile("([+-]?\\d{4,9})-(\\d\\d)-(\\d\\d)");
  private static final Pattern TIME =
      Pattern.compile("(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?");
  private static final long DAY = 86_400_000L;

  private CellText() {}

  /** The column's text; null where it is SQL null. */
  public static @Nullable String of(Row row, int column, DataType type) {
    if (row.isNull(column)) {
      return null;
    }
    if (type.root().isText()) {
      return row.getString(column);
    }
    StringBuilder b = new StringBuilder(24);
    append(b, row, column, type);
    return b.toString();
  }

  /** All columns of a row. */
  public static List<@Nullable String> ofRow(Row row, Schema schema) {
    List<@Nullable String> out = new ArrayList<>(schema.size());
    for (int c = 0; c < schema.size(); c++) {
      out.add(of(row, c, schema.type(c)));
    }
    return out;
  }

  /** Appends a column that is not null. */
  static void append(StringBuilder b, Row row, int c, DataType type) {
    switch (type.root()) {
      case BOOLEAN -> b.append(row.getBoolean(c));
      case FLOAT -> b.append(FloatToDecimal.toString((float) row.getDouble(c)));
      case DOUBLE -> b.append(DoubleToDecimal.toString(row.getDouble(c)));
      case DECIMAL -> b.append(row.getDecimal(c).toPlainString());
      case CHAR, VARCHAR -> b.append(row.getString(c));
      case DATE -> appendDate(b, row.getLong(c));
      case TIME -> appendTime(b, row.getLong(c), row.getLong(c) % 1_000 != 0);
      case TIMESTAMP -> appendTimestamp(b, row.getLong(c));
      case TIMESTAMP_LTZ -> {
        appendTimestamp(b, row.getLong(c));
        b.append('Z');
      }
      default -> b.append(row.getLong(c));
    }
  }

  /** {@code yyyy-MM-dd HH:mm:ss.SSS} of milliseconds since 1970, in no zone. */
  public static String timestamp(long millis) {
    StringBuilder b = new StringBuilder(23);
    appendTimestamp(b, millis);
    return b.toString();
  }

  private static void appendTimestamp(StringBuilder b, long millis) {
    appendDate(b, Math.floorDiv(millis, DAY));
    b.append(' ');
    appendTime(b, Math.floorMod(millis, DAY), true);
  }

  /** Civil date from a count of days: H. Hinnant, "chrono-compatible low-level date algorithms". */
  private static void appendDate(StringBuilder b, long days) {
    long z = days + 719_468;
    long era = Math.floorDiv(z, 146_097);
    int dayOfEra = (int) Math.floorMod(z, 146_097L);
    int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int monthFromMarch = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    if (year >= 0 && year <= 9_999) {
      two(b, (int) year / 100);
      two(b, (int) year % 100);
    } else {
      String digits = Long.toString(Math.abs(year));
      b.append(year < 0 ? "-" : "+").append("0".repeat(Math.max(0, 4 - digits.length())));
      b.append(digits);
    }
    b.append('-');
    two(b, month);
    b.append('-');
    two(b, day);
  }

  private static void appendTime(StringBuilder b, long millisOfDay, boolean withMillis) {
    int seconds = (int) (millisOfDay / 1_000);
    two(b, seconds / 3_600);
    b.append(':');
    two(b, seconds / 60 % 60);
    b.append(':');
    two(b, seconds % 60);
    if (withMillis) {
      int ms = (int) (millisOfDay % 1_000);
      b.append('.').append((char) ('0' + ms / 100));
      two(b, ms % 100);
    }
  }

  private static void two(StringBuilder b, int n) {
    b.append((char) ('0' + n / 10)).append((char) ('0' + n % 10));
  }

  /**
   * Sets a column from its text, the inverse of {@link #of}. A decimal must fit its type without
   * rounding.
   *
   * @throws IllegalArgumentException with a sentence where the text is no value of the type
   */
  public static void set(Row row, int c, DataType type, String text) {
    try {
      switch (type.root()) {
        case BOOLEAN -> row.setBoolean(c, bool(text));
        case TINYINT -> row.setLong(c, Byte.parseByte(text));
        case SMALLINT -> row.setLong(c, Short.parseShort(text));
        case INT -> row.setLong(c, Integer.parseInt(text));
        case BIGINT -> row.setLong(c, Long.parseLong(text));
        case FLOAT -> row.setDouble(c, Float.parseFloat(text));
        case DOUBLE -> row.setDouble(c, Double.parseDouble(text));
        case DECIMAL -> row.setObject(c, decimal(text, type));
        case CHAR, VARCHAR -> row.setString(c, text);
        case DATE -> row.setLong(c, date(text));
        case TIME -> row.setLong(c, time(text));
        case TIMESTAMP -> row.setLong(c, dateTime(text));
        case TIMESTAMP_LTZ ->
            row.setLong(
                c, dateTime(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text));
      }
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no " + type.sql(), e);
    }
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new NumberFormatException(text);
    };
  }

  private static BigDecimal decimal(String text, DataType type) {
    if (text.length() > 200) {
      throw new NumberFormatException(text);
    }
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) > 1_000) {
      throw new NumberFormatException(text);
    }
    BigDecimal scaled = number.setScale(type.scale(), RoundingMode.UNNECESSARY);
    if (scaled.precision() > type.precision()) {
      throw new NumberFormatException(text);
    }
    return scaled;
  }

  private static long date(String text) {
    Matcher m = DATE.matcher(text);
    if (!m.matches()) {
      throw new NumberFormatException(text);
    }
    return LocalDate.of(
            Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            Integer.parseInt(m.group(3)))
        .toEpochDay();
  }

  private static long time(String text) {
    Matcher m = TIME.matcher(text);
    if (!m.matches()) {
      throw new NumberFormatException(text);
    }
    int hour = Integer.parseInt(m.group(1));
    int minute = Integer.parseInt(m.group(2));
    int second = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
    if (hour > 23 || minute > 59 || second > 59) {
      throw new NumberFormatException(text);
    }
    String fraction = m.group(4) == null ? "" : m.group(4);
    int millis = Integer.parseInt((fraction + "000").substring(0, 3));
    return ((hour * 60L + minute) * 60 + second) * 1_000 + millis;
  }

  /**
   * Milliseconds since 1970 of {@code yyyy-MM-dd HH:mm[:ss[.fraction]]}, a T instead of the space.
   */
  private static long dateTime(String text) {
    int cut = text.indexOf(' ');
    cut = cut < 0 ? text.indexOf('T') : cut;
    if (cut < 0) {
      return Math.multiplyExact(date(text), DAY);
    }
    return Math.addExact(
        Math.multiplyExact(date(text.substring(0, cut)), DAY), time(text.substring(cut + 1)));
  }
}
