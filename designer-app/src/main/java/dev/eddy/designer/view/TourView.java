package dev.eddy.designer.view;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.EdgeShape;
import dev.eddy.designer.canvas.NodeShape;
import dev.eddy.designer.canvas.Point;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Tour;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Coach marks over the window: a ring round what a step speaks of, a card beside it. */
final class TourView extends Pane {
  private static final double CARD = 320;
  private static final double GAP = 12;

  /** Of the offer: no wider than the narrowest inspector. */
  private static final double OFFER = 280;

  private final Store store;
  private final CanvasView canvas;
  private final Region ring = new Region();
  private final Label count = Parts.label("", "small", "dim");
  private final Label title = Parts.label("", "title");
  private final Label words = Parts.label("");
  private final Button next = Parts.text("", "Skip this step", "small-button");
  private final Button end = Parts.text("", "End the tour", "small-button");
  private final VBox card;
  private boolean ahead;

  TourView(Store store, CanvasView canvas) {
    this.store = store;
    this.canvas = canvas;
    setId("tour");
    setPickOnBounds(false);
    ring.getStyleClass().add("tour-ring");
    ring.setMouseTransparent(true);
    words.setWrapText(true);
    words.setMinHeight(USE_PREF_SIZE);
    next.setId("tour-next");
    end.setId("tour-end");
    next.setOnAction(
        e -> {
          int n = store.state().desk().tour();
          store.send(
              new Message.ShowTour(
                  n == Tour.OFFERED ? 0 : n + 1 >= Tour.size() ? Tour.NONE : n + 1));
        });
    end.setOnAction(e -> store.send(new Message.ShowTour(Tour.NONE)));
    HBox buttons = new HBox(8, count, Parts.gap(), next, end);
    buttons.setAlignment(Pos.CENTER_LEFT);
    card = new VBox(8, title, words, buttons);
    card.getStyleClass().add("tour-card");
    card.setMaxWidth(CARD);
    getChildren().addAll(ring, card);
    setVisible(false);
    canvas.onCamera(c -> requestLayout());
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
  }

  /** For the whole window: Escape ends the tour wherever the focus is. */
  void onKey(KeyEvent e) {
    if (e.getCode() == KeyCode.ESCAPE && store.state().desk().tour() != Tour.NONE) {
      store.send(new Message.ShowTour(Tour.NONE));
      e.consume();
    }
  }

  void show(AppState s) {
    int n = s.open() == null ? Tour.NONE : s.desk().tour();
    setVisible(n != Tour.NONE);
    if (n == Tour.NONE) {
      return;
    }
    if (n == Tour.OFFERED) {
      fill(
          "New here?",
          "A tour of six steps shows what Eddy can do, on this example.",
          "",
          "Start",
          "No, thanks");
    } else {
      Tour.Step step = Tour.of(s);
      if (step != null) {
        fill(
            step.title(),
            KeyWords.of(s).in(step.words()),
            (n + 1) + " of " + Tour.size(),
            "Skip this step",
            "End the tour");
      }
    }
    int then = Tour.next(s);
    if (then != n && !ahead) {
      ahead = true;
      Platform.runLater(
          () -> {
            ahead = false;
            store.send(new Message.ShowTour(then));
          });
    }
    requestLayout();
    // What it points at is laid out after this.
    Platform.runLater(this::requestLayout);
  }

  private void fill(String head, String text, String position, String go, String stop) {
    title.setText(head);
    words.setText(text);
    count.setText(position);
    next.setText(go);
    end.setText(stop);
  }

  @Override
  protected void layoutChildren() {
    AppState s = store.state();
    Tour.Step step = Tour.of(s);
    Rectangle2D target = step == null ? null : target(s, step.target());
    ring.setVisible(target != null);
    if (target == null) {
      // In the corner below the inspector, which is empty while nothing is selected.
      double offered = card.prefHeight(OFFER);
      card.resizeRelocate(getWidth() - OFFER - 12, getHeight() - offered - 36, OFFER, offered);
      return;
    }
    double height = card.prefHeight(CARD);
    ring.resizeRelocate(
        target.getMinX() - 6,
        target.getMinY() - 6,
        target.getWidth() + 12,
        target.getHeight() + 12);
    double x = target.getMinX() + target.getWidth() / 2 - CARD / 2;
    double below = target.getMaxY() + GAP + 6;
    double y = below + height > getHeight() - 8 ? target.getMinY() - GAP - 6 - height : below;
    card.resizeRelocate(
        Math.max(8, Math.min(getWidth() - CARD - 8, x)), Math.max(8, y), CARD, height);
  }

  /** Where in this pane what a step points at is; null where it is not to be seen. */
  private @Nullable Rectangle2D target(AppState s, String id) {
    if (id.equals("edge")) {
      String edge = Tour.edge(s);
      EdgeShape shape = edge == null ? null : canvas.scene().edges().get(edge);
      if (shape == null) {
        return null;
      }
      return onCanvas(shape.middle(), 14, 14);
    }
    if (id.equals("node")) {
      String node = Tour.node(s);
      NodeShape shape = node == null ? null : canvas.scene().nodes().get(node);
      if (shape == null) {
        return null;
      }
      double w = shape.box().width() / 2;
      double h = shape.box().height() / 2;
      return onCanvas(new Point(shape.box().x() + w, shape.box().y() + h), w, h);
    }
    Node n = getScene() == null ? null : getScene().lookup("#" + id);
    if (n == null || n.getLayoutBounds().getWidth() <= 0) {
      return null;
    }
    for (Node at = n; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return null;
      }
    }
    Bounds b = sceneToLocal(n.localToScene(n.getLayoutBounds()));
    return new Rectangle2D(b.getMinX(), b.getMinY(), b.getWidth(), b.getHeight());
  }

  private Rectangle2D onCanvas(Point middle, double halfWidth, double halfHeight) {
    double z = canvas.camera().zoom();
    Point at = canvas.camera().toScreen(middle.x(), middle.y());
    javafx.geometry.Point2D p = sceneToLocal(canvas.localToScene(at.x(), at.y()));
    double w = Math.max(14, halfWidth * z);
    double h = Math.max(14, halfHeight * z);
    return new Rectangle2D(p.getX() - w, p.getY() - h, 2 * w, 2 * h);
  }
}
