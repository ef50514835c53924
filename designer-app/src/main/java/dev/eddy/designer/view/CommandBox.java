package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.KeyMap;
import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.SearchField;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;

/** Finds a command by its words and sends it. */
final class CommandBox extends VBox {
  private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
  private static final int ROWS = 12;

  private final Store store;
  private final SearchField field = new SearchField("Find a command", "");
  private final VBox list = new VBox();
  private final Popup popup = new Popup();
  private List<Command> found = List.of();
  private int selected;

  private CommandBox(Store store) {
    this.store = store;
    getStyleClass().addAll("eddy-popup", "command-box");
    getChildren().addAll(field, list);
    field.field().textProperty().addListener((o, was, is) -> rebuild());
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    ControlStyles.apply(this);
    rebuild();
  }

  static void open(Store store, Scene scene) {
    CommandBox box = new CommandBox(store);
    ControlStyles.inherit(box, scene);
    box.popup.getContent().setAll(box);
    box.popup.setAutoHide(true);
    box.popup.setHideOnEscape(true);
    double x = scene.getWindow().getX() + scene.getX() + scene.getWidth() / 2 - 260;
    double y = scene.getWindow().getY() + scene.getY() + 64;
    box.popup.show(scene.getWindow(), x, y);
    box.field.field().requestFocus();
  }

  private void rebuild() {
    found = Commands.search(field.field().getText(), store.state());
    selected = 0;
    paint();
  }

  private void paint() {
    List<Node> rows = new ArrayList<>();
    int from = Math.max(0, Math.min(selected - ROWS / 2, found.size() - ROWS));
    for (int i = from; i < Math.min(found.size(), from + ROWS); i++) {
      rows.add(row(found.get(i), i));
    }
    list.getChildren().setAll(rows);
  }

  private Node row(Command c, int index) {
    String why = c.obstacle().apply(store.state());
    Label title = Parts.label(c.title(), why.isEmpty() ? "command-title" : "command-off");
    title.setMinWidth(USE_PREF_SIZE);
    HBox row = new HBox(8, title, Parts.gap());
    if (!why.isEmpty()) {
      row.getChildren().add(Parts.label(why, "small", "dim"));
    }
    String shown = KeyMap.of(store.state()).shown(c);
    if (!shown.isEmpty()) {
      Label keys = Parts.label(shown, "eddy-keys");
      keys.setMinWidth(USE_PREF_SIZE);
      row.getChildren().add(keys);
    }
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("eddy-search-row");
    row.pseudoClassStateChanged(SELECTED, index == selected);
    row.setOnMouseClicked(e -> choose(c));
    return row;
  }

  private void choose(Command c) {
    if (c.isEnabled(store.state())) {
      popup.hide();
      store.send(c.message().apply(store.state()));
    }
  }

  private void onKey(KeyEvent e) {
    switch (e.getCode()) {
      case DOWN -> move(1);
      case UP -> move(-1);
      case ENTER -> {
        if (selected < found.size()) {
          choose(found.get(selected));
        }
      }
      default -> {
        return;
      }
    }
    e.consume();
  }

  private void move(int by) {
    if (!found.isEmpty()) {
      selected = Math.floorMod(selected + by, found.size());
      paint();
    }
  }
}
