package dev.eddy.designer.canvas;

import javafx.animation.AnimationTimer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;

/** The whole pipeline in small, with a frame round what the canvas shows; a press goes there. */
public final class Minimap extends StackPane {
  private static final double WIDTH = 160;
  private static final double HEIGHT = 64;

  private final Canvas canvas = new Canvas(WIDTH, HEIGHT);
  private final CanvasView view;
  private Camera small = Camera.HOME;
  private final AnimationTimer frame =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          stop();
          paint();
        }
      };

  public Minimap(CanvasView view) {
    this.view = view;
    setId("minimap");
    getStyleClass().add("minimap");
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    getChildren().add(canvas);
    setAccessibleText("Minimap");
    view.onCamera(c -> refresh());
    setOnMousePressed(this::go);
    setOnMouseDragged(this::go);
  }

  public void refresh() {
    frame.start();
  }

  private void go(MouseEvent e) {
    Point p = small.toCanvas(e.getX() - canvas.getLayoutX(), e.getY() - canvas.getLayoutY());
    Camera c = view.camera();
    view.moveCamera(
        new Camera(
            p.x() - view.getWidth() / 2 / c.zoom(),
            p.y() - view.getHeight() / 2 / c.zoom(),
            c.zoom()));
    e.consume();
  }

  private void paint() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, WIDTH, HEIGHT);
    CanvasScene scene = view.scene();
    if (scene.nodes().isEmpty()) {
      return;
    }
    Box seen = view.camera().seen(view.getWidth(), view.getHeight());
    small = Camera.fitting(scene.bounds().union(seen), WIDTH, HEIGHT, 5, 1);
    view.painter().map(g, scene, small, view.palette());
    Point a = small.toScreen(seen.x(), seen.y());
    Point b = small.toScreen(seen.right(), seen.bottom());
    g.setStroke(view.palette().get("accent"));
    g.setLineWidth(1.5);
    g.strokeRoundRect(
        Math.max(1, a.x()),
        Math.max(1, a.y()),
        Math.min(WIDTH - 2, b.x() - a.x()),
        Math.min(HEIGHT - 2, b.y() - a.y()),
        3,
        3);
  }
}
