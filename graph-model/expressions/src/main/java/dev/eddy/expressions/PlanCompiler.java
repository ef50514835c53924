package dev.eddy.expressions;

import dev.eddy.model.check.Bypass;
import dev.eddy.model.check.Checked;
import dev.eddy.model.check.GraphChecker;
import dev.eddy.model.check.NodeContracts;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.expression.Expressions;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.operator.Parameters;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Suggestions;
import dev.eddy.model.project.Project;
import dev.eddy.model.subgraph.ProjectCatalog;
import dev.eddy.model.subgraph.SubGraphs;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From a project to a {@link Plan}: binds a pipeline to an environment, checks it, makes all paths
 * absolute and compiles all expressions. The same project gives the same plan, byte for byte. One
 * call, one result; instances are not shared.
 */
public final class PlanCompiler {
  private static final String GENERATED = "dev.eddy.generated.";
  private static final long DEFAULT_MAX_PARALLELISM = 128;
  private static final long GREATEST_MAX_PARALLELISM = 32_768;

  private final Catalog catalog;
  private final Expressions expressions;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, byte[]> classes = new LinkedHashMap<>();

  private PlanCompiler(Catalog catalog, Expressions expressions) {
    this.catalog = ProjectCatalog.of(catalog, Map.of(), Set.of());
    this.expressions = expressions;
  }

  /** As {@link #compile(Project, String, String, Map, String, Catalog, Expressions)}. */
  public static Compilation compile(
      Project project,
      String pipeline,
      String environment,
      Map<String, Value> overrides,
      Catalog catalog,
      Expressions expressions) {
    return compile(project, pipeline, environment, overrides, null, catalog, expressions);
  }

  /**
   * Compiles a pipeline for an environment. Reads no data, but looks whether the files are there
   * that sources read: in the local environment a missing one is an error, elsewhere a warning, for
   * another machine may see it.
   *
   * @param overrides values of project parameters that go before the environment's
   * @param out where all sinks write, before what nodes and environment say: an absolute path, a
   *     path relative to the project, or a URL; null for what they say
   */
  public static Compilation compile(
      Project project,
      String pipeline,
      String environment,
      Map<String, Value> overrides,
      @Nullable String out,
      Catalog catalog,
      Expressions expressions) {
    return new PlanCompiler(catalog, expressions)
        .compile(project, pipeline, environment, overrides, out);
  }

  private Compilation compile(
      Project project,
      String pipelineName,
      String environmentName,
      Map<String, Value> overrides,
      @Nullable String out) {
    Project.Pipeline pipeline = project.pipelines().get(pipelineName);
    if (pipeline == null) {
      unknown("unknown-pipeline", "pipeline", pipelineName, project.pipelines().keySet());
    }
    Project.Environment environment = project.environments().get(environmentName);
    if (environment == null) {
      unknown(
          "unknown-environment", "environment", environmentName, project.environments().keySet());
    }
    if (pipeline == null || environment == null) {
      return new Compilation(null, problems);
    }
    Map<String, Value> parameters = parameters(project, environment, overrides);
    Graph drawn = expanded(project, bound(pipeline, environment));
    Checked checked = GraphChecker.check(drawn, catalog, expressions, parameters);
    problems.addAll(checked.problems());
    Graph graph = Bypass.applied(drawn, catalog);
    if (graph != drawn) {
      // What runs is another graph: its neighbours meet where the drawn one has a node between
      // them.
      checked = GraphChecker.check(graph, catalog, expressions, parameters);
      checked.problems().stream().filter(p -> !problems.contains(p)).forEach(problems::add);
    }
    Paths paths = new Paths(project.folder(), environmentName.equals(Project.LOCAL));
    Map<String, Value.Struct> resolved =
        resolvePaths(graph, checked, paths, out == null ? environment.sinkFolder() : out, out);
    long maxParallelism = maxParallelism(graph, pipelineName);
    if (problems.stream().anyMatch(Problem::isError)) {
      return new Compilation(null, problems);
    }
    List<Plan.PlanNode> nodes = new ArrayList<>();
    for (String id : checked.order()) {
      nodes.add(
          planNode(
              nodes.size(),
              graph.node(id).orElseThrow(),
              checked.node(id).orElseThrow(),
              Objects.requireNonNull(resolved.get(id))));
    }
    Plan plan =
        new Plan(
            project.name(),
            pipelineName,
            (int) maxParallelism,
            nodes,
            edges(graph, checked.order()),
            classes);
    return new Compilation(plan, problems);
  }

  // ------------------------------------------------------------------------ the environment

  /** With the nodes of sub-graphs in the places of these. */
  private Graph expanded(Project project, Graph graph) {
    Map<String, Graph> pipelines = new LinkedHashMap<>();
    project.pipelines().forEach((name, p) -> pipelines.put(name, p.graph()));
    SubGraphs.Expansion expansion = SubGraphs.expand(pipelines, graph);
    problems.addAll(expansion.problems());
    if (SubGraphs.isUsable(graph)) {
      problems.add(
          Problem.error(
              "subgraph-alone",
              Place.NOWHERE,
              "The pipeline has inputs or outputs of a sub-graph, so it runs only within others.",
              "Run a pipeline that uses it."));
    }
    return expansion.graph();
  }

  private void unknown(String code, String what, String name, Set<String> known) {
    List<String> near = Suggestions.near(name, known);
    String otherwise =
        known.isEmpty()
            ? "The project has none."
            : "The project has " + String.join(", ", known) + ".";
    problems.add(
        Problem.error(
                code,
                Place.NOWHERE,
                "The project has no " + what + " '" + name + "'.",
                Suggestions.sentence(near, otherwise))
            .withFixes(near));
  }

  private Map<String, Value> parameters(
      Project project, Project.Environment environment, Map<String, Value> overrides) {
    Map<String, Value> all = new LinkedHashMap<>(project.parameters());
    all.putAll(environment.parameters());
    overrides.forEach(
        (name, value) -> {
          if (all.containsKey(name)) {
            all.put(name, value);
          } else {
            unknown("unknown-parameter", "parameter", name, all.keySet());
          }
        });
    return all;
  }

  /** The graph with the parameters that the environment binds. */
  private Graph bound(Project.Pipeline pipeline, Project.Environment environment) {
    Map<String, Node> nodes = new LinkedHashMap<>(pipeline.graph().nodes());
    environment
        .bindings()
        .forEach(
            (key, values) -> {
              int slash = key.indexOf('/');
              if (slash < 0 || !key.substring(0, slash).equals(pipeline.name())) {
                return;
              }
              String id = key.substring(slash + 1);
              Node n = nodes.get(id);
              if (n == null) {
                problems.add(
                    Problem.warning(
                        "unknown-binding",
                        Place.file("eddy.json"),
                        "The environment '"
                            + environment.name()
                            + "' binds the node '"
                            + id
                            + "', which the pipeline does not have.",
                        "Remove the binding."));
                return;
              }
              Value.Struct parameters = n.parameters();
              for (Map.Entry<String, Value> e : values.fields().entrySet()) {
                parameters = parameters.with(e.getKey(), e.getValue());
              }
              nodes.put(id, n.withParameters(parameters));
            });
    return pipeline.graph().withNodes(nodes);
  }

  private long maxParallelism(Graph graph, String pipeline) {
    Value v = graph.properties().get("maxParallelism");
    if (v == null) {
      return DEFAULT_MAX_PARALLELISM;
    }
    if (v instanceof Value.Num n
        && n.number().stripTrailingZeros().scale() <= 0
        && n.number().longValue() >= 1
        && n.number().longValue() <= GREATEST_MAX_PARALLELISM) {
      return n.number().longValue();
    }
    problems.add(
        Problem.error(
            "wrong-value",
            Place.file("pipelines/" + pipeline + ".pipeline.json"),
            "maxParallelism must be a whole number from 1 to " + GREATEST_MAX_PARALLELISM + ".",
            "Write 128."));
    return DEFAULT_MAX_PARALLELISM;
  }

  // ------------------------------------------------------------------------ paths

  /** The parameters of all nodes whose operator is known, with absolute paths and sink files. */
  private Map<String, Value.Struct> resolvePaths(
      Graph graph, Checked checked, Paths paths, String sinkFolder, @Nullable String out) {
    Map<String, Value.Struct> resolved = new HashMap<>();
    Map<String, List<Node>> sinks = new LinkedHashMap<>();
    for (Node node : graph.nodes().values()) {
      OperatorType type = catalog.find(node.operator()).orElse(null);
      NodeContracts contracts = checked.node(node.id()).orElse(null);
      if (type == null || contracts == null) {
        continue;
      }
      Value.Struct values = contracts.parameters();
      Place place = Place.node(node.id(), node.name());
      for (ParameterSpec p : type.descriptor().parameters()) {
        if (!(p.type() instanceof ParameterType.Path path)) {
          continue;
        }
        String text = new Parameters(type.descriptor(), values).text(p.name()).strip();
        boolean sink = isSinkFolder(type.descriptor(), p);
        if (sink && (text.isEmpty() || out != null)) {
          text = sinkFolder;
        }
        if (!text.isEmpty()) {
          Paths.Resolved r = paths.resolve(place.withParameter(p.name()), text, path.kind());
          problems.addAll(r.problems());
          values = values.with(p.name(), Value.of(r.text()));
          if (sink) {
            String key = r.text() + "/" + Paths.safeName(node.name());
            sinks
                .computeIfAbsent(key.toLowerCase(java.util.Locale.ROOT), k -> new ArrayList<>())
                .add(node);
          }
        }
      }
      resolved.put(node.id(), values);
    }
    for (List<Node> sharing : sinks.values()) {
      for (Node n : sharing) {
        String name = Paths.safeName(n.name()) + (sharing.size() > 1 ? "-" + n.id() : "");
        Value.Struct values = Objects.requireNonNull(resolved.get(n.id()));
        resolved.put(n.id(), values.with("file", Value.of(name)));
      }
    }
    return resolved;
  }

  /** A sink's folder, to which its file's name is added here. */
  private static boolean isSinkFolder(OperatorDescriptor d, ParameterSpec p) {
    return d.outputs().isEmpty()
        && p.name().equals("folder")
        && p.type() instanceof ParameterType.Path path
        && path.kind().equals("write");
  }

  // ------------------------------------------------------------------------ nodes and edges

  private Plan.PlanNode planNode(
      int rank, Node node, NodeContracts contracts, Value.Struct parameters) {
    OperatorDescriptor d = catalog.find(node.operator()).orElseThrow().descriptor();
    Parameters p = new Parameters(d, parameters);
    Map<String, String> functions = new LinkedHashMap<>();
    Map<String, List<AggregateCall>> aggregates = new LinkedHashMap<>();
    for (ParameterSpec spec : d.parameters()) {
      if (p.has(spec.name())) {
        compileParameter(rank, spec, p, contracts, functions, aggregates);
      }
    }
    return new Plan.PlanNode(
        node.id(),
        node.name(),
        node.operator(),
        parameters,
        functions,
        aggregates,
        known(contracts.inputs()),
        known(contracts.outputs()));
  }

  private static List<Contract> known(List<@Nullable Contract> contracts) {
    List<Contract> out = new ArrayList<>();
    contracts.forEach(c -> out.add(Objects.requireNonNull(c)));
    return out;
  }

  private void compileParameter(
      int rank,
      ParameterSpec spec,
      Parameters p,
      NodeContracts contracts,
      Map<String, String> functions,
      Map<String, List<AggregateCall>> aggregates) {
    String name = spec.name();
    String className = className(rank, name);
    ParameterType type = spec.type();
    Expressions.GeneratedClass made = null;
    if (type instanceof ParameterType.Condition c) {
      made = expressions.compilePredicate(className, p.text(name), schema(c.input(), p, contracts));
    } else if (type instanceof ParameterType.Expression e) {
      made =
          expressions.compileFunction(
              className, List.of(p.text(name)), schema(e.input(), p, contracts));
    } else if (type instanceof ParameterType.Projection x) {
      List<String> texts = p.named(name).stream().map(Parameters.Named::expression).toList();
      made = expressions.compileFunction(className, texts, schema(x.input(), p, contracts));
    } else if (type instanceof ParameterType.Aggregates a) {
      List<AggregateCall> calls = contracts.aggregates().getOrDefault(name, List.of());
      aggregates.put(name, calls);
      List<String> arguments = new ArrayList<>();
      for (AggregateCall call : calls) {
        if (call.argument() != null) {
          arguments.add(call.argument());
        }
      }
      made = expressions.compileFunction(className, arguments, schema(a.input(), p, contracts));
    }
    if (made != null) {
      classes.put(made.name(), made.bytes());
      functions.put(name, made.name());
    }
  }

  private static Schema schema(int input, Parameters p, NodeContracts contracts) {
    if (input == ParameterType.BOTH_INPUTS) {
      return schema(0, p, contracts).beside(schema(1, p, contracts));
    }
    return input < 0
        ? p.columnTypes("columns")
        : Objects.requireNonNull(contracts.inputs().get(input)).schema();
  }

  private static String className(int rank, String parameter) {
    StringBuilder b = new StringBuilder(GENERATED).append('N').append(rank).append('_');
    for (int i = 0; i < parameter.length(); i++) {
      char c = parameter.charAt(i);
      b.append(Character.isJavaIdentifierPart(c) && c < 128 ? c : '_');
    }
    return b.toString();
  }

  private List<Plan.PlanEdge> edges(Graph graph, List<String> order) {
    Map<String, Integer> ranks = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      ranks.put(order.get(i), i);
    }
    List<Plan.PlanEdge> out = new ArrayList<>();
    for (Edge e : graph.edges().values()) {
      out.add(
          new Plan.PlanEdge(
              e.id(),
              Objects.requireNonNull(ranks.get(e.from().node())),
              descriptor(graph, e.from().node()).outputIndex(e.from().port()),
              Objects.requireNonNull(ranks.get(e.to().node())),
              descriptor(graph, e.to().node()).inputIndex(e.to().port()),
              e.partitioning()));
    }
    return out;
  }

  private OperatorDescriptor descriptor(Graph graph, String nodeId) {
    return catalog.find(graph.node(nodeId).orElseThrow().operator()).orElseThrow().descriptor();
  }
}
