package dev.eddy.model.function;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * LIKE, SIMILAR TO and regular expressions. Generated code keeps the pattern of a literal in a
 * field; other patterns go through a small cache.
 */
public final class Patterns {
  private static final int CACHED = 256;
  private static final ConcurrentMap<String, Pattern> REGEXES = new ConcurrentHashMap<>();
  private static final ConcurrentMap<String, Pattern> LIKES = new ConcurrentHashMap<>();

  private Patterns() {}

  /**
   * A thread on which something is tried out: a match that goes on when it is interrupted ends with
   * a {@link CancellationException}. On other threads a match takes the time that it takes.
   */
  public static final class TrialThread extends Thread {
    public TrialThread(Runnable work, String name) {
      super(work, name);
      setDaemon(true);
    }
  }

  /** A text that cannot be read on after an interrupt. */
  private record Interruptible(String text) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the match was ended");
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static CharSequence read(String text) {
    return Thread.currentThread() instanceof TrialThread ? new Interruptible(text) : text;
  }

  private static void put(ConcurrentMap<String, Pattern> cache, String key, Pattern p) {
    if (cache.size() >= CACHED) {
      cache.clear();
    }
    cache.put(key, p);
  }

  /** The pattern of a regular expression; null where the text is none. */
  public static @Nullable Pattern regex(String regex) {
    Pattern p = REGEXES.get(regex);
    if (p == null) {
      try {
        p = Pattern.compile(regex);
      } catch (PatternSyntaxException e) {
        return null;
      }
      put(REGEXES, regex, p);
    }
    return p;
  }

  /** The pattern of a LIKE; {@code escape} is empty or one character. */
  public static Pattern like(String pattern, String escape) {
    String key = escape.length() + escape + pattern;
    Pattern p = LIKES.get(key);
    if (p == null) {
      p = Pattern.compile(likeRegex(pattern, escape), Pattern.DOTALL);
      put(LIKES, key, p);
    }
    return p;
  }

  /**
   * @throws IllegalArgumentException when the escape character stands before anything but {@code
   *     %}, {@code _} or itself
   */
  public static String likeRegex(String pattern, String escape) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (!escape.isEmpty() && c == escape.charAt(0)) {
        char next = i + 1 < pattern.length() ? pattern.charAt(i + 1) : 0;
        if (next != '%' && next != '_' && next != c) {
          throw new IllegalArgumentException(
              "the escape character in LIKE '" + pattern + "' must stand before %, _ or itself");
        }
        quote(b, next);
        i++;
      } else if (c == '%') {
        b.append(".*");
      } else if (c == '_') {
        b.append('.');
      } else {
        quote(b, c);
      }
    }
    return b.toString();
  }

  private static void quote(StringBuilder b, char c) {
    if ("\\[](){}.*+?$^|#&-~".indexOf(c) >= 0) {
      b.append('\\');
    }
    b.append(c);
  }

  /** The pattern of a SIMILAR TO without character classes. */
  public static Pattern similar(String pattern) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      switch (c) {
        case '%':
          b.append("(?s:.*)");
          break;
        case '_':
          b.append('.');
          break;
        case '\\', '$', '^', '.':
          b.append('\\').append(c);
          break;
        default:
          b.append(c);
      }
    }
    return Pattern.compile(b.toString());
  }

  public static boolean matches(String s, Pattern p) {
    return p.matcher(read(s)).matches();
  }

  /** Whether a part of the text matches; false for what is no regular expression. */
  public static boolean find(String s, @Nullable Pattern p) {
    return p != null && !p.pattern().isEmpty() && p.matcher(read(s)).find();
  }

  /** A group of the first match; null for no match, no such group or no regular expression. */
  public static @Nullable String extract(String s, @Nullable Pattern p, int group) {
    if (p == null) {
      return null;
    }
    Matcher m = p.matcher(read(s));
    return group >= 0 && group <= m.groupCount() && m.find() ? m.group(group) : null;
  }

  /** Replaces all matches by the text as it is; null for what is no regular expression. */
  public static @Nullable String replace(String s, @Nullable Pattern p, String by) {
    return p == null ? null : p.matcher(read(s)).replaceAll(Matcher.quoteReplacement(by));
  }
}
