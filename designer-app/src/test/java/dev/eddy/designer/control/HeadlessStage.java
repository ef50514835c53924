package dev.eddy.designer.control;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Shows a control in a window without a screen. Each test closes what it shows. */
public final class HeadlessStage implements AutoCloseable {
  static {
    setDefault("glass.platform", "Monocle");
    setDefault("monocle.platform", "Headless");
    setDefault("prism.order", "sw");
    setDefault("prism.text", "t2k");
    setDefault("testfx.robot", "glass");
    setDefault("testfx.headless", "true");
  }

  private final Stage stage;
  private final FxRobot robot = new FxRobot();

  private HeadlessStage(Stage stage) {
    this.stage = stage;
  }

  private static void setDefault(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }

  /** Makes the control on the JavaFX thread and shows it. */
  public static HeadlessStage show(Supplier<? extends Parent> control, double width, double height)
      throws Exception {
    FxToolkit.registerPrimaryStage();
    Stage stage =
        onFx(
            () -> {
              Stage s = new Stage();
              Scene scene = new Scene(control.get(), width, height);
              scene.getStylesheets().add(DemoTheme.sheet(false));
              s.setScene(scene);
              s.setX(0);
              s.setY(0);
              s.show();
              s.requestFocus();
              return s;
            });
    HeadlessStage shown = new HeadlessStage(stage);
    shown.settle();
    return shown;
  }

  public static <T> T onFx(Callable<T> work)
      throws ExecutionException, InterruptedException, TimeoutException {
    CompletableFuture<T> done = new CompletableFuture<>();
    Runnable run =
        () -> {
          try {
            done.complete(work.call());
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        };
    if (Platform.isFxApplicationThread()) {
      run.run();
    } else {
      Platform.runLater(run);
    }
    return done.get(60, TimeUnit.SECONDS);
  }

  /** As {@link #onFx(Callable)}, for what gives nothing. */
  public static void onFx(Runnable work)
      throws ExecutionException, InterruptedException, TimeoutException {
    onFx(
        () -> {
          work.run();
          return true;
        });
  }

  /** Runs on the JavaFX thread and waits until its events were handled. */
  public void run(Runnable work) throws Exception {
    onFx(work);
    settle();
  }

  /** Lets so many frames be painted. */
  public static void frames(int count) throws Exception {
    CountDownLatch left = new CountDownLatch(count);
    AnimationTimer timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            left.countDown();
          }
        };
    onFx(timer::start);
    try {
      if (!left.await(30, TimeUnit.SECONDS)) {
        throw new TimeoutException(left.getCount() + " frames were not painted");
      }
    } finally {
      onFx(timer::stop);
    }
  }

  public void settle() {
    WaitForAsyncUtils.waitForFxEvents();
  }

  public FxRobot robot() {
    return robot;
  }

  public Scene scene() {
    return stage.getScene();
  }

  public <N extends Node> N find(String selector, Class<N> type) {
    return robot.lookup(selector).queryAs(type);
  }

  /** A picture of the window, which proves that style sheets and painting work. */
  public WritableImage picture() throws Exception {
    return onFx(() -> stage.getScene().snapshot(null));
  }

  @Override
  public void close() {
    try {
      run(stage::close);
    } catch (Exception e) {
      throw new IllegalStateException("the window did not close", e);
    }
  }
}
