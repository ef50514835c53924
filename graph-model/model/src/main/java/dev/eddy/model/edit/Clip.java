package dev.eddy.model.edit;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that were taken out of a pipeline to be put into this or another one.
 *
 * @param document the nodes, the edges between them and how they look, with notes
 * @param incoming edges from nodes that were not taken into some that were
 */
public record Clip(PipelineDocument document, List<Edge> incoming) {
  /** How far a copy stands off what lies where it came from, in canvas units. */
  private static final double STEP = 32;

  public Clip {
    incoming = List.copyOf(incoming);
  }

  /**
   * What to do to a document so that it holds a clip.
   *
   * @param edits to be applied in order
   * @param ids of the nodes that come in, in the clip's order
   * @param notes ids of the notes that come in
   */
  public record Paste(List<GraphEdit> edits, Set<String> ids, Set<String> notes) {}

  /**
   * Takes nodes and notes, with the frames, bends and labels that lie wholly among them; ids that
   * the document does not have are left out.
   */
  public static Clip of(PipelineDocument document, Set<String> ids) {
    Graph g = document.graph();
    Layout old = document.layout();
    Map<String, Node> nodes = new LinkedHashMap<>(g.nodes());
    nodes.keySet().retainAll(ids);
    Map<String, Edge> inner = new LinkedHashMap<>();
    List<Edge> incoming = new ArrayList<>();
    for (Edge e : g.edges().values()) {
      if (nodes.containsKey(e.to().node())) {
        if (nodes.containsKey(e.from().node())) {
          inner.put(e.id(), e);
        } else {
          incoming.add(e);
        }
      }
    }
    Map<String, Layout.Position> positions = new LinkedHashMap<>(old.positions());
    positions.keySet().retainAll(nodes.keySet());
    Map<String, List<Layout.Position>> bends = new LinkedHashMap<>(old.bends());
    bends.keySet().retainAll(inner.keySet());
    Map<String, Layout.Label> labels = new LinkedHashMap<>(old.labels());
    labels.keySet().retainAll(inner.keySet());
    Map<String, Layout.Note> notes = new LinkedHashMap<>(old.notes());
    notes.keySet().retainAll(ids);
    Map<String, Layout.Frame> frames = new LinkedHashMap<>(old.frames());
    frames.values().removeIf(f -> !ids.containsAll(f.members()));
    return new Clip(
        new PipelineDocument(
            new Graph(nodes, inner, Graph.EMPTY.properties(), Graph.EMPTY.unknown()),
            new Layout(
                positions, bends, labels, notes, frames, old.routing(), Layout.EMPTY.unknown())),
        incoming);
  }

  public boolean isEmpty() {
    return document.graph().nodes().isEmpty() && document.layout().notes().isEmpty();
  }

  /**
   * The edits that put the clip into a document: ids that are taken made fresh, names made
   * distinct, positions as they were, moved aside until no node stands exactly there.
   *
   * @param connect whether edges that came in are drawn again, where their start is there
   */
  public Paste into(PipelineDocument target, boolean connect, RandomGenerator random) {
    double off = offset(target.layout());
    List<GraphEdit> edits = new ArrayList<>();
    Map<String, String> copies = new LinkedHashMap<>();
    // Ids and names must be free in the graph as it grows.
    DocumentDraft grown = new DocumentDraft(target);
    for (Node n : document.graph().nodes().values()) {
      String id =
          grown.nodes().containsKey(n.id()) ? grown.freshNodeId(n.operator(), random) : n.id();
      Node copy =
          new Node(
              id,
              n.operator(),
              grown.freshName(n.name()),
              n.bypassed(),
              n.parameters(),
              n.unknown());
      Layout.Position p = document.layout().positions().get(n.id());
      Layout.Position at = p == null ? null : new Layout.Position(p.x() + off, p.y() + off);
      add(new GraphEdit.AddNode(copy, at, -1), grown, edits);
      copies.put(n.id(), id);
    }
    // Bends and labels come last: they need the edges to be there.
    List<GraphEdit> bends = new ArrayList<>();
    for (Edge e : document.graph().edges().values()) {
      connect(e, copies.get(e.from().node()), off, copies, grown, random, edits, bends);
    }
    if (connect) {
      for (Edge e : incoming) {
        if (target.graph().nodes().containsKey(e.from().node())) {
          connect(e, e.from().node(), off, copies, grown, random, edits, bends);
        }
      }
    }
    bends.forEach(b -> add(b, grown, edits));
    Set<String> nodes = new LinkedHashSet<>(copies.values());
    Set<String> notes = decorate(off, copies, grown.document(), edits);
    return new Paste(List.copyOf(edits), nodes, notes);
  }

  private static void add(GraphEdit edit, DocumentDraft grown, List<GraphEdit> edits) {
    grown.apply(edit);
    edits.add(edit);
  }

  private void connect(
      Edge e,
      @Nullable String from,
      double off,
      Map<String, String> copies,
      DocumentDraft grown,
      RandomGenerator random,
      List<GraphEdit> edits,
      List<GraphEdit> bends) {
    String to = copies.get(e.to().node());
    if (from == null || to == null) {
      return;
    }
    Edge edge =
        new Edge(
            Fresh.edgeId(grown.edges()::containsKey, random),
            new PortRef(from, e.from().port()),
            new PortRef(to, e.to().port()),
            e.unknown());
    add(new GraphEdit.AddEdge(edge), grown, edits);
    List<Layout.Position> points = document.layout().bendsOf(e.id());
    if (!points.isEmpty()) {
      bends.add(
          new GraphEdit.SetBends(edge.id(), points.stream().map(p -> moved(p, off)).toList()));
    }
    Layout.Label label = document.layout().labels().get(e.id());
    if (label != null) {
      bends.add(new GraphEdit.SetLabel(edge.id(), label));
    }
  }

  /** Notes and frames, under ids that are free. */
  private Set<String> decorate(
      double off, Map<String, String> copies, PipelineDocument grown, List<GraphEdit> edits) {
    Set<String> out = new LinkedHashSet<>();
    PipelineDocument d = grown;
    for (Layout.Note n : document.layout().notes().values()) {
      String id = free(d, n.id());
      Layout.Note copy =
          new Layout.Note(id, n.text(), moved(n.at(), off), n.width(), n.height(), n.unknown());
      d = add(new GraphEdit.SetNote(id, copy), d, edits);
      copies.put(n.id(), id);
      out.add(id);
    }
    for (Layout.Frame f : document.layout().frames().values()) {
      Set<String> members = new LinkedHashSet<>();
      f.members().stream()
          .map(m -> copies.getOrDefault(m, ""))
          .filter(m -> !m.isEmpty())
          .forEach(members::add);
      if (!members.isEmpty()) {
        String id = free(d, f.id());
        d =
            add(
                new GraphEdit.SetFrame(id, new Layout.Frame(id, f.title(), members, f.unknown())),
                d,
                edits);
      }
    }
    return out;
  }

  private static String free(PipelineDocument d, String wanted) {
    String id = wanted;
    for (int i = 2;
        d.graph().nodes().containsKey(id)
            || d.layout().notes().containsKey(id)
            || d.layout().frames().containsKey(id);
        i++) {
      id = wanted + "-" + i;
    }
    return id;
  }

  private static Layout.Position moved(Layout.Position p, double by) {
    return new Layout.Position(p.x() + by, p.y() + by);
  }

  private static PipelineDocument add(
      GraphEdit edit, PipelineDocument grown, List<GraphEdit> edits) {
    edits.add(edit);
    return edit.apply(grown);
  }

  private double offset(Layout target) {
    Set<Layout.Position> taken = new LinkedHashSet<>(target.positions().values());
    target.notes().values().forEach(n -> taken.add(n.at()));
    double off = 0;
    while (collides(taken, off)) {
      off += STEP;
    }
    return off;
  }

  private boolean collides(Set<Layout.Position> taken, double off) {
    Layout l = document.layout();
    return l.positions().values().stream().anyMatch(p -> taken.contains(moved(p, off)))
        || l.notes().values().stream().anyMatch(n -> taken.contains(moved(n.at(), off)));
  }
}
