package dev.eddy.designer.control.table;

/** Values that hold a structure, made readable. Pure. */
final class Nested {
  /** Deeper, the spaces before a line are more than anybody can look at. */
  private static final int DEEPEST = 100;

  private Nested() {}

  /**
   * A text that is a JSON object or array with a line for each of its values; any other as it is.
   * Nothing is parsed but brackets and quotes, so a text that only looks like JSON stays readable.
   */
  static String pretty(String text) {
    String t = text.strip();
    if (t.isEmpty()
        || "{[".indexOf(t.charAt(0)) < 0
        || "}]".indexOf(t.charAt(t.length() - 1)) < 0) {
      return text;
    }
    StringBuilder b = new StringBuilder(t.length() * 2);
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < t.length(); i++) {
      char c = t.charAt(i);
      if (quoted) {
        b.append(c);
        if (c == '\\' && i + 1 < t.length()) {
          b.append(t.charAt(++i));
        } else if (c == '"') {
          quoted = false;
        }
        continue;
      }
      switch (c) {
        case '"' -> {
          quoted = true;
          b.append(c);
        }
        case '{', '[' -> {
          depth++;
          if (depth > DEEPEST) {
            return text;
          }
          b.append(c).append('\n').append("  ".repeat(depth));
        }
        case '}', ']' -> {
          depth--;
          if (depth < 0) {
            return text;
          }
          b.append('\n').append("  ".repeat(depth)).append(c);
        }
        case ',' -> b.append(c).append('\n').append("  ".repeat(depth));
        case ':' -> b.append(": ");
        case ' ', '\n', '\r', '\t' -> {
          // Outside of quotes it says nothing.
        }
        default -> b.append(c);
      }
    }
    return depth == 0 && !quoted ? b.toString() : text;
  }
}
