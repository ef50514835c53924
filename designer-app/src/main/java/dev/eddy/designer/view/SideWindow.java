package dev.eddy.designer.view;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.theme.Mood;
import dev.eddy.designer.theme.Theme;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** A window beside the main one, in its theme. Not modal; Escape closes it. */
final class SideWindow {
  private final Stage owner;
  private final String title;
  private final double width;
  private final double height;
  private final ScaledPane scaled = new ScaledPane();
  private @Nullable Stage stage;
  private @Nullable Mood mood;

  SideWindow(Stage owner, String title, double width, double height) {
    this.owner = owner;
    this.title = title;
    this.width = width;
    this.height = height;
  }

  boolean isOpen() {
    return stage != null && stage.isShowing();
  }

  void open(Parent content, AppState s) {
    Stage st = stage;
    if (st == null) {
      st = new Stage();
      st.initOwner(owner);
      st.setTitle(title);
      stage = st;
    }
    Scene scene = st.getScene();
    if (scene == null) {
      scene = new Scene(scaled, width, height);
      scene.addEventHandler(
          KeyEvent.KEY_PRESSED,
          e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
              close();
            }
          });
      st.setScene(scene);
    }
    StackPane filling = new StackPane(content);
    scaled.setContent(filling);
    ControlStyles.apply(content);
    mood = null;
    show(s);
    if (!st.isShowing()) {
      st.show();
      // JavaFX 21 opens some windows at 200 x 200 unless the size is set again.
      double w = width * InterfaceScale.factor(s);
      double h = height * InterfaceScale.factor(s);
      st.setWidth(w);
      st.setHeight(h);
      st.setX(owner.getX() + (owner.getWidth() - w) / 2);
      st.setY(owner.getY() + Math.max(40, (owner.getHeight() - h) / 3));
    }
    st.toFront();
    st.requestFocus();
  }

  void close() {
    if (stage != null) {
      stage.hide();
    }
  }

  /** Follows theme and scale. */
  void show(AppState s) {
    scaled.setFactor(InterfaceScale.factor(s));
    if (stage == null || stage.getScene() == null || s.mood() == mood) {
      return;
    }
    mood = s.mood();
    Theme.dress(stage.getScene(), s.mood());
  }
}
