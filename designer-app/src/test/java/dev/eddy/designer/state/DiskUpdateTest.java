package dev.eddy.designer.state;

import static dev.eddy.designer.state.ShellUpdateTest.FOLDER;
import static dev.eddy.designer.state.ShellUpdateTest.main;
import static dev.eddy.designer.state.ShellUpdateTest.project;
import static dev.eddy.designer.state.ShellUpdateTest.three;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Files that others change or remove, and changes that no file has. */
class DiskUpdateTest {
  private AppState state = AppState.start(Mood.LIGHT, List.of(), List.of());
  private List<Effect> effects = new ArrayList<>();

  private void send(Message m) {
    Next next = Update.update(state, m);
    state = next.state();
    effects = next.effects();
  }

  private void open() {
    send(new Message.Opened(project(three()), "main", List.of()));
  }

  private void openTabs() {
    open();
    send(new Message.ShowPipeline("second"));
    send(new Message.ShowPipeline("third"));
    send(new Message.ShowPipeline("main"));
  }

  private void rename(String node, String name) {
    send(new Message.Apply(Edits.rename(node, name)));
  }

  // Files that others change

  private static Map<String, PipelineDocument> changed(GraphEdit... edits) {
    Map<String, PipelineDocument> out = three();
    PipelineDocument d = main();
    for (GraphEdit e : edits) {
      d = e.apply(d);
    }
    out.put("main", d);
    return out;
  }

  private void outside(Map<String, PipelineDocument> documents) {
    send(new ShellMessage.FilesRead(project(documents), List.of()));
  }

  private void settle(ShellMessage.Choice choice) {
    Message m =
        state.notices().stream()
            .flatMap(n -> n.actions().stream())
            .map(Notice.Action::message)
            .filter(x -> x instanceof ShellMessage.Settle s && s.choice() == choice)
            .findFirst()
            .orElseThrow();
    send(m);
  }

  @Test
  void filesThatAreAsTheyWereChangeNothing() {
    open();
    rename("f", "mine");
    AppState before = state;
    outside(three());
    assertThat(state).isEqualTo(before);
  }

  @Test
  void aFileThatWasChangedOutsideIsReadAgainAndUndoBringsOursBack() {
    open();
    outside(changed(Edits.rename("f", "theirs")));
    assertThat(state.graph().nodes().get("f").name()).isEqualTo("theirs");
    assertThat(state.open().isDirty()).isFalse();
    assertThat(state.notices()).singleElement().satisfies(n -> assertThat(n.lasting()).isFalse());
    send(new Message.Undo());
    assertThat(state.graph()).isEqualTo(Pipelines.GRAPH);
    assertThat(state.open().isDirty()).isTrue();
  }

  @Test
  void whatTheFileOfTheProjectSaysNowHoldsAndIsCheckedAgain() {
    open();
    rename("f", "mine");
    Project p = project(three());
    send(
        new ShellMessage.FilesRead(
            new Project(
                FOLDER, "p", "Europe/Berlin", Map.of(), Map.of(), p.pipelines(), p.unknown()),
            List.of()));
    assertThat(state.open().current().timeZone()).isEqualTo("Europe/Berlin");
    assertThat(state.graph().nodes().get("f").name()).isEqualTo("mine");
    assertThat(effects).hasAtLeastOneElementOfType(Effect.Check.class);
    assertThat(state.notices()).isEmpty();
  }

  @Test
  void whatAFileDoesNotHoldAnyMoreIsNeitherSelectedNorStoppedAt() {
    open();
    send(new Message.ToggleStop("e1"));
    send(new Message.Select(Selection.nodes(Set.of("s", "f"))));
    outside(changed(new GraphEdit.RemoveEdge("e1"), new GraphEdit.RemoveNode("s")));
    assertThat(state.graph().nodes()).doesNotContainKey("s");
    assertThat(state.selection().nodes()).containsExactly("f");
    assertThat(state.stops()).isEmpty();
  }

  @Test
  void whereBothSidesChangedItIsAskedAndMergedByNodesNotLines() {
    open();
    rename("f", "mine");
    outside(changed(Edits.move(Map.of("f", new Layout.Position(999, 999)))));
    assertThat(state.graph().nodes().get("f").name()).isEqualTo("mine");
    settle(ShellMessage.Choice.MERGE);
    assertThat(state.graph().nodes().get("f").name()).isEqualTo("mine");
    assertThat(state.open().layout().positions().get("f")).isEqualTo(new Layout.Position(999, 999));
    assertThat(state.notices()).extracting(Notice::id).containsExactly("merged");
    send(new Message.Undo());
    assertThat(state.open().layout().positions().get("f"))
        .isNotEqualTo(new Layout.Position(999, 999));
  }

  @Test
  void aMergeThatConflictsSaysWhereAndKeepsOurs() {
    open();
    rename("f", "mine");
    outside(changed(Edits.rename("f", "theirs")));
    settle(ShellMessage.Choice.MERGE);
    assertThat(state.graph().nodes().get("f").name()).isEqualTo("mine");
    assertThat(state.notices().get(0).text()).contains("1 conflict").contains("theirs");
  }

  @Test
  void theirsIsTakenAsOneStepAndMineIsKeptForTheNextSave() {
    open();
    rename("f", "mine");
    outside(changed(Edits.rename("f", "theirs")));
    AppState asked = state;
    settle(ShellMessage.Choice.THEIRS);
    assertThat(state.graph().nodes().get("f").name()).isEqualTo("theirs");
    assertThat(state.open().isDirty()).isFalse();
    state = asked;
    settle(ShellMessage.Choice.MINE);
    assertThat(state.graph().nodes().get("f").name()).isEqualTo("mine");
    assertThat(state.notices()).isEmpty();
    send(new Message.Save());
    assertThat(effects)
        .singleElement()
        .satisfies(
            e ->
                assertThat(
                        ((Effect.WriteProject) e)
                            .onDisk()
                            .get("main")
                            .graph()
                            .nodes()
                            .get("f")
                            .name())
                    .isEqualTo("theirs"));
  }

  @Test
  void aFileThatIsGoneOrBrokenLeavesWhatIsShownAndSaysWhy() {
    open();
    Map<String, PipelineDocument> left = three();
    left.remove("main");
    send(
        new ShellMessage.FilesRead(
            project(left),
            List.of(
                Problem.error(
                    "merge-conflict",
                    Place.file("pipelines/main.pipeline.json"),
                    "A merge conflict is not resolved.",
                    ""))));
    assertThat(state.graph()).isEqualTo(Pipelines.GRAPH);
    assertThat(state.open().isDirty("main")).isTrue();
    assertThat(state.notices().get(0).text()).contains("main").contains("not resolved");
  }

  @Test
  void aPipelineThatOthersAddedIsThereWithoutATab() {
    open();
    Map<String, PipelineDocument> more = three();
    more.put("fourth", main());
    outside(more);
    assertThat(state.open().documents()).containsKey("fourth");
    assertThat(state.open().tabs()).containsExactly("main");
    assertThat(state.open().isDirty()).isFalse();
  }

  // Changes that no file has

  @Test
  void everyChangeIsKeptOnTheSideUntilItIsSavedOrUndone() {
    open();
    rename("f", "mine");
    assertThat(effects).hasAtLeastOneElementOfType(Effect.KeepDraft.class);
    send(new Message.Undo());
    assertThat(effects).hasAtLeastOneElementOfType(Effect.DropDraft.class);
    send(new Message.Redo());
    send(new Message.Saved(state.open().current()));
    assertThat(effects).hasAtLeastOneElementOfType(Effect.DropDraft.class);
    send(new Message.Select(Selection.node("f")));
    assertThat(effects).isEmpty();
  }

  @Test
  void aSaveOfAProjectThatIsLeftSaysNothingAboutTheOneThatIsOpenNow() {
    Project other =
        new Project(
            Path.of("/projects/q"),
            "q",
            "UTC",
            Map.of(),
            Map.of(),
            Map.of("main", new Project.Pipeline("main", Graph.EMPTY, Layout.EMPTY)),
            Value.Struct.EMPTY);
    open();
    send(new Message.Saved(other));
    assertThat(state.open().isDirty()).isFalse();
    assertThat(state.open().onDisk()).containsOnlyKeys("main", "second", "third");
  }

  @Test
  void onlyWithAutosaveAChangeIsWrittenByItself() {
    open();
    rename("f", "a");
    assertThat(effects).doesNotHaveAnyElementsOfTypes(Effect.SaveSoon.class);
    send(new ShellMessage.Set(state.settings().withAutosave(true)));
    rename("f", "b");
    assertThat(effects).hasAtLeastOneElementOfType(Effect.SaveSoon.class);
  }

  @Test
  void openingAProjectDoesNotDropWhatWasKeptOfIt() {
    open();
    rename("f", "mine");
    open();
    assertThat(effects).doesNotHaveAnyElementsOfTypes(Effect.DropDraft.class);
  }

  @Test
  void whatWasLeftIsOfferedAndRestoredAsOneStep() {
    open();
    PipelineDocument draft = Edits.rename("f", "lost").apply(main());
    send(new ShellMessage.DraftFound(FOLDER, "slot", Map.of("main", draft), "1 Dec 12:00"));
    Notice notice = state.notices().get(0);
    assertThat(notice.text()).contains("1 Dec 12:00").contains("main");
    send(notice.actions().get(0).message());
    assertThat(state.graph().nodes().get("f").name()).isEqualTo("lost");
    assertThat(state.notices()).isEmpty();
    assertThat(effects)
        .as("kept in its new place before the old one is forgotten")
        .filteredOn(Effect.Shell.class::isInstance)
        .startsWith(
            new Effect.KeepDraft(state.open().current(), state.open().onDisk()),
            new Effect.ForgetDraft(FOLDER, "slot"));
    send(new Message.Undo());
    assertThat(state.graph()).isEqualTo(Pipelines.GRAPH);
  }

  @Test
  void whatWasLeftAndIsOnDiskAnywayIsDroppedWithoutAWord() {
    open();
    send(new ShellMessage.DraftFound(FOLDER, "slot", Map.of("main", main()), "1 Dec 12:00"));
    assertThat(state.notices()).isEmpty();
    assertThat(effects).containsExactly(new Effect.ForgetDraft(FOLDER, "slot"));
  }

  @Test
  void whatTwoSessionsLeftIsAskedOneByOne() {
    open();
    PipelineDocument draft = Edits.rename("f", "lost").apply(main());
    send(new ShellMessage.DraftFound(FOLDER, "new", Map.of("main", draft), "1 Dec 12:00"));
    send(new ShellMessage.DraftFound(FOLDER, "old", Map.of("main", draft), "1 Dec 11:00"));
    assertThat(state.notices()).hasSize(2);
    send(state.notices().get(1).actions().get(1).message());
    assertThat(effects).containsExactly(new Effect.ForgetDraft(FOLDER, "old"));
    assertThat(state.notices()).hasSize(1);
  }

  @Test
  void whoLeavesWithoutSavingDoesNotMeetTheChangesAgain() {
    open();
    rename("f", "mine");
    send(new ShellMessage.Abandon());
    assertThat(effects).containsExactly(new Effect.DropDraft(FOLDER));
  }

  // Files that others removed

  private void removedOutside(String pipeline) {
    Map<String, PipelineDocument> left = three();
    left.remove(pipeline);
    outside(left);
  }

  private Message action(String title) {
    return state.notices().stream()
        .flatMap(n -> n.actions().stream())
        .filter(a -> a.title().startsWith(title))
        .findFirst()
        .orElseThrow()
        .message();
  }

  private Effect.WriteProject written() {
    return effects.stream()
        .filter(Effect.WriteProject.class::isInstance)
        .map(Effect.WriteProject.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFileThatWasRemovedOutsideIsNotWrittenAgainBeforeTheUserSaysSo() {
    open();
    removedOutside("main");
    rename("f", "mine");
    send(new Message.Save());
    assertThat(written().project().pipelines()).containsOnlyKeys("second", "third");
    assertThat(state.notices().get(0).text()).contains("main").contains("not written again");
    send(action("Write it again"));
    assertThat(written().project().pipelines()).containsKey("main");
    assertThat(state.notices()).isEmpty();
  }

  @Test
  void aPipelineWhoseFileIsGoneMayBeClosedAndItsNeighbourIsShown() {
    openTabs();
    removedOutside("main");
    send(action("Close it here"));
    assertThat(state.open().documents()).containsOnlyKeys("second", "third");
    assertThat(state.open().pipeline()).isEqualTo("second");
    assertThat(state.open().tabs()).doesNotContain("main");
    assertThat(state.open().isDirty()).isFalse();
    assertThat(state.notices()).isEmpty();
  }

  @Test
  void withoutAPipelineThatIsClosedSoTheRestIsCheckedAgain() {
    for (String gone : List.of("main", "second")) {
      open();
      removedOutside(gone);
      send(action("Close it here"));
      assertThat(effects).contains(Update.check(state.open()));
    }
  }

  @Test
  void aFileThatComesBackAsksNothingAnyMore() {
    open();
    removedOutside("main");
    outside(three());
    assertThat(state.notices()).noneMatch(n -> n.id().startsWith("outside"));
    send(new Message.Save());
    assertThat(written().project().pipelines()).containsKey("main");
  }

  @Test
  void aProjectThatIsGoneIsWrittenAgainOnlyWhenTheUserSaysSo() {
    open();
    send(new ShellMessage.ProjectGone(FOLDER));
    assertThat(state.notices().get(0).text()).contains("not in " + FOLDER);
    send(action("Write it there again"));
    assertThat(written().onDisk()).isEmpty();
    assertThat(written().project().pipelines()).hasSize(3);
  }

  @Test
  void aClashThatIsSettledOutsideOrByASaveIsNotAskedAnyMore() {
    open();
    rename("f", "mine");
    outside(changed(Edits.rename("f", "theirs")));
    assertThat(state.notices()).hasSize(1);
    outside(three());
    assertThat(state.notices()).as("they took it back").isEmpty();
    outside(changed(Edits.rename("f", "theirs")));
    send(new Message.Saved(state.open().current()));
    assertThat(state.notices()).isEmpty();
  }
}
