package dev.eddy.designer.command;

import dev.eddy.designer.state.Settings;
import dev.eddy.model.io.Json;
import dev.eddy.model.io.JsonException;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A key map that comes with Eddy, read from {@code NAME.keys.json}. What a preset does not say is
 * as in its base; an empty list takes the keys away.
 */
public record KeyPreset(String id, String title, KeyMap map) {
  /** The presets, Eddy's own first. */
  public static final List<KeyPreset> ALL = readAll("eddy", "intellij", "knime", "blender");

  /** The preset of an id; Eddy's own where there is none. */
  public static KeyPreset named(String id) {
    return ALL.stream().filter(p -> p.id().equals(id)).findFirst().orElse(ALL.get(0));
  }

  private static List<KeyPreset> readAll(String... ids) {
    Map<String, KeyPreset> out = new LinkedHashMap<>();
    for (String id : ids) {
      out.put(id, parse(id, bytes(id + ".keys.json"), out));
    }
    return List.copyOf(out.values());
  }

  private static byte[] bytes(String file) {
    try (InputStream in = Objects.requireNonNull(KeyPreset.class.getResourceAsStream(file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /**
   * @param known presets that this one may be based on
   * @throws IllegalArgumentException where the file is none of a preset
   */
  static KeyPreset parse(String id, byte[] json, Map<String, KeyPreset> known) {
    try {
      if (!(Json.read(json, Json.Limits.FILE) instanceof Value.Struct root)
          || !(root.get("title") instanceof Value.Text title)
          || !(root.get("keys") instanceof Value.Struct keys)) {
        throw new IllegalArgumentException(id + " has no title or no keys");
      }
      KeyMap base = new KeyMap(Map.of());
      if (root.get("base") instanceof Value.Text name) {
        base = Objects.requireNonNull(known.get(name.text()), name.text()).map();
      }
      return new KeyPreset(id, title.text(), base.with(Settings.keysOf(keys)));
    } catch (JsonException e) {
      throw new IllegalArgumentException(id + ": " + e.problem(), e);
    }
  }
}
