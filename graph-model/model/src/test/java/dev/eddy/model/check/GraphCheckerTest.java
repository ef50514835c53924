package dev.eddy.model.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.expression.AggregateCall;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.graph.Partitioning;
import dev.eddy.model.graph.PortRef;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Severity;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphCheckerTest {
  private static final Value COLUMNS =
      new Value.Items(
          List.of(
              column("origin", "VARCHAR"),
              column("delay", "INT"),
              column("at", "TIMESTAMP(3) NOT NULL")));
  private static final Value COUNT =
      new Value.Items(
          List.of(
              Value.Struct.EMPTY
                  .with("name", Value.of("n"))
                  .with("expression", Value.of("COUNT(*)")),
              Value.Struct.EMPTY
                  .with("name", Value.of("m"))
                  .with("expression", Value.of("MAX(delay)"))));

  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private Map<String, Value> parameters = Map.of();

  private static Value column(String name, String type) {
    return Value.Struct.EMPTY.with("name", Value.of(name)).with("type", Value.of(type));
  }

  private GraphCheckerTest node(String id, String operator, Object... keysAndValues) {
    Value.Struct p = Value.Struct.EMPTY;
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object v = keysAndValues[i + 1];
      p = p.with((String) keysAndValues[i], v instanceof String s ? Value.of(s) : (Value) v);
    }
    nodes.add(new Node(id, operator, "the " + id, p));
    return this;
  }

  private GraphCheckerTest source(String id) {
    return node(id, "source", "columns", COLUMNS);
  }

  private GraphCheckerTest edge(String from, String to) {
    String f = from.contains(".") ? from : from + ".out";
    String t = to.contains(".") ? to : to + ".in";
    edges.add(new Edge("e" + edges.size(), port(f), port(t)));
    return this;
  }

  private static PortRef port(String text) {
    int dot = text.indexOf('.');
    return new PortRef(text.substring(0, dot), text.substring(dot + 1));
  }

  private Checked check() {
    return GraphChecker.check(
        Graph.of(nodes, edges), new TinyOperators(), new TinyOperators.Words(), parameters);
  }

  private Problem only() {
    List<Problem> problems = check().problems();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @Test
  void contractsFlowAlongTheEdges() {
    source("s").node("f", "filter", "condition", "delay > 5").edge("s", "f");
    node("c", "count", "keys", Value.ofTexts(List.of("origin")), "aggregates", COUNT);
    edge("f", "c").node("k", "sink").edge("c", "k");
    Checked c = check();
    assertThat(c.problems()).isEmpty();
    assertThat(c.order()).containsExactly("s", "f", "c", "k");
    assertThat(c.nodes().get("f").expressions()).containsEntry("condition", DataType.BOOLEAN);
    assertThat(c.nodes().get("c").aggregates().get("aggregates"))
        .extracting(AggregateCall::argumentColumn)
        .containsExactly(-1, 0);
    assertThat(c.nodes().get("k").inputs().get(0).schema())
        .isEqualTo(
            Schema.of(
                new Field("origin", DataType.VARCHAR),
                new Field("n", DataType.BIGINT.notNull()),
                new Field("m", DataType.INT)));
    assertThat(c.output("c", 0).orElseThrow().changelog()).isEqualTo(ChangelogMode.UPSERT);
    assertThat(c.nodes().values()).allMatch(NodeContracts::isComplete);
  }

  @Test
  void theOrderTakesWhatIsFirstInTheFileWhereItMay() {
    node("k", "sink").node("j", "join").source("a").source("b");
    edge("b", "j.right").edge("a", "j.left").edge("j", "k");
    assertThat(check().order()).containsExactly("a", "b", "j", "k");
  }

  @Test
  void anUnknownOperatorIsNamedWithOneThatIsNear() {
    source("s").node("f", "filtre").edge("s", "f").node("k", "sink").edge("f", "k");
    Problem p = only();
    assertThat(p.code()).isEqualTo("unknown-operator");
    assertThat(p.place()).isEqualTo(Place.node("f", "the f"));
    assertThat(p.remedy()).isEqualTo("Did you mean filter?");
  }

  @Test
  void aHoleInTheGraphNamesNodeAndPort() {
    source("s").node("j", "join").edge("s", "j.left").node("k", "sink").edge("j", "k");
    Problem p = only();
    assertThat(p.code()).isEqualTo("missing-input");
    assertThat(p.toString())
        .isEqualTo(
            "error: the j: Its input 'right' is not connected. Draw an edge to it from the output"
                + " of another node.");
  }

  @Test
  void anUnknownPortIsAProblemOfItsEdge() {
    source("s").node("j", "join").edge("s", "j.left").edge("s", "j.rihgt");
    node("k", "sink").edge("j.lat", "k");
    List<Problem> problems = check().problems();
    assertThat(problems).extracting(Problem::code).containsExactly("unknown-port", "unknown-port");
    assertThat(problems.get(0).place().edgeId()).isEqualTo("e1");
    assertThat(problems.get(0).remedy()).isEqualTo("Did you mean right?");
    assertThat(problems.get(1).place().nodeId()).isEqualTo("j");
    assertThat(problems.get(1).remedy()).isEqualTo("Did you mean late?");
  }

  @Test
  void severalEdgesIntoOnePortAreRefusedUnlessItTakesMany() {
    source("a").source("b").node("k", "sink").edge("a", "k").edge("b", "k");
    Problem p = only();
    assertThat(p.code()).isEqualTo("several-edges");
    assertThat(p.message()).contains("'the a', 'the b'");
    nodes.set(2, new Node("k", "union", "the k", Value.Struct.EMPTY));
    node("z", "sink").edge("k", "z");
    assertThat(check().problems()).isEmpty();
  }

  @Test
  void manyEdgesNeedOneSchemaAndPromiseWhatAllOfThemDo() {
    source("a");
    node(
        "b",
        "source",
        "columns",
        new Value.Items(
            List.of(
                column("origin", "VARCHAR NOT NULL"),
                column("delay", "INT NOT NULL"),
                column("at", "TIMESTAMP(3)"))),
        "event_time",
        "at",
        "watermark",
        "at");
    node("u", "union").node("k", "sink").edge("a", "u").edge("b", "u").edge("u", "k");
    Checked c = check();
    assertThat(c.problems()).extracting(Problem::code).containsExactly("nullable-time");
    assertThat(c.output("u", 0).orElseThrow().schema().toString())
        .isEqualTo("(origin VARCHAR, delay INT, at TIMESTAMP(3))");
    assertThat(c.output("u", 0).orElseThrow().timeColumn()).isNull();
    nodes.set(
        1,
        new Node(
            "b",
            "source",
            "the b",
            Value.Struct.EMPTY.with(
                "columns", new Value.Items(List.of(column("origin", "VARCHAR"))))));
    assertThat(only().message()).isEqualTo("The streams have different columns: 3 and 1 columns.");
  }

  @Test
  void aCycleNamesItsNodes() {
    source("s").node("u", "union").node("f", "filter", "condition", "delay > 1");
    edge("s", "u").edge("u", "f").edge("f", "u").node("k", "sink").edge("f", "k");
    Checked c = check();
    assertThat(c.problems()).hasSize(1);
    assertThat(c.problems().get(0).message())
        .isEqualTo("Rows would run in a circle: 'the u' → 'the f' → 'the u'.");
    assertThat(c.order()).containsExactly("s");
  }

  @Test
  void namesMustBeDistinct() {
    source("s").node("k", "sink").edge("s", "k");
    nodes.set(1, new Node("k", "sink", "the s", Value.Struct.EMPTY));
    assertThat(only().code()).isEqualTo("duplicate-name");
  }

  @Test
  void aPartitioningThatCannotBeIsAProblemOfItsEdge() {
    source("s").node("f", "filter", "condition", "delay > 5").edge("s", "f");
    node("k", "sink").edge("f", "k");
    edges.set(0, edges.get(0).withPartitioning(Partitioning.REBALANCE));
    assertThat(check().problems()).isEmpty();
    edges.set(1, edges.get(1).withPartitioning(Partitioning.FORWARD));
    assertThat(only().code()).isEqualTo("bad-partitioning");
    assertThat(only().place().edgeId()).isEqualTo("e1");
  }

  @Test
  void changesAreNotDealtOutToSeveralSubtasks() {
    source("s").node("c", "count", "keys", Value.ofTexts(List.of("origin")), "aggregates", COUNT);
    node("u", "union").edge("s", "c").edge("c", "u").node("k", "sink").edge("u", "k");
    edges.set(1, edges.get(1).withPartitioning(Partitioning.REBALANCE));
    assertThat(check().problems())
        .filteredOn(p -> p.code().equals("bad-partitioning"))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("lose their order"));
  }

  @Test
  void aDeadEndIsAWarning() {
    source("s");
    Problem p = only();
    assertThat(p.severity()).isEqualTo(Severity.WARNING);
    assertThat(p.code()).isEqualTo("dead-end");
  }

  @Test
  void oneRootCauseGivesOneProblem() {
    node(
        "s",
        "source",
        "columns",
        new Value.Items(List.of(column("origin", "VARCHARR(9) NOT NULL"))));
    node("f", "filter", "condition", "gone > 5").edge("s", "f");
    node("c", "count", "keys", Value.ofTexts(List.of("gone")), "aggregates", COUNT).edge("f", "c");
    node("k", "append-sink").edge("c", "k");
    Problem p = only();
    assertThat(p.code()).isEqualTo("unknown-type");
    assertThat(p.place().parameter()).isEqualTo("columns[0].type");
    assertThat(p.fixes()).containsExactly("VARCHAR(9) NOT NULL");
  }

  @Test
  void aRequiredParameterThatIsEmptyIsNamed() {
    source("s")
        .node("f", "filter", "condition", " ")
        .edge("s", "f")
        .node("k", "sink")
        .edge("f", "k");
    Problem p = only();
    assertThat(p.code()).isEqualTo("missing-parameter");
    assertThat(p.toString())
        .isEqualTo("error: the f · condition: 'Condition' is empty. Fill it in: Which rows stay.");
  }

  @Test
  void aWrongExpressionIsMarkedAtItsPlaceAndTheContractGoesOn() {
    source("s").node("f", "filter", "condition", "delai > 5").edge("s", "f");
    node("k", "sink").edge("f", "k");
    Problem p = only();
    assertThat(p.place())
        .isEqualTo(
            Place.node("f", "the f")
                .withParameter("condition")
                .withRange(new Place.Range(1, 1, 1, 6)));
    assertThat(check().output("f", 0)).isPresent();
  }

  @Test
  void aConditionMustBeBoolean() {
    source("s").node("f", "filter", "condition", "delay").edge("s", "f").node("k", "sink");
    edge("f", "k");
    assertThat(only().message()).isEqualTo("The condition gives INT, not BOOLEAN.");
  }

  @Test
  void columnsThatAreNotThereAreNamedWithNearOnes() {
    source("s");
    node(
        "c",
        "count",
        "keys",
        Value.ofTexts(List.of("orgin", "delay", "delay")),
        "aggregates",
        COUNT,
        "order",
        new Value.Items(
            List.of(
                Value.Struct.EMPTY
                    .with("column", Value.of("delya"))
                    .with("order", Value.of("up")))));
    edge("s", "c").node("k", "sink").edge("c", "k");
    List<Problem> problems = check().problems();
    assertThat(problems)
        .extracting(p -> p.code() + " " + p.place().parameter())
        .containsExactly(
            "unknown-column keys[0]",
            "duplicate-column keys[2]",
            "wrong-value order[0]",
            "unknown-column order[0]");
    assertThat(problems.get(0).fixes()).containsExactly("origin");
    assertThat(problems.get(3).fixes()).containsExactly("delay");
  }

  @Test
  void shapesOfValuesAreChecked() {
    node("s", "source", "columns", COLUMNS, "rate", Value.of(2_000), "event_time", "at");
    node(
        "c",
        "count",
        "keys",
        "origin",
        "aggregates",
        COUNT,
        "size",
        "1 fortnight",
        "kind",
        "tumblin",
        "sice",
        "1 h");
    edge("s", "c").node("k", "sink").edge("c", "k");
    assertThat(check().problems())
        .extracting(Problem::toString)
        .containsExactly(
            "error: the s · rate: 'Rate' must be a whole number from 0 to 1000.",
            "warning: the s · watermark: There is an event time but no watermark, so windows close"
                + " only at the end. Write for example at - INTERVAL '5' SECOND.",
            "warning: the c · sice: The operator count has no parameter 'sice'. Did you mean size?",
            "error: the c · keys: 'Keys' must be a list.",
            "error: the c · size: '1 fortnight' is no duration. Write a number and a unit (ms, s,"
                + " min, h, d), such as 30 s or 1 h.",
            "error: the c · kind: 'tumblin' is none of the choices for 'Kind'. Did you mean"
                + " tumbling?");
  }

  @Test
  void anUpdatingStreamIsRefusedWhereOnlyRowsMayBeAdded() {
    source("s");
    node("c", "count", "keys", Value.ofTexts(List.of("origin")), "aggregates", COUNT);
    edge("s", "c").node("k", "append-sink").edge("c", "k");
    Problem p = only();
    assertThat(p.code()).isEqualTo("changelog-mode");
    assertThat(p.message()).contains("upsert by origin");
    assertThat(p.remedy()).isNotEmpty();
  }

  @Test
  void theEventTimeOfASourceIsATimestamp() {
    node("s", "source", "columns", COLUMNS, "event_time", "delay", "watermark", "delay");
    node("k", "sink").edge("s", "k");
    assertThat(check().problems())
        .extracting(p -> p.code() + " " + p.place().parameter())
        .containsExactly("not-a-time event_time", "not-a-time watermark");
  }

  @Test
  void referencesAreResolvedAndKeepTheirType() {
    parameters = Map.of("rate", Value.of(7), "limit", Value.of(5), "column", Value.of("delay"));
    node("s", "source", "columns", COLUMNS, "rate", "${rate}");
    node("f", "filter", "condition", "${column} > ${limit}").edge("s", "f");
    node("k", "sink").edge("f", "k");
    Checked c = check();
    assertThat(c.problems()).isEmpty();
    assertThat(c.nodes().get("s").parameters().get("rate")).isEqualTo(Value.of(7));
    assertThat(c.nodes().get("f").parameters().get("condition")).isEqualTo(Value.of("delay > 5"));
  }

  @Test
  void anUnknownReferenceIsNamed() {
    parameters = Map.of("limit", Value.of(5));
    source("s").node("f", "filter", "condition", "delay > ${limt}").edge("s", "f");
    node("k", "sink").edge("f", "k");
    Problem p = only();
    assertThat(p.code()).isEqualTo("unknown-reference");
    assertThat(p.remedy()).isEqualTo("Did you mean limit?");
  }

  @Test
  void aProblemBehindAReferenceIsMarkedInTheTextOfTheFile() {
    parameters = Map.of("c", Value.of("a_long_name"));
    source("s").node("f", "filter", "condition", "  ${c} > 1").edge("s", "f");
    node("k", "sink").edge("f", "k");
    assertThat(only().place().range()).isEqualTo(new Place.Range(1, 3, 1, 7));
  }

  @Test
  void anOperatorThatFailsIsAProblemNotACrash() {
    source("s").node("b", "broken").edge("s", "b").node("k", "sink").edge("b", "k");
    assertThat(only().message()).contains("oops");
  }

  @Test
  void tenThousandNodesAreCheckedInReasonableTime() {
    source("n0");
    IntStream.range(1, 10_000)
        .forEach(
            i -> node("n" + i, "filter", "condition", "delay > 1").edge("n" + (i - 1), "n" + i));
    node("k", "sink").edge("n9999", "k");
    Graph graph = Graph.of(nodes, edges);
    long start = System.nanoTime();
    Checked c = GraphChecker.check(graph, new TinyOperators(), new TinyOperators.Words(), Map.of());
    assertThat(c.problems()).isEmpty();
    assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
  }

  private GraphCheckerTest bypassed(String id) {
    nodes.replaceAll(n -> n.id().equals(id) ? n.withBypassed(true) : n);
    return this;
  }

  @Test
  void whatIsBypassedPassesOnWhatArrivesWhateverIsWrongWithIt() {
    source("s").node("f", "filter", "condition", "nothing > 5").edge("s", "f");
    node("k", "sink").edge("f", "k").bypassed("f");
    Checked c = check();
    assertThat(c.problems()).isEmpty();
    assertThat(c.output("f", 0)).isEqualTo(c.output("s", 0));
    Graph run = Bypass.applied(Graph.of(nodes, edges), new TinyOperators());
    assertThat(run.nodes()).containsOnlyKeys("s", "k");
    assertThat(run.edges().values())
        .extracting(e -> e.id() + " " + e.from() + " " + e.to())
        .containsExactly("e1 s.out k.in");
  }

  @Test
  void anOperatorThatChangesTheColumnsIsNotBypassed() {
    source("s").node("c", "count", "keys", Value.ofTexts(List.of("origin")), "aggregates", COUNT);
    edge("s", "c").node("k", "sink").edge("c", "k").bypassed("c");
    assertThat(only().code()).isEqualTo("cannot-bypass");
    assertThat(only().message()).contains("changes the columns");
  }

  @Test
  void aSourceIsNotBypassedAndASinkTakesNothing() {
    source("s").node("f", "filter", "condition", "delay > 5").edge("s", "f");
    node("k", "sink").edge("f", "k").bypassed("k");
    assertThat(check().problems()).isEmpty();
    assertThat(Bypass.applied(Graph.of(nodes, edges), new TinyOperators()).edges()).hasSize(1);
    bypassed("s");
    assertThat(check().problems()).extracting(Problem::code).contains("cannot-bypass");
  }

  @Test
  void bypassedNodesInARowAreAllLeftOut() {
    source("s").node("f", "filter", "condition", "delay > 5").edge("s", "f");
    node("g", "filter", "condition", "delay > 6").edge("f", "g");
    node("k", "sink").edge("g", "k").bypassed("f").bypassed("g");
    assertThat(check().problems()).isEmpty();
    assertThat(Bypass.applied(Graph.of(nodes, edges), new TinyOperators()).edges().values())
        .extracting(e -> e.from() + " " + e.to())
        .containsExactly("s.out k.in");
  }
}
