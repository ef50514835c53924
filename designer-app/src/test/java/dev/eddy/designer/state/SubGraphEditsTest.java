package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.graph.Node;
import dev.eddy.model.subgraph.SubGraphs;
import dev.eddy.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SubGraphEditsTest {
  private static final PipelineDocument DOCUMENT =
      new PipelineDocument(
          Graph.of(
              List.of(
                  Pipelines.node("s", "source"),
                  Pipelines.node("f", "filter"),
                  Pipelines.node("w", "window"),
                  Pipelines.node("k", "sink"),
                  Pipelines.node("l", "sink")),
              List.of(
                  Pipelines.edge("e1", "s.out", "f.in"),
                  Pipelines.edge("e2", "f.out", "w.in"),
                  Pipelines.edge("e3", "w.out", "k.in"),
                  Pipelines.edge("e4", "w.late", "l.in"))),
          Pipelines.LAYOUT.with("l", new Layout.Position(768, 320)));

  private static AppState grouped() {
    return States.after(
        States.of(DOCUMENT),
        new Message.Select(Selection.nodes(Set.of("f", "w"))),
        new CanvasMessage.Group());
  }

  @Test
  void whatALaterVersionWroteToAnEdgeGoesIntoTheSubGraphWithIt() {
    Value.Struct later = Value.Struct.EMPTY.with("colour", Value.of("red"));
    Map<String, Edge> edges = new LinkedHashMap<>(DOCUMENT.graph().edges());
    edges.computeIfPresent("e1", (id, e) -> new Edge(id, e.from(), e.to(), later));
    AppState s =
        States.after(
            States.of(new PipelineDocument(DOCUMENT.graph().withEdges(edges), DOCUMENT.layout())),
            new Message.Select(Selection.nodes(Set.of("f", "w"))),
            new CanvasMessage.Group());
    Graph inner = s.open().documents().get("sub-graph").document().graph();
    assertThat(inner.edges().get("e1").unknown()).isEqualTo(later);
  }

  /** Where rows run from node to node, by the nodes' last names. */
  private static Set<String> wires(Graph g) {
    Map<String, String> names = new HashMap<>();
    for (Node n : g.nodes().values()) {
      names.put(n.id(), n.name().substring(n.name().lastIndexOf('/') + 1).strip());
    }
    Set<String> out = new TreeSet<>();
    for (Edge e : g.edges().values()) {
      out.add(
          names.get(e.from().node())
              + "."
              + e.from().port()
              + " "
              + names.get(e.to().node())
              + "."
              + e.to().port());
    }
    return out;
  }

  private static Graph running(AppState s) {
    Map<String, Graph> pipelines = new HashMap<>();
    s.open().documents().forEach((name, c) -> pipelines.put(name, c.document().graph()));
    SubGraphs.Expansion x = SubGraphs.expand(pipelines, s.graph());
    assertThat(x.problems()).isEmpty();
    return x.graph();
  }

  @Test
  void aSelectionBecomesAPipelineWithPortsForTheEdgesThatLedInAndOut() {
    AppState s = grouped();
    assertThat(s.open().documents()).containsOnlyKeys("main", "sub-graph");
    Graph inner = s.open().documents().get("sub-graph").document().graph();
    assertThat(inner.nodes().values())
        .extracting(Node::name)
        .containsExactlyInAnyOrder("node f", "node w", "rows", "result", "result-2");
    assertThat(s.graph().nodes()).hasSize(4);
    assertThat(s.selectedNode()).isNotNull();
    assertThat(s.graph().edges()).containsKeys("e3", "e4");
    assertThat(wires(running(s))).isEqualTo(wires(DOCUMENT.graph()));
    assertThat(States.after(s, new Message.Undo()).document()).isEqualTo(DOCUMENT);
  }

  @Test
  void aSubGraphIsExpandedToWhatItWas() {
    AppState s = States.after(grouped(), new CanvasMessage.Expand());
    assertThat(wires(s.graph())).isEqualTo(wires(DOCUMENT.graph()));
    assertThat(s.graph().nodes().values())
        .extracting(Node::name)
        .containsExactlyInAnyOrderElementsOf(
            DOCUMENT.graph().nodes().values().stream().map(Node::name).toList());
    assertThat(s.document().layout().positions().keySet()).containsAll(s.graph().nodes().keySet());
    AppState back = States.after(s, new Message.Undo());
    assertThat(back.document()).isEqualTo(grouped(back));
  }

  private static PipelineDocument grouped(AppState s) {
    assertThat(s.graph().nodes()).hasSize(4);
    return s.document();
  }

  @Test
  void aSubGraphIsEnteredAndLeft() {
    AppState s = grouped();
    AppState inside = States.after(s, new CanvasMessage.EnterSubGraph(s.selectedNode().id()));
    assertThat(inside.open().pipeline()).isEqualTo("sub-graph");
    assertThat(inside.open().usersOfShown()).containsExactly("main");
    assertThat(States.after(inside, new CanvasMessage.LeaveSubGraph()).open().pipeline())
        .isEqualTo("main");
  }

  @Test
  void theParametersThatTheSelectionUsedAreHandedOn() {
    PipelineDocument d =
        Edits.set("f", "condition", dev.eddy.model.value.Value.of("a > ${least}")).apply(DOCUMENT);
    SubGraphEdits.Extraction x = SubGraphEdits.extract(d, Set.of("f"), "sub", Map.of());
    PipelineDocument now = d;
    for (var e : x.edits()) {
      now = e.apply(now);
    }
    assertThat(now.graph().nodes().get(x.node()).parameters().get("least"))
        .isEqualTo(dev.eddy.model.value.Value.of("${least}"));
    Graph run = SubGraphs.expand(Map.of("sub", x.inner().graph()), now.graph()).graph();
    assertThat(run.nodes().values())
        .anyMatch(
            n ->
                dev.eddy.model.value.Value.of("a > ${least}")
                    .equals(n.parameters().get("condition")));
  }

  @Property(tries = 150)
  void whateverIsGroupedRunsAsBeforeAndExpandsToWhatItWas(@ForAll long seed) {
    Random r = new Random(seed);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    Layout layout = Layout.EMPTY;
    int size = 3 + r.nextInt(8);
    for (int i = 0; i < size; i++) {
      nodes.add(Pipelines.node("n" + i, i == 0 ? "source" : "join"));
      layout = layout.with("n" + i, new Layout.Position(256 * i, 100 * r.nextInt(4)));
      for (String port : List.of("left", "right")) {
        if (i > 0 && r.nextInt(3) > 0) {
          edges.add(
              Pipelines.edge(
                  "e" + edges.size(), "n" + r.nextInt(i) + ".out", "n" + i + "." + port));
        }
      }
    }
    PipelineDocument d = new PipelineDocument(Graph.of(nodes, edges), layout);
    Set<String> chosen = new LinkedHashSet<>();
    for (int i = 0; i < size; i++) {
      if (r.nextBoolean()) {
        chosen.add("n" + i);
      }
    }
    if (chosen.isEmpty()) {
      chosen.add("n0");
    }
    AppState s =
        States.after(
            States.of(d), new Message.Select(Selection.nodes(chosen)), new CanvasMessage.Group());
    assertThat(wires(running(s))).isEqualTo(wires(d.graph()));
    AppState back = States.after(s, new CanvasMessage.Expand());
    assertThat(wires(back.graph())).isEqualTo(wires(d.graph()));
    assertThat(States.after(back, new Message.Undo(), new Message.Undo()).document()).isEqualTo(d);
  }
}
