package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Exported;
import java.util.Set;

/** The pipeline that a canvas shows as a picture of all of it, without a selection. FX thread. */
public final class GraphExport {
  /** Twice the size of the canvas, as far as a picture of that size can be made. */
  private static final double SCALE = 2;

  private static final double MOST_SIDE = 8_192;

  /** A picture of more would not fit into the memory beside its file. */
  private static final double MOST_PIXELS = 24e6;

  private GraphExport() {}

  public static Exported svg(CanvasView view) {
    CanvasPainter p = view.painter();
    return new Exported.Words(GraphSvg.of(quiet(view), p::nameWidth, p.decorations()::width));
  }

  /** All of it in one go. */
  public static Exported png(CanvasView view) {
    TiledPicture tiles = tiles(view);
    while (!tiles.isDone()) {
      tiles.next();
    }
    return tiles.pixels();
  }

  /** A picture that is still to be painted, piece by piece; later changes do not show in it. */
  public static TiledPicture tiles(CanvasView view) {
    Picture picture = quiet(view);
    Box box = GraphSvg.extent(picture.scene());
    double scale = scale(box.width(), box.height());
    return new TiledPicture(
        view.painter(),
        picture,
        new Camera(box.x(), box.y(), scale),
        (int) Math.max(1, Math.ceil(box.width() * scale)),
        (int) Math.max(1, Math.ceil(box.height() * scale)));
  }

  /** Pixels for a unit of the canvas. */
  static double scale(double width, double height) {
    return Math.min(
        SCALE,
        Math.min(MOST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height))));
  }

  private static Picture quiet(CanvasView view) {
    Picture p = view.picture();
    return new Picture(p.scene(), view.looksUnselected(), p.palette(), p.past(), null, Set.of());
  }
}
