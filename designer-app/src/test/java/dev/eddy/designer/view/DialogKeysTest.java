package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.RefactorWish;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.ShellMessage;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.state.States;
import dev.eddy.model.refactor.ColumnRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every dialog by keys alone: it takes the focus when it opens, Tab walks all of it in the order in
 * which it is read, Escape closes it, and whoever had the focus has it again.
 */
class DialogKeysTest {
  @RegisterExtension static final EditorWindow window = EditorWindow.of(Pipelines.CATALOG);

  /** By name what opens it, and a selector of what is then there. */
  private record Dialog(String selector, List<Message> opens) {}

  private static Map<String, Dialog> dialogs() {
    Map<String, Dialog> out = new LinkedHashMap<>();
    out.put("commands", ask("#search-popup", Effect.Dialog.COMMANDS));
    out.put("find in project", ask("#search-popup", Effect.Dialog.FIND_IN_PROJECT));
    out.put("keys", ask("#search-popup", Effect.Dialog.KEYS));
    out.put("new pipeline", ask("#name-field", Effect.Dialog.NEW_PIPELINE));
    out.put("settings", ask("window Settings", Effect.Dialog.SETTINGS));
    out.put("new project", ask("window New project", Effect.Dialog.NEW_PROJECT));
    out.put("add operator", ask(".eddy-operator-search", Effect.Dialog.QUICK_ADD));
    out.put("deploy", new Dialog("#deploy-sheet", List.of(new Message.ShowDeploy(true))));
    out.put("find", new Dialog("#find-bar", List.of(new ShellMessage.ShowFind(true))));
    out.put(
        "refactor",
        new Dialog(
            "#refactor-sheet",
            List.of(
                new FormsMessage.Preview(
                    new RefactorWish.RenameColumn(
                        new ColumnRef("s", "out", "k"), "k", Set.of())))));
    return out;
  }

  private static Dialog ask(String selector, Effect.Dialog dialog) {
    return new Dialog(selector, List.of(new Message.Ask(dialog)));
  }

  private static void begin() {
    window.closeOthers();
    window.show(States.after(Situations.checked(), new Message.Select(Selection.node("f"))));
    window.onFx(
        () -> {
          window.stage().requestFocus();
          window.find("#canvas", Node.class).requestFocus();
          return true;
        });
    window.settle();
    window.takeEffects();
  }

  /** Who has the focus in the window that has it. */
  private static Node focus() {
    return window.onFx(
        () -> {
          Scene found = window.stage().getScene();
          for (Window w : Window.getWindows()) {
            if (w != window.stage() && w.isShowing() && w.getScene().getFocusOwner() != null) {
              found = w.getScene();
            }
          }
          return found.getFocusOwner();
        });
  }

  private static boolean isIn(Node n, Node dialog) {
    for (Node at = n; at != null; at = at.getParent()) {
      if (at == dialog) {
        return true;
      }
    }
    return false;
  }

  /** What of a dialog can have the focus, as it is seen. */
  private static List<Node> stops(Node dialog) {
    return window.onFx(
        () -> {
          List<Node> out = new ArrayList<>();
          collect(dialog, out);
          return out;
        });
  }

  private static void collect(Node n, List<Node> out) {
    if (!n.isVisible() || n.isDisabled()) {
      return;
    }
    if (n.isFocusTraversable()) {
      out.add(n);
    }
    if (n instanceof Parent p) {
      p.getChildrenUnmodifiable().forEach(c -> collect(c, out));
    }
  }

  private static Node dialog(String selector) {
    return window.onFx(
        () ->
            Window.getWindows().stream()
                .map(
                    w ->
                        selector.startsWith("window ")
                            ? w instanceof Stage s && selector.substring(7).equals(s.getTitle())
                                ? w.getScene().getRoot()
                                : null
                            : w.getScene().getRoot().lookup(selector))
                .filter(n -> n != null && EditorWindow.isVisible(n))
                .findFirst()
                .orElse(null));
  }

  @Test
  void aDialogTakesTheFocusAndEscapeGivesItBackAndLeavesNothing() {
    List<String> wrong = new ArrayList<>();
    dialogs()
        .forEach(
            (name, d) -> {
              begin();
              AppState before = window.state();
              window.send(d.opens().toArray(new Message[0]));
              window.settle();
              Node dialog = dialog(d.selector());
              if (dialog == null) {
                wrong.add(name + " is not there");
                return;
              }
              if (!isIn(focus(), dialog) && !isIn(dialog, focus())) {
                wrong.add(name + " does not take the focus: " + focus());
              }
              window.takeEffects();
              window.press(KeyCode.ESCAPE);
              window.send();
              if (dialog(d.selector()) != null) {
                wrong.add(name + " stays open");
              }
              if (!window.state().document().equals(before.document())) {
                wrong.add(name + " changes the pipeline");
              }
              if (!window.takeEffects().isEmpty()) {
                wrong.add(name + " has effects");
              }
              Node after = focus();
              if (after == null || !"canvas".equals(after.getId())) {
                wrong.add(name + " leaves the focus at " + after);
              }
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void tabReachesAllOfADialogInTheOrderInWhichItIsRead() {
    List<String> wrong = new ArrayList<>();
    dialogs()
        .forEach(
            (name, d) -> {
              begin();
              window.send(d.opens().toArray(new Message[0]));
              window.settle();
              Node dialog = dialog(d.selector());
              if (dialog == null) {
                return;
              }
              List<Node> stops = stops(dialog);
              Set<Node> reached = new LinkedHashSet<>();
              // It may begin in its middle, and what is no window of its own may be left.
              Set<Node> before = walk(dialog, stops.size(), true);
              reached.addAll(walk(dialog, 2 * stops.size() + 3, false));
              List<Node> missed = new ArrayList<>(stops);
              missed.removeAll(reached);
              missed.removeAll(before);
              // Of several to choose from one is a stop; arrows lead to the others.
              missed.removeIf(n -> n instanceof ToggleButton b && b.getToggleGroup() != null);
              if (!missed.isEmpty()) {
                wrong.add(name + ": Tab does not reach " + missed);
              }
              List<Node> way = new ArrayList<>(reached);
              way.retainAll(stops);
              for (int i = 1; i < way.size(); i++) {
                Bounds a = bounds(way.get(i - 1));
                Bounds b = bounds(way.get(i));
                boolean back = b.getMaxY() <= a.getMinY() && b.getMaxX() <= a.getMinX();
                if (back && i < way.size() - 1) {
                  wrong.add(name + ": Tab goes back from " + way.get(i - 1) + " to " + way.get(i));
                }
              }
              window.press(KeyCode.ESCAPE);
            });
    assertThat(wrong).isEmpty();
  }

  /** Who had the focus while Tab was pressed so often, or until the dialog was left backwards. */
  private static Set<Node> walk(Node dialog, int presses, boolean backwards) {
    return window.onFx(
        () -> {
          Set<Node> out = new LinkedHashSet<>();
          Scene scene = dialog.getScene();
          for (int i = 0; i < presses; i++) {
            Node focus = scene.getFocusOwner();
            if (focus == null || backwards && !isIn(focus, dialog)) {
              break;
            }
            out.add(focus);
            for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
              Event.fireEvent(
                  focus, new KeyEvent(type, "", "", KeyCode.TAB, backwards, false, false, false));
            }
          }
          return out;
        });
  }

  private static Bounds bounds(Node n) {
    return window.onFx(() -> n.localToScreen(n.getBoundsInLocal()));
  }
}
