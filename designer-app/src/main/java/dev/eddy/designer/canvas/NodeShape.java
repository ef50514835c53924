package dev.eddy.designer.canvas;

import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Family;
import java.util.List;

/**
 * Where a node and its ports stand. What it says and how it is marked is its {@link NodeLook}.
 *
 * @param node as the graph has it
 */
public record NodeShape(
    Node node,
    Box box,
    Family family,
    String icon,
    List<PortShape> inputs,
    List<PortShape> outputs) {
  public NodeShape {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public String id() {
    return node.id();
  }

  public String name() {
    return node.name();
  }

  NodeShape at(double x, double y) {
    double dx = x - box.x();
    double dy = y - box.y();
    return dx == 0 && dy == 0
        ? this
        : new NodeShape(
            node,
            new Box(x, y, box.width(), box.height()),
            family,
            icon,
            moved(inputs, dx, dy),
            moved(outputs, dx, dy));
  }

  private static List<PortShape> moved(List<PortShape> ports, double dx, double dy) {
    return ports.stream().map(p -> p.at(p.at().plus(dx, dy))).toList();
  }
}
