package dev.eddy.designer.canvas;

import dev.eddy.designer.text.Texts;
import dev.eddy.designer.theme.Fonts;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * The words of an edge: its name, or the key of what it carries, and its rate. The name, or the
 * rate of an edge without one, stands where the user has put it. FX thread only.
 */
final class EdgeWords {
  private static final Font LABEL = Font.font(Fonts.BODY, 10.5);
  private static final Font RATE = Font.font(Fonts.MONO, 10.5);
  private static final double HEIGHT = 12;

  /** Below this zoom rates are too small to be read. */
  private static final double RATES_FROM = 0.8;

  private final TextWidths labels = new TextWidths(LABEL);
  private final TextWidths rates = new TextWidths(RATE);

  /** Where the words that can be moved are painted; null where there are none. */
  @Nullable Box box(EdgeShape e, EdgeLook look, double zoom) {
    if (Detail.at(zoom) != Detail.FULL) {
      return null;
    }
    Point put = e.labelAt();
    if (!look.label().isEmpty()) {
      return name(e, look);
    }
    if (!hasRate(e, look, zoom)) {
      return null;
    }
    double w = rates.of(rate(look)) + 4;
    Point at = put == null ? e.middle().plus(0, -5 - HEIGHT / 2) : put;
    return new Box(at.x() - w / 2, at.y() - HEIGHT / 2, w, HEIGHT);
  }

  /** The name as far as there is room for one: many columns may make a key. */
  private String cut(EdgeLook look) {
    return labels.cut(look.label(), 2 * EdgeShape.WORDS_X - 4);
  }

  private Box name(EdgeShape e, EdgeLook look) {
    double w = labels.of(cut(look)) + 4;
    Point put = e.labelAt();
    if (put != null) {
      return new Box(put.x() - w / 2, put.y() - HEIGHT / 2, w, HEIGHT);
    }
    // Below the line where it is level, so that the label does not break it.
    Point at = e.path().at(0.12).plus(0, look.updating() ? 4 : 1);
    return new Box(at.x() + 3, at.y(), w, HEIGHT);
  }

  private static boolean hasRate(EdgeShape e, EdgeLook look, double zoom) {
    return zoom >= RATES_FROM
        && look.rate() > 0
        && Math.abs(e.path().to().x() - e.path().from().x()) > 28;
  }

  private static String rate(EdgeLook look) {
    return Texts.compact(look.rate()) + "/s";
  }

  void paint(GraphicsContext g, Picture p, double zoom, EdgeShape e, EdgeLook look) {
    Palette c = p.palette();
    Box box = box(e, look, zoom);
    if (box != null && e.label() != null) {
      leader(g, c, e, box);
    }
    boolean named = !look.label().isEmpty();
    if (named && box != null) {
      g.setFill(c.get(p.canvasToken()));
      g.fillRect(box.x(), box.y(), box.width(), box.height());
      words(g, c, LABEL, cut(look), box);
    }
    if (hasRate(e, look, zoom)) {
      if (!named && box != null && e.label() != null) {
        g.setFill(c.get(p.canvasToken()));
        g.fillRect(box.x(), box.y(), box.width(), box.height());
        words(g, c, RATE, rate(look), box);
      } else {
        Point at = e.middle();
        g.setFont(RATE);
        g.setFill(c.get("text-2"));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.BOTTOM);
        g.fillText(rate(look), at.x(), at.y() - 5);
      }
    }
  }

  private static void words(GraphicsContext g, Palette c, Font font, String words, Box box) {
    g.setFont(font);
    g.setFill(c.get("text-2"));
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(words, box.x() + 2, box.y() + HEIGHT / 2 + 0.5);
  }

  // Words that stand off their line say by a thin one which it is.
  private static void leader(GraphicsContext g, Palette c, EdgeShape e, Box box) {
    Point foot = e.path().at(java.util.Objects.requireNonNull(e.label()).along());
    Point near =
        new Point(
            Math.max(box.x(), Math.min(box.right(), foot.x())),
            Math.max(box.y(), Math.min(box.bottom(), foot.y())));
    if (near.distance(foot) > 6) {
      g.setStroke(c.get("border"));
      g.setLineWidth(1);
      g.setLineDashes(2, 2);
      g.strokeLine(foot.x(), foot.y(), near.x(), near.y());
      g.setLineDashes();
    }
  }
}
