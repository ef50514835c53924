package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.Deploy;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Example;
import dev.eddy.designer.state.Find;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Notice;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.States;
import dev.eddy.designer.state.Tour;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bars, tabs, menus, notices and the sheet of the window: what they say, and what clicks do. */
class FrameWindowTest {
  @RegisterExtension static final EditorWindow window = EditorWindow.of(Pipelines.CATALOG);

  @BeforeEach
  void begin() {
    window.show(Situations.checked());
    window.takeEffects();
  }

  // The run group of the toolbar.

  @Test
  void runAgainIsThereWhereSomethingIsDifferentOrTheRunIsOverAndStopWhereThereIsSomethingToStop() {
    window.show(Situations.paused());
    assertThat(window.isShown("#run-stop")).isTrue();
    assertThat(window.isShown("#run-again")).isFalse();
    window.send(new Message.Apply(Edits.rename("f", "renamed")));
    assertThat(window.isShown("#run-stop")).isTrue();
    assertThat(window.isShown("#run-again")).isTrue();
    window.show(
        States.after(
            Situations.finished(),
            new Message.StatusCame(1, Situations.status(Status.Phase.PAUSED, 5, 8), 2_000)));
    assertThat(window.isShown("#run-stop")).isFalse();
    assertThat(window.isShown("#run-again")).isTrue();
    window.show(Situations.finished());
    assertThat(window.isShown("#run-run")).isTrue();
    assertThat(window.isShown("#run-again")).isFalse();
  }

  // The status bar.

  @Test
  void anItemOfTheStatusBarCanBePressedWhileTheRunGoesOn() {
    window.show(Situations.running());
    Label at = statusItem("At 8·1");
    window.send(
        new Message.StatusCame(
            window.state().run().id(), Situations.status(Status.Phase.RUNNING, 9, 9), 2_000));
    assertThat(statusItem("At 9·1")).as("only its words are new").isSameAs(at);
    window.send(new Message.OpenBottom(false));
    window.onFx(
        () -> {
          at.getOnMouseClicked().handle(null);
          return true;
        });
    assertThat(window.state().panels().bottom()).isEqualTo(Panels.Bottom.TIMELINE);
    window.send(new Message.Apply(Edits.rename("f", "renamed")));
    assertThat(statusItem("At 9·1")).as("what stands before it is new").isSameAs(at);
    window.send(
        new Message.StatusCame(
            window.state().run().id(), Situations.status(Status.Phase.PAUSED, 9, 9), 3_000));
    assertThat(statusItem("Paused at 9·1").getStyleClass()).contains("status-paused");
    assertThat(statusItem("row 9").getOnMouseClicked()).isNull();
  }

  private static Label statusItem(String text) {
    return window.onFx(
        () ->
            window.find("#status-bar", Parent.class).lookupAll(".label").stream()
                .map(Label.class::cast)
                .filter(l -> l.getText().equals(text))
                .findFirst()
                .orElseThrow());
  }

  @Test
  void theTourPointsAtNothingThatIsNotThere() {
    window.send(new Message.ShowTour(4));
    assertThat(window.isShown(".tour-card")).isTrue();
    assertThat(window.isShown(".tour-ring")).as("nothing runs, so there are no steps").isFalse();
    window.show(Situations.paused());
    window.send(new Message.ShowTour(4));
    window.settle();
    assertThat(window.isShown(".tour-ring")).isTrue();
  }

  // Search in the pipeline.

  @Test
  void theFindBarCountsWalksAndCloses() {
    window.send(new ShellMessage.ShowFind(true));
    assertThat(window.isShown("#find-bar")).isTrue();
    TextField field =
        (TextField)
            window.onFx(
                () ->
                    window
                        .find("#find-bar", Node.class)
                        .lookupAll(".text-field")
                        .iterator()
                        .next());
    window.type(field, "node");
    assertThat(window.texts("#find-bar")).contains("4 found");
    window.click("Next hit");
    assertThat(window.texts("#find-bar")).contains("1 of 4");
    assertThat(window.state().selection().single()).isEqualTo("s");
    window.click("Previous hit");
    assertThat(window.texts("#find-bar")).contains("4 of 4");
    window.type(field, "nothing");
    assertThat(window.texts("#find-bar")).contains("none");
    window.send(new ShellMessage.ShowFind(false));
    assertThat(window.isShown("#find-bar")).isFalse();
    assertThat(window.state().find()).isNotEqualTo(Find.CLOSED);
  }

  // Menus.

  private static List<MenuItem> all(ContextMenu menu) {
    return menu.getItems().stream()
        .flatMap(i -> i instanceof Menu m ? m.getItems().stream() : java.util.stream.Stream.of(i))
        .filter(i -> !(i instanceof SeparatorMenuItem))
        .toList();
  }

  @Test
  void theMenusHoldEveryCommandOfTheirsOnceAndSendIt() {
    ContextMenu menu = window.onFx(() -> Menus.window(window.store()));
    assertThat(all(menu)).extracting(MenuItem::getId).doesNotHaveDuplicates().doesNotContainNull();
    MenuItem undo =
        all(menu).stream().filter(i -> i.getId().equals("menu-edit-undo")).findFirst().get();
    assertThat(undo.isDisable()).isTrue();
    MenuItem selectAll =
        all(menu).stream().filter(i -> i.getId().equals("menu-edit-all")).findFirst().get();
    window.onFx(
        () -> {
          selectAll.fire();
          return true;
        });
    assertThat(window.state().selection().nodes()).hasSize(4);
  }

  @Test
  void theMenuOfAnEdgeKnowsItsBreakpoint() {
    window.send(new Message.Select(Selection.edge("e1")), new Message.ToggleStop("e1"));
    ContextMenu menu = window.onFx(() -> Menus.edge(window.store(), "e1"));
    MenuItem off =
        menu.getItems().stream()
            .filter(i -> "Turn the breakpoint off".equals(i.getText()))
            .findFirst()
            .orElseThrow();
    window.onFx(
        () -> {
          off.fire();
          return true;
        });
    assertThat(window.state().stops().get("e1").enabled()).isFalse();
  }

  // Tabs, stripe, tree.

  @Test
  void tabsShowTheirPipelinesAndTheStripeItsPanels() {
    window.send(new Message.ShowPipeline("second"));
    window.fire((ButtonBase) window.nodes(n -> "tab-main".equals(n.getId())).get(0));
    assertThat(window.state().open().pipeline()).isEqualTo("main");
    window.fire((ButtonBase) window.nodes(n -> "stripe-project".equals(n.getId())).get(0));
    assertThat(window.state().panels().left()).isEqualTo(Panels.Left.PROJECT);
    assertThat(window.texts("#project-tree")).contains("Pipelines", "main", "second");
    window.fire((ButtonBase) window.nodes(n -> "stripe-project".equals(n.getId())).get(0));
    assertThat(window.state().panels().palette()).as("a second click closes it").isFalse();
    window.fire((ButtonBase) window.nodes(n -> "stripe-palette".equals(n.getId())).get(0));
    assertThat(window.state().panels().left()).isEqualTo(Panels.Left.PALETTE);
    for (Panels.Bottom tab : Panels.Bottom.values()) {
      window.send(new Message.ShowBottom(Panels.Bottom.DATA));
      List<Node> stripes =
          window.nodes(
              n ->
                  n instanceof ButtonBase b
                      && tab.title().equals(b.getAccessibleText())
                      && b.getParent().getStyleClass().contains("stripe"));
      window.fire((ButtonBase) stripes.get(0));
      Panels p = window.state().panels();
      assertThat(p.bottomOpen()).as(tab.title()).isEqualTo(tab != Panels.Bottom.DATA);
      assertThat(p.bottom()).isEqualTo(tab);
    }
  }

  @Test
  void theModesAreChosenInTheMiddleOfTheToolbar() {
    for (String mode : List.of("Debug", "Production", "Author")) {
      window.fire((ButtonBase) window.nodes(n -> ("mode-" + mode).equals(n.getId())).get(0));
      assertThat(window.state().mode().title()).isEqualTo(mode);
    }
  }

  @Test
  void theModesStandBesideWhatIsLeftAndRightOfThemHoweverLongThatIs() {
    window.send(new ShellMessage.SetSubtasks(8));
    assertModesStandFree("eight subtasks");
    window.send(
        new Message.SetTarget("http://jobmanager.streaming.data-platform.example.org:8081"),
        new Message.SetMode(Mode.PRODUCTION));
    assertModesStandFree("a cluster with a long name");
    window.send(new Message.SetMode(Mode.DEBUG), new Message.StartRun(true));
    assertModesStandFree("a run");
  }

  private void assertModesStandFree(String what) {
    Parent bar = (Parent) window.nodes(n -> n.getStyleClass().contains("toolbar")).get(0);
    List<Bounds> bounds =
        window.onFx(
            () -> {
              bar.applyCss();
              bar.layout();
              return Stream.of("#pipeline-choice", "#mode-Author", "#mode-Production", "#target")
                  .map(bar::lookup)
                  .map(n -> n.localToScene(n.getLayoutBounds()))
                  .toList();
            });
    for (int i = 1; i < bounds.size(); i++) {
      assertThat(bounds.get(i).getMinX())
          .as(what + ", part " + i)
          .isGreaterThanOrEqualTo(bounds.get(i - 1).getMaxX());
    }
  }

  // Notices.

  @Test
  void aLastingNoticeStaysUntilItIsAnsweredAndTakesNoFocus() {
    Node focus = window.onFx(() -> window.stage().getScene().getFocusOwner());
    window.send(
        new ShellMessage.Say(
            Notice.lasting(
                "n",
                Notice.Tone.WARNING,
                "Both changed it.",
                new Notice.Action("Show the log", new Message.ShowBottom(Panels.Bottom.LOG)))));
    assertThat(window.texts("#notices")).contains("Both changed it.");
    assertThat(window.onFx(() -> window.stage().getScene().getFocusOwner())).isSameAs(focus);
    window.click("Show the log");
    assertThat(window.state().panels().bottom()).isEqualTo(Panels.Bottom.LOG);
    window.send(new ShellMessage.Dismiss("n"));
    assertThat(window.texts("#notices")).isEmpty();
  }

  @Test
  void aNoticeInPassingStandsInTheCornerOnceForItsKind() {
    window.send(
        new ShellMessage.Say(Notice.passing("copied", "3 rows were copied.")),
        new ShellMessage.Say(Notice.passing("copied", "4 rows were copied.")));
    assertThat(window.texts("#toasts")).containsExactly("4 rows were copied.");
    assertThat(window.texts("#notices")).isEmpty();
  }

  @Test
  void anAlertSaysWhereWhatAndWhatToDoUntilItIsClosed() {
    Problem p =
        Problem.error("x", Place.file("eddy.json"), "The file cannot be read.", "Restore it.");
    window.send(new Message.SaveFailed(p));
    assertThat(window.texts("#alert"))
        .containsExactly("eddy.json: The file cannot be read. Restore it.");
    window.send(new Message.CloseAlert());
    assertThat(window.isShown("#alert")).isFalse();
  }

  // The deploy sheet.

  @Test
  void theSheetDeploysWhenItHasATargetAndNoErrors() {
    window.send(new Message.ShowDeploy(true));
    assertThat(window.isShown("#deploy-sheet")).isTrue();
    assertThat(window.texts("#deploy-sheet"))
        .contains("Deploy main", "No errors in the graph")
        .contains("Nothing is deployed from this window yet.");
    ButtonBase deploy = (ButtonBase) window.nodes(n -> "deploy-now".equals(n.getId())).get(0);
    assertThat(deploy.isDisabled()).isTrue();
    window.type(window.field("deploy-target"), " http://localhost:8081 ");
    assertThat(window.state().deploy().target()).isEqualTo("http://localhost:8081");
    assertThat(deploy.isDisabled()).isFalse();
    window.type(window.field("deploy-savepoint"), "file:/sp/1");
    assertThat(deploy.getText()).isEqualTo("Resume from savepoint");
    window.takeEffects();
    window.fire(deploy);
    assertThat(window.takeEffects()).hasAtLeastOneElementOfType(Effect.StartDeploy.class);
    assertThat(deploy.isDisabled()).as("one at a time").isTrue();
  }

  @Test
  void theSheetShowsErrorsUnsavedChangesAndPinsAmongItsChecks() {
    window.show(
        States.after(
            Situations.all().get("pinned"),
            new Message.Apply(dev.eddy.designer.state.Edits.rename("f", "x")),
            new Message.ShowDeploy(true)));
    assertThat(window.texts("#deploy-sheet"))
        .contains("Not saved", "1 operator is pinned", "the job runs them: pins are for the desk");
    window.show(States.after(Situations.all().get("with an error"), new Message.ShowDeploy(true)));
    assertThat(window.texts("#deploy-sheet")).contains("1 error in the graph");
    assertThat(((ButtonBase) window.nodes(n -> "deploy-now".equals(n.getId())).get(0)).isDisabled())
        .isTrue();
  }

  @Test
  void aRunningJobIsStoppedFromTheSheetAndAFailureSaysWhatToDo() {
    window.show(
        States.after(
            Situations.all().get("deploying"),
            new Message.JobCame("abc", "RUNNING"),
            new Message.DeployAt(Deploy.Step.WATCH, false, "the job runs")));
    assertThat(window.texts("#deploy-sheet")).contains("RUNNING", "abc", "the job runs");
    assertThat(window.nodes(n -> "deploy-now".equals(n.getId()))).isEmpty();
    window.takeEffects();
    window.click("Stop with savepoint");
    assertThat(window.takeEffects())
        .containsExactly(new Effect.StopJob("http://localhost:8081", "abc", true));
    window.send(
        new Message.DeployFailed(
            Problem.error("x", Place.node("f", "node f"), "no slot is free", "Stop a job.")));
    assertThat(window.texts("#deploy-sheet")).contains("node f · no slot is free", "Stop a job.");
    window.send(new Message.JobCame("abc", "FAILED"));
    assertThat(window.texts("#deploy-sheet")).contains("FAILED");
    assertThat(window.nodes(n -> "deploy-now".equals(n.getId()))).isNotEmpty();
  }

  // The tour, sub-graphs.

  @Test
  void theTourIsOfferedStepsOnAndEnds() {
    window.show(
        States.after(
            States.after(
                Situations.start(),
                new Message.OpenExample(
                    new Example("x", "x", "x", Path.of("/x"), "main", Situations.MAIN))),
            new Message.Opened(Situations.PROJECT, "main", List.of())));
    assertThat(window.texts("#tour")).contains("New here?", "Start", "No, thanks");
    window.click("Start");
    assertThat(window.texts("#tour")).contains("1 of 6", "Run the pipeline");
    for (int step = 2; step <= Tour.size(); step++) {
      window.click("Skip this step");
      assertThat(window.texts("#tour")).contains(step + " of 6");
    }
    window.click("Skip this step");
    assertThat(window.isShown("#tour")).isFalse();
    window.send(new Message.ShowTour(2));
    window.click("End the tour");
    assertThat(window.state().desk().tour()).isEqualTo(Tour.NONE);
  }

  @Test
  void theCrumbsLeadOutOfASubGraph() {
    window.show(Situations.all().get("inside a sub-graph"));
    assertThat(window.isShown("#breadcrumb")).isTrue();
    window.fire((ButtonBase) window.nodes(n -> "breadcrumb".equals(n.getId())).get(0));
    assertThat(window.state().open().pipeline()).isEqualTo("main");
    assertThat(window.isShown("#breadcrumb")).isFalse();
  }
}
