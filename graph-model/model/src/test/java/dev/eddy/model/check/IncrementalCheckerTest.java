package dev.eddy.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.edit.EditException;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IncrementalCheckerTest {
  private static final Value COLUMNS =
      new Value.Items(
          List.of(
              Value.Struct.EMPTY.with("name", Value.of("a")).with("type", Value.of("INT")),
              Value.Struct.EMPTY.with("name", Value.of("b")).with("type", Value.of("VARCHAR"))));

  private static Edge edge(String id, String from, String to) {
    return new Edge(id, new PortRef(from, "out"), new PortRef(to, "in"));
  }

  private static Node filter(String id, String condition) {
    return new Node(id, "filter", id, Value.Struct.EMPTY.with("condition", Value.of(condition)));
  }

  private static Graph chain(int filters) {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    nodes.add(new Node("n0", "source", "n0", Value.Struct.EMPTY.with("columns", COLUMNS)));
    for (int i = 1; i <= filters; i++) {
      nodes.add(filter("n" + i, "a > " + i));
      edges.add(edge("e" + i, "n" + (i - 1), "n" + i));
    }
    nodes.add(new Node("k", "sink", "k", Value.Struct.EMPTY));
    edges.add(edge("ek", "n" + filters, "k"));
    return Graph.of(nodes, edges);
  }

  @Test
  void onlyWhatAnEditTouchesIsCheckedAnew() {
    TinyOperators.Words words = new TinyOperators.Words();
    IncrementalChecker checker = new IncrementalChecker(new TinyOperators(), words);
    PipelineDocument d = new PipelineDocument(chain(2_000), Layout.EMPTY);
    checker.check(d.graph(), Map.of());
    assertThat(words.asked.getAndSet(0)).isEqualTo(2_000);
    checker.check(d.graph(), Map.of());
    assertThat(words.asked.getAndSet(0)).isZero();
    d = new GraphEdit.SetParameter("n7", "condition", Value.of("a > 0")).apply(d);
    assertThat(checker.check(d.graph(), Map.of()).problems()).isEmpty();
    assertThat(words.asked.getAndSet(0)).isEqualTo(1);
    d = new GraphEdit.SetParameter("n7", "condition", Value.of("c > 0")).apply(d);
    assertThat(checker.check(d.graph(), Map.of()).problems()).hasSize(1);
    assertThat(words.asked.getAndSet(0)).isEqualTo(1);
  }

  @Test
  void aChangedSchemaReachesEverythingBehindIt() {
    TinyOperators.Words words = new TinyOperators.Words();
    IncrementalChecker checker = new IncrementalChecker(new TinyOperators(), words);
    PipelineDocument d = new PipelineDocument(chain(10), Layout.EMPTY);
    checker.check(d.graph(), Map.of());
    words.asked.set(0);
    Value renamed =
        new Value.Items(
            List.of(Value.Struct.EMPTY.with("name", Value.of("x")).with("type", Value.of("INT"))));
    d = new GraphEdit.SetParameter("n0", "columns", renamed).apply(d);
    assertThat(checker.check(d.graph(), Map.of()).problems()).hasSize(10);
    assertThat(words.asked.get()).isEqualTo(10);
  }

  @Provide
  Arbitrary<List<GraphEdit>> edits() {
    Arbitrary<String> ids = Arbitraries.of("n0", "n1", "n2", "n3", "u", "k");
    Arbitrary<GraphEdit> edit =
        Arbitraries.oneOf(
            ids.map(GraphEdit.RemoveNode::new),
            ids.map(id -> new GraphEdit.AddNode(filter(id, "a > ${p}"), null, 1)),
            Arbitraries.of("union", "count", "filtre", "join", "sink")
                .map(
                    op ->
                        new GraphEdit.AddNode(
                            new Node("u", op, "u", Value.Struct.EMPTY), null, -1)),
            Combinators.combine(ids, ids, Arbitraries.integers().between(0, 9))
                .as((from, to, i) -> new GraphEdit.AddEdge(edge("x" + i, from, to))),
            Arbitraries.of("e1", "e2", "ek", "x1", "x2").map(GraphEdit.RemoveEdge::new),
            Combinators.combine(ids, Arbitraries.of("a > 1", "c > 1", "b", "${q}"))
                .as((id, text) -> new GraphEdit.SetParameter(id, "condition", Value.of(text))));
    return edit.list().ofMaxSize(15);
  }

  @Property
  void aStepByStepCheckGivesWhatAFullCheckGives(@ForAll("edits") List<GraphEdit> edits) {
    Map<String, Value> parameters = Map.of("p", Value.of(5));
    IncrementalChecker checker =
        new IncrementalChecker(new TinyOperators(), new TinyOperators.Words());
    TinyOperators catalog = new TinyOperators();
    IncrementalChecker step = new IncrementalChecker(catalog, new TinyOperators.Words());
    PipelineDocument d = new PipelineDocument(chain(3), Layout.EMPTY);
    assertThat(checker.check(d.graph(), parameters).problems()).isEmpty();
    for (GraphEdit e : edits) {
      try {
        d = e.apply(d);
      } catch (EditException refused) {
        continue;
      }
      assertThat(step.check(d.graph(), parameters))
          .isEqualTo(GraphChecker.check(d.graph(), catalog, new TinyOperators.Words(), parameters));
    }
  }
}
