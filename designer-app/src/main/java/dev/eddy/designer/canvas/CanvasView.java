package dev.eddy.designer.canvas;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Stop;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/**
 * The canvas: one painted surface. It holds what is only of the view (camera, gesture in the
 * making, what the pointer is over); everything else comes with {@link #show} and everything that
 * the user does leaves as a message. FX thread only. Painted at most once a frame.
 */
public final class CanvasView extends Pane {
  private static final double CLICK = 4;
  private static final long AIM_NANOS = 180_000_000L;

  private final Canvas canvas = new Canvas();
  private final CanvasPainter painter = new CanvasPainter();
  private final Catalog catalog;
  private final SceneBuilder builder;
  private final Consumer<Message> send;
  private final List<Consumer<Camera>> cameraListeners = new ArrayList<>();
  private Consumer<QuickAdd> onQuickAdd = q -> {};
  private BiConsumer<MouseEvent, @Nullable String> onEdgeMenu = (e, id) -> {};
  private BiConsumer<MouseEvent, @Nullable String> onMenu = (e, id) -> {};

  private @Nullable AppState state;
  private CanvasScene scene = CanvasScene.EMPTY;
  private Palette palette = new Palette(dev.eddy.designer.theme.Mood.LIGHT);
  private Camera camera = Camera.HOME;
  private Camera aimFrom = Camera.HOME;
  private @Nullable Camera aimTo;
  private long aimStart;
  private boolean fitPending;
  private boolean sceneStale = true;

  private @Nullable Gesture gesture;
  private @Nullable Gesture armed;
  private Overlay waiting = Overlay.NONE;
  private boolean panning;
  private boolean spaceHeld;
  private Point pressed = new Point(0, 0);
  private Point last = new Point(0, 0);
  private @Nullable Runnable click;
  private @Nullable String hoverNode;
  private @Nullable String hoverEdge;

  private final AnimationTimer frame =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          if (!animate()) {
            stop();
          }
          paint();
        }
      };

  public CanvasView(Catalog catalog, Consumer<Message> send) {
    this.catalog = catalog;
    this.send = send;
    this.builder = new SceneBuilder(catalog, painter::nameWidth);
    setId("canvas");
    getChildren().add(canvas);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.NODE);
    setAccessibleRoleDescription("pipeline canvas");
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::onPress);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::onDrag);
    addEventHandler(MouseEvent.MOUSE_RELEASED, this::onRelease);
    addEventHandler(MouseEvent.MOUSE_MOVED, this::onMove);
    addEventHandler(MouseEvent.MOUSE_EXITED, e -> hover(null, null));
    addEventHandler(ScrollEvent.SCROLL, this::onScroll);
    addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    addEventHandler(
        KeyEvent.KEY_RELEASED,
        e -> {
          if (e.getCode() == KeyCode.SPACE) {
            spaceHeld = false;
            setCursor(Cursor.DEFAULT);
          }
        });
  }

  /** A wire was dropped, or the user asked to add an operator. */
  public void onQuickAdd(Consumer<QuickAdd> listener) {
    onQuickAdd = listener;
  }

  /** The menu of an edge is asked for. */
  public void onEdgeMenu(BiConsumer<MouseEvent, @Nullable String> listener) {
    onEdgeMenu = listener;
  }

  /** The menu of a node, or of the canvas for null, is asked for. */
  public void onMenu(BiConsumer<MouseEvent, @Nullable String> listener) {
    onMenu = listener;
  }

  public void onCamera(Consumer<Camera> listener) {
    cameraListeners.add(listener);
    listener.accept(camera);
  }

  public Camera camera() {
    return camera;
  }

  public CanvasScene scene() {
    refreshScene();
    return scene;
  }

  CanvasPainter painter() {
    return painter;
  }

  Palette palette() {
    return palette;
  }

  public void show(AppState value) {
    if (state == null || state.mood() != value.mood()) {
      palette = new Palette(value.mood());
    }
    state = value;
    sceneStale = true;
    if (value.open() == null) {
      gesture = null;
      waiting = Overlay.NONE;
    }
    repaint();
  }

  /** Ends the dashed wire that waited for an operator to be chosen. */
  public void endWaiting() {
    waiting = Overlay.NONE;
    repaint();
  }

  /** Moves the camera as the user asked. */
  public void aim(Effect.Aim aim) {
    refreshScene();
    double w = getWidth();
    double h = getHeight();
    switch (aim.kind()) {
      case FIT -> {
        if (w < 50 || scene.nodes().isEmpty()) {
          fitPending = true;
        } else {
          aimAt(Camera.fitting(scene.bounds(), w, h, 56, 1));
        }
      }
      case ACTUAL_SIZE -> aimAt(camera.zoomedAt(w / 2, h / 2, 1 / camera.zoom()));
      case IN -> aimAt(camera.zoomedAt(w / 2, h / 2, 1.25));
      case OUT -> aimAt(camera.zoomedAt(w / 2, h / 2, 0.8));
      case REVEAL -> {
        NodeShape n = aim.node() == null ? null : scene.nodes().get(aim.node());
        if (n != null) {
          aimAt(camera.revealing(n.box().grow(48), w, h));
        }
      }
    }
  }

  void moveCamera(Camera value) {
    aimTo = null;
    camera = value;
    cameraListeners.forEach(l -> l.accept(value));
    repaint();
  }

  private void aimAt(Camera value) {
    aimFrom = camera;
    aimTo = value;
    aimStart = System.nanoTime();
    repaint();
  }

  private boolean animate() {
    Camera to = aimTo;
    if (to == null) {
      return false;
    }
    double t = Math.min(1, Math.max(0, (System.nanoTime() - aimStart) / (double) AIM_NANOS));
    double s = 1 - Math.pow(1 - t, 3);
    camera =
        t >= 1
            ? to
            : new Camera(
                aimFrom.x() + (to.x() - aimFrom.x()) * s,
                aimFrom.y() + (to.y() - aimFrom.y()) * s,
                aimFrom.zoom() + (to.zoom() - aimFrom.zoom()) * s);
    cameraListeners.forEach(l -> l.accept(camera));
    if (t >= 1) {
      aimTo = null;
      return false;
    }
    return true;
  }

  private void repaint() {
    frame.start();
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(Math.ceil(getWidth()));
    canvas.setHeight(Math.ceil(getHeight()));
    repaint();
  }

  private void paint() {
    refreshScene();
    if (fitPending && getWidth() >= 50 && !scene.nodes().isEmpty()) {
      fitPending = false;
      moveCamera(Camera.fitting(scene.bounds(), getWidth(), getHeight(), 56, 1));
    }
    if (getWidth() <= 0 || state == null) {
      return;
    }
    Gesture g = gesture;
    painter.paint(
        canvas.getGraphicsContext2D(),
        new CanvasPainter.Frame(
            scene,
            camera,
            getWidth(),
            getHeight(),
            palette,
            g == null ? waiting : g.overlay(),
            state.run() != null && state.run().isPast(),
            hoverNode,
            hoverEdge));
  }

  private void refreshScene() {
    if (!sceneStale || state == null) {
      return;
    }
    sceneStale = false;
    AppState s = state;
    Layout layout = s.open() == null ? Layout.EMPTY : s.open().layout();
    if (gesture != null && !gesture.moved().isEmpty()) {
      Map<String, Layout.Position> positions = new LinkedHashMap<>(layout.positions());
      positions.putAll(gesture.moved());
      layout = new Layout(positions, layout.unknown());
    }
    scene = builder.build(s.graph(), layout, marks(s));
    StringBuilder spoken = new StringBuilder("Pipeline");
    scene.nodes().values().forEach(n -> spoken.append(". ").append(n.spoken()));
    setAccessibleText(spoken.toString());
  }

  private static Marks marks(AppState s) {
    Map<String, EdgeShape.Dot> dots = new HashMap<>();
    for (Stop stop : s.stops().values()) {
      dots.put(
          stop.edgeId(),
          !stop.enabled()
              ? EdgeShape.Dot.OFF
              : stop.condition().isBlank() ? EdgeShape.Dot.ON : EdgeShape.Dot.CONDITION);
    }
    return new Marks(
        s.selection().nodes(),
        s.selection().edge(),
        s.problemsByNode(),
        s.checks().outputs(),
        dots,
        s.run() == null ? null : s.run().status(),
        s.run() == null ? Map.of() : s.run().rates(),
        s.changedSinceRun());
  }

  // Mouse: a gesture owns it from press to release.

  private Point canvasPoint(MouseEvent e) {
    return camera.toCanvas(e.getX(), e.getY());
  }

  private double reach() {
    return CanvasScene.REACH / camera.zoom();
  }

  private void onPress(MouseEvent e) {
    requestFocus();
    aimTo = null;
    waiting = Overlay.NONE;
    pressed = new Point(e.getX(), e.getY());
    last = pressed;
    click = null;
    armed = null;
    AppState s = state;
    if (s == null || s.open() == null) {
      return;
    }
    refreshScene();
    if (e.getButton() == MouseButton.MIDDLE || e.getButton() == MouseButton.PRIMARY && spaceHeld) {
      panning = true;
      setCursor(Cursor.CLOSED_HAND);
      return;
    }
    Point p = canvasPoint(e);
    if (e.getButton() == MouseButton.SECONDARY) {
      menu(e, p);
      return;
    }
    if (e.getButton() != MouseButton.PRIMARY) {
      return;
    }
    Optional<PortShape> port = scene.portAt(p, reach());
    if (port.isPresent()) {
      gesture =
          new Gesture.Connect(
              scene,
              s.graph(),
              new Connections(catalog, s.graph(), s.checks().outputs()),
              port.get());
      return;
    }
    Optional<NodeShape> node = scene.nodeAt(p);
    if (node.isPresent()) {
      pressNode(e, p, s, node.get());
      return;
    }
    Optional<EdgeShape> middle = scene.middleAt(p, reach() * 0.8);
    if (middle.isPresent()) {
      String id = middle.get().id();
      click = () -> send.accept(new Message.ToggleStop(id));
      return;
    }
    Optional<EdgeShape> edge = scene.edgeAt(p, reach() * 0.7);
    if (edge.isPresent()) {
      send.accept(new Message.Select(Selection.edge(edge.get().id())));
      return;
    }
    if (e.getClickCount() == 2) {
      quickAdd(p, null, true);
      return;
    }
    boolean keep = e.isShiftDown() || e.isControlDown();
    armed = new Gesture.Band(scene, keep ? s.selection().nodes() : Set.of(), p);
    if (!keep) {
      click = () -> send.accept(new Message.Select(Selection.NONE));
    }
  }

  private void pressNode(MouseEvent e, Point p, AppState s, NodeShape node) {
    Set<String> ids = new LinkedHashSet<>(s.selection().nodes());
    if (e.isControlDown() || e.isShiftDown()) {
      if (!ids.remove(node.id())) {
        ids.add(node.id());
      }
      send.accept(new Message.Select(Selection.nodes(ids)));
      return;
    }
    if (!ids.contains(node.id())) {
      ids = Set.of(node.id());
      send.accept(new Message.Select(Selection.nodes(ids)));
    } else if (ids.size() > 1) {
      click = () -> send.accept(new Message.Select(Selection.node(node.id())));
    }
    Map<String, Layout.Position> before = new LinkedHashMap<>();
    for (String id : ids) {
      NodeShape n = scene.nodes().get(id);
      if (n != null) {
        before.put(id, new Layout.Position(n.box().x(), n.box().y()));
      }
    }
    armed = new Gesture.Move(before, new Layout.Position(node.box().x(), node.box().y()), p);
  }

  private void onDrag(MouseEvent e) {
    Point now = new Point(e.getX(), e.getY());
    if (panning) {
      moveCamera(camera.panned(now.x() - last.x(), now.y() - last.y()));
      last = now;
      return;
    }
    last = now;
    if (gesture == null && armed != null && now.distance(pressed) >= CLICK) {
      gesture = armed;
      click = null;
    }
    if (gesture != null) {
      gesture.drag(canvasPoint(e));
      sceneStale |= !gesture.moved().isEmpty();
      repaint();
    }
  }

  private void onRelease(MouseEvent e) {
    if (panning) {
      panning = false;
      setCursor(spaceHeld ? Cursor.OPEN_HAND : Cursor.DEFAULT);
      return;
    }
    Gesture g = gesture;
    gesture = null;
    armed = null;
    sceneStale = true;
    repaint();
    if (g == null) {
      Runnable c = click;
      click = null;
      if (c != null && new Point(e.getX(), e.getY()).distance(pressed) < CLICK) {
        c.run();
      }
      return;
    }
    Gesture.Outcome outcome = g.release(canvasPoint(e));
    if (outcome instanceof Gesture.Outcome.Send m) {
      send.accept(m.message());
    } else if (outcome instanceof Gesture.Outcome.QuickAdd q) {
      waiting = new Overlay.Dropped(q.start(), q.at(), q.fromOutput());
      quickAdd(q.at(), q.from(), q.fromOutput());
    }
  }

  private void menu(MouseEvent e, Point p) {
    Optional<NodeShape> node = scene.nodeAt(p);
    if (node.isPresent()) {
      if (state != null && !state.selection().nodes().contains(node.get().id())) {
        send.accept(new Message.Select(Selection.node(node.get().id())));
      }
      onMenu.accept(e, node.get().id());
      return;
    }
    Optional<EdgeShape> edge = scene.edgeAt(p, reach());
    if (edge.isPresent()) {
      send.accept(new Message.Select(Selection.edge(edge.get().id())));
      onEdgeMenu.accept(e, edge.get().id());
      return;
    }
    onMenu.accept(e, null);
  }

  private void onMove(MouseEvent e) {
    last = new Point(e.getX(), e.getY());
    refreshScene();
    Point p = canvasPoint(e);
    Optional<NodeShape> node =
        scene
            .portAt(p, reach())
            .map(x -> scene.nodes().get(x.ref().node()))
            .or(() -> scene.nodeAt(p));
    String edge =
        node.isPresent() ? null : scene.edgeAt(p, reach()).map(EdgeShape::id).orElse(null);
    hover(node.map(NodeShape::id).orElse(null), edge);
    if (!spaceHeld) {
      setCursor(scene.portAt(p, reach()).isPresent() ? Cursor.CROSSHAIR : Cursor.DEFAULT);
    }
  }

  private void hover(@Nullable String node, @Nullable String edge) {
    if (!java.util.Objects.equals(node, hoverNode) || !java.util.Objects.equals(edge, hoverEdge)) {
      hoverNode = node;
      hoverEdge = edge;
      repaint();
    }
  }

  /** What the pointer is over, in words for a tooltip; empty over nothing that has any. */
  public String hoverWords() {
    AppState s = state;
    if (s == null || gesture != null) {
      return "";
    }
    if (hoverNode != null) {
      NodeShape n = scene.nodes().get(hoverNode);
      List<dev.eddy.model.problem.Problem> problems =
          s.problemsByNode().getOrDefault(hoverNode, List.of());
      if (!problems.isEmpty()) {
        return problems.get(0).message() + "\n" + problems.get(0).remedy();
      }
      return n == null ? "" : n.name() + "\n" + n.line();
    }
    if (hoverEdge != null) {
      Edge e = s.graph().edges().get(hoverEdge);
      dev.eddy.model.contract.Contract c =
          e == null ? null : s.checks().outputs().get(e.from().toString());
      if (c != null) {
        StringBuilder b = new StringBuilder();
        c.schema()
            .fields()
            .forEach(f -> b.append(f.name()).append("  ").append(f.type()).append('\n'));
        return b.append("click the middle: breakpoint").toString();
      }
    }
    return "";
  }

  private void onScroll(ScrollEvent e) {
    if (state == null || state.open() == null) {
      return;
    }
    aimTo = null;
    if (e.isControlDown()) {
      moveCamera(camera.zoomedAt(e.getX(), e.getY(), Math.pow(1.0015, e.getDeltaY())));
    } else if (e.isShiftDown() && e.getDeltaX() == 0) {
      moveCamera(camera.panned(e.getDeltaY(), 0));
    } else {
      moveCamera(camera.panned(e.getDeltaX(), e.getDeltaY()));
    }
    e.consume();
  }

  private void onKey(KeyEvent e) {
    if (e.getCode() == KeyCode.SPACE && !spaceHeld) {
      spaceHeld = true;
      setCursor(Cursor.OPEN_HAND);
      e.consume();
    } else if (e.getCode() == KeyCode.ESCAPE && gesture != null) {
      // The document was never touched, so there is nothing to take back.
      gesture = null;
      armed = null;
      sceneStale = true;
      repaint();
      e.consume();
    }
  }

  /** Asks for an operator where the pointer is, or in the middle of the view. */
  public void quickAddHere() {
    boolean inside =
        last.x() > 0 && last.y() > 0 && last.x() < getWidth() && last.y() < getHeight();
    Point at =
        inside
            ? camera.toCanvas(last.x(), last.y())
            : camera.toCanvas(getWidth() / 2, getHeight() / 2);
    quickAdd(at, null, true);
  }

  private void quickAdd(Point at, @Nullable PortRef from, boolean fromOutput) {
    Point p = camera.toScreen(at.x(), at.y());
    Point2D screen = localToScreen(p.x(), p.y());
    if (screen != null) {
      onQuickAdd.accept(new QuickAdd(at, screen.getX(), screen.getY(), from, fromOutput));
    }
  }

  /** Puts an operator where it was asked for, connected to the port that asked. */
  public void place(OperatorDescriptor type, QuickAdd where) {
    AppState s = state;
    if (s == null || s.open() == null) {
      return;
    }
    Graph graph = s.graph();
    Node node = Edits.fresh(graph, type);
    PortRef from = where.from();
    double y = from == null ? where.at().y() - NodeGeometry.HEIGHT / 2 : where.at().y() - 40;
    double x = where.at().x();
    if (from != null && !where.fromOutput()) {
      x -= NodeGeometry.width(painter.nameWidth(node.name()));
    }
    List<dev.eddy.model.edit.GraphEdit> edits = new ArrayList<>();
    edits.add(Edits.add(node, NodeGeometry.snap(x), NodeGeometry.snap(y)));
    if (from != null) {
      Connections connections = new Connections(catalog, graph, s.checks().outputs());
      if (where.fromOutput()) {
        connections
            .inputFor(from, type)
            .ifPresent(port -> edits.add(Edits.connect(graph, from, new PortRef(node.id(), port))));
      } else if (!type.outputs().isEmpty()) {
        edits.add(Edits.connect(graph, new PortRef(node.id(), type.outputs().get(0).name()), from));
      }
    }
    send.accept(
        new Message.Apply(Edits.all("Add " + node.name(), edits), null, Selection.node(node.id())));
  }

  /** The operators that an output could feed, or all where there is none. */
  public List<OperatorDescriptor> candidates(QuickAdd where) {
    AppState s = state;
    List<OperatorDescriptor> out = new ArrayList<>();
    if (s == null) {
      return out;
    }
    Connections connections = new Connections(catalog, s.graph(), s.checks().outputs());
    for (OperatorType t : catalog.all()) {
      OperatorDescriptor d = t.descriptor();
      PortRef from = where.from();
      boolean fits =
          from == null
              || (where.fromOutput()
                  ? connections.obstacle(from, d).isEmpty()
                  : !d.outputs().isEmpty());
      if (fits) {
        out.add(d);
      }
    }
    return out;
  }

  // An operator that is dragged in from the palette, by plain mouse events.

  /** Paints the operator under the pointer; {@code x} and {@code y} are of the scene. */
  public void ghost(OperatorDescriptor type, double x, double y) {
    Point2D local = sceneToLocal(x, y);
    waiting =
        contains(local)
            ? new Overlay.Ghost(ghostAt(local), type.title(), type.icon(), type.family())
            : Overlay.NONE;
    repaint();
  }

  /** Drops it: it is added where it was painted, or not at all outside of the canvas. */
  public void drop(OperatorDescriptor type, double x, double y) {
    Point2D local = sceneToLocal(x, y);
    waiting = Overlay.NONE;
    repaint();
    AppState s = state;
    if (!contains(local) || s == null || s.open() == null) {
      return;
    }
    Point at = ghostAt(local);
    Node node = Edits.fresh(s.graph(), type);
    send.accept(
        new Message.Apply(Edits.add(node, at.x(), at.y()), null, Selection.node(node.id())));
  }

  private Point ghostAt(Point2D local) {
    Point p = camera.toCanvas(local.getX(), local.getY());
    return new Point(
        NodeGeometry.snap(p.x() - NodeGeometry.MIN_WIDTH / 2),
        NodeGeometry.snap(p.y() - NodeGeometry.HEIGHT / 2));
  }
}
