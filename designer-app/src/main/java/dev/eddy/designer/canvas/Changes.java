package dev.eddy.designer.canvas;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to be painted anew when only looks have changed. Pure. */
final class Changes {
  private static final int MOST = 48;

  /** More than a character of a tag or a label has in any script. */
  private static final double CHARACTER = 14;

  private Changes() {}

  /**
   * The parts of the canvas, within what is shown, that look different; null where there are so
   * many that painting all of it is cheaper.
   *
   * @param zoom of the bitmap
   */
  static @Nullable List<Box> between(
      CanvasScene scene, Looks before, Looks after, Box shown, double zoom) {
    List<Box> out = new ArrayList<>();
    double rim = 30 / Math.min(1, zoom);
    // What stands beside it may reach in, by a tag, a label or a halo.
    Box near = CanvasPainter.reaching(shown).grow(rim);
    for (NodeShape n : scene.nodesIn(near)) {
      NodeLook a = before.node(n);
      NodeLook b = after.node(n);
      if (!a.equals(b)
          && !add(out, wide(n.box(), n.box().x(), n.box().y(), a.tag(), b.tag()).grow(rim))) {
        return null;
      }
    }
    for (EdgeShape e : scene.edgesIn(near)) {
      EdgeLook a = before.edge(e);
      EdgeLook b = after.edge(e);
      Point from = e.path().from();
      Box box = e.extent();
      if (!a.equals(b)
          && !add(out, wide(box, from.x(), from.y(), a.label(), b.label()).grow(rim))) {
        return null;
      }
    }
    for (NoteShape n : scene.notes().values()) {
      if (before.isSelected(n.id()) != after.isSelected(n.id())) {
        add(out, n.box().grow(rim));
      }
    }
    for (FrameShape f : scene.frames().values()) {
      if (before.isSelected(f.id()) != after.isSelected(f.id())) {
        add(out, f.box().grow(rim));
      }
    }
    return out.size() > MOST ? null : out;
  }

  /** With room for the longer of two texts that begin at a place. */
  private static Box wide(Box box, double x, double y, String a, String b) {
    double most = Math.min(CanvasPainter.OVERHANG, CHARACTER * Math.max(a.length(), b.length()));
    return box.union(new Box(x, y, most, 0));
  }

  private static boolean add(List<Box> out, Box box) {
    out.add(box);
    return out.size() <= MOST;
  }
}
