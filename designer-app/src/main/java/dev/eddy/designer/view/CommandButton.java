package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.KeyMap;
import dev.eddy.designer.state.AppState;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** A button that sends a command; grey where it cannot act, and its tooltip says why. */
final class CommandButton {
  private final Button button;
  private final Command command;
  private final Tooltip tooltip;
  private final @Nullable Label keys;

  CommandButton(Button button, Command command, Store store) {
    this(button, null, command, store);
  }

  private CommandButton(Button button, @Nullable Label keys, Command command, Store store) {
    this.button = button;
    this.keys = keys;
    this.command = command;
    this.tooltip = Parts.tooltip(command.title());
    button.setTooltip(tooltip);
    button.setId(command.id().replace('.', '-'));
    button.setOnAction(
        e -> {
          if (command.isEnabled(store.state())) {
            store.send(command.message().apply(store.state()));
          }
        });
  }

  static CommandButton icon(Command command, double size, Store store) {
    return new CommandButton(Parts.icon(command.icon(), size, command.title()), command, store);
  }

  /** With the keys of the command in a small frame. */
  static CommandButton withKeys(
      String icon, String title, Command command, Store store, String... styles) {
    Label keys = Parts.label("", "eddy-keys");
    return new CommandButton(Parts.withKeys(icon, title, keys, styles), keys, command, store);
  }

  Button button() {
    return button;
  }

  /** As a button has room for them. */
  private static String shortKeys(String shown) {
    return shown.replace("Shift+", "⇧");
  }

  // Not disabled: a disabled button shows no tooltip, and the reason stands there.
  void show(AppState state) {
    String obstacle = command.obstacle().apply(state);
    boolean off = !obstacle.isEmpty();
    button.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("off"), off);
    if (keys != null) {
      keys.setText(shortKeys(KeyMap.of(state).shown(command)));
      keys.setVisible(!keys.getText().isEmpty());
      keys.setManaged(keys.isVisible());
    }
    String text = Parts.tooltip(command, state);
    if (!text.equals(tooltip.getText())) {
      tooltip.setText(text);
      button.setAccessibleHelp(obstacle);
    }
  }
}
