package dev.eddy.designer.canvas;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.scene.transform.Affine;
import org.jspecify.annotations.Nullable;

/**
 * The canvas: a painted surface that is kept as a bitmap, and one over it for what a gesture moves.
 * It holds what is only of the view (camera, gesture in the making, what the pointer is over);
 * everything else comes with {@link #show} and everything that the user does leaves as a message.
 * FX thread only. Painted at most once a frame.
 */
public final class CanvasView extends Pane {
  private static final long FIGURES_NANOS = 100_000_000L;

  private final CanvasPainter painter = new CanvasPainter();
  private final OverlayPainter overlays = new OverlayPainter(painter);
  private final CanvasLayer layer = new CanvasLayer(painter);
  private final Canvas over = new Canvas();
  private final Catalog catalog;
  private final SceneBuilder builder;
  private final Consumer<Message> send;
  private final CanvasInput input;
  private final CameraMotion motion = new CameraMotion();
  private final Placing placing;
  private final List<Runnable> sceneListeners = new ArrayList<>();

  private Map<String, String> path = Map.of();
  private @Nullable AppState state;
  private Graph graph = Graph.EMPTY;
  private Layout layout = Layout.EMPTY;
  private CanvasScene scene = CanvasScene.EMPTY;
  private Looks looks = Looks.NONE;
  private boolean sceneStale = true;
  private boolean looksStale = true;
  private long looksAt;
  private Palette palette = new Palette(Mood.LIGHT);
  private Picture painted = new Picture(scene, looks, palette, false, null, Set.of());
  private final Map<String, Camera> cameras = new HashMap<>();
  private boolean fitPending;
  private boolean overUsed;
  private boolean settled;
  private @Nullable Set<String> noteAwaited;

  private final AnimationTimer frame =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          boolean more = motion.step();
          settled = !paint() && !more;
          if (settled) {
            stop();
          }
        }
      };

  public CanvasView(Catalog catalog, Consumer<Message> send) {
    this.catalog = catalog;
    this.send = send;
    this.builder = new SceneBuilder(catalog, painter::nameWidth);
    this.placing = new Placing(this, catalog);
    this.input = new CanvasInput(this, catalog);
    motion.listen(c -> input.followCamera());
    setId("canvas");
    over.setMouseTransparent(true);
    over.setVisible(false);
    getChildren().addAll(layer.canvas(), over);
    Rectangle clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.NODE);
    setAccessibleRoleDescription("pipeline canvas");
  }

  /** A wire was dropped, or the user asked to add an operator. */
  public void onQuickAdd(Consumer<QuickAdd> listener) {
    placing.onQuickAdd(listener);
  }

  /** A context menu is asked for. */
  public void onMenu(Consumer<CanvasMenu> listener) {
    input.onMenu(listener);
  }

  /** Told of the camera now and whenever it moves. */
  public void onCamera(Consumer<Camera> listener) {
    motion.listen(listener);
    listener.accept(motion.camera());
  }

  void onScene(Runnable listener) {
    sceneListeners.add(listener);
  }

  public Camera camera() {
    return motion.camera();
  }

  public CanvasScene scene() {
    refresh();
    return scene;
  }

  /** What a node shows, as {@link #scene} has it. */
  public @Nullable NodeLook look(String node) {
    refresh();
    NodeShape n = scene.nodes().get(node);
    return n == null ? null : looks.node(n);
  }

  /** Where the words of an edge are painted that can be moved; null where there are none. */
  @Nullable Box wordsOf(EdgeShape e) {
    refresh();
    return painter.edges().words().box(e, looks.edge(e), motion.camera().zoom());
  }

  CanvasPainter painter() {
    return painter;
  }

  /** How often the whole bitmap was painted. */
  public long repaints() {
    return layer.repaints();
  }

  /** Whether nothing is left to paint: the camera rests, and the bitmap is crisp and up to date. */
  public boolean isSettled() {
    return settled;
  }

  SceneBuilder builder() {
    return builder;
  }

  /** As the canvas looks where nothing is selected. */
  Looks looksUnselected() {
    refresh();
    return Looks.of(catalog, looks.marks().unselected());
  }

  Picture picture() {
    refresh();
    return new Picture(scene, looks, palette, isPast(), null, Set.of());
  }

  /** The name of the pipeline that is shown; empty where none is. */
  String pipeline() {
    return state == null || state.open() == null ? "" : state.open().pipeline();
  }

  /**
   * How wide nodes are painted, by id, in canvas units; notes and what is not there are left out.
   */
  public Map<String, Double> widths(Set<String> nodes) {
    refresh();
    Map<String, Double> out = new HashMap<>();
    for (String id : nodes) {
      NodeShape n = scene.nodes().get(id);
      if (n != null) {
        out.put(id, n.box().width());
      }
    }
    return out;
  }

  @Nullable AppState state() {
    return state;
  }

  void send(Message message) {
    send.accept(message);
  }

  /**
   * Marks the nodes of an answer with words above them, from the next {@link #show} on; the others
   * fade.
   */
  public void path(Map<String, String> words) {
    looksStale |= !words.equals(path);
    path = words;
  }

  public void show(AppState value) {
    AppState was = state;
    if (was != null && !isSamePipeline(was.open(), value.open())) {
      input.leave();
      placing.end();
      cameras.putAll(cameras());
      if (was.open() != null && !isSameProject(was.open(), value.open())) {
        cameras.clear();
      }
    }
    state = value;
    Graph g = value.graph();
    Layout l = value.open() == null ? Layout.EMPTY : value.open().layout();
    if (g != graph || l != layout) {
      graph = g;
      layout = l;
      sceneStale = true;
    }
    if (was == null || was.mood() != value.mood()) {
      palette = new Palette(value.mood());
      layer.invalidate();
    }
    looksStale |=
        was == null
            || was.selection() != value.selection()
            || was.checks() != value.checks()
            || was.stops() != value.stops()
            || was.run() != value.run()
            || was.open() != value.open()
            || was.versions() != value.versions();
    repaint();
  }

  /** Where the camera is, and was last in the other pipelines of the project, by pipeline. */
  public Map<String, Camera> cameras() {
    Map<String, Camera> out = new HashMap<>(cameras);
    if (!pipeline().isEmpty() && !fitPending) {
      out.put(pipeline(), motion.camera());
    }
    return out;
  }

  /** Where the camera was when the project was left, for {@link Effect.Aim.Kind#RESUME}. */
  public void remember(Map<String, Camera> value) {
    cameras.clear();
    cameras.putAll(value);
  }

  private static boolean isSameProject(OpenProject a, @Nullable OpenProject b) {
    return b != null && a.project().folder().equals(b.project().folder());
  }

  private static boolean isSamePipeline(@Nullable OpenProject a, @Nullable OpenProject b) {
    return a == null || b == null
        ? a == b
        : a.pipeline().equals(b.pipeline()) && a.project().folder().equals(b.project().folder());
  }

  /** Ends the dashed wire that waited for an operator to be chosen. */
  public void endWaiting() {
    placing.end();
    repaint();
  }

  /** Moves the camera as the user asked. */
  public void aim(Effect.Aim aim) {
    refresh();
    double w = getWidth();
    double h = getHeight();
    Camera camera = motion.camera();
    switch (aim.kind()) {
      case FIT -> {
        if (w < 50 || scene.nodes().isEmpty()) {
          fitPending = true;
        } else {
          aimAt(Camera.fitting(scene.bounds(), w, h, 56, 1));
        }
      }
      case RESUME -> {
        Camera last = cameras.get(pipeline());
        if (last == null) {
          if (scene.nodes().isEmpty()) {
            // The zoom of the pipeline before is no place to begin from.
            motion.jump(Camera.HOME);
          }
          aim(Effect.Aim.of(Effect.Aim.Kind.FIT));
        } else {
          fitPending = false;
          motion.hold();
          motion.jump(last);
          repaint();
        }
      }
      case ACTUAL_SIZE -> aimAt(camera.zoomedAt(w / 2, h / 2, 1 / camera.zoom()));
      case IN -> aimAt(camera.zoomedAt(w / 2, h / 2, 1.25));
      case OUT -> aimAt(camera.zoomedAt(w / 2, h / 2, 0.8));
      case FILL -> aimAt(Camera.filling(scene.bounds(), w, h, 24));
      case SELECTION -> {
        Box box = selected();
        if (!box.equals(Box.EMPTY)) {
          aimAt(Camera.fitting(box, w, h, 96, 1.5));
        }
      }
      case REVEAL -> {
        NodeShape n = aim.node() == null ? null : scene.nodes().get(aim.node());
        if (n != null) {
          aimAt(camera.revealing(n.box().grow(48), w, h));
        }
      }
    }
  }

  private Box selected() {
    List<Box> boxes = new ArrayList<>();
    if (state != null) {
      state.selection().nodes().stream()
          .map(scene.nodes()::get)
          .filter(Objects::nonNull)
          .forEach(n -> boxes.add(n.box()));
    }
    return Box.around(boxes);
  }

  void moveCamera(Camera value) {
    motion.go(value);
    repaint();
  }

  /** Stops the camera where it is. */
  void holdCamera() {
    motion.hold();
  }

  private void aimAt(Camera value) {
    if (state != null && state.settings().calm()) {
      motion.go(value);
    } else {
      motion.glide(value);
    }
    repaint();
  }

  void repaint() {
    settled = false;
    frame.start();
  }

  @Override
  protected void layoutChildren() {
    layer.resize(getWidth(), getHeight());
    over.setWidth(Math.ceil(getWidth()));
    over.setHeight(Math.ceil(getHeight()));
    repaint();
  }

  /** Paints what has to be; gives whether something is still to come. */
  private boolean paint() {
    refresh();
    if (fitPending && getWidth() >= 50 && !scene.nodes().isEmpty()) {
      fitPending = false;
      motion.jump(Camera.fitting(scene.bounds(), getWidth(), getHeight(), 56, 1));
    }
    if (getWidth() <= 0 || state == null) {
      return false;
    }
    Overlay overlay = overlay();
    CanvasScene moved = movedScene();
    Picture next = new Picture(scene, looks, palette, isPast(), overlay.fitting(), hidden(moved));
    boolean waits = update(next);
    boolean crisp = layer.show(painted, motion.camera(), motion.isResting());
    paintOver(next, overlay, moved);
    return waits || !crisp;
  }

  /** Takes over what has changed; gives whether figures wait for their turn. */
  private boolean update(Picture next) {
    Picture was = painted;
    boolean same =
        was.scene() == next.scene()
            && was.palette() == next.palette()
            && was.past() == next.past()
            && Objects.equals(was.fitting(), next.fitting())
            && was.hidden().equals(next.hidden());
    if (same && was.looks() == next.looks()) {
      return false;
    }
    if (!same || layer.isStale()) {
      painted = next;
      layer.invalidate();
      looksAt = System.nanoTime();
      return false;
    }
    boolean figures = was.looks().marks().status() != next.looks().marks().status();
    if (figures && System.nanoTime() - looksAt < FIGURES_NANOS && isRunning()) {
      // Figures that fly by are read at most ten times a second.
      return true;
    }
    looksAt = System.nanoTime();
    painted = next;
    List<Box> parts =
        Changes.between(scene, was.looks(), next.looks(), layer.shown(), motion.camera().zoom());
    if (parts == null) {
      layer.invalidate();
    } else {
      layer.repaint(next, parts);
    }
    return false;
  }

  private boolean isRunning() {
    return state != null && state.run() != null && state.run().isRunning();
  }

  private boolean isPast() {
    return state != null && state.run() != null && state.run().isPast();
  }

  private Overlay overlay() {
    Gesture g = input.gesture();
    return g == null ? placing.overlay() : g.overlay();
  }

  private @Nullable CanvasScene movedScene() {
    Gesture g = input.gesture();
    return g == null || g.moved().isEmpty() ? null : builder.moved(scene, layout, g.moved());
  }

  private Set<String> hidden(@Nullable CanvasScene moved) {
    Gesture g = input.gesture();
    if (g == null) {
      return Set.of();
    }
    if (moved == null) {
      return g.hiddenEdges();
    }
    Set<String> out = new HashSet<>(g.hiddenEdges());
    out.addAll(moved.nodes().keySet());
    out.addAll(moved.edges().keySet());
    out.addAll(moved.notes().keySet());
    out.addAll(moved.frames().keySet());
    return out;
  }

  private void paintOver(Picture next, Overlay overlay, @Nullable CanvasScene moved) {
    OverlayPainter.Hover hover =
        input.gesture() == null ? input.hover() : OverlayPainter.Hover.NOTHING;
    boolean used = moved != null || overlay != Overlay.NONE || !hover.isEmpty() || next.past();
    if (!used && !overUsed) {
      return;
    }
    overUsed = used;
    over.setVisible(used);
    GraphicsContext g = over.getGraphicsContext2D();
    g.setTransform(new Affine());
    g.setGlobalAlpha(1);
    g.clearRect(0, 0, over.getWidth(), over.getHeight());
    if (!used) {
      return;
    }
    Camera camera = motion.camera();
    Gesture gesture = input.gesture();
    if (moved != null) {
      Set<String> gone = gesture == null ? Set.of() : gesture.hiddenEdges();
      overlays.moved(g, new Picture(moved, looks, palette, next.past(), null, gone), camera);
    }
    if (!hover.isEmpty()) {
      overlays.hover(g, next, camera, hover);
    }
    overlays.overlay(g, next, camera, overlay);
    g.setTransform(new Affine());
    if (next.past()) {
      g.setStroke(palette.get("past"));
      g.setLineWidth(3);
      g.setLineDashes();
      g.strokeRect(1.5, 1.5, getWidth() - 3, getHeight() - 3);
    }
  }

  private void refresh() {
    AppState s = state;
    if (s == null) {
      return;
    }
    if (sceneStale) {
      sceneStale = false;
      looksStale = true;
      scene = builder.build(graph, layout, scene);
      sceneListeners.forEach(Runnable::run);
      input.pointAnew();
      editAwaited();
    }
    if (looksStale) {
      looksStale = false;
      looks = Looks.of(catalog, Marks.of(s, path));
      notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }
  }

  // Made when a screen reader asks: a run changes what it says ten times a second.
  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    if (attribute == AccessibleAttribute.TEXT && state != null) {
      refresh();
      return spoken();
    }
    return super.queryAccessibleAttribute(attribute, parameters);
  }

  private void editAwaited() {
    Set<String> before = noteAwaited;
    if (before != null) {
      scene.notes().keySet().stream()
          .filter(n -> !before.contains(n))
          .findFirst()
          .ifPresent(
              n -> {
                noteAwaited = null;
                input.edit(n);
              });
    }
  }

  private static final int SPOKEN = 200;

  /** What a screen reader says: the selection first, then what there is, as far as one listens. */
  private String spoken() {
    StringBuilder text = new StringBuilder("Pipeline");
    for (String id : looks.marks().selectedNodes()) {
      NodeShape n = scene.nodes().get(id);
      if (n != null && looks.marks().selectedNodes().size() == 1) {
        text.append(". ").append(looks.node(n).spoken(n.name()));
      }
    }
    int left = SPOKEN;
    for (NodeShape n : scene.nodes().values()) {
      if (left-- == 0) {
        return text.append(". And ")
            .append(scene.nodes().size() - SPOKEN)
            .append(" more")
            .toString();
      }
      text.append(". ").append(looks.node(n).spoken(n.name()));
    }
    scene.notes().values().forEach(n -> text.append(". Note: ").append(n.note().text()));
    return text.toString();
  }

  /** What the pointer is over, in words for a tooltip; empty over nothing that has any. */
  public String hoverWords() {
    AppState s = state;
    return s == null || input.gesture() != null
        ? ""
        : HoverWords.of(s, input.hover(), motion.camera());
  }

  /** Whether a gesture owns the mouse. */
  public boolean isBusy() {
    return input.gesture() != null;
  }

  /** Asks for an operator where the pointer is, or in the middle of the view. */
  public void quickAddHere() {
    refresh();
    placing.askBehindSelection(input.pointerOrMiddle());
  }

  /** Opens the text of a note, or the title of a frame, to be written. */
  public void editText(String id) {
    refresh();
    input.edit(id);
  }

  /** Adds a note where the pointer is, to be written at once. */
  public void addNoteHere() {
    AppState s = state;
    if (s == null || s.open() == null) {
      return;
    }
    Set<String> before = s.open().layout().notes().keySet();
    Point p = input.pointerOrMiddle();
    send(
        new CanvasMessage.AddNote(
            new Layout.Position(NodeGeometry.snap(p.x()), NodeGeometry.snap(p.y())), ""));
    noteAwaited = new HashSet<>(before);
  }

  /** Puts an operator where it was asked for, connected to the port that asked. */
  public void place(OperatorDescriptor type, QuickAdd where) {
    placing.place(type, where);
  }

  /** The operators that an output could feed, or all where there is none. */
  public List<OperatorDescriptor> candidates(QuickAdd where) {
    return placing.candidates(where);
  }

  /** Paints the operator under the pointer; {@code x} and {@code y} are of the scene. */
  public void ghost(OperatorDescriptor type, double x, double y) {
    placing.ghost(type, sceneToLocal(x, y));
  }

  /**
   * Drops it: it is added where it was painted, or not at all outside of the canvas. On an edge it
   * goes into it.
   */
  public void drop(OperatorDescriptor type, double x, double y) {
    placing.drop(type, sceneToLocal(x, y));
  }

  /** Files that were dropped at a place of the view become sources there. */
  public void dropFiles(List<Path> files, double x, double y) {
    Point p = motion.camera().toCanvas(x, y);
    send(
        new CanvasMessage.DropFiles(
            files, new Layout.Position(NodeGeometry.snap(p.x()), NodeGeometry.snap(p.y()))));
  }

  Placing placing() {
    return placing;
  }
}
