package dev.eddy.designer.control.expression;

import dev.eddy.model.expression.Expressions.Completion;
import java.util.List;

/**
 * The completions offered at a caret, and which is chosen. Pure.
 *
 * @param caret where the completions were asked for
 */
public record CompletionModel(List<Completion> offers, int selected, int caret) {
  private static final int SHOWN = 8;

  public CompletionModel {
    offers = List.copyOf(offers);
  }

  public boolean isEmpty() {
    return offers.isEmpty();
  }

  /** Another line chosen; the list ends at its ends. */
  public CompletionModel move(int by) {
    int last = Math.max(offers.size() - 1, 0);
    return new CompletionModel(offers, Math.max(0, Math.min(last, selected + by)), caret);
  }

  public Completion chosen() {
    return offers.get(selected);
  }

  /** First line shown, so that the chosen one is in view. */
  public int firstShown() {
    return Math.max(0, Math.min(selected - SHOWN / 2, offers.size() - SHOWN));
  }

  public int shown() {
    return Math.min(SHOWN, offers.size());
  }

  /**
   * Whether a popup is worth its place: something is offered, and it is not just what stands there.
   */
  public boolean helps(String text) {
    if (offers.isEmpty()) {
      return false;
    }
    Completion only = offers.get(0);
    int end = Math.min(caret, text.length());
    return offers.size() > 1
        || only.from() > end
        || !only.insert().equals(text.substring(only.from(), end));
  }

  /** A label cut into what was typed and the rest: before, match, after. */
  public static List<String> cut(String label, String typed) {
    int at = 0;
    // Not by texts in small letters: some letters become two of them.
    while (at <= label.length() && !label.regionMatches(true, at, typed, 0, typed.length())) {
      at++;
    }
    return typed.isEmpty() || at > label.length()
        ? List.of(label, "", "")
        : List.of(
            label.substring(0, at),
            label.substring(at, at + typed.length()),
            label.substring(at + typed.length()));
  }
}
