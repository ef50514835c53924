package dev.eddy.designer.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.States;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each gesture as a value, without a screen: from the press to the document that it leaves. */
class GestureTest {
  private static final SceneBuilder BUILDER = new SceneBuilder(Pipelines.CATALOG, s -> 60);
  private static final Modifiers SHIFT = new Modifiers(true, false, false);
  private static final Modifiers CTRL = new Modifiers(false, true, false);
  private static final Modifiers ALT = new Modifiers(false, false, true);

  /** s → f → w, a sink k, and a filter x that is not connected; all in one row, x below. */
  private static final PipelineDocument DOCUMENT =
      new PipelineDocument(
          Graph.of(
              List.of(
                  Pipelines.node("s", "source"),
                  Pipelines.node("f", "filter"),
                  Pipelines.node("w", "window"),
                  Pipelines.node("k", "sink"),
                  Pipelines.node("x", "filter")),
              List.of(
                  Pipelines.edge("e1", "s.out", "f.in"), Pipelines.edge("e2", "f.out", "w.in"))),
          Pipelines.LAYOUT
              .with("x", new Layout.Position(256, 320))
              .withNote(new Layout.Note("n1", "text", new Layout.Position(0, 240), 160, 80))
              .withFrame(new Layout.Frame("g1", "inputs", Set.of("s"))));

  private AppState state = States.of(DOCUMENT);

  private CanvasScene scene() {
    PipelineDocument d = state.document();
    return BUILDER.build(d.graph(), d.layout());
  }

  private Press press(Point at, Modifiers held) {
    return new Press(scene(), state, Pipelines.CATALOG, at, 1, held, GestureTest::words);
  }

  /** Only one edge has words: twenty wide, where they were put or above its middle. */
  private static @Nullable Box words(EdgeShape e) {
    Point at = e.labelAt() == null ? e.middle().plus(0, -30) : e.labelAt();
    return e.id().equals("e2") ? new Box(at.x() - 10, at.y() - 6, 20, 12) : null;
  }

  private Gesture begin(Point at, Modifiers held) {
    Press p = press(at, held);
    p.select().ifPresent(this::send);
    return press(at, held).start().gesture();
  }

  private void send(Message m) {
    state = States.after(state, m);
  }

  /** Presses, drags in steps and releases, as a hand does. */
  private Gesture.Outcome drag(Point from, Point to, Modifiers pressed, Modifiers held) {
    Gesture g = begin(from, pressed);
    assertThat(g).as("a drag from " + from).isNotNull();
    for (int i = 1; i <= 4; i++) {
      g.drag(
          new Point(from.x() + (to.x() - from.x()) * i / 4, from.y() + (to.y() - from.y()) * i / 4),
          held);
    }
    Gesture.Outcome outcome = g.release(to, held);
    if (outcome instanceof Gesture.Outcome.Send s) {
      send(s.message());
    }
    return outcome;
  }

  private Gesture.Outcome drag(Point from, Point to) {
    return drag(from, to, Modifiers.NONE, Modifiers.NONE);
  }

  private Point port(String ref, boolean input) {
    return scene().port(Pipelines.ref(ref), input).orElseThrow().at();
  }

  private Point middleOf(String node) {
    return scene().nodes().get(node).box().center();
  }

  private List<String> wires() {
    List<String> out = new ArrayList<>();
    for (Edge e : state.graph().edges().values()) {
      out.add(e.from() + " " + e.to());
    }
    return out;
  }

  private Layout layout() {
    return state.document().layout();
  }

  private void undoOnce() {
    send(new Message.Undo());
    assertThat(state.document()).isEqualTo(DOCUMENT);
  }

  @Test
  void everyGestureTouchesNothingUntilItIsReleased() {
    List<Point> froms =
        List.of(
            middleOf("s"),
            port("w.late", false),
            port("f.in", true),
            new Point(80, 280),
            new Point(40, -24),
            new Point(900, 600));
    for (Point from : froms) {
      for (Modifiers held : List.of(Modifiers.NONE, SHIFT, CTRL, ALT)) {
        Gesture g = press(from, held).start().gesture();
        assertThat(g).as("at " + from).isNotNull();
        g.drag(from.plus(70, 90), held);
        g.overlay();
        g.moved();
        g.hiddenEdges();
        // Escape forgets the gesture; nothing was sent, so nothing is to be undone.
        assertThat(state.document()).isEqualTo(DOCUMENT);
        assertThat(state.open().history().canUndo()).isFalse();
      }
    }
  }

  @Test
  void aNodeIsMovedOnTheGridInOneStep() {
    drag(middleOf("s"), middleOf("s").plus(35, 53));
    assertThat(layout().positions().get("s")).isEqualTo(new Layout.Position(32, 48));
    undoOnce();
  }

  @Test
  void aSelectionMovesTogetherWithNotesAndMembersOfFrames() {
    send(new Message.Select(new Selection(Set.of("f"), null, Set.of("n1", "g1"))));
    drag(middleOf("f"), middleOf("f").plus(16, 160));
    assertThat(layout().positions().get("f")).isEqualTo(new Layout.Position(272, 160));
    assertThat(layout().positions().get("s")).isEqualTo(new Layout.Position(16, 160));
    assertThat(layout().notes().get("n1").at()).isEqualTo(new Layout.Position(16, 400));
    assertThat(state.open().history().done()).hasSize(1);
    undoOnce();
  }

  @Test
  void aFrameIsMovedByItsTitleWithAllThatItHolds() {
    drag(scene().frames().get("g1").title().center(), new Point(88, 100));
    assertThat(layout().positions().get("s").y()).isGreaterThan(0);
    assertThat(layout().positions().get("f").y()).isEqualTo(0);
    undoOnce();
  }

  @Test
  void aBandToTheRightTakesWhatIsWholeInItAndOneToTheLeftWhatItTouches() {
    drag(new Point(-60, 160), new Point(450, 500));
    assertThat(state.selection().nodes()).containsExactly("x");
    assertThat(state.selection().notes()).containsExactly("n1");
    drag(new Point(300, 150), new Point(200, 60));
    assertThat(state.selection().nodes()).containsExactly("f");
  }

  @Test
  void aBandWithShiftAddsAndWithCtrlTurnsAround() {
    send(new Message.Select(Selection.nodes(Set.of("k", "x"))));
    drag(new Point(300, 150), new Point(200, 60), SHIFT, SHIFT);
    assertThat(state.selection().nodes()).containsExactlyInAnyOrder("k", "x", "f");
    drag(new Point(240, 300), new Point(450, 500), CTRL, CTRL);
    assertThat(state.selection().nodes()).containsExactlyInAnyOrder("k", "f");
  }

  @Test
  void aWireThatIsDroppedOnAFittingPortConnects() {
    drag(port("w.late", false), port("k.in", true).plus(-4, 2));
    assertThat(wires()).contains("w.late k.in");
    undoOnce();
  }

  @Test
  void aWireCanBeDrawnBackwardsFromAnInput() {
    drag(port("k.in", true), port("w.out", false));
    assertThat(wires()).contains("w.out k.in");
  }

  @Test
  void aWireOverANodeTakesItsFirstFittingPort() {
    drag(port("w.out", false), middleOf("k"));
    assertThat(wires()).contains("w.out k.in");
  }

  @Test
  void aWireThatDoesNotFitSaysWhyAndTheRestFades() {
    Gesture g = begin(port("w.out", false), Modifiers.NONE);
    g.drag(port("f.in", true), Modifiers.NONE);
    Overlay.Wire wire = (Overlay.Wire) g.overlay();
    assertThat(wire.reason()).isEqualTo("that would be a circle");
    assertThat(wire.fitting())
        .containsExactlyInAnyOrder(Pipelines.ref("k.in"), Pipelines.ref("x.in"));
    Gesture.Outcome end = g.release(port("f.in", true), Modifiers.NONE);
    assertThat(((Gesture.Outcome.Send) end).message())
        .isEqualTo(new Message.ShowNote("Does not fit: that would be a circle."));
  }

  @Test
  void aWireThatIsDroppedOnEmptyCanvasAsksForAnOperator() {
    Gesture.Outcome end = drag(port("w.out", false), new Point(1200, 600));
    assertThat(end).isInstanceOf(Gesture.Outcome.QuickAdd.class);
    assertThat(((Gesture.Outcome.QuickAdd) end).from()).isEqualTo(Pipelines.ref("w.out"));
    assertThat(state.document()).isEqualTo(DOCUMENT);
  }

  @Test
  void aNodeThatIsDroppedOnAnEdgeGoesInAndWhatFollowsMakesRoom() {
    Gesture.Outcome end = drag(middleOf("x"), scene().edges().get("e2").middle());
    assertThat(end).isInstanceOf(Gesture.Outcome.Send.class);
    assertThat(wires()).containsExactlyInAnyOrder("s.out f.in", "f.out x.in", "x.out w.in");
    double right = scene().nodes().get("x").box().right();
    assertThat(scene().nodes().get("w").box().x()).isGreaterThanOrEqualTo(right + NodeGeometry.GAP);
    assertThat(layout().positions().get("k")).isEqualTo(new Layout.Position(768, 160));
    undoOnce();
  }

  @Test
  void withAltANodeIsDroppedOverAnEdgeAndStaysOut() {
    drag(middleOf("x"), scene().edges().get("e2").middle(), Modifiers.NONE, ALT);
    assertThat(wires()).containsExactlyInAnyOrder("s.out f.in", "f.out w.in");
    assertThat(layout().positions().get("x").y()).isLessThan(100);
  }

  @Test
  void theEdgeThatANodeWouldGoIntoGlowsWhileItIsDragged() {
    Gesture g = begin(middleOf("x"), Modifiers.NONE);
    g.drag(scene().edges().get("e2").middle(), Modifiers.NONE);
    assertThat(g.overlay()).isInstanceOf(Overlay.Splice.class);
    assertThat(((Overlay.Splice) g.overlay()).edge().id()).isEqualTo("e2");
    g.drag(new Point(900, 600), Modifiers.NONE);
    assertThat(g.overlay()).isEqualTo(Overlay.NONE);
  }

  @Test
  void draggedWithAltANodeIsPulledOutAndItsChainCloses() {
    drag(middleOf("f"), middleOf("f").plus(0, 160), ALT, ALT);
    assertThat(wires()).containsExactly("s.out w.in");
    assertThat(layout().positions().get("f")).isEqualTo(new Layout.Position(256, 160));
    assertThat(state.open().history().done()).hasSize(1);
    undoOnce();
  }

  @Test
  void draggedWithCtrlASelectionIsDuplicatedWithTheEdgesInIt() {
    send(new Message.Select(new Selection(Set.of("s", "f"), null, Set.of("n1"))));
    drag(middleOf("s"), middleOf("s").plus(0, 480), CTRL, CTRL);
    assertThat(state.graph().nodes()).hasSize(7);
    assertThat(state.graph().edges()).hasSize(3);
    assertThat(layout().notes()).hasSize(2);
    assertThat(state.selection().nodes()).hasSize(2).doesNotContain("s", "f");
    assertThat(layout().positions().get("s")).isEqualTo(new Layout.Position(0, 0));
    undoOnce();
  }

  @Test
  void theEndOfAnEdgeIsPutOnAnotherPort() {
    drag(port("w.in", true), port("x.in", true));
    assertThat(wires()).containsExactlyInAnyOrder("s.out f.in", "f.out x.in");
    undoOnce();
  }

  @Test
  void theStartOfAnEdgeIsTakenNearIt() {
    EdgeShape e = scene().edges().get("e2");
    drag(e.path().from().plus(14, 0), port("s.out", false));
    assertThat(wires()).containsExactlyInAnyOrder("s.out f.in", "s.out w.in");
  }

  @Test
  void anEdgeWhoseEndIsDroppedOnEmptyCanvasIsGone() {
    drag(port("w.in", true), new Point(600, 500));
    assertThat(wires()).containsExactly("s.out f.in");
    undoOnce();
  }

  @Test
  void anEdgeWhoseEndComesBackStaysAsItWas() {
    Gesture g = begin(port("w.in", true), Modifiers.NONE);
    g.drag(new Point(600, 500), Modifiers.NONE);
    assertThat(g.hiddenEdges()).containsExactly("e2");
    assertThat(g.release(port("w.in", true), Modifiers.NONE)).isEqualTo(Gesture.NOTHING);
  }

  @Test
  void withCtrlAllEdgesOfAnOutputMoveTogether() {
    drag(port("s.out", false), port("k.in", true));
    assertThat(wires()).contains("s.out k.in");
    drag(port("s.out", false), port("x.out", false), CTRL, CTRL);
    assertThat(wires()).containsExactlyInAnyOrder("x.out f.in", "x.out k.in", "f.out w.in");
  }

  @Test
  void aStrokeCutsTheEdgesThatItCrosses() {
    CutGesture cut = new CutGesture(scene(), new Point(220, -60));
    cut.drag(new Point(220, 120), CTRL);
    cut.drag(new Point(470, 120), CTRL);
    assertThat(((Overlay.Cut) cut.overlay()).edges())
        .extracting(EdgeShape::id)
        .containsExactly("e1");
    Gesture.Outcome end = cut.release(new Point(470, -60), CTRL);
    send(((Gesture.Outcome.Send) end).message());
    assertThat(wires()).isEmpty();
    undoOnce();
  }

  @Test
  void aStrokeThatCrossesNothingChangesNothing() {
    CutGesture cut = new CutGesture(scene(), new Point(0, 600));
    assertThat(cut.release(new Point(400, 600), CTRL)).isEqualTo(Gesture.NOTHING);
  }

  @Test
  void aDoubleClickOnAnEdgeBendsItAndAnotherOneStraightensIt() {
    Point on = scene().edges().get("e2").path().at(0.3);
    Press.Twice add = press(on, Modifiers.NONE).twice();
    send(((Press.Twice.Send) add).message());
    assertThat(layout().bendsOf("e2")).containsExactly(new Layout.Position(on.x(), on.y()));
    Press.Twice remove = press(on, Modifiers.NONE).twice();
    send(((Press.Twice.Send) remove).message());
    assertThat(layout()).isEqualTo(DOCUMENT.layout());
  }

  @Test
  void aLabelIsDraggedAlongItsEdgeAndAwayFromIt() {
    EdgeShape edge = scene().edges().get("e2");
    Point label = edge.middle().plus(4, -28);
    drag(label, label.plus(-8, 60));
    Layout.Label put = layout().labels().get("e2");
    assertThat(scene().edges().get("e2").labelAt())
        .as("it keeps its distance from the mouse")
        .satisfies(p -> assertThat(p.distance(edge.middle().plus(-8, 30))).isLessThan(1.5));
    assertThat(put.dy()).isGreaterThan(20);
    send(new Message.Apply(GraphEdit.MoveNodes.one("w", new Layout.Position(600, 40))));
    assertThat(layout().labels().get("e2")).as("it goes with its edge").isEqualTo(put);
  }

  @Test
  void aLabelNearItsEdgeStandsOnIt() {
    EdgeShape edge = scene().edges().get("e2");
    Point label = edge.middle().plus(0, -30);
    drag(label, edge.path().at(0.25).plus(0, 3));
    assertThat(layout().labels().get("e2").dx()).isZero();
    assertThat(layout().labels().get("e2").dy()).isZero();
  }

  @Test
  void aDoubleClickOnALabelPutsItBack() {
    Point label = scene().edges().get("e2").middle().plus(0, -30);
    assertThat(press(label, Modifiers.NONE).twice()).as("it stands where it should").isNull();
    drag(label, label.plus(0, -40));
    Press.Twice back = press(label.plus(0, -40), Modifiers.NONE).twice();
    send(((Press.Twice.Send) back).message());
    assertThat(layout()).isEqualTo(DOCUMENT.layout());
  }

  @Test
  void aPressOnALabelSelectsItsEdge() {
    Point label = scene().edges().get("e2").middle().plus(0, -30);
    assertThat(press(label, Modifiers.NONE).select())
        .contains(new Message.Select(Selection.edge("e2")));
  }

  @Test
  void orthogonalEdgesAreHitBentAndCutWhereTheyAreDrawn() {
    send(new Message.Apply(GraphEdit.MoveNodes.one("w", new Layout.Position(512, 320))));
    send(new Message.Apply(new GraphEdit.SetRouting(Layout.Routing.ORTHOGONAL)));
    EdgePath path = scene().edges().get("e2").path();
    double upright = path.middle().x();
    Point on = new Point(upright, path.middle().y() + 70);
    assertThat(press(on, Modifiers.NONE).select())
        .contains(new Message.Select(Selection.edge("e2")));
    Press.Twice bend = press(on, Modifiers.NONE).twice();
    send(((Press.Twice.Send) bend).message());
    drag(on, on.plus(16, 0));
    Layout.Position bent = layout().bendsOf("e2").get(0);
    assertThat(scene().edges().get("e2").path().distance(new Point(bent.x(), bent.y() - 90)))
        .as("the upright line has moved with the bend")
        .isLessThan(0.001);
    CutGesture cut = new CutGesture(scene(), new Point(bent.x() - 20, bent.y() - 60));
    Gesture.Outcome end = cut.release(new Point(bent.x() + 20, bent.y() - 60), CTRL);
    send(((Gesture.Outcome.Send) end).message());
    assertThat(state.graph().edges()).doesNotContainKey("e2");
  }

  @Test
  void aBendIsDragged() {
    Point on = scene().edges().get("e2").path().at(0.3);
    send(((Press.Twice.Send) press(on, Modifiers.NONE).twice()).message());
    drag(on, on.plus(0, 96));
    assertThat(layout().bendsOf("e2").get(0).y()).isGreaterThan(120);
    assertThat(scene().edges().get("e2").path().bounds().bottom()).isGreaterThan(120);
  }

  @Test
  void aClickInTheMiddleOfAnEdgeSetsABreakpointAndElsewhereSelectsIt() {
    Point middle = scene().edges().get("e2").middle();
    assertThat(press(middle, Modifiers.NONE).click()).contains(new Message.ToggleStop("e2"));
    assertThat(press(middle, Modifiers.NONE).select())
        .as("its rows and the condition are shown, too")
        .contains(new Message.Select(Selection.edge("e2")));
    assertThat(press(middle.plus(8, 0), Modifiers.NONE).select())
        .as("beside the dot the edge is meant")
        .contains(new Message.Select(Selection.edge("e2")));
    Point aside = scene().edges().get("e2").path().at(0.25);
    assertThat(press(aside, Modifiers.NONE).select())
        .contains(new Message.Select(Selection.edge("e2")));
  }

  @Test
  void aClickWithCtrlTurnsOneNodeOfTheSelection() {
    send(new Message.Select(Selection.nodes(Set.of("s", "f"))));
    assertThat(press(middleOf("f"), CTRL).click())
        .contains(new Message.Select(Selection.nodes(Set.of("s"))));
    assertThat(press(middleOf("f"), Modifiers.NONE).click())
        .contains(new Message.Select(Selection.node("f")));
    assertThat(press(new Point(900, 600), Modifiers.NONE).click())
        .contains(new Message.Select(Selection.NONE));
  }

  @Test
  void aNoteThatLiesOverAnEdgeIsTakenAndNotTheEdgeBelowItSaveForItsBreakpoint() {
    Point middle = scene().edges().get("e1").middle();
    Layout.Position at = new Layout.Position(middle.x() - 60, middle.y() - 40);
    send(new Message.Apply(new GraphEdit.SetNote("n1", layout().notes().get("n1").at(at))));
    assertThat(press(middle.plus(2, 1), Modifiers.NONE).edge()).isNull();
    assertThat(press(middle, Modifiers.NONE).click()).isEmpty();
    send(new Message.ToggleStop("e1"));
    assertThat(press(middle, Modifiers.NONE).click())
        .as("its dot is seen on the note")
        .contains(new Message.ToggleStop("e1"));
    assertThat(press(middle.plus(0, 20), Modifiers.NONE).edge()).isNull();
  }

  @Test
  void aFrameOfAFileThatNamesWhatIsGoneIsMovedByItsTitleAllTheSame() {
    Set<String> members = new LinkedHashSet<>(List.of("gone", "s"));
    state =
        States.of(
            new PipelineDocument(
                DOCUMENT.graph(),
                DOCUMENT.layout().withFrame(new Layout.Frame("g1", "inputs", members))));
    drag(scene().frames().get("g1").title().center(), new Point(88, 100));
    assertThat(layout().positions().get("s").y()).isGreaterThan(0);
    CanvasScene empty =
        BUILDER.build(
            Graph.EMPTY, Layout.EMPTY.withFrame(new Layout.Frame("g", "all gone", Set.of("gone"))));
    assertThat(empty.frameAt(new Point(0, -30))).as("what holds nothing takes no hold").isEmpty();
  }

  @Test
  void aNoteIsMovedResizedAndOpened() {
    drag(new Point(80, 280), new Point(96, 296));
    assertThat(layout().notes().get("n1").at()).isEqualTo(new Layout.Position(16, 256));
    drag(new Point(174, 334), new Point(240, 400));
    assertThat(layout().notes().get("n1").width()).isEqualTo(224);
    assertThat(press(new Point(80, 280), Modifiers.NONE).twice())
        .isInstanceOf(Press.Twice.EditNote.class);
  }

  @Test
  void aDoubleClickOnEmptyCanvasAsksForAnOperatorAndOnAFrameForItsTitle() {
    assertThat(press(new Point(900, 600), Modifiers.NONE).twice())
        .isEqualTo(new Press.Twice.Ask(new Point(900, 600)));
    assertThat(press(scene().frames().get("g1").title().center(), Modifiers.NONE).twice())
        .isInstanceOf(Press.Twice.EditFrame.class);
  }

  @Test
  void aMenuIsAboutWhatItIsOpenedOn() {
    assertThat(press(middleOf("f"), Modifiers.NONE).selectForMenu())
        .contains(new Message.Select(Selection.node("f")));
    send(new Message.Select(Selection.nodes(Set.of("s", "f"))));
    assertThat(press(middleOf("f"), Modifiers.NONE).selectForMenu()).isEmpty();
  }

  @Test
  void hoveringTellsOfPortsEdgesAndErrors() {
    Camera c = Camera.HOME;
    PortShape p = scene().port(Pipelines.ref("w.late"), false).orElseThrow();
    assertThat(HoverWords.of(state, new OverlayPainter.Hover(null, null, p), c))
        .isEqualTo("late, an output: its columns are not known");
    assertThat(
            HoverWords.of(
                state, new OverlayPainter.Hover(null, scene().edges().get("e2"), null), c))
        .contains("breakpoint");
  }

  @Test
  void whatTheTooltipTakesForADotAClickTakesForIt() {
    Point bend = scene().edges().get("e1").middle();
    send(
        new Message.Apply(
            new GraphEdit.SetBends("e1", List.of(new Layout.Position(bend.x(), bend.y())))));
    int dots = 0;
    for (EdgeShape e : scene().edges().values()) {
      for (int dx = -16; dx <= 16; dx += 2) {
        for (int dy = -34; dy <= 16; dy += 2) {
          Point p = e.middle().plus(dx, dy);
          boolean free =
              Press.portAt(scene(), p, 1) == null
                  && scene().nodeAt(p).isEmpty()
                  && scene().noteAt(p).isEmpty()
                  && Press.labelled(scene(), p, GestureTest::words) == null;
          boolean dot = free && Press.dotted(scene(), p, 1) != null;
          assertThat(dot)
              .as(e.id() + " at " + dx + ", " + dy)
              .isEqualTo(
                  press(p, Modifiers.NONE).click().orElse(null) instanceof Message.ToggleStop);
          dots += dot ? 1 : 0;
        }
      }
    }
    assertThat(dots).as("some of both kinds were tried").isPositive();
  }
}
