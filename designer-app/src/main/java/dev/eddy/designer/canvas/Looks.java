package dev.eddy.designer.canvas;

import dev.eddy.designer.control.Figures;
import dev.eddy.designer.text.Texts;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Severity;
import dev.eddy.model.protocol.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the shapes of a scene look under some marks. Worked out when it is asked for, since most of a
 * large graph is out of sight. FX thread only.
 */
final class Looks {
  static final Looks NONE = new Looks(Map.of(), Marks.NONE);

  private final Map<String, OperatorType> types;
  private final Marks marks;
  private final Map<String, Status.NodeCounts> counts = new HashMap<>();
  private final Set<String> unfitting = new HashSet<>();
  private final Map<String, NodeLook> nodes = new HashMap<>();
  private final Map<String, EdgeLook> edges = new HashMap<>();

  private Looks(Map<String, OperatorType> types, Marks marks) {
    this.types = types;
    this.marks = marks;
    Status status = marks.status();
    if (status != null) {
      status.nodes().forEach(c -> counts.put(c.nodeId(), c));
    }
    for (List<Problem> problems : marks.problems().values()) {
      for (Problem p : problems) {
        if (p.isError() && p.place().edgeId() != null) {
          unfitting.add(p.place().edgeId());
        }
      }
    }
  }

  static Looks of(Catalog catalog, Marks marks) {
    Map<String, OperatorType> types = new HashMap<>();
    catalog.all().forEach(t -> types.put(t.descriptor().id(), t));
    return new Looks(types, marks);
  }

  Marks marks() {
    return marks;
  }

  boolean isSelected(String noteOrFrame) {
    return marks.selectedNotes().contains(noteOrFrame);
  }

  NodeLook node(NodeShape n) {
    NodeLook known = nodes.get(n.id());
    if (known == null) {
      known = look(n);
      nodes.put(n.id(), known);
    }
    return known;
  }

  /** Whether execution stands at a node: all that the minimap asks, and that of every node. */
  boolean isPaused(NodeShape n) {
    Status status = marks.status();
    return status != null
        && status.phase() == Status.Phase.PAUSED
        && n.id().equals(status.nodeId());
  }

  EdgeLook edge(EdgeShape e) {
    EdgeLook known = edges.get(e.id());
    if (known == null) {
      known = look(e);
      edges.put(e.id(), known);
    }
    return known;
  }

  private NodeLook look(NodeShape shape) {
    Node n = shape.node();
    Optional<OperatorType> type = Optional.ofNullable(types.get(n.operator()));
    Family family = shape.family();
    List<Problem> problems = marks.problems().getOrDefault(n.id(), List.of());
    Severity gravest = problems.isEmpty() ? null : problems.get(0).severity();
    Status status = marks.status();
    Status.NodeCounts count = counts.get(n.id());
    boolean paused = isPaused(shape);
    boolean onPath = marks.path().containsKey(n.id());
    String line =
        gravest == Severity.ERROR
            ? problems.get(0).message()
            : type.map(t -> describe(t, n)).orElse("unknown operator " + n.operator());
    long entries =
        status == null || status.phase() == Status.Phase.RUNNING || count == null
            ? -1
            : count.stateEntries();
    String watermark = count == null || n.bypassed() ? "" : Texts.watermark(count.watermark());
    String idle = n.bypassed() ? "bypassed, rows pass by" : "not run yet";
    return new NodeLook(
        line,
        count == null || n.bypassed() ? idle : numbers(family, count),
        count == null || n.bypassed() ? idle : shortNumbers(family, count),
        entries >= 0 ? Figures.count(entries, "key", "keys") : watermark,
        entries < 0,
        gravest,
        marks.selectedNodes().contains(n.id()),
        paused,
        status != null && status.phase() == Status.Phase.RUNNING,
        count != null && !n.bypassed() && isFinished(status),
        status != null && status.isPast(),
        marks.changed().contains(n.id()),
        n.bypassed(),
        marks.pinned().contains(n.id()),
        onPath,
        !marks.path().isEmpty() && !onPath && !paused,
        marks.breakpoints().getOrDefault(Marks.stopAt(n.id()), EdgeShape.Dot.NONE),
        marks.versions().get(n.id()),
        paused && status != null
            ? "stops before row " + Figures.number(status.at().sequence())
            : marks.path().getOrDefault(n.id(), ""));
  }

  private static boolean isFinished(@Nullable Status status) {
    return status != null && status.phase() == Status.Phase.FINISHED && !status.isPast();
  }

  private static String describe(OperatorType type, Node n) {
    String text = type.describe(new Parameters(type.descriptor(), n.parameters()));
    return text.isEmpty() ? type.descriptor().title() : text;
  }

  private static String numbers(Family family, Status.NodeCounts c) {
    if (family == Family.SOURCE) {
      return Figures.count(c.rowsOut(), "row", "rows");
    }
    if (family == Family.SINK) {
      return Figures.count(c.rowsIn(), "row", "rows");
    }
    return Figures.number(c.rowsIn()) + " → " + Figures.number(c.rowsOut());
  }

  private static String shortNumbers(Family family, Status.NodeCounts c) {
    if (family == Family.SOURCE || family == Family.SINK) {
      return Texts.compact(family == Family.SOURCE ? c.rowsOut() : c.rowsIn()) + " rows";
    }
    return Texts.compact(c.rowsIn()) + " → " + Texts.compact(c.rowsOut());
  }

  private EdgeLook look(EdgeShape e) {
    Contract contract = contract(e);
    boolean updating = contract != null && contract.isUpdating();
    String keys = contract == null ? "" : String.join(", ", contract.upsertKeys());
    Status status = marks.status();
    return new EdgeLook(
        e.side() ? e.from().port() : updating ? keys : "",
        updating,
        status != null && status.phase() == Status.Phase.RUNNING
            ? marks.rates().getOrDefault(e.id(), 0.0)
            : 0,
        e.id().equals(marks.selectedEdge()),
        status != null && status.phase() == Status.Phase.PAUSED && e.id().equals(status.edgeId()),
        status != null && status.isPast(),
        unfitting.contains(e.id()),
        marks.breakpoints().getOrDefault(e.id(), EdgeShape.Dot.NONE),
        marks.fills().getOrDefault(e.id(), -1));
  }

  /** Whether what passes a port is a table that changes, and not rows that are added. */
  boolean isTable(PortShape port, CanvasScene scene) {
    if (!port.input()) {
      Contract c = marks.outputs().get(port.ref().toString());
      return c != null && c.isUpdating();
    }
    for (EdgeShape e : scene.edgesOf(port.ref().node())) {
      if (e.to().equals(port.ref())) {
        Contract c = contract(e);
        return c != null && c.isUpdating();
      }
    }
    return false;
  }

  private @Nullable Contract contract(EdgeShape e) {
    return marks.outputs().get(e.from().toString());
  }
}
