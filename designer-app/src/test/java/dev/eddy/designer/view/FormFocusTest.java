package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.States;
import dev.eddy.operator.Providers;
import javafx.scene.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first form of a window, in a panel that was not there before: each test has a new window. */
class FormFocusTest {
  private EditorWindow window;

  @BeforeEach
  void open() throws Exception {
    window = EditorWindow.open(Providers.load(FormFocusTest.class.getClassLoader()));
  }

  @AfterEach
  void close() throws Exception {
    assertThat(window.takeFailures()).isEmpty();
    window.close();
  }

  private static AppState lookingAtTheState(Selection selection) {
    return States.after(
        Situations.paused(),
        new Message.Select(selection),
        new Message.ShowInspector(Panels.Inspector.STATE));
  }

  private boolean isFocusWithin(String style) {
    return window.onFx(
        () -> {
          for (Node n = window.stage().getScene().getFocusOwner(); n != null; n = n.getParent()) {
            if (n.getStyleClass().contains(style)) {
              return true;
            }
          }
          return false;
        });
  }

  @Test
  void enterLeadsIntoTheFirstFieldAlsoWhereNoFormWasShownBefore() {
    window.show(lookingAtTheState(Selection.node("f")));
    window.send(new CanvasMessage.OpenSelection());
    assertThat(window.isShown("#form-condition")).isTrue();
    assertThat(isFocusWithin("eddy-expression")).isTrue();
  }
}
