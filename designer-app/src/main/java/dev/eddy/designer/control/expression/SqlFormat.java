package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.expression.SqlLexer.Kind;
import dev.eddy.designer.control.expression.SqlLexer.Lexeme;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lays an expression out: one space between tokens, keywords in capitals, and where it is long,
 * conditions and cases on lines of their own. Changes white space and the case of keywords alone.
 * Pure.
 */
public final class SqlFormat {
  private static final int WIDTH = 60;
  private static final Set<String> CASE_PARTS = Set.of("WHEN", "ELSE", "END");

  private final List<Lexeme> tokens;
  private final Set<String> columns;
  private final StringBuilder out = new StringBuilder();
  private final boolean lines;
  private int depth;
  private int cases;
  private int betweens;

  private SqlFormat(List<Lexeme> tokens, Collection<String> columns, boolean lines) {
    this.tokens = tokens;
    this.columns = new HashSet<>(columns);
    this.lines = lines;
  }

  /**
   * @param columns names that are columns, whatever else they mean
   */
  public static String format(String text, Collection<String> columns) {
    List<Lexeme> tokens = SqlLexer.of(text);
    String one = new SqlFormat(tokens, columns, false).format();
    return one.length() <= WIDTH && one.indexOf('\n') < 0
        ? one
        : new SqlFormat(tokens, columns, true).format();
  }

  /**
   * As {@link #format}, without a line break between tokens; as it is where a comment ends with its
   * line, for what stands behind it would belong to it.
   */
  static String oneLine(String text, Collection<String> columns) {
    List<Lexeme> tokens = SqlLexer.of(text);
    int last = tokens.size() - 1;
    for (int i = 0; i < last; i++) {
      if (tokens.get(i).kind() == Kind.LINE_COMMENT) {
        return text;
      }
    }
    return new SqlFormat(tokens, columns, false).format();
  }

  private String format() {
    for (int i = 0; i < tokens.size(); i++) {
      Lexeme t = tokens.get(i);
      String text = text(t, i);
      if (i > 0) {
        separate(i, t, text);
      }
      count(t, text);
      out.append(text);
    }
    return out.toString();
  }

  private String text(Lexeme t, int i) {
    boolean qualified = i > 0 && tokens.get(i - 1).is(".");
    return t.kind() == Kind.WORD
            && !qualified
            && SqlTokens.isKeyword(t.text())
            && !columns.contains(t.text())
        ? t.text().toUpperCase(Locale.ROOT)
        : t.text();
  }

  private void separate(int i, Lexeme t, String text) {
    Lexeme before = tokens.get(i - 1);
    if (before.kind() == Kind.LINE_COMMENT) {
      line(cases + 1);
    } else if (lines && t.kind() == Kind.WORD && breaks(text)) {
      line(text.equals("END") ? Math.max(0, cases - 1) : cases);
    } else if (spaced(i, before, t)) {
      out.append(' ');
    }
  }

  /** Whether a word begins a line where the text has several. */
  private boolean breaks(String text) {
    if (depth > 0 && cases == 0) {
      return false;
    }
    boolean joins = text.equals("OR") || text.equals("AND") && betweens == 0;
    return joins && cases == 0 || cases > 0 && CASE_PARTS.contains(text);
  }

  private void line(int indent) {
    out.append('\n').append("  ".repeat(indent));
  }

  private void count(Lexeme t, String text) {
    if (t.is("(")) {
      depth++;
    } else if (t.is(")")) {
      depth = Math.max(0, depth - 1);
    } else if (t.kind() == Kind.WORD) {
      switch (text) {
        case "CASE" -> cases++;
        case "END" -> cases = Math.max(0, cases - 1);
        case "BETWEEN" -> betweens++;
        case "AND" -> betweens = Math.max(0, betweens - 1);
        default -> {
          // any other word changes nothing
        }
      }
    }
  }

  private boolean spaced(int i, Lexeme before, Lexeme t) {
    boolean comment = before.is("-") && t.text().startsWith("-");
    boolean number =
        before.is(".") && t.kind() == Kind.NUMBER || before.kind() == Kind.NUMBER && t.is(".");
    if (comment || number) {
      // Together they would be something else.
      return true;
    }
    if (t.is(",") || t.is(")") || t.is(".") || t.is("]") || t.is("[")) {
      return false;
    }
    if (before.is("(") || before.is(".") || before.is("[")) {
      return false;
    }
    if (t.is("(")) {
      // A call stands together; a keyword such as IN does not, a type such as DECIMAL(3) does.
      boolean spacedWord =
          before.kind() == Kind.WORD
              && Set.of("IN", "AND", "OR", "NOT", "THEN", "WHEN", "ELSE", "BETWEEN", "LIKE", "IS")
                  .contains(before.text().toUpperCase(Locale.ROOT));
      return before.kind() == Kind.SYMBOL && !before.is(")") || spacedWord;
    }
    return !(isSign(before) && isUnary(i - 1));
  }

  private static boolean isSign(Lexeme t) {
    return t.is("-") || t.is("+");
  }

  /** Whether a sign stands before its only operand. */
  private boolean isUnary(int at) {
    if (at == 0) {
      return true;
    }
    Lexeme before = tokens.get(at - 1);
    return before.kind() == Kind.SYMBOL && !before.is(")") && !before.is("]")
        || before.kind() == Kind.WORD
            && SqlTokens.isKeyword(before.text())
            && !columns.contains(before.text())
            && !before.isWord("END")
            && !before.isWord("NULL")
            && !before.isWord("TRUE")
            && !before.isWord("FALSE");
  }
}
