package dev.eddy.operators;

import dev.eddy.model.operator.Parameters;
import java.util.List;
import java.util.regex.Pattern;

/** Short texts for line 2 of a node. */
final class Words {
  private static final int LIMIT = 48;
  private static final Pattern BETWEEN =
      Pattern.compile("(?i)\\bBETWEEN\\s+([-+\\w.']+)\\s+AND\\s+([-+\\w.']+)");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Words() {}

  /** A condition on one short line: {@code delay_minutes -30 … 360}. */
  static String condition(String text) {
    String line = SPACE.matcher(text.strip()).replaceAll(" ");
    return cut(BETWEEN.matcher(line).replaceAll("$1 … $2"));
  }

  static String cut(String text) {
    if (text.codePointCount(0, text.length()) <= LIMIT) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LIMIT - 1)).stripTrailing() + "…";
  }

  /** {@code by a, b}, or nothing. */
  static String by(List<String> columns) {
    return columns.isEmpty() ? "" : " by " + String.join(", ", columns);
  }

  /** {@code for each a, b}, or nothing. */
  static String each(List<String> columns) {
    return columns.isEmpty() ? "" : " for each " + String.join(", ", columns);
  }

  static String order(List<Parameters.Order> order) {
    return order.isEmpty() ? "" : " by " + order.get(0).column();
  }
}
