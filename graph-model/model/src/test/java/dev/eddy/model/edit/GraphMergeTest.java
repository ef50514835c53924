package dev.eddy.model.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GraphMergeTest {
  private static final PipelineDocument BASE = base();

  private static Node node(String id, String operator) {
    return new Node(id, operator, "node " + id, Value.Struct.EMPTY);
  }

  private static Edge edge(String id, String from, String to) {
    return new Edge(id, new PortRef(from, "out"), new PortRef(to, "in"));
  }

  private static PipelineDocument base() {
    PipelineDocument d = PipelineDocument.EMPTY;
    for (String id : List.of("a", "b", "c")) {
      d = new GraphEdit.AddNode(node(id, "filter"), new Layout.Position(0, 0)).apply(d);
    }
    d = new GraphEdit.AddEdge(edge("e1", "a", "b")).apply(d);
    return new GraphEdit.AddEdge(edge("e2", "b", "c")).apply(d);
  }

  private static PipelineDocument after(PipelineDocument d, GraphEdit... edits) {
    return new GraphEdit.Composite("", List.of(edits)).apply(d);
  }

  @Provide
  Arbitrary<PipelineDocument> documents() {
    Arbitrary<String> ids = Arbitraries.of("a", "b", "c", "d");
    Arbitrary<GraphEdit> edit =
        Arbitraries.oneOf(
            Combinators.combine(ids, Arbitraries.of("filter", "union"))
                .as((id, op) -> new GraphEdit.AddNode(node(id, op), new Layout.Position(1, 2))),
            ids.map(GraphEdit.RemoveNode::new),
            Combinators.combine(Arbitraries.of("e1", "e3"), ids, ids)
                .as((e, f, t) -> new GraphEdit.AddEdge(edge(e, f, t))),
            Arbitraries.of("e1", "e2").map(GraphEdit.RemoveEdge::new),
            Combinators.combine(ids, Arbitraries.of("x", "y")).as(GraphEdit.RenameNode::new),
            Combinators.combine(ids, Arbitraries.of("p", "q"), Arbitraries.integers().between(0, 2))
                .as((id, p, v) -> new GraphEdit.SetParameter(id, p, v == 0 ? null : Value.of(v))),
            ids.map(id -> GraphEdit.MoveNodes.one(id, new Layout.Position(3, 4))),
            Arbitraries.integers()
                .between(1, 3)
                .map(n -> new GraphEdit.SetProperty("maxParallelism", Value.of(n))));
    return edit.list()
        .ofMaxSize(8)
        .map(
            edits -> {
              PipelineDocument d = BASE;
              for (GraphEdit e : edits) {
                try {
                  d = e.apply(d);
                } catch (EditException refused) {
                  // What does not fit is left out.
                }
              }
              return d;
            });
  }

  @Test
  void aPlaceThatOneSideTookAwayIsGoneFromTheLayoutToo() {
    Layout base = base().layout();
    Layout removed = base.without("a");
    Layout moved = base.with("b", new Layout.Position(3, 4));
    Layout both = moved.without("a");

    assertThat(GraphMerge.layouts(base, removed, moved)).isEqualTo(both);
    assertThat(GraphMerge.layouts(base, moved, removed)).isEqualTo(both);
  }

  @Property
  void theDifferenceLeadsFromOneToTheOther(
      @ForAll("documents") PipelineDocument from, @ForAll("documents") PipelineDocument to) {
    PipelineDocument d = from;
    for (GraphEdit e : GraphDiff.between(from, to)) {
      d = e.apply(d);
    }
    assertThat(d).isEqualTo(to);
    assertThat(GraphDiff.between(to, to)).isEmpty();
  }

  @Property
  void whatOneSideChangedAloneIsTaken(@ForAll("documents") PipelineDocument changed) {
    assertThat(GraphMerge.merge(BASE, changed, BASE))
        .isEqualTo(new GraphMerge.Merged(changed, List.of()));
    assertThat(GraphMerge.merge(BASE, BASE, changed))
        .isEqualTo(new GraphMerge.Merged(changed, List.of()));
    assertThat(GraphMerge.merge(BASE, changed, changed))
        .isEqualTo(new GraphMerge.Merged(changed, List.of()));
  }

  @Property
  void bothSidesConflictAlikeWhoeverMerges(
      @ForAll("documents") PipelineDocument ours, @ForAll("documents") PipelineDocument theirs) {
    GraphMerge.Merged one = GraphMerge.merge(BASE, ours, theirs);
    GraphMerge.Merged other = GraphMerge.merge(BASE, theirs, ours);
    assertThat(one.conflicts().isEmpty()).isEqualTo(other.conflicts().isEmpty());
    if (one.conflicts().isEmpty()) {
      assertThat(one.document().graph()).isEqualTo(other.document().graph());
    }
  }

  @Test
  void changesOfDifferentThingsAreJoined() {
    PipelineDocument ours =
        after(
            BASE,
            new GraphEdit.RenameNode("a", "flights"),
            new GraphEdit.SetParameter("b", "condition", Value.of("x > 1")));
    PipelineDocument theirs =
        after(
            BASE,
            new GraphEdit.SetParameter("b", "error", Value.of("skip")),
            new GraphEdit.AddNode(node("d", "file-sink"), new Layout.Position(9, 9)),
            new GraphEdit.AddEdge(edge("e3", "c", "d")));
    GraphMerge.Merged merged = GraphMerge.merge(BASE, ours, theirs);
    assertThat(merged.conflicts()).isEmpty();
    assertThat(merged.document().graph().nodes().get("a").name()).isEqualTo("flights");
    assertThat(merged.document().graph().nodes().get("b").parameters().fields())
        .containsOnlyKeys("condition", "error");
    assertThat(merged.document().graph().edges()).containsKey("e3");
    assertThat(merged.document().layout().positions().get("d"))
        .isEqualTo(new Layout.Position(9, 9));
  }

  @Test
  void oneParameterChangedInTwoWaysIsAConflictAndOursStays() {
    GraphMerge.Merged merged =
        GraphMerge.merge(
            BASE,
            after(BASE, new GraphEdit.SetParameter("b", "condition", Value.of("x > 1"))),
            after(BASE, new GraphEdit.SetParameter("b", "condition", Value.of("x > 2"))));
    assertThat(merged.conflicts())
        .extracting(p -> p.code() + " " + p.place())
        .containsExactly("both-changed node b · condition");
    assertThat(merged.document().graph().nodes().get("b").parameters().get("condition"))
        .isEqualTo(Value.of("x > 1"));
  }

  @Test
  void aNodeThatOneRemovedAndTheOtherChangedIsKept() {
    GraphMerge.Merged merged =
        GraphMerge.merge(
            BASE,
            after(BASE, new GraphEdit.RemoveNode("b")),
            after(BASE, new GraphEdit.RenameNode("b", "still needed")));
    assertThat(merged.conflicts())
        .extracting(Problem::message)
        .containsExactly("You removed the node, they changed it.");
    assertThat(merged.document().graph().nodes()).containsKey("b");
  }

  @Test
  void anEdgeToANodeThatTheOtherRemovedIsLeftOutAndTold() {
    GraphMerge.Merged merged =
        GraphMerge.merge(
            BASE,
            after(BASE, new GraphEdit.RemoveNode("c")),
            after(BASE, new GraphEdit.AddEdge(edge("e9", "a", "c"))));
    assertThat(merged.conflicts())
        .extracting(Problem::code)
        .containsExactly("edge-to-removed-node");
    assertThat(merged.document().graph().edges().keySet()).containsExactly("e1");
  }
}
