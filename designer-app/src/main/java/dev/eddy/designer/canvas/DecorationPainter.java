package dev.eddy.designer.canvas;

import dev.eddy.designer.theme.Fonts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Paints notes and frames. FX thread only. */
final class DecorationPainter {
  static final double NOTE_PADDING = 10;
  private static final double LINE = 17;

  private final Map<NoteText.Style, TextWidths> widths = new EnumMap<>(NoteText.Style.class);
  private Font titleFont = Font.font(Fonts.SEMI_BOLD, 12);
  private Font countFont = Font.font(Fonts.MONO, 11);
  private double titleZoom = 1;

  DecorationPainter() {
    widths.put(NoteText.Style.PLAIN, new TextWidths(Font.font(Fonts.BODY, 12)));
    widths.put(NoteText.Style.BOLD, new TextWidths(Font.font(Fonts.SEMI_BOLD, 12)));
    widths.put(NoteText.Style.CODE, new TextWidths(Font.font(Fonts.MONO, 11)));
    widths.put(NoteText.Style.HEADING, new TextWidths(Font.font(Fonts.SEMI_BOLD, 13)));
  }

  void frames(GraphicsContext g, Picture p, double zoom, Box seen) {
    for (FrameShape f : p.scene().frames().values()) {
      if (f.box().grow(24 / zoom).intersects(seen) && !p.hidden().contains(f.id())) {
        frame(g, p, zoom, f);
      }
    }
  }

  void frame(GraphicsContext g, Picture p, double zoom, FrameShape f) {
    Palette c = p.palette();
    double line = 1 / Math.min(1, zoom);
    double top = f.box().y() + FrameShape.TITLE - 4;
    double height = f.box().bottom() - top;
    boolean selected = p.looks().isSelected(f.id());
    g.setFill(c.get("surface-1", 0.7));
    g.fillRoundRect(f.box().x(), top, f.box().width(), height, 16, 16);
    g.setStroke(selected ? c.get("accent") : c.get("border"));
    g.setLineWidth(selected ? 2 * line : line);
    g.setLineDashes();
    g.strokeRoundRect(f.box().x(), top, f.box().width(), height, 16, 16);
    // Titles keep their size on screen, so that they can be read from afar.
    double scale = 1 / Math.min(1, zoom);
    if (titleZoom != scale) {
      titleZoom = scale;
      titleFont = Font.font(Fonts.SEMI_BOLD, 12 * scale);
      countFont = Font.font(Fonts.MONO, 11 * scale);
    }
    if (f.box().width() * zoom < 40 || f.box().height() * zoom < 28) {
      return;
    }
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.BOTTOM);
    g.setFont(titleFont);
    g.setFill(selected ? c.get("accent") : c.get("text"));
    TextWidths w = of(NoteText.Style.BOLD);
    String title = w.cut(f.frame().title(), (f.box().width() - 40 * scale) / scale);
    double y = top - 5 * scale;
    g.fillText(title, f.box().x() + 2 * scale, y);
    g.setFont(countFont);
    g.setFill(c.get("text-3"));
    g.fillText(
        String.valueOf(f.frame().members().size()),
        f.box().x() + (w.of(title) + 12) * scale,
        y - 0.5 * scale);
  }

  void notes(GraphicsContext g, Picture p, double zoom, Box seen) {
    for (NoteShape n : p.scene().notes().values()) {
      if (n.box().intersects(seen) && !p.hidden().contains(n.id())) {
        note(g, p, zoom, n);
      }
    }
  }

  void note(GraphicsContext g, Picture p, double zoom, NoteShape n) {
    Palette c = p.palette();
    Box b = n.box();
    boolean selected = p.looks().isSelected(n.id());
    if (selected) {
      g.setFill(c.get("accent", 0.22));
      g.fillRoundRect(b.x() - 4, b.y() - 4, b.width() + 8, b.height() + 8, 16, 16);
    }
    g.setFill(c.get("warn-bg"));
    g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 8, 8);
    g.setStroke(selected ? c.get("accent") : c.get("warn", 0.5));
    g.setLineWidth(selected ? 2 : 1 / Math.min(1, zoom));
    g.setLineDashes();
    g.strokeRoundRect(b.x(), b.y(), b.width(), b.height(), 8, 8);
    if (Detail.at(zoom) == Detail.BLOCKS) {
      return;
    }
    text(g, c, n, b);
    if (selected) {
      g.setStroke(c.get("warn"));
      g.setLineWidth(1.5);
      g.strokeLine(b.right() - 9, b.bottom() - 3, b.right() - 3, b.bottom() - 9);
      g.strokeLine(b.right() - 5, b.bottom() - 3, b.right() - 3, b.bottom() - 5);
    }
  }

  private void text(GraphicsContext g, Palette c, NoteShape n, Box b) {
    List<NoteText.Line> lines =
        NoteText.lines(
            n.note().text(), b.width() - 2 * NOTE_PADDING, (t, style) -> of(style).of(t));
    g.setTextAlign(TextAlignment.LEFT);
    g.setTextBaseline(VPos.CENTER);
    double y = b.y() + NOTE_PADDING + LINE / 2;
    for (NoteText.Line line : lines) {
      if (y + LINE / 2 > b.bottom() - 2) {
        g.setFill(c.get("text-3"));
        g.setFont(of(NoteText.Style.PLAIN).font());
        g.fillText("…", b.right() - 18, b.bottom() - 9);
        return;
      }
      double x = b.x() + NOTE_PADDING + line.indent();
      for (NoteText.Run run : line.runs()) {
        g.setFont(of(run.style()).font());
        g.setFill(c.get(run.style() == NoteText.Style.CODE ? "text-2" : "text"));
        g.fillText(run.text(), x, y);
        x += run.isBullet() ? NoteText.BULLET : of(run.style()).of(run.text());
      }
      y += LINE;
    }
  }

  /** How wide a part of a note is. */
  double width(String text, NoteText.Style style) {
    return of(style).of(text);
  }

  private TextWidths of(NoteText.Style style) {
    return Objects.requireNonNull(widths.get(style));
  }
}
