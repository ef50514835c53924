package dev.eddy.designer;

import atlantafx.base.theme.PrimerLight;
import dev.eddy.designer.effect.Effects;
import dev.eddy.designer.effect.Folders;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.theme.Fonts;
import dev.eddy.designer.theme.Mood;
import dev.eddy.designer.view.DesignerWindow;
import dev.eddy.designer.view.Store;
import dev.eddy.model.protocol.Status;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.TableView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;

/**
 * The window without a screen, with real files, a real worker and all that it shows in other
 * windows, for pictures of it. Each picture waits until nothing moves.
 */
final class Pictures implements AutoCloseable {
  static final long PATIENCE = 120_000;
  static final int QUIET = 6;

  private final Assembly parts = new Assembly();
  private final Effects effects;
  private final Store store;
  private final DesignerWindow window;
  private final Stage stage;
  private final Path temp;
  private final Path out;
  private final List<String> wanted;

  Pictures(Path out, List<String> wanted, Mood mood, int width, int height) throws Exception {
    this.out = out;
    this.wanted = wanted;
    temp = Files.createTempDirectory("eddy-guide");
    Folders folders =
        new Folders(
            temp.resolve("state"),
            temp.resolve("projects"),
            Optional.of(Path.of("..", "examples").toAbsolutePath().normalize()));
    stage = fx(Stage::new);
    store = fx(() -> new Store(AppState.start(mood, List.of(), folders.listExamples())));
    effects =
        new Effects(
            store::send,
            parts.checker(),
            parts.workbench(folders),
            parts.cluster(),
            folders,
            parts.catalog());
    window = fx(() -> new DesignerWindow(stage, store, parts.catalog(), parts.assistant()));
    fx(
        () -> {
          store.onEffect(
              e -> {
                if (e instanceof Effect.Background b) {
                  effects.run(b);
                } else {
                  window.perform((Effect.Visible) e);
                }
              });
          // Before it is shown: Monocle's first buffers would stay too small for a larger window.
          stage.setWidth(width);
          stage.setHeight(height);
          stage.show();
          return true;
        });
    parts.warmUp();
  }

  /**
   * Takes pictures in each mood.
   *
   * @param args the folder for the pictures, the size of the window, the names wanted (all where
   *     none is given)
   */
  static void take(String[] args, Shoot shoot) throws Exception {
    System.setProperty("glass.platform", "Monocle");
    System.setProperty("monocle.platform", "Headless");
    System.setProperty("headless.geometry", "1920x1080-32");
    System.setProperty("prism.order", "sw");
    System.setProperty("prism.text", "t2k");
    Path out = Path.of(args[0]);
    Files.createDirectories(out);
    String[] size = (args.length > 1 ? args[1] : "1280x800").split("x");
    List<String> wanted = List.of(args).subList(Math.min(2, args.length), args.length);
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    Platform.startup(() -> started.complete(true));
    started.get();
    Platform.setImplicitExit(false);
    fx(
        () -> {
          Fonts.load();
          Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
          return true;
        });
    for (Mood mood : Mood.values()) {
      if (!System.getProperty("eddy.mood", mood.name()).equals(mood.name())) {
        continue;
      }
      try (Pictures p =
          new Pictures(out, wanted, mood, Integer.parseInt(size[0]), Integer.parseInt(size[1]))) {
        shoot.shoot(p, mood == Mood.DARK ? "-dark.png" : "-light.png");
      } catch (Exception | Error e) {
        // The toolkit's thread would keep the program going for ever.
        Platform.exit();
        throw e;
      }
    }
    Platform.exit();
  }

  /** What is done with a window, and photographed. */
  interface Shoot {
    void shoot(Pictures p, String suffix) throws Exception;
  }

  boolean skipped(String... names) {
    List<String> mine = new ArrayList<>(List.of(names));
    return !wanted.isEmpty() && mine.stream().noneMatch(wanted::contains);
  }

  static boolean isFinished(AppState s) {
    return s.run() != null
        && s.run().status() != null
        && s.run().status().phase() == Status.Phase.FINISHED;
  }

  void awaitFinished() throws Exception {
    await("the end of the run", Pictures::isFinished);
  }

  void awaitSample() throws Exception {
    await(
        "a sample of the rows",
        s ->
            s.run() != null
                && s.run().looks().sample() != null
                && s.run().looks().sample().edge().equals(s.observedEdge()));
  }

  void send(Message m) throws Exception {
    fx(
        () -> {
          store.send(m);
          return true;
        });
  }

  AppState state() throws Exception {
    return fx(store::state);
  }

  /** Until something besides the window itself is open. */
  void awaitOther() throws Exception {
    await("a window beside the main one", s -> !others().isEmpty());
  }

  /**
   * @param what the failure says that it did not come
   * @param condition tested on the FX thread
   */
  void await(String what, Predicate<AppState> condition) throws Exception {
    long until = System.currentTimeMillis() + PATIENCE;
    while (!fx(() -> condition.test(store.state()))) {
      AppState s = state();
      if (System.currentTimeMillis() > until) {
        throw new IllegalStateException(
            what
                + " did not come: "
                + (s.run() == null ? "no run" : s.run().status() + " " + s.run().problem())
                + " "
                + s.alert());
      }
      Thread.sleep(50);
    }
  }

  private List<Window> others() {
    return Window.getWindows().stream().filter(w -> w != stage && w.isShowing()).toList();
  }

  /** Until everything is painted, checked, and nothing has changed for a few looks. */
  void settle() throws Exception {
    long until = System.currentTimeMillis() + PATIENCE;
    AppState seen = null;
    int quiet = 0;
    while (quiet < QUIET) {
      AppState now = state();
      boolean checked = now.open() == null || now.checks().revision() >= now.open().revision();
      boolean painted = now.open() == null || fx(window.canvas()::isSettled);
      boolean still = now == seen && checked && painted;
      quiet = still ? quiet + 1 : 0;
      seen = now;
      if (System.currentTimeMillis() > until) {
        throw new IllegalStateException("the window does not come to rest: " + now.note());
      }
      Thread.sleep(50);
    }
  }

  void picture(String name) throws Exception {
    if (!wanted.isEmpty() && wanted.stream().noneMatch(w -> name.startsWith(w + "-"))) {
      return;
    }
    settle();
    BufferedImage image = fx(this::everything);
    File file = out.resolve(name).toFile();
    if (!ImageIO.write(image, "png", file)) {
      throw new IllegalStateException("no PNG writer");
    }
    System.out.println(file);
  }

  /** Selects a row of the data panel. */
  void selectRow(int row) throws Exception {
    fx(
        () -> {
          ((TableView<?>) stage.getScene().getRoot().lookup(".data-panel .eddy-table"))
              .getSelectionModel()
              .clearAndSelect(row);
          return true;
        });
  }

  /** Closes what is open beside the window itself. */
  void closeOthers() throws Exception {
    fx(
        () -> {
          others().forEach(Window::hide);
          return true;
        });
  }

  // The window, and over it what is open in windows of their own, each where it stands.
  private BufferedImage everything() {
    Scene scene = stage.getScene();
    BufferedImage all =
        new BufferedImage(
            (int) scene.getWidth(), (int) scene.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = all.createGraphics();
    g.drawImage(buffered(scene.snapshot(null)), 0, 0, null);
    for (Window w : others()) {
      SnapshotParameters clear = new SnapshotParameters();
      clear.setFill(Color.TRANSPARENT);
      WritableImage image = w.getScene().getRoot().snapshot(clear, null);
      Bounds painted = w.getScene().getRoot().getBoundsInParent();
      double x = w.getX() + w.getScene().getX() + painted.getMinX();
      double y = w.getY() + w.getScene().getY() + painted.getMinY();
      g.drawImage(
          buffered(image),
          (int) (x - stage.getX() - scene.getX()),
          (int) (y - stage.getY() - scene.getY()),
          null);
    }
    g.dispose();
    return all;
  }

  private static BufferedImage buffered(WritableImage image) {
    int w = (int) image.getWidth();
    int h = (int) image.getHeight();
    BufferedImage b = new BufferedImage(w, h, BufferedImage.TYPE_INT_ARGB);
    int[] row = new int[w];
    for (int y = 0; y < h; y++) {
      image.getPixelReader().getPixels(0, y, w, 1, PixelFormat.getIntArgbInstance(), row, 0, w);
      b.setRGB(0, y, w, 1, row, 0, w);
    }
    return b;
  }

  static <T> T fx(Callable<T> work) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          try {
            done.complete(work.call());
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        });
    return done.get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    effects.close();
    parts.close();
    fx(
        () -> {
          stage.close();
          return true;
        });
    try (var files = Files.walk(temp)) {
      files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
