package dev.eddy.designer.control.timeline;

import dev.eddy.designer.control.ControlStyles;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.ThemeColours;
import dev.eddy.designer.control.timeline.TimelineModel.Bar;
import dev.eddy.designer.control.timeline.TimelineModel.NodeTrack;
import dev.eddy.designer.control.timeline.TimelineModel.Rows;
import dev.eddy.designer.control.timeline.TimelineModel.Step;
import dev.eddy.designer.control.timeline.TimelineModel.Tick;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
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

  static final double LEFT = 236;
  static final double STRIP = 20;
  static final double RULER = 20;
  private static final double MIN_BAR = 4;
  private static final double TICK_DISTANCE = 76;
  private static final Duration REST = Duration.millis(120);

  /** How long the playhead waits for an answer where it was dropped. */
  private static final Duration PATIENCE = Duration.seconds(3);

  /** A row of the picture. */
  private sealed interface Track {
    double height();

    record OfNode(NodeTrack node, double height) implements Track {}

    record Watermark(double height) implements Track {}

    record Checkpoints(double height) implements Track {}

    record Hits(double height) implements Track {}
  }

  private enum Grip {
    NONE,
    PLAYHEAD,
    BRUSH
  }

  private final Seek onSeek;
  private final Canvas canvas = new Canvas();
  private final EmptyState recording =
      new EmptyState(EmptyState.RECORDING, w -> emptyAction().run());
  private final StackPane empty = new StackPane(recording);
  private final ThemeColours colours =
      new ThemeColours(
          List.of(
              "surface-0",
              "surface-1",
              "surface-2",
              "border",
              "border-strong",
              "text",
              "text-2",
              "text-3",
              "accent",
              "paused",
              "past",
              "past-bg",
              "ok",
              "error",
              "watermark",
              "fam-source",
              "fam-transform",
              "fam-window",
              "fam-join",
              "fam-pattern",
              "fam-sink",
              "canvas",
              "hover"),
          this::requestLayout);
  private final PauseTransition rest = new PauseTransition(REST);
  private final PauseTransition answer = new PauseTransition(PATIENCE);
  private final Font body = Font.font("Inter", 12);
  private final Font bodyBold = Font.font("Inter Semi Bold", 12);
  private final Font data = Font.font("JetBrains Mono", 11);
  private final Font flag = Font.font("JetBrains Mono Medium", 11);
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
    getChildren().addAll(colours, canvas, empty);
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
    for (Track t : tracks(m)) {
      if (e.getY() >= Math.max(y, STRIP + RULER)
          && e.getY() < y + t.height()
          && t instanceof Track.OfNode n) {
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

  // --- painting

  private List<Track> tracks(TimelineModel m) {
    List<Track> out = new ArrayList<>();
    for (NodeTrack t : m.tracks()) {
      out.add(new Track.OfNode(t, t.rows() == Rows.LATE ? 26 : 30));
    }
    out.add(new Track.Watermark(38));
    out.add(new Track.Checkpoints(22));
    out.add(new Track.Hits(22));
    return out;
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
      paint(canvas.getGraphicsContext2D(), m, w, h);
    }
  }

  private void paint(GraphicsContext g, TimelineModel m, double w, double h) {
    TimeScale s = scale();
    List<Track> tracks = tracks(m);
    double total = tracks.stream().mapToDouble(Track::height).sum();
    double top = STRIP + RULER;
    scrollY = Math.max(0, Math.min(scrollY, total - (h - top)));
    Moment playhead = playhead(m);
    boolean past = playhead.compareTo(m.status().liveEdge()) < 0;
    double playX = crisp(LEFT + s.x(playhead.sequence()));
    double edgeX = crisp(LEFT + s.x(m.status().liveEdge().sequence()));

    g.clearRect(0, 0, w, h);
    g.setFill(colours.get("surface-1"));
    g.fillRect(0, 0, w, h);
    g.setTextBaseline(VPos.CENTER);

    g.save();
    g.beginPath();
    g.rect(0, top, w, h - top);
    g.clip();
    List<Tick> ticks = m.ticks(s, TICK_DISTANCE);
    g.setStroke(colours.get("border"));
    g.setLineWidth(1);
    for (Tick t : ticks) {
      double x = crisp(LEFT + s.x(t.sequence()));
      g.strokeLine(x, top, x, Math.min(h, top - scrollY + total));
    }
    double y = top - scrollY;
    for (Track t : tracks) {
      if (y + t.height() > top && y < h) {
        paintTrack(g, m, s, t, y, w, playhead);
      }
      y += t.height();
      g.setStroke(colours.get("border"));
      g.setLineWidth(1);
      g.strokeLine(0, crisp(y), w, crisp(y));
    }
    if (past) {
      hatch(g, playX, Math.min(edgeX, w), top, Math.min(h, y));
    }
    if (total > h - top) {
      double share = (h - top) / total;
      g.setFill(colours.get("border-strong", 0.7));
      g.fillRoundRect(w - 6, top + scrollY * share + 2, 4, (h - top) * share - 4, 4, 4);
    }
    g.restore();

    paintHead(g, m, s, ticks, w);
    if (past) {
      paintEdge(g, edgeX, w, h);
    }
    paintPlayhead(g, m, playhead, past, playX, w, h);
    if (isFocused()) {
      g.setStroke(colours.get("accent"));
      g.setLineWidth(1);
      g.strokeRect(0.5, 0.5, w - 1, h - 1);
    }
  }

  private void paintHead(
      GraphicsContext g, TimelineModel m, TimeScale s, List<Tick> ticks, double w) {
    g.setFill(colours.get("surface-1"));
    g.fillRect(0, 0, w, STRIP + RULER);
    label(g, "Whole run", body, "text-2", 10, 0, STRIP);
    value(
        g, Figures.count(m.status().liveEdge().sequence(), "event", "events"), "text-3", 0, STRIP);
    label(g, "Clock of the run", body, "text-2", 10, STRIP, RULER);
    double scaleY = 7;
    g.setFill(colours.get("border"));
    g.fillRoundRect(LEFT + 4, scaleY, s.width() - 4, 6, 6, 6);
    g.setFill(colours.get("border-strong"));
    double end = m.end();
    double done = m.status().liveEdge().sequence() / end * s.width();
    g.fillRoundRect(LEFT + 4, scaleY, Math.max(6, done - 4), 6, 6, 6);
    if (zoom != null) {
      double from = LEFT + s.from() / end * s.width();
      double to = LEFT + s.to() / end * s.width();
      g.setFill(colours.get("accent", 0.14));
      g.fillRoundRect(from, scaleY - 4, Math.max(8, to - from), 14, 6, 6);
      g.setStroke(colours.get("accent"));
      g.setLineWidth(1.5);
      g.strokeRoundRect(from, scaleY - 4, Math.max(8, to - from), 14, 6, 6);
    }
    double at = crisp(LEFT + playhead(m).sequence() / end * s.width());
    g.setStroke(colours.get(playheadColour(m, playhead(m).compareTo(m.status().liveEdge()) < 0)));
    g.setLineWidth(2);
    g.strokeLine(at, 3, at, 17);
    line(g, 0, STRIP, w, STRIP);
    line(g, 0, STRIP + RULER, w, STRIP + RULER);
    line(g, LEFT, 0, LEFT, getHeight());
    g.setFont(data);
    g.setTextAlign(TextAlignment.LEFT);
    for (Tick t : ticks) {
      double x = crisp(LEFT + s.x(t.sequence()));
      line(g, x, STRIP + 12, x, STRIP + RULER);
      g.setFill(colours.get("text-2"));
      g.fillText(t.text(), x + 4, STRIP + RULER / 2);
    }
  }

  private void line(GraphicsContext g, double x1, double y1, double x2, double y2) {
    g.setStroke(colours.get("border"));
    g.setLineWidth(1);
    g.strokeLine(crisp(x1), crisp(y1), crisp(x2), crisp(y2));
  }

  private void paintTrack(
      GraphicsContext g,
      TimelineModel m,
      TimeScale s,
      Track track,
      double y,
      double w,
      Moment playhead) {
    if (track instanceof Track.OfNode t) {
      Color colour =
          colours.get(
              t.node().rows() == Rows.LATE
                  ? "fam-sink"
                  : "fam-" + t.node().family().name().toLowerCase(Locale.ROOT));
      g.setFill(colour);
      g.fillRect(10, y + track.height() / 2 - 5, 3, 10);
      boolean bold = t.node().nodeId().equals(highlighted);
      label(g, t.node().name(), bold ? bodyBold : body, "text", 20, y, track.height());
      value(g, m.value(t.node(), playhead), "text-2", y, track.height());
      paintBars(g, m.bars(t.node().nodeId(), s, MIN_BAR), s, colour, y, track.height(), w);
    } else if (track instanceof Track.Watermark) {
      g.setFill(colours.get("watermark"));
      g.fillRect(10, y + track.height() / 2 - 5, 3, 10);
      label(
          g,
          m.hasClock() ? "Watermark behind clock" : "Watermark",
          body,
          "text",
          20,
          y,
          track.height());
      value(g, m.lagAt(playhead), "watermark", y, track.height());
      paintSteps(g, m.watermarkSteps(), s, y, track.height(), w);
    } else if (track instanceof Track.Checkpoints) {
      label(g, "Checkpoints", body, "text", 10, y, track.height());
      value(g, m.checkpointAt(playhead), "text-2", y, track.height());
      double last = Double.NEGATIVE_INFINITY;
      for (long c : m.checkpoints()) {
        double x = LEFT + s.x(c);
        // Marks that would cover each other say no more than one.
        if (x >= LEFT && x <= w && x - last >= 5) {
          diamond(g, x, y + track.height() / 2, 4.5);
          last = x;
        }
      }
    } else {
      label(g, "Breakpoint hits", body, "text", 10, y, track.height());
      value(g, m.hitsAt(playhead), "text-2", y, track.height());
      g.setFill(colours.get("error"));
      double last = Double.NEGATIVE_INFINITY;
      for (Moment hit : m.hits()) {
        double x = LEFT + s.x(hit.sequence());
        if (x >= LEFT && x <= w && x - last >= 2) {
          g.fillOval(x - 4, y + track.height() / 2 - 4, 8, 8);
          last = x;
        }
      }
    }
  }

  private void paintBars(
      GraphicsContext g,
      List<Bar> bars,
      TimeScale s,
      Color colour,
      double y,
      double height,
      double w) {
    g.setFill(colour);
    double full = height - 8;
    for (Bar b : bars) {
      double x1 = Math.max(LEFT + 1, LEFT + s.x(b.from()));
      double x2 = Math.min(w, LEFT + s.x(b.to()));
      if (b.rows() > 0 && x2 > x1) {
        double bar = Math.max(1, b.height() * full);
        g.fillRect(x1, y + height - 3 - bar, Math.max(1, x2 - x1 - 1), bar);
      }
    }
  }

  private void paintSteps(
      GraphicsContext g, List<Step> steps, TimeScale s, double y, double height, double w) {
    long highest = 1;
    for (Step l : steps) {
      if (l.to() >= s.from() && l.from() <= s.to()) {
        highest = Math.max(highest, l.millis());
      }
    }
    double full = height - 10;
    double beforeY = Double.NaN;
    double beforeX = Double.NaN;
    for (Step l : steps) {
      double x1 = Math.max(LEFT + 1, LEFT + s.x(l.from()));
      double x2 = Math.min(w, LEFT + s.x(l.to()));
      if (x2 <= x1) {
        continue;
      }
      double ly = y + height - 3 - full * l.millis() / highest;
      g.setFill(colours.get("watermark", 0.18));
      g.fillRect(x1, ly, x2 - x1, y + height - 3 - ly);
      g.setStroke(colours.get("watermark"));
      g.setLineWidth(1.5);
      if (Math.abs(beforeX - x1) < 1.5) {
        g.strokeLine(x1, beforeY, x1, ly);
      }
      g.strokeLine(x1, ly, x2, ly);
      beforeX = x2;
      beforeY = ly;
    }
  }

  private void diamond(GraphicsContext g, double x, double y, double r) {
    double[] xs = {x - r, x, x + r, x};
    double[] ys = {y, y - r, y, y + r};
    g.setFill(colours.get("surface-1"));
    g.fillPolygon(xs, ys, 4);
    g.setStroke(colours.get("accent"));
    g.setLineWidth(1.5);
    g.strokePolygon(xs, ys, 4);
  }

  /** What is after the playhead has not happened yet for the one who looks. */
  private void hatch(GraphicsContext g, double from, double to, double top, double bottom) {
    double left = Math.max(from, LEFT + 1);
    if (to <= left) {
      return;
    }
    g.save();
    g.beginPath();
    g.rect(left, top, to - left, bottom - top);
    g.clip();
    g.setFill(colours.get("past-bg", 0.55));
    g.fillRect(left, top, to - left, bottom - top);
    g.setStroke(colours.get("past", 0.28));
    g.setLineWidth(1);
    double height = bottom - top;
    for (double x = left - height - left % 8; x < to; x += 8) {
      g.strokeLine(x, bottom, x + height, top);
    }
    g.restore();
  }

  private void paintEdge(GraphicsContext g, double x, double w, double h) {
    if (x < LEFT || x > w) {
      return;
    }
    g.setStroke(colours.get("ok"));
    g.setLineWidth(1.5);
    g.setLineDashes(4, 3);
    g.strokeLine(x, STRIP + RULER, x, h);
    g.setLineDashes();
    flag(g, "live edge", x, w, "ok");
  }

  private void paintPlayhead(
      GraphicsContext g, TimelineModel m, Moment at, boolean past, double x, double w, double h) {
    if (x < LEFT || x > w) {
      return;
    }
    String colour = playheadColour(m, past);
    g.setStroke(colours.get(colour));
    g.setLineWidth(2);
    g.strokeLine(x, STRIP + RULER, x, h);
    flag(g, Figures.moment(at), x, w, colour);
  }

  private void flag(GraphicsContext g, String text, double x, double w, String colour) {
    double width = text.length() * 6.7 + 14;
    double left = Math.max(LEFT + 2, Math.min(w - width - 2, x - width / 2));
    g.setFill(colours.get(colour));
    g.fillRoundRect(left, STRIP + 2, width, RULER - 4, 6, 6);
    g.setFont(flag);
    // Text on a filled tag: white on the light theme's dark fills, dark on the dark theme's light.
    g.setFill(
        colours.get(colour).getBrightness() > 0.6 && colours.get("surface-0").getBrightness() < 0.5
            ? colours.get("surface-0")
            : Color.WHITE);
    g.setTextAlign(TextAlignment.CENTER);
    g.fillText(text, left + width / 2, STRIP + RULER / 2);
  }

  private static String playheadColour(TimelineModel m, boolean past) {
    if (past) {
      return "past";
    }
    return m.status().phase() == Status.Phase.PAUSED ? "paused" : "ok";
  }

  private void label(
      GraphicsContext g, String text, Font font, String colour, double x, double y, double height) {
    g.setFont(font);
    g.setFill(colours.get(colour));
    g.setTextAlign(TextAlignment.LEFT);
    g.fillText(shorten(text, x), x, y + height / 2);
  }

  private static String shorten(String text, double x) {
    int fits = (int) ((LEFT - x - 78) / 6.2);
    return text.length() <= fits ? text : text.substring(0, fits - 1) + "…";
  }

  private void value(GraphicsContext g, String text, String colour, double y, double height) {
    g.setFont(data);
    g.setFill(colours.get(colour));
    g.setTextAlign(TextAlignment.RIGHT);
    g.fillText(text, LEFT - 8, y + height / 2);
  }

  private static double crisp(double v) {
    return Math.floor(v) + 0.5;
  }
}
