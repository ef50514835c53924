package dev.eddy.model.refactor;

import dev.eddy.model.type.DataType;
import java.util.Locale;

/** Texts of casts. */
final class Casts {
  private Casts() {}

  /** A text cast to a type; where it is a cast already, that one's type is replaced. */
  static String to(String text, DataType type) {
    String t = text.strip();
    if (t.toUpperCase(Locale.ROOT).startsWith("CAST(")) {
      int as = lastAs(t);
      if (as > 0) {
        return t.substring(0, as) + "AS " + type.sql() + ")";
      }
    }
    return "CAST(" + t + " AS " + type.sql() + ")";
  }

  /** Where AS stands in a text that is one call of CAST as a whole; -1 where it is not. */
  private static int lastAs(String text) {
    int depth = 0;
    int as = -1;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '\'';
      if (quoted) {
        continue;
      }
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
        if (depth == 0 && i < text.length() - 1) {
          return -1;
        }
      } else if (depth == 1
          && text.regionMatches(true, i, "AS ", 0, 3)
          && i > 0
          && Character.isWhitespace(text.charAt(i - 1))) {
        as = i;
      }
    }
    return depth == 0 ? as : -1;
  }
}
