package dev.eddy.designer.view;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.NodeShape;
import dev.eddy.designer.canvas.Point;
import dev.eddy.designer.control.SearchField;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Find;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.theme.Theme;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/**
 * The search of the pipeline: a bar over the canvas, and rings round what it found, which keep
 * their width on the screen at every zoom.
 */
final class FindBar extends HBox {
  private static final double RING = 2;
  private static final double GAP = 5;

  private final Store store;
  private final CanvasView view;
  private final SearchField field = new SearchField("Find in the pipeline", "");
  private final Label count = Parts.label("", "small", "dim");
  private final Canvas paper = new Canvas();
  private final Pane rings = new Pane(paper);
  private List<Find.Hit> hits = List.of();
  private @Nullable OpenProject foundIn;
  private String found = "";
  private boolean filling;

  FindBar(Store store, CanvasView view) {
    super(6);
    this.store = store;
    this.view = view;
    setId("find-bar");
    getStyleClass().add("find-bar");
    setAlignment(Pos.CENTER_LEFT);
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    field.setPrefWidth(240);
    count.setMinWidth(64);
    Button previous = Parts.icon("chevron-up", 16, "Previous hit");
    previous.setOnAction(e -> store.send(new ShellMessage.StepFind(-1)));
    Button next = Parts.icon("chevron-down", 16, "Next hit");
    next.setOnAction(e -> store.send(new ShellMessage.StepFind(1)));
    Button close = Parts.icon("x", 16, "Close");
    close.setOnAction(e -> close());
    getChildren().addAll(field, count, previous, next, close);
    field
        .field()
        .textProperty()
        .addListener(
            (o, was, is) -> {
              if (!filling) {
                store.send(new ShellMessage.FindText(is));
              }
            });
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    rings.setMouseTransparent(true);
    paper.setManaged(false);
    paper.widthProperty().bind(rings.widthProperty());
    paper.heightProperty().bind(rings.heightProperty());
    rings.widthProperty().addListener((o, was, is) -> paint());
    rings.heightProperty().addListener((o, was, is) -> paint());
    view.onCamera(c -> paint());
    setVisible(false);
    setManaged(false);
  }

  /** What lies over the canvas and lets the mouse through. */
  Node rings() {
    return rings;
  }

  private void onKey(KeyEvent e) {
    if (e.getCode() == KeyCode.ENTER) {
      store.send(new ShellMessage.StepFind(e.isShiftDown() ? -1 : 1));
      e.consume();
    } else if (e.getCode() == KeyCode.ESCAPE) {
      close();
      e.consume();
    }
  }

  private void close() {
    store.send(new ShellMessage.ShowFind(false));
    view.requestFocus();
  }

  void show(AppState s) {
    Find f = s.find();
    boolean opens = f.open() && !isVisible();
    setVisible(f.open());
    setManaged(f.open());
    OpenProject open = f.open() ? s.open() : null;
    if (open != foundIn || !f.query().equals(found)) {
      foundIn = open;
      found = f.query();
      hits = open == null ? List.of() : Find.hits(open.pipeline(), open.graph(), found);
    }
    count.setText(words(f, hits.size()));
    if (!field.field().getText().equals(f.query())) {
      filling = true;
      field.field().setText(f.query());
      filling = false;
    }
    if (opens) {
      field.field().requestFocus();
      field.field().selectAll();
    }
    paint();
  }

  static String words(Find f, int hits) {
    if (f.query().isBlank()) {
      return "";
    }
    if (hits == 0) {
      return "none";
    }
    return f.at() < 0 ? hits + " found" : Math.min(f.at() + 1, hits) + " of " + hits;
  }

  private void paint() {
    GraphicsContext g = paper.getGraphicsContext2D();
    g.clearRect(0, 0, paper.getWidth(), paper.getHeight());
    if (hits.isEmpty()) {
      return;
    }
    Color colour = Theme.color("paused", store.state().mood());
    g.setStroke(colour);
    double zoom = view.camera().zoom();
    int at = store.state().find().at();
    for (int i = 0; i < hits.size(); i++) {
      NodeShape n = view.scene().nodes().get(hits.get(i).node().id());
      if (n == null) {
        continue;
      }
      Point p = view.camera().toScreen(n.box().x(), n.box().y());
      double w = n.box().width() * zoom;
      double h = n.box().height() * zoom;
      if (p.x() + w < 0 || p.y() + h < 0 || p.x() > paper.getWidth() || p.y() > paper.getHeight()) {
        continue;
      }
      g.setLineWidth(i == at ? RING * 2 : RING);
      g.strokeRoundRect(p.x() - GAP, p.y() - GAP, w + 2 * GAP, h + 2 * GAP, 16, 16);
    }
  }
}
