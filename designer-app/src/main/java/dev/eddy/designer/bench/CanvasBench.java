package dev.eddy.designer.bench;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.Minimap;
import dev.eddy.designer.layout.LayeredLayout;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Selection;
import dev.eddy.designer.state.Update;
import dev.eddy.designer.theme.Fonts;
import dev.eddy.designer.theme.Mood;
import dev.eddy.expressions.SqlExpressions;
import dev.eddy.model.check.IncrementalChecker;
import dev.eddy.model.edit.GraphEdit;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.graph.Graph;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.project.Project;
import dev.eddy.model.value.Value;
import dev.eddy.operator.Providers;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./eddy bench canvas [--quick] [--json FILE]}: CPU time a frame of the FX and of the render
 * thread while large pipelines are panned, zoomed and dragged by synthetic events, and what
 * opening, arranging and checking them costs. Times are medians of rounds; a JSON line for each
 * figure.
 */
public final class CanvasBench {
  private final boolean quick;
  private final @Nullable Writer json;
  private final Catalog catalog = Providers.load(CanvasBench.class.getClassLoader());
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Stage stage;
  private final List<CanvasView> views = new ArrayList<>();
  private AppState state = AppState.start(Mood.DARK, List.of(), List.of());

  private CanvasBench(boolean quick, @Nullable Writer json, Stage stage) {
    this.quick = quick;
    this.json = json;
    this.stage = stage;
  }

  public static void main(String[] args) throws Exception {
    boolean quick = Arrays.asList(args).contains("--quick");
    int at = Arrays.asList(args).indexOf("--json");
    Path file = at >= 0 && at + 1 < args.length ? Path.of(args[at + 1]) : null;
    CountDownLatch started = new CountDownLatch(1);
    Stage[] stage = new Stage[1];
    Platform.startup(
        () -> {
          Fonts.load();
          stage[0] = new Stage();
          started.countDown();
        });
    started.await();
    try (Writer json = file == null ? null : Files.newBufferedWriter(file)) {
      new CanvasBench(quick, json, stage[0]).run();
    } finally {
      // Its thread would keep the process alive after a failure too.
      Platform.exit();
    }
  }

  private void run() throws Exception {
    frames("1 000", LargeGraphs.mesh(1_000), 1280, 800);
    frames("10 000", LargeGraphs.mesh(10_000), 1280, 800);
    frames("chain of 500", LargeGraphs.chain(500), 1280, 800);
    frames("fan-in of 500", LargeGraphs.fanIn(500), 1280, 800);
    if (!quick) {
      frames("1 000", LargeGraphs.mesh(1_000), 3840, 2160);
    }
    frames("10 000", LargeGraphs.mesh(10_000), 3840, 2160);
    open(LargeGraphs.mesh(10_000));
    layout(LargeGraphs.mesh(1_000));
    check(LargeGraphs.mesh(10_000).graph());
  }

  // ---------------------------------------------------------------------------- frames

  private void frames(String name, PipelineDocument document, int width, int height)
      throws InterruptedException, IOException {
    String what = name + ", " + width + "x" + height;
    CanvasView view = onFx(() -> show(document, width, height));
    onFx(() -> zoomTo(view, 1));
    settle();
    motion("pan at 100 %", what, i -> scroll(view, 0, i % 80 < 40 ? 37 : -37, false));
    motion("zoom", what, i -> scroll(view, 0, i % 60 < 30 ? -40 : 40, true));
    // Far enough away that some thousand operators are in sight.
    onFx(() -> zoomTo(view, 0.17));
    settle();
    motion("pan at 17 %", what, i -> scroll(view, 0, i % 80 < 40 ? 37 : -37, false));
    drags(view, what, 1);
    drags(view, what, Math.min(500, document.graph().nodes().size()));
  }

  private void drags(CanvasView view, String what, int count)
      throws InterruptedException, IOException {
    var before = Objects.requireNonNull(state.open()).layout();
    onFx(() -> drag(view, MouseEvent.MOUSE_PRESSED, select(view, count)));
    settle();
    motion("drag " + count, what, i -> drag(view, MouseEvent.MOUSE_DRAGGED, i));
    onFx(() -> drag(view, MouseEvent.MOUSE_RELEASED, 40));
    var after = Objects.requireNonNull(state.open()).layout();
    long moved =
        before.positions().entrySet().stream()
            .filter(e -> !e.getValue().equals(after.positions().get(e.getKey())))
            .count();
    if (moved != count) {
      throw new IllegalStateException("dragged " + count + ", but " + moved + " have moved");
    }
  }

  private CanvasView show(PipelineDocument document, int width, int height) {
    state = opened(document);
    views.clear();
    CanvasView view = new CanvasView(catalog, this::send);
    views.add(view);
    Minimap map = new Minimap(view);
    StackPane root = new StackPane(view, map);
    StackPane.setAlignment(map, Pos.BOTTOM_RIGHT);
    stage.setScene(new Scene(root, width, height));
    stage.setX(0);
    stage.setY(0);
    stage.show();
    stage.setWidth(width);
    stage.setHeight(height);
    view.show(state);
    return view;
  }

  private static AppState opened(PipelineDocument document) {
    return Update.update(
            AppState.start(Mood.DARK, List.of(), List.of()),
            new Message.Opened(project(Path.of("/bench"), document), "main", List.of()))
        .state();
  }

  private static Project project(Path folder, PipelineDocument document) {
    return new Project(
        folder,
        "bench",
        "UTC",
        Map.of(),
        Map.of(
            Project.LOCAL,
            new Project.Environment(Project.LOCAL, Map.of(), Map.of(), "out", Value.Struct.EMPTY)),
        Map.of("main", new Project.Pipeline("main", document.graph(), document.layout())),
        Value.Struct.EMPTY);
  }

  private void send(Message message) {
    state = Update.update(state, message).state();
    views.forEach(v -> v.show(state));
  }

  /** Drives frames by a motion, one step each, and reports what they cost each thread. */
  private void motion(String figure, String what, IntConsumer step)
      throws InterruptedException, IOException {
    int warm = quick ? 20 : 60;
    int count = quick ? 40 : 150;
    frames(warm, step);
    long fx = fxThread();
    long render = renderThread();
    List<Double> fxTimes = new ArrayList<>();
    List<Double> renderTimes = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      long a = threads.getThreadCpuTime(fx);
      long b = threads.getThreadCpuTime(render);
      int done = frames(count, step);
      fxTimes.add((threads.getThreadCpuTime(fx) - a) / 1e6 / done);
      renderTimes.add((threads.getThreadCpuTime(render) - b) / 1e6 / done);
    }
    figure(figure + ", fx", what, median(fxTimes), "ms/frame");
    figure(figure + ", render", what, median(renderTimes), "ms/frame");
  }

  /** On a busy machine fewer frames do: what one costs is asked for, not how fast they come. */
  private static final long MOST_NANOS = 5_000_000_000L;

  /** Gives how many frames there were. */
  private static int frames(int count, IntConsumer step) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    int[] made = new int[1];
    long until = System.nanoTime() + MOST_NANOS;
    Platform.runLater(
        () ->
            new AnimationTimer() {
              private int i;

              @Override
              public void handle(long now) {
                if (i == count || i > 0 && System.nanoTime() > until) {
                  made[0] = i;
                  stop();
                  done.countDown();
                  return;
                }
                step.accept(i++);
              }
            }.start());
    done.await();
    return made[0];
  }

  /** Lets what is pending be painted. */
  private void settle() throws InterruptedException {
    do {
      frames(1, i -> {});
    } while (!onFx(() -> views.stream().allMatch(CanvasView::isSettled)));
  }

  private static void scroll(CanvasView view, double dx, double dy, boolean zoom) {
    double x = view.getWidth() / 2;
    double y = view.getHeight() / 2;
    Event.fireEvent(
        view,
        new ScrollEvent(
            ScrollEvent.SCROLL,
            x,
            y,
            x,
            y,
            false,
            zoom,
            false,
            false,
            true,
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

  private double pressX;
  private double pressY;

  /** Selects nodes round the middle of the view; the nearest one is what the mouse takes. */
  private int select(CanvasView view, int count) {
    var middle = view.camera().toCanvas(view.getWidth() / 2, view.getHeight() / 2);
    List<String> ids =
        view.scene().nodes().values().stream()
            .sorted(Comparator.comparingDouble(n -> n.box().center().distance(middle)))
            .limit(count)
            .map(n -> n.id())
            .toList();
    Set<String> chosen = new LinkedHashSet<>(ids);
    send(new Message.Select(Selection.nodes(chosen)));
    var box = Objects.requireNonNull(view.scene().nodes().get(ids.get(0))).box();
    var p = view.camera().toScreen(box.center().x(), box.center().y());
    pressX = p.x();
    pressY = p.y();
    return 0;
  }

  private int drag(CanvasView view, EventType<MouseEvent> type, int i) {
    boolean pressed = type == MouseEvent.MOUSE_PRESSED;
    double x = pressX + (pressed ? 0 : 6 + i % 90 * 2);
    double y = pressY + (pressed ? 0 : i % 45 * 2);
    boolean down = type != MouseEvent.MOUSE_RELEASED;
    Event.fireEvent(
        view,
        new MouseEvent(
            type,
            x,
            y,
            x,
            y,
            MouseButton.PRIMARY,
            1,
            false,
            false,
            // Held, a node does not go into the edges that it is dragged over.
            !pressed,
            false,
            down,
            false,
            false,
            true,
            false,
            false,
            new PickResult(view, x, y)));
    return i;
  }

  // ---------------------------------------------------------------------------- the rest

  /** From the files to a painted canvas. */
  private void open(PipelineDocument document) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("eddy-canvas");
    try {
      Files.createDirectories(folder);
      ProjectFiles.write(project(folder, document));
      List<Double> wall = new ArrayList<>();
      List<Double> cpu = new ArrayList<>();
      for (int round = 0; round < (quick ? 2 : 5); round++) {
        CanvasView view = onFx(() -> show(PipelineDocument.EMPTY, 1280, 800));
        settle();
        long from = System.nanoTime();
        long mine = threads.getCurrentThreadCpuTime();
        long fx = threads.getThreadCpuTime(fxThread());
        Project read = Objects.requireNonNull(ProjectFiles.read(folder).project());
        long painted = view.repaints();
        onFx(
            () -> {
              send(new Message.Opened(read, "main", List.of()));
              return view.scene().nodes().size();
            });
        while (onFx(view::repaints) == painted) {
          frames(1, i -> {});
        }
        wall.add((System.nanoTime() - from) / 1e6);
        cpu.add(
            (threads.getCurrentThreadCpuTime() - mine + threads.getThreadCpuTime(fxThread()) - fx)
                / 1e6);
      }
      figure("open, wall", "10 000", median(wall), "ms");
      figure("open, cpu", "10 000", median(cpu), "ms");
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
      }
    }
  }

  private void layout(PipelineDocument document) throws IOException {
    List<Double> cpu = new ArrayList<>();
    for (int round = 0; round < (quick ? 2 : 3); round++) {
      long from = threads.getCurrentThreadCpuTime();
      LayeredLayout.arrange(document, document.graph().nodes().keySet(), catalog, () -> false);
      cpu.add((threads.getCurrentThreadCpuTime() - from) / 1e6);
    }
    figure("auto-layout, cpu", String.valueOf(document.graph().nodes().size()), median(cpu), "ms");
  }

  /** One condition is changed; the rest is known. */
  private void check(Graph graph) throws IOException {
    IncrementalChecker checker = new IncrementalChecker(catalog, new SqlExpressions());
    long from = threads.getCurrentThreadCpuTime();
    checker.check(graph, Map.of());
    figure("check of all, cpu", "10 000", (threads.getCurrentThreadCpuTime() - from) / 1e6, "ms");
    List<Double> cpu = new ArrayList<>();
    PipelineDocument now = new PipelineDocument(graph, dev.eddy.model.graph.Layout.EMPTY);
    for (int round = 0; round < 30; round++) {
      now =
          new GraphEdit.SetParameter("n5051", "condition", Value.of("a > 1 + " + round)).apply(now);
      from = threads.getCurrentThreadCpuTime();
      checker.check(now.graph(), Map.of());
      cpu.add((threads.getCurrentThreadCpuTime() - from) / 1e6);
    }
    figure("check of one property, cpu", "10 000", median(cpu), "ms");
  }

  // ---------------------------------------------------------------------------- tools

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private void figure(String figure, String query, double value, String unit) throws IOException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    System.out.printf(
        Locale.ROOT, "%-28s %-24s %9.2f %s (load %.1f)%n", figure, query, value, unit, load);
    if (json != null) {
      json.write(
          String.format(
              Locale.ROOT,
              "{\"figure\":\"%s\",\"engine\":\"eddy\",\"query\":\"%s\",\"parallelism\":1,"
                  + "\"value\":%.3f,\"unit\":\"%s\",\"checksum\":\"%016x\",\"load\":%.1f}%n",
              figure,
              query,
              value,
              unit,
              0,
              load));
      json.flush();
    }
  }

  private long fxThread() {
    return thread("JavaFX Application Thread");
  }

  private long renderThread() {
    return thread("QuantumRenderer-0");
  }

  private static long thread(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().equals(name))
        .mapToLong(Thread::getId)
        .findFirst()
        .orElseThrow();
  }

  private static double zoomTo(CanvasView view, double zoom) {
    while (view.camera().zoom() > zoom) {
      scroll(view, 0, -40, true);
    }
    while (view.camera().zoom() < zoom) {
      scroll(view, 0, 40, true);
    }
    return view.camera().zoom();
  }

  private static <T> T onFx(java.util.function.Supplier<T> work) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    List<T> out = new ArrayList<>();
    Platform.runLater(
        () -> {
          try {
            out.add(work.get());
          } finally {
            done.countDown();
          }
        });
    done.await();
    return out.get(0);
  }
}
