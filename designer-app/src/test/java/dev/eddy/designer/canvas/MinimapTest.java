package dev.eddy.designer.canvas;

import static dev.eddy.designer.control.HeadlessStage.frames;
import static dev.eddy.designer.control.HeadlessStage.onFx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.eddy.designer.control.HeadlessStage;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.States;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import java.util.ArrayList;
import java.util.List;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Pos;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The map in the corner: its pixels against the scene, and where presses on it lead. */
class MinimapTest {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 64;

  private static HeadlessStage stage;
  private static CanvasView view;
  private static Minimap map;
  private static AppState state;

  @BeforeAll
  static void open() throws Exception {
    stage =
        HeadlessStage.show(
            () -> {
              view = new CanvasView(Pipelines.CATALOG, MinimapTest::send);
              map = new Minimap(view);
              StackPane.setAlignment(map, Pos.BOTTOM_RIGHT);
              return new StackPane(view, map);
            },
            1000,
            600);
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @BeforeEach
  void begin() throws Exception {
    show(new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT));
  }

  private static void send(Message m) {
    state = States.after(state, m);
    view.show(state);
  }

  private static void show(PipelineDocument d) throws Exception {
    onFx(
        () -> {
          state = States.of(d);
          state = States.with(state, state.settings().withCalm(true));
          view.show(state);
          view.moveCamera(new Camera(-100, -100, 1));
          map.refresh();
        });
    frames(4);
  }

  /** A chain as long as none that a person draws. */
  private static PipelineDocument chain(int length) {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    Layout layout = Layout.EMPTY;
    for (int i = 0; i < length; i++) {
      nodes.add(Pipelines.node("n" + i, i == 0 ? "source" : "filter"));
      layout = layout.with("n" + i, new Layout.Position(i * 256, 0));
      if (i > 0) {
        edges.add(
            new Edge(
                "e" + i, Pipelines.ref("n" + (i - 1) + ".out"), Pipelines.ref("n" + i + ".in")));
      }
    }
    return new PipelineDocument(Graph.of(nodes, edges), layout);
  }

  private static Camera small() {
    return Camera.fitting(view.scene().bounds(), WIDTH, HEIGHT, 6, 0, 1);
  }

  /** The pixels of one of the two layers: operators, and the frame round what is seen. */
  private static int[] pixels(int layer) {
    Canvas canvas = (Canvas) map.getChildren().get(layer);
    SnapshotParameters clear = new SnapshotParameters();
    clear.setFill(Color.TRANSPARENT);
    WritableImage image = canvas.snapshot(clear, null);
    int[] out = new int[WIDTH * HEIGHT];
    image
        .getPixelReader()
        .getPixels(0, 0, WIDTH, HEIGHT, PixelFormat.getIntArgbInstance(), out, 0, WIDTH);
    return out;
  }

  private static int argb(Color c) {
    return 0xff000000
        | (int) Math.round(c.getRed() * 255) << 16
        | (int) Math.round(c.getGreen() * 255) << 8
        | (int) Math.round(c.getBlue() * 255);
  }

  private static boolean isLike(int pixel, int colour) {
    for (int shift = 0; shift < 32; shift += 8) {
      if (Math.abs((pixel >> shift & 255) - (colour >> shift & 255)) > 2) {
        return false;
      }
    }
    return true;
  }

  /** Every operator has its colour where it stands, and nothing is where none stands. */
  private static void matchesTheScene() throws Exception {
    onFx(
        () -> {
          int[] argb = pixels(0);
          Camera small = small();
          boolean[] near = new boolean[argb.length];
          for (NodeShape n : view.scene().nodes().values()) {
            Point a = small.toScreen(n.box().x(), n.box().y());
            double w = Math.max(2, n.box().width() * small.zoom());
            double h = Math.max(2, n.box().height() * small.zoom());
            int x = (int) (a.x() + w / 2);
            int y = (int) (a.y() + h / 2);
            assertThat(x).as(n.id()).isBetween(0, WIDTH - 1);
            assertThat(y).as(n.id()).isBetween(0, HEIGHT - 1);
            int pixel = argb[y * WIDTH + x];
            if (w > 3 && h > 3) {
              assertThat(isLike(pixel, argb(view.picture().palette().family(n.family()))))
                  .as("%s at %s, %s is %08x", n.id(), x, y, pixel)
                  .isTrue();
            } else {
              assertThat(pixel >>> 24).as("%s at %s, %s", n.id(), x, y).isGreaterThan(30);
            }
            for (int row = Math.max(0, (int) a.y() - 1); row <= a.y() + h + 1; row++) {
              for (int column = Math.max(0, (int) a.x() - 1); column <= a.x() + w + 1; column++) {
                if (row < HEIGHT && column < WIDTH) {
                  near[row * WIDTH + column] = true;
                }
              }
            }
          }
          for (int i = 0; i < argb.length; i++) {
            assertThat(near[i] || argb[i] >>> 24 == 0)
                .as("%s, %s is empty", i % WIDTH, i / WIDTH)
                .isTrue();
          }
        });
  }

  /** The outermost pixels of the frame. */
  private static Box frame() throws Exception {
    return onFx(
        () -> {
          int[] argb = pixels(1);
          int left = WIDTH;
          int right = -1;
          int top = HEIGHT;
          int bottom = -1;
          for (int i = 0; i < argb.length; i++) {
            if (argb[i] >>> 24 > 100) {
              left = Math.min(left, i % WIDTH);
              right = Math.max(right, i % WIDTH);
              top = Math.min(top, i / WIDTH);
              bottom = Math.max(bottom, i / WIDTH);
            }
          }
          return new Box(left, top, right - left + 1, bottom - top + 1);
        });
  }

  private static void framesWhatIsSeen() throws Exception {
    frames(4);
    Box frame = frame();
    onFx(
        () -> {
          Box seen = view.camera().seen(view.getWidth(), view.getHeight());
          Point a = small().toScreen(seen.x(), seen.y());
          Point b = small().toScreen(seen.right(), seen.bottom());
          assertThat(frame.x()).isCloseTo(clamp(a.x(), WIDTH), within(2.0));
          assertThat(frame.y()).isCloseTo(clamp(a.y(), HEIGHT), within(2.0));
          if (frame.width() > 5) {
            assertThat(frame.right()).isCloseTo(clamp(b.x(), WIDTH), within(2.0));
          }
          if (frame.height() > 5) {
            assertThat(frame.bottom()).isCloseTo(clamp(b.y(), HEIGHT), within(2.0));
          }
        });
  }

  private static double clamp(double v, double most) {
    return Math.max(0, Math.min(most, v));
  }

  private static void mouse(EventType<MouseEvent> type, Point canvas) {
    Point p = small().toScreen(canvas.x(), canvas.y());
    javafx.scene.Node layer = map.getChildren().get(0);
    javafx.geometry.Point2D at = layer.localToScene(p.x(), p.y());
    Event.fireEvent(
        map,
        new MouseEvent(
            type,
            at.getX(),
            at.getY(),
            at.getX(),
            at.getY(),
            MouseButton.PRIMARY,
            1,
            false,
            false,
            false,
            false,
            true,
            false,
            false,
            true,
            false,
            false,
            new PickResult(map, at.getX(), at.getY())));
  }

  private static Point middle() {
    return view.camera().toCanvas(view.getWidth() / 2, view.getHeight() / 2);
  }

  @Test
  void everyOperatorIsOnTheMapWhereItStands() throws Exception {
    matchesTheScene();
    framesWhatIsSeen();
    onFx(
        () ->
            send(
                new Message.Apply(
                    new GraphEdit.MoveNodes(java.util.Map.of("s", new Layout.Position(64, 900))))));
    frames(4);
    matchesTheScene();
    framesWhatIsSeen();
  }

  @Test
  void aChainOfFiveHundredIsOnTheMapWholeAndBothItsEndsCanBeGoneTo() throws Exception {
    show(chain(500));
    matchesTheScene();
    for (String end : List.of("n0", "n499", "n250")) {
      onFx(
          () -> {
            Point target = view.scene().nodes().get(end).box().center();
            mouse(MouseEvent.MOUSE_PRESSED, target);
            assertThat(middle().x()).as(end).isCloseTo(target.x(), within(1.0));
            assertThat(view.camera().seen(view.getWidth(), view.getHeight()))
                .matches(seen -> seen.contains(view.scene().nodes().get(end).box()), end);
          });
      framesWhatIsSeen();
    }
  }

  @Test
  void aPressBringsWhatIsThereToTheMiddleAndADragTakesItAlong() throws Exception {
    for (double zoom : List.of(0.25, 1.0, 3.0)) {
      for (String id : Pipelines.GRAPH.nodes().keySet()) {
        onFx(
            () -> {
              view.moveCamera(new Camera(-2_000, 500, zoom));
              Point target = view.scene().nodes().get(id).box().center();
              mouse(MouseEvent.MOUSE_PRESSED, target);
              assertThat(middle().x()).as(id).isCloseTo(target.x(), within(0.01));
              assertThat(middle().y()).as(id).isCloseTo(target.y(), within(0.01));
              Point then = target.plus(200, -40);
              mouse(MouseEvent.MOUSE_DRAGGED, then);
              assertThat(middle().x()).as(id).isCloseTo(then.x(), within(0.01));
              assertThat(view.camera().zoom()).as("only the place is another").isEqualTo(zoom);
            });
        framesWhatIsSeen();
      }
    }
    assertThat(state.open().history().canUndo()).as("no gesture has begun").isFalse();
    assertThat(state.selection()).isEqualTo(Selection.NONE);
  }

  @Test
  void aPressEndsAWayThatTheCameraIsOn() throws Exception {
    onFx(
        () -> {
          state = States.with(state, state.settings().withCalm(false));
          view.show(state);
          view.moveCamera(new Camera(5_000, 5_000, 1));
          view.aim(Effect.Aim.of(Effect.Aim.Kind.FIT));
        });
    Camera gone =
        onFx(
            () -> {
              mouse(MouseEvent.MOUSE_PRESSED, view.scene().nodes().get("k").box().center());
              return view.camera();
            });
    frames(4);
    assertThat(onFx(view::camera)).isEqualTo(gone);
  }

  @Test
  void whereTheCameraSeesNothingOfThePipelineTheFrameSaysInWhichDirectionItIs() throws Exception {
    onFx(() -> view.moveCamera(new Camera(90_000, 0, 1)));
    frames(4);
    assertThat(frame().right()).isGreaterThan(WIDTH - 4);
    onFx(() -> view.moveCamera(new Camera(-90_000, -90_000, 1)));
    frames(4);
    assertThat(frame().x()).isLessThan(3);
    assertThat(frame().y()).isLessThan(3);
  }

  @Test
  void aPipelineWithoutOperatorsLeavesNothingOnTheMapAndAPressNowhereToGo() throws Exception {
    onFx(
        () -> {
          send(new Message.SelectAll());
          send(new Message.DeleteSelection());
          map.refresh();
        });
    frames(4);
    onFx(
        () -> {
          assertThat(pixels(0)).containsOnly(0);
          assertThat(pixels(1)).containsOnly(0);
          Camera before = view.camera();
          mouse(MouseEvent.MOUSE_PRESSED, new Point(0, 0));
          assertThat(view.camera()).isEqualTo(before);
          send(new Message.Undo());
          map.refresh();
        });
    frames(4);
    matchesTheScene();
  }

  @Test
  void theColoursAreThoseOfTheTheme() throws Exception {
    onFx(
        () -> {
          send(new Message.SetMood(Mood.DARK));
          map.refresh();
        });
    frames(4);
    matchesTheScene();
    onFx(
        () -> {
          send(new Message.SetMood(Mood.LIGHT));
          map.refresh();
        });
    frames(4);
    matchesTheScene();
  }
}
