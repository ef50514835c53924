package dev.eddy.designer.control.expression;

import dev.eddy.model.expression.Expressions.Completion;
import java.util.List;
import java.util.Locale;

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
    return offers.size() > 1
        || only.from() > caret
        || !only.insert().equals(text.substring(only.from(), Math.min(caret, text.length())));
  }

  /** A label cut into what was typed and the rest: before, match, after. */
  public static List<String> cut(String label, String typed) {
    int at = label.toLowerCase(Locale.ROOT).indexOf(typed.toLowerCase(Locale.ROOT));
    return typed.isEmpty() || at < 0
        ? List.of(label, "", "")
        : List.of(
            label.substring(0, at),
            label.substring(at, at + typed.length()),
            label.substring(at + typed.length()));
  }
}
