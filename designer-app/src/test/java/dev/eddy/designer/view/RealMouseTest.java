package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.Pipelines;
import dev.eddy.designer.canvas.Point;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.FormsMessage;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Situations;
import dev.eddy.model.graph.Layout;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.util.WaitForAsyncUtils;

/**
 * What only a mouse that moves can show: that a press, its drag and its release reach the canvas as
 * one, that menus open and close, and who has the focus then. Runs on a screen that nobody sees,
 * and once more on a real one.
 */
class RealMouseTest {
  @RegisterExtension static final EditorWindow window = EditorWindow.of(Pipelines.CATALOG);

  @BeforeEach
  void begin() throws Exception {
    window.show(Situations.checked());
    window.onFx(
        () -> {
          window.stage().toFront();
          window.stage().requestFocus();
          canvas().requestFocus();
          canvas().aim(Effect.Aim.of(Effect.Aim.Kind.FIT));
          return true;
        });
    await(() -> canvas().isSettled());
    window.takeEffects();
  }

  @AfterEach
  void letGo() {
    window.robot.release(MouseButton.PRIMARY, MouseButton.SECONDARY);
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition);
    window.settle();
  }

  private static CanvasView canvas() {
    return window.find("#canvas", CanvasView.class);
  }

  private static Point2D screen(Point p) {
    return window.onFx(
        () -> {
          Point at = canvas().camera().toScreen(p.x(), p.y());
          return canvas().localToScreen(at.x(), at.y());
        });
  }

  private static Point middleOf(String node) {
    return window.onFx(() -> canvas().scene().nodes().get(node).box().center());
  }

  private static Point port(String ref, boolean input) {
    return window.onFx(() -> canvas().scene().port(Pipelines.ref(ref), input).orElseThrow().at());
  }

  /** Drags as a hand does: with a stop on the way. */
  private static void drag(Point from, Point to) {
    Point2D a = screen(from);
    Point2D b = screen(to);
    window.robot.moveTo(a.getX(), a.getY());
    window.robot.press(MouseButton.PRIMARY);
    window.robot.moveTo((a.getX() + b.getX()) / 2, (a.getY() + b.getY()) / 2);
    window.robot.moveTo(b.getX(), b.getY());
    window.robot.release(MouseButton.PRIMARY);
    window.settle();
  }

  private static void click(Point at, MouseButton button) {
    Point2D p = screen(at);
    window.robot.moveTo(p.getX(), p.getY());
    window.robot.clickOn(button);
    window.settle();
  }

  private static AppState state() {
    return window.state();
  }

  private static List<ContextMenu> menus() {
    return window.onFx(
        () ->
            Window.getWindows().stream()
                .filter(w -> w instanceof ContextMenu && w.isShowing())
                .map(ContextMenu.class::cast)
                .toList());
  }

  /** Clicks on an entry of the menu that is open. */
  private static void choose(String id) {
    Node entry =
        window.nodes(n -> id.equals(n.getId()) && n.getStyleClass().contains("menu-item")).get(0);
    Point2D at = window.middleOf(entry);
    window.robot.moveTo(at.getX(), at.getY());
    window.robot.clickOn(MouseButton.PRIMARY);
    window.settle();
  }

  private static String focus() {
    return window.onFx(
        () -> {
          Node n = window.stage().getScene().getFocusOwner();
          return n == null ? "" : String.valueOf(n.getId());
        });
  }

  @Test
  void aNodeIsDraggedAndIsWhereItWasLetGo() {
    Layout.Position before = state().open().layout().positions().get("f");
    drag(middleOf("f"), middleOf("f").plus(0, 96));
    Layout.Position after = state().open().layout().positions().get("f");
    assertThat(after.y() - before.y()).isBetween(80.0, 112.0);
    assertThat(after.x()).isEqualTo(before.x());
    assertThat(state().selection().nodes()).containsExactly("f");
    assertThat(state().open().history().done()).hasSize(1);
  }

  @Test
  void anEdgeIsDraggedFromPortToPort() {
    drag(port("w.late", false), port("k.in", true));
    assertThat(state().graph().edges().values())
        .anyMatch(e -> e.from().toString().equals("w.late") && e.to().toString().equals("k.in"));
    assertThat(state().open().history().done()).hasSize(1);
  }

  @Test
  void theEndOfAnEdgeIsDraggedAwayAndTheEdgeIsGone() {
    Point end = port("w.in", true);
    drag(end, end.plus(-60, 200));
    assertThat(state().graph().edges()).containsOnlyKeys("e1");
    drag(port("k.in", true), port("w.out", false));
    assertThat(state().graph().edges()).hasSize(2);
  }

  @Test
  void aRubberBandTakesWhatItTouches() {
    drag(middleOf("w").plus(120, 90), middleOf("f"));
    assertThat(state().selection().nodes()).as("it begins on empty canvas").contains("f", "w");
    click(middleOf("w").plus(120, 90), MouseButton.PRIMARY);
    assertThat(state().selection().isEmpty()).as("a click beside all").isTrue();
  }

  @Test
  void escapeDropsADragThatIsUnderWay() {
    Point2D a = screen(middleOf("f"));
    window.robot.moveTo(a.getX(), a.getY());
    window.robot.press(MouseButton.PRIMARY);
    window.robot.moveTo(a.getX() + 60, a.getY() + 90);
    assertThat(window.onFx(() -> canvas().isBusy())).isTrue();
    window.press(KeyCode.ESCAPE);
    window.robot.moveTo(a.getX() + 90, a.getY() + 120);
    window.robot.release(MouseButton.PRIMARY);
    window.settle();
    assertThat(state().open().history().canUndo()).isFalse();
    assertThat(window.onFx(() -> canvas().isBusy())).isFalse();
  }

  @Test
  void theRightButtonOpensAMenuWhoseEntryActsAndTheCanvasHasTheFocusAgain() throws Exception {
    click(middleOf("k"), MouseButton.SECONDARY);
    await(() -> menus().size() == 1);
    assertThat(state().selection().nodes()).containsExactly("k");
    choose("menu-edit-delete");
    await(() -> menus().isEmpty());
    assertThat(state().graph().nodes()).doesNotContainKey("k");
    assertThat(focus()).isEqualTo("canvas");
    window.press(KeyCode.CONTROL, KeyCode.Z);
    assertThat(state().graph().nodes()).containsKey("k");
  }

  @Test
  void aClickBesideAMenuClosesItAndAnotherRightClickOpensTheNext() throws Exception {
    // What stands left may lie under the palette.
    click(middleOf("w"), MouseButton.SECONDARY);
    await(() -> menus().size() == 1);
    click(middleOf("w").plus(-60, 120), MouseButton.PRIMARY);
    await(() -> menus().isEmpty());
    assertThat(state().graph().nodes()).hasSize(4);
    click(middleOf("k"), MouseButton.SECONDARY);
    await(() -> menus().size() == 1);
    assertThat(state().selection().nodes()).containsExactly("k");
    window.press(KeyCode.ESCAPE);
    await(() -> menus().isEmpty());
    assertThat(state().selection().nodes()).as("Escape was for the menu").containsExactly("k");
  }

  @Test
  void theMenuOfFixesIsClosedByAClickOnTheCanvas() throws Exception {
    window.show(Situations.all().get("with an error"));
    window.send(new Message.Select(Selection.node("f")), new FormsMessage.OfferFixes());
    await(() -> menus().size() == 1);
    click(middleOf("w").plus(-60, 120), MouseButton.PRIMARY);
    await(() -> menus().isEmpty());
  }

  @Test
  void aNoteIsDeletedByItsMenu() throws Exception {
    window.send(new CanvasMessage.AddNote(new Layout.Position(0, 160), "later"));
    window.send(new Message.Select(Selection.NONE));
    Point note =
        window.onFx(() -> canvas().scene().notes().values().iterator().next().box().center());
    click(note, MouseButton.SECONDARY);
    await(() -> menus().size() == 1);
    choose("menu-edit-delete");
    assertThat(state().open().layout().notes()).isEmpty();
  }

  @Test
  void afterADialogKeysGoToTheCanvasAgain() throws Exception {
    click(middleOf("f"), MouseButton.PRIMARY);
    window.press(KeyCode.F2);
    window.send(new Message.Ask(Effect.Dialog.COMMANDS));
    await(() -> window.isShown("#search-popup"));
    window.press(KeyCode.ESCAPE);
    await(() -> !window.isShown("#search-popup"));
    click(middleOf("f"), MouseButton.PRIMARY);
    assertThat(focus()).isEqualTo("canvas");
    window.press(KeyCode.DELETE);
    assertThat(state().graph().nodes()).doesNotContainKey("f");
  }
}
