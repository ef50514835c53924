package dev.eddy.designer.command;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import java.util.List;
import java.util.function.Function;

/**
 * Something that the user can do, as data: menus, toolbar, tooltips, the command palette and the
 * key map are all derived from it.
 *
 * @param id stable, such as {@code run.step-back}
 * @param title as a menu shows it
 * @param words further words that a search finds it by
 * @param keys such as {@code Ctrl+Shift+Z}; the first is shown
 * @param icon name of its icon; empty for none
 * @param menu menu that it stands in; empty for none
 * @param scope where its keys act
 * @param obstacle why it cannot act now; empty where it can
 * @param message what it sends
 */
public record Command(
    String id,
    String title,
    String words,
    List<String> keys,
    String icon,
    String menu,
    Scope scope,
    Function<AppState, String> obstacle,
    Function<AppState, Message> message) {
  /** Where keys act. */
  public enum Scope {
    /** Everywhere, also while typing. */
    ANYWHERE,
    /** Not while a text field has the focus. */
    NOT_IN_TEXT,
    /** Only while the canvas has the focus. */
    CANVAS
  }

  public Command {
    keys = List.copyOf(keys);
  }

  public boolean isEnabled(AppState state) {
    return obstacle.apply(state).isEmpty();
  }

  /** The keys as they are shown; empty for none. */
  public String shownKeys() {
    return keys.isEmpty() ? "" : keys.get(0);
  }
}
