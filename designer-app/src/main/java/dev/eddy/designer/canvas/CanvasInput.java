package dev.eddy.designer.canvas;

import dev.eddy.designer.command.Command;
import dev.eddy.designer.control.OwnKeys;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Settings;
import dev.eddy.model.operator.Catalog;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.TransferMode;
import org.jspecify.annotations.Nullable;

/**
 * Mouse and keys of the canvas. A gesture owns the mouse from press to release; Escape drops it,
 * and since the document was never touched there is nothing to take back. FX thread only.
 */
final class CanvasInput {
  private static final double CLICK = 4;

  private final CanvasView view;
  private final Catalog catalog;
  private final NoteEditor editor;
  private Consumer<CanvasMenu> onMenu = m -> {};

  private @Nullable Gesture gesture;
  private @Nullable Gesture armed;
  private @Nullable Runnable click;
  private boolean panning;
  private boolean spaceHeld;
  private boolean spaceUsed;
  private boolean ignoring;
  private Point pressed = new Point(0, 0);
  private Point last = new Point(0, 0);
  private OverlayPainter.Hover hover = OverlayPainter.Hover.NOTHING;

  CanvasInput(CanvasView view, Catalog catalog) {
    this.view = view;
    this.catalog = catalog;
    this.editor = new NoteEditor(view);
    view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    view.addEventHandler(MouseEvent.MOUSE_RELEASED, this::release);
    view.addEventHandler(MouseEvent.MOUSE_MOVED, this::move);
    view.addEventHandler(MouseEvent.MOUSE_EXITED, e -> hover(OverlayPainter.Hover.NOTHING));
    view.addEventHandler(ScrollEvent.SCROLL, this::scroll);
    view.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::menuByKey);
    view.addEventHandler(DragEvent.DRAG_OVER, this::filesOver);
    view.addEventHandler(DragEvent.DRAG_DROPPED, this::filesDropped);
    view.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
    // A gesture has the keys, too: Escape drops it, and nothing else changes what it works on.
    OwnKeys.set(view, e -> isBusy());
    view.addEventHandler(
        KeyEvent.KEY_RELEASED,
        e -> {
          if (e.getCode() == KeyCode.SPACE && spaceHeld) {
            boolean press = !spaceUsed && !isBusy();
            letGoOfSpace();
            if (press) {
              view.quickAddHere();
            }
          }
        });
    view.focusedProperty()
        .addListener(
            (o, was, is) -> {
              if (!is && spaceHeld) {
                // Its release goes to where the focus is now.
                letGoOfSpace();
              }
            });
  }

  private void letGoOfSpace() {
    spaceHeld = false;
    view.setCursor(Cursor.DEFAULT);
  }

  void onMenu(Consumer<CanvasMenu> listener) {
    onMenu = listener;
  }

  @Nullable Gesture gesture() {
    return gesture;
  }

  OverlayPainter.Hover hover() {
    return hover;
  }

  /** Where the pointer was last, in canvas units. */
  Point pointer() {
    return view.camera().toCanvas(last.x(), last.y());
  }

  /** The pointer's place on the canvas, or the middle of the view where it is outside. */
  Point pointerOrMiddle() {
    boolean inside =
        last.x() > 0 && last.y() > 0 && last.x() < view.getWidth() && last.y() < view.getHeight();
    return inside ? pointer() : view.camera().toCanvas(view.getWidth() / 2, view.getHeight() / 2);
  }

  /** Whether a press has begun something that is not over. */
  private boolean isBusy() {
    return gesture != null || armed != null || panning;
  }

  /** Drops what is going on; the rest of the drag does nothing. */
  void cancel() {
    if (isBusy()) {
      ignoring = true;
    }
    gesture = null;
    armed = null;
    click = null;
    panning = false;
    view.setCursor(Cursor.DEFAULT);
    view.repaint();
  }

  /** Another pipeline is shown: what was begun is dropped, what was written goes to its own. */
  void leave() {
    editor.commit();
    cancel();
  }

  /** The camera has moved under what is being edited, and under the pointer. */
  void followCamera() {
    editor.follow();
    pointAnew();
  }

  /** Something else may lie under the pointer, though it rests. */
  void pointAnew() {
    if (!hover.isEmpty()) {
      hover(under(pointer()));
    }
  }

  private Point at(MouseEvent e) {
    return view.camera().toCanvas(e.getX(), e.getY());
  }

  private void press(MouseEvent e) {
    if (isBusy()) {
      // Another button while a gesture goes on: it has the mouse for itself.
      e.consume();
      return;
    }
    editor.commit();
    view.requestFocus();
    view.holdCamera();
    view.endWaiting();
    // With Space held the mouse pans: then it was no key of its own.
    spaceUsed = true;
    ignoring = false;
    pressed = new Point(e.getX(), e.getY());
    last = pressed;
    click = null;
    AppState s = view.state();
    if (s == null || s.open() == null) {
      return;
    }
    hover(OverlayPainter.Hover.NOTHING);
    if (e.getButton() == MouseButton.MIDDLE || e.getButton() == MouseButton.PRIMARY && spaceHeld) {
      panning = true;
      view.setCursor(Cursor.CLOSED_HAND);
      return;
    }
    Press press = press(s, at(e), Modifiers.of(e));
    if (e.getButton() == MouseButton.SECONDARY) {
      if (e.isShortcutDown()) {
        armed = new CutGesture(view.scene(), at(e));
      } else {
        menu(e, press);
      }
      return;
    }
    if (e.getButton() == MouseButton.PRIMARY) {
      begin(e, press);
    }
  }

  private Press press(AppState s, Point at, Modifiers held) {
    return new Press(view.scene(), s, catalog, at, 1 / view.camera().zoom(), held, view::wordsOf);
  }

  private void begin(MouseEvent e, Press press) {
    if (e.getClickCount() == 2) {
      twice(press);
      return;
    }
    press.select().ifPresent(view::send);
    Press.Start start = press.start();
    if (start.atOnce()) {
      gesture = start.gesture();
    } else {
      armed = start.gesture();
    }
    press.click().ifPresent(m -> click = () -> view.send(m));
  }

  private void twice(Press press) {
    Press.Twice what = press.twice();
    if (what instanceof Press.Twice.Send s) {
      view.send(s.message());
    } else if (what instanceof Press.Twice.EditNote n) {
      editor.edit(n.note());
    } else if (what instanceof Press.Twice.EditFrame f) {
      editor.edit(f.frame());
    } else if (what instanceof Press.Twice.Ask a) {
      view.placing().ask(a.at());
    }
  }

  /** Opens the text of a note, or the title of a frame. */
  void edit(String id) {
    NoteShape note = view.scene().notes().get(id);
    FrameShape frame = view.scene().frames().get(id);
    if (note != null) {
      editor.edit(note);
    } else if (frame != null) {
      editor.edit(frame);
    }
  }

  private void drag(MouseEvent e) {
    Point now = new Point(e.getX(), e.getY());
    if (ignoring) {
      last = now;
      return;
    }
    if (panning) {
      view.moveCamera(view.camera().panned(now.x() - last.x(), now.y() - last.y()));
      last = now;
      return;
    }
    last = now;
    if (gesture == null && armed != null && now.distance(pressed) >= CLICK) {
      gesture = armed;
      armed = null;
      click = null;
    }
    if (gesture != null) {
      gesture.drag(at(e), Modifiers.of(e));
      view.repaint();
    }
  }

  private void release(MouseEvent e) {
    if (e.isPrimaryButtonDown() || e.isMiddleButtonDown() || e.isSecondaryButtonDown()) {
      return;
    }
    if (ignoring) {
      ignoring = false;
      return;
    }
    if (panning) {
      panning = false;
      view.setCursor(spaceHeld ? Cursor.OPEN_HAND : Cursor.DEFAULT);
      return;
    }
    Gesture g = gesture;
    boolean cutting = armed instanceof CutGesture;
    gesture = null;
    armed = null;
    view.repaint();
    if (g == null) {
      Runnable c = click;
      click = null;
      if (c != null && new Point(e.getX(), e.getY()).distance(pressed) < CLICK) {
        c.run();
      } else if (cutting) {
        menu(e, press(java.util.Objects.requireNonNull(view.state()), at(e), Modifiers.NONE));
      }
      return;
    }
    Gesture.Outcome outcome = g.release(at(e), Modifiers.of(e));
    if (outcome instanceof Gesture.Outcome.Send m) {
      view.send(m.message());
    } else if (outcome instanceof Gesture.Outcome.QuickAdd q) {
      view.placing().ask(q);
    }
  }

  private void menu(MouseEvent e, Press press) {
    press.selectForMenu().ifPresent(view::send);
    onMenu.accept(new CanvasMenu(press.place(), press.placeId(), e.getScreenX(), e.getScreenY()));
  }

  /** The key for menus asks for that of the selection, beside it. */
  private void menuByKey(ContextMenuEvent e) {
    AppState s = view.state();
    if (!e.isKeyboardTrigger() || e.getTarget() != view || s == null || s.open() == null) {
      return;
    }
    e.consume();
    if (isBusy()) {
      return;
    }
    Selection selected = s.selection();
    EdgeShape edge = selected.edge() == null ? null : view.scene().edges().get(selected.edge());
    String node = first(selected.nodes());
    String note = first(selected.notes());
    Command.Place place =
        edge != null
            ? Command.Place.EDGE
            : node != null
                ? Command.Place.NODE
                : note != null ? Command.Place.NOTE : Command.Place.CANVAS;
    String id = edge != null ? edge.id() : node != null ? node : note != null ? note : "";
    Point at = view.camera().toScreen(anchor(edge, id).x(), anchor(edge, id).y());
    // Where the selection is out of sight, the menu opens at the border next to it.
    Point2D screen =
        view.localToScreen(
            Math.max(0, Math.min(view.getWidth(), at.x())),
            Math.max(0, Math.min(view.getHeight(), at.y())));
    if (screen != null) {
      onMenu.accept(new CanvasMenu(place, id, screen.getX(), screen.getY()));
    }
  }

  private static @Nullable String first(Set<String> ids) {
    return ids.isEmpty() ? null : ids.iterator().next();
  }

  private Point anchor(@Nullable EdgeShape edge, String id) {
    if (edge != null) {
      return edge.middle();
    }
    CanvasScene scene = view.scene();
    NodeShape n = scene.nodes().get(id);
    NoteShape note = scene.notes().get(id);
    FrameShape frame = scene.frames().get(id);
    return n != null
        ? n.box().center()
        : note != null
            ? note.box().center()
            : frame != null ? frame.title().center() : pointerOrMiddle();
  }

  private void move(MouseEvent e) {
    last = new Point(e.getX(), e.getY());
    Point p = at(e);
    hover(under(p));
    if (!spaceHeld) {
      boolean corner =
          hover.node() == null
              && view.scene().noteAt(p).filter(n -> ResizeGesture.holds(n, p)).isPresent();
      Box words = hover.edge() == null ? null : view.wordsOf(hover.edge());
      view.setCursor(
          hover.port() != null
              ? Cursor.CROSSHAIR
              : corner
                  ? Cursor.SE_RESIZE
                  : words != null && words.contains(p) ? Cursor.MOVE : Cursor.DEFAULT);
    }
  }

  private OverlayPainter.Hover under(Point p) {
    CanvasScene scene = view.scene();
    double pixel = 1 / view.camera().zoom();
    PortShape port = Press.portAt(scene, p, pixel);
    NodeShape node =
        port != null ? scene.nodes().get(port.ref().node()) : scene.nodeAt(p).orElse(null);
    boolean note = node == null && scene.noteAt(p).isPresent();
    EdgeShape words = node != null || note ? null : Press.labelled(scene, p, view::wordsOf);
    EdgeShape dotted = node != null || note || words != null ? null : Press.dotted(scene, p, pixel);
    EdgeShape edge =
        node != null || note
            ? null
            : words != null
                ? words
                : dotted != null ? dotted : scene.edgeAt(p, CanvasScene.REACH * pixel).orElse(null);
    return new OverlayPainter.Hover(node, edge, port, dotted != null);
  }

  private void hover(OverlayPainter.Hover value) {
    if (!value.equals(hover)) {
      hover = value;
      view.repaint();
    }
  }

  private void scroll(ScrollEvent e) {
    AppState s = view.state();
    if (s == null || s.open() == null) {
      return;
    }
    view.holdCamera();
    Camera c = view.camera();
    // A wheel comes in whole notches and one direction; two fingers on a pad come in fractions.
    boolean wheel = e.getDeltaX() == 0 && Math.abs(e.getDeltaY()) % 40 == 0;
    boolean zooms =
        e.isShortcutDown()
            || !e.isShiftDown() && wheel && s.settings().wheel() == Settings.Wheel.ZOOMS;
    if (zooms) {
      view.moveCamera(
          c.zoomedAt(e.getX(), e.getY(), Math.pow(1.0015, e.getDeltaY() + e.getDeltaX())));
    } else if (e.isShiftDown() && e.getDeltaX() == 0) {
      view.moveCamera(c.panned(e.getDeltaY(), 0));
    } else {
      view.moveCamera(c.panned(e.getDeltaX(), e.getDeltaY()));
    }
    e.consume();
  }

  private void filesOver(DragEvent e) {
    AppState s = view.state();
    if (e.getDragboard().hasFiles() && s != null && s.open() != null) {
      e.acceptTransferModes(TransferMode.LINK, TransferMode.COPY);
      e.consume();
    }
  }

  private void filesDropped(DragEvent e) {
    if (e.getDragboard().hasFiles()) {
      view.dropFiles(
          e.getDragboard().getFiles().stream().map(java.io.File::toPath).toList(),
          e.getX(),
          e.getY());
      e.setDropCompleted(true);
      e.consume();
    }
  }

  private void keyPressed(KeyEvent e) {
    if (editor.isOpen()) {
      return;
    }
    if (e.getCode() == KeyCode.SPACE && !spaceHeld) {
      spaceHeld = true;
      spaceUsed = e.isShortcutDown() || e.isAltDown() || e.isShiftDown();
      if (!isBusy()) {
        view.setCursor(Cursor.OPEN_HAND);
      }
      e.consume();
    } else if (e.getCode() == KeyCode.ESCAPE && isBusy()) {
      cancel();
      e.consume();
    }
  }
}
