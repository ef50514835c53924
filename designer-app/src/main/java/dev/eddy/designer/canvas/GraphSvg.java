package dev.eddy.designer.canvas;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import javafx.scene.paint.Color;

/**
 * A pipeline as a drawing in SVG, with text that can be searched. It holds what the canvas shows at
 * full detail but icons, badges and the grid. Pure.
 */
final class GraphSvg {
  private static final double MARGIN = 24;
  private static final String BODY = "Inter, 'Segoe UI', 'Noto Sans', sans-serif";
  private static final String MONO = "'JetBrains Mono', 'Cascadia Mono', Menlo, monospace";
  private static final double MONO_11 = 6.6;
  private static final double NOTE_LINE = 17;

  private final Picture picture;
  private final ToDoubleFunction<String> nameWidth;
  private final BiFunction<String, NoteText.Style, Double> noteWidth;
  private final StringBuilder out = new StringBuilder();

  private GraphSvg(
      Picture picture,
      ToDoubleFunction<String> nameWidth,
      BiFunction<String, NoteText.Style, Double> noteWidth) {
    this.picture = picture;
    this.nameWidth = nameWidth;
    this.noteWidth = noteWidth;
  }

  /**
   * @param nameWidth how wide the name of a node is, in canvas units
   * @param noteWidth how wide a part of a note is
   */
  static String of(
      Picture picture,
      ToDoubleFunction<String> nameWidth,
      BiFunction<String, NoteText.Style, Double> noteWidth) {
    return new GraphSvg(picture, nameWidth, noteWidth).svg();
  }

  /** What the drawing of a scene covers, with a margin. */
  static Box extent(CanvasScene scene) {
    Box b = scene.bounds();
    for (EdgeShape e : scene.edges().values()) {
      b = b.union(e.extent());
    }
    return b.grow(MARGIN);
  }

  private String svg() {
    CanvasScene scene = picture.scene();
    Box b = extent(scene);
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(n(b.width()))
        .append("\" height=\"")
        .append(n(b.height()))
        .append("\" viewBox=\"")
        .append(n(b.x()) + " " + n(b.y()) + " " + n(b.width()) + " " + n(b.height()))
        .append("\">\n");
    rect(b, 0, picture.canvasToken(), "none", 1);
    for (FrameShape f : scene.frames().values()) {
      Box box = f.box();
      Box body =
          new Box(
              box.x(),
              box.y() + FrameShape.TITLE - 4,
              box.width(),
              box.height() - FrameShape.TITLE + 4);
      rect(body, 8, "surface-1", "border", 1);
      text(box.x() + 2, body.y() - 7, f.frame().title(), BODY, 12, 600, "text", "start");
    }
    scene.edges().values().forEach(this::edge);
    scene.notes().values().forEach(this::note);
    scene.nodes().values().forEach(this::node);
    return out.append("</svg>\n").toString();
  }

  private void edge(EdgeShape e) {
    EdgeLook look = picture.looks().edge(e);
    String color = look.unfitting() ? "error" : "border-strong";
    String path = path(EdgePainter.shortened(e.path()));
    double width = 1.75;
    if (look.updating()) {
      stroke(path, color, width + 3, false);
      stroke(path, picture.canvasToken(), width + 0.2, false);
    } else {
      stroke(path, color, width, look.unfitting());
    }
    Point tip = e.path().to();
    out.append("<polygon points=\"")
        .append(n(tip.x()) + "," + n(tip.y()) + " ")
        .append(n(tip.x() - 8) + "," + n(tip.y() - 3.8) + " ")
        .append(n(tip.x() - 8) + "," + n(tip.y() + 3.8))
        .append("\" fill=\"" + hex(color) + "\"/>\n");
    if (!look.label().isEmpty()) {
      Point put = e.labelAt();
      Point at =
          put == null ? e.path().at(0.12).plus(5, look.updating() ? 14 : 11) : put.plus(0, 4);
      String anchor = put == null ? "start" : "middle";
      text(at.x(), at.y(), look.label(), BODY, 10.5, 400, "text-2", anchor);
    }
  }

  private void stroke(String path, String token, double width, boolean dashed) {
    out.append("<path d=\"" + path + "\" fill=\"none\" stroke=\"" + hex(token))
        .append("\" stroke-width=\"" + n(width) + "\"")
        .append(dashed ? " stroke-dasharray=\"6 4\"" : "")
        .append("/>\n");
  }

  private static String path(EdgePath path) {
    StringBuilder d = new StringBuilder("M" + n(path.from().x()) + " " + n(path.from().y()));
    for (Curve c : path.pieces()) {
      if (c.isLine()) {
        d.append(" L" + n(c.to().x()) + " " + n(c.to().y()));
        continue;
      }
      d.append(" C" + n(c.c1().x()) + " " + n(c.c1().y()))
          .append(" " + n(c.c2().x()) + " " + n(c.c2().y()))
          .append(" " + n(c.to().x()) + " " + n(c.to().y()));
    }
    return d.toString();
  }

  /** Broken into lines as on the canvas; what does not fit is cut with a mark. */
  private void note(NoteShape n) {
    Box b = n.box();
    rect(b, 8, "warn-bg", "warn", 1);
    double padding = DecorationPainter.NOTE_PADDING;
    double middle = b.y() + padding + NOTE_LINE / 2;
    for (NoteText.Line line : NoteText.lines(n.note().text(), b.width() - 2 * padding, noteWidth)) {
      if (middle + NOTE_LINE / 2 > b.bottom() - 2) {
        text(b.right() - 18, b.bottom() - 5, "…", BODY, 12, 400, "text-3", "start");
        return;
      }
      line(line, b.x() + padding + line.indent(), middle + 4);
      middle += NOTE_LINE;
    }
  }

  /** Words of one style are one text: blanks at the ends of a text would be left out. */
  private void line(NoteText.Line line, double x, double y) {
    double at = x;
    StringBuilder words = new StringBuilder();
    List<NoteText.Run> runs = line.runs();
    for (int i = 0; i < runs.size(); i++) {
      NoteText.Run run = runs.get(i);
      words.append(run.text());
      boolean last =
          i + 1 == runs.size() || run.isBullet() || runs.get(i + 1).style() != run.style();
      if (last) {
        String all = words.toString();
        String from = all.stripLeading();
        double blank = noteWidth.apply(all.substring(0, all.length() - from.length()), run.style());
        run(new NoteText.Run(from, run.style()), at + blank, y);
        at += run.isBullet() ? NoteText.BULLET : noteWidth.apply(all, run.style());
        words.setLength(0);
      }
    }
  }

  private void run(NoteText.Run run, double x, double y) {
    switch (run.style()) {
      case PLAIN -> text(x, y, run.text(), BODY, 12, 400, "text", "start");
      case BOLD -> text(x, y, run.text(), BODY, 12, 600, "text", "start");
      case CODE -> text(x, y, run.text(), MONO, 11, 400, "text-2", "start");
      case HEADING -> text(x, y, run.text(), BODY, 13, 600, "text", "start");
    }
  }

  private void node(NodeShape n) {
    Box b = n.box();
    NodeLook look = picture.looks().node(n);
    out.append("<g" + (look.bypassed() ? " opacity=\"0.55\"" : "") + ">\n");
    rect(b, 8, "surface-2", look.bypassed() ? "text-3" : "border-strong", 1);
    out.append("<rect x=\"" + n(b.x() + 1) + "\" y=\"" + n(b.y() + 4) + "\" width=\"4\" height=\"")
        .append(n(b.height() - 8))
        .append("\" rx=\"2\" fill=\"" + hex(picture.palette().family(n.family())) + "\"/>\n");
    double room = b.width() - 28;
    text(b.x() + 14, b.y() + 21, cut(n.name(), room), BODY, 13, 600, "text", "start");
    int letters = (int) (room / MONO_11);
    boolean error = look.problem() == dev.eddy.model.problem.Severity.ERROR;
    text(
        b.x() + 14,
        b.y() + 44,
        shortened(look.line(), letters),
        MONO,
        11,
        400,
        error ? "error" : "text-2",
        "start");
    text(b.x() + 14, b.y() + 70, look.shortNumbers(), MONO, 11, 400, "text-2", "start");
    text(b.right() - 10, b.y() + 70, look.right(), MONO, 11, 400, "text-3", "end");
    out.append("</g>\n");
    for (PortShape port : CanvasScene.ports(n)) {
      out.append("<circle cx=\"" + n(port.at().x()) + "\" cy=\"" + n(port.at().y()))
          .append("\" r=\"4.5\" stroke-width=\"2\" stroke=\"" + hex("border-strong"))
          .append("\" fill=\"" + hex(port.connected() ? "border-strong" : "surface-2") + "\"/>\n");
    }
  }

  private String cut(String name, double room) {
    String text = name;
    while (text.length() > 1 && nameWidth.applyAsDouble(text) > room) {
      // Never half of a character: that is none in a file.
      text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
    return text.equals(name) ? name : text.stripTrailing() + "…";
  }

  private static String shortened(String text, int letters) {
    int all = text.codePointCount(0, text.length());
    return all <= letters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, letters - 1))) + "…";
  }

  private void rect(Box b, double radius, String fill, String stroke, double width) {
    out.append("<rect x=\"" + n(b.x()) + "\" y=\"" + n(b.y()) + "\" width=\"" + n(b.width()))
        .append("\" height=\"" + n(b.height()) + "\" rx=\"" + n(radius))
        .append("\" fill=\"" + hex(fill) + "\"");
    if (!stroke.equals("none")) {
      out.append(" stroke=\"" + hex(stroke) + "\" stroke-width=\"" + n(width) + "\"");
    }
    out.append("/>\n");
  }

  private void text(
      double x,
      double y,
      String words,
      String font,
      double size,
      int weight,
      String token,
      String anchor) {
    if (words.isBlank()) {
      return;
    }
    out.append("<text x=\"" + n(x) + "\" y=\"" + n(y) + "\" font-family=\"" + font)
        .append("\" font-size=\"" + n(size) + "\" font-weight=\"" + weight)
        .append("\" text-anchor=\"" + anchor + "\" fill=\"" + hex(token) + "\">")
        .append(escaped(words))
        .append("</text>\n");
  }

  /** As XML wants it; characters that it cannot hold are left out. */
  static String escaped(String text) {
    StringBuilder b = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> b.append("&amp;");
                case '<' -> b.append("&lt;");
                case '>' -> b.append("&gt;");
                case '"' -> b.append("&quot;");
                default -> {
                  boolean fits =
                      c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
                  if (fits || c == '\t' || c == '\n') {
                    b.appendCodePoint(c);
                  }
                }
              }
            });
    return b.toString();
  }

  private String hex(String token) {
    return hex(picture.palette().get(token));
  }

  private static String hex(Color c) {
    return String.format(
        Locale.ROOT,
        "#%02x%02x%02x",
        Math.round(c.getRed() * 255),
        Math.round(c.getGreen() * 255),
        Math.round(c.getBlue() * 255));
  }

  private static String n(double value) {
    double tenths = Math.rint(value * 10) / 10;
    return tenths == Math.rint(tenths)
        ? Long.toString((long) tenths)
        : String.format(Locale.ROOT, "%.1f", tenths);
  }
}
