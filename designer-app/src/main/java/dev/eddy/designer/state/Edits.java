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

  /**
   * Copies and the edits that make them.
   *
   * @param ids of the copied nodes
   * @param notes of the copied notes
   */
  public record Copy(List<GraphEdit> edits, Set<String> ids, Set<String> notes) {}

  /** Width of a node by its name without asking a font, in canvas units; rather too wide. */
  public static double nodeWidth(String name) {
    double wanted = Math.ceil((68 + name.length() * 7.6) / 16) * 16;
    return Math.max(176, Math.min(272, wanted));
  }

  /** An id that no node, note or frame has. */
  static String freshDecoration(PipelineDocument d, String stem) {
    int n = 1;
    while (taken(d, stem + "-" + n)) {
      n++;
    }
    return stem + "-" + n;
  }

  private static boolean taken(PipelineDocument d, String id) {
    return d.graph().nodes().containsKey(id)
        || d.layout().notes().containsKey(id)
        || d.layout().frames().containsKey(id);
  }

  /** The edits that put nodes and notes there; none for what stands there already. */
  public static List<GraphEdit> place(Layout layout, Map<String, Layout.Position> places) {
    Map<String, Layout.Position> nodes = new LinkedHashMap<>();
    List<GraphEdit> out = new ArrayList<>();
    places.forEach(
        (id, at) -> {
          Layout.Note note = layout.notes().get(id);
          if (note == null) {
            if (!at.equals(layout.positions().get(id))) {
              nodes.put(id, at);
            }
          } else if (!note.at().equals(at)) {
            out.add(new GraphEdit.SetNote(id, note.at(at)));
          }
        });
    if (!nodes.isEmpty()) {
      out.add(0, move(nodes));
    }
    return out;
  }

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

  static List<GraphEdit> delete(PipelineDocument document, Selection selection) {
    List<GraphEdit> out = new ArrayList<>();
    Graph graph = document.graph();
    if (selection.edge() != null && graph.edges().containsKey(selection.edge())) {
      out.add(new GraphEdit.RemoveEdge(selection.edge()));
    }
    // Frames first: with their last member they go by themselves.
    for (String id : selection.notes()) {
      if (document.layout().frames().containsKey(id)) {
        out.add(new GraphEdit.SetFrame(id, null));
      }
    }
    for (String id : selection.notes()) {
      if (document.layout().notes().containsKey(id)) {
        out.add(new GraphEdit.SetNote(id, null));
      }
    }
    for (String id : selection.nodes()) {
      if (graph.nodes().containsKey(id)) {
        out.add(new GraphEdit.RemoveNode(id));
      }
    }
    return out;
  }

  /** Copies of nodes and notes, moved, with the edges among them. */
  public static Copy duplicate(PipelineDocument document, Set<String> ids, double dx, double dy) {
    Layout layout = document.layout();
    Map<String, String> copies = new LinkedHashMap<>();
    Set<String> notes = new LinkedHashSet<>();
    EditSteps steps = new EditSteps(document);
    for (String id : ids) {
      Node n = document.graph().nodes().get(id);
      Layout.Note note = layout.notes().get(id);
      if (note != null) {
        String copy = steps.freshDecoration("note");
        Layout.Position at = new Layout.Position(note.at().x() + dx, note.at().y() + dy);
        steps.add(
            new GraphEdit.SetNote(
                copy,
                new Layout.Note(
                    copy, note.text(), at, note.width(), note.height(), note.unknown())));
        notes.add(copy);
      }
      if (n == null) {
        continue;
      }
      String copy = steps.freshId(n.operator());
      Layout.Position p = layout.positions().getOrDefault(id, new Layout.Position(0, 0));
      steps.add(
          new GraphEdit.AddNode(
              new Node(
                  copy,
                  n.operator(),
                  steps.freshName(n.name()),
                  n.bypassed(),
                  n.parameters(),
                  n.unknown()),
              new Layout.Position(p.x() + dx, p.y() + dy)));
      copies.put(id, copy);
    }
    for (Edge e : document.graph().edges().values()) {
      String from = copies.get(e.from().node());
      String to = copies.get(e.to().node());
      if (from != null && to != null) {
        steps.connect(new PortRef(from, e.from().port()), new PortRef(to, e.to().port()));
      }
    }
    return new Copy(steps.edits(), new LinkedHashSet<>(copies.values()), notes);
  }
}
