package dev.eddy.designer.command;

import dev.eddy.designer.state.AppState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The registry of all commands: one line for each area of the designer. */
public final class Commands {
  private static final Map<String, Command> ALL =
      register(
          FileCommands.all(), //
          EditCommands.all(),
          CanvasCommands.all(),
          ViewCommands.all(),
          RunCommands.all(),
          TypeCommands.all(),
          DataCommands.all());

  private Commands() {}

  /**
   * @throws IllegalStateException where two commands have one id
   */
  @SafeVarargs
  static Map<String, Command> register(List<Command>... areas) {
    Map<String, Command> out = new LinkedHashMap<>();
    Stream.of(areas)
        .flatMap(List::stream)
        .forEach(
            c -> {
              if (out.put(c.id(), c) != null) {
                throw new IllegalStateException("two commands are " + c.id());
              }
            });
    return Collections.unmodifiableMap(out);
  }

  public static List<Command> all() {
    return List.copyOf(ALL.values());
  }

  /** A command that must exist. */
  public static Command get(String id) {
    return Objects.requireNonNull(ALL.get(id), id);
  }

  /** The commands of each menu, in the order of the menus and in it by groups. */
  public static Map<Command.Menu, List<Command>> menus() {
    Map<Command.Menu, List<Command>> out = new LinkedHashMap<>();
    for (Command.Menu menu : Command.Menu.values()) {
      List<Command> in = grouped(ALL.values().stream().filter(c -> c.menu() == menu).toList());
      if (menu != Command.Menu.NONE && !in.isEmpty()) {
        out.put(menu, in);
      }
    }
    return Collections.unmodifiableMap(out);
  }

  /** The commands of a context menu, by groups. */
  public static List<Command> on(Command.Place place) {
    return grouped(ALL.values().stream().filter(c -> c.places().contains(place)).toList());
  }

  /** Groups in the order in which each is first met, so that areas may add to one another's. */
  private static List<Command> grouped(List<Command> commands) {
    Map<String, List<Command>> groups = new LinkedHashMap<>();
    commands.forEach(
        c -> groups.computeIfAbsent(c.menu() + c.group(), k -> new ArrayList<>()).add(c));
    return groups.values().stream().flatMap(List::stream).toList();
  }

  /** Commands whose title or words hold all words of the query; those that can act first. */
  public static List<Command> search(String query, AppState state) {
    String[] words = query.toLowerCase(Locale.ROOT).strip().split("\\s+");
    return ALL.values().stream()
        .filter(
            c -> {
              String text = (c.title() + " " + c.words()).toLowerCase(Locale.ROOT);
              for (String w : words) {
                if (!text.contains(w)) {
                  return false;
                }
              }
              return true;
            })
        .sorted(Comparator.comparing((Command c) -> !c.isEnabled(state)))
        .toList();
  }
}
