package dev.eddy.designer.canvas;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.Differences;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * Pipelines with all that can be drawn over them, from a seed: names of every script, labels that
 * were moved, bends, notes, frames, runs in every phase.
 */
final class AnyPicture {
  static final List<String> NAMES =
      List.of(
          "filter",
          "Größe",
          "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
          "航班延误统计分析航班延误统计分析航班延误统计分析",
          "🛫🛬🛫🛬🛫🛬🛫🛬🛫🛬🛫🛬🛫🛬🛫🛬",
          "مرحبا بالعالم مرحبا بالعالم مرحبا",
          "i",
          "delays by origin and carrier",
          "a\u0301e\u0301i\u0301 ﬁ");

  private final Random random;
  private final double width;
  private final double height;

  /** What is drawn has its places in a box from the origin, and somewhat beyond it. */
  AnyPicture(long seed, double width, double height) {
    this.random = new Random(seed);
    this.width = width;
    this.height = height;
  }

  <T> T oneOf(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private boolean chance(double p) {
    return random.nextDouble() < p;
  }

  String name() {
    return oneOf(NAMES);
  }

  private Layout.Position place() {
    return new Layout.Position(
        Math.rint(random.nextDouble() * (width + 300) - 300),
        Math.rint(random.nextDouble() * (height + 200) - 100));
  }

  Graph graph() {
    List<Node> nodes = new ArrayList<>();
    List<String> kinds = List.of("source", "filter", "window", "join", "sink", "unheard of");
    int count = 1 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      nodes.add(
          new Node("n" + i, oneOf(kinds), name(), Value.Struct.EMPTY).withBypassed(chance(0.1)));
    }
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < count + 2; i++) {
      Node from = oneOf(nodes);
      Node to = oneOf(nodes);
      if (from != to) {
        edges.add(
            new Edge(
                "e" + i,
                new PortRef(from.id(), port(from, false)),
                new PortRef(to.id(), port(to, true))));
      }
    }
    return Graph.of(nodes, edges);
  }

  private String port(Node n, boolean input) {
    List<String> names =
        Pipelines.CATALOG
            .find(n.operator())
            .map(t -> t.descriptor())
            .map(d -> input ? inputs(d) : outputs(d))
            .orElse(List.of());
    // A port that the operator does not have may stand in a file.
    return names.isEmpty() ? "x" : oneOf(names);
  }

  private static List<String> inputs(OperatorDescriptor d) {
    return d.inputs().stream().map(p -> p.name()).toList();
  }

  private static List<String> outputs(OperatorDescriptor d) {
    return d.outputs().stream().map(p -> p.name()).toList();
  }

  Layout layout(Graph g) {
    Layout out = Layout.EMPTY;
    List<String> ids = new ArrayList<>();
    for (Node n : g.nodes().values()) {
      out = out.with(n.id(), place());
      ids.add(n.id());
    }
    for (Edge e : g.edges().values()) {
      if (chance(0.25)) {
        out = out.withBends(e.id(), List.of(place()));
      }
      if (chance(0.3)) {
        out =
            out.withLabel(
                e.id(),
                new Layout.Label(
                    random.nextDouble(),
                    random.nextDouble() * 200 - 100,
                    random.nextDouble() * 120 - 60));
      }
    }
    for (int i = 0; i < random.nextInt(3); i++) {
      String text = "# " + name() + "\n- **" + name() + "** `" + name() + "`";
      out = out.withNote(new Layout.Note("note" + i, text, place(), 60 + random.nextInt(200), 90));
      ids.add("note" + i);
    }
    if (chance(0.5)) {
      // A member that is not there may stand in a file, in whatever place.
      List<String> members = new ArrayList<>(List.of(oneOf(ids), oneOf(ids)));
      members.add(random.nextInt(3), "gone");
      out = out.withFrame(new Layout.Frame("frame", name(), new LinkedHashSet<>(members)));
    }
    return chance(0.3) ? out.withRouting(Layout.Routing.ORTHOGONAL) : out;
  }

  /** Marks of the same pipeline that differ here and there. */
  Marks marks(Graph g, Layout l) {
    Status status = chance(0.3) ? null : status(g);
    Map<String, List<Problem>> problems = some(g.nodes().keySet(), 0.2, this::problems);
    Set<String> noted = new HashSet<>(l.notes().keySet());
    noted.addAll(l.frames().keySet());
    return new Marks(
        some(g.nodes().keySet(), 0.3, n -> n).keySet(),
        g.edges().isEmpty() || chance(0.6) ? null : oneOf(List.copyOf(g.edges().keySet())),
        some(noted, 0.4, n -> n).keySet(),
        problems,
        some(outputs(g), 0.5, p -> contract()),
        dots(g),
        status,
        some(g.edges().keySet(), 0.4, e -> Math.pow(10, random.nextDouble() * 7)),
        some(g.nodes().keySet(), 0.2, n -> n).keySet(),
        some(g.nodes().keySet(), 0.1, n -> n).keySet(),
        chance(0.7) ? Map.of() : some(g.nodes().keySet(), 0.5, n -> name() + " " + name()),
        some(
            g.nodes().keySet(),
            0.1,
            n -> oneOf(List.of(Differences.Kind.ADDED, Differences.Kind.CHANGED))),
        some(g.edges().keySet(), 0.4, e -> random.nextInt(1001)));
  }

  private static Set<String> outputs(Graph g) {
    Set<String> out = new HashSet<>();
    g.edges().values().forEach(e -> out.add(e.from().toString()));
    return out;
  }

  private static final List<EdgeShape.Dot> DOTS =
      List.of(
          EdgeShape.Dot.NONE,
          EdgeShape.Dot.ON,
          EdgeShape.Dot.OFF,
          EdgeShape.Dot.CONDITION,
          new EdgeShape.Dot(EdgeShape.Dot.Kind.ON, "12"));

  private Map<String, EdgeShape.Dot> dots(Graph g) {
    Map<String, EdgeShape.Dot> out = new HashMap<>(some(g.edges().keySet(), 0.3, e -> oneOf(DOTS)));
    some(g.nodes().keySet(), 0.15, n -> EdgeShape.Dot.ON)
        .forEach((n, dot) -> out.put(Marks.stopAt(n), dot));
    return out;
  }

  private Contract contract() {
    Contract append = Contract.append(Schema.EMPTY, null, false);
    return chance(0.3)
        ? append
        : append.updating(
            ChangelogMode.UPSERT,
            chance(0.5) ? List.of("origin") : List.of(name(), name(), "window_start"));
  }

  private List<Problem> problems(String node) {
    Place place = Place.node(node, node);
    return List.of(
        chance(0.5)
            ? Problem.error("x", place, "column " + name() + " not found", "")
            : Problem.warning("x", place, "late rows are dropped", ""));
  }

  private Status status(Graph g) {
    Status.Phase phase = oneOf(List.of(Status.Phase.values()));
    long at = random.nextInt(100_000);
    List<Status.NodeCounts> counts = new ArrayList<>();
    for (String n : g.nodes().keySet()) {
      counts.add(
          new Status.NodeCounts(
              n,
              (long) Math.pow(10, random.nextDouble() * 12),
              (long) Math.pow(10, random.nextDouble() * 12),
              chance(0.2) ? Long.MIN_VALUE : random.nextInt(),
              random.nextInt(3_000_000) - 1));
    }
    return new Status(
        phase,
        new Moment(at, 0),
        new Moment(chance(0.5) ? at : at + 9, 0),
        "",
        null,
        oneOf(List.copyOf(g.nodes().keySet())),
        g.edges().isEmpty() ? null : oneOf(List.copyOf(g.edges().keySet())),
        0,
        counts,
        List.of());
  }

  private <V> Map<String, V> some(Set<String> of, double p, Function<String, V> value) {
    Map<String, V> out = new HashMap<>();
    of.stream().sorted().filter(k -> chance(p)).forEach(k -> out.put(k, value.apply(k)));
    return out;
  }

  /**
   * A camera that sees some of it, at a zoom at which no dot of the grid lies on the border of two
   * pixels; all levels of detail come up.
   */
  Camera camera() {
    double zoom = oneOf(List.of(0.1, 0.2, 0.4, 0.8, 1.0, 1.0, 2.0));
    return new Camera(2 * random.nextInt(60) - 60, 2 * random.nextInt(40) - 40, zoom);
  }

  Mood mood() {
    return oneOf(List.of(Mood.values()));
  }

  static Picture picture(CanvasScene scene, Marks marks, Mood mood) {
    return new Picture(
        scene,
        Looks.of(Pipelines.CATALOG, marks),
        new Palette(mood),
        marks.status() != null && marks.status().isPast(),
        null,
        Set.of());
  }
}
