package dev.eddy.designer.view;

import dev.eddy.designer.canvas.CanvasMenu;
import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.KeyMap;
import dev.eddy.designer.command.Stroke;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Stop;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** Menus made from the registry, with the keys of the commands. */
final class Menus {
  private Menus() {}

  /** The menu of the window: a menu for each of the registry's. */
  static ContextMenu window(Store store) {
    ContextMenu menu = new ContextMenu();
    Commands.menus()
        .forEach(
            (m, commands) -> {
              Menu sub = new Menu(m.title());
              fill(sub.getItems(), commands, store);
              menu.getItems().add(sub);
            });
    return menu;
  }

  /** The menu that the canvas asks for. */
  static ContextMenu of(CanvasMenu asked, Store store) {
    return asked.place() == Command.Place.EDGE ? edge(store, asked.id()) : on(asked.place(), store);
  }

  static ContextMenu on(Command.Place place, Store store) {
    ContextMenu menu = new ContextMenu();
    fill(menu.getItems(), Commands.on(place), store);
    return menu;
  }

  static ContextMenu edge(Store store, String edge) {
    ContextMenu menu = on(Command.Place.EDGE, store);
    Stop stop = store.state().stops().get(store.state().inRun(edge));
    menu.getItems().add(new SeparatorMenuItem());
    if (stop != null) {
      MenuItem off = new MenuItem(stop.enabled() ? "Turn the breakpoint off" : "Turn it on");
      off.setOnAction(
          e -> {
            Stop now = store.state().stops().get(stop.id());
            if (now != null) {
              store.send(new Message.SetStop(now.withEnabled(!stop.enabled())));
            }
          });
      menu.getItems().add(off);
    }
    MenuItem condition = new MenuItem("Breakpoint with a condition…");
    condition.setOnAction(
        e -> {
          if (!store.state().stops().containsKey(store.state().inRun(edge))) {
            store.send(new Message.AddStop(new Stop(edge, "", true)));
          }
          store.send(new Message.ShowBottom(Panels.Bottom.BREAKPOINTS));
        });
    MenuItem data = new MenuItem("Show its rows");
    data.setOnAction(e -> store.send(new Message.ShowBottom(Panels.Bottom.DATA)));
    menu.getItems().addAll(condition, data);
    return menu;
  }

  private static void fill(List<MenuItem> items, List<Command> commands, Store store) {
    String group = "";
    for (Command c : commands) {
      String its = c.menu() + c.group();
      if (!items.isEmpty() && !its.equals(group)) {
        items.add(new SeparatorMenuItem());
      }
      group = its;
      items.add(item(c, store));
    }
  }

  private static MenuItem item(Command c, Store store) {
    MenuItem item = new MenuItem(c.label().apply(store.state()));
    item.setId("menu-" + c.id().replace('.', '-'));
    item.setDisable(!c.isEnabled(store.state()));
    List<String> keys = KeyMap.of(store.state()).of(c);
    if (!keys.isEmpty()) {
      List<javafx.scene.input.KeyCombination> strokes = Stroke.parse(keys.get(0)).keys();
      // A menu shows one combination; a sequence is shown by the palette.
      if (strokes.size() == 1) {
        item.setAccelerator(strokes.get(0));
      }
    }
    item.setOnAction(e -> send(c, store));
    return item;
  }

  // While a menu is open the world goes on: what could act may not be able to any more.
  private static void send(Command c, Store store) {
    String obstacle = c.obstacle().apply(store.state());
    store.send(
        obstacle.isEmpty()
            ? c.message().apply(store.state())
            : new Message.ShowNote(c.title() + ": " + obstacle + "."));
  }
}
