package dev.eddy.designer.control.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The tokens of a SQL expression, for colours alone: total on any text, also one half typed. Pure.
 */
public final class SqlTokens {
  /** What a token is; anything else has no colour of its own. */
  public enum Kind {
    KEYWORD,
    FUNCTION,
    NUMBER,
    TEXT,
    COMMENT
  }

  /** A token at {@code [start, end)}. */
  public record Token(Kind kind, int start, int end) {}

  private static final Set<String> KEYWORDS =
      Set.of(
          "AND",
          "AS",
          "ASC",
          "ASYMMETRIC",
          "BETWEEN",
          "BIGINT",
          "BOOLEAN",
          "BOTH",
          "CASE",
          "CHAR",
          "DATE",
          "DAY",
          "DECIMAL",
          "DESC",
          "DISTINCT",
          "DOUBLE",
          "ELSE",
          "END",
          "ESCAPE",
          "FALSE",
          "FILTER",
          "FLOAT",
          "FOR",
          "FROM",
          "HOUR",
          "IN",
          "INT",
          "INTEGER",
          "INTERVAL",
          "IS",
          "LEADING",
          "LIKE",
          "MINUTE",
          "MONTH",
          "NOT",
          "NULL",
          "NUMERIC",
          "OR",
          "PRECISION",
          "SECOND",
          "SIMILAR",
          "SMALLINT",
          "STRING",
          "SYMMETRIC",
          "THEN",
          "TIME",
          "TIMESTAMP",
          "TIMESTAMP_LTZ",
          "TINYINT",
          "TO",
          "TRAILING",
          "TRUE",
          "UNKNOWN",
          "VARCHAR",
          "WHEN",
          "WHERE",
          "YEAR");

  private SqlTokens() {}

  /** In order, not overlapping. */
  public static List<Token> of(String text) {
    List<Token> out = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int end;
      if (c == '\'') {
        end = closing(text, i, '\'');
        out.add(new Token(Kind.TEXT, i, end));
      } else if (c == '"' || c == '`') {
        end = closing(text, i, c);
      } else if (startsLineComment(text, i)) {
        int nl = text.indexOf('\n', i);
        end = nl < 0 ? text.length() : nl;
        out.add(new Token(Kind.COMMENT, i, end));
      } else if (text.startsWith("/*", i)) {
        int close = text.indexOf("*/", i + 2);
        end = close < 0 ? text.length() : close + 2;
        out.add(new Token(Kind.COMMENT, i, end));
      } else if (startsNumber(text, i)) {
        end = number(text, i);
        out.add(new Token(Kind.NUMBER, i, end));
      } else if (Character.isUnicodeIdentifierStart(c) || c == '_') {
        end = word(text, i);
        word(out, text, i, end);
      } else {
        end = i + 1;
      }
      i = end;
    }
    return out;
  }

  private static void word(List<Token> out, String text, int start, int end) {
    boolean qualified = start > 0 && text.charAt(start - 1) == '.';
    boolean known = isKeyword(text.substring(start, end));
    int next = end;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    boolean called = next < text.length() && text.charAt(next) == '(';
    if (known && !qualified) {
      out.add(new Token(Kind.KEYWORD, start, end));
    } else if (called && !qualified) {
      out.add(new Token(Kind.FUNCTION, start, end));
    }
  }

  /** End of a quoted text in which the quote is written twice. */
  static int closing(String text, int start, char quote) {
    int i = start + 1;
    while (i < text.length()) {
      if (text.charAt(i) == quote) {
        if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
          i++;
        } else {
          return i + 1;
        }
      }
      i++;
    }
    return text.length();
  }

  static int number(String text, int start) {
    int i = start;
    while (i < text.length() && (isDigit(text.charAt(i)) || text.charAt(i) == '.')) {
      i++;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      int j = i + 1;
      if (j < text.length() && (text.charAt(j) == '+' || text.charAt(j) == '-')) {
        j++;
      }
      if (j < text.length() && isDigit(text.charAt(j))) {
        i = j;
        while (i < text.length() && isDigit(text.charAt(i))) {
          i++;
        }
      }
    }
    return i;
  }

  static boolean startsNumber(String text, int i) {
    char c = text.charAt(i);
    return isDigit(c) || c == '.' && i + 1 < text.length() && isDigit(text.charAt(i + 1));
  }

  /** Whether all up to the end of the line is a comment from here on. */
  static boolean startsLineComment(String text, int i) {
    return text.startsWith("--", i) || text.startsWith("//", i);
  }

  static boolean isKeyword(String word) {
    // Letters of other scripts may have capitals that are those of a keyword.
    return word.chars().allMatch(c -> c < 128) && KEYWORDS.contains(word.toUpperCase(Locale.ROOT));
  }

  static int word(String text, int start) {
    int i = start;
    while (i < text.length() && isWordPart(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static boolean isWordPart(char c) {
    return c == '_' || Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * Up to where a completion takes the place of what stands there: the end of the word at the
   * caret, or of the name in quotes that begins at {@code from}, where the quotes are closed.
   */
  static int replacedUntil(String text, int from, int caret) {
    if (from < text.length() && from < caret && text.charAt(from) == '`') {
      int end = closing(text, from, '`');
      boolean closed = end >= caret && end - 1 > from && text.charAt(end - 1) == '`';
      // A quote further on may open another name.
      if (closed && text.substring(caret, end - 1).chars().allMatch(SqlTokens::isNamePart)) {
        return end;
      }
    }
    return word(text, caret);
  }

  private static boolean isNamePart(int c) {
    return c == ' ' || isWordPart((char) c);
  }

  /** What is inserted at a place, with blanks where it would grow together with a word there. */
  static String apart(String text, int index, String inserted) {
    boolean before = index > 0 && isWordPart(text.charAt(index - 1));
    boolean after = index < text.length() && isWordPart(text.charAt(index));
    return (before ? " " : "") + inserted + (after ? " " : "");
  }
}
