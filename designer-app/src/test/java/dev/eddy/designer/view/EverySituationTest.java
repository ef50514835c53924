package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.theme.Mood;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole window in every situation: nothing fails, nothing is nameless, nothing sticks out. */
class EverySituationTest {
  @RegisterExtension static final EditorWindow window = EditorWindow.of(Pipelines.CATALOG);

  static Stream<String> situations() {
    return Situations.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("situations")
  void everyTabOfEveryPanelCanBeShown(String situation) {
    window.show(Situations.all().get(situation));
    if (window.state().open() == null) {
      assertThat(window.texts()).contains("Recent projects");
      return;
    }
    for (Panels.Bottom tab : Panels.Bottom.values()) {
      window.send(new Message.ShowBottom(tab));
      assertThat(window.takeFailures()).as(tab.name()).isEmpty();
    }
    for (Panels.Inspector tab : Panels.Inspector.values()) {
      window.send(new Message.ShowInspector(tab));
      assertThat(window.takeFailures()).as(tab.name()).isEmpty();
    }
    assertThat(window.isShown("#status-bar")).isTrue();
  }

  @ParameterizedTest
  @MethodSource("situations")
  void whoeverListensToTheScreenHearsWhatEachControlIs(String situation) {
    window.show(Situations.all().get(situation));
    List<Node> controls =
        window.nodes(
            n ->
                n instanceof ButtonBase
                    || n instanceof TextInputControl
                    || n instanceof ComboBoxBase);
    assertThat(controls).isNotEmpty();
    for (Node n : controls) {
      String text = n instanceof Labeled l ? l.getText() : "";
      String spoken = n.getAccessibleText();
      String prompt = n instanceof TextInputControl t ? t.getPromptText() : "";
      assertThat((text == null ? "" : text) + (spoken == null ? "" : spoken) + prompt)
          .as(situation + ": " + n)
          .isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("situations")
  void noButtonSticksOutOfTheWindow(String situation) {
    window.show(Situations.all().get(situation));
    double width = window.onFx(() -> window.stage().getScene().getWidth());
    double height = window.onFx(() -> window.stage().getScene().getHeight());
    for (Node n : window.nodes(x -> x instanceof ButtonBase && x.isManaged())) {
      if (scrolled(n) || n.getScene() != window.stage().getScene()) {
        continue;
      }
      Bounds b = window.onFx(() -> n.localToScene(n.getLayoutBounds()));
      assertThat(b.getMinX() >= -1 && b.getMaxX() <= width + 1)
          .as(situation + ": " + n + " at " + b)
          .isTrue();
      assertThat(b.getMinY() >= -1 && b.getMaxY() <= height + 1)
          .as(situation + ": " + n + " at " + b)
          .isTrue();
    }
  }

  private static boolean scrolled(Node n) {
    for (Node at = n; at != null; at = at.getParent()) {
      String name = at.getClass().getSimpleName();
      if (name.contains("Scroll") || name.contains("Virtual") || name.contains("Table")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void bothThemesPaintAndAreTold() {
    for (Map.Entry<String, AppState> e : List.copyOf(Situations.all().entrySet()).subList(0, 6)) {
      window.show(e.getValue());
      for (Mood mood : Mood.values()) {
        window.send(new Message.SetMood(mood));
        WritableImage picture = window.picture();
        assertThat(colours(picture)).as(e.getKey() + " " + mood).hasSizeGreaterThan(8);
        double light = brightness(picture);
        assertThat(mood == Mood.DARK ? 1 - light : light).as(mood.name()).isGreaterThan(0.6);
      }
    }
  }

  private static Set<Integer> colours(WritableImage picture) {
    PixelReader r = picture.getPixelReader();
    Set<Integer> out = new HashSet<>();
    for (int x = 0; x < picture.getWidth(); x += 5) {
      for (int y = 0; y < picture.getHeight(); y += 5) {
        out.add(r.getArgb(x, y));
      }
    }
    return out;
  }

  private static double brightness(WritableImage picture) {
    PixelReader r = picture.getPixelReader();
    double sum = 0;
    int n = 0;
    for (int x = 0; x < picture.getWidth(); x += 9) {
      for (int y = 0; y < picture.getHeight(); y += 9) {
        sum += r.getColor(x, y).getBrightness();
        n++;
      }
    }
    return sum / n;
  }

  @ParameterizedTest
  @ValueSource(strings = {"start page", "a node", "searching", "paused"})
  void theTabKeyWalksThroughAllControlsAndComesBack(String situation) {
    window.show(Situations.all().get(situation));
    Set<Node> seen = new LinkedHashSet<>();
    Node owner = focused();
    while (owner != null && seen.add(owner)) {
      // Forwards, Tab on the canvas adds an operator.
      window.press(KeyCode.SHIFT, KeyCode.TAB);
      assertThat(focused()).as("the focus is caught by " + owner).isNotSameAs(owner);
      owner = focused();
    }
    assertThat(seen.size()).as(situation + seen).isGreaterThan(3);
    assertThat(seen).allMatch(EditorWindow::isVisible);
  }

  private static Node focused() {
    return window.onFx(() -> window.stage().getScene().getFocusOwner());
  }
}
