package dev.eddy.designer.control.timeline;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.control.ThemeColours;
import dev.eddy.designer.control.timeline.TimelineModel.Bar;
import dev.eddy.designer.control.timeline.TimelineModel.NodeTrack;
import dev.eddy.designer.control.timeline.TimelineModel.Rows;
import dev.eddy.designer.control.timeline.TimelineModel.Step;
import dev.eddy.designer.control.timeline.TimelineModel.Tick;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Paints the timeline into a canvas: the whole run, the ruler, tracks, gaps and playhead. */
final class TimelinePainter {
  static final double LEFT = 236;
  static final double STRIP = 20;
  static final double RULER = 20;
  private static final double MIN_BAR = 4;
  private static final double TICK_DISTANCE = 76;

  /** A row of the picture. */
  sealed interface Track {
    double height();

    record OfNode(NodeTrack node, double height) implements Track {}

    record Watermark(double height) implements Track {}

    record Checkpoints(double height) implements Track {}

    record Hits(double height) implements Track {}
  }

  /**
   * What is painted.
   *
   * @param zoomed whether {@code scale} is less than the whole run
   * @param highlighted node whose track's name is bold; null for none
   */
  record Frame(
      TimelineModel model,
      TimeScale scale,
      boolean zoomed,
      Moment playhead,
      @Nullable String highlighted,
      double scrollY,
      double width,
      double height,
      boolean focused) {}

  private final ThemeColours colours;
  private final Font body = Font.font("Inter", 12);
  private final Font bodyBold = Font.font("Inter Semi Bold", 12);
  private final Font data = Font.font("JetBrains Mono", 11);
  private final Font flag = Font.font("JetBrains Mono Medium", 11);

  /**
   * @param onChanged called when the theme's colours have
   */
  TimelinePainter(Runnable onChanged) {
    colours =
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
            onChanged);
  }

  /** To be put into the scene, from which the colours come. */
  Node colours() {
    return colours;
  }

  /** Height of all tracks. */
  static double height(TimelineModel m) {
    return tracks(m).stream().mapToDouble(Track::height).sum();
  }

  static List<Track> tracks(TimelineModel m) {
    List<Track> out = new ArrayList<>();
    for (NodeTrack t : m.tracks()) {
      out.add(new Track.OfNode(t, t.rows() == Rows.LATE ? 26 : 30));
    }
    out.add(new Track.Watermark(38));
    out.add(new Track.Checkpoints(22));
    out.add(new Track.Hits(22));
    return out;
  }

  /** Paints all of it; the canvas is as large as the frame says. */
  void paint(GraphicsContext g, Frame frame) {
    TimelineModel m = frame.model();
    TimeScale s = frame.scale();
    double w = frame.width();
    double h = frame.height();
    double scrollY = frame.scrollY();
    List<Track> tracks = tracks(m);
    double total = height(m);
    double top = STRIP + RULER;
    Moment playhead = frame.playhead();
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
        paintTrack(g, frame, t, y);
      }
      y += t.height();
      g.setStroke(colours.get("border"));
      g.setLineWidth(1);
      g.strokeLine(0, crisp(y), w, crisp(y));
    }
    if (past) {
      hatch(g, playX, Math.min(edgeX, w), top, Math.min(h, y));
    }
    for (Reply.Gap gap : m.gaps()) {
      paintGap(g, gap, s, top, Math.min(h, y), w);
    }
    if (total > h - top) {
      double share = (h - top) / total;
      g.setFill(colours.get("border-strong", 0.7));
      g.fillRoundRect(w - 6, top + scrollY * share + 2, 4, (h - top) * share - 4, 4, 4);
    }
    g.restore();

    paintHead(g, frame, ticks);
    if (past) {
      paintEdge(g, edgeX, w, h);
    }
    paintPlayhead(g, m, playhead, past, playX, w, h);
    if (frame.focused()) {
      g.setStroke(colours.get("accent"));
      g.setLineWidth(1);
      g.strokeRect(0.5, 0.5, w - 1, h - 1);
    }
  }

  private void paintHead(GraphicsContext g, Frame frame, List<Tick> ticks) {
    TimelineModel m = frame.model();
    TimeScale s = frame.scale();
    Moment playhead = frame.playhead();
    double w = frame.width();
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
    if (frame.zoomed()) {
      double from = LEFT + s.from() / end * s.width();
      double to = LEFT + s.to() / end * s.width();
      g.setFill(colours.get("accent", 0.14));
      g.fillRoundRect(from, scaleY - 4, Math.max(8, to - from), 14, 6, 6);
      g.setStroke(colours.get("accent"));
      g.setLineWidth(1.5);
      g.strokeRoundRect(from, scaleY - 4, Math.max(8, to - from), 14, 6, 6);
    }
    double at = crisp(LEFT + playhead.sequence() / end * s.width());
    g.setStroke(colours.get(playheadColour(m, playhead.compareTo(m.status().liveEdge()) < 0)));
    g.setLineWidth(2);
    g.strokeLine(at, 3, at, 17);
    line(g, 0, STRIP, w, STRIP);
    line(g, 0, STRIP + RULER, w, STRIP + RULER);
    line(g, LEFT, 0, LEFT, frame.height());
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

  private void paintTrack(GraphicsContext g, Frame frame, Track track, double y) {
    TimelineModel m = frame.model();
    TimeScale s = frame.scale();
    double w = frame.width();
    Moment playhead = frame.playhead();
    if (track instanceof Track.OfNode t) {
      Color colour =
          colours.get(
              t.node().rows() == Rows.LATE
                  ? "fam-sink"
                  : "fam-" + t.node().family().name().toLowerCase(Locale.ROOT));
      g.setFill(colour);
      g.fillRect(10, y + track.height() / 2 - 5, 3, 10);
      boolean bold = t.node().nodeId().equals(frame.highlighted());
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

  /** A stretch that cannot be gone to, with the reason where there is room for it. */
  private void paintGap(
      GraphicsContext g, Reply.Gap gap, TimeScale s, double top, double bottom, double w) {
    double left = Math.max(LEFT + 1, LEFT + s.x(gap.from()));
    double right = Math.min(w, LEFT + s.x(gap.to()));
    if (right <= LEFT + 1 || left >= w) {
      return;
    }
    right = Math.max(right, left + 3);
    g.save();
    g.beginPath();
    g.rect(left, top, right - left, bottom - top);
    g.clip();
    g.setFill(colours.get("surface-0", 0.9));
    g.fillRect(left, top, right - left, bottom - top);
    g.setStroke(colours.get("border-strong", 0.5));
    g.setLineWidth(1);
    double height = bottom - top;
    for (double x = left - height; x < right; x += 12) {
      g.strokeLine(x, top, x + height, bottom);
    }
    g.setStroke(colours.get("border-strong"));
    g.setLineDashes(3, 3);
    g.strokeLine(crisp(left), top, crisp(left), bottom);
    g.strokeLine(crisp(right) - 1, top, crisp(right) - 1, bottom);
    g.setLineDashes();
    double room = right - left - 16;
    if (room > 60) {
      int fits = (int) (room / 6.4);
      String words = "no history: " + gap.reason();
      String shown = words.length() <= fits ? words : words.substring(0, fits - 1) + "…";
      double width = shown.length() * 6.4 + 12;
      g.setFill(colours.get("surface-2"));
      g.fillRoundRect(left + 6, top + 6, Math.min(room + 4, width), 20, 8, 8);
      g.setFont(body);
      g.setFill(colours.get("text-2"));
      g.setTextAlign(TextAlignment.LEFT);
      g.fillText(shown, left + 12, top + 16);
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
