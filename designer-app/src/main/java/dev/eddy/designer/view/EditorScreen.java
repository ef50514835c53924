package dev.eddy.designer.view;

import dev.eddy.designer.canvas.CanvasView;
import dev.eddy.designer.canvas.Minimap;
import dev.eddy.designer.canvas.QuickAdd;
import dev.eddy.designer.command.Commands;
import dev.eddy.designer.command.KeyMap;
import dev.eddy.designer.control.EmptyState;
import dev.eddy.designer.control.expression.ExpressionAssistant;
import dev.eddy.designer.control.palette.OperatorSearch;
import dev.eddy.designer.state.AppState;
import dev.eddy.designer.state.CanvasMessage;
import dev.eddy.designer.state.Effect;
import dev.eddy.designer.state.Inside;
import dev.eddy.designer.state.Message;
import dev.eddy.designer.state.Mode;
import dev.eddy.designer.state.OpenProject;
import dev.eddy.model.contract.Contract;
import dev.eddy.model.operator.Catalog;
import dev.eddy.model.operator.OperatorDescriptor;
import dev.eddy.model.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The window with a project: frame, panels and the canvas. */
final class EditorScreen extends StackPane {
  private static final double LEAST = 400;
  private static final String INSPECTOR = "inspector ";
  private static final String BOTTOM = "bottom ";
  private static final double TWO_GROUPS = 1500;
  private static final double NARROW = 1400;

  private final Store store;
  private final Catalog catalog;
  private final CanvasView canvas;
  private final Minimap minimap;
  private final Toolbar toolbar;
  private final MomentBar momentBar;
  private final Stripe stripe;
  private final LeftPanel palette;
  private final PipelineTabs pipelines;
  private final Notices notices;
  private final FindBar find;
  private final Inspector inspector;
  private final InspectorPlace inspectorPlace;
  private final BottomPanels bottom;
  private final StatusBar status;
  private final DeploySheet sheet;
  private final TourView tour;
  private final RefactorSheet refactor;
  private final StackPane stage = new StackPane();
  private final ZoomBar zoomBar;
  private final Button crumbs = new Button();
  private final AlertBar alert;
  private final EmptyState empty;
  private final HBox middle;
  private final StackPane body = new StackPane();
  private final Grip paletteGrip = new Grip(Orientation.VERTICAL, d -> {});
  private final BorderPane frame = new BorderPane();
  private double bottomHeight;
  private double inspectorWidth;
  private final Map<String, Double> own = new HashMap<>();
  private Runnable onSizes = () -> {};
  private String sizedFor = "";
  private @Nullable Popup search;

  EditorScreen(Store store, Catalog catalog, ExpressionAssistant assistant) {
    this.store = store;
    this.catalog = catalog;
    getStyleClass().add("editor");
    canvas = new CanvasView(catalog, store::send);
    minimap = new Minimap(canvas);
    palette = new LeftPanel(store, catalog, canvas, this::centre);
    toolbar = new Toolbar(store);
    momentBar = new MomentBar(store);
    stripe = new Stripe(store);
    inspector = new Inspector(store, catalog, assistant);
    bottom = new BottomPanels(store, catalog, this::goTo);
    status = new StatusBar(store);
    sheet = new DeploySheet(store);
    refactor = new RefactorSheet(store, catalog);
    alert = new AlertBar(store);
    pipelines = new PipelineTabs(store);
    notices = new Notices(store);
    find = new FindBar(store, canvas);
    empty =
        new EmptyState(
            EmptyState.CANVAS, w -> store.send(new Message.Ask(Effect.Dialog.QUICK_ADD)));
    empty.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    zoomBar = new ZoomBar(store);
    canvasParts();

    VBox center = new VBox(pipelines, stage, grip(), bottom);
    VBox.setVgrow(stage, Priority.ALWAYS);
    HBox.setHgrow(center, Priority.ALWAYS);
    center.setMinWidth(0);
    stage.setMinHeight(80);
    Grip right =
        new Grip(
            Orientation.VERTICAL,
            d -> {
              inspectorWidth = Math.max(260, Math.min(720, inspectorWidth - d));
              pulled(INSPECTOR, inspectorWidth);
            });
    middle = new HBox(stripe, palette, paletteGrip, center);
    inspectorPlace = new InspectorPlace(store, inspector, right, middle);
    frame.setTop(new VBox(toolbar, momentBar, alert, notices.bars()));
    body.getChildren().add(middle);
    frame.setCenter(body);
    frame.setBottom(status);
    StackPane.setAlignment(sheet, Pos.TOP_RIGHT);
    StackPane.setMargin(sheet, new Insets(44, 0, 24, 0));
    StackPane.setAlignment(refactor, Pos.TOP_RIGHT);
    StackPane.setMargin(refactor, new Insets(44, 0, 24, 0));
    tour = new TourView(store, canvas);
    addEventFilter(javafx.scene.input.KeyEvent.KEY_PRESSED, tour::onKey);
    getChildren().addAll(frame, sheet, refactor, tour);
    widthProperty().addListener((o, was, is) -> show(store.state()));
    heightProperty().addListener((o, was, is) -> show(store.state()));
  }

  private Grip grip() {
    return new Grip(
        Orientation.HORIZONTAL,
        d -> {
          bottomHeight = Math.max(120, Math.min(getHeight() - 240, bottomHeight - d));
          pulled(BOTTOM, bottomHeight);
        });
  }

  private QuickAdd centre() {
    return new QuickAdd(
        canvas.camera().toCanvas(canvas.getWidth() / 2 - 88, canvas.getHeight() / 2),
        0,
        0,
        null,
        true);
  }

  private void canvasParts() {
    StackPane.setAlignment(zoomBar, Pos.BOTTOM_LEFT);
    StackPane.setMargin(zoomBar, new Insets(12));
    StackPane.setAlignment(minimap, Pos.BOTTOM_RIGHT);
    StackPane.setMargin(minimap, new Insets(12));
    StackPane.setAlignment(find, Pos.TOP_RIGHT);
    StackPane.setMargin(find, new Insets(12));
    StackPane.setAlignment(notices.corner(), Pos.BOTTOM_RIGHT);
    StackPane.setMargin(notices.corner(), new Insets(12, 12, 100, 12));
    stage
        .getChildren()
        .addAll(canvas, find.rings(), empty, zoomBar, minimap, find, notices.corner());
    canvas.onCamera(c -> zoomBar.zoomed(c.zoom()));
    crumbs.getStyleClass().add("zoom-bar");
    crumbs.setId("breadcrumb");
    crumbs.setPadding(new Insets(4, 10, 4, 10));
    crumbs.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    crumbs.setOnAction(e -> store.send(new CanvasMessage.LeaveSubGraph()));
    StackPane.setAlignment(crumbs, Pos.TOP_LEFT);
    StackPane.setMargin(crumbs, new Insets(12));
    stage.getChildren().add(crumbs);
    canvas.onQuickAdd(this::quickAdd);
    // Owned by the window: a press on the node that owns a menu would not close it.
    canvas.onMenu(
        m -> Menus.of(m, store).show(canvas.getScene().getWindow(), m.screenX(), m.screenY()));
    Tooltip words = new Tooltip();
    words.getStyleClass().add("canvas-tooltip");
    PauseTransition rest = new PauseTransition(Duration.millis(400));
    double[] at = new double[2];
    canvas.addEventHandler(
        MouseEvent.ANY,
        e -> {
          words.hide();
          at[0] = e.getScreenX();
          at[1] = e.getScreenY();
          if (e.getEventType() == MouseEvent.MOUSE_MOVED) {
            rest.playFromStart();
          } else {
            rest.stop();
          }
        });
    rest.setOnFinished(
        e -> {
          String text = canvas.hoverWords();
          if (!text.isBlank() && canvas.getScene() != null) {
            words.setText(text.strip());
            words.show(canvas, at[0] + 12, at[1] + 16);
          }
        });
  }

  /**
   * The way into the sub-graph that is shown, else from a pipeline that uses it; empty for none.
   */
  static String way(AppState s) {
    OpenProject open = s.open();
    if (open == null) {
      return "";
    }
    if (s.inside().isEmpty()) {
      List<String> users = open.usersOfShown();
      return users.isEmpty() ? "" : users.get(0) + " › " + open.pipeline();
    }
    StringBuilder b = new StringBuilder(s.rootPipeline());
    for (Inside.Step step : s.inside().steps()) {
      dev.eddy.model.graph.Node n = open.document(step.pipeline()).graph().nodes().get(step.node());
      b.append(" › ").append(n == null ? step.node() : n.name());
    }
    return b.toString();
  }

  private void quickAdd(QuickAdd where) {
    if (search != null) {
      search.hide();
    }
    List<OperatorDescriptor> fitting = canvas.candidates(where);
    List<String> columns = List.of();
    if (where.from() != null && where.fromOutput()) {
      Contract c = store.state().checks().outputs().get(where.from().toString());
      columns = c == null ? List.of() : c.schema().names();
    }
    OperatorSearch.Offer offer =
        new OperatorSearch.Offer(
            fitting,
            catalog.all().size(),
            columns,
            where.from() == null ? "place" : "place and connect");
    Popup popup =
        OperatorSearch.open(
            canvas, where.screenX(), where.screenY() + 6, offer, type -> canvas.place(type, where));
    popup.setOnHidden(e -> canvas.endWaiting());
    search = popup;
  }

  private void goTo(Problem p) {
    store.send(new Message.GoTo(p));
    if (p.place().parameter() != null) {
      String parameter = p.place().parameter();
      javafx.application.Platform.runLater(() -> inspector.focusParameter(parameter));
    }
  }

  /** Carries out what a view alone can. */
  void aim(Effect.Aim aim) {
    canvas.show(store.state());
    canvas.aim(aim);
  }

  void quickAddHere() {
    canvas.quickAddHere();
  }

  /** Offers the remedies of what is wrong at the focus, or at the selected operator. */
  void offerFixes() {
    FixMenu.open(store, catalog, this);
  }

  void details() {
    inspector.show(store.state());
    inspectorPlace.front();
    inspector.focusForm();
  }

  void rename() {
    store.send(new Message.ShowInspector(dev.eddy.designer.state.Panels.Inspector.SETTINGS));
    inspectorPlace.front();
    inspector.focusName();
  }

  CanvasView canvas() {
    return canvas;
  }

  void show(AppState s) {
    if (s.open() == null) {
      bottom.floats(s);
      floatInspector(s);
      return;
    }
    sizes(s);
    toolbar.show(s);
    // The past must be left from where it is shown.
    boolean time = s.mode() != Mode.AUTHOR || s.run() != null && s.run().isPast();
    momentBar.setVisible(time);
    momentBar.setManaged(time);
    momentBar.show(s);
    alert.show(s);
    stripe.show(s);
    boolean shown = s.panels().palette();
    palette.show(s);
    palette.setVisible(shown);
    palette.setManaged(shown);
    paletteGrip.setVisible(shown);
    paletteGrip.setManaged(shown);
    pipelines.setVisible(s.mode() == Mode.AUTHOR);
    pipelines.setManaged(s.mode() == Mode.AUTHOR);
    pipelines.show(s);
    notices.show(s);
    canvas.path(WhyModel.tags(s));
    canvas.show(s);
    minimap.refresh();
    zoomBar.show(s);
    String way = way(s);
    crumbs.setVisible(!way.isEmpty());
    crumbs.setText(way);
    crumbs.setAccessibleText("Back to " + crumbs.getText());
    find.show(s);
    boolean bare = s.graph().nodes().isEmpty();
    empty.setVisible(bare);
    // A map of nothing is a box without a purpose.
    minimap.setVisible(s.settings().map() && !bare);
    empty.showKeys(KeyMap.of(s).shown(Commands.get("edit.add")));
    floatInspector(s);
    inspector.show(s);
    bottom.setVisible(s.panels().bottomOpen());
    bottom.setManaged(s.panels().bottomOpen());
    bottom.show(s, getWidth() >= TWO_GROUPS);
    status.show(s);
    sheet.show(s);
    tour.show(s);
    refactor.show(s);
  }

  // Sizes by window and mode; they stay what the user made of them until one of both changes.
  private void sizes(AppState s) {
    double w = getWidth();
    double h = getHeight();
    String key =
        (w < NARROW ? "s" : w < 1800 ? "m" : "l")
            + (h < 900 ? "s" : h < 1040 ? "m" : "l")
            + s.mode();
    if (key.equals(sizedFor) || w < LEAST || h < LEAST) {
      // Before the window has its size there is nothing to divide.
      return;
    }
    boolean narrow = w < NARROW;
    boolean first = sizedFor.isEmpty() || narrow != sizedFor.startsWith("s");
    sizedFor = key;
    overlay(narrow);
    boolean covers = narrow && s.panels().palette();
    if (s.mode() == Mode.AUTHOR && (covers || first && s.panels().palette() == narrow)) {
      // As an overlay it would cover the pipeline; where there is room it stands beside it.
      store.send(new Message.ShowPalette(!narrow));
    }
    boolean debug = s.mode() == Mode.DEBUG;
    double width = w < NARROW ? 300 : w < 1800 ? debug ? 432 : 344 : debug ? 440 : 344;
    double height = h < 900 ? 212 : h < 1040 ? 280 : debug ? 336 : 292;
    // What the user made of them holds as far as there is room.
    inspectorWidth = Math.min(own.getOrDefault(INSPECTOR + s.mode(), width), w / 2);
    bottomHeight = Math.max(120, Math.min(own.getOrDefault(BOTTOM + s.mode(), height), h - 240));
    resize();
  }

  private void resize() {
    inspector.setPrefWidth(inspectorWidth);
    inspector.setMinWidth(inspectorPlace.isFloating() ? 0 : inspectorWidth);
    bottom.setPrefHeight(bottomHeight);
    bottom.setMinHeight(bottomHeight);
  }

  private void floatInspector(AppState s) {
    boolean was = inspectorPlace.isFloating();
    inspectorPlace.show(s, getScene() == null ? null : getScene().getWindow());
    if (was != inspectorPlace.isFloating()) {
      resize();
    }
  }

  private void pulled(String panel, double size) {
    own.put(panel + store.state().mode(), size);
    resize();
    onSizes.run();
  }

  /** Told when the user has made a panel larger or smaller. */
  void onSizes(Runnable listener) {
    onSizes = listener;
  }

  /** The sizes that the user gave panels, by name. */
  Map<String, Double> ownSizes() {
    return Map.copyOf(own);
  }

  /** Gives panels the sizes that they had, or with none those that they begin with. */
  void arrange(Map<String, Double> sizes) {
    own.clear();
    own.putAll(sizes);
    sizedFor = sizedFor.isEmpty() ? "" : sizedFor + " ";
    sizes(store.state());
  }

  /** In a narrow window the palette lies over the canvas instead of pushing it aside. */
  private void overlay(boolean narrow) {
    if (narrow && palette.getParent() == middle) {
      middle.getChildren().removeAll(palette, paletteGrip);
      StackPane.setAlignment(palette, Pos.TOP_LEFT);
      body.getChildren().add(palette);
      StackPane.setMargin(palette, new Insets(0, 0, 0, 40));
      palette.getStyleClass().add("overlay");
    } else if (!narrow && palette.getParent() == body) {
      body.getChildren().remove(palette);
      palette.getStyleClass().remove("overlay");
      middle.getChildren().add(1, palette);
      middle.getChildren().add(2, paletteGrip);
    }
  }
}
