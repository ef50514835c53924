package dev.eddy.designer.command;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * Keys that are pressed together, and in a sequence one after another: {@code Ctrl+Shift+P}, {@code
 * Alt+A L}. Keys have the names of {@link KeyCode}, with {@code _} for a blank. {@code Ctrl} is the
 * command key on a Mac.
 *
 * @param keys one combination for each press, in the words of {@link KeyCombination}
 */
public record Stroke(List<KeyCombination> keys) {
  public Stroke {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no keys");
    }
  }

  /**
   * @throws IllegalArgumentException where the text names no keys
   */
  public static Stroke parse(String text) {
    List<KeyCombination> keys = new ArrayList<>();
    for (String part : text.strip().split("\\s+")) {
      KeyCombination press;
      try {
        press = KeyCombination.valueOf(part.replace("Ctrl+", "Shortcut+").replace('_', ' '));
      } catch (IndexOutOfBoundsException e) {
        // So the toolkit says that nothing follows a plus, or that there is nothing at all.
        throw new IllegalArgumentException("no key is named " + part, e);
      }
      // What names no key is taken for a character, which no press would ever match.
      if (!(press instanceof KeyCodeCombination)) {
        throw new IllegalArgumentException("no key is named " + part);
      }
      keys.add(press);
    }
    return new Stroke(keys);
  }

  /** Whether the text names keys. */
  public static boolean isValid(String text) {
    try {
      return !parse(text).keys().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether pressing this could be the beginning of the other, or is it. */
  public boolean startsLike(Stroke other) {
    int shared = Math.min(keys.size(), other.keys.size());
    return keys.subList(0, shared).equals(other.keys.subList(0, shared));
  }

  /** A press as text, such as {@code Ctrl+Shift+P}; empty for a modifier alone. */
  public static String of(KeyEvent e) {
    if (e.getCode().isModifierKey() || e.getCode() == KeyCode.UNDEFINED) {
      return "";
    }
    StringBuilder b = new StringBuilder();
    if (e.isShortcutDown()) {
      b.append("Ctrl+");
    }
    if (e.isAltDown()) {
      b.append("Alt+");
    }
    if (e.isShiftDown()) {
      b.append("Shift+");
    }
    return b.append(e.getCode().getName().replace(' ', '_')).toString();
  }

  /** Short, as menus and tooltips show it: arrows and signs instead of words. */
  public static String shown(String text) {
    return text.replace("Equals", "=")
        .replace("Plus", "+")
        .replace("Minus", "−")
        .replace("Comma", ",")
        .replace("Period", ".")
        .replace("Shift+Slash", "Shift+?")
        .replace("Left", "←")
        .replace("Right", "→")
        .replaceAll("(?<!Page_)Up", "↑")
        .replaceAll("(?<!Page_)Down", "↓")
        .replace("Page_Up", "PgUp")
        .replace("Page_Down", "PgDn");
  }
}
