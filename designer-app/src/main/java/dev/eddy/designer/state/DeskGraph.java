package dev.eddy.designer.state;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Neighbours;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The graph that runs on the desk in place of the one that is drawn: pinned operators are sources
 * of their rows, and what only fed them is left out; a preview ends at its node and writes nothing;
 * an output that leads nowhere gets a tap, so that its rows can be seen. Ids of what stays are
 * those of the drawing. What is deployed is always the drawing itself. Pure.
 */
public final class DeskGraph {
  /** Rows after which a preview stops. */
  public static final int PREVIEW_ROWS = 1_000;

  /** Before the ids of nodes and edges that no drawing has. */
  private static final String TAP = "~";

  private static final String BLACKHOLE = "blackhole";
  private static final String PINNED = "sample-rows";
  private static final String MAIN = "out";

  /**
   * What is to run.
   *
   * @param problems why it cannot; empty where it can
   * @param previewStop stops a preview once enough rows are there
   */
  public record Result(Graph graph, List<Problem> problems, Optional<Stop> previewStop) {}

  private final Neighbours drawn;
  private final Map<String, Contract> outputs;
  private final Map<String, Node> nodes;
  private final Map<String, Edge> edges;
  private final List<Problem> problems = new ArrayList<>();

  /** Nodes that have an output. */
  private final Set<String> giving = new HashSet<>();

  private DeskGraph(Graph g, Map<String, Contract> outputs) {
    this.drawn = new Neighbours(g);
    this.outputs = outputs;
    for (String port : outputs.keySet()) {
      giving.add(port.substring(0, Math.max(0, port.lastIndexOf('.'))));
    }
    this.nodes = new LinkedHashMap<>(g.nodes());
    this.edges = new LinkedHashMap<>(g.edges());
  }

  /**
   * @param outputs contracts by {@code node.port}, of a drawing without errors
   * @param preview the node to end at; null for the whole pipeline
   */
  public static Result of(
      Graph g,
      Map<String, Contract> outputs,
      Map<String, Pin> pins,
      String pipeline,
      @Nullable String preview) {
    DeskGraph d = new DeskGraph(g, outputs);
    for (Pin pin : pins.values()) {
      if (d.nodes.containsKey(pin.node())) {
        d.pin(pin, pipeline, g);
      }
    }
    if (!pins.isEmpty()) {
      d.prune();
    }
    Optional<Stop> stop = Optional.empty();
    if (preview != null) {
      stop = d.preview(preview);
    }
    d.taps();
    return new Result(new Graph(d.nodes, d.edges, g.properties(), g.unknown()), d.problems, stop);
  }

  /** Id of the edge that a run puts to an output that leads nowhere; null for a sink. */
  static @Nullable String tapOf(Map<String, Contract> outputs, String node) {
    return outputs.containsKey(node + "." + MAIN) ? TAP + node + "." + MAIN : null;
  }

  /** The output that an edge taps; null for an edge of the drawing. */
  public static @Nullable PortRef tapped(String edge) {
    return edge.startsWith(TAP) && edge.endsWith("." + MAIN)
        ? new PortRef(edge.substring(TAP.length(), edge.length() - MAIN.length() - 1), MAIN)
        : null;
  }

  private void pin(Pin pin, String pipeline, Graph drawing) {
    Node node = drawing.nodes().get(pin.node());
    if (node == null) {
      return;
    }
    Place place = Place.node(node.id(), node.name());
    Contract contract = outputs.get(pin.node() + "." + pin.port());
    if (contract == null || !pin.fits(contract.schema())) {
      problems.add(
          Problem.error(
              "pin-outdated",
              place,
              "the pinned rows have other columns than it gives now.",
              "Unpin it, or pin its rows again."));
      return;
    }
    if (contract.isUpdating()) {
      problems.add(
          Problem.error(
              "pin-updating",
              place,
              "not supported: pinned rows of a stream that updates.",
              "Unpin it, and pin an operator before it."));
      return;
    }
    nodes.put(node.id(), source(node, contract, pin, pipeline, drawing));
    for (Edge e : List.copyOf(edges.values())) {
      if (e.to().node().equals(node.id())) {
        edges.remove(e.id());
      } else if (e.from().node().equals(node.id())) {
        if (e.from().port().equals(pin.port())) {
          edges.put(e.id(), new Edge(e.id(), new PortRef(node.id(), MAIN), e.to(), e.unknown()));
        } else {
          edges.remove(e.id());
        }
      }
    }
  }

  private Node source(Node node, Contract contract, Pin pin, String pipeline, Graph drawing) {
    List<Value> columns = new ArrayList<>();
    for (Field f : contract.schema().fields()) {
      columns.add(
          Value.Struct.EMPTY
              .with("name", Value.of(f.name()))
              .with("type", Value.of(f.type().toString())));
    }
    Value.Struct p =
        Value.Struct.EMPTY
            .with("path", Value.of(pin.file(pipeline)))
            .with("columns", new Value.Items(columns));
    String time = contract.timeColumn();
    if (time != null) {
      p =
          p.with("event_time", Value.of(time))
              .with("watermark", Value.of(watermark(node, contract.schema(), time, drawing)));
    }
    Contract.Window w = contract.window();
    if (w != null
        && contract.schema().find(w.startColumn()).isPresent()
        && contract.schema().find(w.endColumn()).isPresent()) {
      p =
          p.with("window_start", Value.of(w.startColumn()))
              .with("window_end", Value.of(w.endColumn()));
    }
    return new Node(node.id(), PINNED, node.name(), p);
  }

  /**
   * The watermark of the nearest source before the node, where its event time is still there under
   * its name; else one that closes nothing before its last row.
   */
  private String watermark(Node node, Schema schema, String time, Graph drawing) {
    Deque<String> next = new ArrayDeque<>(List.of(node.id()));
    Set<String> seen = new HashSet<>(next);
    while (!next.isEmpty()) {
      String id = next.removeFirst();
      Node n = drawing.nodes().get(id);
      if (n != null
          && n.parameters().fields().get("watermark") instanceof Value.Text w
          && n.parameters().fields().get("event_time") instanceof Value.Text t
          && t.text().equals(time)
          && schema.find(time).isPresent()) {
        return w.text();
      }
      for (Edge e : drawn.into(id)) {
        if (seen.add(e.from().node())) {
          next.addLast(e.from().node());
        }
      }
    }
    return time + " - INTERVAL '1' SECOND";
  }

  /**
   * Leaves out what lost an input, and what feeds nobody any more. Each node and edge is looked at
   * once: a pipeline may have ten thousand.
   */
  private void prune() {
    Map<String, Set<String>> into = new HashMap<>();
    Map<String, Set<String>> outOf = new HashMap<>();
    for (Edge e : edges.values()) {
      into.computeIfAbsent(e.to().node(), k -> new HashSet<>()).add(e.id());
      outOf.computeIfAbsent(e.from().node(), k -> new HashSet<>()).add(e.id());
    }
    Deque<String> next = new ArrayDeque<>(nodes.keySet());
    while (!next.isEmpty()) {
      Node n = nodes.get(next.remove());
      if (n == null) {
        continue;
      }
      Set<String> in = into.getOrDefault(n.id(), Set.of());
      Set<String> out = outOf.getOrDefault(n.id(), Set.of());
      boolean source = n.operator().equals(PINNED) || drawn.into(n.id()).isEmpty();
      boolean lost = !source && in.size() < drawn.into(n.id()).size();
      boolean useless = out.isEmpty() && !drawn.outOf(n.id()).isEmpty();
      if (!lost && !useless) {
        continue;
      }
      nodes.remove(n.id());
      for (String id : List.copyOf(in)) {
        Edge e = edges.remove(id);
        if (e != null && outOf.getOrDefault(e.from().node(), Set.of()).remove(id)) {
          next.add(e.from().node());
        }
      }
      for (String id : List.copyOf(out)) {
        Edge e = edges.remove(id);
        if (e != null && into.getOrDefault(e.to().node(), Set.of()).remove(id)) {
          next.add(e.to().node());
        }
      }
    }
  }

  private Optional<Stop> preview(String target) {
    if (!nodes.containsKey(target)) {
      problems.add(
          Problem.error(
              "nothing-to-preview",
              Place.node(target, target),
              "nothing reaches this operator, for what is before it is pinned.",
              "Unpin the operator that stands before it."));
      return Optional.empty();
    }
    Map<String, List<String>> before = new HashMap<>();
    for (Edge e : edges.values()) {
      before.computeIfAbsent(e.to().node(), k -> new ArrayList<>()).add(e.from().node());
    }
    Set<String> kept = new HashSet<>(Set.of(target));
    Deque<String> next = new ArrayDeque<>(kept);
    while (!next.isEmpty()) {
      for (String from : before.getOrDefault(next.remove(), List.of())) {
        if (kept.add(from)) {
          next.add(from);
        }
      }
    }
    String watched = null;
    List<Edge> ends = new ArrayList<>();
    for (Edge e : List.copyOf(edges.values())) {
      boolean out = e.from().node().equals(target);
      if (out) {
        ends.add(e);
      } else if (!kept.contains(e.from().node()) || !kept.contains(e.to().node())) {
        edges.remove(e.id());
      } else if (e.to().node().equals(target) && isSink(target)) {
        watched = e.id();
      }
    }
    nodes.keySet().retainAll(kept);
    for (Edge e : ends) {
      String id = TAP + e.id();
      nodes.put(id, blackhole(id, id));
      edges.put(e.id(), new Edge(e.id(), e.from(), new PortRef(id, "in"), e.unknown()));
      watched = watched == null ? e.id() : watched;
    }
    for (Node n : List.copyOf(nodes.values())) {
      if (isSink(n.id()) && !n.operator().equals(BLACKHOLE)) {
        nodes.put(n.id(), blackhole(n.id(), n.name()));
      }
    }
    String edge = watched == null ? tapOf(outputs, target) : watched;
    return edge == null
        ? Optional.empty()
        : Optional.of(new Stop(edge, "", true).withHits(String.valueOf(PREVIEW_ROWS + 1)));
  }

  private boolean isSink(String id) {
    return !giving.contains(id);
  }

  private static Node blackhole(String id, String name) {
    return new Node(id, BLACKHOLE, name, Value.Struct.EMPTY);
  }

  private void taps() {
    Set<PortRef> connected = new HashSet<>();
    edges.values().forEach(e -> connected.add(e.from()));
    for (Node n : List.copyOf(nodes.values())) {
      String id = tapOf(outputs, n.id());
      if (!connected.contains(new PortRef(n.id(), MAIN)) && id != null && !n.id().startsWith(TAP)) {
        nodes.put(id, blackhole(id, id));
        edges.put(id, new Edge(id, new PortRef(n.id(), MAIN), new PortRef(id, "in")));
      }
    }
  }
}
