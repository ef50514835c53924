package dev.eddy.designer.control.timeline;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.timeline.TimelineModel.NodeTrack;
import dev.eddy.model.time.Moment;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The run as painted tracks, with names and values at the playhead on the left. Dragging moves the
 * playhead; the wheel scrolls, with Ctrl it zooms; ←/→ move by a gate event, with Ctrl by a
 * checkpoint, N and Shift+N to the next breakpoint hit, Ctrl+1 shows the whole run.
 */
public final class TimelineView extends Region {
  /** Asked for a moment. */
  public interface Seek {
    /**
     * The user wants to see a moment.
     *
     * @param dragging the playhead still moves: numbers are enough; the same moment comes once more
     *     without it when the playhead rests
     */
    void to(Moment moment, boolean dragging);
  }

  private static final double LEFT = TimelinePainter.LEFT;
  private static final double STRIP = TimelinePainter.STRIP;
  private static final double RULER = TimelinePainter.RULER;
  private static final Duration REST = Duration.millis(120);

  /** How long the playhead waits for an answer where it was dropped. */
  private static final Duration PATIENCE = Duration.seconds(3);

  private enum Grip {
    NONE,
    PLAYHEAD,
    BRUSH
  }

  private final Seek onSeek;
  private final Canvas canvas = new Canvas();
  private final EmptyState recording =
      new EmptyState(EmptyState.RECORDING, w -> emptyAction().run());
  private final EmptyState starting = new EmptyState(EmptyState.STARTING, w -> {});
  private final StackPane empty = new StackPane(recording, starting);
  private final TimelinePainter painter = new TimelinePainter(this::requestLayout);
  private final PauseTransition rest = new PauseTransition(REST);
  private final PauseTransition answer = new PauseTransition(PATIENCE);
  private final Tooltip tooltip = new Tooltip();
  private @Nullable TimelineModel model;
  private @Nullable TimeScale zoom;
  private @Nullable Moment dragged;
  private @Nullable String highlighted;
  private Grip grip = Grip.NONE;
  private double brushOffset;
  private double scrollY;
  private Runnable onEmptyAction = () -> {};

  public TimelineView(Seek onSeek) {
    this.onSeek = onSeek;
    getStyleClass().add("eddy-timeline");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.SLIDER);
    getChildren().addAll(painter.colours(), canvas, empty);
    showStarting(false);
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::onPressed);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::onDragged);
    addEventHandler(MouseEvent.MOUSE_RELEASED, this::onReleased);
    addEventHandler(MouseEvent.MOUSE_MOVED, this::onMoved);
    tooltip.setShowDelay(Duration.millis(400));
    addEventHandler(ScrollEvent.SCROLL, this::onScroll);
    addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    focusedProperty().addListener((o, was, is) -> requestLayout());
    rest.setOnFinished(
        e -> {
          if (dragged != null && grip == Grip.PLAYHEAD) {
            onSeek.to(dragged, false);
          }
        });
    answer.setOnFinished(
        e -> {
          if (grip == Grip.NONE) {
            dragged = null;
            requestLayout();
          }
        });
    setMinSize(320, 80);
    setPrefSize(900, 260);
    ControlStyles.apply(this);
  }

  /** The keys of what the button of the empty state does. */
  public void showEmptyKeys(String keys) {
    recording.showKeys(keys);
  }

  /** While a run starts there is none to be shown yet, and none to be begun. */
  public void showStarting(boolean is) {
    starting.setVisible(is);
    recording.setVisible(!is);
  }

  /** What the button of the empty state does. */
  public void setOnEmptyAction(Runnable action) {
    onEmptyAction = action;
  }

  private Runnable emptyAction() {
    return onEmptyAction;
  }

  /**
   * Shows a run; zoom and scroll position stay.
   *
   * @param selectedNode whose track's name is bold; null for none
   */
  public void show(TimelineModel next, @Nullable String selectedNode) {
    if (next.equals(model) && java.util.Objects.equals(selectedNode, highlighted)) {
      return;
    }
    if (grip == Grip.NONE && model != null && !next.status().at().equals(model.status().at())) {
      dragged = null;
      answer.stop();
    }
    model = next;
    highlighted = selectedNode;
    if (zoom != null) {
      zoom = zoom.within(next.end());
    }
    setAccessibleText("Timeline, moment " + Figures.moment(playhead(next)));
    requestLayout();
  }

  /** The stretch that is shown. */
  public TimeScale scale() {
    double width = Math.max(1, getWidth() - LEFT - 8);
    TimelineModel m = model;
    if (zoom != null) {
      return zoom.withWidth(width);
    }
    return new TimeScale(0, m == null ? 1 : m.end(), width);
  }

  /** Shows the whole run again. */
  public void showWholeRun() {
    zoom = null;
    requestLayout();
  }

  /** Zooms round the playhead; above 1 is nearer. */
  public void zoom(double factor) {
    TimelineModel m = model;
    if (m != null) {
      TimeScale s = scale();
      double x = Math.max(0, Math.min(s.width(), s.x(playhead(m).sequence())));
      zoomAt(factor, x, m);
    }
  }

  private void zoomAt(double factor, double x, TimelineModel m) {
    TimeScale next = scale().zoomed(factor, x, m.end());
    zoom = next.span() >= m.end() ? null : next;
    requestLayout();
  }

  private Moment playhead(TimelineModel m) {
    return dragged != null ? dragged : m.status().at();
  }

  // --- mouse and keys

  private void onMoved(MouseEvent e) {
    TimelineModel m = model;
    if (m == null || m.isEmpty() || e.getX() < LEFT || e.getY() < STRIP) {
      Tooltip.uninstall(this, tooltip);
      tooltip.hide();
      return;
    }
    NodeTrack track = null;
    double y = STRIP + RULER - scrollY;
    for (TimelinePainter.Track t : TimelinePainter.tracks(m)) {
      if (e.getY() >= Math.max(y, STRIP + RULER)
          && e.getY() < y + t.height()
          && t instanceof TimelinePainter.Track.OfNode n) {
        track = n.node();
      }
      y += t.height();
    }
    tooltip.setText(m.about(scale().sequence(e.getX() - LEFT), track));
    Tooltip.install(this, tooltip);
  }

  private void onPressed(MouseEvent e) {
    TimelineModel m = model;
    if (m == null || m.isEmpty() || e.getButton() != MouseButton.PRIMARY || e.getX() < LEFT) {
      return;
    }
    requestFocus();
    double x = e.getX() - LEFT;
    if (e.getY() < STRIP) {
      TimeScale s = scale();
      double at = x / s.width() * m.end();
      grip = Grip.BRUSH;
      brushOffset = at >= s.from() && at <= s.to() ? at - s.from() : s.span() / 2;
      brush(x, m);
    } else {
      grip = Grip.PLAYHEAD;
      drag(x, m);
    }
    e.consume();
  }

  private void onDragged(MouseEvent e) {
    TimelineModel m = model;
    if (m == null || grip == Grip.NONE) {
      return;
    }
    if (grip == Grip.BRUSH) {
      brush(e.getX() - LEFT, m);
    } else {
      drag(e.getX() - LEFT, m);
    }
    e.consume();
  }

  private void onReleased(MouseEvent e) {
    Moment at = dragged;
    boolean seek = grip == Grip.PLAYHEAD && at != null;
    grip = Grip.NONE;
    rest.stop();
    if (seek && at != null) {
      // The playhead stays where it was dropped until the run answers.
      answer.playFromStart();
      onSeek.to(at, false);
      e.consume();
    }
  }

  private void drag(double x, TimelineModel m) {
    Moment to = m.clamp(scale().sequence(x));
    if (!to.equals(dragged)) {
      dragged = to;
      onSeek.to(to, true);
      rest.playFromStart();
      requestLayout();
    }
  }

  private void brush(double x, TimelineModel m) {
    TimeScale s = scale();
    if (zoom != null) {
      double from = x / s.width() * m.end() - brushOffset;
      zoom = s.moved(from - s.from(), m.end());
      requestLayout();
    }
  }

  private void onScroll(ScrollEvent e) {
    TimelineModel m = model;
    if (m == null || m.isEmpty()) {
      return;
    }
    if (e.isControlDown()) {
      zoomAt(Math.pow(1.0015, e.getDeltaY() * 2), Math.max(0, e.getX() - LEFT), m);
    } else if (e.isShiftDown() || Math.abs(e.getDeltaX()) > Math.abs(e.getDeltaY())) {
      double pixels = e.getDeltaX() != 0 ? e.getDeltaX() : e.getDeltaY();
      TimeScale s = scale();
      if (zoom != null) {
        zoom = s.moved(-pixels / s.width() * s.span(), m.end());
      }
    } else {
      scrollY -= e.getDeltaY();
    }
    requestLayout();
    e.consume();
  }

  private void onKey(KeyEvent e) {
    TimelineModel m = model;
    if (m == null || m.isEmpty()) {
      return;
    }
    Moment at = m.status().at();
    Optional<Moment> to = Optional.empty();
    switch (e.getCode()) {
      case LEFT -> {
        // Inside a cascade one step left is the start of its own event.
        long s = at.step() > 0 ? at.sequence() : at.sequence() - 1;
        to = e.isControlDown() ? m.checkpointFrom(at, false) : Optional.of(m.clamp(s));
      }
      case RIGHT ->
          to =
              e.isControlDown()
                  ? m.checkpointFrom(at, true)
                  : Optional.of(m.clamp(at.sequence() + 1));
      case N -> to = m.hitFrom(at, !e.isShiftDown());
      case END -> to = Optional.of(m.status().liveEdge());
      case HOME -> to = Optional.of(Moment.START);
      case DIGIT1 -> {
        if (!e.isControlDown()) {
          return;
        }
        showWholeRun();
      }
      default -> {
        return;
      }
    }
    to.filter(t -> !t.equals(at)).ifPresent(t -> onSeek.to(t, false));
    e.consume();
  }

  @Override
  protected void layoutChildren() {
    double w = getWidth();
    double h = getHeight();
    TimelineModel m = model;
    boolean nothing = m == null || m.isEmpty();
    empty.setVisible(nothing);
    canvas.setVisible(!nothing);
    empty.resizeRelocate(0, 0, w, h);
    canvas.setWidth(w);
    canvas.setHeight(h);
    if (m != null && !nothing && w > LEFT) {
      double room = h - TimelinePainter.STRIP - TimelinePainter.RULER;
      scrollY = Math.max(0, Math.min(scrollY, TimelinePainter.height(m) - room));
      painter.paint(
          canvas.getGraphicsContext2D(),
          new TimelinePainter.Frame(
              m, scale(), zoom != null, playhead(m), highlighted, scrollY, w, h, isFocused()));
    }
  }
}
