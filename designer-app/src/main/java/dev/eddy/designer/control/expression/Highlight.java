package dev.eddy.designer.control.expression;

import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Colours and squiggles of an expression's text. Pure. */
public final class Highlight {
  /** A problem at {@code [start, end)} of the text, never empty unless the text is. */
  public record Squiggle(int start, int end, Problem problem) {}

  /** So many characters with these style classes. */
  public record Span(int length, List<String> classes) {}

  private Highlight() {}

  /**
   * Problems with their place as offsets. A problem without a range is at the whole text, an empty
   * range at the word or the character that it touches; what lies outside of the text is cut off.
   */
  public static List<Squiggle> squiggles(String text, List<Problem> problems) {
    List<Squiggle> out = new ArrayList<>();
    for (Problem p : problems) {
      Place.Range r = p.place().range();
      int start = r == null ? 0 : offset(text, r.startLine(), r.startColumn());
      int end = r == null ? text.length() : offset(text, r.endLine(), r.endColumn());
      if (end <= start) {
        end = Math.max(start + 1, SqlTokens.word(text, start));
      }
      if (end > text.length()) {
        end = text.length();
        start = Math.min(start, Math.max(0, end - 1));
      }
      out.add(new Squiggle(start, end, p));
    }
    return out;
  }

  /** Offset of a line and a column, both from 1, kept within the text. */
  static int offset(String text, int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int nl = text.indexOf('\n', start);
      if (nl < 0) {
        return text.length();
      }
      start = nl + 1;
    }
    return Math.min(text.length(), start + Math.max(0, column - 1));
  }

  /** Spans that cover the text without a gap; none for an empty text. */
  public static List<Span> spans(String text, List<Squiggle> squiggles) {
    return spans(text, squiggles, null);
  }

  /** With the bracket at the caret and its partner marked. */
  static List<Span> spans(String text, List<Squiggle> squiggles, Brackets.@Nullable Pair brackets) {
    List<SqlTokens.Token> tokens = SqlTokens.of(text);
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0, text.length()));
    for (SqlTokens.Token t : tokens) {
      cuts.add(t.start());
      cuts.add(t.end());
    }
    for (Squiggle s : squiggles) {
      cuts.add(s.start());
      cuts.add(s.end());
    }
    Brackets.Pair pair =
        brackets != null && Math.max(brackets.at(), brackets.partner()) < text.length()
            ? brackets
            : null;
    if (pair != null) {
      cuts.addAll(List.of(pair.at(), pair.at() + 1));
      if (pair.partner() >= 0) {
        cuts.addAll(List.of(pair.partner(), pair.partner() + 1));
      }
    }
    List<Span> out = new ArrayList<>();
    int from = 0;
    for (int to : cuts.tailSet(0, false)) {
      List<String> classes = classes(from, to, tokens, squiggles);
      if (pair != null && (from == pair.at() || from == pair.partner())) {
        classes.add(pair.partner() < 0 ? "bracket-alone" : "bracket-match");
      }
      out.add(new Span(to - from, classes));
      from = to;
    }
    return out;
  }

  private static List<String> classes(
      int from, int to, List<SqlTokens.Token> tokens, List<Squiggle> squiggles) {
    List<String> out = new ArrayList<>();
    for (SqlTokens.Token t : tokens) {
      if (t.start() <= from && to <= t.end()) {
        out.add("sql-" + t.kind().name().toLowerCase(Locale.ROOT));
      }
    }
    Severity worst = null;
    for (Squiggle s : squiggles) {
      if (s.start() <= from
          && to <= s.end()
          && (worst == null || s.problem().severity().compareTo(worst) < 0)) {
        worst = s.problem().severity();
      }
    }
    if (worst != null) {
      out.add("squiggle-" + worst.name().toLowerCase(Locale.ROOT));
    }
    return out;
  }
}
