package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.KeyMap;
import dev.eddy.designer.command.Stroke;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Find;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.view.SearchPopup.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Scene;

/** What can be searched for in a popup. The lists are pure functions of the state. */
final class Searches {
  private static final int MOST = 500;

  private Searches() {}

  static void commands(Store store, Scene scene) {
    SearchPopup.open(
        scene,
        "Find a command",
        "",
        "No command is named like that.",
        q -> commandLines(q, store.state(), store::send));
  }

  static void project(Store store, Scene scene) {
    SearchPopup.open(
        scene,
        "Find an operator, a column or a value in all pipelines",
        "Type a part of a name, of an expression or of a value.",
        "No pipeline of this project has that.",
        q -> projectLines(q, store.state(), store::send));
  }

  static void keys(Store store, Scene scene) {
    SearchPopup.open(
        scene,
        "Keys: search by command or key",
        "",
        "No command has such a key.",
        q -> keyLines(q, store.state(), store::send));
  }

  static List<Line> commandLines(String query, AppState s, Consumer<Message> send) {
    KeyMap map = KeyMap.of(s);
    return Commands.search(query, s).stream()
        .map(
            c -> {
              String why = c.obstacle().apply(s);
              return new Line(
                  c.label().apply(s),
                  why,
                  map.shown(c),
                  why.isEmpty(),
                  () -> send.accept(c.message().apply(s)));
            })
        .toList();
  }

  static List<Line> keyLines(String query, AppState s, Consumer<Message> send) {
    KeyMap map = KeyMap.of(s);
    String low = query.strip().toLowerCase(java.util.Locale.ROOT);
    List<Line> out = new ArrayList<>();
    for (Command c : Commands.all()) {
      String keys = String.join("   ", map.of(c).stream().map(Stroke::shown).toList());
      if (!keys.isEmpty()
          && (c.title() + " " + c.menu().title() + " " + keys)
              .toLowerCase(java.util.Locale.ROOT)
              .contains(low)) {
        out.add(
            new Line(
                c.title(),
                c.menu().title(),
                keys,
                c.isEnabled(s),
                () -> send.accept(c.message().apply(s))));
      }
    }
    return out;
  }

  static List<Line> projectLines(String query, AppState s, Consumer<Message> send) {
    OpenProject open = s.open();
    List<Line> out = new ArrayList<>();
    if (open == null) {
      return out;
    }
    for (String pipeline : open.documents().keySet()) {
      for (Find.Hit hit : Find.hits(pipeline, open.document(pipeline).graph(), query)) {
        if (out.size() == MOST) {
          return out;
        }
        String where =
            hit.where().equals("name")
                ? hit.node().operator()
                : hit.where() + ": " + shortened(hit.text());
        out.add(
            new Line(
                hit.node().name(),
                where + " · " + pipeline,
                "",
                true,
                () -> send.accept(new ShellMessage.Reveal(pipeline, hit.node().id()))));
      }
    }
    return out;
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= 60 ? line : line.substring(0, 59) + "…";
  }
}
