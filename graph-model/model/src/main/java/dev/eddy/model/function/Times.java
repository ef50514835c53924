package dev.eddy.model.function;

import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Dates (days since 1970), times (milliseconds of the day) and timestamps (milliseconds since 1970,
 * without a zone).
 */
public final class Times {
  private static final long DAY = 86_400_000L;
  private static final int CACHED_FORMATS = 64;
  private static final ConcurrentMap<String, DateTimeFormatter> FORMATS = new ConcurrentHashMap<>();

  /** What Flink's CAST and TO_TIMESTAMP read. */
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-[MM][M]-[dd][d]")
          .optionalStart()
          .appendPattern(" [HH][H]:[mm][m]:[ss][s]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private Times() {}

  /** The date of a timestamp. */
  public static int day(long timestamp) {
    return (int) Math.floorDiv(timestamp, DAY);
  }

  /** The time of the day of a timestamp. */
  public static int clock(long timestamp) {
    return (int) Math.floorMod(timestamp, DAY);
  }

  public static long timestamp(int day) {
    return day * DAY;
  }

  /** Cuts the digits behind {@code precision} (0 to 3) off. */
  public static long cut(long timestamp, int precision) {
    long unit = precision >= 3 ? 1 : precision == 2 ? 10 : precision == 1 ? 100 : 1000;
    return Math.floorDiv(timestamp, unit) * unit;
  }

  // --------------------------------------------------------------------------- parts

  public static long year(int day) {
    return LocalDate.ofEpochDay(day).getYear();
  }

  public static long quarter(int day) {
    return (LocalDate.ofEpochDay(day).getMonthValue() + 2) / 3;
  }

  public static long month(int day) {
    return LocalDate.ofEpochDay(day).getMonthValue();
  }

  /** The ISO week: 1 to 53. */
  public static long week(int day) {
    return LocalDate.ofEpochDay(day).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }

  public static long dayOfYear(int day) {
    return LocalDate.ofEpochDay(day).getDayOfYear();
  }

  public static long dayOfMonth(int day) {
    return LocalDate.ofEpochDay(day).getDayOfMonth();
  }

  /** Sunday is 1. */
  public static long dayOfWeek(int day) {
    return Math.floorMod(day + 4, 7) + 1;
  }

  public static long hour(int clock) {
    return clock / 3_600_000;
  }

  public static long minute(int clock) {
    return clock / 60_000 % 60;
  }

  public static long second(int clock) {
    return clock / 1000 % 60;
  }

  // --------------------------------------------------------------------------- arithmetic

  public static long floor(long timestamp, long unit) {
    return Math.floorDiv(timestamp, unit) * unit;
  }

  public static long ceil(long timestamp, long unit) {
    return Math.negateExact(Math.floorDiv(-timestamp, unit) * unit);
  }

  /** The Sunday at or before the day. */
  public static int floorWeek(int day) {
    return day - Math.floorMod(day + 4, 7);
  }

  public static int floorMonth(int day) {
    return (int) LocalDate.ofEpochDay(day).withDayOfMonth(1).toEpochDay();
  }

  public static int floorQuarter(int day) {
    LocalDate d = LocalDate.ofEpochDay(day);
    return (int) LocalDate.of(d.getYear(), (d.getMonthValue() - 1) / 3 * 3 + 1, 1).toEpochDay();
  }

  public static int floorYear(int day) {
    return (int) LocalDate.ofEpochDay(day).withDayOfYear(1).toEpochDay();
  }

  /**
   * The same day of another month, or its last one.
   *
   * @throws ArithmeticException where that is beyond the calendar
   */
  public static int addMonths(int day, long months) {
    try {
      return Math.toIntExact(LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay());
    } catch (DateTimeException e) {
      throw new ArithmeticException("there is no date " + months + " months later");
    }
  }

  public static long addMonths(long timestamp, long months) {
    return addMonths(day(timestamp), months) * DAY + clock(timestamp);
  }

  /** Whole months from {@code b} to {@code a}, counted as Flink (that is, Avatica) does. */
  public static int monthsBetween(long a, long b) {
    int dayA = day(a);
    int dayB = day(b);
    int months = monthsBetween(dayA, dayB);
    if (addMonths(dayB, months) == dayA && clock(a) < clock(b)) {
      months--;
    }
    return months;
  }

  private static int monthsBetween(int a, int b) {
    if (a < b) {
      return -monthsBetween(b, a);
    }
    int m = (a - b) / 31; // no month is longer, so this is not too many
    while (true) {
      if (addMonths(b, m) >= a || addMonths(b, m + 1) > a) {
        return m;
      }
      m++;
    }
  }

  // --------------------------------------------------------------------------- text

  public static String dateText(int day) {
    return LocalDate.ofEpochDay(day).toString();
  }

  /** {@code HH:mm:ss}. */
  public static String timeText(int clock) {
    StringBuilder b = new StringBuilder(8);
    two(b, clock / 3_600_000).append(':');
    two(b, clock / 60_000 % 60).append(':');
    return two(b, clock / 1000 % 60).toString();
  }

  /** {@code yyyy-MM-dd HH:mm:ss} and exactly {@code precision} (0 to 3) digits behind a point. */
  public static String timestampText(long timestamp, int precision) {
    StringBuilder b = new StringBuilder(23);
    b.append(dateText(day(timestamp))).append(' ').append(timeText(clock(timestamp)));
    if (precision > 0) {
      int ms = (int) Math.floorMod(timestamp, 1000L);
      b.append('.').append(Integer.toString(1000 + ms), 1, 1 + precision);
    }
    return b.toString();
  }

  private static StringBuilder two(StringBuilder b, int n) {
    return b.append((char) ('0' + n / 10)).append((char) ('0' + n % 10));
  }

  /** Days of {@code yyyy}, {@code yyyy-M} or {@code yyyy-M-d}; null for anything else. */
  public static @Nullable Long tryDate(String text) {
    String[] parts = text.trim().split("-", -1);
    if (parts.length > 3) {
      return null;
    }
    int[] n = {0, 1, 1};
    for (int i = 0; i < parts.length; i++) {
      n[i] = digits(parts[i].trim());
      if (n[i] < 0) {
        return null;
      }
    }
    if (n[0] > 9999 || n[1] < 1 || n[1] > 12 || n[2] < 1) {
      return null;
    }
    LocalDate first = LocalDate.of(n[0], n[1], 1);
    return n[2] > first.lengthOfMonth() ? null : first.toEpochDay() + n[2] - 1;
  }

  /** Milliseconds of {@code H}, {@code H:m}, {@code H:m:s} or {@code H:m:s.f}. */
  public static @Nullable Long tryTime(String text) {
    String[] parts = text.trim().split(":", -1);
    if (parts.length > 3) {
      return null;
    }
    int milli = 0;
    if (parts.length == 3) {
      int dot = parts[2].indexOf('.');
      if (dot >= 0) {
        String fraction = (parts[2].substring(dot + 1) + "00").substring(0, 3);
        milli = digits(fraction);
        parts[2] = parts[2].substring(0, dot);
      }
    }
    int[] n = new int[3];
    for (int i = 0; i < parts.length; i++) {
      n[i] = digits(parts[i].trim());
    }
    boolean fits =
        milli >= 0 && n[0] >= 0 && n[0] < 24 && n[1] >= 0 && n[1] < 60 && n[2] >= 0 && n[2] < 60;
    return fits ? ((n[0] * 60L + n[1]) * 60 + n[2]) * 1000 + milli : null;
  }

  private static int digits(String s) {
    if (s.isEmpty() || s.length() > 9) {
      return -1;
    }
    int v = 0;
    for (int i = 0; i < s.length(); i++) {
      int d = s.charAt(i) - '0';
      if (d < 0 || d > 9) {
        return -1;
      }
      v = v * 10 + d;
    }
    return v;
  }

  /** Reads {@code yyyy-M-d[ H:m:s[.f]]}, cut to the precision; null for anything else. */
  public static @Nullable Long tryTimestamp(String text, int precision) {
    try {
      return cut(millis(TIMESTAMP.parse(text)), precision);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Reads by a pattern of {@link DateTimeFormatter}, else of {@link SimpleDateFormat}. */
  public static @Nullable Long tryTimestamp(String text, String pattern) {
    try {
      return millis(formatter(pattern).parse(text));
    } catch (DateTimeException e) {
      try {
        SimpleDateFormat lenient = new SimpleDateFormat(pattern, Locale.ENGLISH);
        lenient.setTimeZone(TimeZone.getTimeZone("UTC"));
        return lenient.parse(text).getTime();
      } catch (ParseException | IllegalArgumentException f) {
        return null;
      }
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  public static String format(long timestamp, String pattern) {
    return formatter(pattern)
        .format(LocalDateTime.ofInstant(Instant.ofEpochMilli(timestamp), ZoneOffset.UTC));
  }

  /** What is wrong with a pattern of {@link #format}; null for nothing. */
  public static @Nullable String patternError(String pattern) {
    try {
      format(0, pattern);
      return null;
    } catch (IllegalArgumentException | DateTimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static DateTimeFormatter formatter(String pattern) {
    DateTimeFormatter f = FORMATS.get(pattern);
    if (f == null) {
      f = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
      if (FORMATS.size() >= CACHED_FORMATS) {
        FORMATS.clear();
      }
      FORMATS.put(pattern, f);
    }
    return f;
  }

  private static long millis(TemporalAccessor a) {
    LocalDate date =
        LocalDate.of(
            part(a, ChronoField.YEAR, 1970),
            part(a, ChronoField.MONTH_OF_YEAR, 1),
            part(a, ChronoField.DAY_OF_MONTH, 1));
    long clock =
        ((part(a, ChronoField.HOUR_OF_DAY, 0) * 60L + part(a, ChronoField.MINUTE_OF_HOUR, 0)) * 60
                + part(a, ChronoField.SECOND_OF_MINUTE, 0))
            * 1000;
    return date.toEpochDay() * DAY + clock + part(a, ChronoField.NANO_OF_SECOND, 0) / 1_000_000;
  }

  private static int part(TemporalAccessor a, ChronoField field, int otherwise) {
    return a.isSupported(field) ? a.get(field) : otherwise;
  }
}
