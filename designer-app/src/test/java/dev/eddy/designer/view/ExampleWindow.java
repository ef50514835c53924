package dev.eddy.designer.view;

import atlantafx.base.theme.PrimerLight;
import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.Point;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.effect.ClusterDesk;
import dev.eddy.designer.effect.Effects;
import dev.eddy.designer.effect.Folders;
import dev.eddy.designer.effect.GraphChecks;
import dev.eddy.designer.effect.Workbench;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.theme.Fonts;
import dev.eddy.designer.theme.Mood;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.DebugSession;
import dev.eddy.operator.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The window as a user meets it, on a screen that nobody sees: with its files and checks behind it,
 * but neither workers nor clusters. Each test has a window of its own.
 */
abstract class ExampleWindow {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  @TempDir Path temp;
  final FxRobot robot = new FxRobot();
  Store store;
  DesignerWindow window;
  private Effects effects;

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

  /** What the fields for expressions ask. */
  abstract ExpressionAssistant assistant();

  @BeforeEach
  void open() throws Exception {
    Stage stage = EditorWindow.stageOfItsOwn();
    Providers catalog = Providers.load(ExampleWindow.class.getClassLoader());
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
          window = new DesignerWindow(stage, store, catalog, assistant());
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

  static void await(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
    WaitForAsyncUtils.waitForFxEvents();
  }

  <T> T onFx(Callable<T> work) {
    return WaitForAsyncUtils.waitForAsyncFx(30_000, work);
  }

  AppState state() {
    return onFx(store::state);
  }

  CanvasView canvas() {
    return window.canvas();
  }

  Point2D screen(Point p) {
    return onFx(
        () -> {
          Point at = canvas().camera().toScreen(p.x(), p.y());
          return canvas().localToScreen(at.x(), at.y());
        });
  }

  void openExample() throws Exception {
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
}
