package dev.eddy.model.subgraph;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Suggestions;
import dev.eddy.model.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that is used in another one: a node whose operator is {@code subgraph:NAME}. Its ports
 * are the inputs and outputs of the pipeline NAME by their names, its parameters stand for {@code
 * ${name}} there. What runs, and what is checked, is the expanded graph: the inner nodes in the
 * place of the node, with {@code node/inner} as ids (also Flink's uids). Edges of the outer
 * pipeline keep their ids, so that breakpoints and counts are theirs still.
 */
public final class SubGraphs {
  public static final String PREFIX = "subgraph:";
  public static final String INPUT = "subgraph-input";
  public static final String OUTPUT = "subgraph-output";
  public static final String SEPARATOR = "/";

  /** The ports of an input and of an output, within their pipeline. */
  public static final String FROM_INPUT = "out";

  public static final String TO_OUTPUT = "in";

  /**
   * No pipeline that somebody drew is larger; a few small files could ask for billions of nodes.
   */
  static final int MOST_NODES = 10_000;

  static final int DEEPEST = 64;

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final Map<String, Graph> pipelines;
  private final List<Problem> problems = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();
  private long expanded;

  private SubGraphs(Map<String, Graph> pipelines) {
    this.pipelines = pipelines;
  }

  /**
   * @param problems what could not be expanded, at the nodes of the graph that was given
   * @param parts the edges of the drawings that an edge is made of, where it is not one alone under
   *     its own id: those within a sub-graph have {@code node/inner} as ids
   */
  public record Expansion(Graph graph, List<Problem> problems, Map<String, Set<String>> parts) {
    /** The edges of the drawings that an edge of the graph is made of. */
    public Set<String> partsOf(String edge) {
      return parts.getOrDefault(edge, Set.of(edge));
    }
  }

  /** A graph while sub-graphs are put into it. */
  private record Level(Graph graph, Map<String, Set<String>> parts) {}

  public static boolean isSubGraph(Node n) {
    return n.operator().startsWith(PREFIX);
  }

  /** The pipeline that a node stands for. */
  public static String pipelineOf(Node n) {
    return n.operator().substring(PREFIX.length());
  }

  /** Whether a pipeline is made to be used in others: it has an input or an output. */
  public static boolean isUsable(Graph g) {
    return g.nodes().values().stream().anyMatch(SubGraphs::isPort);
  }

  static boolean isPort(Node n) {
    return n.operator().equals(INPUT) || n.operator().equals(OUTPUT);
  }

  /** The node of the outer pipeline that a node of an expanded graph belongs to. */
  public static String outer(String id) {
    int at = id.indexOf(SEPARATOR);
    return at < 0 ? id : id.substring(0, at);
  }

  /** Names that the nodes of a pipeline refer to as {@code ${name}}. */
  public static Set<String> references(Graph g) {
    Set<String> out = new LinkedHashSet<>();
    g.nodes().values().forEach(n -> collect(n.parameters(), out));
    return out;
  }

  private static void collect(Value v, Set<String> out) {
    if (v instanceof Value.Text t) {
      Matcher m = REFERENCE.matcher(t.text());
      while (m.find()) {
        out.add(m.group(1));
      }
    } else if (v instanceof Value.Items items) {
      items.items().forEach(i -> collect(i, out));
    } else if (v instanceof Value.Struct s) {
      s.fields().values().forEach(f -> collect(f, out));
    }
  }

  /**
   * The graph with all its sub-graphs in their places, to any depth. The graph itself where there
   * is none.
   *
   * @param pipelines of the project, by name
   */
  public static Expansion expand(Map<String, Graph> pipelines, Graph graph) {
    if (graph.nodes().values().stream().noneMatch(SubGraphs::isSubGraph)) {
      return new Expansion(graph, List.of(), Map.of());
    }
    SubGraphs s = new SubGraphs(pipelines);
    Level out = s.expand(graph, null);
    return new Expansion(out.graph(), List.copyOf(s.problems), Map.copyOf(out.parts()));
  }

  /** The graph with one of its sub-graphs in its place; those within it stay nodes. */
  public static Graph inlined(Graph graph, Node node, Graph inner) {
    Map<String, Node> nodes = new LinkedHashMap<>(graph.nodes());
    nodes.remove(node.id());
    Map<String, Edge> edges = new LinkedHashMap<>(graph.edges());
    new SubGraphs(Map.of()).put(node, new Level(inner, Map.of()), nodes, edges, new HashMap<>());
    return new Graph(nodes, edges, graph.properties(), graph.unknown());
  }

  /**
   * @param at the outermost node that is being expanded, or null at the top
   */
  private Level expand(Graph graph, @Nullable Node at) {
    Map<String, Level> inners = new LinkedHashMap<>();
    Set<String> lost = new HashSet<>();
    for (Node n : graph.nodes().values()) {
      Level inner = isSubGraph(n) ? inner(n, at == null ? n : at) : null;
      if (inner != null) {
        inners.put(n.id(), inner);
      } else if (isSubGraph(n)) {
        lost.add(n.id());
      }
    }
    Map<String, Node> nodes = new LinkedHashMap<>();
    Map<String, Edge> edges = new LinkedHashMap<>(graph.edges());
    edges.values().removeIf(e -> lost.contains(e.from().node()) || lost.contains(e.to().node()));
    Map<String, Set<String>> parts = new HashMap<>();
    for (Node n : graph.nodes().values()) {
      Level inner = inners.get(n.id());
      if (inner == null) {
        if (!lost.contains(n.id())) {
          nodes.put(n.id(), n);
        }
        continue;
      }
      if (n.bypassed()) {
        problems.add(
            Problem.error(
                "cannot-bypass",
                place(at == null ? n : at),
                "A sub-graph is not bypassed as a whole.",
                "Use it again, or remove it."));
      }
      put(n, inner, nodes, edges, parts);
    }
    return new Level(new Graph(nodes, edges, graph.properties(), graph.unknown()), parts);
  }

  private static Place place(Node n) {
    return Place.node(n.id(), n.name());
  }

  /** The expanded pipeline of a node; null where there is none, which was reported. */
  private @Nullable Level inner(Node n, Node at) {
    String name = pipelineOf(n);
    Graph g = pipelines.get(name);
    if (g == null) {
      List<String> near = Suggestions.near(name, pipelines.keySet());
      problems.add(
          Problem.error(
              "unknown-pipeline",
              place(at),
              "The project has no pipeline '" + name + "'.",
              Suggestions.sentence(near, "Restore it, or remove the node.")));
      return null;
    }
    if (path.contains(name)) {
      problems.add(
          Problem.error(
              "subgraph-circle",
              place(at),
              "The pipeline '" + name + "' would hold itself.",
              "Remove the node that closes the circle."));
      return null;
    }
    if (isTooMuch(g, at)) {
      return null;
    }
    path.push(name);
    Level out = expand(g, at);
    path.pop();
    return out;
  }

  /** Reported once: what is left out after that has the same cause. */
  private boolean isTooMuch(Graph g, Node at) {
    boolean reported = expanded > MOST_NODES;
    expanded += path.size() < DEEPEST ? Math.max(1, g.nodes().size()) : MOST_NODES + 1L;
    if (expanded <= MOST_NODES) {
      return false;
    }
    if (!reported) {
      problems.add(
          Problem.error(
              "subgraph-size",
              place(at),
              path.size() < DEEPEST
                  ? "Its sub-graphs have more than " + MOST_NODES + " nodes together."
                  : "Sub-graphs are nested more than " + DEEPEST + " deep in it.",
              "Remove nodes that stand for sub-graphs."));
    }
    return true;
  }

  private void put(
      Node outer,
      Level inner,
      Map<String, Node> nodes,
      Map<String, Edge> edges,
      Map<String, Set<String>> parts) {
    String prefix = outer.id() + SEPARATOR;
    List<Node> ports = new ArrayList<>();
    inner
        .parts()
        .forEach(
            (id, of) -> {
              Set<String> within = new LinkedHashSet<>();
              of.forEach(p -> within.add(prefix + p));
              parts.put(prefix + id, within);
            });
    for (Node n : inner.graph().nodes().values()) {
      if (isPort(n)) {
        ports.add(n);
        continue;
      }
      nodes.put(
          prefix + n.id(),
          new Node(
              prefix + n.id(),
              n.operator(),
              outer.name() + " / " + n.name(),
              n.bypassed(),
              (Value.Struct) filled(n.parameters(), outer.parameters()),
              n.unknown()));
    }
    for (Edge e : inner.graph().edges().values()) {
      edges.put(
          prefix + e.id(),
          new Edge(
              prefix + e.id(),
              new PortRef(prefix + e.from().node(), e.from().port()),
              new PortRef(prefix + e.to().node(), e.to().port()),
              e.unknown()));
    }
    // Outer edges end at the port's node for a moment; then that node is left out between its
    // edges.
    for (Edge e : List.copyOf(edges.values())) {
      PortRef from = inward(e.from(), outer, ports, OUTPUT, prefix, TO_OUTPUT);
      PortRef to = inward(e.to(), outer, ports, INPUT, prefix, FROM_INPUT);
      if (from == null || to == null) {
        edges.remove(e.id());
        problems.add(
            Problem.error(
                "unknown-port",
                new Place(null, outer.id(), outer.name(), e.id(), null, null),
                "The pipeline '"
                    + pipelineOf(outer)
                    + "' has no "
                    + (from == null ? "output '" + e.from().port() : "input '" + e.to().port())
                    + "'.",
                "Remove the edge, or name the port so."));
      } else if (!from.equals(e.from()) || !to.equals(e.to())) {
        edges.put(e.id(), new Edge(e.id(), from, to, e.unknown()));
      }
    }
    for (Node port : ports) {
      leaveOut(prefix + port.id(), edges, parts);
    }
  }

  /** Where an end of an edge is within; null for a port that is not there. */
  private static @Nullable PortRef inward(
      PortRef end, Node outer, List<Node> ports, String kind, String prefix, String port) {
    if (!end.node().equals(outer.id())) {
      return end;
    }
    for (Node n : ports) {
      if (n.operator().equals(kind) && n.name().equals(end.port())) {
        return new PortRef(prefix + n.id(), port);
      }
    }
    return null;
  }

  // Every stream that came in goes to every place that it went out to. The outer edge's id stays.
  private static void leaveOut(
      String node, Map<String, Edge> edges, Map<String, Set<String>> parts) {
    List<Edge> in = new ArrayList<>();
    List<Edge> out = new ArrayList<>();
    for (Edge e : edges.values()) {
      if (e.to().node().equals(node)) {
        in.add(e);
      } else if (e.from().node().equals(node)) {
        out.add(e);
      }
    }
    in.forEach(e -> edges.remove(e.id()));
    out.forEach(e -> edges.remove(e.id()));
    Map<String, Set<String>> had = new HashMap<>();
    for (List<Edge> side : List.of(in, out)) {
      for (Edge e : side) {
        Set<String> of = parts.remove(e.id());
        had.put(e.id(), of == null ? Set.of(e.id()) : of);
      }
    }
    Set<String> used = new LinkedHashSet<>();
    for (Edge a : in) {
      for (Edge b : out) {
        boolean outerIn = !a.id().contains(SEPARATOR);
        String id = outerIn ? a.id() : b.id();
        String other = outerIn ? b.id() : a.id();
        id = used.add(id) ? id : id + SEPARATOR + other.replace(SEPARATOR, ".");
        edges.put(id, joined(id, a, b));
        Set<String> of = new LinkedHashSet<>(had.getOrDefault(a.id(), Set.of()));
        of.addAll(had.getOrDefault(b.id(), Set.of()));
        parts.put(id, of);
      }
    }
  }

  /** With the values that the outer node gives in the place of references; others stay. */
  private static Value filled(Value v, Value.Struct values) {
    if (v instanceof Value.Items items) {
      return new Value.Items(items.items().stream().map(i -> filled(i, values)).toList());
    }
    if (v instanceof Value.Struct s) {
      Map<String, Value> out = new LinkedHashMap<>();
      s.fields().forEach((k, f) -> out.put(k, filled(f, values)));
      return new Value.Struct(out);
    }
    if (!(v instanceof Value.Text t)) {
      return v;
    }
    Matcher m = REFERENCE.matcher(t.text());
    StringBuilder out = new StringBuilder();
    while (m.find()) {
      Value given = values.get(m.group(1));
      if (given != null && m.group().equals(t.text())) {
        return given;
      }
      String text =
          given instanceof Value.Text x
              ? x.text()
              : given instanceof Value.Num n
                  ? n.number().toPlainString()
                  : given instanceof Value.Bool b ? String.valueOf(b.value()) : m.group();
      m.appendReplacement(out, Matcher.quoteReplacement(text));
    }
    return Value.of(m.appendTail(out).toString());
  }

  /** One edge in the place of two that meet at a border. */
  private static Edge joined(String id, Edge a, Edge b) {
    Edge edge = new Edge(id, a.from(), b.to(), a.unknown());
    return a.partitioning() == null ? edge.withPartitioning(b.partitioning()) : edge;
  }
}
