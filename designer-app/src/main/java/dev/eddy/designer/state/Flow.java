package dev.eddy.designer.state;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.PortRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What rows run through: what lies up and down the stream, and how a gap in it is closed. Pure. */
public final class Flow {
  private static final String MAIN = "out";

  private Flow() {}

  /** The nodes themselves and all that they feed. */
  public static Set<String> downstream(Graph graph, Set<String> nodes) {
    return reached(graph, nodes, false);
  }

  /** The nodes themselves and all that feeds them. */
  public static Set<String> upstream(Graph graph, Set<String> nodes) {
    return reached(graph, nodes, true);
  }

  private static Set<String> reached(Graph graph, Set<String> nodes, boolean up) {
    Map<String, List<String>> next = new HashMap<>();
    for (Edge e : graph.edges().values()) {
      next.computeIfAbsent(up ? e.to().node() : e.from().node(), k -> new ArrayList<>())
          .add(up ? e.from().node() : e.to().node());
    }
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(nodes);
    while (!open.isEmpty()) {
      String n = Objects.requireNonNull(open.poll());
      if (seen.add(n)) {
        open.addAll(next.getOrDefault(n, List.of()));
      }
    }
    return seen;
  }

  /**
   * The edits that pull nodes out of the stream and join what was before them to what was behind:
   * the first stream that came in goes to where the main output went. Edges among the nodes stay.
   */
  public static List<GraphEdit> detach(Graph graph, Set<String> nodes) {
    EditSteps steps = new EditSteps(document(graph));
    List<Edge> in = new ArrayList<>();
    List<Edge> out = new ArrayList<>();
    for (Edge e : graph.edges().values()) {
      boolean from = nodes.contains(e.from().node());
      boolean to = nodes.contains(e.to().node());
      if (!from && to) {
        in.add(e);
      } else if (from && !to) {
        out.add(e);
      }
    }
    in.forEach(e -> steps.add(new GraphEdit.RemoveEdge(e.id())));
    out.forEach(e -> steps.add(new GraphEdit.RemoveEdge(e.id())));
    join(steps, in, out);
    return steps.edits();
  }

  /** The edits that remove nodes one by one and close the gap of each. */
  public static List<GraphEdit> heal(PipelineDocument document, Set<String> nodes) {
    EditSteps steps = new EditSteps(document);
    // By node, since each node that goes would look through all edges.
    Map<String, List<Edge>> into = new HashMap<>();
    Map<String, List<Edge>> outOf = new HashMap<>();
    document.graph().edges().values().forEach(e -> put(into, outOf, e));
    for (String id : nodes) {
      if (steps.nodes().containsKey(id)) {
        List<Edge> in = without(into.get(id), e -> e.from().node().equals(id));
        List<Edge> out = without(outOf.get(id), e -> e.to().node().equals(id));
        steps.add(new GraphEdit.RemoveNode(id));
        in.forEach(e -> of(outOf, e.from().node()).remove(e));
        out.forEach(e -> of(into, e.to().node()).remove(e));
        if (!in.isEmpty() && !out.isEmpty()) {
          PortRef from = in.get(0).from();
          for (PortRef to : targets(from, out, of(outOf, from.node()))) {
            put(into, outOf, steps.connect(from, to));
          }
        }
      }
    }
    return steps.edits();
  }

  private static void put(Map<String, List<Edge>> into, Map<String, List<Edge>> outOf, Edge e) {
    of(into, e.to().node()).add(e);
    of(outOf, e.from().node()).add(e);
  }

  private static List<Edge> of(Map<String, List<Edge>> edges, String node) {
    return edges.computeIfAbsent(node, k -> new ArrayList<>());
  }

  private static List<Edge> without(@Nullable List<Edge> edges, Predicate<Edge> loops) {
    return edges == null ? List.of() : edges.stream().filter(loops.negate()).toList();
  }

  private static void join(EditSteps steps, List<Edge> in, List<Edge> out) {
    if (in.isEmpty() || out.isEmpty()) {
      return;
    }
    PortRef from = in.get(0).from();
    targets(from, out, steps.edges().values()).forEach(to -> steps.connect(from, to));
  }

  /**
   * Where a stream goes on that came into a gap: to where the main output went, and not twice.
   *
   * @param there edges that are left
   */
  private static Set<PortRef> targets(PortRef from, List<Edge> out, Collection<Edge> there) {
    boolean main = out.stream().anyMatch(e -> e.from().port().equals(MAIN));
    String port = main ? MAIN : out.get(0).from().port();
    Set<PortRef> made = new LinkedHashSet<>();
    for (Edge e : out) {
      if (e.from().port().equals(port)) {
        made.add(e.to());
      }
    }
    there.stream().filter(x -> x.from().equals(from)).forEach(x -> made.remove(x.to()));
    return made;
  }

  private static PipelineDocument document(Graph graph) {
    return new PipelineDocument(graph, dev.eddy.model.graph.Layout.EMPTY);
  }
}
