package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Camera;
import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Arrangement;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.States;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The window without a mouse, and what it leaves behind. */
class KeyboardWindowTest {
  @RegisterExtension static final EditorWindow window = EditorWindow.of(Pipelines.CATALOG);

  @BeforeEach
  void begin() {
    window.show(Situations.checked());
    window.takeEffects();
  }

  private static void focusCanvas() {
    window.onFx(
        () -> {
          window.stage().requestFocus();
          window.stage().getScene().lookup("#canvas").requestFocus();
          return true;
        });
    window.settle();
  }

  private static void write(String text) {
    window.robot.write(text);
    window.settle();
  }

  @Test
  void aWholePipelineIsMadeConnectedNamedAndTakenBackByKeysAlone() {
    window.send(new ShellMessage.NewPipeline("typed"));
    focusCanvas();
    window.press(KeyCode.TAB);
    write("source");
    window.press(KeyCode.ENTER);
    window.send();
    assertThat(window.state().graph().nodes()).hasSize(1);
    focusCanvas();
    window.press(KeyCode.TAB);
    write("filter");
    window.press(KeyCode.ENTER);
    window.send();
    focusCanvas();
    window.press(KeyCode.TAB);
    write("sink");
    window.press(KeyCode.ENTER);
    window.send();
    Graph g = window.state().graph();
    assertThat(g.nodes().values())
        .extracting(Node::operator)
        .containsExactlyInAnyOrder("source", "filter", "sink");
    assertThat(g.edges()).as("each was joined to the one that was selected").hasSize(2);
    focusCanvas();
    window.press(KeyCode.F2);
    write("written");
    window.press(KeyCode.ENTER);
    window.send();
    assertThat(window.state().graph().nodes().values()).extracting(Node::name).contains("written");
    focusCanvas();
    window.press(KeyCode.LEFT);
    assertThat(window.state().selectedNode().operator()).isEqualTo("filter");
    window.press(KeyCode.CONTROL, KeyCode.DELETE);
    assertThat(window.state().graph().nodes()).hasSize(2);
    assertThat(window.state().graph().edges()).as("the gap is closed").hasSize(1);
    for (int i = 0; i < 5; i++) {
      focusCanvas();
      window.press(KeyCode.CONTROL, KeyCode.Z);
    }
    assertThat(window.state().graph().nodes()).isEmpty();
    for (int i = 0; i < 5; i++) {
      focusCanvas();
      window.press(KeyCode.CONTROL, KeyCode.Y);
    }
    assertThat(window.state().graph().nodes()).hasSize(2);
  }

  @Test
  void anOperatorIsAddedBehindTheSelectedOneOnlyWhereItsOutputLeadsNowhereYet() {
    window.send(new Message.Select(Selection.node("w")));
    focusCanvas();
    window.press(KeyCode.TAB);
    assertThat(window.texts()).as("a source does not go on from it").contains("place and connect");
    write("filter");
    window.press(KeyCode.ENTER);
    window.send();
    assertThat(window.state().graph().outOf("w")).hasSize(1);
    Node added = window.state().selectedNode();
    Layout layout = window.state().document().layout();
    assertThat(layout.positions().get(added.id()).x())
        .as("it stands beside it, not on it")
        .isGreaterThanOrEqualTo(layout.positions().get("w").x() + 176);
    int edges = window.state().graph().edges().size();
    window.send(new Message.Select(Selection.node("s")));
    focusCanvas();
    window.press(KeyCode.TAB);
    write("filter");
    window.press(KeyCode.ENTER);
    window.send();
    assertThat(window.state().graph().edges()).as("its output is in use").hasSize(edges);
  }

  @Test
  void escapeInTheSearchForAnOperatorPlacesNothingAndGivesTheFocusBack() {
    focusCanvas();
    Graph before = window.state().graph();
    window.press(KeyCode.TAB);
    write("filter");
    window.press(KeyCode.ESCAPE);
    window.send();
    assertThat(window.state().graph()).isEqualTo(before);
    assertThat(window.onFx(() -> window.stage().getScene().getFocusOwner().getId()))
        .isEqualTo("canvas");
  }

  @Test
  void enterWhereNoOperatorIsFoundPlacesNothing() {
    focusCanvas();
    Graph before = window.state().graph();
    window.press(KeyCode.TAB);
    write("nosuchoperator");
    window.press(KeyCode.ENTER);
    window.send();
    assertThat(window.state().graph()).isEqualTo(before);
  }

  @Test
  void lettersThatAreTypedIntoAFieldAreNoCommands() {
    window.send(new Message.Select(Selection.node("f")));
    Graph before = window.state().graph();
    window.send(new ShellMessage.ShowFind(true));
    TextInputControl find =
        (TextInputControl)
            window.nodes(n -> n instanceof TextInputControl && n.isFocused()).stream()
                .findFirst()
                .orElseThrow();
    write("dmn");
    assertThat(find.getText()).isEqualTo("dmn");
    assertThat(window.state().graph()).as("neither bypassed nor noted").isEqualTo(before);
    assertThat(window.state().document().layout().notes()).isEmpty();
    window.press(KeyCode.BACK_SPACE);
    assertThat(window.state().graph()).as("nor deleted").isEqualTo(before);
    window.press(KeyCode.CONTROL, KeyCode.Z);
    assertThat(window.state().graph()).isEqualTo(before);
  }

  /** What somebody who cannot see has to be told: each thing that takes the focus says its name. */
  @Test
  void inEverySituationAllThatTakesTheFocusHasWords() {
    Set<String> silent = new HashSet<>();
    for (Map.Entry<String, AppState> e : Situations.all().entrySet()) {
      window.show(e.getValue());
      window.settle();
      window.onFx(
          () -> {
            for (javafx.scene.Node n : all(window.stage().getScene().getRoot())) {
              if (n.isFocusTraversable() && EditorWindow.isVisible(n) && isSilent(n)) {
                silent.add(e.getKey() + ": " + n);
              }
            }
            return true;
          });
    }
    assertThat(silent).isEmpty();
  }

  private static boolean isSilent(javafx.scene.Node n) {
    boolean worded = n.getAccessibleText() != null && !n.getAccessibleText().isBlank();
    if (worded) {
      return false;
    }
    if (n instanceof ButtonBase b) {
      return b.getText() == null || b.getText().isBlank();
    }
    if (n instanceof TextInputControl t) {
      return t.getPromptText() == null || t.getPromptText().isBlank();
    }
    Object told = n.queryAccessibleAttribute(AccessibleAttribute.TEXT);
    return (n instanceof ComboBoxBase || "canvas".equals(n.getId()))
        && (told == null || told.toString().isBlank());
  }

  private static List<javafx.scene.Node> all(javafx.scene.Node root) {
    List<javafx.scene.Node> out = new ArrayList<>(List.of(root));
    if (root instanceof javafx.scene.Parent p) {
      p.getChildrenUnmodifiable().forEach(c -> out.addAll(all(c)));
    }
    return out;
  }

  // What is left behind

  private List<Effect.KeepArrangement> kept() {
    return window.takeEffects().stream()
        .filter(Effect.KeepArrangement.class::isInstance)
        .map(Effect.KeepArrangement.class::cast)
        .toList();
  }

  /** Moves the camera, and says where it is then. */
  private static Arrangement.View moved(double x) {
    window.onFx(
        () -> {
          ((CanvasView) window.stage().getScene().lookup("#canvas"))
              .remember(Map.of("main", new Camera(x, 45, 0.5)));
          return true;
        });
    window.send(new Message.MoveCamera(Effect.Aim.of(Effect.Aim.Kind.RESUME)));
    return new Arrangement.View(x, 45, 0.5);
  }

  @Test
  void aProjectThatIsClosedAtOnceAfterACameraMoveOpensThereAgain() {
    Arrangement.View camera = moved(123);
    window.takeEffects();
    window.send(new Message.CloseProject());
    List<Effect.KeepArrangement> kept = kept();
    assertThat(kept).hasSize(1);
    assertThat(kept.get(0).folder()).isEqualTo(Situations.FOLDER);
    assertThat(kept.get(0).arrangement().cameras()).containsEntry("main", camera);
  }

  @Test
  void anotherProjectThatIsOpenedAtOnceDoesNotGetTheCameraOfTheFirst() {
    Arrangement.View camera = moved(77);
    window.takeEffects();
    Path other = Path.of("/projects/other");
    Arrangement theirs =
        new Arrangement(
            null,
            Map.of(),
            Map.of("main", new Arrangement.View(-9, -9, 2)),
            List.of("main"),
            "main");
    window.send(
        new Message.Opened(Situations.project(other, "other"), "main", List.of()),
        new ShellMessage.ArrangementRead(other, theirs, false));
    List<Effect.KeepArrangement> kept = kept();
    assertThat(kept).hasSize(1);
    assertThat(kept.get(0).folder()).isEqualTo(Situations.FOLDER);
    assertThat(kept.get(0).arrangement().cameras()).containsEntry("main", camera);
    window.send(new Message.CloseProject());
    assertThat(kept()).as("nothing was moved in the second").isEmpty();
  }

  @Test
  void whatWasNotMovedIsNotWritten() {
    window.show(States.after(Situations.start()));
    window.takeEffects();
    window.show(Situations.checked());
    window.send(new Message.Select(Selection.node("f")));
    window.send(new Message.CloseProject());
    assertThat(kept()).isEmpty();
  }
}
