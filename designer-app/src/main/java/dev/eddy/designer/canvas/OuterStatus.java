package dev.eddy.designer.canvas;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The status of a run as the outer pipeline shows it: a sub-graph counts as one node. Pure. */
final class OuterStatus {
  private OuterStatus() {}

  static Status of(Graph graph, Status s) {
    if (s.nodes().stream().noneMatch(c -> c.nodeId().contains(SubGraphs.SEPARATOR))) {
      return s;
    }
    Map<String, Long> rows = new HashMap<>();
    s.edges().forEach(e -> rows.put(e.edgeId(), e.rows()));
    List<Status.NodeCounts> nodes = new ArrayList<>();
    for (Status.NodeCounts c : s.nodes()) {
      if (!c.nodeId().contains(SubGraphs.SEPARATOR)) {
        nodes.add(c);
      }
    }
    for (Node n : graph.nodes().values()) {
      if (SubGraphs.isSubGraph(n)) {
        nodes.add(counts(graph, n, s, rows));
      }
    }
    return new Status(
        s.phase(),
        s.at(),
        s.liveEdge(),
        s.reason(),
        s.breakpointId(),
        s.nodeId() == null ? null : SubGraphs.outer(s.nodeId()),
        s.edgeId(),
        s.clock(),
        nodes,
        s.edges());
  }

  private static Status.NodeCounts counts(Graph graph, Node n, Status s, Map<String, Long> rows) {
    long in = 0;
    long out = 0;
    for (Edge e : graph.edges().values()) {
      in += e.to().node().equals(n.id()) ? rows.getOrDefault(e.id(), 0L) : 0;
      out += e.from().node().equals(n.id()) ? rows.getOrDefault(e.id(), 0L) : 0;
    }
    long watermark = Long.MAX_VALUE;
    long entries = -1;
    boolean any = false;
    for (Status.NodeCounts c : s.nodes()) {
      if (c.nodeId().startsWith(n.id() + SubGraphs.SEPARATOR)) {
        any = true;
        watermark = Math.min(watermark, c.watermark());
        entries = c.stateEntries() < 0 ? entries : Math.max(0, entries) + c.stateEntries();
      }
    }
    return new Status.NodeCounts(n.id(), in, out, any ? watermark : Long.MIN_VALUE, entries);
  }
}
