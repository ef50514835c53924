package dev.eddy.designer.canvas;

import static dev.eddy.designer.control.HeadlessStage.onFx;

import java.util.BitSet;
import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.testfx.api.FxToolkit;

/** What painting leaves behind, as pixels: painted on a canvas that no window shows. */
record Painted(int[] argb, int width, int height) {
  /** Starts the toolkit without a screen, once for all. */
  static void start() throws Exception {
    Class.forName("dev.eddy.designer.control.HeadlessStage");
    FxToolkit.registerPrimaryStage();
    onFx(
        () -> {
          dev.eddy.designer.theme.Fonts.load();
          return true;
        });
  }

  /** Paints on a fresh canvas. On the FX thread. */
  static Painted of(int width, int height, Consumer<GraphicsContext> work) {
    Canvas canvas = new Canvas(width, height);
    work.accept(canvas.getGraphicsContext2D());
    WritableImage image = canvas.snapshot(null, null);
    int[] argb = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
    return new Painted(argb, width, height);
  }

  int at(int x, int y) {
    return argb[y * width + x];
  }

  /** A part that lies wholly within. */
  Painted part(int x, int y, int w, int h) {
    int[] out = new int[w * h];
    for (int row = 0; row < h; row++) {
      System.arraycopy(argb, (y + row) * width + x, out, row * w, w);
    }
    return new Painted(out, w, h);
  }

  /**
   * Whether a pixel looks like nothing that the other picture has there or one pixel beside: a
   * channel lies by at least so much outside of what it is there.
   */
  private boolean isForeign(Painted other, int x, int y, int least) {
    int here = at(x, y);
    for (int shift = 0; shift < 32; shift += 8) {
      int lowest = 255;
      int highest = 0;
      for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          int there = other.at(column, row) >> shift & 255;
          lowest = Math.min(lowest, there);
          highest = Math.max(highest, there);
        }
      }
      int value = here >> shift & 255;
      if (value <= lowest - least || value >= highest + least) {
        return true;
      }
    }
    return false;
  }

  /**
   * Which pixels differ visibly. The toolkit divides a curve in other places where it is cut off,
   * which moves it by a part of a pixel: what is to be found one pixel beside does not differ. Nor
   * does what differs alone or with one neighbour: dots of the grid are put here or there.
   *
   * @param least difference of a channel that can be seen
   */
  private BitSet different(Painted other, int least) {
    BitSet all = new BitSet();
    for (int i = 0; i < argb.length; i++) {
      int x = i % width;
      int y = i / width;
      if (argb[i] != other.argb[i]
          && (isForeign(other, x, y, least) || other.isForeign(this, x, y, least))) {
        all.set(i);
      }
    }
    BitSet out = new BitSet();
    for (int i = all.nextSetBit(0); i >= 0; i = all.nextSetBit(i + 1)) {
      int around = 0;
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int x = i % width + dx;
          int y = i / width + dy;
          around += x >= 0 && x < width && y >= 0 && y < height && all.get(y * width + x) ? 1 : 0;
        }
      }
      if (around > 2) {
        out.set(i);
      }
    }
    return out;
  }

  /** The smallest box round all pixels that differ visibly; empty where none does. */
  Box differing(Painted other, int least) {
    BitSet all = different(other, least);
    int left = width;
    int right = -1;
    for (int i = all.nextSetBit(0); i >= 0; i = all.nextSetBit(i + 1)) {
      left = Math.min(left, i % width);
      right = Math.max(right, i % width);
    }
    if (right < 0) {
      return Box.EMPTY;
    }
    int top = all.nextSetBit(0) / width;
    return new Box(left, top, right - left + 1, all.length() / width - top + 1);
  }

  /** How many pixels differ by at least so much. */
  int count(Painted other, int least) {
    return different(other, least).cardinality();
  }
}
