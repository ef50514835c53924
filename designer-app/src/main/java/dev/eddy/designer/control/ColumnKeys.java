package dev.eddy.designer.control;

import java.util.List;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Keys for what can be done with a column; they are the user's and may change. */
public record ColumnKeys(List<KeyCombination> rename, List<KeyCombination> uses) {
  public static final ColumnKeys NONE = new ColumnKeys(List.of(), List.of());

  public ColumnKeys {
    rename = List.copyOf(rename);
    uses = List.copyOf(uses);
  }

  /** Whether one of the keys was pressed. */
  public static boolean matches(List<KeyCombination> keys, KeyEvent e) {
    return keys.stream().anyMatch(k -> k.match(e));
  }
}
