package dev.eddy.expressions;

import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;

/** SQL as text: names, quotes, places. */
final class SqlText {
  private SqlText() {}

  private static final class Words {
    static final Set<String> RESERVED = reserved();

    private static Set<String> reserved() {
      SqlAbstractParserImpl.Metadata words = SqlParser.create("", Front.PARSER).getMetadata();
      return words.getTokens().stream()
          .filter(words::isReservedWord)
          .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }
  }

  static boolean isReserved(String word) {
    return Words.RESERVED.contains(word.toUpperCase(Locale.ROOT));
  }

  /** A column's name as it is written in an expression. */
  static String quotedIfNeeded(String column) {
    return isPlain(column) ? column : "`" + column.replace("`", "``") + "`";
  }

  /** Whether a name can stand in an expression without quotes. */
  static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= 128 && !isReserved(name);
  }

  /** Where the name of a called function stands. */
  static SqlParserPos nameOf(SqlCall call) {
    SqlParserPos p = call.getParserPosition();
    int length = call.getOperator().getName().length();
    return new SqlParserPos(
        p.getLineNum(), p.getColumnNum(), p.getLineNum(), p.getColumnNum() + length - 1);
  }

  /** Offset of a place (both count from 1) in a text. */
  static int offset(String text, int line, int column) {
    int at = 0;
    for (int l = 1; l < line; l++) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      boolean crLf =
          end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
      at = Math.min(text.length(), end + (crLf ? 2 : 1));
    }
    return Math.min(text.length(), at + column - 1);
  }
}
