package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.state.AppState;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;

/** A button that sends a command; grey where it cannot act, and its tooltip says why. */
final class CommandButton {
  private final Button button;
  private final Command command;
  private final Tooltip tooltip;

  CommandButton(Button button, Command command, Store store) {
    this.button = button;
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

  Button button() {
    return button;
  }

  // Not disabled: a disabled button shows no tooltip, and the reason stands there.
  void show(AppState state) {
    String obstacle = command.obstacle().apply(state);
    boolean off = !obstacle.isEmpty();
    button.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("off"), off);
    String text = Parts.tooltip(command, state);
    if (!text.equals(tooltip.getText())) {
      tooltip.setText(text);
      button.setAccessibleHelp(obstacle);
    }
  }
}
