package dev.eddy.designer.control.schema;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Neighbours;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.type.Field;
import dev.eddy.model.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the ports of a node, or an edge, promise: columns with what they are, and facts. Pure. */
public record SchemaModel(List<Port> ports) {
  /** Sources whose watermarks are named, at most. */
  private static final int SOURCES = 4;

  public static final SchemaModel EMPTY = new SchemaModel(List.of());

  public SchemaModel {
    ports = List.copyOf(ports);
  }

  /**
   * One port.
   *
   * @param output the output that gives the rows, for actions on columns; null where it is not one
   * @param updating whether rows are changed, which is drawn as a double line
   * @param known whether the contract could be inferred
   */
  public record Port(
      String title,
      @Nullable PortRef output,
      boolean updating,
      boolean known,
      List<Fact> facts,
      List<Line> lines) {
    public Port {
      facts = List.copyOf(facts);
      lines = List.copyOf(lines);
    }
  }

  /** A fact with its name, such as {@code Event time}, {@code departure}. */
  public record Fact(String name, String text) {}

  /**
   * A column.
   *
   * @param type without nullability
   * @param marks what it is besides: {@code key}, {@code time}, {@code window}, {@code partition}
   */
  public record Line(String name, String type, boolean notNull, List<String> marks) {
    public Line {
      marks = List.copyOf(marks);
    }
  }

  /**
   * The outputs of a node, then its inputs.
   *
   * @param inputs contract of each input by {@code node.port}, where it is known
   * @param outputs contract of each output by {@code node.port}, where it is known
   */
  public static SchemaModel ofNode(
      Graph graph,
      Catalog catalog,
      Map<String, Contract> inputs,
      Map<String, Contract> outputs,
      Node node) {
    OperatorDescriptor d = catalog.find(node.operator()).map(OperatorType::descriptor).orElse(null);
    if (d == null) {
      return EMPTY;
    }
    Source source = new Source(graph, catalog, outputs);
    List<Port> out = new ArrayList<>();
    for (OutputPort p : d.outputs()) {
      PortRef ref = new PortRef(node.id(), p.name());
      String title = d.outputs().size() == 1 ? "Output" : "Output " + p.name();
      out.add(port(title, ref, outputs.get(ref.toString()), source));
    }
    for (InputPort p : d.inputs()) {
      PortRef to = new PortRef(node.id(), p.name());
      PortRef from =
          graph.edges().values().stream()
              .filter(e -> e.to().equals(to))
              .map(Edge::from)
              .findFirst()
              .orElse(null);
      String title = d.inputs().size() == 1 ? "Input" : "Input " + p.name();
      out.add(port(title, from, inputs.get(to.toString()), source));
    }
    return new SchemaModel(out);
  }

  /** What flows along an edge. */
  public static SchemaModel ofEdge(
      Graph graph, Catalog catalog, Map<String, Contract> outputs, Edge edge) {
    return new SchemaModel(
        List.of(
            port(
                "Rows on this edge",
                edge.from(),
                outputs.get(edge.from().toString()),
                new Source(graph, catalog, outputs))));
  }

  private static Port port(
      String title, @Nullable PortRef output, @Nullable Contract c, Source source) {
    if (c == null) {
      return new Port(title, output, false, false, List.of(), List.of());
    }
    List<Line> lines = new ArrayList<>();
    for (Field f : c.schema().fields()) {
      lines.add(new Line(f.name(), f.type().sql(), !f.type().nullable(), marks(f.name(), c)));
    }
    return new Port(title, output, c.isUpdating(), true, facts(output, c, source), lines);
  }

  private static List<String> marks(String column, Contract c) {
    List<String> out = new ArrayList<>();
    if (c.upsertKeys().contains(column)) {
      out.add("key");
    }
    if (column.equals(c.timeColumn())) {
      out.add("time");
    }
    Contract.Window w = c.window();
    if (w != null && (column.equals(w.startColumn()) || column.equals(w.endColumn()))) {
      out.add("window");
    }
    if (c.partitionedBy().contains(column)) {
      out.add("partition");
    }
    return out;
  }

  private static List<Fact> facts(@Nullable PortRef output, Contract c, Source source) {
    List<Fact> out = new ArrayList<>();
    String keys = String.join(", ", c.upsertKeys());
    out.add(
        new Fact(
            "Changes",
            switch (c.changelog()) {
              case APPEND -> "append: rows are only added";
              case UPSERT -> "upsert by " + keys;
              case RETRACT -> "retract" + (keys.isEmpty() ? "" : ", key " + keys);
            }));
    if (c.timeColumn() != null) {
      out.add(new Fact("Event time", Objects.requireNonNull(c.timeColumn())));
    }
    String watermark = output == null ? "" : source.watermark(output);
    if (!watermark.isEmpty()) {
      out.add(new Fact("Watermark", watermark));
    }
    if (!c.partitionedBy().isEmpty()) {
      out.add(new Fact("Partition", String.join(", ", c.partitionedBy())));
    }
    out.add(new Fact("Ends", c.bounded() ? "by itself (bounded)" : "never (unbounded)"));
    return out;
  }

  /** Finds the source that a stream's watermark comes from. */
  private record Source(Graph graph, Catalog catalog, Map<String, Contract> outputs) {
    /** No recursion: a chain may be of ten thousand operators. */
    String watermark(PortRef output) {
      List<String> found = new ArrayList<>();
      Set<String> seen = new HashSet<>(Set.of(output.node()));
      Deque<String> next = new ArrayDeque<>(seen);
      Neighbours neighbours = new Neighbours(graph);
      while (!next.isEmpty()) {
        Node n = graph.nodes().get(next.remove());
        if (n == null) {
          continue;
        }
        OperatorDescriptor d =
            catalog.find(n.operator()).map(OperatorType::descriptor).orElse(null);
        if (d != null && d.inputs().isEmpty()) {
          if (n.parameters().get("watermark") instanceof Value.Text t && !t.text().isBlank()) {
            found.add(t.text().strip() + ", from " + n.name());
          }
          continue;
        }
        for (Edge e : neighbours.into(n.id())) {
          if (seen.add(e.from().node())) {
            next.add(e.from().node());
          }
        }
      }
      int more = found.size() - SOURCES;
      return more <= 0
          ? String.join("; ", found)
          : String.join("; ", found.subList(0, SOURCES)) + "; and " + more + " more";
    }
  }
}
