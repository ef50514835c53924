package dev.eddy.designer.view;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.ShellMessage;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Where the inspector is: at the right of the main window, or in a window of its own. */
final class InspectorPlace {
  private static final double WIDTH = 420;
  private static final double HEIGHT = 720;

  private final Store store;
  private final Region inspector;
  private final Node grip;
  private final HBox dock;
  private @Nullable FloatingWindow window;

  /**
   * @param grip between it and what is left of it
   * @param dock where it stands last
   */
  InspectorPlace(Store store, Region inspector, Node grip, HBox dock) {
    this.store = store;
    this.inspector = inspector;
    this.grip = grip;
    this.dock = dock;
    dock.getChildren().addAll(grip, inspector);
  }

  boolean isFloating() {
    return window != null;
  }

  /**
   * @param owner the main window; null while there is none, when nothing floats
   */
  void show(AppState s, @Nullable Window owner) {
    Window above = s.open() != null && s.panels().inspectorFloats() ? owner : null;
    FloatingWindow now = window;
    if (above != null && now == null) {
      Point2D stood = inspector.localToScreen(0, 0);
      dock.getChildren().removeAll(List.of(grip, inspector));
      inspector.setMinWidth(0);
      FloatingWindow made =
          new FloatingWindow(
              store,
              above,
              "Inspector",
              inspector,
              WIDTH,
              HEIGHT,
              () -> store.send(new ShellMessage.FloatInspector(false)));
      window = made;
      if (stood != null) {
        // Where the eye looks for it, and off the drawing.
        made.moveTo(stood);
      }
    } else if (above == null && now != null) {
      now.close();
      window = null;
      dock.getChildren().addAll(grip, inspector);
    } else if (now != null) {
      now.show(s);
    }
  }

  /** The inspector is asked for: its window comes to the front. */
  void front() {
    if (window != null) {
      window.front();
    }
  }
}
