package dev.eddy.designer.control.expression;

import dev.eddy.model.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.StyleSpansBuilder;
import org.jspecify.annotations.Nullable;

/** The text of an expression with its colours, squiggles and matching brackets. */
final class SqlArea extends CodeArea {
  private List<Highlight.Squiggle> squiggles = List.of();
  private List<Problem> problems = List.of();
  private Brackets.@Nullable Pair brackets;

  SqlArea() {
    getStyleClass().add("eddy-expression-area");
  }

  /** Colours the text, with these problems of it. */
  void paint(List<Problem> found) {
    problems = found;
    String text = getText();
    squiggles = Highlight.squiggles(text, found);
    List<Highlight.Span> spans = Highlight.spans(text, squiggles, brackets);
    if (!spans.isEmpty()) {
      StyleSpansBuilder<Collection<String>> builder = new StyleSpansBuilder<>();
      for (Highlight.Span s : spans) {
        builder.add(s.classes(), s.length());
      }
      setStyleSpans(0, builder.create());
    }
  }

  /** Marks the bracket at the caret and its partner. */
  void markBrackets() {
    Brackets.Pair now = Brackets.at(getText(), getCaretPosition());
    if (!Objects.equals(now, brackets)) {
      brackets = now;
      paint(problems);
    }
  }

  /** The squiggle over a character; null for none. */
  Highlight.@Nullable Squiggle squiggleAt(int index) {
    for (Highlight.Squiggle s : squiggles) {
      if (s.start() <= index && index < s.end()) {
        return s;
      }
    }
    return null;
  }

  /** The squiggle with replacements that touches the caret, else the first; null for none. */
  Highlight.@Nullable Squiggle mendable() {
    int caret = getCaretPosition();
    Highlight.Squiggle first = null;
    for (Highlight.Squiggle s : squiggles) {
      if (!s.problem().fixes().isEmpty()) {
        if (s.start() <= caret && caret <= s.end()) {
          return s;
        }
        first = first == null ? s : first;
      }
    }
    return first;
  }

  /** Puts a replacement where a problem is. */
  void mend(Problem p, String fix) {
    for (Highlight.Squiggle s : squiggles) {
      if (s.problem().equals(p)) {
        replaceText(s.start(), s.end(), fix);
        requestFocus();
        return;
      }
    }
  }
}
