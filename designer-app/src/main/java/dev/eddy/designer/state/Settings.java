package dev.eddy.designer.state;

import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the user has set, for all projects.
 *
 * @param look light, dark, or as the desktop says
 * @param scale size of the interface in per cent, 75 to 200
 * @param wheel what the wheel does on the canvas
 * @param autosave whether changes are written to the project's files without Ctrl+S
 * @param calm no motion that nobody needs
 * @param map whether a small map of the pipeline lies over the canvas
 * @param preset id of the key map that the user's keys lie on
 * @param keys the user's own keys by command id; an empty list takes a key away
 * @param shelf operators that the palette shows first
 * @param subtasks of each operator in a run on this machine, by the folder of the project
 * @param states where keyed state is kept in such a run, by the folder of the project
 */
public record Settings(
    Look look,
    int scale,
    Wheel wheel,
    boolean autosave,
    boolean calm,
    boolean map,
    String preset,
    Map<String, List<String>> keys,
    Shelf shelf,
    Map<String, Integer> subtasks,
    Map<String, State> states) {
  public static final Settings DEFAULT =
      new Settings(
          Look.SYSTEM,
          100,
          Wheel.ZOOMS,
          false,
          false,
          true,
          "eddy",
          Map.of(),
          Shelf.EMPTY,
          Map.of(),
          Map.of());
  public static final int MIN_SCALE = 75;
  public static final int MAX_SCALE = 200;

  /** More subtasks than that show nothing more on one machine. */
  public static final int MOST_SUBTASKS = 8;

  /** Light or dark. */
  public enum Look {
    LIGHT("Light"),
    DARK("Dark"),
    SYSTEM("As the desktop");

    private final String title;

    Look(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** What the wheel does; with Ctrl it zooms in any case. */
  public enum Wheel {
    ZOOMS("Zooms"),
    PANS("Pans");

    private final String title;

    Wheel(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /** Where a run on this machine keeps the state of keys. */
  public enum State {
    HEAP("In the heap"),
    ROCKSDB("In RocksDB");

    private final String title;

    State(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    /** As files and the worker have it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Settings {
    scale = Math.max(MIN_SCALE, Math.min(MAX_SCALE, scale));
    Map<String, List<String>> copy = new LinkedHashMap<>();
    keys.forEach((id, texts) -> copy.put(id, List.copyOf(texts)));
    keys = Collections.unmodifiableMap(copy);
    Map<String, Integer> counts = new LinkedHashMap<>();
    subtasks.forEach(
        (folder, n) -> {
          if (n > 1) {
            counts.put(folder, Math.min(MOST_SUBTASKS, n));
          }
        });
    subtasks = Collections.unmodifiableMap(counts);
    Map<String, State> kept = new LinkedHashMap<>(states);
    kept.values().removeIf(State.HEAP::equals);
    states = Collections.unmodifiableMap(kept);
  }

  /** Lists of texts by command id, as files hold them; what is none is left out. */
  public static Map<String, List<String>> keysOf(Value.Struct struct) {
    Map<String, List<String>> out = new LinkedHashMap<>();
    struct
        .fields()
        .forEach(
            (id, v) -> {
              if (v instanceof Value.Items items) {
                out.put(
                    id,
                    items.items().stream()
                        .filter(Value.Text.class::isInstance)
                        .map(t -> ((Value.Text) t).text())
                        .toList());
              }
            });
    return out;
  }

  public Settings withLook(Look value) {
    return new Settings(
        value, scale, wheel, autosave, calm, map, preset, keys, shelf, subtasks, states);
  }

  public Settings withScale(int value) {
    return new Settings(
        look, value, wheel, autosave, calm, map, preset, keys, shelf, subtasks, states);
  }

  public Settings withWheel(Wheel value) {
    return new Settings(
        look, scale, value, autosave, calm, map, preset, keys, shelf, subtasks, states);
  }

  public Settings withAutosave(boolean value) {
    return new Settings(
        look, scale, wheel, value, calm, map, preset, keys, shelf, subtasks, states);
  }

  public Settings withCalm(boolean value) {
    return new Settings(
        look, scale, wheel, autosave, value, map, preset, keys, shelf, subtasks, states);
  }

  public Settings withMap(boolean value) {
    return new Settings(
        look, scale, wheel, autosave, calm, value, preset, keys, shelf, subtasks, states);
  }

  /** Another preset; the user's own keys stay. */
  public Settings withPreset(String value) {
    return new Settings(
        look, scale, wheel, autosave, calm, map, value, keys, shelf, subtasks, states);
  }

  public Settings withKeys(Map<String, List<String>> value) {
    return new Settings(
        look, scale, wheel, autosave, calm, map, preset, value, shelf, subtasks, states);
  }

  /** Other keys for one command. */
  public Settings withKeys(String command, List<String> texts) {
    Map<String, List<String>> copy = new LinkedHashMap<>(keys);
    copy.put(command, texts);
    return withKeys(copy);
  }

  /** A command has the keys of the preset again. */
  public Settings withoutKeys(String command) {
    Map<String, List<String>> copy = new LinkedHashMap<>(keys);
    copy.remove(command);
    return withKeys(copy);
  }

  public Settings withShelf(Shelf value) {
    return new Settings(
        look, scale, wheel, autosave, calm, map, preset, keys, value, subtasks, states);
  }

  /** Subtasks of each operator when a project runs on this machine; 1 where nothing was set. */
  public int subtasksOf(Path project) {
    return subtasks.getOrDefault(project.toString(), 1);
  }

  /**
   * @param count brought within 1 and {@link #MOST_SUBTASKS}
   */
  public Settings withSubtasks(Path project, int count) {
    Map<String, Integer> copy = new LinkedHashMap<>(subtasks);
    copy.put(project.toString(), count);
    return new Settings(look, scale, wheel, autosave, calm, map, preset, keys, shelf, copy, states);
  }

  /** Where a project keeps state when it runs on this machine; the heap where nothing was set. */
  public State stateOf(Path project) {
    return states.getOrDefault(project.toString(), State.HEAP);
  }

  public Settings withState(Path project, State value) {
    Map<String, State> copy = new LinkedHashMap<>(states);
    copy.put(project.toString(), value);
    return new Settings(
        look, scale, wheel, autosave, calm, map, preset, keys, shelf, subtasks, copy);
  }
}
