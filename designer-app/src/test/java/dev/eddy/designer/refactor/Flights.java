package dev.eddy.designer.refactor;

import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.project.Project;
import dev.eddy.model.refactor.CheckedGraph;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The example's pipeline with the real operators and the real SQL. */
public final class Flights {
  public static final Providers CATALOG = Providers.load(Flights.class.getClassLoader());
  public static final Expressions SQL = new SqlExpressions();
  public static final Project.Pipeline PIPELINE = read();

  private Flights() {}

  private static Project.Pipeline read() {
    Project project =
        Objects.requireNonNull(
            ProjectFiles.read(
                    Path.of("..", "examples", "flight-delays").toAbsolutePath().normalize())
                .project());
    return project.pipelines().values().iterator().next();
  }

  public static Graph graph() {
    return PIPELINE.graph();
  }

  public static CheckedGraph checked(Graph graph) {
    return CheckedGraph.of(graph, CATALOG, SQL, Map.of());
  }

  public static Graph with(Graph g, String node, String parameter, Value value) {
    Node n = Objects.requireNonNull(g.nodes().get(node));
    Map<String, Node> nodes = new LinkedHashMap<>(g.nodes());
    nodes.put(node, n.withParameters(n.parameters().with(parameter, value)));
    return g.withNodes(nodes);
  }
}
