package dev.eddy.designer.view;

import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pipeline as boxes and lines that fit into a small picture. Pure. */
record MiniGraph(List<Box> boxes, List<Line> lines) {
  private static final double NODE_WIDTH = 176;
  private static final double NODE_HEIGHT = 80;
  private static final double MARGIN = 14;

  /** A node. */
  record Box(String operator, double x, double y, double width, double height) {}

  /** An edge, from the right of a box to the left of another. */
  record Line(double x1, double y1, double x2, double y2) {}

  /** Nodes without a position are left out. */
  static MiniGraph of(PipelineDocument document, double width, double height) {
    Map<String, Layout.Position> at = document.layout().positions();
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (Node n : document.graph().nodes().values()) {
      Layout.Position p = at.get(n.id());
      if (p != null) {
        left = Math.min(left, p.x());
        top = Math.min(top, p.y());
        right = Math.max(right, p.x() + NODE_WIDTH);
        bottom = Math.max(bottom, p.y() + NODE_HEIGHT);
      }
    }
    double scale =
        Math.min(
            0.24,
            Math.min(
                (width - 2 * MARGIN) / Math.max(1, right - left),
                (height - 2 * MARGIN) / Math.max(1, bottom - top)));
    double dx = (width - (right - left) * scale) / 2;
    double dy = (height - (bottom - top) * scale) / 2;
    Map<String, Box> boxes = new LinkedHashMap<>();
    for (Node n : document.graph().nodes().values()) {
      Layout.Position p = at.get(n.id());
      if (p != null) {
        boxes.put(
            n.id(),
            new Box(
                n.operator(),
                Math.rint(dx + (p.x() - left) * scale),
                Math.rint(dy + (p.y() - top) * scale),
                Math.rint(NODE_WIDTH * scale),
                Math.rint(NODE_HEIGHT * scale)));
      }
    }
    List<Line> lines = new ArrayList<>();
    for (Edge e : document.graph().edges().values()) {
      Box a = boxes.get(e.from().node());
      Box b = boxes.get(e.to().node());
      if (a != null && b != null) {
        lines.add(
            new Line(a.x() + a.width(), a.y() + a.height() / 2, b.x(), b.y() + b.height() / 2));
      }
    }
    return new MiniGraph(List.copyOf(boxes.values()), lines);
  }
}
