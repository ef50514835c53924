package dev.eddy.designer.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.problem.Severity;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
import dev.eddy.model.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SceneTest {
  private static final SceneBuilder BUILDER = new SceneBuilder(Pipelines.CATALOG, s -> 60);
  private static final CanvasScene SCENE = BUILDER.build(Pipelines.GRAPH, Pipelines.LAYOUT);

  private static NodeLook node(String id, Marks marks) {
    return Looks.of(Pipelines.CATALOG, marks).node(SCENE.nodes().get(id));
  }

  private static EdgeLook edge(String id, Marks marks) {
    return Looks.of(Pipelines.CATALOG, marks).edge(SCENE.edges().get(id));
  }

  private static Marks of(Status status) {
    return new Marks(
        Set.of(), null, Set.of(), Map.of(), Map.of(), Map.of(), status, Map.of(), Set.of());
  }

  private static PortShape port(String ref, boolean input) {
    return SCENE.port(Pipelines.ref(ref), input).orElseThrow();
  }

  private static Status status(Status.Phase phase, Moment at, Moment live) {
    return new Status(
        phase,
        at,
        live,
        "",
        null,
        "w",
        "e2",
        0,
        List.of(
            new Status.NodeCounts("s", 40_174, 40_174, 0, -1),
            new Status.NodeCounts("w", 39_479, 5_244, 50_220_000, 179)),
        List.of());
  }

  @Test
  void aPortWinsOverTheNodeItSitsOn() {
    PortShape out = port("s.out", false);
    assertThat(SCENE.portAt(out.at().plus(3, 3), 10)).contains(out);
    assertThat(SCENE.nodeAt(new Point(88, 20))).map(NodeShape::id).contains("s");
    assertThat(SCENE.nodeAt(new Point(88, 200))).isEmpty();
  }

  @Test
  void anEdgeIsHitAlongItsCurveAndItsBreakpointInTheMiddle() {
    EdgeShape e = SCENE.edges().get("e1");
    assertThat(SCENE.edgeAt(e.path().at(0.3).plus(0, 4), 6)).contains(e);
    assertThat(SCENE.middleAt(e.middle().plus(4, 0), 8)).contains(e);
    assertThat(SCENE.middleAt(e.path().from(), 8)).isEmpty();
  }

  @Test
  void portsKnowWhetherTheyAreConnectedAndSideOutputsAreDiamonds() {
    assertThat(port("s.out", false).connected()).isTrue();
    assertThat(port("k.in", true).connected()).isFalse();
    assertThat(port("w.late", false).kind()).isEqualTo(PortShape.Kind.DIAMOND);
  }

  @Test
  void aNodeThatNeverRanSaysSoAndOneThatRanSaysItsRows() {
    assertThat(node("w", Marks.NONE).numbers()).isEqualTo("not run yet");
    Moment at = new Moment(40_169, 2);
    Marks paused = of(status(Status.Phase.PAUSED, at, at));
    NodeLook w = node("w", paused);
    assertThat(w.numbers()).isEqualTo("39\u202f479 → 5\u202f244");
    assertThat(w.right()).isEqualTo("179 keys");
    assertThat(w.paused()).isTrue();
    assertThat(w.tag()).isEqualTo("stops before row 40\u202f169");
    assertThat(node("s", paused).numbers()).isEqualTo("40\u202f174 rows");
    assertThat(edge("e2", paused).current()).isTrue();
  }

  @Test
  void whileRunningTheWatermarkStandsRightAndInThePastNumbersAreMarked() {
    Marks running = of(status(Status.Phase.RUNNING, new Moment(5, 0), new Moment(5, 0)));
    assertThat(node("w", running).right()).isEqualTo("13:57");
    assertThat(node("w", running).rightIsTime()).isTrue();
    Marks past = of(status(Status.Phase.PAUSED, new Moment(5, 0), new Moment(9, 0)));
    assertThat(node("w", past).past()).isTrue();
  }

  @Test
  void whatIsPaintedAnewHoldsATagOrALabelThatIsWiderThanWhatItBelongsTo() {
    Box all = new Box(-1000, -1000, 4000, 2000);
    String words = "because of the row of carrier UA that came late, at 40 169";
    Marks tagged =
        new Marks(
            Set.of(),
            null,
            Set.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            null,
            Map.of(),
            Set.of(),
            Set.of(),
            Map.of("k", words));
    Box node = SCENE.nodes().get("k").box();
    assertThat(changed(Marks.NONE, tagged, all))
        .anyMatch(b -> b.contains(node) && b.right() > node.x() + 6 * words.length());
    Contract updating =
        Contract.append(Schema.EMPTY, null, false)
            .updating(
                ChangelogMode.UPSERT, List.of("window_start", "window_end", "carrier", "origin"));
    Marks keyed =
        new Marks(
            Set.of(),
            null,
            Set.of(),
            Map.of(),
            Map.of("f.out", updating),
            Map.of(),
            null,
            Map.of(),
            Set.of());
    EdgePath path = SCENE.edges().get("e2").path();
    assertThat(changed(Marks.NONE, keyed, all))
        .hasSize(1)
        .allMatch(b -> b.right() > path.from().x() + 200);
    assertThat(changed(keyed, Marks.NONE, all)).isEqualTo(changed(Marks.NONE, keyed, all));
  }

  private static List<Box> changed(Marks before, Marks after, Box shown) {
    return Changes.between(
        SCENE, Looks.of(Pipelines.CATALOG, before), Looks.of(Pipelines.CATALOG, after), shown, 1);
  }

  @Test
  void anErrorReplacesWhatTheNodeDoes() {
    Problem p = Problem.error("x", Place.node("f", "node f"), "column delay not found", "");
    Marks marks =
        new Marks(
            Set.of(),
            null,
            Set.of(),
            Map.of("f", List.of(p)),
            Map.of(),
            Map.of(),
            null,
            Map.of(),
            Set.of());
    NodeLook f = node("f", marks);
    assertThat(f.line()).isEqualTo("column delay not found");
    assertThat(f.problem()).isEqualTo(Severity.ERROR);
    assertThat(f.spoken("node f")).startsWith("node f, ").contains("has a problem");
  }

  @Test
  void anUpdatingStreamIsADoubleLineWithItsKey() {
    Contract updating =
        Contract.append(Schema.EMPTY, null, false)
            .updating(ChangelogMode.UPSERT, List.of("origin"));
    EdgeLook e =
        edge(
            "e2",
            new Marks(
                Set.of(),
                null,
                Set.of(),
                Map.of(),
                Map.of("f.out", updating),
                Map.of(),
                null,
                Map.of(),
                Set.of()));
    assertThat(e.updating()).isTrue();
    assertThat(e.label()).isEqualTo("origin");
  }

  @Test
  void aBypassedNodeSaysThatRowsPassItBy() {
    Graph g =
        Graph.of(
            Pipelines.GRAPH.nodes().values().stream()
                .map(n -> n.withBypassed(n.id().equals("f")))
                .toList(),
            List.copyOf(Pipelines.GRAPH.edges().values()));
    NodeShape f = BUILDER.build(g, Pipelines.LAYOUT).nodes().get("f");
    NodeLook look = Looks.of(Pipelines.CATALOG, Marks.NONE).node(f);
    assertThat(look.bypassed()).isTrue();
    assertThat(look.numbers()).isEqualTo("bypassed, rows pass by");
  }

  @Test
  void aFrameIsAsLargeAsItsMembersNeedAndATitleTakesHoldOfIt() {
    Layout l =
        Pipelines.LAYOUT
            .withNote(new Layout.Note("n1", "text", new Layout.Position(0, -120), 160, 80))
            .withFrame(new Layout.Frame("f1", "inputs", Set.of("s", "n1")));
    CanvasScene scene = BUILDER.build(Pipelines.GRAPH, l);
    FrameShape f = scene.frames().get("f1");
    assertThat(f.box().contains(scene.nodes().get("s").box())).isTrue();
    assertThat(f.box().contains(scene.notes().get("n1").box())).isTrue();
    assertThat(scene.frameAt(f.title().center())).contains(f);
    assertThat(scene.frameAt(f.box().center())).isEmpty();
    assertThat(scene.noteAt(new Point(80, -80)).map(NoteShape::id)).contains("n1");
  }

  @Test
  void whatIsMovedTakesItsEdgesAndFramesAlongAndNothingElse() {
    Layout l = Pipelines.LAYOUT.withFrame(new Layout.Frame("f1", "x", Set.of("f", "w")));
    CanvasScene scene = BUILDER.build(Pipelines.GRAPH, l);
    CanvasScene moved = BUILDER.moved(scene, l, Map.of("f", new Layout.Position(256, 320)));
    assertThat(moved.nodes()).containsOnlyKeys("f");
    assertThat(moved.edges()).containsOnlyKeys("e1", "e2");
    assertThat(moved.edges().get("e1").path().from())
        .isEqualTo(scene.edges().get("e1").path().from());
    assertThat(moved.frames().get("f1").box().contains(moved.nodes().get("f").box())).isTrue();
  }

  @Test
  void aSceneIsTheSameWhetherItIsMadeAnewOrFromTheOneBefore() {
    Layout l =
        Pipelines.LAYOUT
            .with("f", new Layout.Position(300, 40))
            .withBends("e2", List.of(new Layout.Position(480, 200)));
    Graph g = Pipelines.GRAPH.withEdges(Map.of("e2", Pipelines.GRAPH.edges().get("e2")));
    CanvasScene anew = BUILDER.build(g, l);
    CanvasScene from = BUILDER.build(g, l, SCENE);
    assertThat(from.nodes()).isEqualTo(anew.nodes());
    assertThat(from.edges()).isEqualTo(anew.edges());
    assertThat(from.nodes().get("k")).isSameAs(SCENE.nodes().get("k"));
  }

  @Test
  void onlyWhatLooksDifferentIsPaintedAnew() {
    Looks before = Looks.of(Pipelines.CATALOG, Marks.NONE);
    Looks after =
        Looks.of(
            Pipelines.CATALOG,
            new Marks(
                Set.of("f"),
                null,
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                Map.of(),
                Set.of()));
    List<Box> parts = Changes.between(SCENE, before, after, SCENE.bounds().grow(100), 1);
    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).contains(SCENE.nodes().get("f").box())).isTrue();
  }

  @Test
  void anOperatorThatIsNotInstalledStillHasThePortsThatItsEdgesUse() {
    Graph g =
        Pipelines.GRAPH.withNodes(
            Map.of(
                "s", Pipelines.node("s", "source"),
                "f", Pipelines.node("f", "gone"),
                "w", Pipelines.node("w", "window"),
                "k", Pipelines.node("k", "sink")));
    NodeShape f = BUILDER.build(g, Pipelines.LAYOUT).nodes().get("f");
    assertThat(f.inputs()).hasSize(1);
    assertThat(f.outputs()).hasSize(1);
    assertThat(Looks.of(Pipelines.CATALOG, Marks.NONE).node(f).line())
        .isEqualTo("unknown operator gone");
  }

  @Test
  void thePortsThatFitAreThoseThatAskingOneByOneFinds() {
    for (Contract out : new Contract[] {null, Contract.append(Schema.EMPTY, null, false)}) {
      Connections c =
          new Connections(
              Pipelines.CATALOG, Pipelines.GRAPH, out == null ? Map.of() : Map.of("w.out", out));
      for (NodeShape n : SCENE.nodes().values()) {
        for (PortShape p : CanvasScene.ports(n)) {
          Set<dev.eddy.model.graph.PortRef> asked = new java.util.HashSet<>();
          for (NodeShape m : SCENE.nodes().values()) {
            for (PortShape q : p.input() ? m.outputs() : m.inputs()) {
              String why = p.input() ? c.obstacle(q.ref(), p.ref()) : c.obstacle(p.ref(), q.ref());
              if (why.isEmpty()) {
                asked.add(q.ref());
              }
            }
          }
          assertThat(c.fitting(p.ref(), p.input())).as(p.ref().toString()).isEqualTo(asked);
        }
      }
    }
  }

  @Test
  void connectionsAreRefusedWithTheirReason() {
    Contract updating =
        Contract.append(Schema.EMPTY, null, false).updating(ChangelogMode.UPSERT, List.of("a"));
    Connections c = new Connections(Pipelines.CATALOG, Pipelines.GRAPH, Map.of("w.out", updating));
    assertThat(c.obstacle(Pipelines.ref("w.out"), Pipelines.ref("k.in"))).isEmpty();
    assertThat(c.obstacle(Pipelines.ref("s.out"), Pipelines.ref("f.in")))
        .isEqualTo("already connected");
    assertThat(c.obstacle(Pipelines.ref("w.late"), Pipelines.ref("f.in"))).contains("circle");
    assertThat(c.obstacle(Pipelines.ref("s.out"), Pipelines.ref("w.in")))
        .contains("takes one stream");
    assertThat(c.obstacle(Pipelines.ref("w.out"), Pipelines.FILTER))
        .contains("takes appended rows only");
    assertThat(c.obstacle(Pipelines.ref("w.out"), Pipelines.SOURCE)).contains("has no input");
  }
}
