package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Exported;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * A large picture of a pipeline that is painted in pieces, so that the window goes on between two
 * of them. It takes its memory when the first is painted. FX thread only.
 */
public final class TiledPicture {
  private static final int TILE = 1_024;

  private final CanvasPainter painter;
  private final Picture picture;
  private final Camera camera;
  private final int width;
  private final int height;
  private final int tile;
  private int[] pixels = {};
  private int done;

  /**
   * @param camera where the picture's corner is
   * @param tile side of a piece, in pixels
   */
  TiledPicture(
      CanvasPainter painter, Picture picture, Camera camera, int width, int height, int tile) {
    this.painter = painter;
    this.picture = picture;
    this.camera = camera;
    this.width = width;
    this.height = height;
    this.tile = tile;
  }

  TiledPicture(CanvasPainter painter, Picture picture, Camera camera, int width, int height) {
    this(painter, picture, camera, width, height, TILE);
  }

  private int columns() {
    return (width + tile - 1) / tile;
  }

  /** How many pieces there are. */
  public int size() {
    return columns() * ((height + tile - 1) / tile);
  }

  /** How many are painted. */
  public int done() {
    return done;
  }

  public boolean isDone() {
    return done == size();
  }

  /** Paints the next piece. */
  public void next() {
    if (done == 0) {
      pixels = new int[width * height];
    }
    int x = done % columns() * tile;
    int y = done / columns() * tile;
    int w = Math.min(tile, width - x);
    int h = Math.min(tile, height - y);
    Canvas canvas = new Canvas(w, h);
    painter.paint(
        canvas.getGraphicsContext2D(),
        picture,
        new Camera(camera.x() + x / camera.zoom(), camera.y() + y / camera.zoom(), camera.zoom()),
        w,
        h);
    WritableImage image = canvas.snapshot(null, null);
    image
        .getPixelReader()
        .getPixels(0, 0, w, h, PixelFormat.getIntArgbInstance(), pixels, y * width + x, width);
    done++;
  }

  /** The picture, once all of it is painted. */
  public Exported.Pixels pixels() {
    return new Exported.Pixels(pixels, width, height);
  }
}
