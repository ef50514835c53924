package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.model.edit.Differences;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Node;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VersionsUpdateTest {
  private static final PipelineDocument DOCUMENT =
      new PipelineDocument(Pipelines.GRAPH, Pipelines.LAYOUT);
  private final AppState start = States.of(DOCUMENT);

  private static AppState with(AppState s, GraphEdit... edits) {
    AppState now = s;
    for (GraphEdit e : edits) {
      now = States.after(now, new Message.Apply(e));
    }
    return now;
  }

  private AppState compared(GraphEdit... edits) {
    return with(
        States.after(start, new ShellMessage.VersionRead("main", "abc 2001-01-01 first", DOCUMENT)),
        edits);
  }

  @Test
  void theLastCommitIsReadOffTheThreadOfTheWindowAndOnlyOfATrustedProject() {
    Next asked = Update.update(start, new ShellMessage.Compare(Versions.Source.COMMIT));
    assertThat(asked.effects())
        .containsExactly(new Effect.ReadCommitted(Path.of("/projects/p"), "main"));
    assertThat(asked.state().panels().bottom()).isEqualTo(Panels.Bottom.CHANGES);
    AppState untrusted = start.withOpen(start.open().withTrusted(false));
    Next refused = Update.update(untrusted, new ShellMessage.Compare(Versions.Source.COMMIT));
    assertThat(refused.effects()).isEmpty();
    assertThat(refused.state().notices()).extracting(Notice::id).contains("trust");
  }

  @Test
  void aVersionOfAnotherPipelineIsStale() {
    AppState s = States.after(start, new ShellMessage.VersionRead("other", "", DOCUMENT));
    assertThat(s.versions().shown()).isNull();
  }

  @Test
  void theComparisonGoesAlongWithWhatIsDrawn() {
    AppState s = compared(Edits.rename("f", "other"), new GraphEdit.RemoveNode("k"));
    assertThat(s.versions().kinds(s.open()))
        .isEqualTo(Map.of("f", Differences.Kind.CHANGED, "k", Differences.Kind.REMOVED));
    AppState undone = States.after(s, new Message.Undo(), new Message.Undo());
    assertThat(undone.versions().shown().changes().isEmpty()).isTrue();
    AppState elsewhere = States.after(s, new ShellMessage.NewPipeline("other"));
    assertThat(elsewhere.versions().kinds(elsewhere.open())).isEmpty();
    assertThat(States.after(s, new ShellMessage.EndComparison()).versions().shown()).isNull();
  }

  @Test
  void aSelectionMakesNoComparisonAnew() {
    AppState s = compared(Edits.rename("f", "other"));
    AppState same = States.after(s, new Message.Select(Selection.node("f")));
    assertThat(same.versions()).isSameAs(s.versions());
  }

  @Test
  void theSavedFileIsFollowedToo() {
    AppState s =
        States.after(
            with(start, Edits.rename("f", "other")),
            new ShellMessage.Compare(Versions.Source.SAVED));
    assertThat(s.versions().kinds(s.open())).containsOnlyKeys("f");
    AppState saved = States.after(s, new Message.Saved(s.open().current()));
    assertThat(saved.versions().shown().changes().isEmpty()).isTrue();
  }

  @Test
  void whatWasDeployedIsKnownOnceItsJobRuns() {
    AppState s = States.after(start, new Message.SetTarget("http://x"), new Message.StartDeploy());
    AppState early = States.after(s, new ShellMessage.Compare(Versions.Source.DEPLOYED));
    assertThat(early.versions().shown()).isNull();
    assertThat(early.note()).contains("not deployed");
    AppState runs =
        with(States.after(s, new Message.JobCame("1", "RUNNING")), Edits.rename("f", "other"));
    AppState compared = States.after(runs, new ShellMessage.Compare(Versions.Source.DEPLOYED));
    assertThat(compared.versions().kinds(compared.open())).containsOnlyKeys("f");
  }

  @Test
  void eachKindOfChangeIsTakenBackAsOneStep() {
    AppState s =
        compared(
            Edits.rename("f", "other"),
            Edits.set("f", "condition", Value.of("x > 1")),
            new GraphEdit.SetBypassed("f", true));
    AppState back = States.after(s, new ShellMessage.TakeBack("f"));
    assertThat(back.document()).isEqualTo(DOCUMENT);
    assertThat(States.after(back, new Message.Undo()).document()).isEqualTo(s.document());

    AppState removed = compared(new GraphEdit.RemoveNode("f"));
    AppState there = States.after(removed, new ShellMessage.TakeBack("f"));
    assertThat(there.graph().nodes().get("f")).isEqualTo(Pipelines.GRAPH.nodes().get("f"));
    assertThat(there.graph().edges()).isEqualTo(Pipelines.GRAPH.edges());
    assertThat(there.versions().shown().changes().isEmpty()).isTrue();

    AppState added = States.after(compared(), new Message.Select(Selection.node("f")));
    added = States.after(added, new Message.DuplicateSelection());
    String copy = added.selection().single();
    AppState gone = States.after(added, new ShellMessage.TakeBack(copy));
    assertThat(gone.graph()).isEqualTo(Pipelines.GRAPH);
    assertThat(Update.update(gone, new ShellMessage.TakeBack("f")).state()).isEqualTo(gone);
  }

  @Test
  void anotherOperatorUnderTheSameIdGivesWayWithItsEdges() {
    AppState s =
        compared(
            new GraphEdit.Composite(
                "other",
                List.of(
                    new GraphEdit.RemoveNode("f"),
                    new GraphEdit.AddNode(
                        new Node("f", "window", "f", Value.Struct.EMPTY), null, -1))));
    AppState back = States.after(s, new ShellMessage.TakeBack("f"));
    assertThat(back.graph()).isEqualTo(Pipelines.GRAPH);
    assertThat(back.selection().nodes()).isEqualTo(Set.of("f"));
  }

  @Test
  void whatALaterVersionWroteToANodeIsTakenBackToo() {
    Node f = Pipelines.GRAPH.nodes().get("f");
    Value.Struct later = Value.Struct.EMPTY.with("colour", Value.of("red"));
    Node marked = new Node(f.id(), f.operator(), f.name(), f.bypassed(), f.parameters(), later);
    Map<String, Node> nodes = new LinkedHashMap<>(Pipelines.GRAPH.nodes());
    nodes.put("f", marked);
    AppState s =
        States.after(
            States.of(new PipelineDocument(Pipelines.GRAPH.withNodes(nodes), DOCUMENT.layout())),
            new ShellMessage.VersionRead("main", "", DOCUMENT));
    assertThat(s.versions().kinds(s.open())).containsOnlyKeys("f");
    AppState back = States.after(s, new ShellMessage.TakeBack("f"));
    assertThat(back.graph()).isEqualTo(Pipelines.GRAPH);
    assertThat(back.versions().kinds(back.open())).isEmpty();
  }

  private static GraphEdit edge(String id, String from, String to) {
    return new GraphEdit.AddEdge(Pipelines.edge(id, from, to));
  }

  @Test
  void anInputThatAnotherEdgeLeadsToByNowKeepsThatOneAlone() {
    AppState healed = compared(new GraphEdit.RemoveNode("f"), edge("heal", "s.out", "w.in"));
    AppState back = States.after(healed, new ShellMessage.TakeBack("f"));
    assertThat(back.graph().nodes()).containsKey("f");
    assertThat(back.graph().into("w"))
        .extracting(dev.eddy.model.graph.Edge::id)
        .containsExactly("heal");
    assertThat(back.graph().into("f")).as("what was free is joined again").hasSize(1);
    assertThat(States.after(back, new Message.Undo()).document()).isEqualTo(healed.document());
  }

  @Test
  void anInputThatTookSeveralEdgesTakesThemAgain() {
    PipelineDocument union =
        with(
                start,
                new GraphEdit.AddNode(Pipelines.node("b", "source"), null, -1),
                edge("b1", "b.out", "w.in"))
            .document();
    AppState removed =
        with(
            States.after(States.of(union), new ShellMessage.VersionRead("main", "abc", union)),
            new GraphEdit.RemoveNode("b"));
    assertThat(removed.graph().into("w")).hasSize(1);
    AppState back = States.after(removed, new ShellMessage.TakeBack("b"));
    assertThat(back.graph().into("w")).hasSize(2);
  }

  @Test
  void twoNodesThatWereRemovedComeBackOneByOneWithTheEdgeBetweenThem() {
    AppState removed = compared(new GraphEdit.RemoveNode("s"), new GraphEdit.RemoveNode("f"));
    AppState one = States.after(removed, new ShellMessage.TakeBack("f"));
    assertThat(one.graph().edges()).as("its source is not there yet").containsOnlyKeys("e2");
    AppState both = States.after(one, new ShellMessage.TakeBack("s"));
    assertThat(both.graph()).isEqualTo(Pipelines.GRAPH);
  }
}
