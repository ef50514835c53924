package dev.eddy.designer.text;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Short forms of numbers and times, for the canvas. */
public final class Texts {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private Texts() {}

  /** {@code 41.8k}, {@code 316M}: three figures at most. */
  public static String compact(double n) {
    double a = Math.abs(n);
    if (a < 1_000) {
      return String.valueOf(Math.round(n));
    }
    String unit = a < 999_500 ? "k" : a < 999_500_000 ? "M" : "G";
    double v = n / (a < 999_500 ? 1e3 : a < 999_500_000 ? 1e6 : 1e9);
    return Math.abs(v) < 99.95
        ? String.format(Locale.ROOT, "%.1f%s", v, unit)
        : String.format(Locale.ROOT, "%.0f%s", v, unit);
  }

  /** Event time of a watermark: {@code 13:57}, {@code end} for the greatest, empty before any. */
  public static String watermark(long ms) {
    if (ms == Long.MIN_VALUE) {
      return "";
    }
    return ms == Long.MAX_VALUE ? "end" : MINUTE.format(utc(ms));
  }

  private static LocalDateTime utc(long ms) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), ZoneOffset.UTC);
  }
}
