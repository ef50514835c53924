package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.GraphExport;
import dev.eddy.designer.canvas.NodeShape;
import dev.eddy.designer.canvas.Point;
import dev.eddy.designer.canvas.PortShape;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.effect.ClusterDesk;
import dev.eddy.designer.effect.Effects;
import dev.eddy.designer.effect.Folders;
import dev.eddy.designer.effect.GraphChecks;
import dev.eddy.designer.effect.Workbench;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Exported;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.theme.Fonts;
import dev.eddy.designer.theme.Mood;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.DebugSession;
import dev.eddy.operator.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The window as a user meets it, on a screen that nobody sees. */
class WindowTest {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  @TempDir private Path temp;
  private final FxRobot robot = new FxRobot();
  private Effects effects;
  private Store store;
  private DesignerWindow window;

  /** Neither workers nor clusters: what is tested here needs none. */
  private static final class NoBench implements Workbench {
    @Override
    public Compiled compile(Project project, String pipeline) {
      return new Compiled(
          null, List.of(Problem.error("none", Place.NOWHERE, "no worker in this test", "")));
    }

    @Override
    public Stops compileStops(Project project, String pipeline, List<Stop> stops) {
      return new Stops(List.of(), List.of());
    }

    @Override
    public DebugSession start() throws IOException {
      throw new IOException("no worker in this test");
    }

    @Override
    public Path newRecording(Project project) throws IOException {
      throw new IOException("no recording in this test");
    }

    @Override
    public Graph graphOf(byte[] plan, Graph shown) {
      return shown;
    }
  }

  private static final class NoCluster implements ClusterDesk {
    private static Refusal refusal() {
      return new Refusal(Problem.error("none", Place.NOWHERE, "no cluster in this test", ""));
    }

    @Override
    public String deploy(
        byte[] plan, String target, Optional<String> savepoint, Consumer<String> progress)
        throws Refusal {
      throw refusal();
    }

    @Override
    public String state(String target, String jobId) throws Refusal {
      throw refusal();
    }

    @Override
    public String startCluster(String version, Consumer<String> progress) throws Refusal {
      throw refusal();
    }

    @Override
    public Optional<String> stop(String target, String jobId, boolean savepoint) throws Refusal {
      throw refusal();
    }
  }

  @BeforeEach
  void open() throws Exception {
    Stage stage = EditorWindow.stageOfItsOwn();
    Providers catalog = Providers.load(WindowTest.class.getClassLoader());
    Folders folders =
        new Folders(temp.resolve("state"), temp.resolve("projects"), Optional.of(EXAMPLES));
    FxToolkit.setupFixture(
        () -> {
          Fonts.load();
          Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
          store =
              new Store(AppState.start(Mood.LIGHT, folders.readRecents(), folders.listExamples()));
          effects =
              new Effects(
                  store::send,
                  new GraphChecks(catalog, new SqlExpressions()),
                  new NoBench(),
                  new NoCluster(),
                  folders,
                  catalog);
          window = new DesignerWindow(stage, store, catalog, ExpressionAssistant.none());
          store.onEffect(
              e -> {
                if (e instanceof Effect.Background b) {
                  effects.run(b);
                } else {
                  window.perform((Effect.Visible) e);
                }
              });
          stage.setWidth(1280);
          stage.setHeight(800);
          stage.show();
          stage.setWidth(1280);
          stage.setHeight(800);
        });
    WaitForAsyncUtils.waitForFxEvents();
  }

  @AfterEach
  void close() throws Exception {
    effects.close();
    FxToolkit.cleanupStages();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
    WaitForAsyncUtils.waitForFxEvents();
  }

  private <T> T onFx(Callable<T> work) {
    return WaitForAsyncUtils.waitForAsyncFx(30_000, work);
  }

  private AppState state() {
    return onFx(store::state);
  }

  private CanvasView canvas() {
    return window.canvas();
  }

  private Point2D screen(Point p) {
    return onFx(
        () -> {
          Point at = canvas().camera().toScreen(p.x(), p.y());
          return canvas().localToScreen(at.x(), at.y());
        });
  }

  private void openExample() throws Exception {
    robot.clickOn("#example-hourly-delays");
    await(() -> store.state().open() != null);
    await(() -> store.state().checks().revision() == 0);
    await(() -> canvas().getWidth() > 100 && canvas().scene().nodes().size() == 10);
    // The camera has arrived when it shows the whole pipeline.
    await(
        () ->
            canvas()
                .camera()
                .seen(canvas().getWidth(), canvas().getHeight())
                .contains(canvas().scene().bounds()));
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
