package dev.eddy.designer.command;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which keys send which command: a preset with the user's own keys on top. Immutable.
 *
 * @param keys texts of {@link Stroke}s by command id, the one that is shown first
 */
public record KeyMap(Map<String, List<String>> keys) {
  private record Made(String preset, Map<String, List<String>> own, KeyMap map) {}

  // The map of the settings seen last: all views ask for it each time they are shown.
  private static volatile Made last = new Made("", Map.of(), new KeyMap(Map.of()));

  public KeyMap {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    keys.forEach((id, texts) -> copy.put(id, List.copyOf(texts)));
    keys = Collections.unmodifiableMap(copy);
  }

  /**
   * Two commands that one key would send at the same time.
   *
   * @param stroke the longer one, where one key begins the other
   */
  public record Conflict(String stroke, Command first, Command second) {
    public boolean isOf(String id) {
      return first.id().equals(id) || second.id().equals(id);
    }

    public Command other(String id) {
      return first.id().equals(id) ? second : first;
    }
  }

  public static KeyMap of(AppState state) {
    return of(state.settings());
  }

  /** An unknown preset is Eddy's own; keys that no keyboard has are left out. */
  public static KeyMap of(Settings settings) {
    Made made = last;
    if (made.preset().equals(settings.preset()) && made.own().equals(settings.keys())) {
      return made.map();
    }
    KeyMap map = KeyPreset.named(settings.preset()).map().with(settings.keys());
    last = new Made(settings.preset(), settings.keys(), map);
    return map;
  }

  /** These keys instead of the ones that the commands had. */
  public KeyMap with(Map<String, List<String>> own) {
    Map<String, List<String>> out = new LinkedHashMap<>(keys);
    own.forEach((id, texts) -> out.put(id, texts.stream().filter(Stroke::isValid).toList()));
    return new KeyMap(out);
  }

  public List<String> of(Command command) {
    return keys.getOrDefault(command.id(), List.of());
  }

  /** The key that menus and tooltips show; empty for none. */
  public String shown(Command command) {
    List<String> all = of(command);
    return all.isEmpty() ? "" : Stroke.shown(all.get(0));
  }

  /** All pairs of commands that a key cannot tell apart. */
  public List<Conflict> conflicts() {
    record Use(Command command, String text, Stroke stroke) {}
    List<Use> uses = new ArrayList<>();
    for (Command c : Commands.all()) {
      of(c).forEach(text -> uses.add(new Use(c, text, Stroke.parse(text))));
    }
    List<Conflict> out = new ArrayList<>();
    for (int i = 0; i < uses.size(); i++) {
      for (int j = i + 1; j < uses.size(); j++) {
        Use a = uses.get(i);
        Use b = uses.get(j);
        if (a.stroke().startsLike(b.stroke()) && canMeet(a.command(), b.command())) {
          String longer =
              a.stroke().keys().size() >= b.stroke().keys().size() ? a.text() : b.text();
          out.add(new Conflict(longer, a.command(), b.command()));
        }
      }
    }
    return out;
  }

  // A narrower scope goes first: a key of the canvas hides the same key of the window there, and
  // that is meant, as with arrows. Only commands of one scope take each other's key.
  private static boolean canMeet(Command a, Command b) {
    return a != b && a.scope() == b.scope() && (a.turn().isEmpty() || !a.turn().equals(b.turn()));
  }
}
