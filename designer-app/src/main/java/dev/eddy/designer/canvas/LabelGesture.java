package dev.eddy.designer.canvas;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Layout;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drags the words of an edge along it or away from it. They belong to the point of the way that
 * they are nearest to, so that they stay there when nodes move.
 */
final class LabelGesture implements Gesture {
  /** Nearer than this to the line the words stand on it. */
  private static final double ON_LINE = 5;

  private final EdgeShape edge;
  private final Point grip;
  private Layout.@Nullable Label now;

  /**
   * @param middle of the words
   * @param start where the mouse took them
   */
  LabelGesture(EdgeShape edge, Point middle, Point start) {
    this.edge = edge;
    this.grip = middle.plus(-start.x(), -start.y());
    this.now = edge.label();
  }

  /** Puts the words back; null where they are at their usual place. */
  static @Nullable GraphEdit reset(EdgeShape edge) {
    return edge.label() == null ? null : new GraphEdit.SetLabel(edge.id(), null);
  }

  @Override
  public void drag(Point p, Modifiers held) {
    Point middle = p.plus(grip.x(), grip.y());
    double along = Math.rint(edge.path().nearest(middle) * 1000) / 1000;
    Point foot = edge.path().at(along);
    now =
        foot.distance(middle) < ON_LINE
            ? new Layout.Label(along, 0, 0)
            : new Layout.Label(
                along, Math.rint(middle.x() - foot.x()), Math.rint(middle.y() - foot.y()));
  }

  @Override
  public Outcome release(Point p, Modifiers held) {
    drag(p, held);
    return Outcome.edit(new GraphEdit.SetLabel(edge.id(), now));
  }

  @Override
  public Set<String> hiddenEdges() {
    return Set.of(edge.id());
  }

  @Override
  public Overlay overlay() {
    return new Overlay.Reshaped(edge.labelled(now));
  }
}
