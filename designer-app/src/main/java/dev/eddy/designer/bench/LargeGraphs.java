package dev.eddy.designer.bench;

import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pipelines of real operators, large beyond need. The same size gives the same graph. */
final class LargeGraphs {
  private static final Value COLUMNS =
      new Value.Items(List.of(column("a", "BIGINT"), column("b", "VARCHAR")));

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Edge> edges = new LinkedHashMap<>();
  private final Map<String, Layout.Position> positions = new LinkedHashMap<>();

  private LargeGraphs() {}

  private static Value column(String name, String type) {
    return Value.Struct.EMPTY.with("name", Value.of(name)).with("type", Value.of(type));
  }

  /**
   * Rows of a source, filters and unions and a sink; every second operator is a union that takes a
   * second stream from the row above, so that there are half as many edges again as operators.
   */
  static PipelineDocument mesh(int size) {
    LargeGraphs g = new LargeGraphs();
    int row = 100;
    for (int i = 0; i < size; i++) {
      int column = i % row;
      String id = "n" + i;
      boolean last = column == row - 1 || i == size - 1;
      String operator =
          column == 0 ? "csv-source" : last ? "file-sink" : column % 2 == 0 ? "union" : "filter";
      g.add(id, operator, column * 272.0, i / row * 144.0);
      if (column > 0) {
        g.connect("n" + (i - 1), id);
      }
      if (operator.equals("union") && i >= row) {
        g.connect("n" + (i - row - 1), id);
      }
    }
    return g.document();
  }

  /** One after the other. */
  static PipelineDocument chain(int size) {
    LargeGraphs g = new LargeGraphs();
    for (int i = 0; i < size; i++) {
      g.add("n" + i, i == 0 ? "csv-source" : i == size - 1 ? "file-sink" : "filter", i * 272.0, 0);
      if (i > 0) {
        g.connect("n" + (i - 1), "n" + i);
      }
    }
    return g.document();
  }

  /** So many sources into one union. */
  static PipelineDocument fanIn(int size) {
    LargeGraphs g = new LargeGraphs();
    g.add("all", "union", 2400, size * 60.0);
    for (int i = 0; i < size; i++) {
      g.add("n" + i, "csv-source", 0, i * 120.0);
      g.connect("n" + i, "all");
    }
    g.add("end", "file-sink", 2720, size * 60.0);
    g.connect("all", "end");
    return g.document();
  }

  private void add(String id, String operator, double x, double y) {
    Value.Struct parameters =
        switch (operator) {
          case "csv-source" ->
              new Value.Struct(Map.of("path", Value.of("data/in.csv"), "columns", COLUMNS));
          case "filter" -> new Value.Struct(Map.of("condition", Value.of("a > " + nodes.size())));
          default -> Value.Struct.EMPTY;
        };
    nodes.put(id, new Node(id, operator, operator + " " + nodes.size(), parameters));
    positions.put(id, new Layout.Position(x, y));
  }

  private void connect(String from, String to) {
    String id = "e" + edges.size();
    edges.put(id, new Edge(id, new PortRef(from, "out"), new PortRef(to, "in")));
  }

  private PipelineDocument document() {
    return new PipelineDocument(
        new Graph(nodes, edges, Value.Struct.EMPTY, Value.Struct.EMPTY),
        Layout.EMPTY.withPositions(positions));
  }
}
