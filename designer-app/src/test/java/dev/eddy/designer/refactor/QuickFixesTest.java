package dev.eddy.designer.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.effect.GraphChecks;
import dev.eddy.designer.state.Checks;
import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.operator.OperatorType;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.refactor.QuickFix;
import dev.eddy.model.refactor.QuickFixes;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each fix is carried out, and the problem that it is for must be gone. */
class QuickFixesTest {
  private static PipelineDocument document(Graph g) {
    return new PipelineDocument(g, Flights.PIPELINE.layout());
  }

  private static Checks check(Graph g) {
    Project.Pipeline p = new Project.Pipeline("p", g, Flights.PIPELINE.layout());
    Project project =
        new Project(
            Path.of("/p"), "p", "UTC", Map.of(), Map.of(), Map.of("p", p), Value.Struct.EMPTY);
    return new GraphChecks(Flights.CATALOG, Flights.SQL).check(project, "p", 0);
  }

  private static Problem problem(Checks c, String code) {
    return c.problems().stream()
        .filter(p -> p.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + code + " in " + c.problems()));
  }

  private static List<QuickFix> fixes(Graph g, String code) {
    Checks c = check(g);
    return new QuickFixes(document(g), Flights.CATALOG, c.inputs(), c.outputs(), new Random(1))
        .of(problem(c, code));
  }

  /** Carries out every fix of a problem; each must take it away and must lead back. */
  private static List<String> mends(Graph g, String code) {
    Problem problem = problem(check(g), code);
    List<QuickFix> fixes = fixes(g, code);
    assertThat(fixes).as("fixes of " + code).isNotEmpty();
    for (QuickFix f : fixes) {
      PipelineDocument before = document(g);
      PipelineDocument after = f.edit().apply(before);
      assertThat(check(after.graph()).problems())
          .as(f.title())
          .noneMatch(p -> p.code().equals(code) && p.place().equals(problem.place()));
      assertThat(f.edit().inverse(before).apply(after).graph()).as(f.title()).isEqualTo(g);
    }
    return fixes.stream().map(QuickFix::title).toList();
  }

  private static Graph without(Graph g, String edge) {
    return new GraphEdit.RemoveEdge(edge).apply(document(g)).graph();
  }

  private static Graph plus(Graph g, String edge, String from, String to) {
    String[] a = from.split("\\.");
    String[] b = to.split("\\.");
    return new GraphEdit.AddEdge(new Edge(edge, new PortRef(a[0], a[1]), new PortRef(b[0], b[1])))
        .apply(document(g))
        .graph();
  }

  private static Graph set(String node, String parameter, Value value) {
    return Flights.with(Flights.graph(), node, parameter, value);
  }

  @Test
  void aMisspeltColumnIsReplacedWhereItStands() {
    Graph g = set("valid-rows", "condition", Value.of("delay_minuts BETWEEN -30 AND 360"));
    assertThat(mends(g, "unknown-column")).contains("Change to delay_minutes");
    assertThat(
            mends(set("hourly-delay", "keys", Value.ofTexts(List.of("orign"))), "unknown-column"))
        .contains("Change to origin");
  }

  @Test
  void typesThatDoNotGoTogetherAreCast() {
    assertThat(mends(set("valid-rows", "condition", Value.of("delay_minutes = origin")), "type"))
        .contains("Change to delay_minutes = CAST(origin AS INT)");
  }

  @Test
  void anExpressionThatIsNoConditionBecomesOne() {
    assertThat(mends(set("valid-rows", "condition", Value.of("delay_minutes")), "not-a-condition"))
        .containsExactly("Change to delay_minutes <> 0", "Change to delay_minutes IS NOT NULL");
  }

  @Test
  void anInputWithoutAnEdgeGetsOne() {
    Graph g = without(Flights.graph(), "e6");
    assertThat(mends(g, "missing-input")).containsExactly("Connect airports to right");
  }

  @Test
  void anOutputThatLeadsNowhereGetsASink() {
    Graph g = without(Flights.graph(), "e7");
    assertThat(mends(g, "dead-end")).isNotEmpty();
  }

  @Test
  void severalEdgesAtOneInputMeetInAUnionOrLoseAllButOne() {
    Graph g = plus(Flights.graph(), "x", "flights.out", "hourly-delay.in");
    assertThat(mends(g, "several-edges"))
        .contains("Put a union in between", "Keep only valid rows");
  }

  @Test
  void aCircleIsCut() {
    Graph g = plus(Flights.graph(), "x", "top-3.out", "hourly-delay.in");
    assertThat(mends(without(g, "e2"), "cycle"))
        .anyMatch(t -> t.startsWith("Remove the edge from"));
  }

  @Test
  void namesAreMadeDistinct() {
    Graph g =
        new GraphEdit.RenameNode("top-3", "valid rows").apply(document(Flights.graph())).graph();
    assertThat(mends(g, "duplicate-name")).containsExactly("Name it valid rows 2");
    Graph blank = new GraphEdit.RenameNode("top-3", " ").apply(document(Flights.graph())).graph();
    assertThat(mends(blank, "missing-name")).hasSize(1);
  }

  @Test
  void anUpdatingStreamIsWrittenByASinkThatTakesUpdates() {
    Node sink = new Node("delay-counts", "file-sink", "delay counts", Value.Struct.EMPTY);
    Map<String, Node> nodes = new LinkedHashMap<>(Flights.graph().nodes());
    nodes.put("delay-counts", sink);
    Graph g = Flights.graph().withNodes(nodes);
    assertThat(mends(g, "changelog-mode"))
        .anyMatch(t -> t.startsWith("Write to") || t.startsWith("Insert"));
  }

  @Test
  void timesAndWatermarksAreSet() {
    Graph g = set("flights", "watermark", Value.of(""));
    assertThat(mends(g, "no-watermark")).hasSize(2);
    assertThat(mends(set("flights", "event_time", Value.of("")), "no-event-time"))
        .containsExactly("Use scheduled_departure");
    assertThat(mends(set("flights", "event_time", Value.of("origin")), "not-a-time"))
        .containsExactly("Use scheduled_departure");
    Value columns =
        Objects.requireNonNull(Flights.graph().nodes().get("flights").parameters().get("columns"));
    Value.Struct first = (Value.Struct) ((Value.Items) columns).items().get(0);
    List<Value> nullable = new java.util.ArrayList<>(((Value.Items) columns).items());
    nullable.set(0, first.with("type", Value.of("TIMESTAMP(3)")));
    assertThat(mends(set("flights", "columns", new Value.Items(nullable)), "nullable-time"))
        .containsExactly("Declare scheduled_departure NOT NULL");
  }

  @Test
  void aParameterThatIsNotKnownIsRenamedOrRemoved() {
    Graph g = set("valid-rows", "conditon", Value.of("TRUE"));
    assertThat(mends(g, "unknown-parameter")).containsExactly("Remove conditon");
  }

  @Test
  void aColumnThatIsThereTwiceIsRenamedOrRemoved() {
    assertThat(
            mends(
                set("hourly-delay", "keys", Value.ofTexts(List.of("origin", "origin"))),
                "duplicate-column"))
        .containsExactly("Remove it");
  }

  @Test
  void streamsOfAUnionAreBroughtToTheSameColumns() {
    Graph g = Flights.graph();
    Map<String, Node> nodes = new LinkedHashMap<>(g.nodes());
    nodes.put("u", new Node("u", "union", "both", Value.Struct.EMPTY));
    Graph union = g.withNodes(nodes);
    union = plus(union, "u1", "airports.out", "u.in");
    union = plus(union, "u2", "flights.out", "u.in");
    assertThat(mends(union, "different-columns")).containsExactly("Insert Project behind flights");
  }

  @Test
  void keysOfTwoTypesAreCastBeforeTheJoin() {
    Graph g = Flights.graph();
    Value.Struct iata =
        Value.Struct.EMPTY.with("name", Value.of("iata")).with("type", Value.of("INT NOT NULL"));
    Graph typed =
        Flights.with(
            g,
            "airports",
            "columns",
            new Value.Items(
                List.of(
                    iata,
                    Value.Struct.EMPTY
                        .with("name", Value.of("name"))
                        .with("type", Value.of("VARCHAR")))));
    assertThat(mends(typed, "key-type")).containsExactly("Insert Project that casts the key");
  }

  @Test
  void anUnknownOperatorIsRemoved() {
    Map<String, Node> nodes = new LinkedHashMap<>(Flights.graph().nodes());
    nodes.put("z", new Node("z", "nosuch", "z", Value.Struct.EMPTY));
    assertThat(mends(Flights.graph().withNodes(nodes), "unknown-operator"))
        .containsExactly("Remove the node");
  }

  @Test
  void aStreamOfUpsertsIsMadeAFullChangelogForWhoTakesRowsBack() {
    // No operator of today gives upserts; those of a plugin may.
    OperatorDescriptor taker =
        Flights.CATALOG.all().stream()
            .map(OperatorType::descriptor)
            .filter(
                d ->
                    d.inputs().size() == 1
                        && !d.id().equals("normalize")
                        && d.inputs().get(0).accepts().contains(ChangelogMode.RETRACT)
                        && !d.inputs().get(0).accepts().contains(ChangelogMode.UPSERT))
            .findFirst()
            .orElseThrow();
    Map<String, Node> nodes = new LinkedHashMap<>(Flights.graph().nodes());
    nodes.put("again", new Node("again", taker.id(), "again", Value.Struct.EMPTY));
    String input = taker.inputs().get(0).name();
    Graph g = plus(Flights.graph().withNodes(nodes), "x", "flights.out", "again." + input);
    Contract rows = check(g).outputs().get("flights.out");
    Map<String, Contract> outputs = new LinkedHashMap<>(check(g).outputs());
    outputs.put(
        "flights.out",
        new Contract(
            rows.schema(),
            ChangelogMode.UPSERT,
            List.of("origin"),
            rows.timeColumn(),
            rows.window(),
            rows.partitionedBy(),
            rows.bounded()));
    Problem problem = Problem.error("changelog-mode", Place.node("again", "again"), "refused", "");
    QuickFix fix =
        new QuickFixes(document(g), Flights.CATALOG, Map.of(), outputs, new Random(1))
            .of(problem).stream()
                .filter(f -> f.title().equals("Insert Normalize"))
                .findFirst()
                .orElseThrow();
    PipelineDocument after = fix.edit().apply(document(g));
    Node normalize =
        after.graph().nodes().values().stream()
            .filter(n -> n.operator().equals("normalize"))
            .findFirst()
            .orElseThrow();
    assertThat(after.graph().into(normalize.id()))
        .extracting(e -> e.from().toString())
        .containsExactly("flights.out");
    assertThat(after.graph().into("again"))
        .extracting(e -> e.from().node())
        .containsExactly(normalize.id());
    assertThat(fix.edit().inverse(document(g)).apply(after).graph()).isEqualTo(g);

    outputs.put("flights.out", rows);
    assertThat(
            new QuickFixes(document(g), Flights.CATALOG, Map.of(), outputs, new Random(1))
                .of(problem))
        .as("appended rows need none")
        .noneMatch(f -> f.title().startsWith("Insert"));
  }
}
