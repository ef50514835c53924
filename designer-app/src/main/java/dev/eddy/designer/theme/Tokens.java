package dev.eddy.designer.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The colours of the designer by name, each in both themes: the one place where a colour is
 * written. Values are {@code #RRGGBB}. Immutable.
 */
public final class Tokens {
  /** A colour in both themes. */
  public record Pair(String light, String dark) {
    public String in(Mood mood) {
      return mood == Mood.DARK ? dark : light;
    }
  }

  private static final Pattern LINE =
      Pattern.compile(
          "\"([a-z0-9-]+)\"\\s*:\\s*\\{\\s*\"light\"\\s*:\\s*\"(#[0-9A-F]{6})\"\\s*,"
              + "\\s*\"dark\"\\s*:\\s*\"(#[0-9A-F]{6})\"\\s*}");

  private static final Tokens BUNDLED = new Tokens(read());

  private final Map<String, Pair> pairs;

  private Tokens(Map<String, Pair> pairs) {
    this.pairs = Collections.unmodifiableMap(pairs);
  }

  public static Tokens bundled() {
    return BUNDLED;
  }

  public Map<String, Pair> all() {
    return pairs;
  }

  /** The colour of a name that must exist. */
  public String color(String name, Mood mood) {
    return Objects.requireNonNull(pairs.get(name), name).in(mood);
  }

  // The file is ours and holds one token a line, so a pattern reads it: a JSON parser would be the
  // first thing that start-up loads.
  private static Map<String, Pair> read() {
    try (InputStream in =
        Objects.requireNonNull(Tokens.class.getResourceAsStream("tokens.json"), "tokens.json")) {
      Map<String, Pair> out = new LinkedHashMap<>();
      Matcher m = LINE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      while (m.find()) {
        out.put(m.group(1), new Pair(m.group(2), m.group(3)));
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
