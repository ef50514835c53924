package dev.eddy.designer.view;

import dev.eddy.designer.canvas.Camera;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Arrangement;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.ShellMessage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how the window of a project is arranged, and arranges it so again. FX thread only.
 * Nothing is said while things move; once they rest it is one message.
 */
final class WindowPlace {
  /** As much of a window must be on a screen to be found. */
  private static final double SEEN = 120;

  private final Stage stage;
  private final EditorScreen editor;
  private final Store store;
  private final PauseTransition rest = new PauseTransition(Duration.millis(800));
  private @Nullable Path folder;
  private @Nullable OpenProject seen;
  private Arrangement kept = Arrangement.NONE;

  WindowPlace(Stage stage, EditorScreen editor, Store store) {
    this.stage = stage;
    this.editor = editor;
    this.store = store;
    rest.setOnFinished(e -> keep());
    editor.canvas().onCamera(c -> touched());
    editor.onSizes(this::touched);
    List.of(stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty())
        .forEach(p -> p.addListener((o, was, is) -> touched()));
    stage.maximizedProperty().addListener((o, was, is) -> touched());
  }

  private void touched() {
    if (folder != null) {
      rest.playFromStart();
    }
  }

  /** To be told of every state before any view makes something of it and forgets what was left. */
  void leave(AppState s) {
    OpenProject now = s.open();
    OpenProject left = seen;
    if (left == null || now != null && now.project().folder().equals(left.project().folder())) {
      return;
    }
    boolean moved = rest.getStatus() == Animation.Status.RUNNING;
    rest.stop();
    folder = null;
    seen = null;
    if (moved) {
      keep(left);
    }
  }

  /** To be told of every state, after the editor has shown it. */
  void show(AppState s) {
    OpenProject open = s.open();
    Path now = open == null ? null : open.project().folder();
    seen = open;
    if (open != null
        && open.project().folder().equals(folder)
        && (!open.tabs().equals(kept.tabs()) || !open.pipeline().equals(kept.pipeline()))
        // A run sends states without rest, which must not put it off for ever.
        && rest.getStatus() != Animation.Status.RUNNING) {
      touched();
    }
    folder = now;
  }

  /** Says at once how things are, as before the window closes. */
  void keep() {
    rest.stop();
    OpenProject open = store.state().open();
    if (open == null || !open.project().folder().equals(folder)) {
      return;
    }
    keep(open);
  }

  private void keep(OpenProject open) {
    rest.stop();
    Arrangement now = arrangement(open);
    if (!now.equals(kept)) {
      kept = now;
      store.send(new ShellMessage.Arranged(open.project().folder(), now));
    }
  }

  private Arrangement arrangement(OpenProject open) {
    Map<String, Arrangement.View> cameras = new HashMap<>();
    editor
        .canvas()
        .cameras()
        .forEach((name, c) -> cameras.put(name, new Arrangement.View(c.x(), c.y(), c.zoom())));
    // A maximized window is to be of some size when it is so no more: of the one it had.
    Arrangement.Window had = kept.window();
    boolean max = stage.isMaximized();
    Arrangement.Window window =
        max && had != null
            ? new Arrangement.Window(had.x(), had.y(), had.width(), had.height(), true)
            : new Arrangement.Window(
                stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), max);
    return new Arrangement(window, editor.ownSizes(), cameras, open.tabs(), open.pipeline());
  }

  void arrange(Arrangement a) {
    kept = a;
    Arrangement.Window w = a.window();
    // Scripts that make pictures say how large the window is.
    if (w != null && System.getProperty("eddy.window", "").isEmpty() && isSeen(w, screens())) {
      stage.setX(w.x());
      stage.setY(w.y());
      stage.setWidth(w.width());
      stage.setHeight(w.height());
      stage.setMaximized(w.maximized());
    }
    editor.arrange(a.sizes());
    if (!a.cameras().isEmpty()) {
      Map<String, Camera> cameras = new HashMap<>();
      a.cameras().forEach((name, v) -> cameras.put(name, new Camera(v.x(), v.y(), v.zoom())));
      editor.canvas().remember(cameras);
      editor.aim(Effect.Aim.of(Effect.Aim.Kind.RESUME));
    }
  }

  private static List<Rectangle2D> screens() {
    return Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
  }

  /** Whether enough of a window is on a screen: one that was unplugged may have held it. */
  static boolean isSeen(Arrangement.Window w, List<Rectangle2D> screens) {
    return w.width() >= SEEN
        && w.height() >= SEEN
        && screens.stream()
            .anyMatch(
                s ->
                    w.x() + w.width() > s.getMinX() + SEEN
                        && w.x() < s.getMaxX() - SEEN
                        && w.y() >= s.getMinY() - SEEN / 4
                        && w.y() < s.getMaxY() - SEEN);
  }
}
