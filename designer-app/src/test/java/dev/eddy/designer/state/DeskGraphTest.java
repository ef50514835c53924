package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Node;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.type.DataType;
import dev.eddy.model.type.Field;
import dev.eddy.model.type.Schema;
import dev.eddy.model.value.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DeskGraphTest {
  private static final Schema ROW =
      Schema.of(new Field("at", DataType.TIMESTAMP.notNull()), new Field("k", DataType.VARCHAR));
  private static final Contract CONTRACT = Contract.append(ROW, "at", true);

  // s -> f -> w -> k (sink), w.late -> l (sink), f -> g (a branch that leads nowhere)
  private static final Graph GRAPH =
      Graph.of(
          List.of(
              source("s"),
              Pipelines.node("f", "filter"),
              Pipelines.node("w", "window"),
              Pipelines.node("k", "sink"),
              Pipelines.node("l", "sink"),
              Pipelines.node("g", "filter")),
          List.of(
              Pipelines.edge("e1", "s.out", "f.in"),
              Pipelines.edge("e2", "f.out", "w.in"),
              Pipelines.edge("e3", "w.out", "k.in"),
              Pipelines.edge("e4", "w.late", "l.in"),
              Pipelines.edge("e5", "f.out", "g.in")));

  private final Map<String, Contract> outputs =
      new HashMap<>(
          Map.of(
              "s.out", CONTRACT,
              "f.out", CONTRACT,
              "w.out", CONTRACT,
              "w.late", CONTRACT,
              "g.out", CONTRACT));

  private static Node source(String id) {
    return new Node(
        id,
        "csv-source",
        id,
        Value.Struct.EMPTY
            .with("event_time", Value.of("at"))
            .with("watermark", Value.of("at - INTERVAL '30' MINUTE")));
  }

  private static Pin pin(String node, String port) {
    return new Pin(
        node, port, List.of("at", "k"), List.of(Arrays.asList("2001-01-01 00:00", null)));
  }

  private DeskGraph.Result desk(String preview, Pin... pins) {
    Map<String, Pin> all = new HashMap<>();
    for (Pin p : pins) {
      all.put(p.node(), p);
    }
    return DeskGraph.of(GRAPH, outputs, all, "main", preview);
  }

  private static List<String> edges(Graph g) {
    return g.edges().values().stream().map(e -> e.from() + ">" + e.to()).sorted().toList();
  }

  @Test
  void withoutPinsOnlyOutputsThatLeadNowhereGetATap() {
    DeskGraph.Result r = desk(null);
    assertThat(r.problems()).isEmpty();
    assertThat(r.graph().edges()).containsAllEntriesOf(GRAPH.edges()).hasSize(6);
    Edge tap = r.graph().edges().get("~g.out");
    assertThat(tap.to().node()).isEqualTo("~g.out");
    assertThat(r.graph().nodes().get("~g.out").operator()).isEqualTo("blackhole");
    assertThat(DeskGraph.tapped("~g.out")).isEqualTo(tap.from());
    assertThat(DeskGraph.tapped("e1")).isNull();
  }

  @Test
  void aPinnedOperatorIsASourceAndWhatOnlyFedItDoesNotRun() {
    Graph g = desk(null, pin("w", "out")).graph();
    assertThat(g.nodes().get("w").operator()).isEqualTo("sample-rows");
    assertThat(g.nodes().get("w").parameters().get("path"))
        .isEqualTo(Value.of("data/pins/main/w.out.csv"));
    assertThat(g.nodes()).as("f still feeds g").containsKeys("s", "f", "g");
    assertThat(edges(g)).contains("w.out>k.in").doesNotContain("f.out>w.in");
    Graph both = desk(null, pin("w", "out"), pin("g", "out")).graph();
    assertThat(both.nodes()).doesNotContainKeys("s", "f");
  }

  @Test
  void anOutputBesideThePinnedOneGivesNothingSoWhatItFedIsLeftOut() {
    assertThat(desk(null, pin("w", "out")).graph().nodes()).doesNotContainKey("l");
    Graph late = desk(null, pin("w", "late")).graph();
    assertThat(edges(late)).contains("w.out>l.in");
    assertThat(late.nodes()).doesNotContainKey("k");
  }

  @Test
  void aPinKeepsTheWatermarkOfItsSourceWhileTheTimeColumnIsThere() {
    Node n = desk(null, pin("f", "out")).graph().nodes().get("f");
    assertThat(n.parameters().get("watermark")).isEqualTo(Value.of("at - INTERVAL '30' MINUTE"));
    outputs.put(
        "f.out",
        Contract.append(
            Schema.of(new Field("t", DataType.TIMESTAMP.notNull()), ROW.fields().get(1)),
            "t",
            true));
    Pin other = new Pin("f", "out", List.of("t", "k"), List.of());
    assertThat(desk(null, other).graph().nodes().get("f").parameters().get("watermark"))
        .isEqualTo(Value.of("t - INTERVAL '1' SECOND"));
  }

  @Test
  void windowedRowsStayWindowed() {
    outputs.put("w.out", CONTRACT.withWindow(new Contract.Window("at", "at")));
    assertThat(desk(null, pin("w", "out")).graph().nodes().get("w").parameters().get("window_end"))
        .isEqualTo(Value.of("at"));
  }

  @Test
  void aPinWithOtherColumnsIsAProblemWithTheOperatorsName() {
    DeskGraph.Result r = desk(null, new Pin("f", "out", List.of("x"), List.of()));
    assertThat(r.problems()).extracting(Problem::code).containsExactly("pin-outdated");
    assertThat(r.problems().get(0).place().nodeName()).isEqualTo("node f");
  }

  @Test
  void aPinOfAnUpdatingStreamIsNotSupportedAndSaysSo() {
    outputs.put("w.out", CONTRACT.updating(ChangelogMode.UPSERT, List.of("k")));
    assertThat(desk(null, pin("w", "out")).problems())
        .extracting(Problem::message)
        .allMatch(m -> m.startsWith("not supported: "));
  }

  @Test
  void aPreviewEndsAtItsNodeAndNoSinkIsLeft() {
    DeskGraph.Result r = desk("f");
    assertThat(r.graph().nodes()).containsKeys("s", "f").doesNotContainKeys("w", "k", "l", "g");
    assertThat(r.graph().nodes().values()).filteredOn(n -> n.operator().equals("sink")).isEmpty();
    assertThat(r.graph().edges()).as("the drawing's edges keep their ids").containsKeys("e2", "e5");
    Stop stop = r.previewStop().orElseThrow();
    assertThat(stop.hits()).isEqualTo("1001");
    assertThat(r.graph().edges()).containsKey(stop.edgeId());
  }

  @Test
  void aPreviewOfASinkMutesItAndWatchesItsInput() {
    DeskGraph.Result r = desk("k");
    assertThat(r.graph().nodes().get("k").operator()).isEqualTo("blackhole");
    assertThat(r.previewStop().orElseThrow().edgeId()).isEqualTo("e3");
  }

  @Test
  void aPreviewOfWhatAPinCutsOffSaysSo() {
    DeskGraph.Result r = desk("l", pin("w", "out"));
    assertThat(r.problems()).extracting(Problem::code).containsExactly("nothing-to-preview");
  }

  @Test
  void theDrawingItselfIsNeverChanged() {
    desk("f", pin("w", "out"));
    assertThat(GRAPH.nodes().get("w").operator()).isEqualTo("window");
  }

  /** Each pass over ten thousand operators took ten thousand more: a run did not start. */
  @Test
  @Timeout(value = 20)
  void ofALongChainOnlyWhatIsBehindThePinAndBeforeThePreviewRuns() {
    int n = 10_000;
    List<Node> nodes = new java.util.ArrayList<>(List.of(source("n0")));
    List<Edge> chain = new java.util.ArrayList<>();
    Map<String, Contract> all = new HashMap<>(Map.of("n0.out", CONTRACT));
    for (int i = 1; i < n; i++) {
      nodes.add(Pipelines.node("n" + i, "filter"));
      chain.add(Pipelines.edge("c" + i, "n" + (i - 1) + ".out", "n" + i + ".in"));
      all.put("n" + i + ".out", CONTRACT);
    }
    Pin pin = pin("n" + (n - 100), "out");
    DeskGraph.Result r =
        DeskGraph.of(Graph.of(nodes, chain), all, Map.of(pin.node(), pin), "main", "n" + (n - 50));
    assertThat(r.problems()).isEmpty();
    assertThat(r.graph().nodes()).containsKey("n" + (n - 100)).containsKey("n" + (n - 50));
    assertThat(r.graph().nodes()).as("with the tap at its end").hasSize(52);
  }
}
