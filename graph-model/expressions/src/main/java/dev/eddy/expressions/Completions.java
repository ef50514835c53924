package dev.eddy.expressions;

import dev.eddy.model.expression.Expressions.Completion;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What can stand at the caret, best first: columns, then functions, then words of SQL; behind an
 * operand the words that go on from one come first.
 */
final class Completions {
  private static final List<String> KEYWORDS =
      List.of(
          "AND",
          "OR",
          "NOT",
          "IS NULL",
          "IS NOT NULL",
          "BETWEEN",
          "IN",
          "LIKE",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "TRUE",
          "FALSE",
          "NULL",
          "INTERVAL",
          "TIMESTAMP",
          "DATE",
          "TIME",
          "IS DISTINCT FROM",
          "SIMILAR TO",
          "ESCAPE",
          "AS",
          "FROM",
          "FOR",
          "TO",
          "YEAR",
          "MONTH",
          "DAY",
          "HOUR",
          "MINUTE",
          "SECOND");

  /** Words that stand behind an operand. */
  private static final Set<String> JOINING =
      Set.of(
          "AND",
          "OR",
          "IS NULL",
          "IS NOT NULL",
          "BETWEEN",
          "IN",
          "LIKE",
          "THEN",
          "ELSE",
          "END",
          "WHEN",
          "IS DISTINCT FROM",
          "AS");

  /** Words behind which an operand is wanted. */
  private static final Set<String> OPENING =
      Set.of(
          "AND", "OR", "NOT", "BETWEEN", "IN", "LIKE", "CASE", "WHEN", "THEN", "ELSE", "FROM",
          "FOR", "TO", "IS", "ESCAPE");

  private Completions() {}

  private record Scored(Completion completion, int score, int order) {}

  static List<Completion> at(String text, int caret, Schema input) {
    int at = Math.max(0, Math.min(caret, text.length()));
    if (insideLiteral(text, at)) {
      return List.of();
    }
    int from = at;
    while (from > 0 && isWordPart(text.charAt(from - 1))) {
      from--;
    }
    String prefix = text.substring(from, at);
    if (from > 0 && text.charAt(from - 1) == '`') {
      from--;
    } else if (!prefix.isEmpty() && Character.isDigit(prefix.charAt(0))) {
      return List.of();
    }
    boolean behind = isBehindOperand(text.substring(0, from));
    List<Scored> found = new ArrayList<>();
    for (Field f : input.fields()) {
      Completion c =
          new Completion(
              SqlText.quotedIfNeeded(f.name()),
              f.name(),
              f.type().toString(),
              Completion.Kind.COLUMN,
              from);
      add(found, c, prefix, 0);
    }
    for (Functions.Row r : Functions.rows()) {
      if (r.isFunction()) {
        Completion c =
            new Completion(
                r.name() + "(",
                r.name(),
                r.signature() + " — " + r.help(),
                Completion.Kind.FUNCTION,
                from);
        add(found, c, prefix, 1);
      }
    }
    for (String k : KEYWORDS) {
      add(
          found,
          new Completion(k, k, "", Completion.Kind.KEYWORD, from),
          prefix,
          behind && JOINING.contains(k) ? -1 : 2);
    }
    found.sort(
        Comparator.comparingInt(Scored::score)
            .thenComparingInt(Scored::order)
            .thenComparing(s -> s.completion().label()));
    return found.stream().map(Scored::completion).toList();
  }

  private static boolean isBehindOperand(String before) {
    String text = before.stripTrailing();
    if (text.isEmpty()) {
      return false;
    }
    char last = text.charAt(text.length() - 1);
    int start = text.length();
    while (start > 0 && isWordPart(text.charAt(start - 1))) {
      start--;
    }
    String word = text.substring(start).toUpperCase(Locale.ROOT);
    return word.isEmpty() ? last == ')' || last == '\'' || last == '`' : !OPENING.contains(word);
  }

  private static void add(List<Scored> found, Completion c, String prefix, int order) {
    int score = score(c.label(), prefix);
    if (score >= 0) {
      // Behind an operand nothing else than what goes on from it can stand.
      found.add(new Scored(c, order < 0 ? -1 : score, order));
    }
  }

  /**
   * 0 for a prefix as written, 1 in another case, 2 at the start of a part, 3 inside; -1 for none.
   */
  private static int score(String label, String prefix) {
    if (label.startsWith(prefix)) {
      return 0;
    }
    String l = label.toLowerCase(Locale.ROOT);
    String p = prefix.toLowerCase(Locale.ROOT);
    if (l.startsWith(p)) {
      return 1;
    }
    int i = l.indexOf("_" + p);
    return i >= 0 ? 2 : p.length() > 1 && l.contains(p) ? 3 : -1;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static boolean insideLiteral(String text, int caret) {
    boolean inside = false;
    for (int i = 0; i < caret; i++) {
      inside ^= text.charAt(i) == '\'';
    }
    return inside;
  }
}
