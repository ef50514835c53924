package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.GraphExport;
import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Deploy;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Example;
import dev.eddy.designer.state.Find;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Notice;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.States;
import dev.eddy.designer.state.Tour;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** Sheets, popups, bars and windows beside the main one: what they say, and what their keys do. */
class DialogsWindowTest {
  private static EditorWindow window;
  @TempDir private Path temp;

  @BeforeAll
  static void open() throws Exception {
    window = EditorWindow.open(Pipelines.CATALOG);
  }

  @AfterAll
  static void close() throws Exception {
    window.close();
  }

  @BeforeEach
  void begin() {
    window.show(Situations.checked());
    window.takeEffects();
  }

  @AfterEach
  void shutWhatIsOpen() {
    window.onFx(
        () -> {
          for (Window w : List.copyOf(Window.getWindows())) {
            if (w != window.stage()) {
              w.hide();
            }
          }
          return true;
        });
    assertThat(window.takeFailures()).isEmpty();
  }

  private static void ask(Effect.Dialog dialog) {
    window.send(new Message.Ask(dialog));
    window.settle();
  }

  private static ButtonBase button(String spoken) {
    List<Node> found =
        window.nodes(
            n ->
                n instanceof ButtonBase b
                    && (spoken.equals(b.getAccessibleText()) || spoken.equals(b.getText())));
    assertThat(found).as(spoken).isNotEmpty();
    return (ButtonBase) found.get(0);
  }

  private static void click(String spoken) {
    ButtonBase b = button(spoken);
    assertThat(b.isDisabled()).as(spoken).isFalse();
    fire(b);
  }

  private static void fire(ButtonBase b) {
    window.onFx(
        () -> {
          b.fire();
          return true;
        });
    window.send();
  }

  private static void type(TextField field, String text) {
    window.onFx(
        () -> {
          field.setText(text);
          return true;
        });
    window.send();
  }

  private static TextField field(String id) {
    return (TextField) window.nodes(n -> id.equals(n.getId())).get(0);
  }

  private static boolean isOpen(String title) {
    return window.onFx(
        () ->
            Window.getWindows().stream()
                .anyMatch(w -> w instanceof Stage s && title.equals(s.getTitle())));
  }

  // The command palette.

  @Test
  void aCommandIsFoundByTypingAndSentByEnter() {
    ask(Effect.Dialog.COMMANDS);
    assertThat(window.isShown("#search-popup")).isTrue();
    window.robot.write("light or dark");
    window.press(KeyCode.ENTER);
    assertThat(window.state().mood()).isEqualTo(Mood.DARK);
    assertThat(window.isShown("#search-popup")).isFalse();
  }

  @Test
  void theArrowsWalkTheListRoundItsEndsAndEscapeChangesNothing() {
    ask(Effect.Dialog.COMMANDS);
    String first = chosen();
    window.press(KeyCode.UP);
    String last = chosen();
    assertThat(last).isNotEqualTo(first);
    window.press(KeyCode.DOWN);
    assertThat(chosen()).isEqualTo(first);
    window.press(KeyCode.PAGE_DOWN);
    assertThat(chosen()).isNotIn(first, last);
    window.press(KeyCode.PAGE_UP);
    assertThat(chosen()).isEqualTo(first);
    AppState before = window.state();
    window.press(KeyCode.ESCAPE);
    assertThat(window.isShown("#search-popup")).isFalse();
    assertThat(window.state()).isEqualTo(before);
  }

  /** The line of the popup that Enter would choose. */
  private static String chosen() {
    List<Node> lines =
        window.nodes(
            n ->
                n.getStyleClass().contains("eddy-search-row")
                    && n.getPseudoClassStates().contains(PseudoClass.getPseudoClass("selected")));
    assertThat(lines).hasSize(1);
    return lines.get(0).getAccessibleText();
  }

  @Test
  void aCommandThatCannotActSaysWhyAndStaysInTheList() {
    ask(Effect.Dialog.COMMANDS);
    window.robot.write("halt");
    window.settle();
    assertThat(window.texts("#search-popup")).contains("Nothing is running");
    window.press(KeyCode.ENTER);
    assertThat(window.isShown("#search-popup")).isTrue();
    window.robot.write(" no such command");
    window.settle();
    assertThat(window.texts("#search-popup")).contains("No command is named like that.");
  }

  @Test
  void aHitInAnotherPipelineIsGoneToFromTheSearchOfTheProject() {
    ask(Effect.Dialog.FIND_IN_PROJECT);
    window.robot.write("node a");
    window.press(KeyCode.ENTER);
    assertThat(window.state().open().pipeline()).isEqualTo("second");
    assertThat(window.state().selection()).isEqualTo(Selection.node("a"));
  }

  // Names.

  @Test
  void aNewPipelineNeedsANameThatIsFreeAndFitsAFile() {
    ask(Effect.Dialog.NEW_PIPELINE);
    TextField name = field("name-field");
    ButtonBase create = button("Create");
    assertThat(create.isDisabled()).isTrue();
    type(name, "main");
    assertThat(window.texts()).contains("There is one of this name.");
    type(name, "a/b");
    assertThat(window.texts()).contains("It names a file, so not all characters fit.");
    assertThat(create.isDisabled()).isTrue();
    type(name, "third");
    fire(create);
    assertThat(window.state().open().pipeline()).isEqualTo("third");
  }

  // Settings.

  @Test
  void aSettingIsFoundSetAndWrittenAtOnce() {
    ask(Effect.Dialog.SETTINGS);
    assertThat(isOpen("Settings")).isTrue();
    TextField search = settingsSearch();
    type(search, "theme");
    assertThat(window.texts(".settings")).contains("Theme").doesNotContain("Mouse wheel");
    click("Theme: Dark");
    assertThat(window.state().settings().look()).isEqualTo(Settings.Look.DARK);
    assertThat(window.takeEffects()).contains(new Effect.WriteSettings(window.state().settings()));
    assertThat(window.state().mood()).isEqualTo(Mood.DARK);
    type(search, "nothing like it");
    assertThat(window.texts(".settings")).contains("No setting is named like that.");
    type(search, "");
    window.press(KeyCode.ESCAPE);
    assertThat(isOpen("Settings")).isFalse();
  }

  private static TextField settingsSearch() {
    return (TextField)
        window
            .nodes(n -> n instanceof TextField t && "Search the settings".equals(t.getPromptText()))
            .get(0);
  }

  @Test
  void aKeyIsPressedToBeSetAndGivenBack() {
    ask(Effect.Dialog.SETTINGS);
    click("Other keys for Save");
    assertThat(window.texts(".settings")).contains("Press the keys… Esc leaves it");
    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F9);
    assertThat(window.state().settings().keys()).containsKey("file.save");
    assertThat(window.state().settings().keys().get("file.save").get(0)).contains("F9");
    click("No keys for Save");
    assertThat(window.state().settings().keys()).containsEntry("file.save", List.of());
    List<Node> resets =
        window.nodes(
            n ->
                n instanceof ButtonBase b
                    && "Keys of the key map again".equals(b.getAccessibleText())
                    && !b.isDisabled());
    assertThat(resets).hasSize(1);
    fire((ButtonBase) resets.get(0));
    assertThat(window.state().settings().keys()).isEmpty();
  }

  @Test
  void escapeWhileAKeyIsRecordedLeavesTheKeyAsItWas() {
    ask(Effect.Dialog.SETTINGS);
    click("Other keys for Save");
    window.press(KeyCode.ESCAPE);
    assertThat(window.state().settings().keys()).isEmpty();
    assertThat(isOpen("Settings")).as("Escape was for the key").isTrue();
    assertThat(window.texts(".settings")).doesNotContain("Press the keys… Esc leaves it");
  }

  @Test
  void aKeyThatIsTakenIsSaidBesideBoth() {
    ask(Effect.Dialog.SETTINGS);
    click("Other keys for Save");
    window.press(KeyCode.CONTROL, KeyCode.O);
    assertThat(window.texts(".settings"))
        .anyMatch(t -> t.endsWith("is also Open…"))
        .anyMatch(t -> t.endsWith("is also Save"));
  }

  @Test
  void theSettingsFollowTheThemeWhileTheyAreOpen() {
    ask(Effect.Dialog.SETTINGS);
    window.send(new Message.SetMood(Mood.DARK));
    Node root = window.nodes(n -> n.getStyleClass().contains("settings")).get(0);
    assertThat(root.getScene().getRoot().getStyleClass()).contains("dark").doesNotContain("light");
  }

  // A new project.

  @Test
  void aNewProjectIsMadeOfWhatIsAskedAndSaysWhereItWillLie() {
    window.send(new Message.CloseProject());
    ask(Effect.Dialog.NEW_PROJECT);
    assertThat(isOpen("New project")).isTrue();
    TextField place =
        (TextField) window.nodes(n -> n instanceof TextField t && t.getText().contains("/")).get(0);
    TextField zone =
        (TextField) window.nodes(n -> n instanceof TextField t && t.getText().equals("UTC")).get(0);
    ButtonBase create = button("Create");
    assertThat(create.isDisabled()).isTrue();
    type(place, temp.toString());
    type(field("project-name"), "flights");
    assertThat(window.texts()).contains("The folder " + temp.resolve("flights") + " is made.");
    type(zone, "Moon/Crater");
    assertThat(window.texts()).contains("There is no time zone 'Moon/Crater'.");
    assertThat(create.isDisabled()).isTrue();
    type(zone, "Europe/Berlin");
    window.takeEffects();
    fire(create);
    assertThat(window.takeEffects())
        .contains(
            new Effect.CreateProject(temp.resolve("flights"), "flights", "Europe/Berlin", null));
    assertThat(isOpen("New project")).isFalse();
  }

  @Test
  void aNewProjectMayBeginAsACopyOfAnExample() {
    Example example =
        new Example("Late rows", "w", "3 min", Path.of("/x"), "main", Situations.MAIN);
    window.send(new Message.CloseProject(), new Message.ExamplesRead(List.of(example)));
    assertThat(window.texts()).contains("Late rows");
    ask(Effect.Dialog.NEW_PROJECT);
    click("Late rows");
    TextField place =
        (TextField) window.nodes(n -> n instanceof TextField t && t.getText().contains("/")).get(0);
    type(place, temp.toString());
    type(field("project-name"), "mine");
    window.takeEffects();
    click("Create");
    assertThat(window.takeEffects())
        .contains(new Effect.CreateProject(temp.resolve("mine"), "mine", "UTC", example));
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
    type(field, "node");
    assertThat(window.texts("#find-bar")).contains("4 found");
    click("Next hit");
    assertThat(window.texts("#find-bar")).contains("1 of 4");
    assertThat(window.state().selection().single()).isEqualTo("s");
    click("Previous hit");
    assertThat(window.texts("#find-bar")).contains("4 of 4");
    type(field, "nothing");
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
    fire((ButtonBase) window.nodes(n -> "tab-main".equals(n.getId())).get(0));
    assertThat(window.state().open().pipeline()).isEqualTo("main");
    fire((ButtonBase) window.nodes(n -> "stripe-project".equals(n.getId())).get(0));
    assertThat(window.state().panels().left()).isEqualTo(Panels.Left.PROJECT);
    assertThat(window.texts("#project-tree")).contains("Pipelines", "main", "second");
    fire((ButtonBase) window.nodes(n -> "stripe-project".equals(n.getId())).get(0));
    assertThat(window.state().panels().palette()).as("a second click closes it").isFalse();
    fire((ButtonBase) window.nodes(n -> "stripe-palette".equals(n.getId())).get(0));
    assertThat(window.state().panels().left()).isEqualTo(Panels.Left.PALETTE);
    for (Panels.Bottom tab : Panels.Bottom.values()) {
      window.send(new Message.ShowBottom(Panels.Bottom.DATA));
      List<Node> stripes =
          window.nodes(
              n ->
                  n instanceof ButtonBase b
                      && tab.title().equals(b.getAccessibleText())
                      && b.getParent().getStyleClass().contains("stripe"));
      fire((ButtonBase) stripes.get(0));
      Panels p = window.state().panels();
      assertThat(p.bottomOpen()).as(tab.title()).isEqualTo(tab != Panels.Bottom.DATA);
      assertThat(p.bottom()).isEqualTo(tab);
    }
  }

  @Test
  void theModesAreChosenInTheMiddleOfTheToolbar() {
    for (String mode : List.of("Debug", "Production", "Author")) {
      fire((ButtonBase) window.nodes(n -> ("mode-" + mode).equals(n.getId())).get(0));
      assertThat(window.state().mode().title()).isEqualTo(mode);
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
    click("Show the log");
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
    type(field("deploy-target"), " http://localhost:8081 ");
    assertThat(window.state().deploy().target()).isEqualTo("http://localhost:8081");
    assertThat(deploy.isDisabled()).isFalse();
    type(field("deploy-savepoint"), "file:/sp/1");
    assertThat(deploy.getText()).isEqualTo("Resume from savepoint");
    window.takeEffects();
    fire(deploy);
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
    click("Stop with savepoint");
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

  @Test
  void whatFloatsGoesWithTheProjectThatIsClosed() {
    window.send(
        new Message.Select(Selection.node("f")),
        new ShellMessage.FloatInspector(true),
        new ShellMessage.Float(Panels.Bottom.LOG, true));
    assertThat(isOpen("Inspector - Eddy")).isTrue();
    assertThat(isOpen("Log - Eddy")).isTrue();
    window.send(new Message.CloseProject());
    assertThat(isOpen("Inspector - Eddy")).isFalse();
    assertThat(isOpen("Log - Eddy")).isFalse();
  }

  // Pictures.

  @Test
  void twoPicturesThatArePaintedAtATimeAreBothWrittenAndOneThatIsCancelledIsNot() throws Exception {
    Layout wide = Pipelines.LAYOUT.with("k", new Layout.Position(3_000, 1_500));
    window.show(States.of(new PipelineDocument(Pipelines.GRAPH, wide)));
    window.onFx(
        () -> {
          CanvasView canvas = (CanvasView) window.stage().getScene().lookup("#canvas");
          for (String name : List.of("a", "b", "c")) {
            ExchangeDialogs.paint(
                window.store(), temp.resolve(name + ".png"), GraphExport.tiles(canvas));
          }
          window.store().send(window.store().state().work().get(2).cancel());
          return true;
        });
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> window.state().work().isEmpty());
    assertThat(window.takeEffects())
        .filteredOn(Effect.WriteExport.class::isInstance)
        .extracting(e -> ((Effect.WriteExport) e).file().getFileName().toString())
        .containsExactlyInAnyOrder("a.png", "b.png");
  }

  // The tour, help, sub-graphs.

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
    click("Start");
    assertThat(window.texts("#tour")).contains("1 of 6", "Run the pipeline");
    for (int step = 2; step <= Tour.size(); step++) {
      click("Skip this step");
      assertThat(window.texts("#tour")).contains(step + " of 6");
    }
    click("Skip this step");
    assertThat(window.isShown("#tour")).isFalse();
    window.send(new Message.ShowTour(2));
    click("End the tour");
    assertThat(window.state().desk().tour()).isEqualTo(Tour.NONE);
  }

  @Test
  void helpOpensThePageOfTheOperatorOrSaysThatThereIsNone() {
    window.send(new Message.Select(Selection.node("w")));
    ask(Effect.Dialog.OPERATOR_HELP);
    assertThat(isOpen("Help")).isTrue();
    assertThat(window.texts(".help-page")).contains("window", "A window.", "Ports");
    window.show(Situations.grouped());
    ask(Effect.Dialog.OPERATOR_HELP);
    assertThat(window.texts(".help-page")).contains("The pipeline sub-graph of this project.");
    Graph foreign = Graph.of(List.of(Pipelines.node("x", "elsewhere")), List.of());
    window.show(
        States.after(
            States.of(new PipelineDocument(foreign, Layout.EMPTY)),
            new Message.Select(Selection.node("x"))));
    ask(Effect.Dialog.OPERATOR_HELP);
    assertThat(window.texts(".help-page"))
        .containsExactly("There is no operator 'elsewhere' in this Eddy; a plugin may be missing.");
    window.press(KeyCode.ESCAPE);
    assertThat(isOpen("Help")).isFalse();
  }

  @Test
  void theCrumbsLeadOutOfASubGraph() {
    window.show(Situations.all().get("inside a sub-graph"));
    assertThat(window.isShown("#breadcrumb")).isTrue();
    fire((ButtonBase) window.nodes(n -> "breadcrumb".equals(n.getId())).get(0));
    assertThat(window.state().open().pipeline()).isEqualTo("main");
    assertThat(window.isShown("#breadcrumb")).isFalse();
  }

  @Test
  void theFixMenuSaysWhatIsWrongOrThatNothingIs() {
    window.send(new Message.Select(Selection.node("f")), new FormsMessage.OfferFixes());
    assertThat(window.state().note()).isEqualTo("Nothing is wrong here.");
    assertThat(fixMenu()).isEmpty();
    window.show(
        States.after(
            Situations.all().get("with an error"), new Message.Select(Selection.node("f"))));
    window.send(new FormsMessage.OfferFixes());
    assertThat(fixMenu()).first().isEqualTo(Situations.ERROR.message());
  }

  /** What the open menu of fixes offers; nothing where it is not open. */
  private static List<String> fixMenu() {
    return window.onFx(
        () ->
            Window.getWindows().stream()
                .filter(w -> w instanceof ContextMenu m && "fix-menu".equals(m.getId()))
                .flatMap(w -> ((ContextMenu) w).getItems().stream())
                .map(MenuItem::getText)
                .toList());
  }
}
