package dev.eddy.designer.control;

import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * Keys that mean something of their own in a control: while it, or a part of it, has the focus, no
 * command is sent by them. FX thread only.
 */
public final class OwnKeys {
  private OwnKeys() {}

  public static void set(Node control, Predicate<KeyEvent> keys) {
    control.getProperties().put(OwnKeys.class, keys);
  }

  /** Whether the focused node or one that it lies in keeps this key to itself. */
  public static boolean takes(@Nullable Node focus, KeyEvent key) {
    for (Node n = focus; n != null; n = n.getParent()) {
      if (n.hasProperties()
          && n.getProperties().get(OwnKeys.class) instanceof Predicate<?> keys
          && asked(keys, key)) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("unchecked") // Only set puts one there.
  private static boolean asked(Predicate<?> keys, KeyEvent key) {
    return ((Predicate<KeyEvent>) keys).test(key);
  }
}
