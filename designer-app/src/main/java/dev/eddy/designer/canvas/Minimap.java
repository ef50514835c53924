package dev.eddy.designer.canvas;

import javafx.animation.AnimationTimer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;

/**
 * The whole pipeline in small, with a frame round what the canvas shows; a press goes there. The
 * pipeline is painted when it changes, the frame when the camera moves or the canvas is resized.
 */
public final class Minimap extends StackPane {
  private static final double WIDTH = 160;
  private static final double HEIGHT = 64;
  // However long a pipeline is, the map shows it whole.
  private static final double LEAST_ZOOM = 1e-6;
  private static final long LEAST_NANOS = 250_000_000L;

  private final Canvas nodes = new Canvas(WIDTH, HEIGHT);
  private final Canvas seen = new Canvas(WIDTH, HEIGHT);
  private final CanvasView view;
  private Camera small = Camera.HOME;
  private Camera painted = Camera.HOME;
  private boolean stale = true;
  private long paintedAt;
  private final AnimationTimer frame =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          if (paint(now)) {
            stop();
          }
        }
      };

  public Minimap(CanvasView view) {
    this.view = view;
    setId("minimap");
    getStyleClass().add("minimap");
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    getChildren().addAll(nodes, seen);
    setAccessibleText("Minimap");
    view.onCamera(c -> frame.start());
    view.widthProperty().addListener(o -> frame.start());
    view.heightProperty().addListener(o -> frame.start());
    view.onScene(this::refresh);
    setOnMousePressed(this::go);
    setOnMouseDragged(this::go);
  }

  /** The pipeline, or how it is marked, has changed. */
  public void refresh() {
    stale = true;
    frame.start();
  }

  private void go(MouseEvent e) {
    e.consume();
    if (view.scene().nodes().isEmpty()) {
      return;
    }
    Point p = small.toCanvas(e.getX() - nodes.getLayoutX(), e.getY() - nodes.getLayoutY());
    Camera c = view.camera();
    view.moveCamera(
        new Camera(
            p.x() - view.getWidth() / 2 / c.zoom(),
            p.y() - view.getHeight() / 2 / c.zoom(),
            c.zoom()));
  }

  /** Gives whether nothing is left to paint. */
  private boolean paint(long now) {
    CanvasScene scene = view.scene();
    GraphicsContext g = seen.getGraphicsContext2D();
    g.clearRect(0, 0, WIDTH, HEIGHT);
    if (scene.nodes().isEmpty()) {
      nodes.getGraphicsContext2D().clearRect(0, 0, WIDTH, HEIGHT);
      return true;
    }
    // The frame may leave the map; only a map that moved with the camera would have to be painted
    // with each of its steps.
    small = Camera.fitting(scene.bounds(), WIDTH, HEIGHT, 6, LEAST_ZOOM, 1);
    boolean late = false;
    if (stale || !small.equals(painted)) {
      late = now - paintedAt < LEAST_NANOS && scene.nodes().size() > 500;
      if (!late) {
        stale = false;
        painted = small;
        paintedAt = now;
        nodes.getGraphicsContext2D().clearRect(0, 0, WIDTH, HEIGHT);
        view.painter().map(nodes.getGraphicsContext2D(), view.picture(), small);
      }
    }
    Box box = view.camera().seen(view.getWidth(), view.getHeight());
    Point a = small.toScreen(box.x(), box.y());
    Point b = small.toScreen(box.right(), box.bottom());
    double x = clamp(a.x(), WIDTH);
    double y = clamp(a.y(), HEIGHT);
    g.setStroke(view.picture().palette().get("accent"));
    g.setLineWidth(1.5);
    g.strokeRoundRect(
        x, y, Math.max(2, clamp(b.x(), WIDTH) - x), Math.max(2, clamp(b.y(), HEIGHT) - y), 3, 3);
    return !late;
  }

  private static double clamp(double v, double most) {
    return Math.max(1, Math.min(most - 1, v));
  }
}
