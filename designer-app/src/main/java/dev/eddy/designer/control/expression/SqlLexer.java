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
      } else if (text.startsWith("--", i)) {
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
        kind = Kind.WORD;
        end = SqlTokens.word(text, i);
      } else if (i + 1 < text.length() && PAIRS.contains(text.substring(i, i + 2))) {
        end = i + 2;
      }
      out.add(new Lexeme(kind, i, end, text.substring(i, end)));
      i = end;
    }
    return out;
  }
}
