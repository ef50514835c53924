package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Exported;
import java.util.Set;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** The pipeline that a canvas shows as a picture of all of it, without a selection. FX thread. */
public final class GraphExport {
  /** Twice the size of the canvas, as far as a picture of that size can be made. */
  private static final double SCALE = 2;

  private static final double MOST_SIDE = 8_192;

  private GraphExport() {}

  public static Exported svg(CanvasView view) {
    return new Exported.Words(GraphSvg.of(quiet(view), view.painter()::nameWidth));
  }

  public static Exported png(CanvasView view) {
    Picture picture = quiet(view);
    Box box = GraphSvg.extent(picture.scene());
    double scale = Math.min(SCALE, MOST_SIDE / Math.max(box.width(), box.height()));
    int width = (int) Math.max(1, Math.ceil(box.width() * scale));
    int height = (int) Math.max(1, Math.ceil(box.height() * scale));
    Canvas canvas = new Canvas(width, height);
    view.painter()
        .paint(
            canvas.getGraphicsContext2D(),
            picture,
            new Camera(box.x(), box.y(), scale),
            width,
            height);
    WritableImage image = canvas.snapshot(null, null);
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return new Exported.Pixels(pixels, width, height);
  }

  private static Picture quiet(CanvasView view) {
    Picture p = view.picture();
    return new Picture(p.scene(), view.looksUnselected(), p.palette(), p.past(), null, Set.of());
  }
}
