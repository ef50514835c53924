package dev.eddy.designer.control;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * Icons by name: the designer's own glyphs, else Feather's, else {@code box}. As a node their
 * colour is the looked-up colour {@code -eddy-icon}, which a parent may set; on a canvas it is
 * given.
 */
public final class Icons {
  /** How an icon is drawn. */
  public sealed interface Glyph {
    /** A character of the Feather font. */
    record Letter(String text) implements Glyph {}

    /** SVG paths on a grid of 24, strokes of 2 with round ends; empty where there is none. */
    record Drawing(String stroke, String fill) implements Glyph {}
  }

  private static final String FONT = "/META-INF/resources/feather/4.28/fonts/feather.ttf";
  private static final String LEFT_TRIANGLE = "M17 5 L7 12 L17 19 Z";
  private static final String RIGHT_TRIANGLE = "M7 5 L17 12 L7 19 Z";

  private static final Map<String, Glyph> OWN =
      Map.ofEntries(
          stroke("tumbling-window", "M3 7 V18 H21 V7 M9 7 V18 M15 7 V18"),
          stroke("sliding-window", "M3 6 H14 V11 H3 Z M10 13 H21 V18 H10 Z"),
          stroke("session-window", "M3 7 V17 H8 V7 M13 7 V17 H21 V7"),
          stroke("top-n", "M4 6 H20 M4 12 H13 M4 18 H10 M18 11 V18 M15 15.5 L18 18.5 L21 15.5"),
          stroke(
              "lookup",
              "M3 4 H12 V20 H3 Z M3 9.3 H12 M3 14.7 H12 M22 12 H16 M18.5 9.5 L16 12 L18.5 14.5"),
          stroke("join", circle(9, 12, 6) + circle(15, 12, 6)),
          stroke("union", "M3 6 H8 L13 12 H21 M3 18 H8 L13 12"),
          stroke("aggregate", "M17 5 H6 L13 12 L6 19 H17"),
          stroke(
              "pattern",
              circle(6, 12, 2.5)
                  + circle(18, 6, 2.5)
                  + circle(18, 18, 2.5)
                  + "M8.3 11 L15.7 7 M8.3 13 L15.7 17"),
          stroke("step", "M5 6 V18 M9 12 H20 M16 8 L20 12 L16 16"),
          stroke("step-back", "M19 6 V18 M15 12 H4 M8 8 L4 12 L8 16"),
          filled("continue", RIGHT_TRIANGLE),
          filled("reverse-continue", LEFT_TRIANGLE),
          stroke("checkpoint-before", "M20 5 L11 12 L20 19 Z M5 9 L8 12 L5 15 L2 12 Z"),
          stroke("live-edge", "M6 5 L15 12 L6 19 Z M20 5 V19"),
          stroke("pause", "M7 5 H10 V19 H7 Z M14 5 H17 V19 H14 Z"),
          filled("here", RIGHT_TRIANGLE),
          filled(
              "star-filled",
              "M12 2 L15.09 8.26 L22 9.27 L17 14.14 L18.18 21.02 L12 17.77 L5.82 21.02 L7 14.14"
                  + " L2 9.27 L8.91 8.26 Z"),
          stroke(
              "arrange",
              "M3 4 H9 V9 H3 Z M3 15 H9 V20 H3 Z M16 9.5 H22 V14.5 H16 Z M9 6.5 H12.5 V17.5 H9"
                  + " M12.5 12 H16"),
          stroke("no-rows", "M3 5 H21 V19 H3 Z M3 10 H21 M9 10 V19"));

  /** Names that descriptors may use for the same thing. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("window", "tumbling-window"),
          Map.entry("tumbling", "tumbling-window"),
          Map.entry("window-aggregate", "tumbling-window"),
          Map.entry("topn", "top-n"),
          Map.entry("lookup-join", "lookup"),
          Map.entry("interval-join", "join"),
          Map.entry("group-aggregate", "aggregate"),
          Map.entry("sum", "aggregate"),
          Map.entry("sigma", "aggregate"),
          Map.entry("project", "sliders"),
          Map.entry("csv", "file-text"),
          Map.entry("error", "alert-octagon"),
          Map.entry("warning", "alert-triangle"),
          Map.entry("watermark", "droplet"));

  private static final Map<Double, Font> FONTS = new HashMap<>();

  private Icons() {}

  /** The glyph of a name; never fails. */
  public static Glyph glyph(String name) {
    String known = ALIASES.getOrDefault(name, name);
    Glyph own = OWN.get(known);
    return own != null ? own : new Glyph.Letter(letter(known));
  }

  /** Whether a name is known, so that {@link #glyph} does not fall back. */
  public static boolean knows(String name) {
    String known = ALIASES.getOrDefault(name, name);
    return OWN.containsKey(known) || feather(known) != null;
  }

  /** An icon as a node, {@code size} pixels square. */
  public static IconView view(String name, double size) {
    return new IconView(name, size);
  }

  /** Paints an icon with its upper left corner at {@code (x, y)}; leaves the context as it was. */
  public static void paint(
      GraphicsContext g, String name, double x, double y, double size, Paint paint) {
    g.save();
    Glyph glyph = glyph(name);
    if (glyph instanceof Glyph.Letter letter) {
      g.setFont(font(size));
      g.setTextBaseline(VPos.TOP);
      g.setTextAlign(TextAlignment.LEFT);
      g.setFill(paint);
      g.fillText(letter.text(), x, y);
    } else if (glyph instanceof Glyph.Drawing drawing) {
      g.translate(x, y);
      g.scale(size / 24, size / 24);
      g.setLineWidth(2);
      g.setLineCap(StrokeLineCap.ROUND);
      g.setLineJoin(StrokeLineJoin.ROUND);
      g.setStroke(paint);
      g.setFill(paint);
      g.beginPath();
      g.appendSVGPath(drawing.stroke() + drawing.fill());
      g.stroke();
      if (!drawing.fill().isEmpty()) {
        g.fill();
      }
    }
    g.restore();
  }

  static Font font(double size) {
    return FONTS.computeIfAbsent(
        size,
        s ->
            Objects.requireNonNull(
                Font.loadFont(Objects.requireNonNull(Feather.class.getResourceAsStream(FONT)), s),
                "the Feather font"));
  }

  private static String letter(String name) {
    Feather f = feather(name);
    return Character.toString(f == null ? Feather.BOX.getCode() : f.getCode());
  }

  private static @Nullable Feather feather(String name) {
    try {
      return Feather.findByDescription("fth-" + name);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Map.Entry<String, Glyph> stroke(String name, String path) {
    return Map.entry(name, new Glyph.Drawing(path, ""));
  }

  private static Map.Entry<String, Glyph> filled(String name, String path) {
    return Map.entry(name, new Glyph.Drawing("", path));
  }

  private static String circle(double x, double y, double r) {
    return "M" + (x - r) + " " + y + " a" + r + " " + r + " 0 1 0 " + 2 * r + " 0 a" + r + " " + r
        + " 0 1 0 " + -2 * r + " 0 Z ";
  }
}
