package dev.eddy.designer.state;

import dev.eddy.model.edit.EditException;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.History;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.subgraph.SubGraphs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a pipeline as a drawing: walking, arranging, notes, frames, healing, bypassing.
 */
final class CanvasUpdate {
  private static final double GRID = 16;
  private static final String CSV = "csv-source";

  private CanvasUpdate() {}

  static Next update(AppState s, CanvasMessage message) {
    OpenProject open = s.open();
    if (open == null) {
      return Next.of(s);
    }
    try {
      return drawing(s, open, message);
    } catch (EditException e) {
      return Next.of(s.withNote("Not done: " + e.getMessage() + "."));
    }
  }

  private static Next drawing(AppState s, OpenProject open, CanvasMessage message) {
    if (message instanceof CanvasMessage.DeleteAndHeal) {
      return heal(s, open);
    }
    if (message instanceof CanvasMessage.PullOut) {
      List<GraphEdit> edits = Flow.detach(open.graph(), s.selection().nodes());
      return edits.isEmpty()
          ? Next.of(s.withNote("Nothing to pull out: no edge leads in or out."))
          : apply(s, open, Edits.all("Pull out of the chain", edits), s.selection());
    }
    if (message instanceof CanvasMessage.SelectFlow m) {
      Set<String> nodes = s.selection().nodes();
      Set<String> all =
          m.upstream() ? Flow.upstream(open.graph(), nodes) : Flow.downstream(open.graph(), nodes);
      return ViewUpdate.observing(s, s.withSelection(Selection.nodes(all)));
    }
    if (message instanceof CanvasMessage.Walk m) {
      return walk(s, open, m.direction());
    }
    if (message instanceof CanvasMessage.Measured m && m.widths().isEmpty()) {
      return Next.of(s, new Effect.Measure(m));
    }
    if (message instanceof CanvasMessage.Align m) {
      return place(s, open, "Align", Arrange.align(selected(s, open, m.widths()), m.to()));
    }
    if (message instanceof CanvasMessage.Distribute m) {
      return place(
          s,
          open,
          "Distribute",
          Arrange.distribute(selected(s, open, m.widths()), m.horizontally()));
    }
    if (message instanceof CanvasMessage.EditIn m) {
      return editIn(s, open, m.pipeline(), m.edit());
    }
    if (message instanceof CanvasMessage.SnapToGrid) {
      return place(s, open, "Snap to the grid", Arrange.snap(selected(s, open, Map.of()), GRID));
    }
    if (message instanceof CanvasMessage.AutoLayout m) {
      Set<String> nodes = m.whole() ? open.graph().nodes().keySet() : s.selection().nodes();
      return nodes.isEmpty()
          ? Next.of(s)
          : Next.of(
              s.withLayingOut(true)
                  .withNote("Arranging " + nodes.size() + " operators… Escape cancels."),
              new Effect.LayOut(open.pipeline(), open.document(), nodes, open.revision()));
    }
    if (message instanceof CanvasMessage.LaidOut m) {
      // An answer that was under way when it was cancelled arranges nothing.
      return s.layingOut() ? laidOut(s.withLayingOut(false), open, m) : Next.of(s);
    }
    if (message instanceof CanvasMessage.LayOutFailed m) {
      return Next.of(s.withLayingOut(false).withNote(m.words()));
    }
    if (message instanceof CanvasMessage.CancelLayout) {
      return Next.of(
          s.withLayingOut(false).withNote("Arranging was cancelled."), new Effect.CancelLayOut());
    }
    if (message instanceof CanvasMessage.Group) {
      return group(s, open);
    }
    if (message instanceof CanvasMessage.Expand) {
      return expand(s, open);
    }
    if (message instanceof CanvasMessage.EnterSubGraph m) {
      return ScopeUpdate.enter(s, open, m.node());
    }
    if (message instanceof CanvasMessage.StepInto) {
      return ScopeUpdate.stepInto(s, open);
    }
    if (message instanceof CanvasMessage.StepOut) {
      return ScopeUpdate.stepOut(s, open);
    }
    if (message instanceof CanvasMessage.OpenSelection) {
      return open(s, open);
    }
    if (message instanceof CanvasMessage.LeaveSubGraph) {
      Next left = ScopeUpdate.leave(s, open);
      if (left != null) {
        return left;
      }
      List<String> users = open.usersOfShown();
      return users.isEmpty()
          ? Next.of(s)
          : FilesUpdate.update(s, new Message.ShowPipeline(users.get(0)));
    }
    if (message instanceof CanvasMessage.DropFiles m) {
      return Next.of(
          s, new Effect.SampleFiles(open.project().folder(), open.pipeline(), m.files(), m.at()));
    }
    if (message instanceof CanvasMessage.FilesSampled m) {
      return sources(s, open, m);
    }
    if (message instanceof CanvasMessage.AddNote m) {
      String id = Edits.freshDecoration(open.document(), "note");
      Layout.Note note = new Layout.Note(id, m.text(), m.at(), 208, 80);
      return apply(
          s, open, new GraphEdit.SetNote(id, note), new Selection(Set.of(), null, Set.of(id)));
    }
    if (message instanceof CanvasMessage.FrameSelection) {
      return frame(s, open);
    }
    return bypass(s, open);
  }

  private static Next open(AppState s, OpenProject open) {
    Node n = s.selectedNode();
    if (n != null && SubGraphs.isSubGraph(n)) {
      return ScopeUpdate.enter(s, open, n.id());
    }
    if (n != null) {
      return Next.of(
          s.withPanels(s.panels().withInspector(Panels.Inspector.SETTINGS)), Effect.Dialog.DETAILS);
    }
    if (s.selection().edge() != null) {
      return Next.of(s.withPanels(s.panels().withBottom(Panels.Bottom.DATA)));
    }
    return s.selection().notes().size() == 1
        ? Next.of(s, new Effect.EditText(s.selection().notes().iterator().next()))
        : Next.of(s);
  }

  private static Next heal(AppState s, OpenProject open) {
    Selection rest = new Selection(Set.of(), s.selection().edge(), s.selection().notes());
    List<GraphEdit> edits = new ArrayList<>(Edits.delete(open.document(), rest));
    edits.addAll(Flow.heal(open.document(), s.selection().nodes()));
    return edits.isEmpty()
        ? Next.of(s)
        : apply(s, open, Edits.all("Delete and reconnect", edits), Selection.NONE);
  }

  private static Next walk(AppState s, OpenProject open, Arrange.Direction direction) {
    Map<String, Arrange.Spot> spots = spots(open, open.graph().nodes().keySet(), Map.of());
    String from =
        s.selection().nodes().stream().filter(spots::containsKey).findFirst().orElse(null);
    String to = from == null ? firstOf(spots) : Arrange.nearest(spots, from, direction);
    if (to == null) {
      return Next.of(s);
    }
    Next seen = ViewUpdate.observing(s, s.withSelection(Selection.node(to)));
    List<Effect> effects = new ArrayList<>(seen.effects());
    effects.add(new Effect.Aim(Effect.Aim.Kind.REVEAL, to));
    return new Next(seen.state(), effects);
  }

  private static @Nullable String firstOf(Map<String, Arrange.Spot> spots) {
    return spots.entrySet().stream()
        .min(
            Comparator.comparingDouble(
                (Map.Entry<String, Arrange.Spot> e) -> e.getValue().x() + e.getValue().y()))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private static Map<String, Arrange.Spot> selected(
      AppState s, OpenProject open, Map<String, Double> widths) {
    Set<String> ids = new LinkedHashSet<>(s.selection().nodes());
    ids.addAll(s.selection().notes());
    return spots(open, ids, widths);
  }

  private static Map<String, Arrange.Spot> spots(
      OpenProject open, Set<String> ids, Map<String, Double> widths) {
    Map<String, Arrange.Spot> out = new LinkedHashMap<>();
    for (String id : ids) {
      Node n = open.graph().nodes().get(id);
      Layout.Position p = open.layout().positions().get(id);
      Layout.Note note = open.layout().notes().get(id);
      if (n != null && p != null) {
        out.put(
            id,
            new Arrange.Spot(p.x(), p.y(), widths.getOrDefault(id, Edits.nodeWidth(n.name())), 80));
      } else if (note != null) {
        out.put(id, new Arrange.Spot(note.at().x(), note.at().y(), note.width(), note.height()));
      }
    }
    return out;
  }

  private static Next place(
      AppState s, OpenProject open, String label, Map<String, Layout.Position> places) {
    List<GraphEdit> edits = Edits.place(open.layout(), places);
    return edits.isEmpty() ? Next.of(s) : apply(s, open, Edits.all(label, edits), s.selection());
  }

  private static Next laidOut(AppState s, OpenProject open, CanvasMessage.LaidOut m) {
    if (!m.pipeline().equals(open.pipeline())) {
      return Next.of(s.withNote("Not arranged: another pipeline is shown meanwhile."));
    }
    if (m.revision() != open.revision()) {
      return Next.of(s.withNote("Not arranged: the pipeline was changed meanwhile."));
    }
    List<GraphEdit> edits = new ArrayList<>(Edits.place(open.layout(), m.places()));
    Graph g = open.graph();
    for (String id : open.layout().bends().keySet()) {
      Edge edge = g.edges().get(id);
      // A bend that led round something leads nowhere once everything has moved.
      if (edge != null
          && m.places().containsKey(edge.from().node())
          && m.places().containsKey(edge.to().node())) {
        edits.add(new GraphEdit.SetBends(id, List.of()));
      }
    }
    if (edits.isEmpty()) {
      return Next.of(s.withNote("Everything stands where it belongs."));
    }
    Next next = apply(s, open, Edits.all("Arrange", edits), s.selection());
    List<Effect> effects = new ArrayList<>(next.effects());
    if (m.places().keySet().containsAll(g.nodes().keySet())) {
      effects.add(Effect.Aim.of(Effect.Aim.Kind.FIT));
    }
    return new Next(next.state(), effects);
  }

  private static Next sources(AppState s, OpenProject open, CanvasMessage.FilesSampled m) {
    History.Change there = open.documents().get(m.pipeline());
    if (there == null) {
      return Next.of(s.withNote("No source was added: " + m.pipeline() + " is closed."));
    }
    EditSteps steps = new EditSteps(there.document());
    Set<String> made = new LinkedHashSet<>();
    double y = m.at().y();
    for (CanvasMessage.DroppedSource source : m.sources()) {
      Node node =
          new Node(steps.freshId(CSV), CSV, steps.freshName(source.name()), source.parameters());
      steps.add(Edits.add(node, m.at().x(), y));
      made.add(node.id());
      y += 112;
    }
    if (made.isEmpty()) {
      return Next.of(s.withNote(m.words()));
    }
    String label = made.size() == 1 ? "Add a source" : "Add " + made.size() + " sources";
    GraphEdit edit = Edits.all(label, steps.edits());
    Next next =
        m.pipeline().equals(open.pipeline())
            ? apply(s, open, edit, Selection.nodes(made))
            : editIn(s, open, m.pipeline(), edit);
    return m.words().isEmpty() ? next : new Next(next.state().withNote(m.words()), next.effects());
  }

  private static Next editIn(AppState s, OpenProject open, String pipeline, GraphEdit edit) {
    if (pipeline.equals(open.pipeline())) {
      return apply(s, open, edit, s.selection());
    }
    History.Change there = open.documents().get(pipeline);
    if (there == null) {
      return Next.of(s.withNote("Not done: " + pipeline + " is closed."));
    }
    String what = edit.describe(there.document());
    OpenProject next = open.with(pipeline, there.history().apply(there.document(), edit));
    return Next.of(s.withOpen(next).withNote(what + ", in " + pipeline + "."), Update.check(next));
  }

  private static Next group(AppState s, OpenProject open) {
    Set<String> ids = s.selection().nodes();
    boolean ports =
        ids.stream()
            .map(open.graph().nodes()::get)
            .anyMatch(
                n ->
                    n == null
                        || n.operator().equals(SubGraphs.INPUT)
                        || n.operator().equals(SubGraphs.OUTPUT));
    if (ids.isEmpty() || ports) {
      return Next.of(s.withNote("Select operators, but no inputs and outputs of a sub-graph."));
    }
    String name = "sub-graph";
    for (int i = 2; open.documents().containsKey(name); i++) {
      name = "sub-graph-" + i;
    }
    SubGraphEdits.Extraction x =
        SubGraphEdits.extract(open.document(), ids, name, s.checks().outputs());
    OpenProject more = open.withDocument(name, x.inner());
    return apply(
        s.withOpen(more),
        more,
        Edits.all("Make the sub-graph " + name, x.edits()),
        Selection.node(x.node()));
  }

  private static Next expand(AppState s, OpenProject open) {
    for (String id : s.selection().nodes()) {
      Node n = open.graph().nodes().get(id);
      History.Change inner =
          n == null || !SubGraphs.isSubGraph(n)
              ? null
              : open.documents().get(SubGraphs.pipelineOf(n));
      if (n != null && inner != null) {
        List<GraphEdit> edits = SubGraphEdits.expand(open.document(), n, inner.document());
        return apply(s, open, Edits.all("Expand " + n.name(), edits), Selection.NONE);
      }
    }
    return Next.of(s.withNote("Select a sub-graph."));
  }

  private static Next frame(AppState s, OpenProject open) {
    Set<String> members = new LinkedHashSet<>(s.selection().nodes());
    s.selection().notes().stream().filter(open.layout().notes()::containsKey).forEach(members::add);
    if (members.isEmpty()) {
      return Next.of(s.withNote("Select what the frame is to hold."));
    }
    String id = Edits.freshDecoration(open.document(), "frame");
    return apply(
        s,
        open,
        new GraphEdit.SetFrame(id, new Layout.Frame(id, "Frame", members)),
        new Selection(Set.of(), null, Set.of(id)));
  }

  private static Next bypass(AppState s, OpenProject open) {
    List<GraphEdit> edits = new ArrayList<>();
    boolean off =
        s.selection().nodes().stream()
            .map(open.graph().nodes()::get)
            .anyMatch(n -> n != null && !n.bypassed());
    for (String id : s.selection().nodes()) {
      Node n = open.graph().nodes().get(id);
      if (n != null && n.bypassed() != off) {
        edits.add(new GraphEdit.SetBypassed(id, off));
      }
    }
    return edits.isEmpty()
        ? Next.of(s)
        : apply(s, open, Edits.all(off ? "Bypass" : "Use again", edits), s.selection());
  }

  private static Next apply(AppState s, OpenProject open, GraphEdit edit, Selection selection) {
    History.Change change = open.history().apply(open.document(), edit);
    return ChangeUpdate.changed(s, open, change, selection);
  }
}
