package dev.eddy.designer.state;

import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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
    for (String id : nodes) {
      if (steps.nodes().containsKey(id)) {
        List<Edge> in =
            steps.edges().values().stream()
                .filter(e -> e.to().node().equals(id) && !e.from().node().equals(id))
                .toList();
        List<Edge> out =
            steps.edges().values().stream()
                .filter(e -> e.from().node().equals(id) && !e.to().node().equals(id))
                .toList();
        steps.add(new GraphEdit.RemoveNode(id));
        join(steps, in, out);
      }
    }
    return steps.edits();
  }

  private static void join(EditSteps steps, List<Edge> in, List<Edge> out) {
    if (in.isEmpty() || out.isEmpty()) {
      return;
    }
    boolean main = out.stream().anyMatch(e -> e.from().port().equals(MAIN));
    String port = main ? MAIN : out.get(0).from().port();
    Edge first = in.get(0);
    for (Edge e : out) {
      boolean there =
          steps.edges().values().stream()
              .anyMatch(x -> x.from().equals(first.from()) && x.to().equals(e.to()));
      if (e.from().port().equals(port) && !there) {
        steps.connect(first.from(), e.to());
      }
    }
  }

  private static PipelineDocument document(Graph graph) {
    return new PipelineDocument(graph, dev.eddy.model.graph.Layout.EMPTY);
  }
}
