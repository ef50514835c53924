package dev.eddy.designer.view;

import dev.eddy.designer.command.Commands;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Stop;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** Context menus: the same commands as in the menu, with their keys. */
final class Menus {
  private Menus() {}

  static ContextMenu node(Store store) {
    ContextMenu menu = new ContextMenu();
    menu.getItems()
        .addAll(
            Toolbar.commandItem(Commands.get("edit.rename"), store),
            Toolbar.commandItem(Commands.get("edit.duplicate"), store),
            new SeparatorMenuItem(),
            Toolbar.commandItem(Commands.get("edit.delete"), store));
    return menu;
  }

  static ContextMenu canvas(Store store) {
    ContextMenu menu = new ContextMenu();
    menu.getItems()
        .addAll(
            Toolbar.commandItem(Commands.get("edit.add"), store),
            Toolbar.commandItem(Commands.get("edit.all"), store),
            new SeparatorMenuItem(),
            Toolbar.commandItem(Commands.get("view.fit"), store),
            Toolbar.commandItem(Commands.get("view.actual"), store));
    return menu;
  }

  static ContextMenu edge(Store store, String edge) {
    ContextMenu menu = new ContextMenu();
    Stop stop = store.state().stops().get(edge);
    MenuItem set = new MenuItem(stop == null ? "Set a breakpoint" : "Remove the breakpoint");
    set.setOnAction(
        e ->
            store.send(
                stop == null
                    ? new Message.SetStop(new Stop(edge, "", true))
                    : new Message.RemoveStop(edge)));
    menu.getItems().add(set);
    if (stop != null) {
      MenuItem off = new MenuItem(stop.enabled() ? "Turn it off" : "Turn it on");
      off.setOnAction(e -> store.send(new Message.SetStop(stop.withEnabled(!stop.enabled()))));
      menu.getItems().add(off);
    }
    MenuItem condition = new MenuItem("Breakpoint with a condition…");
    condition.setOnAction(
        e -> {
          if (!store.state().stops().containsKey(edge)) {
            store.send(new Message.SetStop(new Stop(edge, "", true)));
          }
          store.send(new Message.ShowBottom(Panels.Bottom.BREAKPOINTS));
        });
    MenuItem data = new MenuItem("Show its rows");
    data.setOnAction(e -> store.send(new Message.ShowBottom(Panels.Bottom.DATA)));
    menu.getItems()
        .addAll(
            condition,
            data,
            new SeparatorMenuItem(),
            Toolbar.commandItem(Commands.get("edit.delete"), store));
    return menu;
  }
}
