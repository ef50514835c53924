package dev.eddy.model.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GraphEditTest {
  private static String bytes(PipelineDocument d) {
    return new String(ProjectFiles.pipelineBytes(d.graph()), StandardCharsets.UTF_8)
        + new String(ProjectFiles.layoutBytes(d.layout()), StandardCharsets.UTF_8);
  }

  private static Node node(String id) {
    return new Node(id, "filter", "node " + id, Value.Struct.EMPTY);
  }

  private static Edge edge(String id, String from, String to) {
    return new Edge(id, new PortRef(from, "out"), new PortRef(to, "in"));
  }

  private static PipelineDocument chain() {
    PipelineDocument d = PipelineDocument.EMPTY;
    for (String id : List.of("a", "b", "c")) {
      d = new GraphEdit.AddNode(node(id), new Layout.Position(id.charAt(0), 0)).apply(d);
    }
    d = new GraphEdit.AddEdge(edge("e1", "a", "b")).apply(d);
    return new GraphEdit.AddEdge(edge("e2", "b", "c")).apply(d);
  }

  private static Layout.Note note(String id, Layout.Position at, int size) {
    return new Layout.Note(id, "text " + size, at, 160 * size, 80);
  }

  private static Layout.Frame frame(String id, Set<String> members) {
    return new Layout.Frame(id, "frame " + id, members);
  }

  /** The chain with a bend, a label, a note and a frame round a node and the note. */
  private static PipelineDocument decorated() {
    PipelineDocument d = chain();
    d = new GraphEdit.SetBends("e1", List.of(new Layout.Position(3, 4))).apply(d);
    d = new GraphEdit.SetLabel("e1", new Layout.Label(0.5, 8, -12)).apply(d);
    d = new GraphEdit.SetNote("n1", note("n1", new Layout.Position(0, 0), 1)).apply(d);
    return new GraphEdit.SetFrame("f1", frame("f1", Set.of("b", "n1"))).apply(d);
  }

  @Provide
  Arbitrary<GraphEdit> edits() {
    Arbitrary<String> ids = Arbitraries.of("a", "b", "c", "d");
    Arbitrary<String> edgeIds = Arbitraries.of("e1", "e2", "e3");
    Arbitrary<String> noteIds = Arbitraries.of("n1", "n2");
    Arbitrary<Layout.Position> positions =
        Arbitraries.integers().between(0, 5).map(i -> new Layout.Position(i, 16 * i));
    Arbitrary<Value> values =
        Arbitraries.integers().between(0, 3).map(i -> i == 0 ? null : Value.of(i));
    Arbitrary<GraphEdit> simple =
        Arbitraries.oneOf(
            Combinators.combine(ids, positions, Arbitraries.integers().between(-1, 3))
                .as((id, p, i) -> new GraphEdit.AddNode(node(id), p.x() == 0 ? null : p, i)),
            ids.map(GraphEdit.RemoveNode::new),
            Combinators.combine(edgeIds, ids, ids)
                .as((e, from, to) -> new GraphEdit.AddEdge(edge(e, from, to))),
            edgeIds.map(GraphEdit.RemoveEdge::new),
            Combinators.combine(ids, ids).as((id, n) -> new GraphEdit.RenameNode(id, "name " + n)),
            Combinators.combine(ids, ids, values).as(GraphEdit.SetParameter::new),
            Combinators.combine(ids, positions).as(GraphEdit.MoveNodes::one),
            ids.map(
                id ->
                    new GraphEdit.Replace(
                        "Reload",
                        new GraphEdit.AddNode(node(id), null, -1).apply(PipelineDocument.EMPTY))),
            Combinators.combine(ids, Arbitraries.of(true, false)).as(GraphEdit.SetBypassed::new),
            Combinators.combine(edgeIds, Arbitraries.integers().between(0, 2))
                .as(
                    (id, i) ->
                        new GraphEdit.SetPartitioning(
                            id, i == 2 ? null : Partitioning.values()[i])),
            Combinators.combine(edgeIds, positions.list().ofMaxSize(2)).as(GraphEdit.SetBends::new),
            Combinators.combine(edgeIds, Arbitraries.integers().between(0, 4))
                .as(
                    (id, i) ->
                        new GraphEdit.SetLabel(
                            id, i == 0 ? null : new Layout.Label(i / 8.0, i, -1.5 * i))),
            Arbitraries.of(Layout.Routing.values()).map(GraphEdit.SetRouting::new),
            Combinators.combine(noteIds, positions, Arbitraries.integers().between(0, 3))
                .as((id, p, i) -> new GraphEdit.SetNote(id, i == 0 ? null : note(id, p, i))),
            Combinators.combine(
                    Arbitraries.of("f1", "f2"),
                    Arbitraries.of("a", "b", "n1", "n2").set().ofMaxSize(3))
                .as((id, m) -> new GraphEdit.SetFrame(id, m.isEmpty() ? null : frame(id, m))),
            values.map(v -> new GraphEdit.SetProperty("maxParallelism", v)));
    return Arbitraries.oneOf(
        simple, simple.list().ofMaxSize(3).map(l -> new GraphEdit.Composite("some", l)));
  }

  @Provide
  Arbitrary<List<GraphEdit>> editLists() {
    return edits().list().ofMaxSize(12);
  }

  /** The edits of a list that fit, each applied to what those before it made. */
  private static List<PipelineDocument> states(List<GraphEdit> edits, List<GraphEdit> fitting) {
    List<PipelineDocument> states = new ArrayList<>(List.of(decorated()));
    for (GraphEdit e : edits) {
      PipelineDocument before = states.get(states.size() - 1);
      try {
        states.add(e.apply(before));
        fitting.add(e);
      } catch (EditException refused) {
        assertThat(before).isEqualTo(states.get(states.size() - 1));
      }
    }
    return states;
  }

  @Property
  void anEditThenItsInverseGivesTheSameBytes(@ForAll("edits") GraphEdit edit) {
    for (PipelineDocument before : List.of(chain(), decorated(), PipelineDocument.EMPTY)) {
      PipelineDocument after;
      try {
        after = edit.apply(before);
      } catch (EditException e) {
        continue;
      }
      assertThat(bytes(edit.inverse(before).apply(after))).isEqualTo(bytes(before));
    }
  }

  @Property
  void editsAsOneMakeWhatTheyMakeOneByOne(@ForAll("editLists") List<GraphEdit> edits) {
    List<GraphEdit> fitting = new ArrayList<>();
    List<PipelineDocument> states = states(edits, fitting);
    GraphEdit all = new GraphEdit.Composite("all", fitting);
    PipelineDocument together = all.apply(decorated());
    assertThat(together).isEqualTo(states.get(states.size() - 1));
    assertThat(bytes(together)).isEqualTo(bytes(states.get(states.size() - 1)));
    DocumentDraft draft = new DocumentDraft(decorated());
    for (GraphEdit e : edits) {
      PipelineDocument before = draft.document();
      try {
        draft.apply(e);
      } catch (EditException refused) {
        assertThatThrownBy(() -> e.apply(before)).isInstanceOf(EditException.class);
        return;
      }
      for (String id : draft.nodes().keySet()) {
        assertThat(draft.freshName(draft.nodes().get(id).name()))
            .isEqualTo(Fresh.nodeName(draft.document().graph(), draft.nodes().get(id).name()));
      }
    }
    assertThat(draft.document()).isEqualTo(together);
  }

  @Property
  void whatIsPutInAtAPlaceStandsWhereItWouldOneByOne(@ForAll List<@IntRange(max = 12) Integer> at) {
    PipelineDocument oneByOne = decorated();
    DocumentDraft draft = new DocumentDraft(oneByOne);
    int i = 0;
    for (int index : at) {
      Node n = node("x" + i);
      GraphEdit edit =
          i % 2 == 0
              ? new GraphEdit.AddNode(n, new Layout.Position(i, 0), index - 1)
              : new GraphEdit.AddEdge(
                  new Edge(
                      "x" + i, new PortRef("x" + (i - 1), "out"), new PortRef("x" + (i - 1), "in")),
                  index - 1);
      oneByOne = edit.apply(oneByOne);
      draft.apply(edit);
      i++;
    }
    assertThat(draft.document()).isEqualTo(oneByOne);
    assertThat(bytes(draft.document())).isEqualTo(bytes(oneByOne));
  }

  @Test
  void aThousandEditsOfALargeGraphAreOneStepThatIsUndone() {
    List<GraphEdit> many = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      many.add(new GraphEdit.AddNode(node("x" + i), new Layout.Position(i, 0)));
      if (i > 0) {
        many.add(
            new GraphEdit.AddEdge(
                new Edge("x" + i, new PortRef("x" + (i - 1), "out"), new PortRef("x" + i, "in"))));
      }
    }
    GraphEdit all = new GraphEdit.Composite("all", many);
    PipelineDocument after = all.apply(decorated());
    assertThat(after.graph().nodes()).hasSize(decorated().graph().nodes().size() + 1_000);
    assertThat(bytes(all.inverse(decorated()).apply(after))).isEqualTo(bytes(decorated()));
    GraphEdit wrong = new GraphEdit.Composite("all", List.of(all, many.get(0)));
    assertThatThrownBy(() -> wrong.apply(decorated())).isInstanceOf(EditException.class);
  }

  @Property(tries = 60)
  void anyEditsKeepTheInvariants(@ForAll("editLists") List<GraphEdit> edits) {
    for (PipelineDocument d : states(edits, new ArrayList<>())) {
      assertThat(d.graph().edges().keySet()).containsAll(d.layout().bends().keySet());
      assertThat(d.graph().edges().keySet()).containsAll(d.layout().labels().keySet());
      assertThat(d.layout().fitting(d.graph())).isSameAs(d.layout());
      d.layout().frames().values().forEach(f -> assertThat(f.members()).isNotEmpty());
      // What is written is read again as it was.
      assertThat(bytes(new PipelineDocument(d.graph(), reread(d)))).isEqualTo(bytes(d));
      assertThat(reread(d)).isEqualTo(d.layout());
    }
  }

  @Property
  void aDiffLeadsFromAnyDocumentToAnyOther(
      @ForAll("editLists") List<GraphEdit> one, @ForAll("editLists") List<GraphEdit> two) {
    List<PipelineDocument> a = states(one, new ArrayList<>());
    List<PipelineDocument> b = states(two, new ArrayList<>());
    PipelineDocument to = b.get(b.size() - 1);
    PipelineDocument now = a.get(a.size() - 1);
    for (GraphEdit e : GraphDiff.between(now, to)) {
      now = e.apply(now);
    }
    assertThat(now.graph()).isEqualTo(to.graph());
    assertThat(now.layout().bends()).isEqualTo(to.layout().bends());
    assertThat(now.layout().labels()).isEqualTo(to.layout().labels());
    assertThat(now.layout().routing()).isEqualTo(to.layout().routing());
    assertThat(now.layout().notes()).isEqualTo(to.layout().notes());
    assertThat(now.layout().frames()).isEqualTo(to.layout().frames());
  }

  private static Layout reread(PipelineDocument d) {
    try {
      Path folder = Files.createTempDirectory("layout");
      try {
        ProjectFiles.write(
            new Project(
                folder,
                "p",
                "UTC",
                Map.of(),
                Map.of(),
                Map.of("x", new Project.Pipeline("x", d.graph(), d.layout())),
                Value.Struct.EMPTY));
        return Objects.requireNonNull(ProjectFiles.read(folder).project())
            .pipelines()
            .get("x")
            .layout();
      } finally {
        try (Stream<Path> files = Files.walk(folder)) {
          files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property
  void anyHistoryIsUndoneAndRedoneStepByStep(@ForAll("editLists") List<GraphEdit> edits) {
    List<GraphEdit> fitting = new ArrayList<>();
    List<PipelineDocument> states = states(edits, fitting);
    History.Change now = new History.Change(History.EMPTY, states.get(0));
    for (GraphEdit e : fitting) {
      now = now.history().apply(now.document(), e);
    }
    for (int i = fitting.size(); i > 0; i--) {
      assertThat(bytes(now.document())).isEqualTo(bytes(states.get(i)));
      now = now.history().undo(now.document());
    }
    assertThat(now.history().canUndo()).isFalse();
    for (int i = 0; i < fitting.size(); i++) {
      assertThat(bytes(now.document())).isEqualTo(bytes(states.get(i)));
      now = now.history().redo(now.document());
    }
    assertThat(now.history().canRedo()).isFalse();
  }

  @Property
  void entriesThatWereJoinedAreUndoneTogether(@ForAll("editLists") List<GraphEdit> edits) {
    List<GraphEdit> fitting = new ArrayList<>();
    List<PipelineDocument> states = states(edits, fitting);
    History.Change now = new History.Change(History.EMPTY, states.get(0));
    for (GraphEdit e : fitting) {
      now = now.history().apply(now.document(), e, "typing");
    }
    assertThat(now.history().done()).hasSize(Math.min(1, fitting.size()));
    History.Change undone = now.history().undo(now.document());
    assertThat(bytes(undone.document())).isEqualTo(bytes(states.get(0)));
    History.Change redone = undone.history().redo(undone.document());
    assertThat(bytes(redone.document())).isEqualTo(bytes(now.document()));
  }

  @Test
  void aNodeComesBackWithItsEdgesAtItsPlace() {
    PipelineDocument before = chain();
    GraphEdit remove = new GraphEdit.RemoveNode("b");
    PipelineDocument after = remove.apply(before);
    assertThat(after.graph().edges()).isEmpty();
    assertThat(after.layout().positions()).containsOnlyKeys("a", "c");
    PipelineDocument back = remove.inverse(before).apply(after);
    assertThat(back.graph().nodes().keySet()).containsExactly("a", "b", "c");
    assertThat(back.graph().edges().keySet()).containsExactly("e1", "e2");
  }

  @Test
  void strokesOfOneFieldBecomeOneEntryUntilItIsLeft() {
    History.Change now = new History.Change(History.EMPTY, chain());
    for (String text : List.of("d", "de", "del")) {
      now =
          now.history()
              .apply(
                  now.document(),
                  new GraphEdit.SetParameter("a", "condition", Value.of(text)),
                  "a.condition");
    }
    assertThat(now.history().done()).hasSize(1);
    assertThat(now.history().done().get(0).edit())
        .isEqualTo(new GraphEdit.SetParameter("a", "condition", Value.of("del")));
    now =
        now.history()
            .seal()
            .apply(
                now.document(),
                new GraphEdit.SetParameter("a", "condition", Value.of("delay")),
                "a.condition");
    assertThat(now.history().done()).hasSize(2);
    assertThat(now.history().undoLabel()).contains("Change condition of node a");
  }

  @Test
  void aNewEditForgetsWhatWasUndone() {
    History.Change now = History.EMPTY.apply(chain(), new GraphEdit.RenameNode("a", "x"));
    now = now.history().undo(now.document());
    assertThat(now.history().redoLabel()).contains("Rename node a to x");
    now = now.history().apply(now.document(), new GraphEdit.RenameNode("a", "y"));
    assertThat(now.history().canRedo()).isFalse();
  }

  @Test
  void anEditThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new GraphEdit.RemoveNode("z").apply(chain()))
        .isInstanceOf(EditException.class);
    assertThatThrownBy(() -> new GraphEdit.AddNode(node("a"), null, -1).apply(chain()))
        .isInstanceOf(EditException.class);
    assertThatThrownBy(() -> new GraphEdit.AddEdge(edge("e9", "a", "z")).apply(chain()))
        .isInstanceOf(EditException.class);
    assertThatThrownBy(
            () ->
                new GraphEdit.MoveNodes(new LinkedHashMap<>(Map.of("z", new Layout.Position(0, 0))))
                    .apply(chain()))
        .isInstanceOf(EditException.class);
  }

  @Test
  void freshIdsAndNamesAreFree() {
    PipelineDocument d = chain();
    assertThat(Fresh.nodeId(d.graph(), "filter", new SplittableRandom(1)))
        .matches("filter-[a-z2-9]{4}");
    assertThat(Fresh.nodeName(d.graph(), "node a")).isEqualTo("node a 2");
    assertThat(Fresh.nodeName(d.graph(), "new")).isEqualTo("new");
  }
}
