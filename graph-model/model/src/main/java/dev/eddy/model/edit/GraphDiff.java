package dev.eddy.model.edit;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The edits that lead from one document to another, by id: a rename is one, not two. */
public final class GraphDiff {
  private final PipelineDocument from;
  private final PipelineDocument to;
  private final List<GraphEdit> edits = new ArrayList<>();
  private final Set<String> replaced = new LinkedHashSet<>();

  private GraphDiff(PipelineDocument from, PipelineDocument to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Edits that, applied to {@code from} in order, give a document that equals {@code to}; where in
   * the file a node or edge stands that both have, and keys that this version does not know, are
   * left as {@code from} has them.
   */
  public static List<GraphEdit> between(PipelineDocument from, PipelineDocument to) {
    return new GraphDiff(from, to).edits();
  }

  private List<GraphEdit> edits() {
    Graph a = from.graph();
    Graph b = to.graph();
    for (Node n : a.nodes().values()) {
      Node other = b.nodes().get(n.id());
      if (other == null) {
        edits.add(new GraphEdit.RemoveNode(n.id()));
      } else if (!other.operator().equals(n.operator())) {
        // Another operator under the same id: its parameters and ports are other ones.
        edits.add(new GraphEdit.RemoveNode(n.id()));
        replaced.add(n.id());
      }
    }
    for (Edge e : a.edges().values()) {
      if (isLeft(e) && !sameEnds(e, b.edges().get(e.id()))) {
        edits.add(new GraphEdit.RemoveEdge(e.id()));
      }
    }
    int index = 0;
    for (Node n : b.nodes().values()) {
      Node old = a.nodes().get(n.id());
      if (old == null || replaced.contains(n.id())) {
        edits.add(new GraphEdit.AddNode(n, to.layout().positions().get(n.id()), index));
      } else {
        change(old, n);
      }
      index++;
    }
    index = 0;
    for (Edge e : b.edges().values()) {
      Edge old = a.edges().get(e.id());
      if (old == null || !isLeft(old) || !sameEnds(e, old)) {
        edits.add(new GraphEdit.AddEdge(e, index));
      } else if (old.partitioning() != e.partitioning()) {
        edits.add(new GraphEdit.SetPartitioning(e.id(), e.partitioning()));
      }
      index++;
    }
    properties();
    positions();
    looks();
    return edits;
  }

  /** Whether an edge outlives the removal of nodes. */
  private boolean isLeft(Edge e) {
    return survives(e.from().node()) && survives(e.to().node());
  }

  private boolean survives(String node) {
    return to.graph().nodes().containsKey(node) && !replaced.contains(node);
  }

  private static boolean sameEnds(Edge e, @Nullable Edge other) {
    return other != null && other.from().equals(e.from()) && other.to().equals(e.to());
  }

  private void change(Node old, Node now) {
    if (!old.name().equals(now.name())) {
      edits.add(new GraphEdit.RenameNode(now.id(), now.name()));
    }
    if (old.bypassed() != now.bypassed()) {
      edits.add(new GraphEdit.SetBypassed(now.id(), now.bypassed()));
    }
    for (String p : names(old.parameters(), now.parameters())) {
      Value value = now.parameters().get(p);
      if (!Objects.equals(value, old.parameters().get(p))) {
        edits.add(new GraphEdit.SetParameter(now.id(), p, value));
      }
    }
  }

  private static Set<String> names(Value.Struct a, Value.Struct b) {
    Set<String> names = new LinkedHashSet<>(a.fields().keySet());
    names.addAll(b.fields().keySet());
    return names;
  }

  private void properties() {
    Value.Struct a = from.graph().properties();
    Value.Struct b = to.graph().properties();
    for (String p : names(a, b)) {
      if (!Objects.equals(a.get(p), b.get(p))) {
        edits.add(new GraphEdit.SetProperty(p, b.get(p)));
      }
    }
  }

  private void positions() {
    Map<String, Layout.@Nullable Position> moved = new LinkedHashMap<>();
    for (String id : to.graph().nodes().keySet()) {
      Layout.Position now = to.layout().positions().get(id);
      if (from.graph().nodes().containsKey(id)
          && !replaced.contains(id)
          && !Objects.equals(now, from.layout().positions().get(id))) {
        moved.put(id, now);
      }
    }
    if (!moved.isEmpty()) {
      edits.add(new GraphEdit.MoveNodes(moved));
    }
  }

  /**
   * Ways and labels of edges, notes and frames: what the edits so far have left, against what is
   * wanted.
   */
  private void looks() {
    DocumentDraft now = new DocumentDraft(from);
    edits.forEach(now::apply);
    Layout a = now.document().layout();
    Layout b = to.layout();
    for (String id : to.graph().edges().keySet()) {
      if (!a.bendsOf(id).equals(b.bendsOf(id))) {
        edits.add(new GraphEdit.SetBends(id, b.bendsOf(id)));
      }
      if (!Objects.equals(a.labels().get(id), b.labels().get(id))) {
        edits.add(new GraphEdit.SetLabel(id, b.labels().get(id)));
      }
    }
    if (a.routing() != b.routing()) {
      edits.add(new GraphEdit.SetRouting(b.routing()));
    }
    // Notes come before the frames that hold them, and go after.
    b.notes()
        .forEach(
            (id, note) -> {
              if (!note.equals(a.notes().get(id))) {
                edits.add(new GraphEdit.SetNote(id, note));
              }
            });
    for (String id : a.frames().keySet()) {
      if (!b.frames().containsKey(id)) {
        edits.add(new GraphEdit.SetFrame(id, null));
      }
    }
    b.frames()
        .forEach(
            (id, frame) -> {
              if (!frame.equals(a.frames().get(id))) {
                edits.add(new GraphEdit.SetFrame(id, frame));
              }
            });
    for (String id : a.notes().keySet()) {
      if (!b.notes().containsKey(id)) {
        edits.add(new GraphEdit.SetNote(id, null));
      }
    }
  }
}
