package dev.eddy.model.subgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubGraphsTest {
  private static final Catalog NONE =
      new Catalog() {
        @Override
        public Optional<OperatorType> find(String id) {
          return Optional.empty();
        }

        @Override
        public Collection<OperatorType> all() {
          return List.of();
        }
      };

  /** rows → filter a > ${least} → big; and what it leaves out to nowhere. */
  private static final Graph CLEAN =
      Graph.of(
          List.of(
              node("i", SubGraphs.INPUT, "rows"),
              node("f", "filter", "keep", "condition", "a > ${least} AND b < ${most}"),
              node("o", SubGraphs.OUTPUT, "big")),
          List.of(edge("e1", "i.out", "f.in"), edge("e2", "f.out", "o.in")));

  private static Node node(String id, String operator, String name, String... values) {
    Value.Struct p = Value.Struct.EMPTY;
    for (int i = 0; i < values.length; i += 2) {
      p = p.with(values[i], Value.of(values[i + 1]));
    }
    return new Node(id, operator, name, p);
  }

  private static Edge edge(String id, String from, String to) {
    return new Edge(id, port(from), port(to));
  }

  private static PortRef port(String text) {
    int dot = text.indexOf('.');
    return new PortRef(text.substring(0, dot), text.substring(dot + 1));
  }

  private static Graph using(String... parameters) {
    return Graph.of(
        List.of(
            node("s", "source", "source"),
            node("c", "subgraph:clean", "clean it", parameters),
            node("k", "sink", "sink"),
            node("l", "sink", "other sink")),
        List.of(
            edge("in", "s.out", "c.rows"),
            edge("out", "c.big", "k.in"),
            edge("more", "c.big", "l.in")));
  }

  private static List<String> wires(Graph g) {
    return g.edges().values().stream().map(e -> e.id() + ": " + e.from() + " " + e.to()).toList();
  }

  @Test
  void theInnerNodesStandInThePlaceOfTheNodeAndOuterEdgesKeepTheirIds() {
    SubGraphs.Expansion x = SubGraphs.expand(Map.of("clean", CLEAN), using("least", "3"));
    assertThat(x.problems()).isEmpty();
    assertThat(x.graph().nodes()).containsOnlyKeys("s", "c/f", "k", "l");
    assertThat(x.graph().nodes().get("c/f").name()).isEqualTo("clean it / keep");
    assertThat(x.graph().nodes().get("c/f").parameters().get("condition"))
        .isEqualTo(Value.of("a > 3 AND b < ${most}"));
    assertThat(wires(x.graph()))
        .containsExactlyInAnyOrder("in: s.out c/f.in", "out: c/f.out k.in", "more: c/f.out l.in");
  }

  @Test
  void subGraphsWithinSubGraphsAreExpandedToAnyDepth() {
    Graph twice =
        Graph.of(
            List.of(
                node("i", SubGraphs.INPUT, "rows"),
                node("a", "subgraph:clean", "first"),
                node("b", "subgraph:clean", "second"),
                node("o", SubGraphs.OUTPUT, "big")),
            List.of(
                edge("x", "i.out", "a.rows"),
                edge("y", "a.big", "b.rows"),
                edge("z", "b.big", "o.in")));
    Graph top =
        Graph.of(
            List.of(
                node("s", "source", "source"),
                node("t", "subgraph:twice", "twice"),
                node("k", "sink", "sink")),
            List.of(edge("in", "s.out", "t.rows"), edge("out", "t.big", "k.in")));
    SubGraphs.Expansion x = SubGraphs.expand(Map.of("clean", CLEAN, "twice", twice), top);
    assertThat(x.problems()).isEmpty();
    assertThat(x.graph().nodes()).containsOnlyKeys("s", "t/a/f", "t/b/f", "k");
    assertThat(wires(x.graph()))
        .containsExactlyInAnyOrder(
            "in: s.out t/a/f.in", "t/y: t/a/f.out t/b/f.in", "out: t/b/f.out k.in");
    assertThat(SubGraphs.outer("t/a/f")).isEqualTo("t");
  }

  @Test
  void anInputThatGoesToTwoPlacesAndOneThatGoesStraightOut() {
    Graph fan =
        Graph.of(
            List.of(
                node("i", SubGraphs.INPUT, "rows"),
                node("f", "filter", "f"),
                node("o", SubGraphs.OUTPUT, "some"),
                node("p", SubGraphs.OUTPUT, "all")),
            List.of(
                edge("a", "i.out", "f.in"),
                edge("b", "f.out", "o.in"),
                edge("c", "i.out", "p.in")));
    Graph top =
        Graph.of(
            List.of(
                node("s", "source", "source"),
                node("x", "subgraph:fan", "fan"),
                node("k", "sink", "k"),
                node("l", "sink", "l")),
            List.of(
                edge("in", "s.out", "x.rows"),
                edge("out", "x.some", "k.in"),
                edge("all", "x.all", "l.in")));
    SubGraphs.Expansion x = SubGraphs.expand(Map.of("fan", fan), top);
    assertThat(x.graph().edges().values())
        .extracting(e -> e.from() + " " + e.to())
        .containsExactlyInAnyOrder("s.out x/f.in", "x/f.out k.in", "s.out l.in");
  }

  @Test
  void whatIsMissingOrHoldsItselfIsAProblemOfTheNode() {
    assertThat(SubGraphs.expand(Map.of(), using()).problems())
        .extracting(Problem::code)
        .containsExactly("unknown-pipeline");
    Graph self =
        Graph.of(
            List.of(
                node("i", SubGraphs.INPUT, "rows"),
                node("c", "subgraph:clean", "again"),
                node("o", SubGraphs.OUTPUT, "big")),
            List.of());
    List<Problem> circle = SubGraphs.expand(Map.of("clean", self), using()).problems();
    assertThat(circle).extracting(Problem::code).containsExactly("subgraph-circle");
    assertThat(circle.get(0).place().nodeId()).isEqualTo("c");
    Graph noBig = CLEAN.withEdges(Map.of()).withNodes(Map.of("i", CLEAN.nodes().get("i")));
    assertThat(SubGraphs.expand(Map.of("clean", noBig), using()).problems())
        .extracting(Problem::code)
        .containsExactly("unknown-port", "unknown-port");
  }

  /** Pipelines p0, p1, …, each of which holds the next one some times; the last one is empty. */
  private static Map<String, Graph> nested(int depth, int times) {
    Map<String, Graph> out = new HashMap<>();
    for (int i = 0; i < depth; i++) {
      List<Node> nodes = new ArrayList<>();
      for (int k = 0; k < times; k++) {
        nodes.add(node("n" + k, "subgraph:p" + (i + 1), "n" + k));
      }
      out.put("p" + i, Graph.of(nodes, List.of()));
    }
    out.put("p" + depth, Graph.of(List.of(), List.of()));
    return out;
  }

  @Test
  void aFewPipelinesThatGrowWithoutBoundAreRefusedAtOnce() {
    Graph top = Graph.of(List.of(node("top", "subgraph:p0", "top")), List.of());
    for (Map<String, Graph> bomb : List.of(nested(40, 2), nested(20_000, 1))) {
      List<Problem> problems = SubGraphs.expand(bomb, top).problems();
      assertThat(problems).extracting(Problem::code).containsExactly("subgraph-size");
      assertThat(problems.get(0).place().nodeId()).isEqualTo("top");
    }
    assertThat(SubGraphs.expand(nested(10, 2), top).problems()).isEmpty();
    assertThat(SubGraphs.expand(nested(SubGraphs.DEEPEST - 1, 1), top).problems()).isEmpty();
  }

  @Test
  void veryManyUsesOfAPipelineThatIsGoneAreReportedSoon() {
    List<Node> nodes = new ArrayList<>(List.of(node("k", "sink", "sink")));
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      nodes.add(node("n" + i, "subgraph:gone", "n" + i));
      edges.add(edge("e" + i, "n" + i + ".out", i == 0 ? "k.in" : "n" + (i - 1) + ".in"));
    }
    SubGraphs.Expansion x =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> SubGraphs.expand(Map.of(), Graph.of(nodes, edges)));
    assertThat(x.problems()).hasSize(60_000);
    assertThat(x.graph().nodes()).containsOnlyKeys("k");
    assertThat(x.graph().edges()).isEmpty();
  }

  @Test
  void aPipelineWithPortsIsAnOperatorWithTheirNamesAndItsOpenReferences() {
    ProjectCatalog catalog =
        ProjectCatalog.of(NONE, Map.of("clean", CLEAN, "main", using()), Set.of("most"));
    OperatorDescriptor d = catalog.find("subgraph:clean").orElseThrow().descriptor();
    assertThat(d.inputs()).extracting(p -> p.name()).containsExactly("rows");
    assertThat(d.outputs()).extracting(p -> p.name()).containsExactly("big");
    assertThat(d.parameters()).extracting(p -> p.name()).containsExactly("least");
    assertThat(catalog.find("subgraph:main")).isEmpty();
  }
}
