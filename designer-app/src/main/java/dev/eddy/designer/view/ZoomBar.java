package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;

/** Zoom, arranging and the minimap, in a corner of the canvas. */
final class ZoomBar extends HBox {
  private final Store store;
  private final Label zoom = Parts.label("100 %", "zoom-text");
  private final List<CommandButton> buttons;
  private boolean shift;

  ZoomBar(Store store) {
    super(2);
    this.store = store;
    CommandButton out = CommandButton.icon(Commands.get("view.out"), 16, store);
    CommandButton in = CommandButton.icon(Commands.get("view.in"), 16, store);
    CommandButton fit = CommandButton.icon(Commands.get("view.fit"), 16, store);
    CommandButton arrange = CommandButton.icon(Commands.get("canvas.layout"), 16, store);
    CommandButton map = CommandButton.icon(Commands.get("view.minimap"), 16, store);
    buttons = List.of(out, in, fit, arrange, map);
    out.button().setGraphic(Icons.view("minus", 14));
    in.button().setGraphic(Icons.view("plus", 14));
    Button a = arrange.button();
    // A press that was not let go here must not count for the next one, by whatever means.
    a.addEventFilter(MouseEvent.MOUSE_PRESSED, e -> shift = e.isShiftDown());
    a.addEventFilter(KeyEvent.KEY_PRESSED, e -> shift = e.isShiftDown());
    a.setOnAction(e -> arrange());
    getChildren()
        .addAll(out.button(), zoom, in.button(), Parts.rule(), fit.button(), a, map.button());
    setAlignment(Pos.CENTER);
    getStyleClass().add("zoom-bar");
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
  }

  /** All, or with Shift held what is selected. */
  private void arrange() {
    Command c = Commands.get(shift ? "canvas.layout-selection" : "canvas.layout");
    shift = false;
    AppState s = store.state();
    String obstacle = c.obstacle().apply(s);
    store.send(obstacle.isEmpty() ? c.message().apply(s) : new Message.ShowNote(obstacle + "."));
  }

  void show(AppState s) {
    buttons.forEach(b -> b.show(s));
  }

  void zoomed(double value) {
    zoom.setText(Math.round(value * 100) + " %");
  }
}
