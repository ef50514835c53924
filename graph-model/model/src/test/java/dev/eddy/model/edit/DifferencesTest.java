package dev.eddy.model.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.value.Value;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DifferencesTest {
  private static Node node(String id) {
    return new Node(id, "filter", "node " + id, Value.Struct.EMPTY);
  }

  private static final PipelineDocument BASE =
      new PipelineDocument(
          Graph.of(
              List.of(node("a"), node("b"), node("c")),
              List.of(new Edge("e", new PortRef("a", "out"), new PortRef("b", "in")))),
          Layout.EMPTY.withPositions(Map.of("a", new Layout.Position(0, 0))));

  private static Differences after(GraphEdit... edits) {
    return Differences.between(BASE, new GraphEdit.Composite("x", List.of(edits)).apply(BASE));
  }

  @Test
  void aMoveSaysNothingAboutTheLogic() {
    Differences d = after(GraphEdit.MoveNodes.one("a", new Layout.Position(5, 5)));
    assertThat(d.isEmpty()).isTrue();
    assertThat(d.moved()).isEqualTo(1);
  }

  @Test
  void anEdgeThatLeadsElsewhereIsOneChange() {
    Differences d =
        after(
            new GraphEdit.RemoveEdge("e"),
            new GraphEdit.AddEdge(new Edge("e", new PortRef("a", "out"), new PortRef("c", "in"))));
    assertThat(d.edges())
        .containsExactly(
            new Differences.OfEdge(
                Differences.Kind.CHANGED,
                "e",
                "node a.out → node b.in",
                "node a.out → node c.in",
                List.of()));
  }

  @Test
  void aPropertyOfThePipelineIsOne() {
    Differences d = after(new GraphEdit.SetProperty("maxParallelism", Value.of(64)));
    assertThat(d.properties())
        .containsExactly(new Differences.OfValue("maxParallelism", null, Value.of(64)));
    assertThat(d.size()).isEqualTo(1);
  }

  @Property
  void whatIsEqualDiffersInNothingAndTheWayBackIsTheMirror(
      @ForAll @Size(max = 6) List<@IntRange(max = 5) Integer> moves) {
    PipelineDocument now = BASE;
    for (int m : moves) {
      String id = List.of("a", "b", "c").get(m % 3);
      GraphEdit edit =
          now.graph().nodes().containsKey(id)
              ? m < 3
                  ? new GraphEdit.RemoveNode(id)
                  : new GraphEdit.SetParameter(id, "p", Value.of(m))
              : new GraphEdit.AddNode(node(id), null, -1);
      now = edit.apply(now);
    }
    assertThat(Differences.between(now, now).isEmpty()).isTrue();
    Differences there = Differences.between(BASE, now);
    Differences back = Differences.between(now, BASE);
    assertThat(there.isEmpty()).isEqualTo(now.graph().equals(BASE.graph()));
    assertThat(back.kinds().keySet()).isEqualTo(there.kinds().keySet());
    there
        .kinds()
        .forEach(
            (id, k) ->
                assertThat(back.kinds().get(id))
                    .isEqualTo(
                        switch (k) {
                          case ADDED -> Differences.Kind.REMOVED;
                          case REMOVED -> Differences.Kind.ADDED;
                          case CHANGED -> Differences.Kind.CHANGED;
                        }));
  }
}
