package dev.eddy.designer.canvas;

import dev.eddy.designer.state.Edits;
import dev.eddy.model.edit.GraphEdit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A stroke that removes the edges that it crosses. */
final class CutGesture implements Gesture {
  private final CanvasScene scene;
  private final List<Point> stroke = new ArrayList<>();
  private final Set<String> cut = new LinkedHashSet<>();

  CutGesture(CanvasScene scene, Point start) {
    this.scene = scene;
    stroke.add(start);
  }

  @Override
  public void drag(Point p, Modifiers held) {
    Point last = stroke.get(stroke.size() - 1);
    if (p.equals(last)) {
      return;
    }
    stroke.add(p);
    for (EdgeShape e : scene.edgesIn(Box.spanning(last, p))) {
      if (e.path().crosses(last, p)) {
        cut.add(e.id());
      }
    }
  }

  @Override
  public Outcome release(Point p, Modifiers held) {
    drag(p, held);
    List<GraphEdit> edits = new ArrayList<>();
    cut.forEach(id -> edits.add(new GraphEdit.RemoveEdge(id)));
    return edits.isEmpty()
        ? NOTHING
        : Outcome.edit(
            Edits.all(cut.size() == 1 ? "Cut an edge" : "Cut " + cut.size() + " edges", edits));
  }

  @Override
  public Overlay overlay() {
    return new Overlay.Cut(
        List.copyOf(stroke), cut.stream().map(id -> scene.edges().get(id)).toList());
  }
}
