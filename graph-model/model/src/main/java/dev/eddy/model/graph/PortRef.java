package dev.eddy.model.graph;

/** A port of a node, by its name in the operator's descriptor; whether in or out, the use says. */
public record PortRef(String node, String port) {
  @Override
  public String toString() {
    return node + "." + port;
  }
}
