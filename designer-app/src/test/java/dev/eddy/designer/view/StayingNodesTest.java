package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Checks;
import dev.eddy.designer.state.Edits;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Notice;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Recent;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.state.Versions;
import dev.eddy.model.problem.Place;
import dev.eddy.model.problem.Problem;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.refactor.ColumnRef;
import dev.eddy.model.refactor.Refactoring;
import dev.eddy.model.refactor.Site;
import dev.eddy.model.refactor.Use;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever happens meanwhile, what can be pressed and what holds the focus is not made anew while
 * it says the same: a node that goes between press and release takes the click with it.
 */
class StayingNodesTest {
  @RegisterExtension static final EditorWindow window = EditorWindow.of(Pipelines.CATALOG);

  /** What comes by itself while a user is at something else, by name. */
  private static Map<String, Function<AppState, Message>> events() {
    Map<String, Function<AppState, Message>> out = new LinkedHashMap<>();
    out.put("the run goes on", StayingNodesTest::further);
    out.put(
        "a check answers",
        s -> {
          List<Problem> problems = new ArrayList<>(s.checks().problems());
          problems.add(Problem.warning("y", Place.node("k", "node k"), "odd", "mend it"));
          return new Message.Checked(
              s.open().pipeline(),
              new Checks(
                  s.checks().revision(), problems, s.checks().inputs(), s.checks().outputs()));
        });
    out.put("another operator is renamed", s -> new Message.Apply(Edits.rename("k", "anew")));
    out.put("something is said", s -> new ShellMessage.Say(notice("said in passing", false)));
    out.put("something lasting is said", s -> new ShellMessage.Say(notice("lasting", true)));
    out.put("a breakpoint is set", s -> new Message.AddStop(Stop.of(Stop.Kind.LATE, "")));
    out.put("work begins", s -> new ShellMessage.Working("w", "reading"));
    out.put(
        "recents are read",
        s -> new Message.RecentsRead(List.of(new Recent(Path.of("/p"), "p", List.of("main")))));
    return out;
  }

  private static Notice notice(String text, boolean lasting) {
    return new Notice(text, Notice.Tone.INFO, text, List.of(), lasting);
  }

  private static Message further(AppState s) {
    if (s.run() == null || s.run().status() == null) {
      return new Message.ShowNote("nothing runs");
    }
    Status was = s.run().status();
    long at = was.liveEdge().sequence() + 1;
    return new Message.StatusCame(
        s.run().id(), Situations.status(was.phase(), at, at), 2_000_000_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "with an error, PROBLEMS, SETTINGS, PALETTE",
    "running, DATA, METRICS, PROJECT",
    "rows in view, DATA, STATE, PROJECT",
    "paused in a sub-graph, BREAKPOINTS, SETTINGS, PROJECT",
    "a job runs, CHANGES, SETTINGS, PALETTE",
    "a refactoring, PROBLEMS, SETTINGS, PROJECT",
  })
  void whatCanBePressedStaysWhileItSaysTheSame(
      String situation, Panels.Bottom bottom, Panels.Inspector side, Panels.Left left) {
    List<String> anew = new ArrayList<>();
    window.show(Situations.all().get(situation));
    window.send(
        new Message.AddStop(Stop.of(Stop.Kind.FAILURE, "")),
        new Message.ShowPalette(true),
        new ShellMessage.ShowLeft(left),
        new Message.ShowBottom(bottom),
        new Message.ShowInspector(side));
    for (Map.Entry<String, Function<AppState, Message>> event : events().entrySet()) {
      Map<Node, String> before = pressable();
      window.send(event.getValue().apply(window.state()));
      Map<Node, String> after = pressable();
      Map<String, Integer> gone = new HashMap<>();
      before.forEach(
          (node, words) -> {
            if (!after.containsKey(node)) {
              gone.merge(words, 1, Integer::sum);
            }
          });
      after.forEach(
          (node, words) -> {
            if (!before.containsKey(node) && gone.merge(words, -1, Integer::sum) >= 0) {
              anew.add(event.getKey() + ": " + words);
            }
          });
    }
    assertThat(anew).isEmpty();
  }

  /** All that takes a press or the focus, and what it says of itself. */
  private static Map<Node, String> pressable() {
    Map<Node, String> out = new HashMap<>();
    for (Node n : window.nodes(StayingNodesTest::takesPress)) {
      String text = n instanceof Labeled l ? l.getText() : "";
      out.put(
          n,
          n.getClass().getSimpleName()
              + " "
              + n.getStyleClass()
              + " #"
              + n.getId()
              + " '"
              + text
              + "' "
              + n.getAccessibleText());
    }
    return out;
  }

  private static boolean takesPress(Node n) {
    boolean takes =
        n instanceof ButtonBase
            || n instanceof TextInputControl
            || n instanceof ComboBoxBase
            || n.getOnMouseClicked() != null
            || n.isFocusTraversable();
    return takes && !inCell(n);
  }

  /** Cells of a table are filled anew, not made anew. */
  private static boolean inCell(Node n) {
    for (Node at = n; at != null; at = at.getParent()) {
      if (at instanceof IndexedCell<?>) {
        return true;
      }
    }
    return false;
  }

  // A press takes the focus from a field, which says then what was typed: all that follows from
  // that happens between press and release.

  private static void beginWith(AppState s, Message... messages) {
    window.show(s);
    window.send(messages);
    window.onFx(
        () -> {
          window.stage().toFront();
          window.stage().requestFocus();
          return true;
        });
  }

  private static void typeName(String name) {
    window.onFx(
        () -> {
          TextField field = (TextField) window.stage().getScene().lookup("#node-name");
          field.requestFocus();
          field.setText(name);
          return true;
        });
  }

  /** Presses and lets go after all that the press has set off, and what is said meanwhile. */
  private static void click(Node n, Message... meanwhile) {
    Point2D at = window.middleOf(n);
    window.robot.moveTo(at.getX(), at.getY());
    window.robot.press(MouseButton.PRIMARY);
    window.send(meanwhile);
    window.settle();
    window.robot.release(MouseButton.PRIMARY);
    window.send();
    window.settle();
  }

  private static Node byId(String id) {
    return window.onFx(() -> window.stage().getScene().lookup("#" + id));
  }

  @Test
  void aTabIsShownAndTheNameThatWasBeingTypedIsNotLost() {
    beginWith(
        Situations.checked(),
        new Message.ShowPalette(false),
        new Message.ShowPipeline("second"),
        new Message.ShowPipeline("main"),
        new Message.Select(Selection.node("f")));
    typeName("from the press");
    click(byId("tab-second"));
    assertThat(window.state().open().pipeline()).isEqualTo("second");
    assertThat(window.state().open().document("main").graph().nodes().get("f").name())
        .isEqualTo("from the press");
  }

  @Test
  void aPipelineIsShownFromTheTreeThoughThePressOnItMakesAnotherDirty() {
    beginWith(
        Situations.checked(),
        new ShellMessage.ShowLeft(Panels.Left.PROJECT),
        new Message.ShowPalette(true),
        new Message.Select(Selection.node("f")));
    typeName("from the press");
    click(window.nodes(n -> n instanceof Button && "second".equals(n.getAccessibleText())).get(0));
    assertThat(window.state().open().isDirty("main")).isTrue();
    assertThat(window.state().open().pipeline()).isEqualTo("second");
  }

  private static List<Node> breakpoints(Class<? extends Node> type, String id) {
    return window.nodes(
        n -> type.isInstance(n) && id.equals(n instanceof TextField ? n.getId() : spoken(n)));
  }

  private static String spoken(Node n) {
    return String.valueOf(n.getAccessibleText());
  }

  @Test
  void aBreakpointIsSwitchedOffOrRemovedWhileAConditionOfItWasBeingTyped() {
    beginWith(
        Situations.checked(),
        new Message.ToggleStop("e1"),
        new Message.ToggleStop("e2"),
        new Message.ShowPalette(false),
        new Message.ShowBottom(Panels.Bottom.BREAKPOINTS));
    TextField condition = (TextField) breakpoints(TextField.class, "stop-condition").get(0);
    window.onFx(
        () -> {
          condition.requestFocus();
          condition.setText("n > 1");
          return true;
        });
    click(breakpoints(CheckBox.class, "Breakpoint on").get(0));
    Stop first = window.state().stops().get("e1");
    assertThat(first.condition()).isEqualTo("n > 1");
    assertThat(first.enabled()).isFalse();
    window.onFx(
        () -> {
          condition.requestFocus();
          condition.setText("n > 2");
          return true;
        });
    click(breakpoints(Button.class, "Remove the breakpoint").get(1));
    assertThat(window.state().stops()).containsOnlyKeys("e1");
    assertThat(condition.getText()).as("it is still being typed").isEqualTo("n > 2");
  }

  @Test
  void aBreakpointSaysWhereItStandsAfterARenamingAndAFieldKeepsWhatIsBeingTyped() {
    beginWith(
        Situations.checked(),
        new Message.ToggleStop("e1"),
        new Message.ShowBottom(Panels.Bottom.BREAKPOINTS));
    TextField condition = (TextField) breakpoints(TextField.class, "stop-condition").get(0);
    window.onFx(
        () -> {
          condition.requestFocus();
          condition.setText("half a cond");
          return true;
        });
    window.send(new Message.Apply(Edits.rename("f", "anew")));
    assertThat(window.texts(".breakpoint-row")).anyMatch(t -> t.contains("anew"));
    assertThat(condition.getText()).isEqualTo("half a cond");
    assertThat((Object) window.onFx(() -> window.stage().getScene().getFocusOwner()))
        .isSameAs(condition);
    window.send(
        new Message.SetStop(window.state().stops().get("e1").withHits("5").withEnabled(false)));
    assertThat(((TextField) breakpoints(TextField.class, "stop-hits").get(0)).getText())
        .isEqualTo("5");
    assertThat(((CheckBox) breakpoints(CheckBox.class, "Breakpoint on").get(0)).isSelected())
        .isFalse();
  }

  @Test
  void aButtonOfANoticeIsPressedThoughAnotherNoticeComesMeanwhile() {
    beginWith(
        Situations.checked(),
        new ShellMessage.Say(
            Notice.lasting(
                "q",
                Notice.Tone.WARNING,
                "The file has changed",
                new Notice.Action("Reload it", new Message.Select(Selection.node("k"))))));
    click(window.button("Reload it"), new ShellMessage.Say(notice("and another", true)));
    assertThat(window.state().selection().nodes()).containsExactly("k");
  }

  @Test
  void aChangeIsTakenBackThoughThePressOnItsButtonMakesAnother() {
    beginWith(
        Situations.checked(),
        new Message.Apply(Edits.rename("f", "renamed")),
        new Message.ShowBottom(Panels.Bottom.CHANGES),
        new ShellMessage.Compare(Versions.Source.SAVED),
        new Message.ShowPalette(false),
        // Its line comes below the other's: what moves away under the pointer is lost anyway.
        new Message.Select(Selection.node("k")));
    typeName("from the press");
    click(window.button("Take back the change of renamed"));
    assertThat(window.state().graph().nodes().get("k").name()).isEqualTo("from the press");
    assertThat(window.state().graph().nodes().get("f").name()).isEqualTo("node f");
  }

  // The keyboard goes on from where it is.

  private static Node focused(Node in) {
    return window.onFx(() -> in.getScene().getFocusOwner());
  }

  private static void focusAndPressSpace(Node n) {
    window.onFx(
        () -> {
          n.getScene().getWindow().requestFocus();
          n.requestFocus();
          return true;
        });
    window.press(KeyCode.SPACE);
    window.send();
  }

  @Test
  void aSettingThatIsSetByTheKeyboardKeepsTheFocus() {
    beginWith(Situations.checked(), new Message.Ask(Effect.Dialog.SETTINGS));
    CheckBox map =
        (CheckBox) window.nodes(n -> n instanceof CheckBox && "Minimap".equals(spoken(n))).get(0);
    boolean was = window.state().settings().map();
    focusAndPressSpace(map);
    assertThat(window.state().settings().map()).isEqualTo(!was);
    assertThat((Object) focused(map)).isSameAs(map);
    window.press(KeyCode.SPACE);
    window.send();
    assertThat(window.state().settings().map()).isEqualTo(was);
    assertThat(map.isSelected()).isEqualTo(was);
    Node dark = window.button("Theme: Dark");
    focusAndPressSpace(dark);
    assertThat(window.state().settings().look()).isEqualTo(Settings.Look.DARK);
    assertThat((Object) focused(dark)).isSameAs(dark);
    window.send(new ShellMessage.Set(window.state().settings().withLook(Settings.Look.LIGHT)));
    assertThat(((ToggleButton) window.button("Theme: Light")).isSelected()).isTrue();
    assertThat(((ToggleButton) dark).isSelected()).isFalse();
  }

  @Test
  void aUseThatIsLeftOutOfARefactoringByTheKeyboardKeepsTheFocus() {
    RefactorWish wish =
        new RefactorWish.RenameColumn(new ColumnRef("s", "out", "k"), "key", Set.of());
    beginWith(Situations.checked(), new FormsMessage.Preview(wish));
    List<Use> uses =
        List.of(
            new Use(new Site("f", "condition", -1, ""), "node f", Use.Kind.REFERENCE, "k", "key"),
            new Use(new Site("w", "keys", 0, ""), "node w", Use.Kind.REFERENCE, "k", "key"));
    window.send(
        new FormsMessage.Planned(
            wish,
            new Refactoring("Rename k to key", uses, List.of(), null, null),
            window.state().open().revision()));
    CheckBox first =
        (CheckBox)
            window
                .nodes(
                    n ->
                        n instanceof CheckBox
                            && n.getParent().getStyleClass().contains("refactor-line"))
                .get(0);
    focusAndPressSpace(first);
    assertThat(((RefactorWish.RenameColumn) window.state().refactor().wish()).skipped()).hasSize(1);
    assertThat(first.isSelected()).isFalse();
    assertThat((Object) focused(first)).isSameAs(first);
  }
}
