package dev.eddy.model.function;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** String functions. Positions and lengths count code points, from 1 where SQL does. */
public final class Texts {
  /** A row is not the place for a text of gigabytes: a longer result fails the row. */
  private static final int LONGEST = 64 << 20;

  private Texts() {}

  public static int length(String s) {
    return s.codePointCount(0, s.length());
  }

  /** By code points, as the order of UTF-8 bytes. */
  public static int compare(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // surrogates stand for code points above all others
        if (Character.isSurrogate(x) != Character.isSurrogate(y)) {
          return Character.isSurrogate(x) ? 1 : -1;
        }
        return x - y;
      }
    }
    return a.length() - b.length();
  }

  public static String upper(String s) {
    return s.toUpperCase(Locale.ROOT);
  }

  public static String lower(String s) {
    return s.toLowerCase(Locale.ROOT);
  }

  /** Only ASCII letters and digits make words and change their case. */
  public static String initcap(String s) {
    StringBuilder b = new StringBuilder(s.length());
    boolean start = true;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean digit = c >= '0' && c <= '9';
      if (letter) {
        c = (char) (start ? c & ~0x20 : c | 0x20);
      }
      start = !letter && !digit;
      b.append(c);
    }
    return b.toString();
  }

  public static String reverse(String s) {
    return new StringBuilder(s).reverse().toString();
  }

  public static String trim(String s, String chars) {
    return trimLeft(trimRight(s, chars), chars);
  }

  public static String trimLeft(String s, String chars) {
    int i = 0;
    while (i < s.length()) {
      int c = s.codePointAt(i);
      if (chars.indexOf(c) < 0) {
        break;
      }
      i += Character.charCount(c);
    }
    return s.substring(i);
  }

  public static String trimRight(String s, String chars) {
    int i = s.length();
    while (i > 0) {
      int c = s.codePointBefore(i);
      if (chars.indexOf(c) < 0) {
        break;
      }
      i -= Character.charCount(c);
    }
    return s.substring(0, i);
  }

  /** From a position to the end; 0 means 1, negative counts from the end. */
  public static @Nullable String substring(String s, int from) {
    return substring(s, from, Integer.MAX_VALUE);
  }

  /** At most {@code length} code points; null for a negative length. */
  public static @Nullable String substring(String s, int from, int length) {
    if (length < 0) {
      return null;
    }
    int n = length(s);
    long start = from > 0 ? from - 1L : from < 0 ? n + (long) from : 0;
    if (start < 0 || start >= n) {
      return "";
    }
    int a = s.offsetByCodePoints(0, (int) start);
    return s.substring(a, s.offsetByCodePoints(a, (int) Math.min(n - start, length)));
  }

  public static String left(String s, int length) {
    return length <= 0 ? "" : Casts.cut(s, length);
  }

  public static String right(String s, int length) {
    int n = length(s);
    if (length <= 0) {
      return "";
    }
    return length >= n ? s : s.substring(s.offsetByCodePoints(0, n - length));
  }

  /** 1 for the first place, 0 for none. */
  public static int position(String part, String s) {
    return position(part, s, 1);
  }

  /** The first place at or behind {@code from}. */
  public static int position(String part, String s, int from) {
    if (from <= 0) {
      return 0;
    }
    if (part.isEmpty()) {
      return 1;
    }
    if (from > length(s)) {
      return 0;
    }
    int i = s.indexOf(part, s.offsetByCodePoints(0, from - 1));
    return i < 0 ? 0 : s.codePointCount(0, i) + 1;
  }

  public static String replace(String s, String part, String by) {
    return s.replace(part, by);
  }

  /**
   * Null for a negative length, or where there is nothing to pad with. Counts UTF-16 units, as
   * Flink does here.
   */
  public static @Nullable String padLeft(String s, int length, String pad) {
    String fill = fill(s, length, pad);
    return fill == null ? null : fill + s.substring(0, Math.min(s.length(), length));
  }

  /** As {@link #padLeft}. */
  public static @Nullable String padRight(String s, int length, String pad) {
    String fill = fill(s, length, pad);
    return fill == null ? null : s.substring(0, Math.min(s.length(), length)) + fill;
  }

  private static @Nullable String fill(String s, int length, String pad) {
    if (length < 0 || pad.isEmpty()) {
      return null;
    }
    refuseHuge(length);
    int missing = Math.max(0, length - s.length());
    return pad.repeat(missing / pad.length()) + pad.substring(0, missing % pad.length());
  }

  public static String repeat(String s, int times) {
    if (times <= 0) {
      return "";
    }
    refuseHuge((long) s.length() * times);
    return s.repeat(times);
  }

  private static void refuseHuge(long length) {
    if (length > LONGEST) {
      throw new IllegalArgumentException("a text of " + length + " characters is too long");
    }
  }

  /** Replaces as many characters as {@code by} has. */
  public static String overlay(String s, String by, int from) {
    return overlay(s, by, from, by.length());
  }

  /**
   * Counts UTF-16 units, and drops what is behind where {@code length} is not positive, as Flink
   * does.
   */
  public static String overlay(String s, String by, int from, int length) {
    if (from <= 0 || from > s.length()) {
      return s;
    }
    String head = s.substring(0, from - 1) + by;
    return length > 0 && from - 1L + length < s.length()
        ? head + s.substring(from - 1 + length)
        : head;
  }

  /**
   * The part at {@code index}, from 0; null beyond the last one, and for an empty text. An empty
   * separator means each blank.
   */
  public static @Nullable String split(String s, String separator, int index) {
    if (index < 0 || s.isEmpty()) {
      return null;
    }
    int from = 0;
    for (int i = 0; i < index; i++) {
      int at = next(s, separator, from);
      if (at < 0) {
        return null;
      }
      from = at + Math.max(1, separator.length());
    }
    int end = next(s, separator, from);
    return s.substring(from, end < 0 ? s.length() : end);
  }

  private static int next(String s, String separator, int from) {
    if (!separator.isEmpty()) {
      return s.indexOf(separator, from);
    }
    for (int i = from; i < s.length(); i++) {
      if (Character.isWhitespace(s.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /** The first byte of the UTF-8 text, signed; 0 for an empty one. */
  public static int ascii(String s) {
    return s.isEmpty()
        ? 0
        : s.substring(0, 1 + (s.length() > 1 ? 1 : 0)).getBytes(StandardCharsets.UTF_8)[0];
  }

  /** Joins the texts that are not null. */
  public static String join(String separator, @Nullable String... parts) {
    StringBuilder b = new StringBuilder();
    boolean first = true;
    for (String p : parts) {
      if (p != null) {
        b.append(first ? "" : separator).append(p);
        first = false;
      }
    }
    return b.toString();
  }

  /** The distinct texts of a list. */
  public static Set<String> set(String... texts) {
    return Set.of(texts);
  }

  /** Hexadecimal digest of the UTF-8 text, by the JDK's name of the algorithm. */
  public static String digest(String s, String algorithm) {
    try {
      byte[] hash = MessageDigest.getInstance(algorithm).digest(s.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String toBase64(String s) {
    return Base64.getEncoder().encodeToString(s.getBytes(StandardCharsets.UTF_8));
  }
}
