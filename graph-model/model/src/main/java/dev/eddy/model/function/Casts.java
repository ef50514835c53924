package dev.eddy.model.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * CAST and TRY_CAST. The methods {@code toX} fail where the text is no X, {@code tryX} give null.
 */
public final class Casts {
  private Casts() {}

  /** A cast that the data does not allow; the message names the text and the type. */
  private static IllegalArgumentException refused(String text, String type) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new IllegalArgumentException(
        "cannot cast '" + shown + "' to " + type + "; TRY_CAST gives NULL instead");
  }

  /**
   * Blanks around, a sign, digits; a fraction is checked and cut off.
   *
   * @param min least value
   * @param max greatest value
   */
  public static @Nullable Long tryInteger(String text, long min, long max) {
    String s = text.trim();
    int n = s.length();
    int i = 0;
    boolean negative = false;
    if (n > 0 && (s.charAt(0) == '-' || s.charAt(0) == '+')) {
      negative = s.charAt(0) == '-';
      i++;
    }
    if (i == n) {
      return null;
    }
    long value = 0; // negated, since the least long has no positive twin
    for (; i < n && s.charAt(i) != '.'; i++) {
      int d = s.charAt(i) - '0';
      if (d < 0 || d > 9 || value < -922337203685477580L) {
        return null;
      }
      value = value * 10 - d;
      if (value > 0) {
        return null;
      }
    }
    for (i++; i < n; i++) {
      if (s.charAt(i) < '0' || s.charAt(i) > '9') {
        return null;
      }
    }
    if (!negative) {
      if (value == Long.MIN_VALUE) {
        return null;
      }
      value = -value;
    }
    return value < min || value > max ? null : value;
  }

  public static long toInteger(String text, long min, long max, String type) {
    Long v = tryInteger(text, min, max);
    if (v == null) {
      throw refused(text, type);
    }
    return v;
  }

  public static @Nullable Double tryDouble(String text) {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  public static double toDouble(String text) {
    Double v = tryDouble(text);
    if (v == null) {
      throw refused(text, "DOUBLE");
    }
    return v;
  }

  public static @Nullable Double tryFloat(String text) {
    try {
      return (double) Float.parseFloat(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  public static float toFloat(String text) {
    Double v = tryFloat(text);
    if (v == null) {
      throw refused(text, "FLOAT");
    }
    return v.floatValue();
  }

  /** Null where the text is no number or is too large. */
  public static @Nullable BigDecimal tryDecimal(String text, int precision, int scale) {
    BigDecimal v = number(text);
    return v == null ? null : Numbers.fit(v, precision, scale);
  }

  /** Null where the number is too large; fails where the text is no number. */
  public static @Nullable BigDecimal toDecimal(String text, int precision, int scale) {
    BigDecimal v = number(text);
    if (v == null) {
      throw refused(text, "DECIMAL(" + precision + ", " + scale + ")");
    }
    return Numbers.fit(v, precision, scale);
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return new BigDecimal(text.trim());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  public static @Nullable Boolean tryBoolean(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "t", "true", "y", "yes", "1" -> Boolean.TRUE;
      case "f", "false", "n", "no", "0" -> Boolean.FALSE;
      default -> null;
    };
  }

  public static boolean toBoolean(String text) {
    Boolean v = tryBoolean(text);
    if (v == null) {
      throw refused(text, "BOOLEAN");
    }
    return v;
  }

  public static int toDate(String text) {
    Long v = Times.tryDate(text);
    if (v == null) {
      throw refused(text, "DATE");
    }
    return v.intValue();
  }

  public static int toTime(String text) {
    Long v = Times.tryTime(text);
    if (v == null) {
      throw refused(text, "TIME");
    }
    return v.intValue();
  }

  public static long toTimestamp(String text, int precision) {
    Long v = Times.tryTimestamp(text, precision);
    if (v == null) {
      throw refused(text, "TIMESTAMP(" + precision + ")");
    }
    return v;
  }

  /** The integer part; what does not fit into 64 bits wraps. */
  public static long integerPart(BigDecimal v) {
    return v.setScale(0, RoundingMode.DOWN).longValue();
  }

  public static @Nullable BigDecimal decimal(long v, int precision, int scale) {
    return Numbers.fit(BigDecimal.valueOf(v), precision, scale);
  }

  /**
   * @throws IllegalArgumentException for NaN and infinities, where Flink fails as well
   */
  public static @Nullable BigDecimal decimal(double v, int precision, int scale) {
    if (!Double.isFinite(v)) {
      throw new IllegalArgumentException("cannot cast " + v + " to DECIMAL");
    }
    return Numbers.fit(BigDecimal.valueOf(v), precision, scale);
  }

  public static BigDecimal decimal(boolean v, int scale) {
    return (v ? BigDecimal.ONE : BigDecimal.ZERO).setScale(scale);
  }

  public static String text(boolean v) {
    return v ? "TRUE" : "FALSE";
  }

  public static String text(long v) {
    return Long.toString(v);
  }

  public static String text(float v) {
    return Float.toString(v);
  }

  public static String text(double v) {
    return Double.toString(v);
  }

  public static String text(BigDecimal v) {
    return v.toPlainString();
  }

  /** At most {@code length} code points. */
  public static String cut(String v, int length) {
    return v.length() <= length || Texts.length(v) <= length
        ? v
        : v.substring(0, v.offsetByCodePoints(0, length));
  }

  /** Exactly {@code length} code points, padded with blanks. */
  public static String padded(String v, int length) {
    String s = cut(v, length);
    int missing = length - Texts.length(s);
    return missing == 0 ? s : s + " ".repeat(missing);
  }
}
