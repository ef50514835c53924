package dev.eddy.designer.canvas;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Drags a bend of an edge. */
final class BendGesture implements Gesture {
  private final EdgeShape edge;
  private final int bend;
  private final Point start;
  private Point now;

  BendGesture(EdgeShape edge, int bend) {
    this.edge = edge;
    this.bend = bend;
    this.start = edge.path().bends().get(bend);
    this.now = start;
  }

  /**
   * The bends of an edge with one more where it was asked for, or without the one that is there.
   */
  static GraphEdit toggle(EdgeShape edge, Point p, double reach) {
    List<Point> bends = new ArrayList<>(edge.path().bends());
    int there = edge.path().bendAt(p, reach);
    if (there >= 0) {
      bends.remove(there);
    } else {
      bends.add(edge.path().nearestLeg(p), p);
    }
    return edit(edge, bends);
  }

  private static GraphEdit edit(EdgeShape edge, List<Point> bends) {
    return new GraphEdit.SetBends(
        edge.id(), bends.stream().map(b -> new Layout.Position(b.x(), b.y())).toList());
  }

  private List<Point> bends() {
    List<Point> out = new ArrayList<>(edge.path().bends());
    out.set(bend, now);
    return out;
  }

  @Override
  public void drag(Point p, Modifiers held) {
    now = new Point(NodeGeometry.snap(p.x() * 2) / 2, NodeGeometry.snap(p.y() * 2) / 2);
  }

  @Override
  public Outcome release(Point p, Modifiers held) {
    drag(p, held);
    return now.equals(start) ? NOTHING : Outcome.edit(edit(edge, bends()));
  }

  @Override
  public Set<String> hiddenEdges() {
    return Set.of(edge.id());
  }

  @Override
  public Overlay overlay() {
    return new Overlay.Reshaped(edge.by(bends()));
  }
}
