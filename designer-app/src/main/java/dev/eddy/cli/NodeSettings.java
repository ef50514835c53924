package dev.eddy.cli;

import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.project.Project;
import dev.eddy.model.subgraph.ProjectCatalog;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters of nodes that a command line sets for one run: {@code NODE.PARAM=VALUE}. */
final class NodeSettings {
  private NodeSettings() {}

  /** Whether a setting is of a node: what stands before the {@code =} has a dot. */
  static boolean isOfNode(String setting) {
    int equals = setting.indexOf('=');
    return equals > 0 && setting.lastIndexOf('.', equals) > 0;
  }

  /**
   * The project with parameters of nodes of one pipeline replaced.
   *
   * @param settings an empty VALUE takes the parameter away
   */
  static Project apply(Project project, String pipeline, List<String> settings, Providers providers)
      throws CommandException {
    Project.Pipeline old = project.pipelines().get(pipeline);
    if (old == null) {
      return project;
    }
    Graph graph = old.graph();
    Map<String, Graph> graphs = new LinkedHashMap<>();
    project.pipelines().forEach((n, p) -> graphs.put(n, p.graph()));
    Catalog catalog = ProjectCatalog.of(providers, graphs, project.parameters().keySet());
    Map<String, Project.Environment> environments = new LinkedHashMap<>(project.environments());
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      int dot = setting.lastIndexOf('.', equals);
      Node node = node(graph, setting.substring(0, dot));
      String name = setting.substring(dot + 1, equals);
      ParameterSpec spec = spec(node, name, catalog);
      String text = setting.substring(equals + 1);
      Map<String, Node> nodes = new LinkedHashMap<>(graph.nodes());
      nodes.put(
          node.id(),
          node.withParameters(
              node.parameters().with(name, text.isEmpty() ? null : value(node, spec, text))));
      graph = graph.withNodes(nodes);
      environments.computeIfPresent(
          Project.LOCAL, (l, e) -> unbound(e, pipeline + "/" + node.id(), name));
    }
    Map<String, Project.Pipeline> pipelines = new LinkedHashMap<>(project.pipelines());
    pipelines.put(pipeline, new Project.Pipeline(old.name(), graph, old.layout()));
    return new Project(
        project.folder(),
        project.name(),
        project.timeZone(),
        project.parameters(),
        environments,
        pipelines,
        project.unknown());
  }

  /** The environment without its own value of a parameter, which would hide the setting. */
  private static Project.Environment unbound(Project.Environment e, String node, String name) {
    Map<String, Value.Struct> bindings = new LinkedHashMap<>(e.bindings());
    bindings.computeIfPresent(node, (n, values) -> values.with(name, null));
    return new Project.Environment(e.name(), e.parameters(), bindings, e.sinkFolder(), e.unknown());
  }

  private static Node node(Graph graph, String nameOrId) throws CommandException {
    List<Node> found = new ArrayList<>();
    for (Node n : graph.nodes().values()) {
      if (n.id().equals(nameOrId)) {
        return n;
      }
      if (n.name().equals(nameOrId)) {
        found.add(n);
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    List<String> names = graph.nodes().values().stream().map(Node::name).toList();
    throw CommandException.usage(
        found.isEmpty()
            ? "the pipeline has no node '" + nameOrId + "'" + Help.nearest(nameOrId, names)
            : "several nodes are named '" + nameOrId + "'; give an id");
  }

  private static ParameterSpec spec(Node node, String name, Catalog catalog)
      throws CommandException {
    OperatorDescriptor d =
        catalog
            .find(node.operator())
            .map(OperatorType::descriptor)
            .orElseThrow(
                () ->
                    CommandException.usage(
                        node.name()
                            + " needs the operator "
                            + node.operator()
                            + ", which is not installed"));
    List<String> names = d.parameters().stream().map(ParameterSpec::name).toList();
    return d.parameter(name)
        .orElseThrow(
            () ->
                CommandException.usage(
                    node.name()
                        + " has no parameter '"
                        + name
                        + "'; it has: "
                        + String.join(", ", names)));
  }

  private static Value value(Node node, ParameterSpec spec, String text) throws CommandException {
    ParameterType type = spec.type();
    String where = node.name() + "." + spec.name();
    if (type instanceof ParameterType.Int) {
      try {
        return new Value.Num(new BigDecimal(text.strip()));
      } catch (NumberFormatException e) {
        throw CommandException.usage(where + " is a number, not '" + text + "'");
      }
    }
    if (type instanceof ParameterType.Bool) {
      if (!text.equals("true") && !text.equals("false")) {
        throw CommandException.usage(where + " is true or false, not '" + text + "'");
      }
      return Value.of(text.equals("true"));
    }
    if (type instanceof ParameterType.Columns) {
      return Value.ofTexts(Arrays.stream(text.split(",", -1)).map(String::strip).toList());
    }
    if (type instanceof ParameterType.ColumnTypes
        || type instanceof ParameterType.Ordering
        || type instanceof ParameterType.Projection
        || type instanceof ParameterType.Aggregates) {
      throw CommandException.usage(
          "not supported: to set " + where + " on the command line, for it is a list of pairs");
    }
    return Value.of(text);
  }
}
