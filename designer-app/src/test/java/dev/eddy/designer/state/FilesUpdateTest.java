package dev.eddy.designer.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.project.Project;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.refactor.ColumnRef;
import dev.eddy.model.refactor.Refactoring;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilesUpdateTest {
  private static final Path OTHER = Path.of("/projects/q");
  private static final Example EXAMPLE =
      new Example("Late", "words", "3 min", Path.of("/examples/late"), "main", Situations.MAIN);

  private static Message opened(Path folder, String name) {
    return new Message.Opened(Situations.project(folder, name), "main", List.of());
  }

  @Test
  void openingReadsTheFolderAndChangesNothingYet() {
    AppState s = Situations.start();
    Next next = Update.update(s, new Message.Open(OTHER, "second"));
    assertThat(next.state()).isEqualTo(s);
    assertThat(next.effects()).containsExactly(new Effect.ReadProject(OTHER, "second"));
  }

  @Test
  void anExampleIsCopiedAndTheTourIsOfferedToWhoeverOpensTheirFirstProject() {
    Next first = Update.update(Situations.start(), new Message.OpenExample(EXAMPLE));
    assertThat(first.effects()).containsExactly(new Effect.CopyExample(EXAMPLE));
    assertThat(first.state().desk().tour()).isEqualTo(Tour.OFFERED);
    AppState known =
        AppState.start(Mood.LIGHT, List.of(new Recent(OTHER, "q", List.of("main"))), List.of());
    assertThat(Update.update(known, new Message.OpenExample(EXAMPLE)).state().desk().tour())
        .isEqualTo(Tour.NONE);
  }

  @Test
  void thePipelineThatWasAskedForIsShownElseTheFirst() {
    AppState asked =
        States.after(
            Situations.start(), new Message.Opened(Situations.PROJECT, "second", List.of()));
    assertThat(asked.open().pipeline()).isEqualTo("second");
    assertThat(asked.open().tabs()).containsExactly("second");
    AppState unknown =
        States.after(Situations.start(), new Message.Opened(Situations.PROJECT, "gone", List.of()));
    assertThat(unknown.open().pipeline()).isEqualTo("main");
    assertThat(unknown.open().documents().keySet()).containsExactly("main", "second");
  }

  @Test
  void whatWasWrongWithTheFilesIsListedWithTheProblemsOfTheCheck() {
    Problem file = Problem.error("file", Place.file("pipelines/x.pipeline.json"), "broken", "");
    AppState s =
        States.after(
            Situations.start(),
            new Message.Opened(Situations.PROJECT, "main", List.of(file)),
            new Message.Checked(
                "main", new Checks(0, List.of(Situations.ERROR), Map.of(), Map.of())));
    assertThat(s.problems()).containsExactly(file, Situations.ERROR);
    assertThat(s.problemsByNode()).containsOnlyKeys("f");
  }

  @Test
  void aProjectWithoutPipelinesLeavesWhatIsOpenAndSaysWhy() {
    Project empty =
        new Project(OTHER, "q", "UTC", Map.of(), Map.of(), Map.of(), Value.Struct.EMPTY);
    AppState before = Situations.checked();
    AppState s = States.after(before, new Message.Opened(empty, "", List.of()));
    assertThat(s.alert().message()).isEqualTo("the project q has no pipeline.");
    assertThat(s.open()).isEqualTo(before.open());
    Problem why = Problem.error("cut", Place.file("pipelines/a.pipeline.json"), "cut off", "");
    assertThat(States.after(before, new Message.Opened(empty, "", List.of(why))).alert())
        .isEqualTo(why);
  }

  @Test
  void aFailureToOpenIsSaidEvenWhereNobodyKnowsWhy() {
    AppState s = States.after(Situations.start(), new Message.OpenFailed(OTHER, List.of()));
    assertThat(s.alert().message()).contains("could not be opened");
    assertThat(s.alert().place().file()).isEqualTo("/projects/q");
    Problem why = Problem.error("denied", Place.file("/projects/q"), "may not be read", "");
    s = States.after(s, new Message.OpenFailed(OTHER, List.of(why, Situations.ERROR)));
    assertThat(s.alert()).isEqualTo(why);
    assertThat(States.after(s, new Message.CloseAlert()).alert()).isNull();
  }

  @Test
  void theNewestProjectIsTheFirstOfTwelveAndStandsThereOnce() {
    AppState s = Situations.start();
    for (int i = 0; i < 15; i++) {
      s = States.after(s, opened(Path.of("/projects/" + i), "p" + i));
    }
    assertThat(s.recents()).hasSize(12);
    assertThat(s.recents().get(0).name()).isEqualTo("p14");
    Next again = Update.update(s, opened(Path.of("/projects/9"), "p9"));
    assertThat(again.state().recents())
        .hasSize(12)
        .extracting(Recent::name)
        .startsWith("p9", "p14")
        .doesNotHaveDuplicates();
    assertThat(again.effects()).contains(new Effect.Remember(again.state().recents()));
  }

  @Test
  void anotherProjectEndsTheRunAndForgetsAllThatWasOfTheFirst() {
    for (Map.Entry<String, AppState> situation : Situations.all().entrySet()) {
      AppState before = situation.getValue();
      Next next = Update.update(before, opened(OTHER, "q"));
      AppState s = next.state();
      AppState fresh =
          States.after(AppState.start(Mood.LIGHT, before.recents(), List.of()), opened(OTHER, "q"));
      assertThat(s.open()).as(situation.getKey()).isEqualTo(fresh.open());
      assertThat(s.run()).as(situation.getKey()).isNull();
      assertThat(s.refactor()).as(situation.getKey()).isNull();
      assertThat(s.layingOut()).as(situation.getKey()).isFalse();
      assertThat(s.samples()).as(situation.getKey()).isEmpty();
      assertThat(s.checks()).isEqualTo(Checks.NONE);
      assertThat(s.selection()).isEqualTo(Selection.NONE);
      assertThat(s.stops()).isEmpty();
      assertThat(s.deploy()).isEqualTo(Deploy.CLOSED);
      assertThat(s.find()).isEqualTo(Find.CLOSED);
      assertThat(s.notices()).isEmpty();
      assertThat(s.desk().pins()).isEmpty();
      assertThat(s.mode()).isEqualTo(Mode.AUTHOR);
      if (before.run() != null) {
        assertThat(next.effects()).contains(new Effect.EndRun(before.run().id()));
      }
    }
  }

  @Test
  void anArrangementOfTheFirstProjectDoesNotArrangeTheSecond() {
    AppState s = States.after(Situations.checked(), new CanvasMessage.AutoLayout(true));
    s =
        States.after(
            s,
            opened(OTHER, "q"),
            new CanvasMessage.LaidOut("main", 0, Map.of("s", new Layout.Position(-640, 0))));
    assertThat(s.document()).isEqualTo(Situations.MAIN);
    assertThat(s.open().history().canUndo()).isFalse();
  }

  private static AppState previewed() {
    RefactorWish wish =
        new RefactorWish.RenameColumn(new ColumnRef("s", "out", "k"), "key", Set.of());
    return States.after(
        Situations.checked(),
        new FormsMessage.Preview(wish),
        new FormsMessage.Planned(
            wish,
            new Refactoring("t", List.of(), List.of(), Edits.rename("s", "refactored"), null),
            0));
  }

  @Test
  void aRefactoringOfOnePipelineIsNotCarriedOutInAnother() {
    PipelineDocument copy = Situations.MAIN;
    AppState s = previewed();
    s = s.withOpen(new OpenProjectWith(s.open()).document("copy", copy));
    s = States.after(s, new Message.ShowPipeline("copy"), new FormsMessage.Carry());
    assertThat(s.refactor()).isNull();
    assertThat(s.open().document("copy")).isEqualTo(copy);
    assertThat(s.open().document("main")).isEqualTo(Situations.MAIN);
    s = States.after(previewed(), opened(OTHER, "q"), new FormsMessage.Carry());
    assertThat(s.document()).isEqualTo(Situations.MAIN);
  }

  /** A project with a pipeline more, at the revision that it had. */
  private record OpenProjectWith(OpenProject open) {
    OpenProject document(String name, PipelineDocument document) {
      OpenProject more = open.withDocument(name, document);
      return new OpenProject(
          more.project(),
          more.pipeline(),
          more.tabs(),
          more.documents(),
          more.onDisk(),
          open.revision(),
          more.fileProblems(),
          more.trusted());
    }
  }

  @Test
  void noTwoRunsOfAWindowHaveOneNumberSoThatAnAnswerNeverMeetsTheWrongOne() {
    List<Integer> numbers = new ArrayList<>();
    AppState s = Situations.checked();
    List<Message> ends =
        List.of(
            new Message.StopRun(),
            new Message.ShowPipeline("second"),
            new Message.CloseProject(),
            opened(OTHER, "q"),
            new Message.StartRun(true));
    for (Message end : ends) {
      s = States.after(s, opened(OTHER, "q"), new Message.StartRun(false));
      int run = s.run().id();
      numbers.add(run);
      s = States.after(s, end, opened(OTHER, "q"), new Message.StartRun(false));
      numbers.add(s.run().id());
      AppState after = States.after(s, new Message.WorkerGone(run, "killed"));
      assertThat(after.run().stage()).as("the end of the run before").isNotEqualTo(Run.Stage.GONE);
    }
    assertThat(numbers).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void anotherPipelineEndsTheRunAndKeepsPanelsAndHistory() {
    AppState before =
        States.after(
            Situations.paused(),
            new Message.ToggleStop("e1"),
            new Message.ShowBottom(Panels.Bottom.LOG));
    Next next = Update.update(before, new Message.ShowPipeline("second"));
    assertThat(next.state().run()).isNull();
    assertThat(next.state().stops()).isEmpty();
    assertThat(next.state().panels()).isEqualTo(before.panels());
    assertThat(next.state().mode()).isEqualTo(before.mode());
    assertThat(next.state().desk().pins()).isEmpty();
    assertThat(next.effects())
        .contains(
            new Effect.EndRun(before.run().id()),
            new Effect.ReadPins(Situations.FOLDER, "second"),
            Effect.Aim.of(Effect.Aim.Kind.FIT))
        .hasAtLeastOneElementOfType(Effect.Check.class);
  }

  @Test
  void showingWhatIsShownOrNoPipelineDoesNothing() {
    for (String name : List.of("main", "gone", "")) {
      Next next = Update.update(Situations.paused(), new Message.ShowPipeline(name));
      assertThat(next).isEqualTo(Next.of(Situations.paused()));
    }
  }

  @Test
  void aSaveWritesWhatTheDocumentsSayAndWhatTheFilesShouldStillHold() {
    AppState s = States.after(Situations.checked(), new Message.Apply(Edits.rename("f", "x")));
    Next next = Update.update(s, new Message.Save());
    assertThat(next.effects())
        .containsExactly(new Effect.WriteProject(s.open().current(), s.open().onDisk()));
    assertThat(s.open().onDisk().get("main")).isEqualTo(Situations.MAIN);
    assertThat(Update.update(Situations.start(), new Message.Save()).effects()).isEmpty();
  }

  @Test
  void aSaveThatFailsLeavesTheChangesUnsavedAndSaysWhy() {
    Problem full = Problem.error("disk", Place.file("x"), "the disk is full.", "");
    AppState s =
        States.after(
            Situations.checked(),
            new Message.Apply(Edits.rename("f", "x")),
            new Message.Save(),
            new Message.SaveFailed(full));
    assertThat(s.alert()).isEqualTo(full);
    assertThat(s.open().isDirty()).isTrue();
    assertThat(s.graph().nodes().get("f").name()).isEqualTo("x");
  }

  @Test
  void closingAProjectLeadsToTheStartPageWithItsRecentsAndSettings() {
    Settings dark = Settings.DEFAULT.withLook(Settings.Look.DARK).withScale(125);
    AppState s =
        States.after(
            Situations.paused(),
            new ShellMessage.Set(dark),
            new Message.ExamplesRead(List.of(EXAMPLE)));
    Next next = Update.update(s, new Message.CloseProject());
    assertThat(next.effects()).contains(new Effect.EndRun(s.run().id()));
    AppState closed = next.state();
    assertThat(closed.open()).isNull();
    assertThat(closed.settings()).isEqualTo(dark);
    assertThat(closed.mood()).isEqualTo(Mood.DARK);
    assertThat(closed.recents()).isEqualTo(s.recents());
    assertThat(closed.examples()).containsExactly(EXAMPLE);
    assertThat(closed.graph().nodes()).isEmpty();
    assertThat(closed.document()).isNull();
  }

  @Test
  void anAnswerForAProjectThatWasClosedMeanwhileIsDropped() {
    AppState closed = States.after(Situations.paused(), new Message.CloseProject());
    for (Message late :
        List.of(
            new Message.Saved(Situations.PROJECT),
            new Message.Checked("main", Situations.CHECKS),
            new Message.StatusCame(1, Situations.status(Status.Phase.PAUSED, 8, 8), 5),
            new Message.PinsRead("main", List.of(), List.of()),
            new Message.RunStarted(1, Path.of("/recordings/p-1")),
            new ShellMessage.FilesRead(Situations.PROJECT, List.of()))) {
      assertThat(Update.update(closed, late)).as(late.toString()).isEqualTo(Next.of(closed));
    }
  }
}
