package dev.eddy.designer.view;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Situations;
import dev.eddy.designer.theme.Fonts;
import dev.eddy.model.operator.Catalog;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javafx.application.Application;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The whole window on a screen that nobody sees, without anything behind it: background effects are
 * only written down, answers are sent by the test. Registered in a static field it is one for a
 * class of tests: after each of them it closes what the test has opened, and fails where anything
 * was thrown.
 */
final class EditorWindow
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {
  FxRobot robot;
  private final Catalog catalog;
  private final List<Effect.Background> effects = Collections.synchronizedList(new ArrayList<>());
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private Stage stage;
  private Store store;
  private DesignerWindow window;
  private Thread.UncaughtExceptionHandler handler;

  private EditorWindow(Catalog catalog) {
    this.catalog = catalog;
  }

  /** One that JUnit opens and closes. */
  static EditorWindow of(Catalog catalog) {
    return new EditorWindow(catalog);
  }

  /** One that is open already, and that the test closes. */
  static EditorWindow open(Catalog catalog) throws Exception {
    EditorWindow w = of(catalog);
    w.open();
    return w;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    open();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    closeOthers();
    takeEffects();
    assertThat(takeFailures()).isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    close();
  }

  /**
   * A stage that goes with its test. The primary stage stays as long as the JVM, and with it every
   * window that ever listened to it.
   */
  static Stage stageOfItsOwn() throws TimeoutException {
    FxToolkit.registerPrimaryStage();
    return FxToolkit.registerStage(Stage::new);
  }

  private void open() throws Exception {
    stage = stageOfItsOwn();
    robot = new FxRobot();
    FxToolkit.setupFixture(
        () -> {
          handler = Thread.currentThread().getUncaughtExceptionHandler();
          Thread.currentThread().setUncaughtExceptionHandler((t, e) -> failures.add(e));
          Fonts.load();
          Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
          store = new Store(Situations.start());
          window = new DesignerWindow(stage, store, catalog, ExpressionAssistant.none());
          store.onEffect(
              e -> {
                if (e instanceof Effect.Background b) {
                  effects.add(b);
                } else if (e != Effect.Dialog.QUIT) {
                  window.perform((Effect.Visible) e);
                }
              });
          stage.setWidth(1280);
          stage.setHeight(800);
          stage.show();
          stage.setWidth(1280);
          stage.setHeight(800);
        });
    settle();
  }

  /** The window shows a state, as if all that led to it had happened. */
  void show(AppState state) {
    onFx(
        () -> {
          // Nobody but an update makes states, so there is no way in for a whole one.
          Field field = Store.class.getDeclaredField("state");
          field.setAccessible(true);
          field.set(store, state);
          flush();
          return true;
        });
  }

  /** Paints the newest state now, and lays the window out; on the FX thread. */
  private void flush() throws ReflectiveOperationException {
    Method show = Store.class.getDeclaredMethod("show");
    show.setAccessible(true);
    try {
      show.invoke(store);
    } catch (InvocationTargetException e) {
      failures.add(e.getCause());
    }
    stage.getScene().getRoot().applyCss();
    stage.getScene().getRoot().layout();
  }

  void send(Message... messages) {
    onFx(
        () -> {
          for (Message m : messages) {
            store.send(m);
          }
          flush();
          return true;
        });
  }

  AppState state() {
    return onFx(store::state);
  }

  Store store() {
    return store;
  }

  Stage stage() {
    return stage;
  }

  /** The effects since they were taken last. */
  List<Effect.Background> takeEffects() {
    synchronized (effects) {
      List<Effect.Background> out = List.copyOf(effects);
      effects.clear();
      return out;
    }
  }

  /** What views and handlers have thrown since it was taken last. */
  List<Throwable> takeFailures() {
    synchronized (failures) {
      List<Throwable> out = List.copyOf(failures);
      failures.clear();
      return out;
    }
  }

  <T> T onFx(Callable<T> work) {
    return WaitForAsyncUtils.waitForAsyncFx(60_000, work);
  }

  void settle() {
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** Presses keys together, in order, and lets them go. */
  void press(KeyCode... keys) {
    robot.press(keys);
    for (int i = keys.length; i > 0; i--) {
      robot.release(keys[i - 1]);
    }
    settle();
  }

  <N extends Node> N find(String selector, Class<N> type) {
    return robot.lookup(selector).queryAs(type);
  }

  boolean isShown(String selector) {
    return onFx(() -> robot.lookup(selector).queryAll().stream().anyMatch(EditorWindow::isVisible));
  }

  /** All that is written in the windows, piece by piece, of what can be seen. */
  List<String> texts() {
    return onFx(
        () -> {
          List<String> out = new ArrayList<>();
          for (Window w : List.copyOf(Window.getWindows())) {
            collect(w.getScene().getRoot(), out);
          }
          return out;
        });
  }

  /** All that is written under a node that can be seen. */
  List<String> texts(String selector) {
    return onFx(
        () -> {
          List<String> out = new ArrayList<>();
          robot.lookup(selector).queryAll().forEach(n -> collect(n, out));
          return out;
        });
  }

  private static void collect(Node n, List<String> out) {
    if (!n.isVisible()) {
      return;
    }
    String text =
        n instanceof Labeled l
            ? l.getText()
            : n instanceof TextInputControl t
                ? t.getText()
                : n instanceof Text t && !(n.getParent() instanceof Labeled) ? t.getText() : null;
    if (text != null && !text.isBlank() && !isIcon(text)) {
      out.add(text);
    }
    if (n instanceof Parent p) {
      p.getChildrenUnmodifiable().forEach(c -> collect(c, out));
    }
  }

  /** Icons are characters that no script has. */
  private static boolean isIcon(String text) {
    return text.length() == 1 && Character.getType(text.charAt(0)) == Character.PRIVATE_USE;
  }

  static boolean isVisible(Node n) {
    for (Node at = n; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return n.getScene() != null;
  }

  /** The middle of a node on the screen. */
  Point2D middleOf(Node n) {
    return onFx(
        () -> {
          Bounds b = n.localToScreen(n.getLayoutBounds());
          return new Point2D(b.getCenterX(), b.getCenterY());
        });
  }

  /** All visible nodes of a kind, of all windows. */
  List<Node> nodes(Predicate<Node> kind) {
    return onFx(
        () -> {
          List<Node> out = new ArrayList<>();
          for (Window w : List.copyOf(Window.getWindows())) {
            walk(w.getScene().getRoot(), kind, out);
          }
          return out;
        });
  }

  private static void walk(Node n, Predicate<Node> kind, List<Node> out) {
    if (!n.isVisible()) {
      return;
    }
    if (kind.test(n)) {
      out.add(n);
    }
    if (n instanceof Parent p) {
      p.getChildrenUnmodifiable().forEach(c -> walk(c, kind, out));
    }
  }

  /** The button that says something, or tells it to a screen reader. */
  ButtonBase button(String spoken) {
    List<Node> found =
        nodes(
            n ->
                n instanceof ButtonBase b
                    && (spoken.equals(b.getAccessibleText()) || spoken.equals(b.getText())));
    assertThat(found).as(spoken).isNotEmpty();
    return (ButtonBase) found.get(0);
  }

  void click(String spoken) {
    ButtonBase b = button(spoken);
    assertThat(b.isDisabled()).as(spoken).isFalse();
    fire(b);
  }

  void fire(ButtonBase b) {
    onFx(
        () -> {
          b.fire();
          return true;
        });
    send();
  }

  void type(TextField field, String text) {
    onFx(
        () -> {
          field.setText(text);
          return true;
        });
    send();
  }

  TextField field(String id) {
    return (TextField) nodes(n -> id.equals(n.getId())).get(0);
  }

  /** Closes what is open beside the window itself. */
  void closeOthers() {
    onFx(
        () -> {
          List.copyOf(Window.getWindows()).stream().filter(w -> w != stage).forEach(Window::hide);
          return true;
        });
  }

  WritableImage picture() {
    return onFx(() -> stage.getScene().snapshot(null));
  }

  @Override
  public void close() throws Exception {
    FxToolkit.cleanupStages();
    onFx(
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler(handler);
          return true;
        });
    // A class of tests holds this as long as the JVM runs.
    robot = null;
    stage = null;
    store = null;
    window = null;
    effects.clear();
  }
}
