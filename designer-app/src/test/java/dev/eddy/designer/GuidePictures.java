package dev.eddy.designer;

import atlantafx.base.theme.PrimerLight;
import dev.eddy.designer.effect.Effects;
import dev.eddy.designer.effect.Folders;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.DataView;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.Panels;
import dev.eddy.designer.state.Pin;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Stop;
import dev.eddy.designer.state.Tour;
import dev.eddy.designer.theme.Fonts;
import dev.eddy.designer.theme.Mood;
import dev.eddy.designer.view.DesignerWindow;
import dev.eddy.designer.view.Store;
import dev.eddy.model.protocol.Reply;
import dev.eddy.model.protocol.Request;
import dev.eddy.model.protocol.Status;
import dev.eddy.model.time.Moment;
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
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/**
 * Makes the pictures of the guide from the window itself, without a screen: the example is run in a
 * real worker, and each picture waits for what it shows. {@code main OUT [SIZE] [NAME…]}.
 */
public final class GuidePictures implements AutoCloseable {
  private static final long PATIENCE = 120_000;
  private static final int QUIET = 6;

  private final Assembly parts = new Assembly();
  private final Effects effects;
  private final Store store;
  private final DesignerWindow window;
  private final Stage stage;
  private final Path temp;
  private final Path out;
  private final List<String> wanted;

  private GuidePictures(Path out, List<String> wanted, Mood mood, int width, int height)
      throws Exception {
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
          stage.show();
          stage.setWidth(width);
          stage.setHeight(height);
          return true;
        });
    parts.warmUp();
  }

  public static void main(String[] args) throws Exception {
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
      try (GuidePictures p =
          new GuidePictures(
              out, wanted, mood, Integer.parseInt(size[0]), Integer.parseInt(size[1]))) {
        p.all(mood);
      }
    }
    Platform.exit();
  }

  private void all(Mood mood) throws Exception {
    String suffix = mood == Mood.DARK ? "-dark.png" : "-light.png";
    picture("start" + suffix);
    send(new Message.OpenExample(state().examples().get(0)));
    await(s -> s.open() != null && s.checks().revision() >= 0);
    send(new Message.ShowTour(2));
    settle();
    picture("tour" + suffix);
    send(new Message.ShowTour(Tour.NONE));
    picture("author" + suffix);
    author(suffix);
    debug(suffix);
    past(suffix);
    pinned(suffix);
  }

  private void author(String suffix) throws Exception {
    if (skipped("preview", "metrics", "table", "finished")) {
      return;
    }
    send(new Message.Select(Selection.node("hourly-delay")));
    send(new Message.StartPreview("hourly-delay"));
    awaitFinished();
    awaitSample();
    picture("preview" + suffix);
    send(new Message.StartRun(false));
    await(s -> s.run() != null && s.run().status() != null);
    awaitFinished();
    send(new Message.Select(Selection.edge("e9")));
    awaitSample();
    send(new Message.ShowBottom(Panels.Bottom.DATA));
    send(new Message.ViewRows(DataView.PLAIN.withTable(true).withSort("delayed", true)));
    settle();
    send(new Message.ShowInspector(Panels.Inspector.METRICS));
    picture("table" + suffix);
    send(new Message.SetMode(Mode.AUTHOR));
    send(new Message.Select(Selection.node("hourly-delay")));
    settle();
    picture("finished" + suffix);
  }

  private void debug(String suffix) throws Exception {
    if (skipped("paused", "breakpoints", "watermarks", "past", "why", "silent")) {
      return;
    }
    send(
        new Message.SetStop(
            new Stop("e2", "origin = 'PHX' AND delay_minutes >= 50", true).withHits(">= 5")));
    send(new Message.StartRun(false));
    await(
        s ->
            s.run() != null
                && s.run().status() != null
                && s.run().status().phase() == Status.Phase.PAUSED);
    send(new Message.Select(Selection.node("hourly-delay")));
    awaitSample();
    settle();
    picture("paused" + suffix);
    send(new Message.ShowInspector(Panels.Inspector.WATERMARKS));
    settle();
    picture("watermarks" + suffix);
    send(new Message.SetStop(Stop.of(Stop.Kind.LATE, "hourly-delay").withLog("late: {origin}")));
    send(
        new Message.SetStop(
            Stop.of(Stop.Kind.WATERMARK, "hourly-delay").withDetail("2001-01-01 08:00:00")));
    send(new Message.SetStop(Stop.of(Stop.Kind.STATE, "delayed-by-origin")));
    send(new Message.SetStop(Stop.of(Stop.Kind.CHECKPOINT, "").withEnabled(false)));
    send(new Message.ShowBottom(Panels.Bottom.BREAKPOINTS));
    settle();
    picture("breakpoints" + suffix);
    for (Stop s : List.copyOf(state().stops().values())) {
      send(new Message.RemoveStop(s.id()));
    }
  }

  private void past(String suffix) throws Exception {
    if (skipped("past", "why", "silent")) {
      return;
    }
    send(new Message.AskWhySilent("hourly-delay"));
    await(
        s ->
            s.run().looks().question() instanceof dev.eddy.designer.state.Looks.Question.WhySilent q
                && q.answer() != null);
    settle();
    picture("silent" + suffix);
    send(new Message.CloseQuestion());
    send(new Message.Wish(new Request.Continue()));
    await(s -> s.run().status().at().sequence() > 12_000 || isFinished(s));
    send(new Message.Wish(new Request.Pause()));
    await(s -> s.run().isStopped());
    send(new Message.SeekTo(new Moment(11_000, 0)));
    await(s -> s.run().isPast() && s.run().status().at().sequence() == 11_000);
    send(new Message.ShowBottom(Panels.Bottom.DATA));
    send(new Message.Select(Selection.edge("e7")));
    awaitSample();
    settle();
    picture("past" + suffix);
    AppState s = state();
    List<Reply.EdgeRow> rows = s.run().looks().sample().rows();
    send(
        new Message.AskWhyRow("e7", s.run().looks().sample().columns(), rows.get(rows.size() - 1)));
    await(
        t ->
            t.run().looks().question() instanceof dev.eddy.designer.state.Looks.Question.WhyRow q
                && q.answer() != null);
    settle();
    picture("why" + suffix);
    send(new Message.CloseQuestion());
  }

  private void pinned(String suffix) throws Exception {
    if (skipped("pinned")) {
      return;
    }
    if (state().run() != null) {
      send(new Message.StopRun());
      settle();
      send(new Message.StopRun());
    }
    send(new Message.SetMode(Mode.AUTHOR));
    send(new Message.Select(Selection.node("valid-rows")));
    send(new Message.GeneratePin("valid-rows", "out", 100, 1));
    send(new Message.StartPreview("valid-rows"));
    awaitFinished();
    settle();
    picture("pinned" + suffix);
    Pin pin = state().desk().pins().get("valid-rows");
    send(new Message.Unpin(pin.node()));
  }

  private boolean skipped(String... names) {
    List<String> mine = new ArrayList<>(List.of(names));
    return !wanted.isEmpty() && mine.stream().noneMatch(wanted::contains);
  }

  private static boolean isFinished(AppState s) {
    return s.run() != null
        && s.run().status() != null
        && s.run().status().phase() == Status.Phase.FINISHED;
  }

  private void awaitFinished() throws Exception {
    await(GuidePictures::isFinished);
  }

  private void awaitSample() throws Exception {
    await(
        s ->
            s.run() != null
                && s.run().looks().sample() != null
                && s.run().looks().sample().edge().equals(s.observedEdge()));
  }

  private void send(Message m) throws Exception {
    fx(
        () -> {
          store.send(m);
          return true;
        });
  }

  private AppState state() throws Exception {
    return fx(store::state);
  }

  private void await(Predicate<AppState> condition) throws Exception {
    long until = System.currentTimeMillis() + PATIENCE;
    while (!condition.test(state())) {
      AppState s = state();
      if (System.currentTimeMillis() > until) {
        throw new IllegalStateException(
            "this did not come: "
                + (s.run() == null ? "no run" : s.run().status() + " " + s.run().problem())
                + " "
                + s.alert());
      }
      Thread.sleep(50);
    }
  }

  /** Until everything is painted, checked, and nothing has changed for a few looks. */
  private void settle() throws Exception {
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

  private void picture(String name) throws Exception {
    if (!wanted.isEmpty() && wanted.stream().noneMatch(w -> name.startsWith(w + "-"))) {
      return;
    }
    settle();
    WritableImage image = fx(() -> stage.getScene().snapshot(null));
    File file = out.resolve(name).toFile();
    if (!ImageIO.write(buffered(image), "png", file)) {
      throw new IllegalStateException("no PNG writer");
    }
    System.out.println(file);
  }

  private static BufferedImage buffered(WritableImage image) {
    int w = (int) image.getWidth();
    int h = (int) image.getHeight();
    BufferedImage b = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[w];
    for (int y = 0; y < h; y++) {
      image
          .getPixelReader()
          .getPixels(0, y, w, 1, javafx.scene.image.PixelFormat.getIntArgbInstance(), row, 0, w);
      b.setRGB(0, y, w, 1, row, 0, w);
    }
    return b;
  }

  private static <T> T fx(Callable<T> work) throws Exception {
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
