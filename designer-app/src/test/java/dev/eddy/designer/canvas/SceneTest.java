package dev.eddy.designer.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.Message;
import dev.eddy.model.contract.ChangelogMode;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.graph.Graph;
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
  private static final CanvasScene SCENE = scene(Marks.NONE);

  private static CanvasScene scene(Marks marks) {
    return BUILDER.build(Pipelines.GRAPH, Pipelines.LAYOUT, marks);
  }

  private static Connections connections() {
    return new Connections(Pipelines.CATALOG, Pipelines.GRAPH, Map.of());
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
    assertThat(SCENE.edgeAt(e.curve().at(0.3).plus(0, 4), 6)).contains(e);
    assertThat(SCENE.middleAt(e.curve().at(0.5).plus(4, 0), 8)).contains(e);
    assertThat(SCENE.middleAt(e.curve().from(), 8)).isEmpty();
  }

  @Test
  void portsKnowWhetherTheyAreConnectedAndSideOutputsAreDiamonds() {
    assertThat(port("s.out", false).connected()).isTrue();
    assertThat(port("k.in", true).connected()).isFalse();
    assertThat(port("w.late", false).kind()).isEqualTo(PortShape.Kind.DIAMOND);
  }

  @Test
  void aNodeThatNeverRanSaysSoAndOneThatRanSaysItsRows() {
    assertThat(SCENE.nodes().get("w").numbers()).isEqualTo("not run yet");
    Moment at = new Moment(40_169, 2);
    CanvasScene paused =
        scene(
            new Marks(
                Set.of(),
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                status(Status.Phase.PAUSED, at, at),
                Map.of(),
                Set.of()));
    NodeShape w = paused.nodes().get("w");
    assertThat(w.numbers()).isEqualTo("39\u202f479 → 5\u202f244");
    assertThat(w.right()).isEqualTo("179 keys");
    assertThat(w.paused()).isTrue();
    assertThat(w.tag()).isEqualTo("stops before row 40\u202f169");
    assertThat(paused.nodes().get("s").numbers()).isEqualTo("40\u202f174 rows");
    assertThat(paused.edges().get("e2").current()).isTrue();
  }

  @Test
  void whileRunningTheWatermarkStandsRightAndInThePastNumbersAreMarked() {
    Marks running =
        new Marks(
            Set.of(),
            null,
            Map.of(),
            Map.of(),
            Map.of(),
            status(Status.Phase.RUNNING, new Moment(5, 0), new Moment(5, 0)),
            Map.of(),
            Set.of());
    assertThat(scene(running).nodes().get("w").right()).isEqualTo("13:57");
    assertThat(scene(running).nodes().get("w").rightIsTime()).isTrue();
    Marks past =
        new Marks(
            Set.of(),
            null,
            Map.of(),
            Map.of(),
            Map.of(),
            status(Status.Phase.PAUSED, new Moment(5, 0), new Moment(9, 0)),
            Map.of(),
            Set.of());
    assertThat(scene(past).nodes().get("w").past()).isTrue();
  }

  @Test
  void anErrorReplacesWhatTheNodeDoes() {
    Problem p = Problem.error("x", Place.node("f", "node f"), "column delay not found", "");
    NodeShape f =
        scene(
                new Marks(
                    Set.of(),
                    null,
                    Map.of("f", List.of(p)),
                    Map.of(),
                    Map.of(),
                    null,
                    Map.of(),
                    Set.of()))
            .nodes()
            .get("f");
    assertThat(f.line()).isEqualTo("column delay not found");
    assertThat(f.problem()).isEqualTo(Severity.ERROR);
    assertThat(f.spoken()).contains("has a problem");
  }

  @Test
  void anUpdatingStreamIsADoubleLineWithItsKey() {
    Contract updating =
        Contract.append(Schema.EMPTY, null, false)
            .updating(ChangelogMode.UPSERT, List.of("origin"));
    EdgeShape e =
        scene(
                new Marks(
                    Set.of(),
                    null,
                    Map.of(),
                    Map.of("f.out", updating),
                    Map.of(),
                    null,
                    Map.of(),
                    Set.of()))
            .edges()
            .get("e2");
    assertThat(e.updating()).isTrue();
    assertThat(e.label()).isEqualTo("origin");
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
    NodeShape f = BUILDER.build(g, Pipelines.LAYOUT, Marks.NONE).nodes().get("f");
    assertThat(f.inputs()).hasSize(1);
    assertThat(f.outputs()).hasSize(1);
    assertThat(f.line()).isEqualTo("unknown operator gone");
  }

  @Test
  void moveSnapsTheNodeUnderThePointerAndEndsInOneEdit() {
    Gesture.Move move =
        new Gesture.Move(
            Map.of("s", Pipelines.LAYOUT.positions().get("s")),
            Pipelines.LAYOUT.positions().get("s"),
            new Point(20, 20));
    move.drag(new Point(45, 20));
    assertThat(move.moved().get("s").x()).isEqualTo(32);
    Gesture.Outcome end = move.release(new Point(55, 53));
    Message.Apply apply = (Message.Apply) ((Gesture.Outcome.Send) end).message();
    assertThat(((GraphEdit.MoveNodes) apply.edit()).positions().get("s").x()).isEqualTo(32);
    assertThat(move.release(new Point(20, 20))).isEqualTo(Gesture.NOTHING);
  }

  @Test
  void aBandToTheRightTakesWholeNodesAndOneToTheLeftWhatItTouches() {
    Gesture.Band right = new Gesture.Band(SCENE, Set.of(), new Point(-10, -10));
    assertThat(selected(right.release(new Point(300, 100)))).containsExactly("s");
    Gesture.Band left = new Gesture.Band(SCENE, Set.of("k"), new Point(300, 100));
    assertThat(selected(left.release(new Point(-10, -10))))
        .containsExactlyInAnyOrder("s", "f", "k");
  }

  private static Set<String> selected(Gesture.Outcome o) {
    return ((Message.Select) ((Gesture.Outcome.Send) o).message()).selection().nodes();
  }

  @Test
  void aWireThatIsDroppedOnAFittingPortConnects() {
    Gesture.Connect wire =
        new Gesture.Connect(SCENE, Pipelines.GRAPH, connections(), port("w.late", false));
    wire.drag(port("k.in", true).at().plus(-4, 2));
    assertThat(wire.overlay().wire().reason()).isEmpty();
    Gesture.Outcome end = wire.release(port("k.in", true).at());
    Message.Apply apply = (Message.Apply) ((Gesture.Outcome.Send) end).message();
    assertThat(((GraphEdit.AddEdge) apply.edit()).edge().to()).isEqualTo(Pipelines.ref("k.in"));
  }

  @Test
  void aWireThatDoesNotFitSaysWhy() {
    Gesture.Connect wire =
        new Gesture.Connect(SCENE, Pipelines.GRAPH, connections(), port("w.out", false));
    wire.drag(port("f.in", true).at());
    assertThat(wire.overlay().wire().reason()).isEqualTo("that would be a circle");
    assertThat(wire.overlay().wire().fitting()).containsExactly(Pipelines.ref("k.in"));
  }

  @Test
  void aWireThatIsDroppedOnEmptyCanvasAsksForAnOperator() {
    Gesture.Connect wire =
        new Gesture.Connect(SCENE, Pipelines.GRAPH, connections(), port("w.out", false));
    Gesture.Outcome end = wire.release(new Point(900, 500));
    assertThat(end).isInstanceOf(Gesture.Outcome.QuickAdd.class);
    assertThat(((Gesture.Outcome.QuickAdd) end).from()).isEqualTo(Pipelines.ref("w.out"));
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
