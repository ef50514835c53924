package dev.eddy.designer.view;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.theme.Mood;
import dev.eddy.designer.theme.Theme;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * A panel in a window of its own: in the theme, at the scale and with the keys of the main one. FX
 * thread only.
 */
final class FloatingWindow {
  private final Stage stage = new Stage();
  private final StackPane root;
  private final ScaledPane scaled = new ScaledPane();
  private @Nullable Mood mood;

  /**
   * @param onClose the user closes it: the state says what floats, and the window follows
   */
  FloatingWindow(
      Store store,
      Window owner,
      String title,
      Node content,
      double width,
      double height,
      Runnable onClose) {
    root = new StackPane(content);
    root.getStyleClass().add("floating-panel");
    scaled.setContent(root);
    ControlStyles.apply(scaled);
    Scene scene = new Scene(scaled, width, height);
    new Keys(store).install(scene);
    stage.initOwner(owner);
    stage.setTitle(title + " - Eddy");
    stage.setScene(scene);
    stage.setOnCloseRequest(
        e -> {
          e.consume();
          onClose.run();
        });
    show(store.state());
    stage.show();
    // JavaFX 21 opens some windows at 200 x 200 unless the size is set again.
    double factor = InterfaceScale.factor(store.state());
    stage.setWidth(width * factor);
    stage.setHeight(height * factor);
    // Else the first field would take what is typed next.
    root.requestFocus();
  }

  /** Stands at a place of the screen. */
  void moveTo(Point2D place) {
    stage.setX(place.getX());
    stage.setY(place.getY());
  }

  /** Follows theme and scale. */
  void show(AppState s) {
    scaled.setFactor(InterfaceScale.factor(s));
    if (s.mood() != mood) {
      mood = s.mood();
      Theme.dress(stage.getScene(), s.mood());
    }
  }

  void front() {
    stage.toFront();
    stage.requestFocus();
  }

  /** Lets the panel go, which may be shown elsewhere then. */
  void close() {
    root.getChildren().clear();
    stage.hide();
  }
}
