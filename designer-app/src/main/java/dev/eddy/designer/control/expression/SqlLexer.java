package dev.eddy.designer.control.expression;

import java.util.ArrayList;
import java.util.List;

/** All tokens of a SQL text, also those without a colour: total on any text. Pure. */
final class SqlLexer {
  /** What a token is made of. */
  enum Kind {
    WORD,
    QUOTED,
    TEXT,
    NUMBER,
    SYMBOL,
    LINE_COMMENT,
    COMMENT
  }

  /** A token at {@code [start, end)}. */
  record Lexeme(Kind kind, int start, int end, String text) {
    boolean is(String symbol) {
      return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
      return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }
  }

  private static final List<String> PAIRS = List.of("<=", ">=", "<>", "!=", "||", "=>", "${");

  private SqlLexer() {}

  static List<Lexeme> of(String text) {
    List<Lexeme> out = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
        continue;
      }
      Kind kind = Kind.SYMBOL;
      int end = i + 1;
      if (c == '\'') {
        kind = Kind.TEXT;
        end = SqlTokens.closing(text, i, '\'');
      } else if (c == '"' || c == '`') {
        kind = Kind.QUOTED;
        end = SqlTokens.closing(text, i, c);
      } else if (SqlTokens.startsLineComment(text, i)) {
        kind = Kind.LINE_COMMENT;
        int nl = text.indexOf('\n', i);
        end = nl < 0 ? text.length() : nl;
      } else if (text.startsWith("/*", i)) {
        kind = Kind.COMMENT;
        int close = text.indexOf("*/", i + 2);
        end = close < 0 ? text.length() : close + 2;
      } else if (text.startsWith("${", i)) {
        // A reference to a parameter of the project counts as one word.
        kind = Kind.QUOTED;
        int close = text.indexOf('}', i);
        end = close < 0 ? text.length() : close + 1;
      } else if (SqlTokens.startsNumber(text, i)) {
        kind = Kind.NUMBER;
        end = SqlTokens.number(text, i);
      } else if (Character.isUnicodeIdentifierStart(c) || c == '_') {
        end = SqlTokens.word(text, i);
        int quote = prefixed(text, i, end);
        kind = quote < 0 ? Kind.WORD : Kind.TEXT;
        end = quote < 0 ? end : SqlTokens.closing(text, quote, '\'');
      } else if (Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
        // A character of two; apart they are none.
        end = i + 2;
      } else if (i + 1 < text.length() && PAIRS.contains(text.substring(i, i + 2))) {
        end = i + 2;
      }
      out.add(new Lexeme(kind, i, end, text.substring(i, end)));
      i = end;
    }
    return out;
  }

  /**
   * Where the quote of a literal stands whose first word says of what kind it is, such as {@code
   * N'a'}, {@code X'0F'}, {@code U&'\\00e9'} and {@code _UTF8'a'}; -1 where the word is none. They
   * are one token: with a space between them they mean something else.
   */
  private static int prefixed(String text, int start, int end) {
    String word = text.substring(start, end);
    if (word.equalsIgnoreCase("U") && text.startsWith("&'", end)) {
      return end + 1;
    }
    boolean kind = word.equalsIgnoreCase("N") || word.equalsIgnoreCase("X") || word.startsWith("_");
    return kind && text.startsWith("'", end) ? end : -1;
  }
}
