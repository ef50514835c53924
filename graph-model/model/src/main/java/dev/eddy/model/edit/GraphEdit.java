package dev.eddy.model.edit;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reversible change of a pipeline. For every edit that fits a document {@code d}: {@code
 * e.inverse(d).apply(e.apply(d))} has the canonical bytes of {@code d}. An edit that does not fit
 * throws {@link EditException} from any of the methods and changes nothing.
 */
public sealed interface GraphEdit {
  PipelineDocument apply(PipelineDocument before);

  /** The edit that leads back to {@code before}. */
  GraphEdit inverse(PipelineDocument before);

  /** What the edit does, for the undo menu, such as {@code Rename a to b}. */
  String describe(PipelineDocument before);

  /**
   * Puts another document in place of the whole one, such as a file that was changed outside.
   *
   * @param label what it does, for the undo menu
   */
  record Replace(String label, PipelineDocument document) implements GraphEdit {
    @Override
    public PipelineDocument apply(PipelineDocument before) {
      return document;
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      return new Replace(label, before);
    }

    @Override
    public String describe(PipelineDocument before) {
      return label;
    }
  }

  /**
   * Adds a node without edges.
   *
   * @param position null for none: the designer then places it
   * @param index place in file order, or -1 for the end
   */
  record AddNode(Node node, Layout.@Nullable Position position, int index) implements GraphEdit {
    public AddNode(Node node, Layout.Position position) {
      this(node, position, -1);
    }

    @Override
    public PipelineDocument apply(PipelineDocument before) {
      require(!before.graph().nodes().containsKey(node.id()), "there is a node " + node.id());
      Graph graph =
          before.graph().withNodes(insert(before.graph().nodes(), node.id(), node, index));
      Layout layout =
          position == null ? before.layout() : before.layout().with(node.id(), position);
      return new PipelineDocument(graph, layout);
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      return new RemoveNode(node.id());
    }

    @Override
    public String describe(PipelineDocument before) {
      return "Add " + node.name();
    }
  }

  /** Removes a node, its edges and its position. */
  record RemoveNode(String nodeId) implements GraphEdit {
    @Override
    public PipelineDocument apply(PipelineDocument before) {
      node(before, nodeId);
      Map<String, Node> nodes = new LinkedHashMap<>(before.graph().nodes());
      nodes.remove(nodeId);
      Map<String, Edge> edges = new LinkedHashMap<>(before.graph().edges());
      List<String> gone = new ArrayList<>();
      for (Edge e : before.graph().edges().values()) {
        if (touches(e)) {
          edges.remove(e.id());
          gone.add(e.id());
        }
      }
      Graph g = before.graph();
      return new PipelineDocument(
          new Graph(nodes, edges, g.properties(), g.unknown()),
          before.layout().without(nodeId).withoutEdges(gone));
    }

    private boolean touches(Edge e) {
      return e.from().node().equals(nodeId) || e.to().node().equals(nodeId);
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      Node node = node(before, nodeId);
      List<GraphEdit> edits = new ArrayList<>();
      edits.add(
          new AddNode(
              node,
              before.layout().positions().get(nodeId),
              indexOf(before.graph().nodes(), nodeId)));
      int index = 0;
      for (Edge e : before.graph().edges().values()) {
        if (touches(e)) {
          edits.add(new AddEdge(e, index));
          edits.addAll(looksOf(before.layout(), e.id()));
        }
        index++;
      }
      before.layout().framesOf(nodeId).forEach(f -> edits.add(new SetFrame(f.id(), f)));
      return edits.size() == 1 ? edits.get(0) : new Composite("Restore " + node.name(), edits);
    }

    @Override
    public String describe(PipelineDocument before) {
      return "Delete " + node(before, nodeId).name();
    }
  }

  /**
   * Connects two ports. Whether the ports exist and fit is for the checks.
   *
   * @param index place in file order, or -1 for the end
   */
  record AddEdge(Edge edge, int index) implements GraphEdit {
    public AddEdge(Edge edge) {
      this(edge, -1);
    }

    @Override
    public PipelineDocument apply(PipelineDocument before) {
      Graph g = before.graph();
      require(!g.edges().containsKey(edge.id()), "there is an edge " + edge.id());
      node(before, edge.from().node());
      node(before, edge.to().node());
      return before.withGraph(g.withEdges(insert(g.edges(), edge.id(), edge, index)));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      return new RemoveEdge(edge.id());
    }

    @Override
    public String describe(PipelineDocument before) {
      return "Connect "
          + name(before, edge.from().node())
          + " to "
          + name(before, edge.to().node());
    }
  }

  /** Removes an edge. */
  record RemoveEdge(String edgeId) implements GraphEdit {
    @Override
    public PipelineDocument apply(PipelineDocument before) {
      edge(before);
      Map<String, Edge> edges = new LinkedHashMap<>(before.graph().edges());
      edges.remove(edgeId);
      return new PipelineDocument(
          before.graph().withEdges(edges), before.layout().withoutEdges(List.of(edgeId)));
    }

    private Edge edge(PipelineDocument before) {
      return before
          .graph()
          .edge(edgeId)
          .orElseThrow(() -> new EditException("there is no edge " + edgeId));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      GraphEdit add = new AddEdge(edge(before), indexOf(before.graph().edges(), edgeId));
      List<GraphEdit> edits = new ArrayList<>(List.of(add));
      edits.addAll(looksOf(before.layout(), edgeId));
      return edits.size() == 1 ? add : new Composite("Connect again", edits);
    }

    @Override
    public String describe(PipelineDocument before) {
      Edge e = edge(before);
      return "Disconnect " + name(before, e.from().node()) + " from " + name(before, e.to().node());
    }
  }

  /** Says how the rows of an edge are dealt out, or with null leaves it to the operator. */
  record SetPartitioning(String edgeId, @Nullable Partitioning partitioning) implements GraphEdit {
    @Override
    public PipelineDocument apply(PipelineDocument before) {
      Map<String, Edge> edges = new LinkedHashMap<>(before.graph().edges());
      edges.put(edgeId, edge(before).withPartitioning(partitioning));
      return before.withGraph(before.graph().withEdges(edges));
    }

    private Edge edge(PipelineDocument before) {
      return before
          .graph()
          .edge(edgeId)
          .orElseThrow(() -> new EditException("there is no edge " + edgeId));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      return new SetPartitioning(edgeId, edge(before).partitioning());
    }

    @Override
    public String describe(PipelineDocument before) {
      Edge e = edge(before);
      String ends = name(before, e.from().node()) + " to " + name(before, e.to().node());
      if (partitioning == null) {
        return "Leave the partitioning from " + ends + " to the operator";
      }
      return (partitioning == Partitioning.REBALANCE ? "Rebalance from " : "Forward from ") + ends;
    }
  }

  /** Gives a node another name; its id stays. */
  record RenameNode(String nodeId, String name) implements GraphEdit {
    @Override
    public PipelineDocument apply(PipelineDocument before) {
      return replace(before, node(before, nodeId).withName(name));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      return new RenameNode(nodeId, node(before, nodeId).name());
    }

    @Override
    public String describe(PipelineDocument before) {
      return "Rename " + node(before, nodeId).name() + " to " + name;
    }
  }

  /** Sets a parameter of a node, or with null takes it out of the file. */
  record SetParameter(String nodeId, String parameter, @Nullable Value value) implements GraphEdit {
    @Override
    public PipelineDocument apply(PipelineDocument before) {
      Node node = node(before, nodeId);
      return replace(before, node.withParameters(node.parameters().with(parameter, value)));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      return new SetParameter(nodeId, parameter, node(before, nodeId).parameters().get(parameter));
    }

    @Override
    public String describe(PipelineDocument before) {
      return "Change " + parameter + " of " + node(before, nodeId).name();
    }
  }

  /** Moves nodes; a null position takes the node's away. Changes the layout only. */
  record MoveNodes(Map<String, Layout.@Nullable Position> positions) implements GraphEdit {
    public MoveNodes {
      positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
    }

    public static MoveNodes one(String nodeId, Layout.Position position) {
      return new MoveNodes(Map.of(nodeId, position));
    }

    @Override
    public PipelineDocument apply(PipelineDocument before) {
      Map<String, Layout.Position> moved = new LinkedHashMap<>(before.layout().positions());
      positions.forEach(
          (id, p) -> {
            node(before, id);
            if (p == null) {
              moved.remove(id);
            } else {
              moved.put(id, p);
            }
          });
      return before.withLayout(before.layout().withPositions(moved));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      Map<String, Layout.@Nullable Position> back = new LinkedHashMap<>();
      for (String id : positions.keySet()) {
        back.put(id, before.layout().positions().get(id));
      }
      return new MoveNodes(back);
    }

    @Override
    public String describe(PipelineDocument before) {
      return positions.size() == 1
          ? "Move " + name(before, positions.keySet().iterator().next())
          : "Move " + positions.size() + " nodes";
    }
  }

  /** Takes a node out of runs, or puts it in again: rows pass by meanwhile. */
  record SetBypassed(String nodeId, boolean bypassed) implements GraphEdit {
    @Override
    public PipelineDocument apply(PipelineDocument before) {
      return replace(before, node(before, nodeId).withBypassed(bypassed));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      return new SetBypassed(nodeId, node(before, nodeId).bypassed());
    }

    @Override
    public String describe(PipelineDocument before) {
      return (bypassed ? "Bypass " : "Use ") + node(before, nodeId).name();
    }
  }

  /** Sets the points that an edge passes through; none for a plain curve. */
  record SetBends(String edgeId, List<Layout.Position> points) implements GraphEdit {
    public SetBends {
      points = List.copyOf(points);
    }

    @Override
    public PipelineDocument apply(PipelineDocument before) {
      require(before.graph().edges().containsKey(edgeId), "there is no edge " + edgeId);
      return before.withLayout(before.layout().withBends(edgeId, points));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      return new SetBends(edgeId, before.layout().bendsOf(edgeId));
    }

    @Override
    public String describe(PipelineDocument before) {
      return points.isEmpty() ? "Straighten an edge" : "Bend an edge";
    }
  }

  /** Puts the words of an edge somewhere, or with null at their usual place. */
  record SetLabel(String edgeId, Layout.@Nullable Label label) implements GraphEdit {
    @Override
    public PipelineDocument apply(PipelineDocument before) {
      require(before.graph().edges().containsKey(edgeId), "there is no edge " + edgeId);
      return before.withLayout(before.layout().withLabel(edgeId, label));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      return new SetLabel(edgeId, before.layout().labels().get(edgeId));
    }

    @Override
    public String describe(PipelineDocument before) {
      return label == null ? "Put a label back" : "Move a label";
    }
  }

  /** Says how edges find their way. */
  record SetRouting(Layout.Routing routing) implements GraphEdit {
    @Override
    public PipelineDocument apply(PipelineDocument before) {
      return before.withLayout(before.layout().withRouting(routing));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      return new SetRouting(before.layout().routing());
    }

    @Override
    public String describe(PipelineDocument before) {
      return routing == Layout.Routing.ORTHOGONAL ? "Orthogonal edges" : "Curved edges";
    }
  }

  /** Sets a note, new or not, or with null removes it. */
  record SetNote(String noteId, Layout.@Nullable Note note) implements GraphEdit {
    @Override
    public PipelineDocument apply(PipelineDocument before) {
      require(note == null || note.id().equals(noteId), "the note is " + noteId);
      require(!before.graph().nodes().containsKey(noteId), "there is a node " + noteId);
      Layout old = before.layout();
      if (note != null) {
        return before.withLayout(old.withNote(note));
      }
      require(old.notes().containsKey(noteId), "there is no note " + noteId);
      return before.withLayout(old.withoutNote(noteId));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      GraphEdit back = new SetNote(noteId, before.layout().notes().get(noteId));
      List<GraphEdit> edits = new ArrayList<>(List.of(back));
      if (note == null) {
        before.layout().framesOf(noteId).forEach(f -> edits.add(new SetFrame(f.id(), f)));
      }
      return edits.size() == 1 ? back : new Composite("Restore a note", edits);
    }

    @Override
    public String describe(PipelineDocument before) {
      Layout.Note old = before.layout().notes().get(noteId);
      return note == null
          ? "Delete a note"
          : old == null
              ? "Add a note"
              : old.text().equals(note.text()) ? "Move a note" : "Edit a note";
    }
  }

  /** Sets a frame, new or not, or with null takes it away from round its members. */
  record SetFrame(String frameId, Layout.@Nullable Frame frame) implements GraphEdit {
    @Override
    public PipelineDocument apply(PipelineDocument before) {
      Layout old = before.layout();
      if (frame == null) {
        require(old.frames().containsKey(frameId), "there is no frame " + frameId);
        return before.withLayout(old.withoutFrame(frameId));
      }
      require(frame.id().equals(frameId), "the frame is " + frameId);
      require(!frame.members().isEmpty(), "a frame holds something");
      for (String m : frame.members()) {
        require(
            before.graph().nodes().containsKey(m) || old.notes().containsKey(m),
            "there is no " + m);
      }
      return before.withLayout(old.withFrame(frame));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      return new SetFrame(frameId, before.layout().frames().get(frameId));
    }

    @Override
    public String describe(PipelineDocument before) {
      Layout.Frame old = before.layout().frames().get(frameId);
      return frame == null
          ? "Remove the frame" + (old == null ? "" : " " + old.title())
          : (old == null ? "Add the frame " : "Change the frame ") + frame.title();
    }
  }

  /** Sets a property of the pipeline, such as {@code maxParallelism}, or with null removes it. */
  record SetProperty(String name, @Nullable Value value) implements GraphEdit {
    @Override
    public PipelineDocument apply(PipelineDocument before) {
      return before.withGraph(
          before.graph().withProperties(before.graph().properties().with(name, value)));
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      return new SetProperty(name, before.graph().properties().get(name));
    }

    @Override
    public String describe(PipelineDocument before) {
      return "Change " + name;
    }
  }

  /** Several edits as one, in order; all of them or none. */
  record Composite(String label, List<GraphEdit> edits) implements GraphEdit {
    // With more edits than this the way back is the document itself: it costs a reference, while
    // the inverse of each edit costs a document.
    private static final int MANY = 32;

    public Composite {
      edits = List.copyOf(edits);
    }

    @Override
    public PipelineDocument apply(PipelineDocument before) {
      DocumentDraft draft = new DocumentDraft(before);
      edits.forEach(draft::apply);
      return draft.document();
    }

    @Override
    public GraphEdit inverse(PipelineDocument before) {
      if (edits.size() > MANY) {
        apply(before);
        return new Replace(label, before);
      }
      List<GraphEdit> back = new ArrayList<>();
      PipelineDocument d = before;
      for (GraphEdit e : edits) {
        back.add(e.inverse(d));
        d = e.apply(d);
      }
      Collections.reverse(back);
      return new Composite(label, back);
    }

    @Override
    public String describe(PipelineDocument before) {
      return label;
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new EditException(otherwise);
    }
  }

  private static List<GraphEdit> looksOf(Layout layout, String edge) {
    List<GraphEdit> out = new ArrayList<>();
    if (!layout.bendsOf(edge).isEmpty()) {
      out.add(new SetBends(edge, layout.bendsOf(edge)));
    }
    Layout.Label label = layout.labels().get(edge);
    if (label != null) {
      out.add(new SetLabel(edge, label));
    }
    return out;
  }

  private static Node node(PipelineDocument d, String id) {
    return d.graph().node(id).orElseThrow(() -> new EditException("there is no node " + id));
  }

  private static String name(PipelineDocument d, String id) {
    return d.graph().node(id).map(Node::name).orElse(id);
  }

  private static PipelineDocument replace(PipelineDocument d, Node node) {
    Map<String, Node> nodes = new LinkedHashMap<>(d.graph().nodes());
    nodes.put(node.id(), node);
    return d.withGraph(d.graph().withNodes(nodes));
  }

  private static <T> int indexOf(Map<String, T> map, String key) {
    int i = 0;
    for (String k : map.keySet()) {
      if (k.equals(key)) {
        return i;
      }
      i++;
    }
    return -1;
  }

  private static <T> Map<String, T> insert(Map<String, T> map, String key, T value, int index) {
    Map<String, T> out = new LinkedHashMap<>();
    int i = 0;
    for (Map.Entry<String, T> e : map.entrySet()) {
      if (i++ == index) {
        out.put(key, value);
      }
      out.put(e.getKey(), e.getValue());
    }
    out.putIfAbsent(key, value);
    return out;
  }
}
