package dev.eddy.designer.view;

import dev.eddy.designer.canvas.Palette;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.control.Icons;
import dev.eddy.designer.control.KeptNodes;
import dev.eddy.designer.control.SearchField;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.Example;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Recent;
import dev.eddy.designer.theme.Mood;
import dev.eddy.model.edit.PipelineDocument;
import dev.eddy.model.io.ProjectFiles;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.Family;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What the window shows without a project. */
final class StartPage extends BorderPane {
  private static final double GAP = 16;
  private static final double LEAST_CARD = 264;
  private static final double MOST_CARD = 420;
  private static final double PICTURE_HEIGHT = 100;

  /** A card's, with three lines of words. */
  private static final double CARD_HEIGHT = 226;

  private final Store store;
  private final Catalog catalog;
  private final Consumer<List<Path>> onFiles;
  private final VBox recents = new VBox();
  private final FlowPane examples = new FlowPane(GAP, GAP);
  private final SearchField search = new SearchField("Find a project", "");
  private final List<CommandButton> commands = new ArrayList<>();
  private final KeptNodes<Recent, Node> nodes = KeptNodes.ofEqual(this::row);
  private List<Recent> shown = List.of();
  private List<Example> shownExamples = List.of();
  private double shownWidth;
  private Mood shownMood = Mood.LIGHT;

  /**
   * @param onFiles told when files of rows were dropped
   */
  StartPage(Store store, Catalog catalog, Consumer<List<Path>> onFiles) {
    this.onFiles = onFiles;
    this.store = store;
    this.catalog = catalog;
    getStyleClass().add("start");
    setLeft(side());
    setCenter(main());
    setBottom(status());
    search.field().textProperty().addListener((o, was, is) -> fill());
    examples.widthProperty().addListener((o, was, is) -> cards());
    // They are read while the window opens: what is below them must not move under the pointer.
    examples.setMinHeight(CARD_HEIGHT);
    setOnDragOver(this::dragOver);
    setOnDragDropped(this::dropped);
  }

  void show(AppState s) {
    commands.forEach(c -> c.show(s));
    boolean moodChanged = shownMood != s.mood();
    shownMood = s.mood();
    if (!s.recents().equals(shown) || recents.getChildren().isEmpty()) {
      shown = s.recents();
      fill();
    }
    if (moodChanged || !s.examples().equals(shownExamples)) {
      shownExamples = s.examples();
      shownWidth = 0;
      cards();
    }
  }

  // As many beside each other as have room, which fill the row: their edge is that of the list
  // above.
  private void cards() {
    double width = cardWidth(examples.getWidth(), shownExamples.size());
    if (width != shownWidth) {
      shownWidth = width;
      examples.getChildren().setAll(shownExamples.stream().map(e -> card(e, width)).toList());
    }
  }

  /**
   * @param room width of the row; cards have their least width while it is not known
   */
  static double cardWidth(double room, int cards) {
    double inRow = Math.max(1, Math.min(cards, Math.floor((room + GAP) / (LEAST_CARD + GAP))));
    return Math.max(
        LEAST_CARD, Math.min(MOST_CARD, Math.floor((room - GAP * (inRow - 1)) / inRow)));
  }

  private Node side() {
    Label name = Parts.label("Eddy", "start-name");
    Label line = Parts.label("Streams you can rewind", "small", "dim");
    VBox words = new VBox(name, line);
    HBox head = new HBox(12, new Logo(32), words);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("start-head");
    Button fresh = button("plus", "New project", "file.new", "primary");
    Button open = button("folder", "Open…", "file.open", "side-button");
    Button find = button("search", "Find a command…", "find.commands", "side-button");
    Button keys = button("command", "Keyboard map", "help.keys", "side-button");
    Button settings = button("settings", "Settings…", "file.settings", "side-button");
    Button mood = button("moon", "Light or dark", "view.mood", "side-button");
    VBox top = new VBox(4, fresh, open);
    Region gap = new Region();
    VBox.setVgrow(gap, Priority.ALWAYS);
    VBox side = new VBox(head, top, gap, new VBox(4, find, keys, settings, mood));
    side.getStyleClass().add("start-side");
    return side;
  }

  private Button button(String icon, String title, String command, String style) {
    CommandButton made =
        CommandButton.withKeys(icon, title, Commands.get(command), store, style, "wide");
    commands.add(made);
    Button b = made.button();
    // Nothing else here leads into a project by the keyboard alone.
    b.setFocusTraversable(true);
    HBox box = (HBox) b.getGraphic();
    box.getChildren().add(box.getChildren().size() - 1, Parts.gap());
    box.prefWidthProperty().bind(b.widthProperty().subtract(26));
    b.setMaxWidth(Double.MAX_VALUE);
    return b;
  }

  private Node main() {
    Label title = Parts.label("Recent projects", "title");
    search.setPrefWidth(220);
    HBox head = new HBox(title, Parts.gap(), search);
    head.setAlignment(Pos.CENTER_LEFT);
    recents.getStyleClass().add("card-list");
    Label learn = Parts.label("Learn by running one", "title");
    Label hint =
        Parts.label(
            "Each opens as your own copy, with data. Nothing runs until you press Run.", "dim");
    VBox learnHead = new VBox(2, learn, hint);
    HBox drop =
        new HBox(
            12,
            Icons.view("download", 18),
            Parts.label(
                "Drop a project folder anywhere here: Eddy opens it. Drop CSV files: a new project"
                    + " reads them. Nothing runs.",
                "dim"));
    drop.setAlignment(Pos.CENTER_LEFT);
    drop.getStyleClass().add("drop-zone");
    VBox box = new VBox(10, head, recents, learnHead, examples, drop);
    VBox.setMargin(learnHead, new javafx.geometry.Insets(20, 0, 2, 0));
    VBox.setMargin(drop, new javafx.geometry.Insets(12, 0, 0, 0));
    box.getStyleClass().add("start-main");
    // No wider than its cards grow: lists and cards end at one edge.
    box.setMaxWidth(3 * MOST_CARD + 2 * GAP + 72);
    HBox.setHgrow(box, Priority.ALWAYS);
    ScrollPane scroll = new ScrollPane(new HBox(box));
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("eddy-scroll");
    scroll.setFocusTraversable(false);
    return scroll;
  }

  private Node status() {
    HBox bar =
        new HBox(
            16,
            new HBox(6, Icons.view("cpu", 14), Parts.label("Local engine ready", "small")),
            Parts.label("works offline", "small"),
            Parts.gap(),
            Parts.label("Eddy 0.1", "small"));
    bar.setAlignment(Pos.CENTER_LEFT);
    ((HBox) bar.getChildren().get(0)).setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("status-bar");
    return bar;
  }

  private void fill() {
    String text = search.field().getText().toLowerCase(Locale.ROOT);
    List<Node> rows =
        nodes.of(
            shown.stream()
                .filter(
                    r ->
                        (r.name() + " " + r.folder() + " " + r.pipelines())
                            .toLowerCase(Locale.ROOT)
                            .contains(text))
                .toList());
    if (rows.isEmpty()) {
      Label none =
          Parts.label(
              shown.isEmpty()
                  ? "No project has been opened yet. Begin with an example below."
                  : "No project is named like that.",
              "dim");
      none.getStyleClass().add("recent-none");
      recents.getChildren().setAll(none);
    } else {
      KeptNodes.put(recents.getChildren(), rows);
    }
  }

  private Node row(Recent r) {
    Region icon = new javafx.scene.layout.StackPane(Icons.view("share-2", 16));
    icon.getStyleClass().add("recent-icon");
    VBox words =
        new VBox(
            Parts.label(r.name(), "strong"),
            Parts.label(String.join(", ", r.pipelines()), "small", "dim"));
    words.setAlignment(Pos.CENTER_LEFT);
    words.setPrefWidth(250);
    words.setMinWidth(160);
    Label path = Parts.label(shortened(r.folder()), "mono", "dim");
    path.setTextOverrun(javafx.scene.control.OverrunStyle.LEADING_ELLIPSIS);
    HBox.setHgrow(path, Priority.ALWAYS);
    path.setMaxWidth(Double.MAX_VALUE);
    HBox box = new HBox(12, icon, words, path);
    box.setAlignment(Pos.CENTER_LEFT);
    Button b = new Button();
    b.setGraphic(box);
    box.prefWidthProperty().bind(b.widthProperty().subtract(30));
    b.setMaxWidth(Double.MAX_VALUE);
    b.getStyleClass().add("recent-row");
    b.setAccessibleText("Open " + r.name());
    b.setOnAction(e -> store.send(new Message.Open(r.folder(), "")));
    return b;
  }

  private static String shortened(Path p) {
    Path home = Path.of(System.getProperty("user.home", "/"));
    return p.startsWith(home) && !p.equals(home) ? "~/" + home.relativize(p) : p.toString();
  }

  private Node card(Example e, double width) {
    double inner = width - 2;
    Canvas picture = new Canvas(inner, PICTURE_HEIGHT);
    paint(picture.getGraphicsContext2D(), inner, new Palette(store.state().mood()), e.document());
    Label title = Parts.label(e.title(), "strong");
    Label words = Parts.label(e.words(), "small", "dim");
    words.setWrapText(true);
    words.setMinHeight(54);
    words.setAlignment(Pos.TOP_LEFT);
    Label hint = Parts.label(e.hint(), "small", "dim");
    VBox text = new VBox(4, title, words, hint);
    text.getStyleClass().add("example-text");
    text.setPrefWidth(inner);
    text.setMaxWidth(inner);
    text.setPrefHeight(124);
    VBox box = new VBox(picture, text);
    Button b = new Button();
    b.setGraphic(box);
    b.setMinWidth(width);
    b.setMaxWidth(width);
    b.setId("example-" + e.pipeline());
    b.getStyleClass().add("example");
    b.setAccessibleText("Open the example " + e.title());
    b.setOnAction(a -> store.send(new Message.OpenExample(e)));
    return b;
  }

  // The pipeline in small: boxes with the strip of their family, as they stand on the canvas.
  private void paint(GraphicsContext g, double width, Palette c, PipelineDocument d) {
    g.setFill(c.get("canvas"));
    g.fillRoundRect(0, 0, width, 110, 14, 14);
    g.setFill(c.get("grid-dot"));
    for (int x = 8; x < width; x += 16) {
      for (int y = 8; y < PICTURE_HEIGHT; y += 16) {
        g.fillRect(x, y, 1, 1);
      }
    }
    MiniGraph mini = MiniGraph.of(d, width, PICTURE_HEIGHT);
    g.setStroke(c.get("border-strong"));
    g.setLineWidth(1.25);
    for (MiniGraph.Line l : mini.lines()) {
      double middle = (l.x1() + l.x2()) / 2;
      g.beginPath();
      g.moveTo(l.x1(), l.y1());
      g.bezierCurveTo(middle, l.y1(), middle, l.y2(), l.x2(), l.y2());
      g.stroke();
    }
    for (MiniGraph.Box b : mini.boxes()) {
      Family family =
          catalog.find(b.operator()).map(t -> t.descriptor().family()).orElse(Family.TRANSFORM);
      g.setFill(c.get("surface-2"));
      g.fillRoundRect(b.x(), b.y(), b.width(), b.height(), 6, 6);
      g.setFill(c.family(family));
      g.fillRoundRect(b.x(), b.y(), 4, b.height(), 3, 3);
      g.setStroke(c.get("border-strong"));
      g.setLineWidth(1);
      g.strokeRoundRect(b.x() + 0.5, b.y() + 0.5, b.width() - 1, b.height() - 1, 6, 6);
    }
  }

  /** The project that dropped files belong to: one of the folders, or where an eddy.json lies. */
  static Optional<Path> folder(List<Path> dropped) {
    return dropped.stream()
        .map(
            p ->
                Files.isDirectory(p)
                    ? p
                    : p.endsWith(ProjectFiles.PROJECT_FILE) ? p.getParent() : null)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private void dragOver(DragEvent e) {
    if (e.getDragboard().hasFiles()) {
      e.acceptTransferModes(TransferMode.COPY);
      e.consume();
    }
  }

  private void dropped(DragEvent e) {
    List<Path> all = e.getDragboard().getFiles().stream().map(File::toPath).toList();
    Optional<Path> folder = folder(all);
    if (folder.isPresent()) {
      store.send(new Message.Open(folder.get(), ""));
    } else if (!all.isEmpty()) {
      onFiles.accept(all);
    }
    e.setDropCompleted(true);
    e.consume();
  }
}
