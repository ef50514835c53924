package dev.eddy.designer.canvas;

import static dev.eddy.designer.control.HeadlessStage.frames;
import static dev.eddy.designer.control.HeadlessStage.onFx;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eddy.designer.control.HeadlessStage;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Settings;
import dev.eddy.designer.state.States;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Layout;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** The canvas as the mouse and the keys find it, by events without a screen. */
class CanvasViewTest {
  private static final PipelineDocument DOCUMENT =
      new PipelineDocument(
          Pipelines.GRAPH,
          Pipelines.LAYOUT
              .withNote(new Layout.Note("n1", "text", new Layout.Position(0, 240), 160, 80))
              .withFrame(new Layout.Frame("g1", "inputs", Set.of("s"))));

  private HeadlessStage stage;
  private CanvasView view;
  private AppState state = States.of(DOCUMENT);
  private final List<QuickAdd> asked = new ArrayList<>();
  private final List<String> menus = new ArrayList<>();
  private CanvasMenu lastMenu;

  @BeforeEach
  void show() throws Exception {
    stage =
        HeadlessStage.show(
            () -> {
              view = new CanvasView(Pipelines.CATALOG, this::send);
              view.onQuickAdd(asked::add);
              view.onMenu(
                  m -> {
                    lastMenu = m;
                    menus.add(m.place() + " " + m.id());
                  });
              return new StackPane(view);
            },
            1200,
            700);
    onFx(
        () -> {
          view.show(state);
          view.moveCamera(new Camera(-100, -100, 1));
        });
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private void send(Message m) {
    state = States.after(state, m);
    view.show(state);
  }

  /** Fires a mouse event at a place of the canvas. */
  private void mouse(EventType<MouseEvent> type, MouseButton button, Point at, Modifiers held) {
    mouse(type, button, at, held, 1);
  }

  private void mouse(
      EventType<MouseEvent> type, MouseButton button, Point at, Modifiers held, int clicks) {
    Point p = view.camera().toScreen(at.x(), at.y());
    boolean down = type == MouseEvent.MOUSE_PRESSED || type == MouseEvent.MOUSE_DRAGGED;
    Event.fireEvent(
        view,
        new MouseEvent(
            type,
            p.x(),
            p.y(),
            p.x(),
            p.y(),
            button,
            clicks,
            held.shift(),
            held.shortcut(),
            held.alt(),
            false,
            down && button == MouseButton.PRIMARY,
            down && button == MouseButton.MIDDLE,
            down && button == MouseButton.SECONDARY,
            true,
            false,
            false,
            new PickResult(view, p.x(), p.y())));
  }

  private void press(MouseButton button, Point at, Modifiers held) {
    mouse(MouseEvent.MOUSE_PRESSED, button, at, held);
  }

  private void dragTo(MouseButton button, Point at, Modifiers held) {
    mouse(MouseEvent.MOUSE_DRAGGED, button, at, held);
  }

  private void release(MouseButton button, Point at, Modifiers held) {
    mouse(MouseEvent.MOUSE_RELEASED, button, at, held);
  }

  private void key(EventType<KeyEvent> type, KeyCode code) {
    Event.fireEvent(view, new KeyEvent(type, "", "", code, false, false, false, false));
  }

  private void scroll(double x, double y, double dx, double dy, boolean control, boolean shift) {
    Event.fireEvent(
        view,
        new ScrollEvent(
            ScrollEvent.SCROLL,
            x,
            y,
            x,
            y,
            shift,
            control,
            false,
            false,
            false,
            false,
            dx,
            dy,
            dx,
            dy,
            ScrollEvent.HorizontalTextScrollUnits.NONE,
            0,
            ScrollEvent.VerticalTextScrollUnits.NONE,
            0,
            0,
            new PickResult(view, x, y)));
  }

  private Point middleOf(String node) {
    return view.scene().nodes().get(node).box().center();
  }

  @Test
  void aNodeIsDraggedByTheMouseAndItsPictureFollows() throws Exception {
    onFx(
        () -> {
          Point from = middleOf("s");
          press(MouseButton.PRIMARY, from, Modifiers.NONE);
          dragTo(MouseButton.PRIMARY, from.plus(20, 160), Modifiers.NONE);
          assertThat(view.isBusy()).isTrue();
          assertThat(state.document()).isEqualTo(DOCUMENT);
          release(MouseButton.PRIMARY, from.plus(20, 160), Modifiers.NONE);
        });
    assertThat(state.document().layout().positions().get("s"))
        .isEqualTo(new Layout.Position(16, 160));
    assertThat(state.selection().single()).isEqualTo("s");
    assertThat(onFx(() -> view.scene().nodes().get("s").box().y())).isEqualTo(160);
  }

  @Test
  void escapeDropsEveryGestureAndWhatFollowsOfTheDragDoesNothing() throws Exception {
    List<Point> froms =
        onFx(
            () ->
                List.of(
                    middleOf("s"),
                    view.scene().port(Pipelines.ref("w.out"), false).orElseThrow().at(),
                    view.scene().port(Pipelines.ref("f.in"), true).orElseThrow().at(),
                    new Point(80, 280),
                    new Point(152, 312),
                    view.scene().frames().get("g1").title().center(),
                    new Point(700, 500)));
    for (Point from : froms) {
      for (Modifiers held :
          List.of(
              Modifiers.NONE,
              new Modifiers(true, false, false),
              new Modifiers(false, true, false),
              new Modifiers(false, false, true))) {
        for (MouseButton button : List.of(MouseButton.PRIMARY, MouseButton.SECONDARY)) {
          if (button == MouseButton.SECONDARY && !held.shortcut()) {
            continue;
          }
          onFx(
              () -> {
                press(button, from, held);
                dragTo(button, from.plus(60, 60), held);
                dragTo(button, from.plus(120, 150), held);
                assertThat(view.isBusy()).as(from + " " + held).isTrue();
                key(KeyEvent.KEY_PRESSED, KeyCode.ESCAPE);
                assertThat(view.isBusy()).isFalse();
                dragTo(button, from.plus(160, 50), held);
                release(button, from.plus(160, 50), held);
              });
          assertThat(state.document()).as(from + " " + held).isEqualTo(DOCUMENT);
          assertThat(state.open().history().canUndo()).isFalse();
        }
      }
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void theWheelZoomsAtThePointerAndPansByTheSetting() throws Exception {
    onFx(
        () -> {
          Point under = view.camera().toCanvas(300, 200);
          scroll(300, 200, 0, 40, false, false);
          assertThat(view.camera().zoom()).isGreaterThan(1);
          Point still = view.camera().toCanvas(300, 200);
          assertThat(still.distance(under)).isLessThan(1e-6);
          scroll(300, 200, 0, -40, true, false);
          assertThat(view.camera().zoom()).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
          double x = view.camera().x();
          scroll(300, 200, 0, 40, false, true);
          assertThat(view.camera().x()).isNotEqualTo(x);
          // Two fingers on a pad.
          double y = view.camera().y();
          scroll(300, 200, 3.5, 7.25, false, false);
          assertThat(view.camera().y()).isNotEqualTo(y);
          assertThat(view.camera().zoom()).isEqualTo(1);
        });
    state = States.with(state, state.settings().withWheel(Settings.Wheel.PANS));
    onFx(
        () -> {
          view.show(state);
          double y = view.camera().y();
          scroll(300, 200, 0, 40, false, false);
          assertThat(view.camera().zoom()).isEqualTo(1);
          assertThat(view.camera().y()).isEqualTo(y - 40);
        });
  }

  @Test
  void theMiddleButtonAndSpacePan() throws Exception {
    onFx(
        () -> {
          Camera before = view.camera();
          Point at = new Point(700, 400);
          press(MouseButton.MIDDLE, at, Modifiers.NONE);
          dragTo(MouseButton.MIDDLE, at.plus(50, 20), Modifiers.NONE);
          assertThat(view.camera().x()).isEqualTo(before.x() - 50);
          release(MouseButton.MIDDLE, at, Modifiers.NONE);
          key(KeyEvent.KEY_PRESSED, KeyCode.SPACE);
          Point node = middleOf("s");
          Camera now = view.camera();
          press(MouseButton.PRIMARY, node, Modifiers.NONE);
          dragTo(MouseButton.PRIMARY, node.plus(30, 30), Modifiers.NONE);
          release(MouseButton.PRIMARY, node, Modifiers.NONE);
          key(KeyEvent.KEY_RELEASED, KeyCode.SPACE);
          assertThat(view.camera().y()).isEqualTo(now.y() - 30);
        });
    assertThat(state.document()).isEqualTo(DOCUMENT);
  }

  @Test
  void aShortPressOfSpaceAsksForAnOperatorAndOneThatPannedDoesNot() throws Exception {
    onFx(
        () -> {
          key(KeyEvent.KEY_PRESSED, KeyCode.SPACE);
          key(KeyEvent.KEY_RELEASED, KeyCode.SPACE);
        });
    assertThat(asked).hasSize(1);
    onFx(
        () -> {
          key(KeyEvent.KEY_PRESSED, KeyCode.SPACE);
          press(MouseButton.PRIMARY, middleOf("s"), Modifiers.NONE);
          release(MouseButton.PRIMARY, middleOf("s"), Modifiers.NONE);
          key(KeyEvent.KEY_RELEASED, KeyCode.SPACE);
          key(KeyEvent.KEY_RELEASED, KeyCode.SPACE);
        });
    assertThat(asked).hasSize(1);
  }

  @Test
  void spaceThatIsReleasedElsewhereIsNotHeldForEver() throws Exception {
    onFx(
        () -> {
          view.requestFocus();
          key(KeyEvent.KEY_PRESSED, KeyCode.SPACE);
          view.getParent().requestFocus();
          Camera before = view.camera();
          Point node = middleOf("s");
          press(MouseButton.PRIMARY, node, Modifiers.NONE);
          dragTo(MouseButton.PRIMARY, node.plus(0, 160), Modifiers.NONE);
          assertThat(view.camera()).isEqualTo(before);
          release(MouseButton.PRIMARY, node.plus(0, 160), Modifiers.NONE);
        });
    assertThat(state.document().layout().positions().get("s").y()).isEqualTo(160);
  }

  @Test
  void aWireThatIsDroppedOnEmptyCanvasAsksWhereItWasDropped() throws Exception {
    onFx(
        () -> {
          Point from = view.scene().port(Pipelines.ref("w.out"), false).orElseThrow().at();
          press(MouseButton.PRIMARY, from, Modifiers.NONE);
          dragTo(MouseButton.PRIMARY, new Point(900, 400), Modifiers.NONE);
          release(MouseButton.PRIMARY, new Point(900, 400), Modifiers.NONE);
        });
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).from()).isEqualTo(Pipelines.ref("w.out"));
    onFx(() -> view.place(Pipelines.SINK, asked.get(0)));
    assertThat(state.graph().edges().values())
        .anyMatch(e -> e.from().equals(Pipelines.ref("w.out")));
    assertThat(state.open().history().done()).hasSize(1);
    assertThat(onFx(() -> view.candidates(asked.get(0)))).doesNotContain(Pipelines.SOURCE);
  }

  @Test
  void anOperatorFromThePaletteThatIsDroppedOnAnEdgeGoesIn() throws Exception {
    onFx(
        () -> {
          Point m = view.scene().edges().get("e2").middle();
          Point p = view.camera().toScreen(m.x(), m.y());
          view.ghost(Pipelines.FILTER, p.x(), p.y());
          assertThat(((Overlay.Ghost) view.placing().overlay()).into()).isNotNull();
          view.drop(Pipelines.FILTER, p.x(), p.y());
        });
    assertThat(state.graph().edges()).hasSize(3);
    assertThat(state.graph().edges().values()).noneMatch(e -> e.id().equals("e2"));
    assertThat(state.open().history().done()).hasSize(1);
  }

  @Test
  void theRightButtonOpensAMenuOrCutsWithCtrl() throws Exception {
    onFx(
        () -> {
          press(MouseButton.SECONDARY, middleOf("f"), Modifiers.NONE);
          release(MouseButton.SECONDARY, middleOf("f"), Modifiers.NONE);
          Point onEdge = view.scene().edges().get("e2").path().at(0.25);
          press(MouseButton.SECONDARY, onEdge, Modifiers.NONE);
          release(MouseButton.SECONDARY, onEdge, Modifiers.NONE);
          press(MouseButton.SECONDARY, new Point(700, 450), Modifiers.NONE);
          release(MouseButton.SECONDARY, new Point(700, 450), Modifiers.NONE);
        });
    assertThat(menus).containsExactly("NODE f", "EDGE e2", "CANVAS ");
    onFx(
        () -> {
          Modifiers ctrl = new Modifiers(false, true, false);
          Point m = view.scene().edges().get("e2").middle();
          press(MouseButton.SECONDARY, m.plus(0, -60), ctrl);
          dragTo(MouseButton.SECONDARY, m.plus(0, 60), ctrl);
          release(MouseButton.SECONDARY, m.plus(0, 60), ctrl);
        });
    assertThat(state.graph().edges()).containsOnlyKeys("e1");
  }

  @Test
  void theMenuOfAPortIsThatOfItsNodeAndOneOfANoteOrAFrameIsAboutThem() throws Exception {
    onFx(
        () -> {
          Point port = view.scene().port(Pipelines.ref("w.late"), false).orElseThrow().at();
          press(MouseButton.SECONDARY, port.plus(3, 0), Modifiers.NONE);
          release(MouseButton.SECONDARY, port.plus(3, 0), Modifiers.NONE);
          assertThat(state.selection().nodes()).containsExactly("w");
          press(MouseButton.SECONDARY, new Point(80, 280), Modifiers.NONE);
          release(MouseButton.SECONDARY, new Point(80, 280), Modifiers.NONE);
          assertThat(state.selection().notes()).containsExactly("n1");
          Point title = view.scene().frames().get("g1").title().center();
          press(MouseButton.SECONDARY, title, Modifiers.NONE);
          release(MouseButton.SECONDARY, title, Modifiers.NONE);
          assertThat(state.selection().notes()).containsExactly("g1");
        });
    assertThat(menus).containsExactly("NODE w", "NOTE n1", "NOTE g1");
  }

  @Test
  void theKeyForMenusOpensThatOfTheSelectionWithinTheView() throws Exception {
    List<Selection> selections =
        List.of(
            Selection.NONE,
            Selection.node("f"),
            Selection.edge("e1"),
            Selection.note("n1"),
            Selection.nodes(Set.of("k")));
    onFx(
        () -> {
          for (Selection s : selections) {
            send(new Message.Select(s));
            menuKey(view);
          }
          // A menu that opened off the screen could not be read.
          view.moveCamera(new Camera(5_000, 5_000, 1));
          asked.clear();
          menuKey(view);
          assertThat(lastMenu.screenX()).isBetween(0.0, 1200.0);
          assertThat(lastMenu.screenY()).isBetween(0.0, 700.0);
        });
    assertThat(menus)
        .containsExactly("CANVAS ", "NODE f", "EDGE e1", "NOTE n1", "NODE k", "NODE k");
    onFx(
        () -> {
          press(MouseButton.PRIMARY, middleOf("s"), Modifiers.NONE);
          dragTo(MouseButton.PRIMARY, middleOf("s").plus(40, 40), Modifiers.NONE);
          menuKey(view);
          release(MouseButton.PRIMARY, middleOf("s").plus(40, 40), Modifiers.NONE);
        });
    assertThat(menus).as("a gesture has the canvas for itself").hasSize(6);
  }

  private static void menuKey(Node on) {
    Event.fireEvent(
        on,
        new ContextMenuEvent(
            ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, 0, 0, true, new PickResult(on, 0, 0)));
  }

  @Test
  void aNoteIsWrittenInItsPlaceAndEscapeForgetsIt() throws Exception {
    onFx(
        () ->
            mouse(
                MouseEvent.MOUSE_PRESSED,
                MouseButton.PRIMARY,
                new Point(80, 280),
                Modifiers.NONE,
                2));
    TextInputControl field = (TextInputControl) onFx(() -> view.lookup("#note-editor"));
    onFx(
        () -> {
          field.setText("# Late rows");
          Event.fireEvent(
              field,
              new KeyEvent(
                  KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false));
        });
    assertThat(state.document()).isEqualTo(DOCUMENT);
    onFx(
        () ->
            mouse(
                MouseEvent.MOUSE_PRESSED,
                MouseButton.PRIMARY,
                new Point(80, 280),
                Modifiers.NONE,
                2));
    TextInputControl again = (TextInputControl) onFx(() -> view.lookup("#note-editor"));
    onFx(
        () -> {
          again.setText("# Late rows");
          Event.fireEvent(
              again,
              new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, true, false, false));
        });
    assertThat(state.document().layout().notes().get("n1").text()).isEqualTo("# Late rows");
    assertThat(state.open().history().done()).hasSize(1);
  }

  @Test
  void whatIsWrittenInOnePipelineDoesNotGoToTheNextThatIsShown() throws Exception {
    Project.Pipeline same = new Project.Pipeline("other", DOCUMENT.graph(), DOCUMENT.layout());
    Map<String, Project.Pipeline> two = new LinkedHashMap<>(state.open().project().pipelines());
    two.put("other", same);
    Project project =
        new Project(
            Path.of("/projects/two"), "two", "UTC", Map.of(), Map.of(), two, Value.Struct.EMPTY);
    onFx(
        () -> {
          send(new Message.Opened(project, "main", List.of()));
          mouse(
              MouseEvent.MOUSE_PRESSED, MouseButton.PRIMARY, new Point(80, 280), Modifiers.NONE, 2);
          ((TextInputControl) view.lookup("#note-editor")).setText("of main");
          send(new Message.ShowPipeline("other"));
          assertThat((Object) view.lookup("#note-editor")).isNull();
          press(MouseButton.PRIMARY, middleOf("s"), Modifiers.NONE);
          dragTo(MouseButton.PRIMARY, middleOf("s").plus(0, 160), Modifiers.NONE);
          send(new Message.ShowPipeline("main"));
          assertThat(view.isBusy()).isFalse();
          release(MouseButton.PRIMARY, middleOf("s").plus(0, 160), Modifiers.NONE);
        });
    assertThat(state.open().document("other")).isEqualTo(DOCUMENT);
    assertThat(state.open().document("main").graph()).isEqualTo(DOCUMENT.graph());
    assertThat(state.open().document("main").layout().notes().values())
        .as("what was typed is kept where it was typed")
        .extracting(Layout.Note::text)
        .containsExactly("of main");
  }

  @Test
  void eachPipelineKeepsItsCamera() throws Exception {
    onFx(
        () -> {
          send(new dev.eddy.designer.state.ShellMessage.NewPipeline("other"));
          send(new Message.ShowPipeline("main"));
          view.moveCamera(new Camera(12, 34, 0.75));
          send(new Message.ShowPipeline("other"));
          view.moveCamera(new Camera(0, 0, 2));
          send(new Message.ShowPipeline("main"));
          view.aim(Effect.Aim.of(Effect.Aim.Kind.RESUME));
          assertThat(view.camera()).isEqualTo(new Camera(12, 34, 0.75));
          assertThat(view.cameras()).containsKeys("main", "other");
          view.remember(java.util.Map.of("main", new Camera(1, 2, 1)));
          view.aim(Effect.Aim.of(Effect.Aim.Kind.RESUME));
          assertThat(view.camera()).isEqualTo(new Camera(1, 2, 1));
        });
  }

  @Test
  void aNewNoteIsWrittenAtOnce() throws Exception {
    onFx(view::addNoteHere);
    frames(5);
    assertThat(state.document().layout().notes()).hasSize(2);
    assertThat((Object) onFx(() -> view.lookup("#note-editor"))).isNotNull();
  }

  @Test
  void thePictureIsKeptWhileTheCameraMovesAndPaintedAnewWhereItNoLongerReaches() throws Exception {
    frames(5);
    long before = onFx(view::repaints);
    onFx(
        () -> {
          for (int i = 0; i < 10; i++) {
            view.moveCamera(view.camera().panned(10, 5));
          }
        });
    frames(5);
    assertThat(onFx(view::repaints)).isEqualTo(before);
    onFx(() -> view.moveCamera(view.camera().panned(600, 0)));
    frames(5);
    assertThat(onFx(view::repaints)).isGreaterThan(before);
  }

  @Test
  void aPictureThatWasScaledIsPaintedCrispOnceTheCameraRests() throws Exception {
    settle();
    long before = onFx(view::repaints);
    onFx(
        () -> {
          view.moveCamera(view.camera().zoomedAt(300, 200, 1.2));
          assertThat(view.isSettled()).isFalse();
        });
    frames(5);
    assertThat(onFx(view::repaints)).isBetween(before, before + 1);
    settle();
    assertThat(onFx(view::repaints)).isEqualTo(before + 1);
    frames(5);
    assertThat(onFx(view::repaints)).isEqualTo(before + 1);
  }

  private void settle() throws Exception {
    WaitForAsyncUtils.waitFor(
        60,
        TimeUnit.SECONDS,
        () -> {
          frames(5);
          return onFx(view::isSettled);
        });
  }

  @Test
  void whatHasGoneOrMovedAwayIsNoLongerUnderAPointerThatRests() throws Exception {
    onFx(
        () -> {
          Point port = view.scene().port(Pipelines.ref("f.out"), false).orElseThrow().at();
          mouse(MouseEvent.MOUSE_MOVED, MouseButton.NONE, port, Modifiers.NONE);
          assertThat(view.hoverWords()).startsWith("out, an output");
          view.moveCamera(view.camera().panned(0, 200));
          assertThat(view.hoverWords()).isEmpty();
          mouse(MouseEvent.MOUSE_MOVED, MouseButton.NONE, port, Modifiers.NONE);
          assertThat(view.hoverWords()).startsWith("out, an output");
          send(new Message.Select(Selection.node("f")));
          send(new Message.DeleteSelection());
        });
    frames(5);
    assertThat(onFx(view::hoverWords)).isEmpty();
  }

  @Test
  void theMinimapShowsWhatAResizedCanvasSees() throws Exception {
    Minimap map =
        onFx(
            () -> {
              Minimap m = new Minimap(view);
              ((StackPane) view.getParent()).getChildren().add(m);
              return m;
            });
    frames(5);
    int before = pixels(map);
    assertThat(pixels(map)).isEqualTo(before);
    onFx(() -> view.getScene().getWindow().setWidth(600));
    frames(5);
    assertThat(onFx(view::getWidth)).isEqualTo(600);
    assertThat(pixels(map)).isNotEqualTo(before);
  }

  /** A number that two different pictures hardly share. */
  private static int pixels(Node node) throws Exception {
    return onFx(
        () -> {
          WritableImage image = node.snapshot(null, null);
          int out = 1;
          for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
              out = 31 * out + image.getPixelReader().getArgb(x, y);
            }
          }
          return out;
        });
  }

  @Test
  void aSelectionIsPaintedAsAPartOnly() throws Exception {
    frames(5);
    long before = onFx(view::repaints);
    onFx(() -> send(new Message.Select(Selection.node("f"))));
    frames(5);
    assertThat(onFx(() -> view.look("f").selected())).isTrue();
    assertThat(onFx(view::repaints)).isEqualTo(before);
  }

  @Test
  void anAnswerThatIsPutAwayIsNoLongerMarked() throws Exception {
    onFx(
        () -> {
          view.path(Map.of("f", "this row"));
          view.show(state);
        });
    assertThat(onFx(() -> view.look("f").onPath())).isTrue();
    onFx(
        () -> {
          view.path(Map.of());
          view.show(state);
        });
    assertThat(onFx(() -> view.look("f").onPath())).isFalse();
  }

  @Test
  void theCameraGoesWhereItIsSent() throws Exception {
    state = States.with(state, state.settings().withCalm(true));
    onFx(
        () -> {
          view.show(state);
          view.aim(Effect.Aim.of(Effect.Aim.Kind.FIT));
          assertThat(view.camera().seen(1200, 700).contains(view.scene().bounds())).isTrue();
          send(new Message.Select(Selection.node("k")));
          view.aim(Effect.Aim.of(Effect.Aim.Kind.SELECTION));
          assertThat(view.camera().zoom()).isEqualTo(1.5);
          view.aim(Effect.Aim.of(Effect.Aim.Kind.ACTUAL_SIZE));
          assertThat(view.camera().zoom()).isEqualTo(1);
          view.aim(Effect.Aim.of(Effect.Aim.Kind.FILL));
        });
  }

  @Test
  void aScreenReaderIsToldOfTheSelectionFirst() throws Exception {
    onFx(() -> send(new Message.Select(Selection.node("w"))));
    assertThat(
            onFx(
                () -> {
                  view.scene();
                  return view.queryAccessibleAttribute(javafx.scene.AccessibleAttribute.TEXT)
                      .toString();
                }))
        .startsWith("Pipeline. node w, ")
        .contains("selected")
        .contains("Note: text");
  }

  @Test
  void walkingAndNudgingNeedNoMouse() throws Exception {
    onFx(
        () -> {
          send(new Message.Select(Selection.node("s")));
          send(new CanvasMessage.Walk(dev.eddy.designer.state.Arrange.Direction.RIGHT));
          send(new Message.Nudge(16, 0));
        });
    assertThat(state.document().layout().positions().get("f").x()).isEqualTo(272);
  }
}
