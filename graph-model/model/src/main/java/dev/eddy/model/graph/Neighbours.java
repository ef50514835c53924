package dev.eddy.model.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The edges of a graph by node, for walks: {@link Graph#into} looks through all edges, which a walk
 * over ten thousand nodes cannot afford. Made once for a graph, in one pass. Immutable.
 */
public final class Neighbours {
  private final Map<String, List<Edge>> into = new HashMap<>();
  private final Map<String, List<Edge>> outOf = new HashMap<>();

  public Neighbours(Graph graph) {
    for (Edge e : graph.edges().values()) {
      into.computeIfAbsent(e.to().node(), k -> new ArrayList<>()).add(e);
      outOf.computeIfAbsent(e.from().node(), k -> new ArrayList<>()).add(e);
    }
    into.replaceAll((node, edges) -> List.copyOf(edges));
    outOf.replaceAll((node, edges) -> List.copyOf(edges));
  }

  /** Edges that end at a node, in the order of the graph. */
  public List<Edge> into(String node) {
    return into.getOrDefault(node, List.of());
  }

  /** Edges that leave a node, in the order of the graph. */
  public List<Edge> outOf(String node) {
    return outOf.getOrDefault(node, List.of());
  }
}
