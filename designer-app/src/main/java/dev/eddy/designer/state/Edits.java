package dev.eddy.designer.state;

import dev.eddy.model.edit.Fresh;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes the edits that gestures and commands mean. Pure. */
public final class Edits {
  private Edits() {}

  /** Copies and the edits that make them. */
  record Copy(List<GraphEdit> edits, Set<String> ids) {}

  /** A node that does not exist yet, with an id and a name that are free. */
  public static Node fresh(Graph graph, OperatorDescriptor type) {
    return new Node(
        Fresh.nodeId(graph, type.id(), RandomGenerator.getDefault()),
        type.id(),
        Fresh.nodeName(graph, type.title().toLowerCase(Locale.ROOT)),
        Value.Struct.EMPTY);
  }

  public static GraphEdit add(Node node, double x, double y) {
    return new GraphEdit.AddNode(node, new Layout.Position(x, y));
  }

  public static GraphEdit connect(Graph graph, PortRef from, PortRef to) {
    return new GraphEdit.AddEdge(
        new Edge(Fresh.edgeId(graph, RandomGenerator.getDefault()), from, to));
  }

  public static GraphEdit move(Map<String, Layout.Position> positions) {
    return new GraphEdit.MoveNodes(positions);
  }

  public static GraphEdit rename(String node, String name) {
    return new GraphEdit.RenameNode(node, name);
  }

  /**
   * @param value null for the default
   */
  public static GraphEdit set(String node, String parameter, @Nullable Value value) {
    return new GraphEdit.SetParameter(node, parameter, value);
  }

  public static GraphEdit all(String label, List<GraphEdit> edits) {
    return edits.size() == 1 ? edits.get(0) : new GraphEdit.Composite(label, edits);
  }

  static List<GraphEdit> delete(Graph graph, Selection selection) {
    List<GraphEdit> out = new ArrayList<>();
    if (selection.edge() != null && graph.edges().containsKey(selection.edge())) {
      out.add(new GraphEdit.RemoveEdge(selection.edge()));
    }
    for (String id : selection.nodes()) {
      if (graph.nodes().containsKey(id)) {
        out.add(new GraphEdit.RemoveNode(id));
      }
    }
    return out;
  }

  static Copy duplicate(Graph graph, Layout layout, Set<String> ids) {
    List<GraphEdit> edits = new ArrayList<>();
    Map<String, String> copies = new LinkedHashMap<>();
    // Ids and names must be free in the graph as it grows.
    PipelineDocument grown = new PipelineDocument(graph, layout);
    for (String id : ids) {
      Node n = graph.nodes().get(id);
      if (n == null) {
        continue;
      }
      String copy = Fresh.nodeId(grown.graph(), n.operator(), RandomGenerator.getDefault());
      Layout.Position p = layout.positions().getOrDefault(id, new Layout.Position(0, 0));
      GraphEdit edit =
          new GraphEdit.AddNode(
              new Node(
                  copy,
                  n.operator(),
                  Fresh.nodeName(grown.graph(), n.name()),
                  n.parameters(),
                  n.unknown()),
              new Layout.Position(p.x() + 32, p.y() + 32));
      copies.put(id, copy);
      edits.add(edit);
      grown = edit.apply(grown);
    }
    for (Edge e : graph.edges().values()) {
      String from = copies.get(e.from().node());
      String to = copies.get(e.to().node());
      if (from != null && to != null) {
        GraphEdit edit =
            connect(
                grown.graph(), new PortRef(from, e.from().port()), new PortRef(to, e.to().port()));
        edits.add(edit);
        grown = edit.apply(grown);
      }
    }
    return new Copy(edits, new LinkedHashSet<>(copies.values()));
  }
}
