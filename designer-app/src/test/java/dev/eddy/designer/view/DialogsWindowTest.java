package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.GraphExport;
import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Example;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.States;
import dev.eddy.designer.state.Work;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.graph.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** Popups and windows beside the main one: what they say, and what their keys do. */
class DialogsWindowTest {
  @RegisterExtension static final EditorWindow window = EditorWindow.of(Pipelines.CATALOG);

  @TempDir private Path temp;

  @BeforeEach
  void begin() {
    window.show(Situations.checked());
    window.takeEffects();
  }

  private static void ask(Effect.Dialog dialog) {
    window.send(new Message.Ask(dialog));
    window.settle();
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
    TextField name = window.field("name-field");
    ButtonBase create = window.button("Create");
    assertThat(create.isDisabled()).isTrue();
    window.type(name, "main");
    assertThat(window.texts()).contains("There is one of this name.");
    window.type(name, "a/b");
    assertThat(window.texts()).contains("It names a file, so not all characters fit.");
    assertThat(create.isDisabled()).isTrue();
    window.type(name, "third");
    window.fire(create);
    assertThat(window.state().open().pipeline()).isEqualTo("third");
  }

  // Settings.

  @Test
  void aSettingIsFoundSetAndWrittenAtOnce() {
    ask(Effect.Dialog.SETTINGS);
    assertThat(isOpen("Settings")).isTrue();
    TextField search = settingsSearch();
    window.type(search, "theme");
    assertThat(window.texts(".settings")).contains("Theme").doesNotContain("Mouse wheel");
    window.click("Theme: Dark");
    assertThat(window.state().settings().look()).isEqualTo(Settings.Look.DARK);
    assertThat(window.takeEffects()).contains(new Effect.WriteSettings(window.state().settings()));
    assertThat(window.state().mood()).isEqualTo(Mood.DARK);
    window.type(search, "nothing like it");
    assertThat(window.texts(".settings")).contains("No setting is named like that.");
    window.type(search, "");
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
    window.click("Other keys for Save");
    assertThat(window.texts(".settings")).contains("Press the keys… Esc leaves it");
    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F9);
    assertThat(window.state().settings().keys()).containsKey("file.save");
    assertThat(window.state().settings().keys().get("file.save").get(0)).contains("F9");
    window.click("No keys for Save");
    assertThat(window.state().settings().keys()).containsEntry("file.save", List.of());
    List<Node> resets =
        window.nodes(
            n ->
                n instanceof ButtonBase b
                    && "Keys of the key map again".equals(b.getAccessibleText())
                    && !b.isDisabled());
    assertThat(resets).hasSize(1);
    window.fire((ButtonBase) resets.get(0));
    assertThat(window.state().settings().keys()).isEmpty();
  }

  @Test
  void escapeWhileAKeyIsRecordedLeavesTheKeyAsItWas() {
    ask(Effect.Dialog.SETTINGS);
    window.click("Other keys for Save");
    window.press(KeyCode.ESCAPE);
    assertThat(window.state().settings().keys()).isEmpty();
    assertThat(isOpen("Settings")).as("Escape was for the key").isTrue();
    assertThat(window.texts(".settings")).doesNotContain("Press the keys… Esc leaves it");
  }

  @Test
  void aKeyThatIsTakenIsSaidBesideBoth() {
    ask(Effect.Dialog.SETTINGS);
    window.click("Other keys for Save");
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
    ButtonBase create = window.button("Create");
    assertThat(create.isDisabled()).isTrue();
    window.type(place, temp.toString());
    window.type(window.field("project-name"), "flights");
    assertThat(window.texts()).contains("The folder " + temp.resolve("flights") + " is made.");
    window.type(zone, "Moon/Crater");
    assertThat(window.texts()).contains("There is no time zone 'Moon/Crater'.");
    assertThat(create.isDisabled()).isTrue();
    window.type(zone, "Europe/Berlin");
    window.takeEffects();
    window.fire(create);
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
    window.click("Late rows");
    TextField place =
        (TextField) window.nodes(n -> n instanceof TextField t && t.getText().contains("/")).get(0);
    window.type(place, temp.toString());
    window.type(window.field("project-name"), "mine");
    window.takeEffects();
    window.click("Create");
    assertThat(window.takeEffects())
        .contains(new Effect.CreateProject(temp.resolve("mine"), "mine", "UTC", example));
  }

  // Help and fixes.

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

  // Panels in windows of their own.

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
  void picturesArePaintedOneAfterTheOtherAndOneThatIsCancelledIsNot() throws Exception {
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
    List<String> togetherAtWork = new ArrayList<>();
    WaitForAsyncUtils.waitFor(
        60,
        TimeUnit.SECONDS,
        () -> {
          List<Work> work = window.state().work();
          List<String> begun =
              work.stream().map(Work::words).filter(w -> !w.contains(", 0 of ")).toList();
          if (begun.size() > 1) {
            togetherAtWork.addAll(begun);
          }
          return work.isEmpty();
        });
    assertThat(togetherAtWork).isEmpty();
    assertThat(window.takeEffects())
        .filteredOn(Effect.WriteExport.class::isInstance)
        .extracting(e -> ((Effect.WriteExport) e).file().getFileName().toString())
        .containsExactly("a.png", "b.png");
  }
}
