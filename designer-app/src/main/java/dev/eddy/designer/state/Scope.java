package dev.eddy.designer.state;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a run is shown, and how the ids there are those of what runs: a node of a sub-graph
 * runs as {@code node/inner}, a sub-graph itself does not run, and an edge that ends at a port of a
 * sub-graph runs as one with those on the other side of the port. Pure.
 *
 * @param shown the drawing that is shown
 * @param prefix before its ids in what runs
 */
public record Scope(Whole whole, Graph shown, String prefix) {

  /** Of the run of a state; where nothing runs ids are what they are. */
  public static Scope of(AppState s) {
    Run run = s.run();
    return new Scope(run == null ? Whole.NONE : run.whole(), s.graph(), s.inside().prefix());
  }

  /** Whether the ids that are shown are those of what runs. */
  boolean isPlain() {
    return prefix.isEmpty() && whole.isFlat();
  }

  // From what is shown to what runs.

  /** The node that runs as one that is shown; of a sub-graph the one where it stands, or null. */
  public @Nullable String runningNode(String id) {
    String own = prefix + id;
    if (isPlain() || whole.flat().graph().nodes().containsKey(own)) {
      return own;
    }
    Status status = whole.status();
    if (status == null) {
      return null;
    }
    String within = own + SubGraphs.SEPARATOR;
    if (status.nodeId() != null && status.nodeId().startsWith(within)) {
      return status.nodeId();
    }
    List<String> stateful =
        status.nodes().stream()
            .filter(c -> c.stateEntries() >= 0 && c.nodeId().startsWith(within))
            .map(Status.NodeCounts::nodeId)
            .toList();
    return stateful.size() == 1 ? stateful.get(0) : null;
  }

  /** The edge that runs as one that is shown, the first where there are several; or null. */
  public @Nullable String runningEdge(String id) {
    String own = prefix + id;
    if (isPlain()) {
      return own;
    }
    List<Edge> edges = whole.edgesOf(own);
    for (Edge e : edges) {
      if (e.id().equals(own)) {
        return own;
      }
    }
    return edges.isEmpty() ? prefix.isEmpty() ? own : null : edges.get(0).id();
  }

  /**
   * Rows that can be listed of an edge that is shown: of one that runs as several those that passed
   * the first, which is the one that is asked.
   */
  long listed(String id) {
    String running = runningEdge(id);
    Status status = whole.status();
    if (status != null) {
      for (Status.EdgeCounts c : status.edges()) {
        if (c.edgeId().equals(running)) {
          return c.rows();
        }
      }
    }
    return 0;
  }

  /** The node that runs and gives what a node that is shown gives; or null. */
  @Nullable String feedingNode(String id) {
    for (Edge e : shown.outOf(id)) {
      List<Edge> running = whole.edgesOf(prefix + e.id());
      if (!running.isEmpty()) {
        return running.get(0).from().node();
      }
    }
    return null;
  }

  // From what runs to what is shown.

  /** The node that stands for one that runs; null for one that is not in what is shown. */
  public @Nullable String shownNode(String running) {
    return running.startsWith(prefix) ? SubGraphs.outer(running.substring(prefix.length())) : null;
  }

  /** The edge of a run, or one of its parts, that is shown; null where none is. */
  public @Nullable String shownEdge(String running) {
    return shownEdge(running, null);
  }

  /**
   * @param wanted the edge that is meant where several are
   */
  @Nullable String shownEdge(String running, @Nullable String wanted) {
    if (isPlain()) {
      return running;
    }
    String first = null;
    for (String part : whole.flat().partsOf(running)) {
      String rest = part.startsWith(prefix) ? part.substring(prefix.length()) : SubGraphs.SEPARATOR;
      if (!rest.contains(SubGraphs.SEPARATOR)) {
        if (rest.equals(wanted)) {
          return rest;
        }
        first = first == null ? rest : first;
      }
    }
    return first;
  }

  /** Where a run stands, as the part that is shown sees it. */
  Status shown(Status raw) {
    if (isPlain()) {
      return raw;
    }
    Map<String, Long> rows = new HashMap<>();
    raw.edges().forEach(e -> rows.put(e.edgeId(), e.rows()));
    Map<String, Long> passed = new LinkedHashMap<>();
    for (Edge e : shown.edges().values()) {
      passed.put(e.id(), passed(prefix + e.id(), rows));
    }
    Map<String, Status.NodeCounts> running = new HashMap<>();
    raw.nodes().forEach(c -> running.put(c.nodeId(), c));
    List<Status.NodeCounts> nodes = new ArrayList<>();
    for (Node n : shown.nodes().values()) {
      Status.NodeCounts c = running.get(prefix + n.id());
      if (c != null) {
        nodes.add(
            new Status.NodeCounts(
                n.id(), c.rowsIn(), c.rowsOut(), c.watermark(), c.stateEntries()));
      } else if (SubGraphs.isSubGraph(n)) {
        nodes.add(together(n, raw, passed));
      } else if (!prefix.isEmpty() && isPort(n)) {
        nodes.add(port(n, passed));
      }
    }
    if (prefix.isEmpty()) {
      // What no drawing has, such as a tap, is no part of a sub-graph.
      raw.nodes().stream()
          .filter(c -> !shown.nodes().containsKey(c.nodeId()) && isOwn(c.nodeId()))
          .forEach(nodes::add);
      rows.forEach(
          (id, n) -> {
            if (isOwn(id)) {
              passed.putIfAbsent(id, n);
            }
          });
    }
    List<Status.EdgeCounts> edges = new ArrayList<>();
    passed.forEach((id, n) -> edges.add(new Status.EdgeCounts(id, n)));
    return new Status(
        raw.phase(),
        raw.at(),
        raw.liveEdge(),
        raw.reason(),
        raw.breakpointId(),
        raw.nodeId() == null ? null : shownNode(raw.nodeId()),
        raw.edgeId() == null ? null : shownEdge(raw.edgeId()),
        raw.clock(),
        nodes,
        edges);
  }

  private static boolean isOwn(String id) {
    return !id.contains(SubGraphs.SEPARATOR);
  }

  private static boolean isPort(Node n) {
    return n.operator().equals(SubGraphs.INPUT) || n.operator().equals(SubGraphs.OUTPUT);
  }

  /** Rows that passed an edge: once for each output that they come from. */
  private long passed(String part, Map<String, Long> rows) {
    long out = 0;
    Set<PortRef> from = new HashSet<>();
    for (Edge e : whole.edgesOf(part)) {
      if (from.add(e.from())) {
        out += rows.getOrDefault(e.id(), 0L);
      }
    }
    return out;
  }

  private Status.NodeCounts port(Node n, Map<String, Long> passed) {
    long in = 0;
    for (Edge e : shown.edges().values()) {
      boolean touches = e.from().node().equals(n.id()) || e.to().node().equals(n.id());
      in = touches ? Math.max(in, passed.getOrDefault(e.id(), 0L)) : in;
    }
    return new Status.NodeCounts(n.id(), in, in, Long.MIN_VALUE, -1);
  }

  /** A sub-graph counts as one node. */
  private Status.NodeCounts together(Node n, Status raw, Map<String, Long> passed) {
    long in = 0;
    long out = 0;
    Set<PortRef> outputs = new HashSet<>();
    for (Edge e : shown.edges().values()) {
      in += e.to().node().equals(n.id()) ? passed.getOrDefault(e.id(), 0L) : 0;
      if (e.from().node().equals(n.id()) && outputs.add(e.from())) {
        out += passed.getOrDefault(e.id(), 0L);
      }
    }
    long watermark = Long.MAX_VALUE;
    long entries = -1;
    boolean any = false;
    for (Status.NodeCounts c : raw.nodes()) {
      if (c.nodeId().startsWith(prefix + n.id() + SubGraphs.SEPARATOR)) {
        any = true;
        watermark = Math.min(watermark, c.watermark());
        entries = c.stateEntries() < 0 ? entries : Math.max(0, entries) + c.stateEntries();
      }
    }
    return new Status.NodeCounts(n.id(), in, out, any ? watermark : Long.MIN_VALUE, entries);
  }

  // Numbers that carry ids.

  Reply.MetricsOf shown(Reply.MetricsOf m) {
    if (isPlain()) {
      return m;
    }
    List<Reply.NodeMetrics> nodes = new ArrayList<>();
    for (Reply.NodeMetrics n : m.nodes()) {
      if (n.nodeId().startsWith(prefix) && isOwn(n.nodeId().substring(prefix.length()))) {
        nodes.add(
            new Reply.NodeMetrics(
                n.nodeId().substring(prefix.length()),
                n.rowsIn(),
                n.rowsOut(),
                n.watermark(),
                n.holder(),
                n.stateEntries(),
                n.stateBytes(),
                n.timers(),
                n.cpuShare(),
                n.latencyP50(),
                n.latencyP99()));
      }
    }
    Map<String, Reply.EdgeMetrics> byId = new HashMap<>();
    m.edges().forEach(e -> byId.put(e.edgeId(), e));
    List<Reply.EdgeMetrics> edges = new ArrayList<>();
    for (Edge e : shown.edges().values()) {
      String running = runningEdge(e.id());
      Reply.EdgeMetrics of = running == null ? null : byId.get(running);
      if (of != null) {
        edges.add(
            new Reply.EdgeMetrics(
                e.id(),
                of.rows(),
                of.bytes(),
                of.queued(),
                of.latencyP50(),
                of.latencyP99(),
                of.fill()));
      }
    }
    return new Reply.MetricsOf(
        m.at(), m.sampled(), m.latencyP50(), m.latencyP99(), nodes, edges, m.subtasks());
  }

  /** Rows in each stretch of the operators that take what comes into a sub-graph. */
  private long[] entering(Node n, Reply.TimelineOf t) {
    Set<String> first = new LinkedHashSet<>();
    for (Edge e : shown.into(n.id())) {
      whole.edgesOf(prefix + e.id()).forEach(r -> first.add(r.to().node()));
    }
    long[] out = new long[Math.max(0, t.bounds().length - 1)];
    for (String id : first) {
      long[] counts = t.rowsIn().getOrDefault(id, new long[0]);
      for (int i = 0; i < Math.min(out.length, counts.length); i++) {
        out[i] += counts[i];
      }
    }
    return out;
  }

  Reply.TimelineOf shown(Reply.TimelineOf t) {
    if (isPlain()) {
      return t;
    }
    Map<String, long[]> rows = new LinkedHashMap<>();
    t.rowsIn()
        .forEach(
            (id, counts) -> {
              if (id.startsWith(prefix) && isOwn(id.substring(prefix.length()))) {
                rows.put(id.substring(prefix.length()), counts);
              }
            });
    for (Node n : shown.nodes().values()) {
      if (SubGraphs.isSubGraph(n)) {
        rows.put(n.id(), entering(n, t));
      }
    }
    return new Reply.TimelineOf(
        t.bounds(), rows, t.watermarks(), t.checkpoints(), t.hits(), t.clocks(), t.gaps());
  }
}
