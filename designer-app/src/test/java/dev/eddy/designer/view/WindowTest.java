package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.GraphExport;
import dev.eddy.designer.canvas.NodeShape;
import dev.eddy.designer.canvas.Point;
import dev.eddy.designer.canvas.PortShape;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Exported;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** The window as a user meets it, on a screen that nobody sees. */
class WindowTest extends ExampleWindow {
  @Override
  ExpressionAssistant assistant() {
    return ExpressionAssistant.none();
  }

  @Test
  void aPanelFloatsInAWindowOfItsOwnAndComesBackWhenThatIsClosed() throws Exception {
    openExample();
    store.send(new ShellMessage.Float(Panels.Bottom.CHANGES, true));
    await(() -> Window.getWindows().size() == 2);
    Stage own =
        onFx(
            () ->
                (Stage)
                    Window.getWindows().stream()
                        .filter(w -> w.getScene().lookup("#changes") != null)
                        .findFirst()
                        .orElseThrow());
    assertThat(own.getTitle()).startsWith("Changes");
    store.send(new Message.SetMood(Mood.DARK));
    await(() -> own.getScene().getRoot().getStyleClass().contains("dark"));
    onFx(
        () -> {
          own.getOnCloseRequest().handle(new WindowEvent(own, WindowEvent.WINDOW_CLOSE_REQUEST));
          return true;
        });
    await(() -> Window.getWindows().size() == 1);
    assertThat(state().panels().bottom()).isEqualTo(Panels.Bottom.CHANGES);
    assertThat(onFx(() -> canvas().getScene().lookup("#changes"))).isNotNull();
    store.send(new ShellMessage.Float(Panels.Bottom.CHANGES, true));
    await(() -> Window.getWindows().size() == 2);
    store.send(new Message.CloseProject());
    await(() -> Window.getWindows().size() == 1);
  }

  @Test
  void theInspectorFloatsAndFollowsTheScaleAndComesBack() throws Exception {
    openExample();
    store.send(new Message.Select(Selection.node("hourly-delay")));
    store.send(new ShellMessage.FloatInspector(true));
    await(() -> Window.getWindows().size() == 2);
    Stage own =
        onFx(
            () ->
                (Stage)
                    Window.getWindows().stream()
                        .filter(w -> w.getScene().lookup("#node-name") != null)
                        .findFirst()
                        .orElseThrow());
    assertThat(own.getTitle()).startsWith("Inspector");
    assertThat(onFx(() -> canvas().getScene().lookup("#node-name"))).isNull();
    javafx.scene.Node name = onFx(() -> own.getScene().lookup("#node-name"));
    double before = onFx(() -> name.localToScene(name.getBoundsInLocal()).getHeight());
    store.send(new ShellMessage.Set(state().settings().withScale(150)));
    await(() -> name.localToScene(name.getBoundsInLocal()).getHeight() > before * 1.4);
    store.send(new ShellMessage.Set(state().settings().withScale(100)));
    onFx(
        () -> {
          own.getOnCloseRequest().handle(new WindowEvent(own, WindowEvent.WINDOW_CLOSE_REQUEST));
          return true;
        });
    await(() -> Window.getWindows().size() == 1);
    assertThat(onFx(() -> canvas().getScene().lookup("#node-name"))).isSameAs(name);
    assertThat(state().selection().single()).isEqualTo("hourly-delay");
  }

  @Test
  void thePictureOfAPipelineShowsAllOfItWhateverTheCameraSees() throws Exception {
    openExample();
    onFx(
        () -> {
          canvas().aim(Effect.Aim.of(Effect.Aim.Kind.FILL));
          return true;
        });
    Exported.Pixels png = (Exported.Pixels) onFx(() -> GraphExport.png(canvas()));
    assertThat(png.width()).isGreaterThan((int) canvas().scene().bounds().width());
    assertThat(java.util.Arrays.stream(png.argb()).distinct().count()).isGreaterThan(50);
    Exported.Words svg = (Exported.Words) onFx(() -> GraphExport.svg(canvas()));
    assertThat(svg.text()).contains("hourly delay by origin", "top 3 per hour");
  }

  @Test
  void theExampleOpensAsACopyWithoutProblemsAndRunsNothing() throws Exception {
    openExample();
    AppState s = state();
    assertThat(s.open().project().folder()).isEqualTo(temp.resolve("projects/flight-delays"));
    assertThat(s.open().pipeline()).isEqualTo("hourly-delays");
    assertThat(s.problems()).isEmpty();
    assertThat(s.run()).isNull();
    assertThat(
            onFx(() -> canvas().getScene().lookup("#bottom-first").getLayoutBounds().getHeight()))
        .as("the panels have their room from the start")
        .isGreaterThan(150);
    assertThat(
            onFx(
                () ->
                    canvas()
                        .queryAccessibleAttribute(javafx.scene.AccessibleAttribute.TEXT)
                        .toString()))
        .contains("hourly delay by origin");
  }

  @Test
  void anOperatorIsDraggedInConnectedAndUndone() throws Exception {
    openExample();
    int nodes = state().graph().nodes().size();
    onFx(
        () -> {
          store.send(new dev.eddy.designer.state.Message.ShowPalette(true));
          return true;
        });
    WaitForAsyncUtils.waitForFxEvents();

    Point free =
        onFx(
            () ->
                canvas().camera().toCanvas(canvas().getWidth() * 0.62, canvas().getHeight() - 60));
    Point2D target = screen(free);
    robot.drag("Filter", MouseButton.PRIMARY);
    robot.moveTo(target.getX() - 40, target.getY() - 10);
    robot.moveTo(target.getX(), target.getY());
    robot.drop();
    await(() -> store.state().graph().nodes().size() == nodes + 1);
    Node added = state().selectedNode();
    assertThat(added.operator()).isEqualTo("filter");
    await(() -> store.state().checks().errors() > 0);

    NodeShape airports = onFx(() -> canvas().scene().nodes().get("airports"));
    PortShape from = airports.outputs().get(0);
    Point to = onFx(() -> canvas().scene().nodes().get(added.id()).inputs().get(0).at());
    Point2D a = screen(from.at());
    Point2D b = screen(to);
    robot.moveTo(a.getX(), a.getY()).press(MouseButton.PRIMARY);
    robot.moveTo((a.getX() + b.getX()) / 2, (a.getY() + b.getY()) / 2);
    robot.moveTo(b.getX(), b.getY()).release(MouseButton.PRIMARY);
    await(
        () ->
            store.state().graph().into(added.id()).stream()
                .anyMatch(e -> e.from().equals(new PortRef("airports", from.ref().port()))));

    robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
    await(() -> store.state().graph().into(added.id()).isEmpty());
    robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
    await(() -> store.state().graph().nodes().size() == nodes);
    robot.press(KeyCode.CONTROL, KeyCode.Y).release(KeyCode.Y, KeyCode.CONTROL);
    await(() -> store.state().graph().nodes().size() == nodes + 1);
  }

  @Test
  void aNodeIsMovedAndSavedWithoutAChangeOfTheLogic() throws Exception {
    openExample();
    Path folder = state().open().project().folder().resolve("pipelines");
    String logic = Files.readString(folder.resolve("hourly-delays.pipeline.json"));
    String layout = Files.readString(folder.resolve("hourly-delays.layout.json"));
    NodeShape node = onFx(() -> canvas().scene().nodes().get("late-rows"));
    Point2D at = screen(node.box().center());
    robot.moveTo(at.getX(), at.getY()).press(MouseButton.PRIMARY);
    robot.moveTo(at.getX() + 20, at.getY() + 10);
    robot.moveTo(at.getX() + 60, at.getY() + 30).release(MouseButton.PRIMARY);
    await(() -> store.state().open().isDirty());
    assertThat(state().open().layout().positions().get("late-rows").x() % 16).isZero();
    robot.press(KeyCode.CONTROL, KeyCode.S).release(KeyCode.S, KeyCode.CONTROL);
    await(() -> !store.state().open().isDirty());
    assertThat(Files.readString(folder.resolve("hourly-delays.pipeline.json"))).isEqualTo(logic);
    assertThat(Files.readString(folder.resolve("hourly-delays.layout.json"))).isNotEqualTo(layout);
  }

  @Test
  void aClickOnTheMiddleOfAnEdgeSetsABreakpoint() throws Exception {
    openExample();
    Point middle =
        onFx(
            () ->
                canvas().scene().edges().values().stream()
                    .filter(e -> e.to().node().equals("report"))
                    .findFirst()
                    .orElseThrow()
                    .middle());
    Point2D at = screen(middle);
    robot.moveTo(at.getX(), at.getY()).clickOn(MouseButton.PRIMARY);
    await(() -> store.state().stops().size() == 1);
    assertThat(state().stops().values()).allMatch(Stop::enabled);
  }

  @Test
  void theKeysOnAButtonAreThoseOfTheKeyMap() throws Exception {
    assertThat(keysOn("#file-new")).isEqualTo("Ctrl+N");
    openExample();
    assertThat(keysOn("#run-run")).isEqualTo("F5");
    store.send(new ShellMessage.Set(state().settings().withPreset("intellij")));
    await(() -> keysOn("#run-run").equals("⇧F10"));
    store.send(new ShellMessage.Set(state().settings().withKeys("run.run", List.of())));
    await(() -> keysOn("#run-run").isEmpty());
  }

  private String keysOn(String button) {
    return onFx(() -> robot.lookup(button + " .eddy-keys").queryLabeled().getText());
  }

  @Test
  void aRunThatCannotStartSaysWhyAndTheEditorLivesOn() throws Exception {
    openExample();
    robot.press(KeyCode.F5).release(KeyCode.F5);
    await(() -> store.state().run() != null && !store.state().problems().isEmpty());
    assertThat(state().problems()).extracting(Problem::message).contains("no worker in this test");
    assertThat(state().graph().nodes()).hasSize(10);
  }

  @Test
  void theDeploySheetTakesTheFocusAndEscapeClosesIt() throws Exception {
    openExample();
    store.send(new dev.eddy.designer.state.Message.ShowDeploy(true));
    await(() -> robot.lookup("#deploy-target").query().isFocused());
    robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
    await(() -> !store.state().deploy().open());
    assertThat(onFx(() -> robot.lookup("#deploy-sheet").query().isVisible())).isFalse();
  }
}
