package dev.eddy.model.edit;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A three-way merge of a pipeline by ids: nodes, parameters, edges and positions, not lines. Where
 * both sides changed one thing in two ways, ours stays and the conflict is a problem.
 */
public final class GraphMerge {
  private final PipelineDocument base;
  private final PipelineDocument ours;
  private final PipelineDocument theirs;
  private final List<Problem> conflicts = new ArrayList<>();

  private GraphMerge(PipelineDocument base, PipelineDocument ours, PipelineDocument theirs) {
    this.base = base;
    this.ours = ours;
    this.theirs = theirs;
  }

  /**
   * @param conflicts what both sides changed in different ways; the document has ours
   */
  public record Merged(PipelineDocument document, List<Problem> conflicts) {}

  public static Merged merge(
      PipelineDocument base, PipelineDocument ours, PipelineDocument theirs) {
    return new GraphMerge(base, ours, theirs).merge();
  }

  /**
   * As {@link #merge} for layouts alone: no change of either side is lost but where both made one.
   */
  public static Layout layouts(Layout base, Layout ours, Layout theirs) {
    return new GraphMerge(
            new PipelineDocument(Graph.EMPTY, base),
            new PipelineDocument(Graph.EMPTY, ours),
            new PipelineDocument(Graph.EMPTY, theirs))
        .layout(either(base.positions(), ours.positions(), theirs.positions()).keySet());
  }

  private Merged merge() {
    Map<String, Node> nodes = nodes();
    Map<String, Edge> edges = edges(nodes.keySet());
    Value.Struct properties =
        structs(
            Place.NOWHERE,
            base.graph().properties(),
            ours.graph().properties(),
            theirs.graph().properties());
    Value.Struct unknown =
        structs(
            Place.NOWHERE,
            base.graph().unknown(),
            ours.graph().unknown(),
            theirs.graph().unknown());
    Graph graph = new Graph(nodes, edges, properties, unknown);
    return new Merged(
        new PipelineDocument(graph, layout(nodes.keySet()).fitting(graph)), List.copyOf(conflicts));
  }

  /** Ours in our order, with what they added behind it. */
  private static <T> Set<String> ids(Map<String, T> ours, Map<String, T> theirs) {
    Set<String> ids = new LinkedHashSet<>(ours.keySet());
    ids.addAll(theirs.keySet());
    return ids;
  }

  private Map<String, Node> nodes() {
    Map<String, Node> out = new LinkedHashMap<>();
    for (String id : ids(ours.graph().nodes(), theirs.graph().nodes())) {
      Node b = base.graph().nodes().get(id);
      Node o = ours.graph().nodes().get(id);
      Node t = theirs.graph().nodes().get(id);
      Node merged = o != null && t != null ? node(b, o, t) : oneSided(b, o, t);
      if (merged != null) {
        out.put(id, merged);
      }
    }
    return out;
  }

  /** A node that one side only has: it was added there, or removed by the other side. */
  private @Nullable Node oneSided(@Nullable Node b, @Nullable Node o, @Nullable Node t) {
    Node left = Objects.requireNonNull(o != null ? o : t);
    if (b == null) {
      return left;
    }
    if (left.equals(b)) {
      return null;
    }
    conflict(
        "removed-and-changed",
        Place.node(left.id(), left.name()),
        (o != null ? "They" : "You")
            + " removed the node, "
            + (o != null ? "you" : "they")
            + " changed it.",
        "It was kept; remove it if it is not needed.");
    return left;
  }

  private Node node(@Nullable Node b, Node o, Node t) {
    if (o.equals(t) || t.equals(b)) {
      return o;
    }
    if (o.equals(b)) {
      return t;
    }
    Place place = Place.node(o.id(), o.name());
    if (!o.operator().equals(t.operator())) {
      // Parameters belong to their operator, so the node comes whole from the side that changed it.
      Node kept = b != null && o.operator().equals(b.operator()) ? t : o;
      conflict(
          "both-changed",
          place.withParameter("operator"),
          "One side has '" + o.operator() + "' here, the other '" + t.operator() + "'.",
          "It is '" + kept.operator() + "' now; check its parameters.");
      return kept;
    }
    return new Node(
        o.id(),
        o.operator(),
        text(place, "name", b == null ? null : b.name(), o.name(), t.name()),
        // Two values only: who differs from the base has changed it, and both cannot disagree.
        b != null && o.bypassed() == b.bypassed() ? t.bypassed() : o.bypassed(),
        structs(
            place, b == null ? Value.Struct.EMPTY : b.parameters(), o.parameters(), t.parameters()),
        structs(place, b == null ? Value.Struct.EMPTY : b.unknown(), o.unknown(), t.unknown()));
  }

  private String text(Place place, String what, @Nullable String b, String o, String t) {
    if (!o.equals(t) && !o.equals(b) && !t.equals(b)) {
      bothChanged(place.withParameter(what), "'" + o + "'", "'" + t + "'");
    }
    return o.equals(b) ? t : o;
  }

  private Value.Struct structs(Place place, Value.Struct b, Value.Struct o, Value.Struct t) {
    Map<String, Value> out = new LinkedHashMap<>();
    for (String name : ids(o.fields(), t.fields())) {
      Value base = b.get(name);
      Value our = o.get(name);
      Value their = t.get(name);
      if (!Objects.equals(our, their)
          && !Objects.equals(our, base)
          && !Objects.equals(their, base)) {
        bothChanged(place.withParameter(name), "a value", "another one");
      }
      Value merged = Objects.equals(our, base) ? their : our;
      if (merged != null) {
        out.put(name, merged);
      }
    }
    return new Value.Struct(out);
  }

  private static String words(Edge e) {
    Partitioning p = e.partitioning();
    return e.from() + " to " + e.to() + (p == null ? "" : " (" + p.word() + ")");
  }

  private Map<String, Edge> edges(Set<String> nodes) {
    Map<String, Edge> out = new LinkedHashMap<>();
    for (String id : ids(ours.graph().edges(), theirs.graph().edges())) {
      Edge b = base.graph().edges().get(id);
      Edge o = ours.graph().edges().get(id);
      Edge t = theirs.graph().edges().get(id);
      if (o != null && t != null && !o.equals(t) && !o.equals(b) && !t.equals(b)) {
        bothChanged(Place.edge(id), words(o), words(t));
      }
      Edge merged = Objects.equals(o, b) ? t : o;
      Edge left = o == null ? t : o;
      if (b != null && left != null && (o == null || t == null) && !left.equals(b)) {
        merged = left;
        conflict(
            "removed-and-changed",
            Place.edge(id),
            "One side removed the edge, the other changed it to "
                + left.from()
                + " to "
                + left.to()
                + ".",
            "It was kept; remove it if it is not needed.");
      }
      if (merged == null) {
        continue;
      }
      if (nodes.contains(merged.from().node()) && nodes.contains(merged.to().node())) {
        out.put(id, merged);
      } else if (b == null) {
        conflict(
            "edge-to-removed-node",
            Place.edge(id),
            "One side drew the edge "
                + merged.from()
                + " to "
                + merged.to()
                + ", the other removed a node at its end.",
            "The edge was left out.");
      }
    }
    return out;
  }

  /** Positions carry no meaning: where both moved a node, ours stays without a word. */
  private Layout layout(Set<String> nodes) {
    Map<String, Layout.Position> out = new LinkedHashMap<>();
    for (String id : nodes) {
      Layout.Position b = base.layout().positions().get(id);
      Layout.Position o = ours.layout().positions().get(id);
      Layout.Position t = theirs.layout().positions().get(id);
      Layout.Position merged = Objects.equals(o, b) && t != null ? t : o != null ? o : t;
      if (merged != null) {
        out.put(id, merged);
      }
    }
    return new Layout(
        out,
        either(base.layout().bends(), ours.layout().bends(), theirs.layout().bends()),
        either(base.layout().labels(), ours.layout().labels(), theirs.layout().labels()),
        either(base.layout().notes(), ours.layout().notes(), theirs.layout().notes()),
        either(base.layout().frames(), ours.layout().frames(), theirs.layout().frames()),
        ours.layout().routing() == base.layout().routing()
            ? theirs.layout().routing()
            : ours.layout().routing(),
        ours.layout().unknown());
  }

  /** What one side changed; ours where both did. */
  private static <T> Map<String, T> either(
      Map<String, T> base, Map<String, T> ours, Map<String, T> theirs) {
    Map<String, T> out = new LinkedHashMap<>();
    for (String id : ids(ours, theirs)) {
      T b = base.get(id);
      T o = ours.get(id);
      T t = theirs.get(id);
      T merged = Objects.equals(o, b) ? t : o;
      if (merged != null) {
        out.put(id, merged);
      }
    }
    return out;
  }

  private void bothChanged(Place place, String our, String their) {
    conflict(
        "both-changed",
        place,
        "You set " + our + ", they set " + their + ".",
        "Yours was kept; change it if theirs is right.");
  }

  private void conflict(String code, Place place, String message, String remedy) {
    conflicts.add(Problem.error(code, place, message, remedy));
  }
}
