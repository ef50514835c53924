package dev.eddy.model.graph;

import dev.eddy.model.value.Value;

/** From an output port to an input port; the id is stable. */
public record Edge(String id, PortRef from, PortRef to, Value.Struct unknown) {
  public Edge(String id, PortRef from, PortRef to) {
    this(id, from, to, Value.Struct.EMPTY);
  }
}
