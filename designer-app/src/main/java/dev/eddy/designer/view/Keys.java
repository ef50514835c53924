package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.KeyMap;
import dev.eddy.designer.command.Stroke;
import dev.eddy.designer.control.OwnKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import org.fxmisc.richtext.GenericStyledArea;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands by keys: of those that the keys mean and that can act here, the one with the
 * narrowest scope. Keys of a sequence wait for the next press, for two seconds. FX thread only.
 */
final class Keys {
  private static final long PATIENCE_NANOS = 2_000_000_000L;

  private record Binding(Stroke stroke, Command command) {}

  private final Store store;
  private List<Binding> bindings = List.of();
  private KeyMap bound = new KeyMap(java.util.Map.of());
  private final List<KeyEvent> pressed = new ArrayList<>();
  private long pressedAt;

  Keys(Store store) {
    this.store = store;
  }

  void install(Scene scene) {
    scene.addEventFilter(KeyEvent.KEY_PRESSED, e -> handle(scene.getFocusOwner(), e));
  }

  private void handle(@Nullable Node focus, KeyEvent e) {
    if (e.getCode().isModifierKey() || OwnKeys.takes(focus, e)) {
      return;
    }
    bind(KeyMap.of(store.state()));
    long now = System.nanoTime();
    if (now - pressedAt > PATIENCE_NANOS) {
      pressed.clear();
    }
    pressed.add(e);
    pressedAt = now;
    boolean begun = false;
    for (Binding b : bindings) {
      if (!inScope(b.command().scope(), focus) || !isPressed(b.stroke())) {
        continue;
      }
      if (b.stroke().keys().size() > pressed.size()) {
        begun |= b.command().isEnabled(store.state());
      } else if (b.command().isEnabled(store.state())) {
        pressed.clear();
        store.send(b.command().message().apply(store.state()));
        e.consume();
        return;
      }
    }
    if (begun) {
      e.consume();
    } else {
      // What began no sequence may still be a key of its own.
      boolean again = pressed.size() > 1;
      pressed.clear();
      if (again) {
        handle(focus, e);
      }
    }
  }

  private boolean isPressed(Stroke stroke) {
    if (stroke.keys().size() < pressed.size()) {
      return false;
    }
    for (int i = 0; i < pressed.size(); i++) {
      if (!stroke.keys().get(i).match(pressed.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean inScope(Command.Scope scope, @Nullable Node focus) {
    return switch (scope) {
      case ANYWHERE -> true;
      case NOT_IN_TEXT ->
          !(focus instanceof TextInputControl || focus instanceof GenericStyledArea<?, ?, ?>);
      case CANVAS -> focus == null || "canvas".equals(focus.getId());
    };
  }

  private void bind(KeyMap map) {
    if (map == bound) {
      return;
    }
    bound = map;
    List<Binding> made = new ArrayList<>();
    for (Command c : Commands.all()) {
      map.of(c).forEach(text -> made.add(new Binding(Stroke.parse(text), c)));
    }
    made.sort(Comparator.comparing((Binding b) -> b.command().scope()).reversed());
    bindings = made;
  }
}
