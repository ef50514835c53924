package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Panels.Bottom;
import dev.eddy.designer.state.ShellMessage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Panels of the bottom in windows of their own. A window that is closed gives its panel back. FX
 * thread only.
 */
final class FloatingPanels {
  private static final double WIDTH = 900;
  private static final double HEIGHT = 420;

  private final Store store;
  private final Function<Bottom, Node> contents;
  private final Map<Bottom, FloatingWindow> windows = new EnumMap<>(Bottom.class);
  private @Nullable Bottom chosen;

  FloatingPanels(Store store, Function<Bottom, Node> contents) {
    this.store = store;
    this.contents = contents;
  }

  /**
   * @param owner the main window; null while there is none, when nothing floats
   */
  void show(AppState s, @Nullable Window owner) {
    Set<Bottom> wanted = s.open() == null || owner == null ? Set.of() : s.panels().floating();
    for (Bottom tab : Set.copyOf(windows.keySet())) {
      if (!wanted.contains(tab)) {
        Objects.requireNonNull(windows.remove(tab)).close();
      }
    }
    for (Bottom tab : wanted) {
      if (!windows.containsKey(tab)) {
        windows.put(tab, open(tab, Objects.requireNonNull(owner)));
      }
    }
    windows.values().forEach(w -> w.show(s));
    FloatingWindow asked = windows.get(s.panels().bottom());
    if (asked != null && s.panels().bottom() != chosen) {
      asked.front();
    }
    chosen = s.panels().bottom();
  }

  private FloatingWindow open(Bottom tab, Window owner) {
    return new FloatingWindow(
        store,
        owner,
        tab.title(),
        contents.apply(tab),
        WIDTH,
        HEIGHT,
        () -> store.send(new ShellMessage.Float(tab, false)));
  }
}
