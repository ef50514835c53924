package dev.eddy.designer.canvas;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to be painted anew when only looks have changed. Pure. */
final class Changes {
  private static final int MOST = 48;

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
    for (NodeShape n : scene.nodesIn(shown)) {
      if (!before.node(n).equals(after.node(n)) && !add(out, n.box().grow(rim))) {
        return null;
      }
    }
    for (EdgeShape e : scene.edgesIn(shown)) {
      if (!before.edge(e).equals(after.edge(e)) && !add(out, e.path().bounds().grow(rim))) {
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

  private static boolean add(List<Box> out, Box box) {
    out.add(box);
    return out.size() <= MOST;
  }
}
