package dev.eddy.designer.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.Edits;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LayeredLayoutTest {
  /** Acyclic, of sources, filters, windows and sinks, laid down at random. */
  private static PipelineDocument random(int size, long seed) {
    Random r = new Random(seed);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    Layout layout = Layout.EMPTY;
    for (int i = 0; i < size; i++) {
      String id = "n" + i;
      nodes.add(Pipelines.node(id, i % 5 == 0 ? "source" : "filter"));
      layout = layout.with(id, new Layout.Position(r.nextInt(600), r.nextInt(600)));
      if (i % 5 != 0) {
        edges.add(Pipelines.edge("e" + i, "n" + r.nextInt(i) + ".out", id + ".in"));
      }
    }
    return new PipelineDocument(Graph.of(nodes, edges), layout);
  }

  private static Map<String, Layout.Position> arranged(PipelineDocument d, Set<String> ids) {
    return LayeredLayout.arrange(d, ids, Pipelines.CATALOG, () -> false);
  }

  @Test
  void nothingOverlapsAndEveryEdgeLeadsToTheRight() {
    for (long seed = 1; seed <= 3; seed++) {
      PipelineDocument d = random(40, seed);
      Map<String, Layout.Position> places = arranged(d, d.graph().nodes().keySet());
      assertThat(places.keySet()).isEqualTo(d.graph().nodes().keySet());
      for (Edge e : d.graph().edges().values()) {
        Node from = d.graph().nodes().get(e.from().node());
        assertThat(places.get(e.to().node()).x())
            .isGreaterThanOrEqualTo(places.get(from.id()).x() + Edits.nodeWidth(from.name()) + 40);
      }
      List<Layout.Position> all = new ArrayList<>(places.values());
      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i).x() % 16).isZero();
        for (int j = 0; j < i; j++) {
          boolean apart =
              Math.abs(all.get(i).x() - all.get(j).x()) >= 176
                  || Math.abs(all.get(i).y() - all.get(j).y()) >= 80 + 16;
          assertThat(apart).as(all.get(i) + " and " + all.get(j)).isTrue();
        }
      }
    }
  }

  @Test
  void aSelectionIsArrangedWhereItStandsAndTheRestStays() {
    PipelineDocument d = random(20, 7);
    Map<String, Layout.Position> places = arranged(d, Set.of("n1", "n2", "n3"));
    assertThat(places).containsOnlyKeys("n1", "n2", "n3");
    double left = places.values().stream().mapToDouble(Layout.Position::x).min().orElseThrow();
    double was =
        Set.of("n1", "n2", "n3").stream()
            .mapToDouble(id -> d.layout().positions().get(id).x())
            .min()
            .orElseThrow();
    assertThat(left).isCloseTo(was, org.assertj.core.data.Offset.offset(8.0));
  }

  @Test
  void aNoteStaysBesideTheNodeThatItStoodNearestTo() {
    PipelineDocument d =
        new PipelineDocument(
            Pipelines.GRAPH,
            Pipelines.LAYOUT
                .with("w", new Layout.Position(0, 600))
                .withNote(new Layout.Note("n", "late?", new Layout.Position(16, 500), 160, 80)));
    Map<String, Layout.Position> places = arranged(d, d.graph().nodes().keySet());
    Layout.Position w = places.get("w");
    assertThat(places.get("n")).isEqualTo(new Layout.Position(w.x() + 16, w.y() - 100));
  }

  @Test
  void whatIsCancelledGivesNothing() {
    PipelineDocument d = random(60, 3);
    assertThat(LayeredLayout.arrange(d, d.graph().nodes().keySet(), Pipelines.CATALOG, () -> true))
        .isNull();
  }

  @Test
  void aCancelEndsTheWorkAndNotOnlyTheAnswer() {
    PipelineDocument d = random(60, 3);
    Set<String> ids = d.graph().nodes().keySet();
    AtomicInteger whole = new AtomicInteger();
    LayeredLayout.arrange(
        d,
        ids,
        Pipelines.CATALOG,
        () -> {
          whole.incrementAndGet();
          return false;
        });
    // Once for each operator, and then in each step for them all.
    assertThat(whole).hasValueGreaterThan(2 * ids.size());
    for (int after = 0; after < whole.get(); after += whole.get() / 8) {
      int limit = after;
      AtomicInteger asked = new AtomicInteger();
      assertThat(
              LayeredLayout.arrange(
                  d, ids, Pipelines.CATALOG, () -> asked.incrementAndGet() > limit))
          .isNull();
      assertThat(asked).hasValueLessThan(limit + whole.get() / 4);
    }
  }

  @Test
  void anOperatorThatIsNotInstalledIsArrangedToo() {
    Graph g =
        Graph.of(
            List.of(Pipelines.node("a", "gone"), Pipelines.node("k", "sink")),
            List.of(Pipelines.edge("e", "a.out", "k.in")));
    PipelineDocument d = new PipelineDocument(g, Layout.EMPTY);
    Map<String, Layout.Position> places = arranged(d, g.nodes().keySet());
    assertThat(places.get("k").x()).isGreaterThan(places.get("a").x() + 176);
  }
}
