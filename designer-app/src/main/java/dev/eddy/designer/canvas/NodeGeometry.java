package dev.eddy.designer.canvas;

/** Sizes and places of a node's parts, in canvas units. */
public final class NodeGeometry {
  public static final double GRID = 16;
  public static final double HEIGHT = 80;
  public static final double MIN_WIDTH = 176;
  public static final double MAX_WIDTH = 272;
  public static final double PORT = 11;

  /** Least room between a node and the next one to its right. */
  public static final double GAP = 48;

  /** Where the name begins. */
  public static final double NAME_X = 36;

  /** Room right of the name: a badge and the padding. */
  private static final double NAME_RIGHT = 32;

  private NodeGeometry() {}

  /** Grown by the name in steps of the grid. */
  public static double width(double nameWidth) {
    double wanted = Math.ceil((NAME_X + nameWidth + NAME_RIGHT) / GRID) * GRID;
    return Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, wanted));
  }

  /** Height of a port's middle below the node's top: 40, or 28 and 56. */
  public static double portY(int index, int count) {
    if (count <= 1) {
      return 40;
    }
    if (count == 2) {
      return index == 0 ? 28 : 56;
    }
    return 16 + index * (HEIGHT - 32) / (count - 1);
  }

  public static double snap(double v) {
    return Math.rint(v / GRID) * GRID;
  }
}
