package dev.eddy.designer.canvas;

import dev.eddy.model.graph.Layout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where nodes and notes stand. Pure. */
final class Places {
  private Places() {}

  /** Corners of what is named, as the scene has them. */
  static Map<String, Layout.Position> of(CanvasScene scene, Set<String> ids) {
    Map<String, Layout.Position> out = new LinkedHashMap<>();
    for (String id : ids) {
      Box b = box(scene, id);
      if (b != null) {
        out.put(id, new Layout.Position(b.x(), b.y()));
      }
    }
    return out;
  }

  private static @Nullable Box box(CanvasScene scene, String id) {
    NodeShape n = scene.nodes().get(id);
    if (n != null) {
      return n.box();
    }
    NoteShape note = scene.notes().get(id);
    return note == null ? null : note.box();
  }

  static Map<String, Layout.Position> shifted(
      Map<String, Layout.Position> places, double dx, double dy) {
    Map<String, Layout.Position> out = new LinkedHashMap<>();
    places.forEach((id, at) -> out.put(id, new Layout.Position(at.x() + dx, at.y() + dy)));
    return out;
  }
}
