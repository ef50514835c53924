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
          FileCommands.all(),
          TabCommands.all(),
          VersionCommands.all(),
          EditCommands.all(),
          ClipCommands.all(),
          FindCommands.all(),
          CanvasCommands.all(),
          EdgeCommands.all(),
          TypeCommands.all(),
          ViewCommands.all(),
          RunCommands.all(),
          LocalEngineCommands.all(),
          DataCommands.all(),
          HelpCommands.all());

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

  /**
   * Commands that hold all words of the query: those that can act first, among them those whose
   * title begins with the query, then those with words that do.
   */
  public static List<Command> search(String query, AppState state) {
    String whole = query.toLowerCase(Locale.ROOT).strip();
    String[] words = whole.split("\\s+");
    record Ranked(Command command, int rank) {}
    List<Ranked> found = new ArrayList<>();
    for (Command c : ALL.values()) {
      int rank = rank(c, whole, words);
      if (rank >= 0) {
        found.add(new Ranked(c, rank + (c.isEnabled(state) ? 0 : 10)));
      }
    }
    // The sort is stable: commands of one rank keep the order of the registry.
    found.sort(Comparator.comparingInt(Ranked::rank));
    return found.stream().map(Ranked::command).toList();
  }

  /** 0 is best; -1 where a word is missing. */
  private static int rank(Command c, String whole, String[] words) {
    String title = c.title().toLowerCase(Locale.ROOT);
    String all = " " + title + " " + c.words().toLowerCase(Locale.ROOT) + " " + c.id();
    boolean begins = true;
    for (String w : words) {
      if (!all.contains(w)) {
        return -1;
      }
      begins &= all.contains(" " + w);
    }
    return title.startsWith(whole) ? 0 : (" " + title).contains(" " + whole) ? 1 : begins ? 2 : 3;
  }
}
