package dev.eddy.designer.view;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.KeyMap;
import dev.eddy.designer.command.KeyPreset;
import dev.eddy.designer.command.Stroke;
import dev.eddy.designer.state.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the settings window shows, by the settings and the words that are searched for. Pure. */
final class SettingsModel {
  private SettingsModel() {}

  /** Something that can be set. */
  sealed interface Row {
    String section();

    String title();

    String help();
  }

  /**
   * One of some.
   *
   * @param set the settings with the option of an index
   */
  record Choice(
      String section,
      String title,
      String help,
      List<String> options,
      int chosen,
      BiFunction<Settings, Integer, Settings> set)
      implements Row {}

  /** On or off. */
  record Switch(
      String section,
      String title,
      String help,
      boolean on,
      BiFunction<Settings, Boolean, Settings> set)
      implements Row {}

  /**
   * Keys of a command.
   *
   * @param changed whether they are the user's own
   * @param conflict what else has them; empty for nothing
   */
  record KeysOf(
      String section,
      String title,
      String help,
      Command command,
      List<String> keys,
      boolean changed,
      String conflict)
      implements Row {}

  static final List<Integer> SCALES = List.of(75, 90, 100, 110, 125, 150, 175, 200);

  /**
   * All rows, those of a section together.
   *
   * @param project the folder of the open one; null for none
   */
  static List<Row> rows(Settings s, @Nullable Path project) {
    List<Row> out = new ArrayList<>();
    out.add(
        new Choice(
            "Appearance",
            "Theme",
            "Light, dark, or as the desktop is. Changes at once.",
            titles(Settings.Look.values(), Settings.Look::title),
            s.look().ordinal(),
            (x, i) -> x.withLook(Settings.Look.values()[i])));
    out.add(
        new Choice(
            "Appearance",
            "Scale of the interface",
            "Menus and popups follow at the next start.",
            SCALES.stream().map(n -> n + " %").toList(),
            nearest(s.scale()),
            (x, i) -> x.withScale(SCALES.get(i))));
    out.add(
        new Switch(
            "Appearance",
            "Reduce motion",
            "The camera jumps instead of gliding.",
            s.calm(),
            Settings::withCalm));
    out.add(
        new Choice(
            "Canvas",
            "Mouse wheel",
            "What the wheel does over the canvas; with Ctrl it always zooms.",
            titles(Settings.Wheel.values(), Settings.Wheel::title),
            s.wheel().ordinal(),
            (x, i) -> x.withWheel(Settings.Wheel.values()[i])));
    out.add(
        new Switch(
            "Canvas",
            "Minimap",
            "A small map of the whole pipeline in a corner of the canvas.",
            s.map(),
            Settings::withMap));
    out.add(
        new Switch(
            "Files",
            "Save by itself",
            "Writes changes to the project's files a second after the last one. Without it they"
                + " are still kept, and offered again if Eddy is killed.",
            s.autosave(),
            Settings::withAutosave));
    if (project != null) {
      out.add(
          new Choice(
              "Runs",
              "Subtasks of each operator",
              "Of this project, on this machine. They change no row; with breakpoints, and from the"
                  + " first step on, a run has one.",
              IntStream.rangeClosed(1, Settings.MOST_SUBTASKS).mapToObj(String::valueOf).toList(),
              s.subtasksOf(project) - 1,
              (x, i) -> x.withSubtasks(project, i + 1)));
      out.add(
          new Choice(
              "Runs",
              "State of keys",
              "Of this project, on this machine. RocksDB is slower and takes state that is larger"
                  + " than the memory; the rows are the same.",
              titles(Settings.State.values(), Settings.State::title),
              s.stateOf(project).ordinal(),
              (x, i) -> x.withState(project, Settings.State.values()[i])));
    }
    out.add(
        new Choice(
            "Keys",
            "Key map",
            "Your own keys below lie on top of it.",
            KeyPreset.ALL.stream().map(KeyPreset::title).toList(),
            Math.max(0, KeyPreset.ALL.indexOf(KeyPreset.named(s.preset()))),
            (x, i) -> x.withPreset(KeyPreset.ALL.get(i).id())));
    KeyMap map = KeyMap.of(s);
    List<KeyMap.Conflict> conflicts = map.conflicts();
    for (Command c : Commands.all()) {
      String conflict =
          conflicts.stream()
              .filter(x -> x.isOf(c.id()))
              .map(x -> Stroke.shown(x.stroke()) + " is also " + x.other(c.id()).title())
              .findFirst()
              .orElse("");
      out.add(
          new KeysOf(
              "Keys",
              c.title(),
              c.menu().title(),
              c,
              map.of(c),
              s.keys().containsKey(c.id()),
              conflict));
    }
    return out;
  }

  /** The rows that hold all words, in their titles, helps or keys; all for no words. */
  static List<Row> found(Settings s, @Nullable Path project, String query) {
    String[] words = query.strip().toLowerCase(Locale.ROOT).split("\\s+");
    return rows(s, project).stream().filter(r -> holds(text(r), words)).toList();
  }

  private static String text(Row r) {
    StringBuilder b = new StringBuilder();
    b.append(r.section()).append(' ').append(r.title()).append(' ').append(r.help());
    if (r instanceof KeysOf k) {
      b.append(' ').append(k.command().words());
      k.keys().forEach(t -> b.append(' ').append(t));
    } else if (r instanceof Choice c) {
      b.append(' ').append(c.options());
    }
    return b.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean holds(String text, String[] words) {
    for (String w : words) {
      if (!text.contains(w)) {
        return false;
      }
    }
    return true;
  }

  private static int nearest(int scale) {
    int best = 0;
    for (int i = 0; i < SCALES.size(); i++) {
      if (Math.abs(SCALES.get(i) - scale) < Math.abs(SCALES.get(best) - scale)) {
        best = i;
      }
    }
    return best;
  }

  private static <E> List<String> titles(E[] values, java.util.function.Function<E, String> title) {
    return java.util.Arrays.stream(values).map(title).toList();
  }
}
