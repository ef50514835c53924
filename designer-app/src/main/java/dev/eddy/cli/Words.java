package dev.eddy.cli;

import dev.eddy.model.time.Moment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and moments as a terminal shows them. */
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /** With a narrow gap every three digits: 200 000. */
  static String number(long n) {
    String digits = Long.toString(Math.abs(n));
    StringBuilder b = new StringBuilder(n < 0 ? "-" : "");
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % 3 == 0) {
        b.append(' ');
      }
      b.append(digits.charAt(i));
    }
    return b.toString();
  }

  static String moment(Moment m) {
    return m.toString();
  }

  static String watermark(long millis) {
    if (millis == Long.MIN_VALUE) {
      return "none";
    }
    return millis == Long.MAX_VALUE ? "end" : TIME.format(Instant.ofEpochMilli(millis));
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }

  static String rate(long rows, long nanos) {
    return nanos <= 0 ? "" : number(Math.round(rows / (nanos / 1e9))) + " rows/s";
  }

  /** As a POSIX shell reads it back. */
  static String shell(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
