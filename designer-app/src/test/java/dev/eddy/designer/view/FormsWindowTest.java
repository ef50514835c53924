package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.Point;
import dev.eddy.designer.control.expression.ColumnDrag;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.control.expression.ExpressionField;
import dev.eddy.designer.effect.ClusterDesk;
import dev.eddy.designer.effect.Effects;
import dev.eddy.designer.effect.Folders;
import dev.eddy.designer.effect.GraphChecks;
import dev.eddy.designer.effect.Workbench;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.theme.Fonts;
import dev.eddy.designer.theme.Mood;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.DebugSession;
import dev.eddy.model.refactor.ColumnRef;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.scene.control.TextField;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Forms, schemas, fixes and refactorings as a user meets them, on a screen that nobody sees. */
class FormsWindowTest {
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
    Providers catalog = Providers.load(FormsWindowTest.class.getClassLoader());
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
          window =
              new DesignerWindow(
                  stage,
                  store,
                  catalog,
                  ExpressionAssistant.of(new SqlExpressions(), Runnable::run));
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

  private void select(String node) throws Exception {
    onFx(
        () -> {
          store.send(new Message.Select(Selection.node(node)));
          return null;
        });
    await(() -> node.equals(store.state().selection().single()));
  }

  private String parameter(String node, String name) {
    Node n = state().graph().nodes().get(node);
    return n != null && n.parameters().get(name) instanceof Value.Text t ? t.text() : "";
  }

  private boolean isShown(String query) {
    return onFx(
        () ->
            robot.lookup(query).queryAll().stream()
                .anyMatch(n -> n.isVisible() && n.getScene() != null));
  }

  @Test
  void aColumnIsRenamedEverywhereFromTheKeysWithAPreview() throws Exception {
    openExample();
    select("flights");
    onFx(
        () -> {
          canvas().requestFocus();
          store.send(
              new FormsMessage.Preview(
                  new RefactorWish.RenameColumn(
                      new ColumnRef("flights", "out", "delay_minutes"),
                      "delay_minutes",
                      Set.of())));
          return null;
        });
    await(() -> isShown("#refactor-sheet") && isShown(".refactor-line"));
    onFx(
        () -> {
          robot.lookup("#refactor-field").queryAs(TextField.class).setText("late_by");
          return null;
        });
    await(
        () ->
            store.state().refactor() != null
                && store.state().refactor().fits(store.state().open().revision()));
    robot.clickOn("#refactor-carry");
    await(() -> store.state().refactor() == null);
    assertThat(parameter("valid-rows", "condition")).isEqualTo("late_by BETWEEN -30 AND 360");
    await(() -> store.state().checks().revision() == store.state().open().revision());
    assertThat(state().checks().errors()).isZero();
    onFx(
        () -> {
          store.send(new Message.Undo());
          return null;
        });
    await(() -> parameter("valid-rows", "condition").startsWith("delay_minutes"));
  }

  @Test
  void anErrorIsShownAtOnceAndMendedFromTheList() throws Exception {
    openExample();
    onFx(
        () -> {
          store.send(
              new Message.Apply(
                  Edits.set("valid-rows", "condition", Value.of("delay_minuts > 3"))));
          return null;
        });
    await(() -> store.state().checks().errors() == 1);
    onFx(
        () -> {
          store.send(new Message.ShowBottom(Panels.Bottom.PROBLEMS));
          return null;
        });
    await(() -> isShown(".eddy-problem"));
    robot.clickOn("Change to delay_minutes");
    await(() -> parameter("valid-rows", "condition").equals("delay_minutes > 3"));
    await(() -> store.state().checks().errors() == 0);
  }

  @Test
  void aColumnOfTheSchemaIsDraggedIntoAnExpression() throws Exception {
    openExample();
    select("valid-rows");
    await(() -> isShown("#form-condition"));
    AtomicReference<String> dropped = new AtomicReference<>("");
    onFx(
        () -> {
          ExpressionField field =
              (ExpressionField) robot.lookup("#form-condition").query().getParent().getParent();
          javafx.scene.control.Label source = new javafx.scene.control.Label("origin");
          ColumnDrag.install(source, "origin");
          ((javafx.scene.layout.Pane) canvas().getParent()).getChildren().add(source);
          source.setManaged(false);
          source.resizeRelocate(20, 20, 80, 20);
          dropped.set(field.text());
          return null;
        });
    Point2D to =
        onFx(
            () -> {
              javafx.geometry.Bounds b =
                  robot
                      .lookup("#form-condition")
                      .query()
                      .localToScreen(robot.lookup("#form-condition").query().getBoundsInLocal());
              return new Point2D(b.getMaxX() - 8, b.getCenterY());
            });
    robot.drag("origin", MouseButton.PRIMARY).moveTo(to).drop();
    await(() -> parameter("valid-rows", "condition").contains("origin"));
    assertThat(parameter("valid-rows", "condition")).isEqualTo(dropped.get() + " origin");
  }

  @Test
  void whatSeveralOperatorsHaveInCommonIsEditedAsOne() throws Exception {
    openExample();
    onFx(
        () -> {
          store.send(
              new Message.Select(Selection.nodes(Set.of("hourly-delay", "delayed-by-origin"))));
          return null;
        });
    await(() -> isShown("#form-keys"));
    assertThat(isShown("#form-size")).isFalse();
  }
}
