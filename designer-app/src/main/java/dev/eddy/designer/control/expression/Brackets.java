package dev.eddy.designer.control.expression;

import dev.eddy.designer.control.expression.SqlLexer.Kind;
import dev.eddy.designer.control.expression.SqlLexer.Lexeme;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which brackets belong together, those in texts and comments left out. Pure. */
final class Brackets {
  /** Words behind which a bracket only groups. */
  private static final Set<String> NO_CALLS =
      Set.of(
          "AND",
          "AS",
          "BETWEEN",
          "CASE",
          "DISTINCT",
          "ELSE",
          "ESCAPE",
          "FILTER",
          "FOR",
          "FROM",
          "IN",
          "IS",
          "LIKE",
          "NOT",
          "OR",
          "SIMILAR",
          "THEN",
          "TO",
          "WHEN",
          "WHERE");

  private Brackets() {}

  /**
   * Offsets of the bracket at the caret and of its partner.
   *
   * @param partner -1 where it has none
   */
  record Pair(int at, int partner) {}

  /** The bracket before the caret, else the one behind it; null where neither is one. */
  static @Nullable Pair at(String text, int caret) {
    List<Lexeme> tokens = SqlLexer.of(text);
    Pair before = pair(tokens, caret - 1);
    return before != null ? before : pair(tokens, caret);
  }

  private static @Nullable Pair pair(List<Lexeme> tokens, int offset) {
    for (int i = 0; i < tokens.size(); i++) {
      Lexeme t = tokens.get(i);
      if (t.start() == offset && t.is("(")) {
        return new Pair(offset, forwards(tokens, i));
      } else if (t.start() == offset && t.is(")")) {
        return new Pair(offset, backwards(tokens, i));
      }
    }
    return null;
  }

  private static int forwards(List<Lexeme> tokens, int from) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (depth == 0) {
        return tokens.get(i).start();
      }
    }
    return -1;
  }

  private static int backwards(List<Lexeme> tokens, int from) {
    int depth = 0;
    for (int i = from; i >= 0; i--) {
      depth += tokens.get(i).is(")") ? 1 : tokens.get(i).is("(") ? -1 : 0;
      if (depth == 0) {
        return tokens.get(i).start();
      }
    }
    return -1;
  }

  /**
   * A call that a caret stands in.
   *
   * @param open offset of its bracket
   * @param argument which argument, from 0
   */
  record Call(String function, int open, int argument) {}

  /** The innermost call of a named function around the caret; null where there is none. */
  static @Nullable Call call(String text, int caret) {
    List<Lexeme> tokens = SqlLexer.of(text);
    Deque<Call> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size() && tokens.get(i).start() < caret; i++) {
      Lexeme t = tokens.get(i);
      boolean inside = caret < t.end() || t.kind() == Kind.TEXT && t.end() == caret;
      if (inside && t.kind() != Kind.WORD && t.kind() != Kind.NUMBER && t.kind() != Kind.SYMBOL) {
        break;
      }
      if (t.is("(")) {
        boolean named =
            i > 0
                && tokens.get(i - 1).kind() == Kind.WORD
                && !NO_CALLS.contains(tokens.get(i - 1).text().toUpperCase(Locale.ROOT));
        open.push(new Call(named ? tokens.get(i - 1).text() : "", t.start(), 0));
      } else if (t.is(")") && !open.isEmpty()) {
        open.pop();
      } else if (t.is(",") && !open.isEmpty()) {
        Call c = open.pop();
        open.push(new Call(c.function(), c.open(), c.argument() + 1));
      }
    }
    for (Call c : open) {
      if (!c.function().isEmpty()) {
        return c;
      }
    }
    return null;
  }
}
