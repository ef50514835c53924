package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.KeyMap;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.state.AppState;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** Small pieces that the views are put together from. */
final class Parts {
  private Parts() {}

  static Label label(String text, String... styles) {
    Label l = new Label(text);
    l.getStyleClass().addAll(styles);
    return l;
  }

  static Region gap() {
    Region r = new Region();
    HBox.setHgrow(r, Priority.ALWAYS);
    r.setMinWidth(0);
    return r;
  }

  static Region rule() {
    Region r = new Region();
    r.getStyleClass().add("rule");
    return r;
  }

  /** A button of an icon alone; the tooltip names it. */
  static Button icon(String icon, double size, String tooltip) {
    Button b = new Button();
    b.setGraphic(Icons.view(icon, size));
    b.getStyleClass().add("icon-button");
    b.setTooltip(tooltip(tooltip));
    b.setAccessibleText(tooltip);
    b.setFocusTraversable(false);
    return b;
  }

  static Button text(String icon, String title, String... styles) {
    Button b = new Button(title);
    if (!icon.isEmpty()) {
      b.setGraphic(Icons.view(icon, 16));
    }
    b.getStyleClass().add("tool-button");
    b.getStyleClass().addAll(styles);
    b.setFocusTraversable(false);
    return b;
  }

  /** Text, then a label for keys, as one graphic. */
  static Button withKeys(String icon, String title, Label keys, String... styles) {
    Button b = new Button();
    HBox box = new HBox(8);
    box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    if (!icon.isEmpty()) {
      box.getChildren().add(Icons.view(icon, 16));
    }
    box.getChildren().add(label(title, "button-text"));
    box.getChildren().add(keys);
    b.setGraphic(box);
    b.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    b.setAccessibleText(title);
    b.getStyleClass().add("tool-button");
    b.getStyleClass().addAll(styles);
    b.setFocusTraversable(false);
    return b;
  }

  /** Sends what a command sends, where it can act now. */
  static void send(String command, Store store) {
    Command c = Commands.get(command);
    if (c.isEnabled(store.state())) {
      store.send(c.message().apply(store.state()));
    }
  }

  /** An empty state that keeps to its own height, in the middle of a panel's upper part. */
  static EmptyState empty(
      EmptyState.Words words, java.util.function.Consumer<EmptyState.Words> action) {
    EmptyState e = new EmptyState(words, action);
    e.setMaxHeight(Region.USE_PREF_SIZE);
    javafx.scene.layout.StackPane.setAlignment(e, javafx.geometry.Pos.TOP_CENTER);
    return e;
  }

  /** Whether a node is seen, and takes room. */
  static void shown(Node n, boolean is) {
    n.setVisible(is);
    n.setManaged(is);
  }

  static Tooltip tooltip(String text) {
    Tooltip t = new Tooltip(text);
    t.setShowDelay(Duration.millis(400));
    return t;
  }

  /** A command's name with its keys, and why it cannot act. */
  static String tooltip(Command c, AppState state) {
    String shown = KeyMap.of(state).shown(c);
    String obstacle = c.obstacle().apply(state);
    String keys = shown.isEmpty() ? "" : "  " + shown;
    return c.label().apply(state) + keys + (obstacle.isEmpty() ? "" : "\n" + obstacle);
  }
}
