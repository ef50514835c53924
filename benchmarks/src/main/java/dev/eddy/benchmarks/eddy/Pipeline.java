package dev.eddy.benchmarks.eddy;

import dev.eddy.expressions.Compilation;
import dev.eddy.expressions.PlanCompiler;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a pipeline down node by node, and compiles it. */
final class Pipeline {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();

  /** Adds a node; {@code parameters} are names and values in turn. */
  Pipeline node(String id, String operator, Object... parameters) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      fields.put((String) parameters[i], value(parameters[i + 1]));
    }
    nodes.add(new Node(id, operator, id, new Value.Struct(fields)));
    return this;
  }

  /** Leads an output to an input, both as {@code node.port}. */
  Pipeline edge(String from, String to) {
    edges.add(new Edge("e" + (edges.size() + 1), port(from), port(to)));
    return this;
  }

  /** Joins nodes by their ports {@code out} and {@code in}, one after the other. */
  Pipeline chain(String... ids) {
    for (int i = 1; i < ids.length; i++) {
      edge(ids[i - 1] + ".out", ids[i] + ".in");
    }
    return this;
  }

  private static PortRef port(String text) {
    int dot = text.indexOf('.');
    return new PortRef(text.substring(0, dot), text.substring(dot + 1));
  }

  private static Value value(Object v) {
    if (v instanceof Value value) {
      return value;
    } else if (v instanceof String text) {
      return Value.of(text);
    } else if (v instanceof Boolean bool) {
      return Value.of(bool);
    } else if (v instanceof Number number) {
      return Value.of(number.longValue());
    }
    throw new IllegalArgumentException("no value: " + v);
  }

  /** A list of columns. */
  static Value columns(String... names) {
    return Value.ofTexts(List.of(names));
  }

  /** A list of pairs with the given keys, as projections and aggregates are. */
  private static Value pairs(String first, String second, String... texts) {
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < texts.length; i += 2) {
      Map<String, Value> pair = new LinkedHashMap<>();
      pair.put(first, Value.of(texts[i]));
      pair.put(second, Value.of(texts[i + 1]));
      items.add(new Value.Struct(pair));
    }
    return new Value.Items(items);
  }

  /** Names and expressions in turn. */
  static Value named(String... texts) {
    return pairs("name", "expression", texts);
  }

  /** Names and types in turn. */
  static Value types(String... texts) {
    return pairs("name", "type", texts);
  }

  /** Columns and directions in turn. */
  static Value ordering(String... texts) {
    return pairs("column", "order", texts);
  }

  Plan compile(String name, Providers providers) {
    Project project =
        new Project(
            Path.of("").toAbsolutePath(),
            "benchmarks",
            "UTC",
            Map.of(),
            Map.of(
                Project.LOCAL,
                new Project.Environment(
                    Project.LOCAL, Map.of(), Map.of(), "out", Value.Struct.EMPTY)),
            Map.of(name, new Project.Pipeline(name, Graph.of(nodes, edges), Layout.EMPTY)),
            Value.Struct.EMPTY);
    Compilation compiled =
        PlanCompiler.compile(
            project, name, Project.LOCAL, Map.of(), providers, new SqlExpressions());
    Plan plan = compiled.plan();
    if (plan == null) {
      throw new IllegalArgumentException(name + " does not compile: " + compiled.problems());
    }
    return plan;
  }
}
