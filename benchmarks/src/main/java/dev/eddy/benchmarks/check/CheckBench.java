package dev.eddy.benchmarks.check;

import dev.eddy.expressions.CachedExpressions;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.check.Checked;
import dev.eddy.model.check.IncrementalChecker;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Checks a pipeline of many operators: the first time, and after each of a number of edits. Prints
 * CPU milliseconds of the thread, which other work on the machine does not inflate as it does time.
 *
 * <p>Arguments: number of operators (10 000), number of edits (60).
 */
public final class CheckBench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final List<String> COLUMNS = List.of("id", "amount", "price", "origin", "seen");

  private CheckBench() {}

  public static void main(String[] args) {
    int operators = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    int edits = args.length > 1 ? Integer.parseInt(args[1]) : 60;
    Providers catalog = Providers.load(CheckBench.class.getClassLoader());
    double warm = cpu(SqlExpressions::warmUp);
    IncrementalChecker checker =
        new IncrementalChecker(catalog, new CachedExpressions(new SqlExpressions(), 20_000));
    Graph graph = graph(operators);
    List<Checked> last = new ArrayList<>();
    double first = cpu(() -> last.add(checker.check(graph, Map.of())));
    if (!last.get(0).problems().isEmpty()) {
      throw new IllegalStateException("the graph is not right: " + last.get(0).problems().get(0));
    }
    double[] each = new double[edits];
    Graph edited = graph;
    for (int i = 0; i < edits; i++) {
      edited = withCondition(edited, "f" + (i * 7919 % (operators / 10)), "amount > " + (i + 0.5));
      Graph now = edited;
      each[i] = cpu(() -> checker.check(now, Map.of()));
    }
    Arrays.sort(each);
    System.out.printf(
        Locale.ROOT,
        "%d operators, %d edges: warm-up %.0f ms, first check %.0f ms, after an edit median %.1f"
            + " ms, slowest of %d %.1f ms (CPU of the thread)%n",
        graph.nodes().size(),
        graph.edges().size(),
        warm,
        first,
        each[edits / 2],
        edits,
        each[edits - 1]);
  }

  private static double cpu(Runnable work) {
    long before = THREADS.getCurrentThreadCpuTime();
    work.run();
    return (THREADS.getCurrentThreadCpuTime() - before) / 1e6;
  }

  private static Graph withCondition(Graph graph, String id, String text) {
    Map<String, Node> nodes = new LinkedHashMap<>(graph.nodes());
    nodes.computeIfPresent(
        id, (k, n) -> n.withParameters(n.parameters().with("condition", Value.of(text))));
    return graph.withNodes(nodes);
  }

  /**
   * Groups of ten: a source, filter, projection, filter, two branches that meet in a union, a
   * grouped count and sinks. Each has expressions of its own.
   */
  private static Graph graph(int operators) {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int g = 0; nodes.size() < operators; g++) {
      add(nodes, "s" + g, "csv-source", source());
      add(nodes, "f" + g, "filter", condition("amount > " + g + " AND origin LIKE 'a%'"));
      add(nodes, "p" + g, "project", struct("columns", projection(g)));
      add(nodes, "g" + g, "filter", condition("price BETWEEN 1 AND " + (g + 2)));
      add(nodes, "b" + g, "filter", condition("origin <> 'x" + g + "'"));
      add(nodes, "c" + g, "filter", condition("MOD(id, " + (g + 2) + ") = 0"));
      add(nodes, "u" + g, "union", Value.Struct.EMPTY);
      add(nodes, "k" + g, "file-sink", Value.Struct.EMPTY);
      add(nodes, "a" + g, "group-aggregate", aggregate(g));
      add(nodes, "t" + g, "upsert-file-sink", struct("keys", Value.ofTexts(List.of("origin"))));
      for (String e :
          List.of("s f", "f p", "p g", "g b", "g c", "b u", "c u", "u k", "u a", "a t")) {
        String[] ends = e.split(" ");
        edge(edges, ends[0] + g, ends[1] + g);
      }
    }
    return Graph.of(nodes, edges);
  }

  private static void add(List<Node> nodes, String id, String operator, Value.Struct parameters) {
    nodes.add(new Node(id, operator, id, parameters));
  }

  private static void edge(List<Edge> edges, String from, String to) {
    edges.add(new Edge("e" + edges.size(), new PortRef(from, "out"), new PortRef(to, "in")));
  }

  private static Value.Struct struct(String name, Value value) {
    return Value.Struct.EMPTY.with(name, value);
  }

  private static Value.Struct condition(String text) {
    return struct("condition", Value.of(text));
  }

  private static Value.Struct source() {
    List<Value> columns = new ArrayList<>();
    for (String c : COLUMNS) {
      String type =
          switch (c) {
            case "id" -> "BIGINT";
            case "origin" -> "VARCHAR";
            case "seen" -> "TIMESTAMP(3)";
            default -> "DOUBLE";
          };
      columns.add(struct("name", Value.of(c)).with("type", Value.of(type)));
    }
    return struct("columns", new Value.Items(columns)).with("path", Value.of("data/in.csv"));
  }

  private static Value projection(int g) {
    List<Value> columns = new ArrayList<>();
    for (String c : COLUMNS) {
      columns.add(struct("name", Value.of(c)).with("expression", Value.of(c)));
    }
    columns.add(
        struct("name", Value.of("total"))
            .with("expression", Value.of("amount * price + " + g + ".5e0")));
    return new Value.Items(columns);
  }

  private static Value.Struct aggregate(int g) {
    Value call =
        struct("name", Value.of("total")).with("expression", Value.of("SUM(amount + " + g + ")"));
    return struct("keys", Value.ofTexts(List.of("origin")))
        .with("aggregates", new Value.Items(List.of(call)));
  }
}
