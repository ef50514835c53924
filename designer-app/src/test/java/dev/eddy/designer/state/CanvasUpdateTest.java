package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Edge;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CanvasUpdateTest {
  private static final PipelineDocument DOCUMENT =
      new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT);

  private static AppState with(Selection selection) {
    return States.after(States.of(DOCUMENT), new Message.Select(selection));
  }

  private static List<String> wires(Graph g) {
    return g.edges().values().stream().map(e -> e.from() + " " + e.to()).toList();
  }

  private static PipelineDocument undone(AppState s) {
    return States.after(s, new Message.Undo()).document();
  }

  @Test
  void deletingKeepsAGapAndHealingClosesIt() {
    AppState selected = with(Selection.node("f"));
    assertThat(wires(States.after(selected, new Message.DeleteSelection()).graph())).isEmpty();
    AppState healed = States.after(selected, new CanvasMessage.DeleteAndHeal());
    assertThat(wires(healed.graph())).containsExactly("s.out w.in");
    assertThat(undone(healed)).isEqualTo(DOCUMENT);
  }

  @Test
  void aFrameIsDeletedAndHealedTogetherWithAllThatItHolds() {
    PipelineDocument framed =
        new PipelineDocument(
            DOCUMENT.graph(),
            DOCUMENT.layout().withFrame(new Layout.Frame("g", "middle", Set.of("f"))));
    AppState healed =
        States.after(
            States.of(framed),
            new Message.Select(new Selection(Set.of("f"), null, Set.of("g"))),
            new CanvasMessage.DeleteAndHeal());
    assertThat(healed.document().layout().frames()).isEmpty();
    assertThat(wires(healed.graph())).containsExactly("s.out w.in");
    assertThat(undone(healed)).isEqualTo(framed);
  }

  @Test
  void aWholeChainIsDeletedAndHealed() {
    Graph g =
        Graph.of(
            List.of(
                Pipelines.node("s", "source"),
                Pipelines.node("a", "filter"),
                Pipelines.node("b", "filter"),
                Pipelines.node("k", "sink")),
            List.of(
                Pipelines.edge("1", "s.out", "a.in"),
                Pipelines.edge("2", "a.out", "b.in"),
                Pipelines.edge("3", "b.out", "k.in")));
    AppState s = States.of(new PipelineDocument(g, Layout.EMPTY));
    s =
        States.after(
            s,
            new Message.Select(Selection.nodes(Set.of("a", "b"))),
            new CanvasMessage.DeleteAndHeal());
    assertThat(wires(s.graph())).containsExactly("s.out k.in");
  }

  @Test
  void aSideOutputIsNotHealed() {
    Graph g =
        Pipelines.GRAPH.withEdges(
            Map.of(
                "e1", Pipelines.edge("e1", "s.out", "w.in"),
                "e2", Pipelines.edge("e2", "w.late", "k.in"),
                "e3", Pipelines.edge("e3", "w.out", "f.in")));
    AppState s =
        States.after(
            States.of(new PipelineDocument(g, Pipelines.LAYOUT)),
            new Message.Select(Selection.node("w")),
            new CanvasMessage.PullOut());
    assertThat(wires(s.graph())).containsExactly("s.out f.in");
    assertThat(s.graph().nodes()).containsKey("w");
  }

  @Test
  void arrowsWalkToTheNearestNodeAndTheCameraFollows() {
    Next next =
        Update.update(with(Selection.node("f")), new CanvasMessage.Walk(Arrange.Direction.RIGHT));
    assertThat(next.state().selection().single()).isEqualTo("w");
    assertThat(next.effects()).contains(new Effect.Aim(Effect.Aim.Kind.REVEAL, "w"));
    AppState first =
        States.after(with(Selection.NONE), new CanvasMessage.Walk(Arrange.Direction.UP));
    assertThat(first.selection().single()).isEqualTo("s");
    assertThat(
            States.after(with(Selection.node("s")), new CanvasMessage.Walk(Arrange.Direction.LEFT))
                .selection()
                .single())
        .isEqualTo("s");
  }

  @Test
  void allThatFeedsOrIsFedIsSelected() {
    assertThat(
            States.after(with(Selection.node("f")), new CanvasMessage.SelectFlow(true))
                .selection()
                .nodes())
        .containsExactlyInAnyOrder("s", "f");
    assertThat(
            States.after(with(Selection.node("f")), new CanvasMessage.SelectFlow(false))
                .selection()
                .nodes())
        .containsExactlyInAnyOrder("f", "w");
  }

  @Test
  void nodesAreAlignedAndDistributedInOneStepEach() {
    AppState s = with(Selection.nodes(Set.of("s", "f", "k")));
    Map<String, Double> widths = Map.of("s", 176.0, "f", 256.0, "k", 208.0);
    CanvasMessage.Align align = new CanvasMessage.Align(Arrange.Alignment.BOTTOM);
    assertThat(Update.update(s, align).effects()).containsExactly(new Effect.Measure(align));
    AppState aligned = States.after(s, align.withWidths(widths));
    assertThat(aligned.document().layout().positions().values())
        .filteredOn(p -> p.x() != 512)
        .allMatch(p -> p.y() == 160);
    assertThat(undone(aligned)).isEqualTo(DOCUMENT);
    AppState even = States.after(s, new CanvasMessage.Distribute(true).withWidths(widths));
    Map<String, Layout.Position> p = even.document().layout().positions();
    assertThat(p.get("f").x() - p.get("s").x() - 176)
        .as("gaps between what is painted")
        .isEqualTo(p.get("k").x() - p.get("f").x() - 256);
  }

  @Test
  void nodesAndNotesAreNudgedTogetherAsOneStep() {
    AppState s = States.after(States.of(DOCUMENT), note());
    Set<String> note = s.selection().notes();
    s =
        States.after(
            s,
            new Message.Select(new Selection(Set.of("s"), null, note)),
            new Message.Nudge(16, 0),
            new Message.Nudge(16, 0));
    assertThat(s.document().layout().positions().get("s").x()).isEqualTo(32);
    assertThat(s.document().layout().notes().values()).allMatch(n -> n.at().x() == 132);
    assertThat(undone(s).layout().notes().values()).allMatch(n -> n.at().x() == 100);
  }

  private static CanvasMessage note() {
    return new CanvasMessage.AddNote(new Layout.Position(100, 100), "text");
  }

  @Test
  void aFrameIsDrawnRoundTheSelectionAndGoesWithItsLastMember() {
    AppState s =
        States.after(with(Selection.nodes(Set.of("s"))), new CanvasMessage.FrameSelection());
    assertThat(s.document().layout().frames()).hasSize(1);
    assertThat(s.selection().notes()).hasSize(1);
    s = States.after(s, new Message.Select(Selection.node("s")), new Message.DeleteSelection());
    assertThat(s.document().layout().frames()).isEmpty();
    s = States.after(s, new Message.Undo(), new Message.Undo());
    assertThat(s.document()).isEqualTo(DOCUMENT);
  }

  @Test
  void aFrameIsDeletedWithoutWhatItHolds() {
    AppState s =
        States.after(
            with(Selection.nodes(Set.of("s"))),
            new CanvasMessage.FrameSelection(),
            new Message.DeleteSelection());
    assertThat(s.document()).isEqualTo(DOCUMENT);
    assertThat(s.open().history().done()).hasSize(2);
  }

  @Test
  void nodesAreBypassedAndUsedAgain() {
    AppState s =
        States.after(with(Selection.nodes(Set.of("f", "w"))), new CanvasMessage.ToggleBypass());
    assertThat(s.graph().nodes().get("f").bypassed()).isTrue();
    assertThat(s.graph().nodes().get("w").bypassed()).isTrue();
    s = States.after(s, new CanvasMessage.ToggleBypass());
    assertThat(s.document()).isEqualTo(DOCUMENT);
  }

  @Test
  void aLayoutThatComesTooLateIsDropped() {
    AppState s = States.of(DOCUMENT);
    Next asked = Update.update(s, new CanvasMessage.AutoLayout(true));
    Effect.LayOut effect = (Effect.LayOut) asked.effects().get(0);
    Map<String, Layout.Position> places = Map.of("s", new Layout.Position(-160, 0));
    AppState late =
        States.after(
            asked.state(),
            new Message.Apply(Edits.rename("s", "other")),
            new CanvasMessage.LaidOut("main", effect.revision(), places));
    assertThat(late.document().layout()).isEqualTo(DOCUMENT.layout());
    OpenProject both = asked.state().open().withDocument("copy", DOCUMENT).showing("copy");
    AppState elsewhere =
        States.after(
            asked.state().withOpen(both),
            new CanvasMessage.LaidOut("main", both.revision(), places));
    assertThat(elsewhere.open().pipeline()).isEqualTo("copy");
    assertThat(elsewhere.document()).isEqualTo(DOCUMENT);
    AppState inTime =
        States.after(asked.state(), new CanvasMessage.LaidOut("main", effect.revision(), places));
    assertThat(inTime.document().layout().positions().get("s").x()).isEqualTo(-160);
    assertThat(undone(inTime)).isEqualTo(DOCUMENT);
  }

  @Test
  void aCancelledLayoutIsNotAppliedThoughItsAnswerWasUnderWay() {
    AppState s = States.after(States.of(DOCUMENT), new CanvasMessage.AutoLayout(true));
    s = States.after(s, new Message.ShowNote("something else"));
    assertThat(s.layingOut()).as("whatever the status bar says").isTrue();
    s =
        States.after(
            s,
            new CanvasMessage.CancelLayout(),
            new CanvasMessage.LaidOut(
                "main", s.open().revision(), Map.of("s", new Layout.Position(-160, 0))));
    assertThat(s.layingOut()).isFalse();
    assertThat(s.document()).isEqualTo(DOCUMENT);
  }

  @Test
  void arrangingTakesAwayTheBendsOfWhatItMoves() {
    PipelineDocument bent =
        new PipelineDocument(
            DOCUMENT.graph(),
            DOCUMENT.layout().withBends("e1", List.of(new Layout.Position(200, 300))));
    AppState s = States.of(bent);
    Map<String, Layout.Position> places = new LinkedHashMap<>(DOCUMENT.layout().positions());
    s =
        States.after(
            s,
            new CanvasMessage.AutoLayout(true),
            new CanvasMessage.LaidOut("main", s.open().revision(), places));
    assertThat(s.document().layout().bends()).isEmpty();
    assertThat(undone(s)).isEqualTo(bent);
  }

  @Property(tries = 200)
  void alignedNodesShareALineAndDistributedOnesAGap(
      @ForAll @Size(min = 6, max = 12) List<@IntRange(min = -900, max = 900) Integer> places) {
    Map<String, Arrange.Spot> spots = new LinkedHashMap<>();
    for (int i = 0; i + 1 < places.size(); i += 2) {
      spots.put("n" + i, new Arrange.Spot(places.get(i), places.get(i + 1), 176 + 16 * i, 80));
    }
    assertThat(Arrange.align(spots, Arrange.Alignment.LEFT).values())
        .extracting(Layout.Position::x)
        .containsOnly(spots.values().stream().mapToDouble(Arrange.Spot::x).min().orElseThrow());
    Map<String, Layout.Position> even = Arrange.distribute(spots, false);
    List<Double> ys = even.values().stream().map(Layout.Position::y).toList();
    for (int i = 2; i < ys.size(); i++) {
      assertThat(ys.get(i) - ys.get(i - 1))
          .isCloseTo(ys.get(1) - ys.get(0), org.assertj.core.data.Offset.offset(0.11));
    }
  }

  @Test
  void aDuplicateHasItsOwnNamesAndTheEdgesAmongItsNodes() {
    AppState s =
        States.after(with(Selection.nodes(Set.of("s", "f"))), new Message.DuplicateSelection());
    assertThat(s.graph().nodes()).hasSize(6);
    assertThat(s.graph().nodes().values().stream().map(n -> n.name()).distinct()).hasSize(6);
    Edge copied =
        s.graph().edges().values().stream()
            .filter(e -> s.selection().nodes().contains(e.from().node()))
            .findFirst()
            .orElseThrow();
    assertThat(s.selection().nodes()).contains(copied.to().node());
  }

  @Test
  void enterOpensWhatIsSelected() {
    Next node = Update.update(with(Selection.node("f")), new CanvasMessage.OpenSelection());
    assertThat(node.state().panels().inspector()).isEqualTo(Panels.Inspector.SETTINGS);
    assertThat(node.effects()).containsExactly(Effect.Dialog.DETAILS);
    AppState edge =
        States.after(
            with(Selection.edge("e2")),
            new Message.OpenBottom(false),
            new CanvasMessage.OpenSelection());
    assertThat(edge.panels().bottomOpen()).isTrue();
    assertThat(edge.panels().bottom()).isEqualTo(Panels.Bottom.DATA);
    AppState noted = States.after(States.of(DOCUMENT), note());
    String id = noted.document().layout().notes().keySet().iterator().next();
    AppState chosen = States.after(noted, new Message.Select(Selection.note(id)));
    assertThat(Update.update(chosen, new CanvasMessage.OpenSelection()).effects())
        .containsExactly(new Effect.EditText(id));
    assertThat(Update.update(with(Selection.NONE), new CanvasMessage.OpenSelection()).effects())
        .isEmpty();
  }

  @Test
  void aSubGraphIsEnteredByOpeningIt() {
    AppState s = States.after(with(Selection.node("f")), new CanvasMessage.Group());
    String inner = s.graph().nodes().get(s.selection().single()).operator();
    AppState in = States.after(s, new CanvasMessage.OpenSelection());
    assertThat(in.open().pipeline()).isNotEqualTo("main");
    assertThat(inner).endsWith(in.open().pipeline());
  }

  @Test
  void droppedFilesBecomeSourcesInOneStepAndWhatCannotIsSaid() {
    AppState s = States.of(DOCUMENT);
    Next asked =
        Update.update(
            s,
            new CanvasMessage.DropFiles(
                List.of(java.nio.file.Path.of("/x/a.csv")), new Layout.Position(16, 32)));
    assertThat(asked.effects()).hasSize(1).first().isInstanceOf(Effect.SampleFiles.class);
    s =
        States.after(
            s,
            new CanvasMessage.FilesSampled(
                "main",
                List.of(
                    new CanvasMessage.DroppedSource("a", dev.eddy.model.value.Value.Struct.EMPTY),
                    new CanvasMessage.DroppedSource("a", dev.eddy.model.value.Value.Struct.EMPTY)),
                new Layout.Position(16, 32),
                "Not supported: x.exe is no CSV file."));
    assertThat(s.graph().nodes()).hasSize(6);
    assertThat(s.graph().nodes().values()).extracting(n -> n.name()).contains("a", "a 2");
    assertThat(s.note()).contains("x.exe");
    assertThat(undone(s)).isEqualTo(DOCUMENT);
  }

  @Test
  void filesThatWereDroppedGoToThePipelineThatWasShownThen() {
    AppState s =
        States.after(
            States.of(DOCUMENT),
            new ShellMessage.NewPipeline("other"),
            new CanvasMessage.FilesSampled(
                "main",
                List.of(
                    new CanvasMessage.DroppedSource("a", dev.eddy.model.value.Value.Struct.EMPTY)),
                new Layout.Position(16, 32),
                ""));
    assertThat(s.open().pipeline()).isEqualTo("other");
    assertThat(s.graph().nodes()).isEmpty();
    assertThat(s.open().document("main").graph().nodes().values())
        .extracting(n -> n.name())
        .contains("a");
    assertThat(s.note()).contains("main");
    AppState gone =
        States.after(
            s, new CanvasMessage.FilesSampled("gone", List.of(), new Layout.Position(0, 0), ""));
    assertThat(gone.note()).contains("gone is closed");
  }

  @Test
  void aTextThatIsFinishedAfterASwitchOfTabsGoesToItsOwnPipeline() {
    AppState s = States.after(States.of(DOCUMENT), new ShellMessage.NewPipeline("other"));
    GraphEdit rename = Edits.rename("f", "late");
    s = States.after(s, new CanvasMessage.EditIn("main", rename));
    assertThat(s.open().document("main").graph().nodes().get("f").name()).isEqualTo("late");
    assertThat(s.graph().nodes()).isEmpty();
    assertThat(States.after(s, new CanvasMessage.EditIn("gone", rename)).note())
        .contains("gone is closed");
    s = States.after(s, new Message.ShowPipeline("main"), new Message.Undo());
    assertThat(s.document()).isEqualTo(DOCUMENT);
  }
}
