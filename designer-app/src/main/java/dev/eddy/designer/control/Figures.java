package dev.eddy.designer.control;

import dev.eddy.model.time.Moment;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers, moments and times as the designer shows them. Pure; times are in UTC. */
public final class Figures {
  /** Narrow no-break space, between thousands. */
  public static final char THIN = '\u202f';

  public static final char MINUS = '\u2212';

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter CLOCK_SECONDS =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private Figures() {}

  /** {@code 40 169}. */
  public static String number(long n) {
    return number(Long.toString(n));
  }

  /** A number of a cell with thousands and a real minus; any other text as it is. */
  public static String number(String text) {
    if (!isNumber(text)) {
      return text;
    }
    boolean negative = text.charAt(0) == '-';
    int start = negative ? 1 : 0;
    int end = start;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    StringBuilder b = new StringBuilder(text.length() + 4);
    if (negative) {
      b.append(MINUS);
    }
    for (int i = start; i < end; i++) {
      if (i > start && (end - i) % 3 == 0) {
        b.append(THIN);
      }
      b.append(text.charAt(i));
    }
    return b.append(text, end, text.length()).toString();
  }

  public static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** {@code 40 169·2}. */
  public static String moment(Moment m) {
    return number(m.sequence()) + "·" + m.step();
  }

  /** {@code 1 row}, {@code 2 rows}. */
  public static String count(long n, String one, String many) {
    return number(n) + " " + (n == 1 ? one : many);
  }

  /** {@code 2001-01-03 13:57}; what lies outside of time is a word. */
  public static String dateTime(long millis) {
    return outside(millis, DATE_TIME);
  }

  /** {@code 13:57}, with seconds where there are any. */
  public static String clock(long millis) {
    return outside(millis, Math.floorMod(millis, 60_000L) == 0 ? CLOCK : CLOCK_SECONDS);
  }

  /** {@code 5 h 46 min}: the two largest units; below a second in milliseconds. */
  public static String duration(long millis) {
    if (millis < 0) {
      return MINUS + duration(millis == Long.MIN_VALUE ? Long.MAX_VALUE : -millis);
    }
    if (millis < 1_000) {
      return millis + " ms";
    }
    long s = millis / 1_000;
    if (s < 60) {
      return s + " s";
    }
    if (s < 3_600) {
      return two(s / 60, "min", s % 60, "s");
    }
    if (s < 86_400) {
      return two(s / 3_600, "h", s % 3_600 / 60, "min");
    }
    return two(s / 86_400, "d", s % 86_400 / 3_600, "h");
  }

  private static String two(long a, String unitA, long b, String unitB) {
    return number(a) + " " + unitA + (b == 0 ? "" : " " + b + " " + unitB);
  }

  private static String outside(long millis, DateTimeFormatter format) {
    if (millis == Long.MIN_VALUE) {
      return "none yet";
    }
    if (millis == Long.MAX_VALUE) {
      return "end";
    }
    return format.format(LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
  }
}
