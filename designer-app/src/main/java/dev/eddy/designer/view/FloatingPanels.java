package dev.eddy.designer.view;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Panels.Bottom;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.theme.Mood;
import dev.eddy.designer.theme.Theme;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Panels of the bottom in windows of their own, in the theme and with the keys of the main one. A
 * window that is closed gives its panel back. FX thread only.
 */
final class FloatingPanels {
  private static final double WIDTH = 900;
  private static final double HEIGHT = 420;

  private final Store store;
  private final Function<Bottom, Node> contents;
  private final Map<Bottom, Stage> stages = new EnumMap<>(Bottom.class);
  private @Nullable Mood mood;
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
    for (Bottom tab : Set.copyOf(stages.keySet())) {
      if (!wanted.contains(tab)) {
        close(tab);
      }
    }
    for (Bottom tab : wanted) {
      if (!stages.containsKey(tab)) {
        stages.put(tab, open(tab, s, java.util.Objects.requireNonNull(owner)));
      }
    }
    if (s.mood() != mood) {
      mood = s.mood();
      stages.values().forEach(st -> Theme.dress(st.getScene(), s.mood()));
    }
    Stage asked = stages.get(s.panels().bottom());
    if (asked != null && s.panels().bottom() != chosen) {
      asked.toFront();
    }
    chosen = s.panels().bottom();
  }

  private Stage open(Bottom tab, AppState s, Window owner) {
    StackPane root = new StackPane(contents.apply(tab));
    root.getStyleClass().add("floating-panel");
    Scene scene = new Scene(root, WIDTH, HEIGHT);
    ControlStyles.apply(root);
    new Keys(store).install(scene);
    Stage stage = new Stage();
    stage.initOwner(owner);
    stage.setTitle(tab.title() + " - Eddy");
    stage.setScene(scene);
    stage.setOnCloseRequest(
        e -> {
          // The state says what floats; the window follows.
          e.consume();
          store.send(new ShellMessage.Float(tab, false));
        });
    Theme.dress(scene, s.mood());
    stage.show();
    // JavaFX 21 opens some windows at 200 x 200 unless the size is set again.
    stage.setWidth(WIDTH);
    stage.setHeight(HEIGHT);
    return stage;
  }

  private void close(Bottom tab) {
    Stage stage = stages.remove(tab);
    if (stage != null) {
      ((StackPane) stage.getScene().getRoot()).getChildren().clear();
      stage.hide();
    }
  }
}
