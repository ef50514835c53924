package dev.eddy.model.io;

/** JSON string literals. */
final class JsonText {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonText() {}

  /**
   * Appends a string in quotes: escapes what JSON demands, and lone surrogates, which UTF-8 cannot
   * hold.
   */
  static void quote(StringBuilder b, String text) {
    b.append('"');
    int n = text.length();
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        b.append('\\').append(c);
      } else if (c >= 0x20 && !Character.isSurrogate(c)) {
        b.append(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < n
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        b.append(c).append(text.charAt(++i));
      } else {
        escape(b, c);
      }
    }
    b.append('"');
  }

  static void escape(StringBuilder b, char c) {
    switch (c) {
      case '\n' -> b.append("\\n");
      case '\r' -> b.append("\\r");
      case '\t' -> b.append("\\t");
      case '\b' -> b.append("\\b");
      case '\f' -> b.append("\\f");
      default ->
          b.append("\\u")
              .append(HEX[c >> 12 & 15])
              .append(HEX[c >> 8 & 15])
              .append(HEX[c >> 4 & 15])
              .append(HEX[c & 15]);
    }
  }
}
