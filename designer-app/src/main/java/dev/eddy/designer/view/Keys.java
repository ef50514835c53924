package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.fxmisc.richtext.GenericStyledArea;
import org.jspecify.annotations.Nullable;

/** The key map, made from the registry: the first command of a key that can act is sent. */
final class Keys {
  private record Binding(KeyCombination keys, Command command) {}

  private final List<Binding> bindings = new ArrayList<>();
  private final Store store;

  Keys(Store store) {
    this.store = store;
    for (Command c : Commands.all()) {
      for (String k : c.keys()) {
        bindings.add(new Binding(KeyCombination.valueOf(k), c));
      }
    }
  }

  void install(Scene scene) {
    scene.addEventFilter(KeyEvent.KEY_PRESSED, e -> handle(scene.getFocusOwner(), e));
  }

  private void handle(@Nullable Node focus, KeyEvent e) {
    boolean text = focus instanceof TextInputControl || focus instanceof GenericStyledArea<?, ?, ?>;
    boolean canvas = focus == null || "canvas".equals(focus.getId());
    for (Binding b : bindings) {
      Command c = b.command();
      boolean inScope =
          switch (c.scope()) {
            case ANYWHERE -> true;
            case NOT_IN_TEXT -> !text;
            case CANVAS -> canvas;
          };
      if (inScope && b.keys().match(e) && c.isEnabled(store.state())) {
        store.send(c.message().apply(store.state()));
        e.consume();
        return;
      }
    }
  }
}
