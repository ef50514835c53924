package dev.eddy.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.io.PlanFiles;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.Family;
import dev.eddy.model.operator.Inference;
import dev.eddy.model.operator.InputPort;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.operator.OutputPort;
import dev.eddy.model.operator.ParameterSpec;
import dev.eddy.model.operator.ParameterType;
import dev.eddy.model.plan.Plan;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a project to a plan. */
class PlanCompilerTest {
  @TempDir Path folder;

  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Map<String, Value> parameters = new LinkedHashMap<>();
  private final Map<String, Value.Struct> bindings = new LinkedHashMap<>();
  private String sinkFolder = "out";
  private Value.Struct properties = Value.Struct.EMPTY;

  /** The operators of these tests: source, filter, count and sink. */
  private record Type(
      OperatorDescriptor descriptor, java.util.function.Consumer<Inference> inference)
      implements OperatorType {
    @Override
    public void infer(Inference i) {
      inference.accept(i);
    }
  }

  private static final Type SOURCE =
      new Type(
          descriptor(
              "source",
              List.of(),
              List.of(OutputPort.main()),
              ParameterSpec.required("path", "Path", new ParameterType.Path("read", null), ""),
              ParameterSpec.required("columns", "Columns", new ParameterType.ColumnTypes(), ""),
              ParameterSpec.optional(
                  "watermark", "Watermark", new ParameterType.Expression(-1), null, "")),
          i -> i.output(0, Contract.append(i.parameters().columnTypes("columns"), null, true)));

  private static final Type FILTER =
      new Type(
          descriptor(
              "filter",
              List.of(InputPort.any("in")),
              List.of(OutputPort.main()),
              ParameterSpec.required("condition", "Condition", new ParameterType.Condition(0), "")),
          i -> i.output(0, i.input(0)));

  private static final Type AGGREGATE =
      new Type(
          descriptor(
              "aggregate",
              List.of(InputPort.any("in")),
              List.of(OutputPort.main()),
              ParameterSpec.required(
                  "aggregates", "Aggregates", new ParameterType.Aggregates(0), "")),
          i -> {
            var calls = i.aggregates("aggregates");
            if (calls != null) {
              List<Field> fields = new ArrayList<>();
              calls.forEach(c -> fields.add(new Field(c.name(), c.resultType())));
              i.output(0, Contract.append(new Schema(fields), null, true));
            }
          });

  private static final Type SINK =
      new Type(
          descriptor(
              "sink",
              List.of(InputPort.any("in")),
              List.of(),
              ParameterSpec.optional(
                  "folder", "Folder", new ParameterType.Path("write", null), null, "")),
          i -> {});

  private static final Catalog CATALOG =
      new Catalog() {
        private final List<Type> all = List.of(SOURCE, FILTER, AGGREGATE, SINK);

        @Override
        public Optional<Type> find(String id) {
          return all.stream().filter(t -> t.descriptor().id().equals(id)).findFirst();
        }

        @Override
        public Collection<Type> all() {
          return all;
        }
      };

  private static OperatorDescriptor descriptor(
      String id, List<InputPort> in, List<OutputPort> out, ParameterSpec... parameters) {
    return new OperatorDescriptor(
        id, id, "", "box", Family.TRANSFORM, in, out, List.of(parameters), List.of());
  }

  @BeforeEach
  void aSourceAFilterAndASink() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/rows.csv"), "1\n");
    Value columns = new Value.Items(List.of(struct("name", "a", "type", "INT NOT NULL")));
    node("sink", "sink", "late rows", Value.Struct.EMPTY);
    node("filter", "filter", "big", struct("condition", "a > ${least}"));
    node("source", "source", "rows", struct("path", "data/rows.csv").with("columns", columns));
    edge("source", "filter");
    edge("filter", "sink");
    parameters.put("least", Value.of(3));
  }

  private void node(String id, String operator, String name, Value.Struct values) {
    nodes.add(new Node(id, operator, name, values));
  }

  private void edge(String from, String to) {
    edges.add(new Edge("e" + edges.size(), new PortRef(from, "out"), new PortRef(to, "in")));
  }

  private static Value.Struct struct(String... pairs) {
    Value.Struct s = Value.Struct.EMPTY;
    for (int i = 0; i < pairs.length; i += 2) {
      s = s.with(pairs[i], Value.of(pairs[i + 1]));
    }
    return s;
  }

  private Compilation compile(String environment, Map<String, Value> overrides) {
    Project.Environment local =
        new Project.Environment("local", Map.of(), bindings, sinkFolder, Value.Struct.EMPTY);
    Project.Environment production =
        new Project.Environment(
            "production",
            Map.of("least", Value.of(9)),
            Map.of("p/source", struct("path", "file:///mnt/rows.csv")),
            "s3://bucket/out",
            Value.Struct.EMPTY);
    Graph graph = Graph.of(nodes, edges).withProperties(properties);
    Project project =
        new Project(
            folder,
            "test",
            "UTC",
            parameters,
            Map.of("local", local, "production", production),
            pipelines(graph),
            Value.Struct.EMPTY);
    return PlanCompiler.compile(project, pipeline, environment, overrides, CATALOG, Generated.SQL);
  }

  private final Map<String, Graph> others = new LinkedHashMap<>();
  private String pipeline = "p";

  private Map<String, Project.Pipeline> pipelines(Graph graph) {
    Map<String, Project.Pipeline> out = new LinkedHashMap<>();
    out.put("p", new Project.Pipeline("p", graph, Layout.EMPTY));
    others.forEach((name, g) -> out.put(name, new Project.Pipeline(name, g, Layout.EMPTY)));
    return out;
  }

  /** A pipeline that filters by a parameter of its own. */
  private void subGraph() {
    others.put(
        "keep",
        Graph.of(
            List.of(
                new Node(
                    "i",
                    "subgraph-input",
                    "rows",
                    Value.Struct.EMPTY.with(
                        "columns", new Value.Items(List.of(struct("name", "a", "type", "INT"))))),
                new Node("f", "filter", "f", struct("condition", "a > ${bound}")),
                new Node("o", "subgraph-output", "kept", Value.Struct.EMPTY)),
            List.of(
                new Edge("x", new PortRef("i", "out"), new PortRef("f", "in")),
                new Edge("y", new PortRef("f", "out"), new PortRef("o", "in")))));
    nodes.replaceAll(
        n ->
            n.id().equals("filter")
                ? new Node("filter", "subgraph:keep", "keep", struct("bound", "7"))
                : n);
    edges.clear();
    edges.add(new Edge("e0", new PortRef("source", "out"), new PortRef("filter", "rows")));
    edges.add(new Edge("e1", new PortRef("filter", "kept"), new PortRef("sink", "in")));
  }

  @Test
  void aSubGraphRunsInItsPlaceWithItsParameters() {
    subGraph();
    Plan plan = plan();
    assertThat(plan.nodes())
        .extracting(Plan.PlanNode::id)
        .containsExactly("source", "filter/f", "sink");
    assertThat(plan.edges()).extracting(Plan.PlanEdge::id).containsExactlyInAnyOrder("e0", "e1");
    assertThat(text(plan, "filter/f", "condition")).isEqualTo("a > 7");
  }

  @Test
  void anErrorWithinASubGraphNamesBoth() {
    subGraph();
    nodes.replaceAll(
        n -> n.id().equals("filter") ? n.withParameters(struct("bound", "nothing")) : n);
    List<Problem> problems = compile("local", Map.of()).problems();
    assertThat(problems).anyMatch(p -> "keep / f".equals(p.place().nodeName()));
  }

  @Test
  void aSubGraphDoesNotRunAlone() {
    subGraph();
    pipeline = "keep";
    assertThat(compile("local", Map.of()).problems())
        .extracting(Problem::code)
        .contains("subgraph-alone");
  }

  private Plan plan() {
    Compilation c = compile("local", Map.of());
    assertThat(c.problems()).isEmpty();
    return Objects.requireNonNull(c.plan());
  }

  private static String text(Plan plan, String node, String parameter) {
    Value v = Objects.requireNonNull(plan.node(node)).parameters().get(parameter);
    return ((Value.Text) Objects.requireNonNull(v)).text();
  }

  private Problem error(String environment, Map<String, Value> overrides) {
    Compilation c = compile(environment, overrides);
    assertThat(c.plan()).isNull();
    List<Problem> errors = c.problems().stream().filter(Problem::isError).toList();
    assertThat(errors).hasSize(1);
    return errors.get(0);
  }

  @Test
  void nodesStandInTopologicalOrderAndEdgesByRank() {
    Plan plan = plan();
    assertThat(plan.nodes())
        .extracting(Plan.PlanNode::id)
        .containsExactly("source", "filter", "sink");
    assertThat(plan.edges())
        .containsExactly(new Plan.PlanEdge("e0", 0, 0, 1, 0), new Plan.PlanEdge("e1", 1, 0, 2, 0));
    assertThat(plan.maxParallelism()).isEqualTo(128);
  }

  @Test
  void pathsAreAbsoluteAndSinksHaveAFile() {
    Plan plan = plan();
    assertThat(text(plan, "source", "path")).isEqualTo(folder.resolve("data/rows.csv").toString());
    assertThat(text(plan, "sink", "folder")).isEqualTo(folder.resolve("out").toString());
    assertThat(text(plan, "sink", "file")).isEqualTo("late-rows");
  }

  @Test
  void parametersOfTheProjectAreReplacedAndCanBeOverridden() {
    assertThat(text(plan(), "filter", "condition")).isEqualTo("a > 3");
    Compilation c = compile("local", Map.of("least", Value.of("7")));
    assertThat(text(Objects.requireNonNull(c.plan()), "filter", "condition")).isEqualTo("a > 7");
    assertThat(error("local", Map.of("lest", Value.of("7"))).remedy())
        .isEqualTo("Did you mean least?");
  }

  @Test
  void anotherEnvironmentBindsSourcesAndSinks() {
    Plan plan = Objects.requireNonNull(compile("production", Map.of()).plan());
    assertThat(text(plan, "source", "path")).isEqualTo("file:///mnt/rows.csv");
    assertThat(text(plan, "sink", "folder")).isEqualTo("s3://bucket/out");
    assertThat(text(plan, "filter", "condition")).isEqualTo("a > 9");
  }

  @Test
  void aMissingFileIsNamedWithItsNode() throws IOException {
    Files.delete(folder.resolve("data/rows.csv"));
    Problem p = error("local", Map.of());
    assertThat(p.code()).isEqualTo("missing-file");
    assertThat(p.place().nodeName()).isEqualTo("rows");
    assertThat(p.place().parameter()).isEqualTo("path");
    assertThat(p.message()).contains("data/rows.csv");
    assertThat(p.remedy()).isNotBlank();
  }

  @Test
  void sinksOfOneFileNameAreToldApartByTheirIds() {
    node("other", "sink", "late:rows", Value.Struct.EMPTY);
    node("third", "sink", "late_rows", Value.Struct.EMPTY);
    edge("filter", "other");
    edge("filter", "third");
    Plan plan = plan();
    assertThat(text(plan, "sink", "file")).isEqualTo("late-rows");
    assertThat(text(plan, "other", "file")).isEqualTo("late_rows-other");
    assertThat(text(plan, "third", "file")).isEqualTo("late_rows-third");
  }

  @Test
  void lettersThatAFileMustNotHaveMakeNoTwoSinksOne() {
    node("other", "sink", "Verspätet", Value.Struct.EMPTY);
    node("third", "sink", "Verspøtet", Value.Struct.EMPTY);
    node("fourth", "sink", "遅れ", Value.Struct.EMPTY);
    edge("filter", "other");
    edge("filter", "third");
    edge("filter", "fourth");
    Plan plan = plan();
    assertThat(text(plan, "other", "file")).isEqualTo("Versp_tet-other");
    assertThat(text(plan, "third", "file")).isEqualTo("Versp_tet-third");
    assertThat(text(plan, "fourth", "file")).isEqualTo("__");
  }

  @Test
  void theOutFolderGoesBeforeWhatNodesAndEnvironmentSay() {
    Project.Environment local =
        new Project.Environment("local", Map.of(), Map.of(), "out", Value.Struct.EMPTY);
    nodes.set(0, nodes.get(0).withParameters(struct("folder", "elsewhere")));
    assertThat(text(plan(), "sink", "folder")).isEqualTo(folder.resolve("elsewhere").toString());
    Project project =
        new Project(
            folder,
            "test",
            "UTC",
            parameters,
            Map.of("local", local),
            Map.of("p", new Project.Pipeline("p", Graph.of(nodes, edges), Layout.EMPTY)),
            Value.Struct.EMPTY);
    Path out = folder.resolve("mine").toAbsolutePath();
    Compilation c =
        PlanCompiler.compile(
            project, "p", "local", Map.of(), out.toString(), CATALOG, Generated.SQL);
    assertThat(text(Objects.requireNonNull(c.plan()), "sink", "folder")).isEqualTo(out.toString());
  }

  @Test
  void everyExpressionBecomesAClassOfItsOwn() {
    Value.Struct count = struct("name", "n", "expression", "COUNT(*)");
    Value.Struct sum = struct("name", "s", "expression", "SUM(a + 1)");
    node(
        "agg",
        "aggregate",
        "sums",
        Value.Struct.EMPTY.with("aggregates", new Value.Items(List.of(count, sum))));
    node("sink2", "sink", "sums out", Value.Struct.EMPTY);
    edge("filter", "agg");
    edge("agg", "sink2");
    Plan plan = plan();
    Plan.PlanNode agg = Objects.requireNonNull(plan.node("agg"));
    assertThat(agg.functions()).containsOnlyKeys("aggregates");
    assertThat(agg.aggregates().get("aggregates"))
        .extracting(c -> c.argumentColumn())
        .containsExactly(-1, 0);
    assertThat(plan.classes().keySet())
        .containsExactlyInAnyOrder(
            Objects.requireNonNull(plan.node("filter")).functions().get("condition"),
            agg.functions().get("aggregates"));
  }

  @Test
  void theSameProjectGivesTheSameBytes() throws Exception {
    byte[] first = PlanFiles.write(plan());
    assertThat(PlanFiles.write(plan())).isEqualTo(first);
    assertThat(PlanFiles.write(PlanFiles.read(first))).isEqualTo(first);
  }

  @Test
  void aWrongExpressionKeepsThePlanFromBeing() {
    nodes.set(1, nodes.get(1).withParameters(struct("condition", "b > 1")));
    Problem p = error("local", Map.of());
    assertThat(p.code()).isEqualTo("unknown-column");
    assertThat(p.place().nodeName()).isEqualTo("big");
  }

  @Test
  void unknownPipelinesAndEnvironmentsAreNamed() {
    assertThat(error("locl", Map.of()).remedy()).isEqualTo("Did you mean local?");
    Compilation c =
        PlanCompiler.compile(
            new Project(folder, "test", "UTC", Map.of(), Map.of(), Map.of(), Value.Struct.EMPTY),
            "x",
            "local",
            Map.of(),
            CATALOG,
            Generated.SQL);
    assertThat(c.problems())
        .extracting(Problem::code)
        .containsExactly("unknown-pipeline", "unknown-environment");
  }

  @Test
  void aBindingOfNobodyIsAWarning() {
    bindings.put("p/nobody", struct("path", "x"));
    bindings.put("another/source", struct("path", "x"));
    Compilation c = compile("local", Map.of());
    assertThat(c.plan()).isNotNull();
    assertThat(c.problems()).extracting(Problem::code).containsExactly("unknown-binding");
  }

  @Test
  void maxParallelismIsChecked() {
    properties = Value.Struct.EMPTY.with("maxParallelism", Value.of(16));
    assertThat(plan().maxParallelism()).isEqualTo(16);
    properties = Value.Struct.EMPTY.with("maxParallelism", Value.of(0));
    assertThat(error("local", Map.of()).code()).isEqualTo("wrong-value");
  }

  @Test
  void aSinkFolderThatIsAFileIsRefused() {
    sinkFolder = "data/rows.csv";
    assertThat(error("local", Map.of()).code()).isEqualTo("wrong-path");
  }

  @Test
  void aBypassedNodeIsNotInThePlanAndItsNeighboursAreJoined() {
    nodes.replaceAll(n -> n.id().equals("filter") ? n.withBypassed(true) : n);
    Plan plan = compile("local", Map.of()).plan();
    assertThat(plan.nodes()).extracting(Plan.PlanNode::id).containsExactly("source", "sink");
    assertThat(plan.edges()).extracting(Plan.PlanEdge::id).containsExactly("e1");
    assertThat(plan.edges().get(0).from()).isZero();
  }
}
