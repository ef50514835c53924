package dev.eddy.designer.control;

import java.util.List;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** Keys for what can be done with a column; they are the user's and may change. */
public record ColumnKeys(List<KeyCombination> rename, List<KeyCombination> uses) {
  public static final ColumnKeys NONE = new ColumnKeys(List.of(), List.of());

  public ColumnKeys {
    rename = List.copyOf(rename);
    uses = List.copyOf(uses);
  }

  /** What a menu shows beside its words. */
  public static @Nullable KeyCombination first(List<KeyCombination> keys) {
    return keys.isEmpty() ? null : keys.get(0);
  }

  /** Whether one of the keys was pressed. */
  public static boolean matches(List<KeyCombination> keys, KeyEvent e) {
    return keys.stream().anyMatch(k -> k.match(e));
  }
}
