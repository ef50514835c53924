package dev.eddy.expressions;

import dev.eddy.model.expression.Expressions.Completion;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

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

  /** Words that can stand behind IS. */
  private static final Set<String> TESTS = Set.of("NULL", "NOT", "TRUE", "FALSE");

  private static final Pattern TESTED =
      Pattern.compile("\\bIS\\s+(NOT\\s+)?$", Pattern.CASE_INSENSITIVE);

  private Completions() {}

  private record Scored(Completion completion, int score, int order) {}

  static List<Completion> at(String text, int caret, Schema input) {
    int at = Math.max(0, Math.min(caret, text.length()));
    int open = openAt(text, at);
    if (open >= 0 && text.charAt(open) != '`') {
      return List.of();
    }
    int from = at;
    while (from > 0 && isWordPart(text.charAt(from - 1))) {
      from--;
    }
    if (open >= 0) {
      // A name in quotes may hold blanks, and is all that can stand there.
      from = open;
    }
    String prefix = text.substring(open >= 0 ? open + 1 : from, at);
    if (open < 0 && !prefix.isEmpty() && Character.isDigit(prefix.charAt(0))) {
      return List.of();
    }
    String before = text.substring(0, from);
    boolean behind = isBehindOperand(before);
    boolean tested = TESTED.matcher(before).find();
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
      if (open < 0 && r.isFunction()) {
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
    for (String k : open < 0 ? KEYWORDS : List.<String>of()) {
      boolean first = tested ? TESTS.contains(k) : behind && JOINING.contains(k);
      add(found, new Completion(k, k, "", Completion.Kind.KEYWORD, from), prefix, first ? -1 : 2);
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

  /** Where the text, the comment or the name in quotes begins that the caret is in; else -1. */
  private static int openAt(String text, int caret) {
    int i = 0;
    while (i < caret) {
      char c = text.charAt(i);
      int end = i + 1;
      if (c == '\'' || c == '`') {
        end = after(text, String.valueOf(c), i + 1);
      } else if (text.startsWith("--", i) || text.startsWith("//", i)) {
        end = after(text, "\n", i + 2);
      } else if (text.startsWith("/*", i)) {
        end = after(text, "*/", i + 2);
      }
      if (end > caret && end > i + 1) {
        return i;
      }
      i = end;
    }
    return -1;
  }

  /** The offset behind the next occurrence; beyond the text where there is none. */
  private static int after(String text, String what, int from) {
    int at = text.indexOf(what, from);
    return at < 0 ? text.length() + 1 : at + what.length();
  }
}
