package dev.eddy.designer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Checks;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the designer says of a pipeline that uses another one, and of the other one. */
class SubGraphChecksTest {
  private static final Value COLUMNS =
      new Value.Items(
          List.of(Value.Struct.EMPTY.with("name", Value.of("a")).with("type", Value.of("INT"))));
  private static final GraphChecks CHECKS =
      new GraphChecks(
          Providers.load(SubGraphChecksTest.class.getClassLoader()), new SqlExpressions());

  private static Node node(String id, String operator, String name, String key, Value value) {
    return new Node(id, operator, name, Value.Struct.EMPTY.with(key, value));
  }

  private static Edge edge(String id, String from, String port, String to, String in) {
    return new Edge(id, new PortRef(from, port), new PortRef(to, in));
  }

  private static Project project(String condition) {
    Graph keep =
        Graph.of(
            List.of(
                node("i", "subgraph-input", "rows", "columns", COLUMNS),
                node("f", "filter", "big", "condition", Value.of(condition)),
                new Node("o", "subgraph-output", "kept", Value.Struct.EMPTY)),
            List.of(edge("x", "i", "out", "f", "in"), edge("y", "f", "out", "o", "in")));
    Graph main =
        Graph.of(
            List.of(
                new Node(
                    "s",
                    "csv-source",
                    "in",
                    Value.Struct.EMPTY.with("path", Value.of("in.csv")).with("columns", COLUMNS)),
                node("c", "subgraph:keep", "big ones", "bound", Value.of("4")),
                new Node("k", "file-sink", "out", Value.Struct.EMPTY)),
            List.of(edge("e1", "s", "out", "c", "rows"), edge("e2", "c", "kept", "k", "in")));
    return new Project(
        Path.of("/p"),
        "p",
        "UTC",
        Map.of(),
        Map.of(),
        Map.of(
            "main", new Project.Pipeline("main", main, Layout.EMPTY),
            "keep", new Project.Pipeline("keep", keep, Layout.EMPTY)),
        Value.Struct.EMPTY);
  }

  @Test
  void contractsFlowThroughASubGraph() {
    Checks c = CHECKS.check(project("a > ${bound}"), "main", 1);
    assertThat(c.problems()).isEmpty();
    assertThat(c.output("c", "kept").schema().names()).containsExactly("a");
    assertThat(c.input("c", "rows").schema().names()).containsExactly("a");
    assertThat(c.input("k", "in")).isEqualTo(c.output("c", "kept"));
  }

  @Test
  void aProblemWithinIsOneOfTheNodeAndSaysWhere() {
    List<Problem> problems = CHECKS.check(project("b > ${bound}"), "main", 1).problems();
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).place().nodeId()).isEqualTo("c");
    assertThat(problems.get(0).message()).startsWith("In 'big': ");
  }

  @Test
  void withinTheSubGraphReferencesHaveTheValuesOfItsFirstUse() {
    assertThat(CHECKS.check(project("a > ${bound}"), "keep", 1).problems()).isEmpty();
    assertThat(CHECKS.check(project("a > ${other}"), "keep", 1).problems()).hasSize(1);
  }
}
