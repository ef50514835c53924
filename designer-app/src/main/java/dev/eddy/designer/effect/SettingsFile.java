package dev.eddy.designer.effect;

import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.Shelf;
import dev.eddy.model.io.AtomicFile;
import dev.eddy.model.io.Json;
import dev.eddy.model.io.JsonException;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings as readable JSON in the user's configuration folder. What is missing or wrong there
 * has its default; keys that this version does not know are kept when it is written.
 */
public final class SettingsFile {
  private static final String NAME = "settings.json";

  private SettingsFile() {}

  /** Settings that were read, and what is said about a file that cannot be: empty for nothing. */
  public record Loaded(Settings settings, String note) {}

  public static Loaded read(Path config) {
    Path file = config.resolve(NAME);
    try {
      return new Loaded(fromValue(object(file)), "");
    } catch (NoSuchFileException e) {
      return new Loaded(Settings.DEFAULT, "");
    } catch (IOException e) {
      return new Loaded(
          Settings.DEFAULT,
          "The settings in " + file + " cannot be read, so the defaults hold: " + reason(e));
    }
  }

  private static Value.Struct object(Path file) throws IOException {
    if (Json.read(Files.readAllBytes(file), Json.Limits.FILE) instanceof Value.Struct s) {
      return s;
    }
    throw new JsonException(
        Problem.error(
            "settings", Place.file(NAME), "it holds no object.", "Write it as {\"key\": value}."));
  }

  private static String reason(Exception e) {
    return e instanceof JsonException j ? j.problem().message() : e.getMessage() + ".";
  }

  /**
   * A file that is none of settings is put aside as {@code settings.json.broken}, not overwritten.
   */
  public static void write(Path config, Settings settings) throws IOException {
    write(config, toValue(settings));
  }

  /**
   * As {@link #write(Path, Settings)}, but of what is as this window found it, the file keeps what
   * it has: another window may have set it meanwhile.
   *
   * @param known the settings that this window read or wrote last
   */
  static void write(Path config, Settings settings, Settings known) throws IOException {
    Map<String, Value> before = toValue(known).fields();
    Map<String, Value> set = new LinkedHashMap<>(toValue(settings).fields());
    Map<String, Value> there = new LinkedHashMap<>();
    try {
      there.putAll(object(config.resolve(NAME)).fields());
    } catch (IOException e) {
      // Without a file that says otherwise, all is as it is here.
      there.clear();
    }
    set.entrySet()
        .removeIf(
            e -> there.containsKey(e.getKey()) && e.getValue().equals(before.get(e.getKey())));
    write(config, new Value.Struct(set));
  }

  private static void write(Path config, Value.Struct set) throws IOException {
    Path file = config.resolve(NAME);
    Files.createDirectories(config);
    Value.Struct before = Value.Struct.EMPTY;
    if (Files.exists(file)) {
      try {
        before = object(file);
      } catch (JsonException e) {
        Files.move(
            file,
            config.resolve(NAME + ".broken"),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Map<String, Value> out = new LinkedHashMap<>(set.fields());
    before.fields().forEach(out::putIfAbsent);
    AtomicFile.write(file, Json.write(new Value.Struct(out)));
  }

  static Value.Struct toValue(Settings s) {
    Map<String, Value> keys = new LinkedHashMap<>();
    s.keys().forEach((id, texts) -> keys.put(id, Value.ofTexts(texts)));
    Map<String, Value> out = new LinkedHashMap<>();
    out.put("theme", Value.of(s.look().name().toLowerCase(Locale.ROOT)));
    out.put("scale", Value.of(s.scale()));
    out.put("wheel", Value.of(s.wheel().name().toLowerCase(Locale.ROOT)));
    out.put("autosave", new Value.Bool(s.autosave()));
    out.put("reduceMotion", new Value.Bool(s.calm()));
    out.put("minimap", new Value.Bool(s.map()));
    out.put("keyPreset", Value.of(s.preset()));
    out.put("keys", new Value.Struct(keys));
    out.put("favouriteOperators", Value.ofTexts(s.shelf().favourites()));
    out.put("usedOperators", Value.ofTexts(s.shelf().used()));
    Map<String, Value> subtasks = new LinkedHashMap<>();
    s.subtasks().forEach((folder, n) -> subtasks.put(folder, Value.of(n)));
    out.put("subtasks", new Value.Struct(subtasks));
    Map<String, Value> states = new LinkedHashMap<>();
    s.states().forEach((folder, state) -> states.put(folder, Value.of(state.word())));
    out.put("states", new Value.Struct(states));
    return new Value.Struct(out);
  }

  static Settings fromValue(Value.Struct root) {
    Settings d = Settings.DEFAULT;
    return new Settings(
        choice(Settings.Look.class, root.get("theme"), d.look()),
        root.get("scale") instanceof Value.Num n ? n.number().intValue() : d.scale(),
        choice(Settings.Wheel.class, root.get("wheel"), d.wheel()),
        root.get("autosave") instanceof Value.Bool b ? b.value() : d.autosave(),
        root.get("reduceMotion") instanceof Value.Bool b ? b.value() : d.calm(),
        root.get("minimap") instanceof Value.Bool b ? b.value() : d.map(),
        root.get("keyPreset") instanceof Value.Text t ? t.text() : d.preset(),
        root.get("keys") instanceof Value.Struct keys ? Settings.keysOf(keys) : d.keys(),
        new Shelf(texts(root.get("favouriteOperators")), texts(root.get("usedOperators"))),
        counts(root.get("subtasks")),
        states(root.get("states")));
  }

  private static Map<String, Settings.State> states(@Nullable Value value) {
    Map<String, Settings.State> out = new LinkedHashMap<>();
    if (value instanceof Value.Struct s) {
      s.fields()
          .forEach(
              (folder, word) ->
                  out.put(folder, choice(Settings.State.class, word, Settings.State.HEAP)));
    }
    return out;
  }

  private static List<String> texts(@Nullable Value value) {
    return value instanceof Value.Items items
        ? items.items().stream()
            .filter(Value.Text.class::isInstance)
            .map(t -> ((Value.Text) t).text())
            .toList()
        : List.of();
  }

  private static Map<String, Integer> counts(@Nullable Value value) {
    Map<String, Integer> out = new LinkedHashMap<>();
    if (value instanceof Value.Struct s) {
      s.fields()
          .forEach(
              (folder, n) -> {
                if (n instanceof Value.Num count) {
                  out.put(folder, count.number().intValue());
                }
              });
    }
    return out;
  }

  private static <E extends Enum<E>> E choice(Class<E> type, @Nullable Value value, E otherwise) {
    if (value instanceof Value.Text t) {
      for (E e : type.getEnumConstants()) {
        if (e.name().equalsIgnoreCase(t.text())) {
          return e;
        }
      }
    }
    return otherwise;
  }
}
