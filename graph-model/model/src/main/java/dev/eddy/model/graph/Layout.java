package dev.eddy.model.graph;

import dev.eddy.model.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the nodes of a pipeline stand on the canvas, by node id, in canvas units (px at 100 %). */
public record Layout(Map<String, Position> positions, Value.Struct unknown) {
  /** Top left corner of a node. */
  public record Position(double x, double y) {}

  public static final Layout EMPTY = new Layout(Map.of(), Value.Struct.EMPTY);

  public Layout {
    positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
  }

  public Layout with(String node, Position position) {
    Map<String, Position> copy = new LinkedHashMap<>(positions);
    copy.put(node, position);
    return new Layout(copy, unknown);
  }

  public Layout without(String node) {
    Map<String, Position> copy = new LinkedHashMap<>(positions);
    copy.remove(node);
    return new Layout(copy, unknown);
  }
}
